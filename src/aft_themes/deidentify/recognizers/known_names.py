"""Names that are known beforehand, and the forms in which they are spoken, typed and misheard."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pandas as pd
from rapidfuzz.distance import OSA

from aft_themes.corpus.tags import split_tag
from aft_themes.deidentify.spans import Span
from aft_themes.deidentify.tokens import Statistics, Token, Turn
from aft_themes.errors import InputError
from aft_themes.io.spreadsheets import ROW, read_table
from aft_themes.language.english_names import (
    ACRONYMS,
    NOT_NAMES,
    ORGANISATION_NOUNS,
    PLACE_NOUNS,
    STOP_WORDS,
    TITLES,
    WORDS_AND_NAMES,
    first_names,
)

MISSPELT = "misspelling"
BIOGRAPHICAL_KIND = "biographical"
KINDS = ("person", "place", "organisation", "contact", "date")
_NUMBERS = "zero one two three four five six seven eight nine ten eleven twelve".split()
_DIRECTIONS = frozenset("north south east west new old saint st san fort mount lake port".split())
_GENERIC = ORGANISATION_NOUNS.keys() | PLACE_NOUNS.keys() | frozenset("of the for and at".split())
_SHORT_FORMS = ("", " Med Center", " Med", " Hospital", " Medical", " University", " College", " U")
_PERSON_TITLES = "dr|doctor|mr|mister|mrs|ms|miss|mx|prof|professor"


@dataclass(frozen=True)
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
    """

    text: str
    kind: str
    tag: str
    stem: str
    layer: str
    interview: str = ""

    @property
    def entity(self) -> str:
        """What shares a tag with this name."""
        return self.tag or f"{self.stem} {self.text.casefold()}"


def load_identifiers(path: Path) -> pd.DataFrame:
    """Read the names that the team knows beforehand and wants replaced.

    Parameters
    ----------
    path : Path
        ``identifiers.csv`` with the columns ``text``, ``kind`` (person, place, organisation,
        contact or date) and ``replacement`` (a tag such as SUPERVISOR_1, with or without
        brackets). Two rows may share a replacement, e.g. a maiden name.

    Returns
    -------
    pandas.DataFrame
        Columns ``text``, ``kind``, ``replacement``.

    Raises
    ------
    InputError
        If a cell is empty, a kind unknown, a replacement no tag, or a text listed twice.
    """
    frame = read_table(path, ("text", "kind", "replacement"))
    frame["replacement"] = frame["replacement"].str.strip("[]")
    seen: set[str] = set()
    for row in frame.to_dict("records"):
        where = f"row {row[ROW]}"
        if not re.search(r"\w\w|\d", row["text"]):
            raise InputError(path, "the text is missing or too short.", "give the name.", where)
        _check_kind(path, row["kind"], where)
        _check_tag(path, row["replacement"], where)
        if row["text"].casefold() in seen:
            raise InputError(path, "the text is listed twice.", "keep one row for it.", where)
        seen.add(row["text"].casefold())
    return frame[["text", "kind", "replacement"]]


def load_identifiers_if_any(paths: Sequence[Path]) -> pd.DataFrame:
    """Read ``identifiers.csv`` where a study has it; else give a list without names."""
    if not paths:
        return pd.DataFrame(columns=["text", "kind", "replacement"])
    return load_identifiers(paths[0])


def load_decisions(path: Path) -> pd.DataFrame:
    """Read what people decided about candidates on the review list.

    Parameters
    ----------
    path : Path
        ``deidentify_decisions.csv`` with the columns ``candidate`` and ``decision`` (confirm or
        refuse), and optionally ``kind`` and ``tag`` (CLIENT, or a whole tag such as CLIENT_3).
        Rows whose decision is still ``review`` or ``automatic`` are left out, so that the review
        list itself can be filled in.

    Returns
    -------
    pandas.DataFrame
        Columns ``candidate``, ``decision``, ``kind``, ``tag``.

    Raises
    ------
    InputError
        If a cell is not allowed or a candidate is decided twice.
    """
    frame = read_table(path, ("candidate", "decision"), ("kind", "tag"))
    frame["tag"] = frame["tag"].str.strip("[]")
    frame["decision"] = frame["decision"].str.lower()
    frame = frame[~frame["decision"].isin(["review", "automatic"])].reset_index(drop=True)
    seen: set[str] = set()
    for row in frame.to_dict("records"):
        where = f"row {row[ROW]}"
        if not row["candidate"]:
            raise InputError(path, "the candidate is missing.", "copy it from the list.", where)
        if row["decision"] not in ("confirm", "refuse"):
            raise InputError(path, "the decision is unknown.", "write confirm or refuse.", where)
        if row["kind"] not in ("", BIOGRAPHICAL_KIND):
            _check_kind(path, row["kind"], where)
        if row["tag"]:
            _check_tag(path, row["tag"], where)
        if row["candidate"].casefold() in seen:
            raise InputError(path, "the candidate is decided twice.", "keep one row.", where)
        seen.add(row["candidate"].casefold())
    return frame[["candidate", "decision", "kind", "tag"]]


