"""Names that a line's end cuts in two, or that a number stands at ("Xel- by", "Susan2")."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from aft_themes.corpus.tags import UNSURE
from aft_themes.deidentify.spans import EVIDENCE, Span
from aft_themes.deidentify.tokens import Study
from aft_themes.language import Language

_CUT = re.compile(r"(?<![\w-])(?P<begin>[A-Z]\w{1,20})- (?P<end>[a-z]\w{0,20})(?![\w-])")
_NUMBERED = re.compile(r"(?<![\w-])(?P<begin>[A-Z][a-z]{2,20})(?P<end>\d{1,2})(?!\w)")
_RANK = 3  # before what capitals tell, for that would take the first half alone
_LEAST = 4  # letters of both halves; "To- by" is no name


def find_broken(study: Study, spans: Iterable[Span]) -> list[Span]:
    """Find single names that were found whole elsewhere, or are on lists of names, in parts."""
    known: dict[str, Span] = {}
    for span in spans:
        said = study.turns[span.turn].text[span.start : span.end].casefold()
        if said.isalpha() and not study.language.is_word(said):
            known.setdefault(said, span)
    return [
        found
        for at, turn in enumerate(study.turns)
        for found in _in_turn(study, at, turn.text, known)
    ]


def _in_turn(study: Study, at: int, text: str, known: dict[str, Span]) -> Iterator[Span]:
    for pattern in (_CUT, _NUMBERED):
        for match in pattern.finditer(text):
            cut = pattern is _CUT
            name = (match["begin"] + (match["end"] if cut else "")).casefold()
            like = known.get(name) or _on_a_list(study.language, name, at, cut=cut)
            # "Mar- go now" is a false start
            whole = cut and any(map(study.language.is_word, match.group().casefold().split("- ")))
            if like and not (whole and name not in known):
                yield replace(like, turn=at, start=match.start(), end=match.end(), rank=_RANK)


def _on_a_list(language: Language, name: str, at: int, *, cut: bool) -> Span | None:
    """Give a span for a word that is on a list of names and nothing else.

    With a number towns and surnames are versions of programs as often.
    """
    if len(name) < _LEAST or language.is_word(name) or language.is_brand(name):
        return None
    person = name in language.first_names or (cut and name in language.surnames)
    if not (person or (cut and name in language.places)):
        return None
    kind, stem = ("person", UNSURE) if person else ("place", "PLACE")
    return Span(
        turn=at,
        start=0,
        end=0,
        rank=_RANK,
        kind=kind,
        layer=EVIDENCE,
        entity=f"{stem} {name}",
        stem=stem,
    )
