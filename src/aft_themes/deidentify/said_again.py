"""Names that were found in one place and stand in another: what the leak gate would stop at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from aft_themes.corpus.tags import UNSURE, find_tags, split_tag
from aft_themes.deidentify.leak_gate.names import OF_LABELS, OF_THE_MACHINE, Name
from aft_themes.deidentify.leak_gate.search import Searcher
from aft_themes.deidentify.recognizers.spelling import plain
from aft_themes.deidentify.spans import Span, overlapping, settle
from aft_themes.deidentify.tokens import Study

AGAIN = "again"
# characters: what is longer is no name but a row of words in capitals or of digits, and to look for
# it where it nearly stands costs the square of its length
_LONGEST = 200
_RANK = 6  # after all that was found where it stands
_Place = tuple[int, int]


def said_again(study: Study, spans: Iterable[Span], names: Iterable[Name]) -> list[Span]:
    """Find the names that the leak gate knows where nothing was replaced.

    A name is found by what stands around it, so it may be missed elsewhere. There it gets the
    tag that it has. A speaker's name in somebody else's interview gets a tag of its own.
    """
    kinds: dict[str, str] = {}
    taken: dict[int, list[_Place]] = defaultdict(list)
    for span in spans:
        kinds[span.tag] = span.kind
        taken[span.turn].append((span.start, span.end))
    searcher = Searcher(name for name in names if len(name.text) <= _LONGEST)
    found = [
        span
        for at, turn in enumerate(study.turns)
        for span in _in_turn(at, turn.text, searcher, taken[at], kinds)
    ]
    return settle(found)


def _in_turn(
    at: int, text: str, searcher: Searcher, taken: list[_Place], kinds: dict[str, str]
) -> Iterator[Span]:
    held = taken + find_tags(text)
    found = sorted(searcher.places(plain(text)), key=lambda one: one[1:])
    covered = overlapping([(start, end) for _, start, end in found], held)
    for (name, start, end), inside in zip(found, covered, strict=True):
        parts = split_tag(name.tag)
        if parts is None or inside or name.tag in OF_THE_MACHINE:
            continue
        known = name.tag not in OF_LABELS  # such a tag may be another interview's
        stem = parts.stem if known else UNSURE
        yield Span(
            turn=at,
            start=start,
            end=end,
            rank=_RANK,
            kind=kinds.get(name.tag, "person"),
            layer=AGAIN,
            entity=f"{stem} {text[start:end].casefold()}",
            stem=stem,
            tag=name.tag if known else "",
        )
