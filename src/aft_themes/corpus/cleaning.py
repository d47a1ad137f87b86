"""Clean text, and keep the way back to the raw words.

Cleaning and de-identification are lists of edits. A list of edits gives the new text and an
:class:`OffsetMap`, which takes any span of the new text to the old text and back.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import regex

from aft_themes.corpus.tags import TAG
from aft_themes.language import every

Edit = tuple[int, int, str]  # start and end in the old text, and what stands there in the new

_INVISIBLE = regex.compile(r"(?:(?!\s)[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}])+")
_TYPOGRAPHIC = re.compile(
    "(?P<edge>\\A\\s+|\\s+\\Z)|(?P<space>[^\\S ]\\s*| \\s+)"
    "|(?P<comma>(?<=\\w)\u201a(?=\\s))"  # a low quotation mark in a comma's place
    "|(?P<single>[\u2018\u2019\u201a\u201b\u2032\u02bc\u0060\u00b4])"
    "|(?P<double>[\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb])"
)
_COMPATIBLE = re.compile("[\ufb00-\ufb06\uff01-\uff5e\u2010\u2011]")
_STRAIGHT = {"edge": "", "space": " ", "comma": ",", "single": "'", "double": '"'}

_SPOKEN_SOUNDS = "|".join(language.speech.marks for language in every())
_MARK = re.compile(
    rf"\[[^\[\]]{{1,80}}\]|\(\([^()]{{1,80}}\)\)"  # ((laughs)): Jefferson, GAT 2, TiQ
    rf"|\(\s*(?:\d{{1,3}}(?:\.\d+)?\s*(?:s|sec|seconds)?|\.{{1,3}}|(?:{_SPOKEN_SOUNDS})"
    rf"(?:\s[^()]{{0,40}})?)\s*\)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class OffsetMap:
    """Takes spans of a new text to the old text and back.

    A span that touches part of an edit covers the whole edit: a position inside a tag has no
    counterpart inside the name that the tag replaced.

    Parameters
    ----------
    stages : tuple of tuple of Edit
        Edits in the order they were applied; each stage's edits are sorted, do not overlap, and
        count in the text that the stage before it gave.
    """

    stages: tuple[tuple[Edit, ...], ...] = ()
    _anchors: tuple[tuple[list[int], list[int], list[int], list[int]], ...] = field(
        init=False, repr=False, compare=False
    )

    def __post_init__(self) -> None:
        object.__setattr__(self, "_anchors", tuple(_anchors(edits) for edits in self.stages))

    def to_raw(self, start: int, end: int) -> tuple[int, int]:
        """Take a span of the newest text to the oldest."""
        for old_start, old_end, new_start, new_end in reversed(self._anchors):
            start, end = _carry(start, end, new_start, new_end, old_start, old_end)
        return start, end

    def to_clean(self, start: int, end: int) -> tuple[int, int]:
        """Take a span of the oldest text to the newest."""
        for old_start, old_end, new_start, new_end in self._anchors:
            start, end = _carry(start, end, old_start, old_end, new_start, new_end)
        return start, end

    def then(self, later: OffsetMap) -> OffsetMap:
        """Join this map with that of a later change."""
        return OffsetMap(self.stages + later.stages)


@dataclass(frozen=True)
class CleanText:
    """A text after edits, and the map back.

    Parameters
    ----------
    text : str
        The new text.
    map : OffsetMap
        Takes spans of ``text`` to the raw text and back.
    """

    text: str
    map: OffsetMap


def _anchors(edits: tuple[Edit, ...]) -> tuple[list[int], list[int], list[int], list[int]]:
    old_start = [start for start, _, _ in edits]
    old_end = [end for _, end, _ in edits]
    new_start, new_end, shift = [], [], 0
    for start, end, text in edits:
        new_start.append(start + shift)
        shift += len(text) - (end - start)
        new_end.append(end + shift)
    return old_start, old_end, new_start, new_end


def _carry(
    start: int,
    end: int,
    from_start: list[int],
    from_end: list[int],
    to_start: list[int],
    to_end: list[int],
) -> tuple[int, int]:
    # edits before the span shift it; if the span cuts into an edit, it is widened to the whole edit
    before = bisect_right(from_end, start)
    within = bisect_left(from_start, end)
    if before < len(from_start) and from_start[before] < start:
        new_start = to_start[before]
    else:
        new_start = start + (to_end[before - 1] - from_end[before - 1] if before else 0)
    if within and from_end[within - 1] > end:
        new_end = to_end[within - 1]
    else:
        new_end = end + (to_end[within - 1] - from_end[within - 1] if within else 0)
    return new_start, max(new_start, new_end)


def apply_edits(text: str, edits: Iterable[Edit]) -> CleanText:
    """Apply edits to a text and keep the way back."""
    ordered = tuple(sorted(edits))
    parts, position = [], 0
    for start, end, replacement in ordered:
        if not position <= start <= end <= len(text):
            raise ValueError(f"edit at {start}-{end} overlaps another or lies outside the text")
        parts += [text[position:start], replacement]
        position = end
    return CleanText("".join([*parts, text[position:]]), OffsetMap((ordered,) if ordered else ()))


def clean(raw: str) -> CleanText:
    """Bring a turn into one form: NFC, straight quotes, single spaces, nothing invisible.

    Letters of print and of keyboards are plain letters: ligatures, full-width ones, odd hyphens.

    Cleaning twice gives the same as cleaning once. Words, marks and punctuation stay as they were.
    """
    result = CleanText(raw, OffsetMap())
    for find in (_invisible, _compatible, _decomposed, _typographic):
        edits = list(find(result.text))
        if edits:
            step = apply_edits(result.text, edits)
            result = CleanText(step.text, result.map.then(step.map))
    return result


def _invisible(text: str) -> Iterator[Edit]:
    if text.isascii() and text.isprintable():
        return
    for match in _INVISIBLE.finditer(text):
        yield match.start(), match.end(), ""


def _decomposed(text: str) -> Iterator[Edit]:
    if unicodedata.is_normalized("NFC", text):
        return
    for match in regex.finditer(r"\X", text):
        composed = unicodedata.normalize("NFC", match.group())
        if composed != match.group():
            yield match.start(), match.end(), composed


def _compatible(text: str) -> Iterator[Edit]:
    if text.isascii():
        return
    for match in _COMPATIBLE.finditer(text):
        plain = unicodedata.normalize("NFKC", match.group())  # U+2011 becomes U+2010
        yield match.start(), match.end(), plain.replace("\u2010", "-")


def _typographic(text: str) -> Iterator[Edit]:
    for match in _TYPOGRAPHIC.finditer(text):
        yield match.start(), match.end(), _STRAIGHT[match.lastgroup or ""]


def find_marks(text: str) -> list[tuple[int, int]]:
    """Find transcription marks such as ``[laughs]``, ``(pause)`` or ``[inaudible 00:12:33]``.

    De-identification tags are no marks.
    """
    return [m.span() for m in _MARK.finditer(text) if not TAG.fullmatch(m.group())]


def without_marks(text: str) -> str:
    """Leave transcription marks out, as for embedding and counting words."""
    bare = apply_edits(text, [(start, end, " ") for start, end in find_marks(text)]).text
    return re.sub(r" ([,.;:?!])", r"\1", " ".join(bare.split()))
