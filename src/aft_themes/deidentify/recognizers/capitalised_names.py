"""Runs of capitalised words that nobody listed: where they stand and what they look like."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from aft_themes.deidentify.spans import overlapping
from aft_themes.deidentify.tokens import Study, Token, Turn
from aft_themes.language import Language
from aft_themes.language.rules import compiled

_LONGEST = 12  # words of a name: "National Institute of Advanced Science and Technology"
# letters of a title that a stop shortens ("Prof. Berg"); after "Inspector." a sentence ends
_LONGEST_SHORT = 4
_SHORTEST_FIRST = 3  # letters of a first name; "al" and "jo" are other words as often
_SHORTEST_SURNAME = 4  # letters; no other pair of small words has both in a million words of speech
_MOST_LINKS = 3  # small words between two capitals: "van de la"
_NEAR = 150  # characters on either side in which names may be spoken of
_LABEL = re.compile(r"\[(?P<role>\w{2,20}) ?: ?$")  # "[Speaker: Ann]" inside speech
_INITIALS = re.compile(r"[A-Z]{2,}e?s|[B-Z]s")  # in the plural: "DMs", "Fs"
_NUMBER = re.compile(r"[ -]\d")
_TOGETHER = re.compile(r"([A-Z][a-z]{3,19})([A-Z][a-z]{2,19})")
_LISTED_BEFORE = re.compile(r"(?:\b([A-Z][a-z]+), )?\b([A-Z][a-z]+)(?:,|,? and) $")
_LISTED_AFTER = re.compile(r"(?:,|,? and) ([A-Z][a-z]+)\b")
_GIVEN = 30  # characters in which "their middle name was the" stands, or "In ...!"
_CLOSED = re.compile(r"\.?(?:[,.;?!)\"]| [-\u2013\u2014]|\u2014| and | speaking|$)")
_MOST_DOTTED = 3  # initials of somebody's name
_BEFORE = 4  # words before a name that are looked at


@dataclass(frozen=True, kw_only=True)
class Mention:
    """One occurrence of a run of capitalised words.

    Parameters
    ----------
    at : int
        Position of the turn in the study's list of turns.
    interview : str
        The interview's id.
    start, end : int
        Span in the cleaned turn, a title included.
    keys : tuple of str
        The words in lower case, without the title.
    title : str
        The title, or empty.
    initial : bool
        Whether the run begins a sentence.
    before : tuple of str
        The words before it in the sentence, in lower case.
    after : str
        The word after it in the sentence, in lower case.
    possessive : bool
        Whether ``'s`` follows.
    shout : bool
        Whether it is written in capitals.
    mixed : bool
        Whether a capital stands within a word as in names of products.
    run_together : bool
        Whether two words of a name are written as one ("BrunoXelby", "XelbyQuay").
    ordinary : bool
        Whether it is made of words that the study also writes small.
    asked : bool
        Whether it answers the question for a name, or stands alone where names are spoken of.
    whereabouts : bool
        Whether it answers the question where something is or was.
    addressed : bool
        Whether commas set it off as when someone is spoken to.
    greeted : bool
        Whether somebody is greeted or thanked by it ("Hi Xelby.").
    acquainted : bool
        Whether it is said who that is to the speaker ("my supervisor Xelby").
    called : bool
        Whether it is called out, alone in its sentence ("Rex!").
    among_places : bool
        Whether a place stands before or after it in a list.
    among_people : bool
        Whether two first names stand beside it in a list ("Ann, Alexa, and Bo").
    among_figures : bool
        Whether a public figure stands beside it in a list ("Winnicott, Rogers").
    numbered : bool
        Whether a number follows ("SOC 2").
    said_to_be : str
        What it is said to be ("Sprint was a company", "firms like Sprint"), or empty.
    household : bool
        Whether it is said to have a house or children ("the Bergs' house").
    labels : bool
        Whether a colon follows, as after a label ("Telephone: 12").
    nicknamed : bool
        Whether somebody is called so ("we call him Sparrow").
    asks : bool
        Whether it begins a question to somebody ("Xelby, what do you think?").
    listed : tuple of str
        Where it goes on a list, the words before the list ("worked for Lantern and Loom").
    """

    at: int
    interview: str
    start: int
    end: int
    keys: tuple[str, ...]
    title: str
    initial: bool
    before: tuple[str, ...]
    after: str
    possessive: bool
    shout: bool
    mixed: bool
    run_together: bool
    ordinary: bool
    asked: bool
    whereabouts: bool
    addressed: bool
    greeted: bool
    acquainted: bool
    called: bool
    among_places: bool
    among_people: bool
    among_figures: bool
    numbered: bool
    said_to_be: str
    household: bool
    labels: bool
    nicknamed: bool
    asks: bool
    listed: tuple[str, ...]

    @property
    def last_before(self) -> str:
        """The word before it, or empty."""
        return self.before[-1] if self.before else ""


def find_mentions(
    study: Study, at: int, turn: Turn, taken: list[tuple[int, int]]
) -> Iterator[Mention]:
    """Find runs of capitalised words outside the spans that are taken."""
    tokens = study.tokens[at]
    held = overlapping([(token.start, token.end) for token in tokens], taken)
    position = 0
    while position < len(tokens):
        token = tokens[position]
        begins = token.capital or (
            token.key in study.language.first_names
            and _begins_small(study.language, turn.text, tokens, position)
        )
        if held[position] or not begins:
            position += 1
            continue
        end = position + 1
        limit = min(len(tokens), position + _LONGEST)
        while end < limit and not held[end]:
            small = _links(study.language, turn.text, tokens, position, end)
            if any(held[end : end + small + 1]) or not (
                small or _joined(study, turn.text, tokens, end)
            ):
                break
            end += small + 1
        end = _series_end(study.language, turn.text, tokens, position, end)
        run = _trim(study, turn, tokens, position, end)
        if run:
            yield _mention(study, at, turn, tokens, run)
        position = end


def _joined(study: Study, text: str, tokens: list[Token], at: int) -> bool:
    """Tell whether a word goes on the run of the word before it."""
    language, last, word = study.language, tokens[at - 1], tokens[at]
    gap = text[last.end : word.start]
    several = gap == "' " and last.key.endswith("s")  # "Xelby Teachers' College"
    if last.ending or several:
        # "Saint Brendan's Hospital" and "Women's Rodeo Association" are one name
        one = last.ending == language.possessive and gap == f"{last.ending} "
        # the noun is this word or one of the next two
        named = any(w.capital and w.key in language.nouns for w in tokens[at : at + 3])
        return (one or several) and word.capital and named
    if not word.capital:
        elsewhere = study.statistics.pairs[last.key, word.key] > 0  # "Susan Xelby" is said, too
        known = elsewhere and not (language.is_word(last.key) or language.is_word(word.key))
        listed = _names_nobody_else(language, last) and _small_surname(language, word)
        return gap == " " and (known or listed)
    if _breaks(language, word, last):
        return False
    if gap in (". ", "."):
        short = len(last.key) <= _LONGEST_SHORT and last.key in language.titles
        # "He calls me Miss. She does not.", "Thank you, Sir. How are you?"
        whole = last.key not in language.shortened_titles and word.key in language.stop_words
        short = short and not (whole or word.key in language.subjects)
        return short or last.key == language.saint_short or len(last.key) == 1
    # no gap: the file lost it ("NewYork")
    return gap in (" ", "", " & ") and not (
        len(last.key) == 1 and last.key in language.one_letter_words
    )


def _begins_small(language: Language, text: str, tokens: list[Token], at: int) -> bool:
    """Tell whether recognition wrote somebody's first name small ("susan Hendricks")."""
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if after is None or text[tokens[at].end : after.start] != " ":
        return False
    return _names_nobody_else(language, tokens[at]) and _small_surname(language, after)


