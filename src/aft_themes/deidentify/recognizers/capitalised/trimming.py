"""Cut from a run of capitalised words what only begins a sentence or is no name."""

from __future__ import annotations

import re

from aft_themes.deidentify.recognizers.capitalised.surroundings import acquainted
from aft_themes.deidentify.recognizers.capitalised.words import is_of_a_people, is_plain, phrase
from aft_themes.deidentify.tokens import Study, Token, Turn
from aft_themes.language import Language

_INITIALS = re.compile(r"[A-Z]{2,}e?s|[B-Z]s")  # in the plural: "DMs", "Fs"
_MOST_DOTTED = 3  # initials of somebody's name


def trim_run(
    study: Study, turn: Turn, tokens: list[Token], first: int, end: int
) -> tuple[int, int, str] | None:
    """Cut from a run what only begins a sentence or is no name; give its title."""
    language = study.language
    if _somebodys_initials(language, turn.text, tokens, first, end):
        return first, end, ""
    whole = _whole(language, tokens[first:end])
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


def _whole(language: Language, run: list[Token]) -> bool:
    """Tell whether a run is a name as it stands ("South Africa", "First Baptist", "Xelby LLC")."""
    if len(run) == 1:
        return False
    known = phrase(run) in language.places or phrase(run) in language.dedications
    return known or run[-1].key in language.company_forms


def _somebodys_initials(
    language: Language, text: str, tokens: list[Token], first: int, end: int
) -> bool:
    """Tell whether letters with stops are somebody's initials ("R. H.", "my client K.")."""
    letters = tokens[first:end]
    dotted = all(len(t.key) == 1 and t.capital and text[t.end : t.end + 1] == "." for t in letters)
    if not dotted or len(letters) > _MOST_DOTTED:
        return False
    if acquainted(language, text, tokens, first, end, first):
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
    heading = all(is_plain(language, word) for word in tokens[first + 1 : end]) and (
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
    beginnings = {phrase(tokens[first:last]) for last in range(first + 2, end + 1)}
    if not beginnings.isdisjoint(language.places) or not beginnings.isdisjoint(
        language.dedications
    ):
        return False  # "Little Rock", "Our Lady of Xelby"
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
    return both and after.key not in no_name and is_plain(language, after)


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
        or all(is_of_a_people(language, part) for part in key.split("-"))
        or (token.shout and key.upper() in language.acronyms)
        or len(key) < 2
    )