def _check_kind(path: Path, kind: str, where: str) -> None:
    if kind not in KINDS:
        raise InputError(path, "the kind is unknown.", f"use one of {', '.join(KINDS)}.", where)


def _check_tag(path: Path, tag: str, where: str) -> None:
    if split_tag(tag) is None:
        raise InputError(path, "the tag is no tag.", "use capitals, such as CLIENT_1.", where)


def speaker_name(label: str) -> str:
    """Take the name out of a speaker label.

    Parameters
    ----------
    label : str
        Such as ``Hurst, Peter (Guest)``, ``Speaker 1`` or ``I``.

    Returns
    -------
    str
        The name, first name first; empty if the label names nobody.
    """
    bare = re.sub(r"[(\[{].*?[)\]}]|\*+", " ", label)
    family, comma, given = bare.partition(",")
    words = (f"{given} {family}" if comma else bare).replace("_", " ").split()
    words = [word for word in words if word.rstrip(".").lower() not in _PERSON_TITLES.split("|")]
    name = " ".join(words)
    if any(c.isdigit() for c in name) or not any(len(word.strip(".")) > 2 for word in words):
        return ""
    return "" if all(word.lower().strip(".:") in _ROLE_WORDS for word in words) else name


_ROLE_WORDS = frozenset(
    "interviewer interviewee participant speaker respondent moderator researcher facilitator host "
    "guest unknown therapist client supervisor trainee student subject narrator person me you the "
    "and other voice informant assistant note taker notetaker observer transcriber".split()
)


def variants(name: Known) -> Iterator[str]:
    """List the forms in which a known name occurs, beside its own.

    Parameters
    ----------
    name : Known
        The name.

    Yields
    ------
    str
        The full form first.
    """
    yield name.text
    words = name.text.split()
    if name.kind == "person":
        yield from _person_variants([w for w in words if w.rstrip(".").lower() not in TITLES])
    elif name.kind in ("organisation", "place"):
        yield from _place_variants(words, name.kind)


def _person_variants(words: list[str]) -> Iterator[str]:
    if not words:
        return
    first, last = words[0], words[-1]
    if len(words) > 1:
        yield f"{first} {last}"
        yield f"{first[0]}. {last}"
        yield from (word for word in words if len(word.strip(".")) > 1)
    yield from (f"{word}s" for word in dict.fromkeys((first, last)) if not word.endswith("s"))


def _place_variants(words: list[str], kind: str) -> Iterator[str]:
    spoken = [_spoken(word) for word in words]
    if spoken != words:
        yield " ".join(spoken)
        yield "-".join(words)
        yield "".join([words[0], *(word[0] for word in words[1:])])
    head = [word for word in words if word.lower() not in _GENERIC]
    if len(words) < 2 or not head or _DIRECTIONS & {word.lower() for word in head[:1]}:
        return
    if not head[0][0].isdigit():
        if kind == "place":
            yield " ".join(head)
        else:
            yield from (" ".join(head) + form for form in _SHORT_FORMS)
    if len(words) > 2:
        yield "".join(word[0] for word in words if word[0].isupper())


def _spoken(word: str) -> str:
    if word.isdigit() and int(word) < len(_NUMBERS):
        return _NUMBERS[int(word)].capitalize()
    return str(_NUMBERS.index(word.lower())) if word.lower() in _NUMBERS else word