def _names_nobody_else(language: Language, word: Token) -> bool:
    """Tell whether a word is a first name, in whatever letters, and nothing else."""
    key = word.key
    listed = key in language.first_names and len(key) >= _SHORTEST_FIRST
    return listed and not (language.is_word(key) or language.is_brand(key))


def _small_surname(language: Language, word: Token) -> bool:
    """Tell whether a word is a surname, in whatever letters, and nothing else."""
    key = word.key
    listed = key in language.surnames or key in language.rare_surnames
    long = len(key) >= _SHORTEST_SURNAME
    return listed and long and not (language.is_word(key) or key in language.places)


def _series_end(language: Language, text: str, tokens: list[Token], first: int, end: int) -> int:
    """Find where a house's name ends that lists its causes ("Alliance for Trust, Care, and Joy").

    Behind the noun and "for" or "of" stand plain words with commas, up to "and" and the last.
    """
    if not text.startswith(", ", tokens[end - 1].end):
        return end
    at, listed = end, 0
    caused = _caused(language, tokens[first:end])
    while caused and at < len(tokens) and _plain(language, tokens[at]) and tokens[at].capital:
        if text[tokens[at - 1].end : tokens[at].start] != ", ":
            break
        at, listed = at + 1, listed + 1
    last = tokens[at + 1] if listed and at + 1 < len(tokens) else None
    joined = last and last.capital and _plain(language, last) and tokens[at].key == language.and_
    return at + 2 if joined else end


