"""Names that are known beforehand, and the forms in which they are spoken and typed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import NamedTuple

from rapidfuzz.distance import OSA

from aft_themes.corpus.tags import UNSURE
from aft_themes.deidentify.recognizers.listed_numbers import core_of, pattern_of
from aft_themes.deidentify.recognizers.spelling import CASELESS, caseless, plain, spellings
from aft_themes.deidentify.spans import Span
from aft_themes.deidentify.tokens import Study, Token, Turn
from aft_themes.language import Language
from aft_themes.transcripts.turns import GIVEN_LABELS

RANK = 1
_FIRST = -1  # a listed number or address keeps its own tag where its form is found, too
_LETTER = r"[^\W\d_]"  # a digit or a line may touch a name: "chris_berg2.wav"
SHORTEST = 5  # letters of a name; shorter ones are one edit away from too many words
LONG = 7  # letters; with two edits such a name can still be recognised
LISTED = ("identifier", "decision")
"""Layers that hold what a person wrote down: replaced whatever else it may mean."""


@dataclass(frozen=True, kw_only=True)
class Known:
    """A name that is known beforehand.

    Parameters
    ----------
    text : str
        The name in full.
    kind : str
        ``person``, ``place``, ``organisation``, ``contact`` or ``date``.
    tag : str
        The whole tag where it is given, else empty.
    stem : str
        Beginning of the tag where it is numbered later.
    layer : str
        ``identifier``, ``decision`` or ``speaker``.
    interview : str
        The one interview in which it is looked for; empty: all.
    own : frozenset of str, optional
        Of somebody who takes part in the study: the interviews in which the first name alone
        means this person. Not given: every interview.
    """

    text: str
    kind: str
    layer: str
    tag: str = ""
    stem: str = ""
    interview: str = ""
    own: frozenset[str] | None = None

    @property
    def entity(self) -> str:
        """What shares a tag with this name."""
        return self.tag or f"{self.stem} {self.text.casefold()}"


class _Form(NamedTuple):
    name: Known
    first: bool  # a first name alone
    last: bool  # a surname alone


def speaker_name(label: str, language: Language) -> str:
    """Take the name, first name first, out of a speaker label; empty if it names nobody."""
    if label in GIVEN_LABELS:
        return ""
    bare = re.sub(r"[(\[{].{0,80}?[)\]}]|\*+", " ", label)
    family, comma, given = bare.partition(",")
    words = re.sub(r"[_/&+]", " ", f"{given} {family}" if comma else bare).split()
    words = [word for word in words if word.rstrip(".").lower() not in language.plain_titles]
    while len(words) > 1 and _is_role(words[0], language):  # "Interviewer Ann Berg"
        words = words[1:]
    name = " ".join(words)
    if any(c.isdigit() for c in name) or not any(len(word.strip(".")) > 2 for word in words):
        return ""
    return "" if all(_is_role(word, language) or len(word) == 1 for word in words) else name


def _is_role(word: str, language: Language) -> bool:
    key = word.lower().strip(".:-")
    relation = key in language.relations and key not in language.first_names  # "Nan" is a name
    return not key or key in language.role_words or relation


def variants(name: Known, language: Language) -> Iterator[str]:
    """List the forms in which a known name occurs, the full form first."""
    yield name.text
    words = name.text.split()
    if name.kind == "person":
        named = [word for word in words if word.rstrip(".").lower() not in language.titles]
        forms = dict.fromkeys(_person_variants(named, language.particles))
        yield from (form for form in forms if form != name.text)
    elif name.kind in ("organisation", "place"):
        yield from _place_variants(words, name.kind, language)
        if words[0].rstrip(".").lower() in language.saints:  # "St. Mary's", "Saint Mary's"
            for saint in sorted(language.saints):
                said = [saint.capitalize(), *words[1:]]
                yield from (" ".join(said), *_place_variants(said, name.kind, language))
    if name.layer in LISTED:
        yield from _joined(words, person=name.kind == "person")
        if name.kind == "organisation" and words[-1][-1].isalpha() and words[-1][-1] not in "sS":
            yield f"{name.text}s"


def _joined(words: list[str], *, person: bool) -> Iterator[str]:
    """Run the words of a name together, as names of files do, and recognition ("DelaCruz")."""
    letters = [word.strip(".") for word in words]
    if len(words) > 1 and all(len(letter) == 1 for letter in letters):
        yield "".join(letters)  # "RH" for R. H.
    together = ["".join(words)] if len(words) > 1 else []
    if person:
        places = combinations(range(len(words) + 1), 2)
        together += ["".join(words[first:last]) for first, last in places if last - first > 1]
        together += [word for word in words if "-" in word]
    for word in dict.fromkeys(together):
        bare = re.sub(r"['\u2019-]", "", word)
        if bare.isalpha() and (len(bare) > SHORTEST or caseless(bare)):
            yield from dict.fromkeys((word, bare))


def spelt(name: Known, language: Language) -> Iterator[str]:
    """List the words of a listed name letter by letter ("K-i-m", "I. B. M."), as people spell them.

    Outputs are not searched for these: single letters stand side by side in code and in tables.
    """
    general = language.nouns.keys() | language.name_words | language.titles
    for word in name.text.split():
        if (
            name.layer in LISTED
            and len(word) > 2
            and word.isalpha()
            and word.lower() not in general
        ):
            yield " ".join(word)


def _person_variants(words: list[str], particles: frozenset[str]) -> Iterator[str]:
    """List forms of a person's name without titles; "de la" and the like never stand alone."""
    if not words:
        return
    first, last = words[0], words[-1]
    if len(words) > 1:
        yield f"{first} {last}"
        yield f"{first[0]}. {last}"
        small = (at for at, word in enumerate(words[1:-1], 1) if word.lower() in particles)
        if (family := next(small, None)) is not None:
            yield " ".join(words[family:])
            yield f"{first[0]}. {' '.join(words[family:])}"
    named = [word for word in words if word.lower() not in particles]
    yield from (word for word in named if len(word.strip(".")) > 1)
    if len(words) > 1 and "-" in last:
        yield from (part for part in last.split("-") if len(part) > 2)
    yield from (word.replace(mark, "") for word in words for mark in "'\u2019" if mark in word)
    yield from (f"{word}s" for word in dict.fromkeys((first, last)) if not word.endswith("s"))


