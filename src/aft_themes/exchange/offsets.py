"""Find out how a program counts positions in a text, from its selections and not from its name.

Programs count UTF-16 units, code points or UTF-8 bytes; a line end of two characters as one or
two; a byte order mark or not; and the end may be the last character or the one behind it. Each
way of counting is tried on all selections of a file. A right one cuts whole words: the first and
the last character are no white space, and no word goes on outside. (In the one public NVivo
project with codings the right way does so for 296 of 303 selections, the next for 31.)
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product

import numpy as np

LEAST_SHARE = 0.8  # a way of counting that cuts fewer selections right is none
LEAD = 3  # where two ways cut differently, the better must be right this many times as often
LEAST_DIFFERENT = 3  # with fewer selections that two ways cut differently, neither way is chosen
_MOST_TRIED = 5000  # selections of a file that are tried; more do not help
_LEAST_NAME = 8  # characters of a selection's name that tell it from others
_WORD = re.compile(r"[^\W_]+")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_LONG = 6  # letters of a word that hardly stands elsewhere by chance
_MARK = "\ufeff"


@dataclass(frozen=True, slots=True)
class Convention:
    """One way of counting positions."""

    unit: str  # UTF-16 units, code points or UTF-8 bytes
    line_end: int  # characters that CR LF counts
    mark: int  # whether the byte order mark counts
    inclusive: bool  # whether the end is the last character

    def __str__(self) -> str:
        last = "the last character" if self.inclusive else "behind the last character"
        mark = "counted" if self.mark else "not counted"
        return (
            f"{self.unit}, CR LF counts {self.line_end}, byte order mark {mark}, the end is {last}"
        )


_Spans = Sequence[tuple[int, int] | None]


@dataclass(frozen=True, slots=True)
class Selection:
    """Positions as a file gives them, with the name that some programs give a selection."""

    text: int  # which of the texts
    start: int
    end: int
    name: str = ""
    check: bool = False  # a sentinel, whose words are known


@dataclass(frozen=True)
class CountedText:
    """A source's text, without its byte order mark, and where its characters begin.

    Parameters
    ----------
    text : str
        The text with its line ends as they stand in the file.
    marked : bool
        Whether a byte order mark stood before it.
    """

    text: str
    marked: bool = False

    @cached_property
    def _points(self) -> np.ndarray:
        encoded = self.text.encode("utf-32-le", errors="surrogatepass")
        return np.frombuffer(encoded, dtype="<u4")

    @cached_property
    def _begins(self) -> dict[tuple[str, int], np.ndarray]:
        return {}

    @cached_property
    def flat(self) -> str:
        """The text in one line, with single spaces."""
        return " ".join(self.text.split())

    def _begin(self, unit: str, line_end: int) -> np.ndarray:
        """Positions at which the characters begin, and that of the end of the text."""
        if (unit, line_end) not in self._begins:
            points = self._points
            width = np.ones(len(points), dtype=np.int64)
            if unit != "code points":
                width += points > 0xFFFF
            if unit == "UTF-8 bytes":
                width += (points > 0x7F).astype(np.int64) + (points > 0x7FF)
            if line_end == 1 and len(points) > 1:
                width[:-1][(points[:-1] == 13) & (points[1:] == 10)] = 0
            self._begins[unit, line_end] = np.concatenate(([0], np.cumsum(width)))
        return self._begins[unit, line_end]

    def cut(self, start: int, end: int, way: Convention) -> tuple[int, int] | None:
        """Return the code points from and up to which a selection reaches, if they are in it."""
        mark = {"UTF-8 bytes": 3}.get(way.unit, 1) * way.mark * self.marked
        begin = self._begin(way.unit, way.line_end)
        first, last = start - mark, end - mark + way.inclusive
        if not 0 <= first < last <= begin[-1]:
            return None
        # of a CR that counts nothing and its LF, which begin at one position, both are meant
        at = int(np.searchsorted(begin, first, side="left"))
        to = int(np.searchsorted(begin, last, side="left"))
        if begin[at] != first or begin[to] != last:
            return None  # the position falls into a character
        return (at, to) if at < to else None


@dataclass(frozen=True)
class Decision:
    """Which ways of counting fit a file.

    Parameters
    ----------
    ways : tuple of Convention
        Those that fit best and cannot be told apart; empty if none fits.
    right, total : int
        Selections that the best way cuts at whole words, of all.
    reason : str
        Why none fits, or ``""``.
    """

    ways: tuple[Convention, ...]
    right: int
    total: int
    reason: str = ""

    def cut(self, text: CountedText, selection: Selection) -> tuple[int, int] | None:
        """Cut a selection, if all ways that fit agree on its words."""
        spans = {text.cut(selection.start, selection.end, way) for way in self.ways}
        cuts = [span for span in spans if span]
        if cuts and len(cuts) == len(spans):
            common = max(start for start, _ in cuts), min(end for _, end in cuts)
            words = _letters(text.text[slice(*common)])
            if words and all(_letters(text.text[start:end]) == words for start, end in cuts):
                return common
        named = [span for span in spans if _as_named(text.text, span, selection.name)]
        return named[0] if len(named) == 1 else None

    def __str__(self) -> str:
        return f"{self.ways[0]}: {self.right} of {self.total} selections" if self.ways else ""


def detect(texts: Sequence[CountedText], selections: Iterable[Selection]) -> Decision:
    """Find the way of counting under which a file's selections cut whole words."""
    # empty selections, and those that end before they begin, do not help
    chosen = [one for one in selections if one.check or 0 <= one.start < one.end]
    checks = [one for one in chosen if one.check]
    usual = [one for one in chosen if not one.check] or checks
    usual = usual[:: max(1, len(usual) // _MOST_TRIED)]
    if not usual:
        return Decision((), 0, 0, "the file has no selections")
    possible = _distinct(texts)
    ways = _passing(texts, checks, possible) or possible
    spans = {way: [texts[one.text].cut(one.start, one.end, way) for one in usual] for way in ways}
    fits = _fitting(texts, usual, spans)
    best = max(ways, key=lambda way: sum(fits[way]))
    right, total = sum(fits[best]), len(usual)
    if right < LEAST_SHARE * total and ways is possible:
        reason = f"the best way of counting cuts {right} of {total} selections at whole words"
        return Decision((), right, total, reason)
    tied = [way for way in ways if not _beats(fits[best], fits[way], spans[best], spans[way])]
    return Decision((best, *(way for way in tied if way != best)), right, total)


def _distinct(texts: Sequence[CountedText]) -> tuple[Convention, ...]:
    """Leave out ways that cannot differ on these texts."""
    whole = [text for text in texts if text.text]
    line_ends = (1, 2) if any("\r\n" in text.text for text in whole) else (1,)
    marks = (0, 1) if any(text.marked for text in whole) else (0,)
    units = ["code points"]
    if any(max(text.text) > "\uffff" for text in whole):
        units.append("UTF-16 units")
    if not all(text.text.isascii() for text in whole):
        units.append("UTF-8 bytes")
    return tuple(Convention(*way) for way in product(units, line_ends, marks, (False, True)))


def _beats(
    better: Sequence[bool], other: Sequence[bool], spans: _Spans, other_spans: _Spans
) -> bool:
    pairs = enumerate(zip(spans, other_spans, strict=True))
    different = [at for at, (one, another) in pairs if one != another]
    won, lost = sum(better[at] for at in different), sum(other[at] for at in different)
    # a position within a character, or outside the text, rules a way out if the other explains it
    if won and not lost and any(other_spans[at] is None for at in different if better[at]):
        return True
    return won - lost >= LEAST_DIFFERENT and won >= LEAD * lost


def _fitting(
    texts: Sequence[CountedText],
    selections: Sequence[Selection],
    spans: dict[Convention, list[tuple[int, int] | None]],
) -> dict[Convention, list[bool]]:
    """Tell which selections each way cuts at whole words, and as they are named.

    Where the name is all of the words, it counts alone: mice cut within words.
    """
    fits: dict[Convention, list[bool]] = {way: [] for way in spans}
    for at, selection in enumerate(selections):
        text = texts[selection.text].text
        exact = {way for way in spans if _is_name(text, spans[way][at], selection.name)}
        if exact:
            for way in spans:
                fits[way].append(way in exact)
            continue
        named = {way for way in spans if _as_named(text, spans[way][at], selection.name)}
        for way in spans:
            whole = _whole_words(text, spans[way][at])
            fits[way].append(whole and (not named or way in named))
    return fits


def _whole_words(text: str, span: tuple[int, int] | None) -> bool:
    if span is None:
        return False
    start, end = span
    if text[start].isspace() or text[end - 1].isspace():
        return False
    before, after = text[max(0, start - 1) : start + 1], text[end - 1 : end + 1]
    return not any(len(pair) == 2 and pair.isalnum() for pair in (before, after))


def _as_named(text: str, span: tuple[int, int] | None, name: str) -> bool:
    """Tell whether the words begin as the selection is called; names may be cut off."""
    bare = _bare(name.rstrip(". \u2026"))
    if span is None or len(bare) < _LEAST_NAME:
        return False
    # spaces and marks are taken off, so twice the letters of the name and some are looked at
    return _bare(text[span[0] : span[0] + 2 * len(name) + 20]).startswith(bare)


def _is_name(text: str, span: tuple[int, int] | None, name: str) -> bool:
    """Tell whether the words are those by which the selection is called, to the last."""
    bare = _bare(name)
    return span is not None and len(bare) >= _LEAST_NAME and _bare(text[slice(*span)]) == bare


def _letters(text: str) -> str:
    return "".join(char for char in text if char.isalnum())


def _bare(text: str) -> str:
    return "".join(unicodedata.normalize("NFC", text).casefold().split())


def _passing(
    texts: Sequence[CountedText],
    checks: Sequence[Selection],
    possible: Sequence[Convention],
) -> tuple[Convention, ...]:
    """Ways of counting under which every sentinel cuts its word; none if no sentinel came back."""
    known = [set(sentinels(text.text)) for text in texts]
    return tuple(
        way
        for way in possible
        if checks
        and all(texts[one.text].cut(one.start, one.end, way) in known[one.text] for one in checks)
    )


def sentinels(text: str) -> list[tuple[int, int]]:
    """Choose words that together tell every way of counting from the others.

    The first long word shows whether the byte order mark counts and where the end is; the first
    word with or behind a letter that is not ASCII, the first behind a line end, one in the middle
    and the last word show units and line ends. The choice depends on the text alone, so that the
    words are known again when a project comes back.
    """
    words = [match.span() for match in _WORD.finditer(text)]
    long = [span for span in words if span[1] - span[0] >= _LONG] or words
    if not words:
        return []
    special, line = _NOT_ASCII.search(text), text.find("\n")
    behind = [
        next((span for span in words if span[1] > place), None)
        for place in (special.start() if special else -1, line)
        if place >= 0
    ]
    chosen = {long[0], long[len(long) // 2], words[-1], *(span for span in behind if span)}
    return sorted(chosen)


def utf16_length(text: str) -> int:
    """Count a text in UTF-16 units: a character beyond the first 65,536 has two."""
    return len(text) + sum(char > "\uffff" for char in text)


def counted(raw: str) -> CountedText:
    """Take the byte order mark off a text."""
    return CountedText(raw.removeprefix(_MARK), raw.startswith(_MARK))