def _links(language: Language, text: str, tokens: list[Token], first: int, at: int) -> int:
    """Count the small words that tie the next capital to a run ("of", "for the", "von der")."""
    after = at
    while after < len(tokens) and not tokens[after].capital and after - at < _MOST_LINKS:
        after += 1
    between, last = tokens[at:after], tokens[at - 1]
    if not between or last.ending or after == len(tokens) or not tokens[after].capital:
        return 0
    stretch = text[last.end : tokens[after].start]
    if tokens[after].key == language.i or stretch.split() != [word.key for word in between]:
        return 0
    words = tuple(word.key for word in between)
    if all(word in language.particles for word in words):
        tied = last.key not in language.stop_words and last.key not in language.calendar
    elif words == (language.at,):  # "University of Ohio at Dayton"
        house = _caused(language, tokens[first:at]) and tokens[first].key in language.seats
        tied = house and tokens[after].key in language.places
    elif words in language.inner_links:
        plain = _plain(language, last) and _plain(language, tokens[after])
        tied = plain and _caused(language, tokens[first:at])
    elif words in language.house_links:
        of = words[0] == language.of
        tied = last.key in language.organisation_nouns and (of or _plain(language, tokens[after]))
        town = of and not words[1:] and last.key in language.towns_of  # "City of Fairdale"
        tied = tied or town or (words == language.for_ and _cause(language, tokens, first, after))
    else:
        tied = words == (language.and_,) and _one_house(language, tokens, first, at, after)
    return len(words) if tied else 0


def _one_house(language: Language, tokens: list[Token], first: int, at: int, after: int) -> bool:
    """Tell whether "and" stands within a name ("of Science and Technology"), not between two."""
    last, houses = tokens[at - 1], language.organisation_nouns
    if _caused(language, tokens[first:at]):
        return all(language.is_word(word.key) for word in (last, tokens[after]))
    ahead = [word.key for word in tokens[after : after + _MOST_LINKS] if word.capital]
    if last.key in houses:  # "Land Trust and Development Corporation"
        end = next((at for at, word in enumerate(ahead) if word in houses), 0)
        return end > 0 and all(_plain(language, word) for word in tokens[after : after + end])
    plain = _plain(language, last) and _plain(language, tokens[after])
    return plain and last.key not in language.nouns and any(word in houses for word in ahead)


def _cause(language: Language, tokens: list[Token], first: int, after: int) -> bool:
    """Tell whether "for" stands within a name ("she works with Code for Atlanta")."""
    word = tokens[first]
    alone = after - first == 2 and not word.initial and _plain(language, word)
    return alone and word.key not in language.stop_words and word.key not in language.no_names


def _caused(language: Language, run: list[Token]) -> bool:
    """Tell whether a run holds a house's noun and what it is for ("Centre for Healing")."""
    houses, keys = language.organisation_nouns, [word.key for word in run]
    return any(noun in houses and small in language.name_words for noun, small in pairwise(keys))


def _plain(language: Language, word: Token) -> bool:
    """Tell whether a word is an ordinary word and nothing else."""
    names = (language.first_names, language.calendar, language.sure_places)
    return language.is_word(word.key) and not any(word.key in listed for listed in names)


def _breaks(language: Language, word: Token, last: Token) -> bool:
    """Tell whether a capitalised word begins something new ("Lena Tuesday", not "Jeff Young")."""
    if last.key in language.titles:
        return False
    if word.key in language.stop_words:
        surname = word.key in language.surname_words or len(word.key) == 1  # "James A. Berg"
        return word.key == language.i or not surname or last.key not in language.first_names
    return word.key in language.calendar or word.key in language.relations