class Finder:
    """Finds known names in cleaned turns.

    Parameters
    ----------
    names : iterable of Known
        What to find. Of two names with the same form, the first has it.
    statistics : Statistics
        Counts over the study: a name that is also a common word must be capitalised.
    rank : int
        Rank of what is found.
    """

    def __init__(self, names: Iterable[Known], statistics: Statistics, rank: int) -> None:
        self._rank = rank
        self._statistics = statistics
        self._forms: dict[str, Known] = {}
        self._full: set[str] = set()
        for name in names:
            for at, form in enumerate(variants(name)):
                self._forms.setdefault(_fold(form), name)
                if not at:
                    self._full.add(_fold(form))
        self._pattern = _pattern(self._forms)

    @property
    def words(self) -> dict[str, Known]:
        """Single words that stand for a known name."""
        return {form: name for form, name in self._forms.items() if form.isalpha()}

    def find(self, at: int, turn: Turn, tokens: list[Token]) -> Iterator[Span]:
        """Find the known names in a turn.

        Parameters
        ----------
        at : int
            Position of the turn in the study's list of turns.
        turn : Turn
            The turn.
        tokens : list of Token
            Its words.

        Yields
        ------
        Span
        """
        starts = {token.start: token for token in tokens}
        for match in self._pattern.finditer(turn.text):
            said = match["name"]
            name = self._forms[_fold(said)]
            token = starts.get(match.start("name"))
            start = match.start() if name.kind == "person" else match.start("name")
            titled = match["title"] is not None and name.kind == "person"
            if titled or self._meant(turn, said, token):
                layer, entity = name.layer, name.entity
                yield Span(
                    at,
                    start,
                    match.end(),
                    self._rank,
                    name.kind,
                    layer,
                    entity,
                    name.stem,
                    name.tag,
                )

    def _meant(self, turn: Turn, said: str, token: Token | None) -> bool:
        # "Will" and "Art" are names only where no other word would be capitalised
        if " " in said or not said.isalpha() or token is None:
            return True
        form = said.lower()
        if said.isupper() and len(said) > 2:
            return True
        if form in STOP_WORDS or form in NOT_NAMES:
            return token.capital and not token.initial
        if form in WORDS_AND_NAMES and not token.capital:
            return False
        if self._statistics.common(form, turn.interview):
            return token.capital and (not token.initial or bool(token.ending))
        return len(said) > 3 or token.capital


def _fold(form: str) -> str:
    return re.sub(r"[\s.,-]+", " ", form).strip().casefold()


def _pattern(forms: Iterable[str]) -> re.Pattern[str]:
    # Python's alternation takes the first that fits, so longer forms come first
    ordered = sorted(forms, key=lambda form: (-len(form), form))
    choices = "|".join(r"[\s.,-]{1,3}".join(map(re.escape, form.split())) for form in ordered)
    return re.compile(
        rf"(?<!\w)(?P<title>(?:(?:{_PERSON_TITLES})\.? ){{1,3}})?"
        rf"(?P<name>{choices or '(?!)'})(?!\w)",
        re.IGNORECASE,
    )


def misspellings(
    finder: Finder, statistics: Statistics, titled: frozenset[str]
) -> dict[str, Known]:
    """Find words of the study that are known names misspelt or misheard.

    A word counts if it is capitalised within sentences, is not an ordinary word or a first name
    of its own, and lies within one edit (two from seven letters, three from eight after a title;
    always one for first names) of a known name of at least five letters (optimal string
    alignment distance).

    Parameters
    ----------
    finder : Finder
        The known names.
    statistics : Statistics
        Counts over the study.
    titled : frozenset of str
        Words that follow a title somewhere.

    Returns
    -------
    dict of str to Known
        The misspelling in lower case, and whom it means.
    """
    forms = finder.words
    # plurals are forms to find, not names to compare with
    known = {
        form: name
        for form, name in forms.items()
        if len(form) > 4 and not (form.endswith("s") and form[:-1] in forms)
    }
    found: dict[str, Known] = {}
    for word in sorted(statistics.middle):
        if not known or len(word) < 4 or word in finder.words or _has_own_meaning(word, statistics):
            continue
        near = [form for form in known if abs(len(form) - len(word)) < 4]
        closest = min(near, key=lambda form: (OSA.distance(word, form), form), default="")
        if near and OSA.distance(word, closest) <= _tolerance(closest, word in titled):
            found[word] = known[closest]
    return found


def _has_own_meaning(word: str, statistics: Statistics) -> bool:
    return (
        word in STOP_WORDS
        or word in NOT_NAMES
        or word in _GENERIC
        or word.upper() in ACRONYMS
        or word in first_names()
        or bool(statistics.small[word])
    )


def _tolerance(form: str, titled: bool) -> int:
    if form in first_names():
        return 1
    if titled and len(form) > 7:
        return 3
    return 2 if len(form) > 6 else 1


def split_names(
    at: int, text: str, tokens: list[Token], words: Mapping[str, Known], rank: int
) -> Iterator[Span]:
    """Find known names that were heard as two words, e.g. "North Gate".

    Parameters
    ----------
    at : int
        Position of the turn in the study's list of turns.
    text : str
        The cleaned turn.
    tokens : list of Token
        Its words.
    words : mapping of str to Known
        Single words that stand for a known name.
    rank : int
        Rank of what is found.

    Yields
    ------
    Span
    """
    for first, second in pairwise(tokens):
        if not (first.capital and second.capital) or first.ending:
            continue
        name = words.get(first.key + second.key)
        if name and text[first.end : second.start] in (" ", "-"):
            yield Span(
                at,
                first.start,
                second.end,
                rank,
                name.kind,
                MISSPELT,
                name.entity,
                name.stem,
                name.tag,
            )