def _place_variants(words: list[str], kind: str, language: Language) -> Iterator[str]:
    spoken = [_spoken(word, language) for word in words]
    if spoken != words:
        yield " ".join(spoken)
        yield "-".join(words)
        yield "".join([words[0], *(word[0] for word in words[1:])])
    generic = language.nouns.keys() | language.name_words
    holy = [word for word in words[:1] if word.lower() in language.saints]  # no "street" here
    head = holy + [word for word in words[len(holy) :] if word.lower() not in generic]
    begins = not holy and bool(head) and head[0].lower() in language.place_beginnings
    if len(words) < 2 or not head or begins:
        return
    if not head[0][0].isdigit():
        if kind == "place":
            yield " ".join(head)
        else:
            yield from (" ".join(head) + form for form in language.short_forms)
    if len(words) > 2:
        yield "".join(word[0] for word in words if word[0].isupper())


def _spoken(word: str, language: Language) -> str:
    numbers = language.spoken_numbers
    if word.isdigit() and int(word) < len(numbers):
        return numbers[int(word)].capitalize()
    return str(numbers.index(word.lower())) if word.lower() in numbers else word


class Finder:
    """Finds known names in the turns of a study; of two names with one form the first has it."""

    def __init__(self, names: Sequence[Known], study: Study) -> None:
        self._study = study
        self._forms: dict[str, _Form] = {}
        for name in names:
            words = [plain(word.lower()) for word in name.text.split()]
            language = study.language
            for variant in (*variants(name, language), *spelt(name, language)):
                for form in spellings(variant):
                    parts = form.split()
                    alone = name.kind == "person" and len(parts) == 1
                    first = alone and parts[0].rstrip("s") == words[0].rstrip("s")
                    last = alone and len(words) > 1 and not first
                    self._forms.setdefault(_fold(form), _Form(name, first, last))
        self._decided = {_fold(name.text) for name in names if name.layer == "decision"}
        self._pattern = _pattern(self._forms, study.language)
        listed = [name for name in reversed(names) if name.layer in LISTED]
        cores = {core_of(name.text, name.kind): name for name in listed}
        self._numbers = [(pattern_of(core), name) for core, name in cores.items() if core]

    @property
    def words(self) -> dict[str, Known]:
        """Single words that stand for a known name."""
        return {form: found.name for form, found in self._forms.items() if form.isalpha()}

    @property
    def letters(self) -> dict[str, Known]:
        """Every form of a known name, by its letters alone."""
        found = {re.sub(r"\W", "", form): one.name for form, one in self._forms.items()}
        return found | self.words

    def find(self, at: int, turn: Turn, tokens: list[Token]) -> Iterator[Span]:
        """Find the known names in a turn."""
        for pattern, listed in self._numbers:
            for number in pattern.finditer(turn.text):
                yield replace(_span(listed, at, *number.span()), rank=_FIRST)
        places = {token.start: place for place, token in enumerate(tokens)}
        for match in self._pattern.finditer(plain(turn.text)):
            name = self._forms[_fold(match["name"])].name
            start, end = match.span("name")
            place = places.get(start)
            person = name.kind == "person"
            titled = person and match["title"] is not None
            meant, doubtful = (True, False) if titled else self._meant(turn, tokens, place, match)
            if not meant:
                continue
            stranger = person and self._stranger(turn, tokens, place, match)
            start = match.start() if person else start
            span = replace(_span(name, at, start, end), doubtful=doubtful and name.layer in LISTED)
            house = self._house(turn, tokens, place, end) if person and not titled else None
            if house:
                yield self._of_a_house(span, turn, house)
            else:
                yield _of_a_stranger(span, turn, stranger) if stranger else span

    def left(self, turn: Turn, tokens: list[Token]) -> Iterator[tuple[Known, tuple[int, int]]]:
        """Give listed names that are also words, where no capital tells which is meant."""
        if turn.interview in self._study.cased:
            return
        places = {token.start: place for place, token in enumerate(tokens)}
        for match in self._pattern.finditer(plain(turn.text)):
            name, place = self._forms[_fold(match["name"])].name, places.get(match.start("name"))
            listed = name.layer in LISTED and match["title"] is None
            if listed and not self._meant(turn, tokens, place, match)[0]:
                yield name, match.span("name")

    def _meant(
        self, turn: Turn, tokens: list[Token], place: int | None, match: re.Match[str]
    ) -> tuple[bool, bool]:
        """Tell whether a form means the name here, and whether that is in doubt."""
        said = turn.text[match.start("name") : match.end("name")]
        if caseless(said):
            return True, False
        if place is None or " " in said or not said.replace("-", "").isalpha():
            return True, False
        token, cased = tokens[place], turn.interview in self._study.cased
        listed = self._forms[_fold(match["name"])].name.layer in LISTED
        if said.isupper() and len(said) > 2 and cased:
            return True, False
        language = self._study.language
        if listed and "-" in said:  # a compound of words ("Sun-Rise") is hardly said of the sun
            return True, language.is_word(token.key)
        word = language.is_word(token.key) or token.key in language.no_names
        word = word or (not listed and self._study.statistics.common(token.key, turn.interview))
        if not word:
            # in small letters a form of three letters ("Ann", "Kim") may be half of a broken word
            listed_long = listed and (len(said) > 2 or not cased)
            return len(said) > 3 or token.capital or listed_long, False
        if not cased:
            decided = _fold(match["name"]) in self._decided
            return listed and (decided or self._spoken_of(tokens, place)), not decided
        if not token.capital or not token.initial:
            return token.capital, False
        following = tokens[place + 1].key if place + 1 < len(tokens) else ""
        if token.key in language.auxiliaries and following in language.subjects:
            return False, False  # "Will you ...", "May I ..."
        acts = following in language.person_verbs  # "Mark is a senior engineer"
        acts = acts or self._one_of_several(tokens, place)
        return listed or acts or bool(token.ending), True

    def _one_of_several(self, tokens: list[Token], place: int) -> bool:
        """Tell whether a name goes on with "and" and another, or with oneself ("Rich and I")."""
        language, behind = self._study.language, tokens[place + 1 : place + 3]
        if len(behind) < 2 or behind[0].key != language.and_ or not behind[1].capital:
            return False
        other = behind[1].key
        return other == language.i or other in self._forms or not language.is_word(other)

    def _spoken_of(self, tokens: list[Token], place: int) -> bool:
        """Tell whether words beside a word in small letters speak of a person."""
        language = self._study.language
        before = tokens[place - 1].key if place else ""
        after = tokens[place + 1].key if place + 1 < len(tokens) else ""
        return after in language.speech_verbs or before in language.person_prepositions

    def _stranger(
        self, turn: Turn, tokens: list[Token], place: int | None, match: re.Match[str]
    ) -> tuple[int, int] | None:
        """Give the span of another person's name that shares a word with this one."""
        form = self._forms[_fold(match["name"])]
        if place is None or not (form.first or form.last):
            return None
        start, end = match.span("name")
        own = {plain(word.lower()) for word in form.name.text.split()}
        after = self._surname(turn, tokens, place, end)
        if after and self._other(turn, after, own):
            return start, after.end
        if form.first:
            where = form.name.own
            if where is None or turn.interview in where or _addressed(turn.text, start, end, where):
                return None
            return start, end
        before = tokens[place - 1] if place else None
        if before and turn.text[before.end : start] == " " and before.capital:
            language = self._study.language
            known = before.key in language.first_names and before.key not in own
            return (before.start, end) if known and before.key not in language.stop_words else None
        return None

    def _surname(self, turn: Turn, tokens: list[Token], place: int, end: int) -> Token | None:
        """Give the word beside a name, or the one after an initial ("Ann C. Berg")."""
        following = tokens[place + 1 : place + 3]  # an initial and the surname
        if not following or turn.text[end : following[0].start] != " ":
            return None
        if len(following[0].key) > 1 or len(following) == 1 or not following[0].capital:
            return following[0]
        dotted = turn.text[following[0].end : following[1].start] == ". "
        return following[1] if dotted else following[0]

    def _house(self, turn: Turn, tokens: list[Token], place: int | None, end: int) -> Token | None:
        """Give the word that makes a person's name that of a street or a house ("Berg Street")."""
        after = tokens[place + 1] if place is not None and place + 1 < len(tokens) else None
        beside = after and turn.text[end : after.start] == " " and after.capital
        return after if beside and after and after.key in self._study.language.nouns else None

    def _of_a_house(self, span: Span, turn: Turn, noun: Token) -> Span:
        language = self._study.language
        stem = language.nouns[noun.key]
        kind = "organisation" if noun.key in language.organisation_nouns else "place"
        entity = f"{stem} {turn.text[span.start : noun.end].casefold()}"
        return replace(span, end=noun.end, kind=kind, entity=entity, stem=stem, tag="")

    def _other(self, turn: Turn, after: Token, own: set[str]) -> bool:
        """Tell whether a word is a surname that is not this person's."""
        if plain(after.key) in own or any(form in own for form in spellings(after.key)):
            return False
        language = self._study.language
        if after.key not in language.surnames and any(misheard(after.key, o) for o in own):
            return False
        verb = after.key in language.person_verbs or after.key in language.stop_words
        return not verb and _like_a_name(language, turn, after)