def _trim(
    study: Study, turn: Turn, tokens: list[Token], first: int, end: int
) -> tuple[int, int, str] | None:
    """Cut from a run what only begins a sentence or is no name; give its title."""
    language = study.language
    if _somebodys_initials(language, turn.text, tokens, first, end):
        return first, end, ""
    several = end - first > 1
    whole = several and _text(tokens[first:end]) in language.places  # "South Africa"
    while end > first and _empty(language, tokens, end - 1) and not _named(language, tokens, end):
        if whole:
            return first, end, ""
        end -= 1
    while first < end:
        if _is_title(language, tokens, first, end):
            office = all(tokens[at].key in language.offices for at in range(first + 1, end))
            return None if office else (first, end, tokens[first].key)  # "Mr. Chair"
        if not _leaves(study, turn, tokens, first, end):
            break
        first += 1
    if first == end or (end - first == 1 and tokens[first].key in language.titles):
        return None
    if all(_empty(language, tokens, at) for at in range(first, end)):
        return None
    if _nobody(language, turn.text, tokens, first, end):
        return None
    common = study.statistics.common(tokens[first].key, turn.interview)
    return None if end - first == 1 and tokens[first].initial and common else (first, end, "")


def _somebodys_initials(
    language: Language, text: str, tokens: list[Token], first: int, end: int
) -> bool:
    """Tell whether letters with stops are somebody's initials ("R. H.", "my client K.")."""
    letters = tokens[first:end]
    dotted = all(len(t.key) == 1 and t.capital and text[t.end : t.end + 1] == "." for t in letters)
    if not dotted or len(letters) > _MOST_DOTTED:
        return False
    if _acquainted(language, text, tokens, first, end, first):
        return True
    short = "".join(letter.key for letter in letters)
    usual = short.upper() in language.acronyms or short in language.no_names
    return len(letters) > 1 and not (usual or language.is_brand(short))


def _is_title(language: Language, tokens: list[Token], first: int, end: int) -> bool:
    """Tell whether a run begins with a title ("Mayor Reed", not "Bishop Street")."""
    last = tokens[end - 1].key
    house = last in language.organisation_nouns or (
        last in language.place_nouns and (language.place_nouns[last] == language.street)
    )
    heading = all(_plain(language, word) for word in tokens[first + 1 : end]) and (
        end - first > 2 or last.endswith(language.abstract_endings)
    )  # "Nurse Introduction"
    other = tokens[first].key not in language.plain_titles and (house or heading)
    return tokens[first].key in language.titles and first + 1 < end and not other


def _nobody(language: Language, text: str, tokens: list[Token], first: int, end: int) -> bool:
    """Tell whether a run is an office, a work's title in capitals, or initials in the plural."""
    if first + 1 < end:
        office = all(tokens[at].key in language.offices for at in range(first, end))
    else:
        office = bool(_INITIALS.fullmatch(text, tokens[first].start, tokens[first].end))
    # "Prime Minister", "a B.Sc. in it"
    return (
        office
        or _degree(language, text, tokens[first:end])
        or _title_in_capitals(language, tokens, first, end)
    )


def _degree(language: Language, text: str, run: list[Token]) -> bool:
    """Tell whether a stop stands within an abbreviation that everybody knows ("M.Sc.")."""
    dotted = len(run) > 1 and text[run[0].end : run[0].end + 1] == "." and len(run[0].key) == 1
    return dotted and "".join(word.key for word in run).upper() in language.acronyms


def _title_in_capitals(language: Language, tokens: list[Token], first: int, end: int) -> bool:
    """Tell whether a word in capitals is one of a title's ("DANCING IN THE SNOW")."""
    beside = tokens[max(0, first - 1) : first] + tokens[end : end + 1]
    return all(tokens[at].shout for at in range(first, end)) and any(
        word.shout and len(word.key) > 1 and word.key in language.stop_words for word in beside
    )


def _leaves(study: Study, turn: Turn, tokens: list[Token], first: int, end: int) -> bool:
    """Tell whether the first word of a run is no part of the name ("Then Ann", "English Ann")."""
    language, token = study.language, tokens[first]
    empty = _empty(language, tokens, first)
    if first + 2 < end and tokens[first + 1].key in language.plain_titles:
        return language.is_word(token.key)  # "Associate Professor Berg"
    if any(_text(tokens[first:last]) in language.places for last in range(first + 2, end + 1)):
        return False  # "Little Rock"
    if (token.initial and token.key in language.stop_words) or first + 1 == end:
        return empty
    if token.key in language.organisation_nouns and tokens[first + 1].key == language.of:
        return False  # "University of Xelby"
    if token.initial and study.statistics.pairs[token.key, tokens[first + 1].key] > 1 and not empty:
        return False  # "Rusty Berg", once more
    if any(word.key in language.nouns for word in tokens[first + 1 : end]):
        return False  # "Jewish Hospital"
    dotted = turn.text[token.end : token.end + 1] == "."
    if len(token.key) == 1 and (dotted or token.key not in language.one_letter_words):
        return False  # "J. V. Berg"
    if not token.initial and _describes(language, token, tokens[first + 1]):
        return False  # "Black Lantern"
    begins = (language.place_beginnings, language.directions, language.first_names)
    if any(token.key in words for words in begins):
        return False
    return empty or (token.initial and study.ordinary(token.key, turn.interview))


def _describes(language: Language, token: Token, after: Token) -> bool:
    """Tell whether a colour, which is also a people's word, begins a name ("Black Lantern")."""
    both = token.key in language.peoples and language.is_word(token.key)
    no_name = language.no_names | language.stop_words
    return both and after.key not in no_name and _plain(language, after)


def _text(words: list[Token]) -> str:
    return " ".join(word.key for word in words)


def _named(language: Language, tokens: list[Token], end: int) -> bool:
    """Tell whether the last word of a run belongs to a name ("Linda English", "Mr. Young")."""
    last = tokens[end - 2] if end > 1 else None
    if last and last.capital and tokens[end - 1].key in language.juniors:
        return True
    named = last and (last.key in language.first_names or last.key in language.titles)
    return bool(named and last and last.capital)


def _empty(language: Language, tokens: list[Token], at: int) -> bool:
    """Tell whether a capitalised word is never a name by itself."""
    token = tokens[at]
    key = token.key
    first, *rest = key.split("-")
    if rest and all(part == first for part in rest):
        return True  # "I-I thought"
    if key in language.auxiliaries and not token.initial and key not in language.calendar:
        # within a sentence "Will" is a name, but not in "I Will"
        return at > 0 and tokens[at - 1].key in language.pronouns
    after = tokens[at + 1] if at + 1 < len(tokens) else token
    cut = after.key == language.cut_not and not after.capital  # not "Kathleen T."
    if cut and after.start == token.end + 1:
        return True  # "Don t"
    if key in language.auxiliaries - language.calendar and after.key in language.finite_verbs:
        return after.start != token.end + 1  # "Will has a picture"
    if key in language.calendar and not token.initial and key in language.first_names:
        return not (
            after.key in language.speech_verbs and after.start == token.end + 1
        )  # "June said"
    return (
        key in language.stop_words
        or language.is_sound(key)
        or key in language.no_names
        or all(_people(language, part) for part in key.split("-"))
        or (token.shout and key.upper() in language.acronyms)
        or len(key) < 2
    )


def _people(language: Language, word: str) -> bool:
    """Tell whether a word says where somebody comes from ("Dutch", "Londoners")."""
    one = word.removesuffix("s")
    named = one in language.surnames or one in language.rare_surnames
    from_there = one.removesuffix("er") in language.sure_places and one.endswith("er")
    return one in language.peoples or (from_there and not named)