def _span(name: Known, at: int, start: int, end: int) -> Span:
    return Span(
        turn=at,
        start=start,
        end=end,
        rank=_FIRST if name.kind == "contact" else RANK,
        kind=name.kind,
        layer=name.layer,
        entity=name.entity,
        stem=name.stem,
        tag=name.tag,
    )


def misheard(word: str, name: str) -> bool:
    """Tell whether a word is a name of five letters or more, misspelt or misheard."""
    if min(len(word) + 1, len(name)) < SHORTEST:
        return False
    return OSA.distance(word, name) <= (2 if len(name) >= LONG else 1)


def like_a_surname(study: Study, turn: Turn, token: Token) -> bool:
    """Tell whether a word is capitalised as names are, and is no ordinary word."""
    ordinary = study.ordinary(token.key, turn.interview)
    return not ordinary and _like_a_name(study.language, turn, token)


def _like_a_name(language: Language, turn: Turn, token: Token) -> bool:
    other = token.key in language.nouns or token.key in language.no_names
    shouted = turn.text[token.start : token.end].isupper()
    return token.capital and not (other or shouted)


def _addressed(text: str, start: int, end: int, where: frozenset[str]) -> bool:
    """Tell whether somebody is spoken to who may be the (unnamed) interviewer."""
    spoken_to = text[max(0, start - 2) : start] == ", " and text[end : end + 1] in (
        ",",
        "?",
        "!",
        ".",
    )
    return "" in where and spoken_to


def _of_a_stranger(span: Span, turn: Turn, place: tuple[int, int]) -> Span:
    start, end = min(span.start, place[0]), max(span.end, place[1])
    entity = f"{UNSURE} {turn.text[place[0] : place[1]].casefold()}"
    return replace(span, start=start, end=end, entity=entity, stem=UNSURE, tag="")


def _fold(form: str) -> str:
    return re.sub(r"[\s.,-]+", " ", form).strip().lower()


def _pattern(forms: Iterable[str], language: Language) -> re.Pattern[str]:
    # Python's alternation takes the first that fits, so longer forms come first
    ordered = sorted(forms, key=lambda form: (-len(form), form))
    choices = "|".join(r"[\s.,-]{1,3}".join(map(re.escape, form.split())) for form in ordered)
    titles = "|".join(sorted(language.plain_titles))
    return re.compile(
        rf"(?:(?<!{_LETTER})|(?=[{CASELESS}]))(?P<title>(?:(?:{titles})\.? ){{1,3}})?"
        rf"(?P<name>{choices or '(?!)'})(?:(?!{_LETTER}|(?<=\d)\d)|(?<=[{CASELESS}]))",
        re.IGNORECASE,
    )