def _mention(
    study: Study, at: int, turn: Turn, tokens: list[Token], run: tuple[int, int, str]
) -> Mention:
    first, end, title = run
    named = tokens[first + bool(title) : end]
    last = tokens[end - 1]
    follows = tokens[end] if end < len(tokens) else None
    after = ""
    gap = ". " if len(last.key) == 1 and turn.text[last.end : last.end + 1] == "." else " "
    if follows and not last.ending and turn.text[last.end : follows.start] == gap:
        after = follows.key if not follows.capital else ""
    after = study.language.contracted_verbs.get(last.ending, after)
    said = turn.text[named[0].start : last.end]
    beside = _beside_in_list(turn.text, tokens[first].start, last.end)
    list_start = _list_start(study.language, turn.text, tokens, first)
    together = len(named) == 1 and _run_together(said, study.language)
    return Mention(
        at=at,
        interview=turn.interview,
        start=tokens[first].start,
        end=last.end,
        keys=tuple(token.key for token in named),
        title=title,
        initial=tokens[first].initial,
        before=_sentence_words(turn.text, tokens, first),
        after=after,
        possessive=last.ending.lower() == study.language.possessive,
        shout=len(said) > 1 and said.isupper(),
        mixed=not together
        and any(_mixed(turn.text[t.start : t.end], study.language) for t in named),
        run_together=together,
        ordinary=_ordinary(study, turn, named),
        asked=_asked(study.language, turn, tokens[first].start, last.end),
        whereabouts=_whereabouts(study.language, turn, tokens[first].start, last.end),
        addressed=_addressed(turn.text, tokens[first].start, last.end),
        greeted=_greeted(study.language, turn.text, named, tokens[first].start),
        acquainted=_acquainted(study.language, turn.text, tokens, first, end, list_start),
        nicknamed=_nicknamed(study.language, turn.text, tokens[first].start, last.end),
        called=tokens[first].initial and turn.text[last.end : last.end + 1] == "!",
        among_places=_among_places(study.language, turn.text, tokens, first, end),
        among_people=_among_people(study.language, beside),
        among_figures=not study.language.public_figures.isdisjoint(beside),
        numbered=bool(_NUMBER.match(turn.text, last.end)),
        said_to_be=_said_to_be(study.language, turn.text, tokens[first].start, last.end),
        household=bool(compiled(study.language.households).match(turn.text, last.end)),
        labels=turn.text[last.end : last.end + 1] == ":",
        asks=tokens[first].initial
        and bool(compiled(study.language.question_to).match(turn.text, last.end)),
        listed=() if list_start == first else _sentence_words(turn.text, tokens, list_start),
    )


def _mixed(word: str, language: Language) -> bool:
    """Tell whether a word is written like a thing's name ("GitHub", "PDFs", not "McKay", "MIT")."""
    for part in re.split(r"['-]", word):
        inner = re.search(r"(?<=.)[A-Z]", part)
        if (
            inner
            and not part.isupper()
            and part[: inner.start()].lower() not in language.name_beginnings
        ):
            return True
    return False


def _run_together(word: str, language: Language) -> bool:
    """Tell whether the space within a name is lost ("BrunoXelby", "XelbyQuay")."""
    parts = _TOGETHER.fullmatch(word)
    if parts is None:
        return False
    first, last = parts[1].lower(), parts[2].lower()
    if last in language.place_nouns:
        return not (language.is_word(first) or language.is_brand(first))
    return first in language.first_names and not (language.is_word(first) or language.is_word(last))


def _asked(language: Language, turn: Turn, start: int, end: int) -> bool:
    before = turn.text[max(0, start - _NEAR) : start]
    label = _LABEL.search(before)
    if label and label["role"].lower() in language.role_words:
        return True
    if start < _NEAR and not before.strip("\"' "):
        return bool(re.search(language.name_question, turn.asked))
    if compiled(language.name_given).search(before[-_GIVEN:]):
        return True
    alone = before.rstrip("\"' ")[-1:] in ".?!" and turn.text[end : end + 1] in ".?!"
    alone = alone and not turn.text[start:end].endswith("ly")  # "Instantly."
    around = before + turn.text[end : end + _NEAR]
    return alone and bool(re.search(language.speaks_of_names, around))


def _whereabouts(language: Language, turn: Turn, start: int, end: int) -> bool:
    """Tell whether a turn is nothing but the answer to "where?" ("Xelby.", "In Xelby.")."""
    if start > _GIVEN or len(turn.text) > end + _GIVEN:
        return False
    before, after = turn.text[:start].strip("\"' ").lower(), turn.text[end:].strip("\"' .!")
    bare = not after and (not before or before in language.place_prepositions)
    return bare and bool(compiled(language.place_question).search(turn.asked))


def _addressed(text: str, start: int, end: int) -> bool:
    return text[max(0, start - 2) : start] == ", " and text[end : end + 1] in (",", "?", "!", ".")


def _greeted(language: Language, text: str, named: list[Token], start: int) -> bool:
    """Tell whether somebody is greeted or thanked ("Hi Xelby."), not all ("Hi Folks.")."""
    key, end = named[-1].key, named[-1].end
    if (
        len(named) > 1
        or key in language.addressees
        or text[end : end + 1] not in ("", ",", ".", "?", "!")
    ):
        return False
    return bool(compiled(language.greeting).search(text[max(0, start - _NEAR) : start]))


def _acquainted(
    language: Language, text: str, tokens: list[Token], first: int, end: int, listed: int
) -> bool:
    """Tell whether it is said who somebody is to the speaker ("my supervisor Xelby").

    What stands before the first name of a list tells of all of them.
    """
    after = tokens[end - 1].end
    if tokens[first].key.endswith("ly") and language.is_word(tokens[first].key):
        return False  # "My supervisor, actually, knew"
    for at in sorted({first, listed}):
        start = tokens[at].start
        before = compiled(language.said_who).search(text[max(0, start - _NEAR) : start])
        # "I told my client, Breathe slowly": the comma is closed behind a name
        if before and (at < first or not before["closed"] or _CLOSED.match(text, after)):
            return True
    word = language.is_word(tokens[first].key) and len(tokens[first].key) > 1
    # "Luckily, my supervisor knew"
    began = tokens[first].initial and word
    return not began and bool(compiled(language.said_who_after).match(text, after))


def _nicknamed(language: Language, text: str, start: int, end: int) -> bool:
    """Tell whether somebody is called so, and no more is said ("we call him Sparrow.")."""
    said = compiled(language.nicknamed).search(text[max(0, start - _NEAR) : start])
    return bool(said) and bool(_CLOSED.match(text, end))


def _among_places(language: Language, text: str, tokens: list[Token], first: int, end: int) -> bool:
    """Tell whether a place stands beside it in a list ("Hickory, Canton, Statesville")."""
    before, after = tokens[max(0, first - 2) : first], tokens[end : end + 2]
    beside = []
    if before and text[before[-1].end : tokens[first].start] == ", ":
        beside += [before[-1:], before]
    if after and text[tokens[end - 1].end : after[0].start] == ", ":
        beside += [after[:1], after]
    return any(
        all(word.capital for word in name)
        and _text(name) in language.places | language.sure_places
        and not (_text(name) in language.first_names or language.is_word(_text(name)))
        for name in beside
    )


def _list_start(language: Language, text: str, tokens: list[Token], first: int) -> int:
    """Find where a list of capitalised words begins that this one goes on."""
    at = first
    while at > 0 and not tokens[at].initial:
        tie = at - 1 if tokens[at - 1].key == language.and_ else at
        gap = text[tokens[tie - 1].end : tokens[tie].start] if tie > 0 else ""
        if not (tie > 0 and tokens[tie - 1].capital and gap in (", ", " " if tie < at else ", ")):
            break
        at = tie - 1
        while (
            at > 0 and tokens[at - 1].capital and text[tokens[at - 1].end : tokens[at].start] == " "
        ):
            at -= 1
    return at


def _beside_in_list(text: str, start: int, end: int) -> list[str]:
    """Give the single words beside a name in a list, in small letters."""
    left = _LISTED_BEFORE.search(text[max(0, start - _NEAR) : start])
    right = _LISTED_AFTER.match(text, end)
    beside = [*(left.groups() if left else ()), right[1] if right else None]
    return [name.lower() for name in beside if name]


def _among_people(language: Language, beside: list[str]) -> bool:
    """Tell whether two first names, and nothing else, stand beside it in a list."""
    people = [
        name
        for name in beside
        if name in language.first_names and not (language.is_word(name) or language.is_brand(name))
    ]
    return len(people) > 1


def _said_to_be(language: Language, text: str, start: int, end: int) -> str:
    """Find the word for a house in what is said of a name ("was a software company")."""
    said = compiled(language.said_to_be).match(text[end : end + _NEAR])
    words = re.findall(r"\w+", said["said"]) if said else []
    house = next((word for word in reversed(words) if word in language.called_houses), "")
    before = text[max(0, start - _NEAR) : start]
    listed = None if house else compiled(language.houses_like).search(before)
    return language.houses[listed["houses"]] if listed else house


def _ordinary(study: Study, turn: Turn, named: list[Token]) -> bool:
    common = [study.statistics.common(token.key, turn.interview) for token in named]
    words = [study.language.is_word(token.key) for token in named]
    return any(common) and all(a or b for a, b in zip(common, words, strict=True))


def _sentence_words(text: str, tokens: list[Token], first: int) -> tuple[str, ...]:
    words: list[str] = []
    at = first
    while at > 0 and len(words) < _BEFORE and not tokens[at].initial:
        gap = text[tokens[at - 1].end : tokens[at].start]
        if not re.fullmatch(r"(?:'\w+)?,? ?", gap):
            break
        at -= 1
        words.append(tokens[at].key + tokens[at].ending)
    return tuple(reversed(words))
