"""Find the words of another program's document in a transcript's turns.

A document of another program has the transcript's words, but other labels, times, line ends and
spaces. :func:`align` says for each of its words which word of the transcript it is, so that a
selection of the document becomes quotes in turns, whatever repeats in the interview.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

# a decomposed accent belongs to its letter
_WORD = re.compile("(?:[^\\W_][\u0300-\u036f]*)+")
_RUN = 4  # words; as many seldom stand together again
_LONGEST = 8  # words in a row by which two texts are aligned first
_OPENED = re.compile("[\"'\u2018\u201c(\\[]+$")  # signs that go with the word behind them
_CLOSED = re.compile("[\"'\u2019\u201d)\\].,;:!?\u2026]+")  # signs that go with the word before
_LINE_END = frozenset("\r\n")
_SMALL_GAP = 40_000  # pairs of words that are compared one by one
_NEAR = 0.5  # a place must be nearer than this share of the next one's distance to be taken


Run = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: its folded form and its span in code points."""

    form: str
    start: int
    end: int


def words_of(text: str) -> list[Word]:
    """List a text's words; letter case and the way accents are written do not matter."""
    return [Word(_fold(match.group()), *match.span()) for match in _WORD.finditer(text)]


def _fold(word: str) -> str:
    return (word if word.isascii() else unicodedata.normalize("NFC", word)).casefold()


def align(first: Sequence[str], second: Sequence[str]) -> list[int | None]:
    """Say for each word of a text which word of another text it is.

    Runs of words that occur once in both texts anchor them; the anchors grow to both sides; what
    lies between two anchors is aligned in the same way by shorter runs.
    """
    places: list[int | None] = [None] * len(first)
    gaps = [(0, len(first), 0, len(second))]
    # runs so long that chance does not repeat them first, then shorter ones between these anchors
    for length in (_LONGEST, 4, 2, 1):
        rest: list[tuple[int, int, int, int]] = []
        for gap in gaps:
            rest += _fill(first, second, gap, length, places)
        gaps = rest
    for a, a_end, b, b_end in gaps:
        if (a_end - a) * (b_end - b) <= _SMALL_GAP:
            for at, to, size in _matching(first[a:a_end], second[b:b_end]):
                places[a + at : a + at + size] = range(b + to, b + to + size)
    return places


def _matching(first: Sequence[str], second: Sequence[str]) -> list[tuple[int, int, int]]:
    """Match words that repeat within a small gap."""
    blocks = SequenceMatcher(None, first, second, autojunk=False).get_matching_blocks()
    return [(block.a, block.b, block.size) for block in blocks]


def _fill(
    first: Sequence[str],
    second: Sequence[str],
    gap: tuple[int, int, int, int],
    length: int,
    places: list[int | None],
) -> list[tuple[int, int, int, int]]:
    """Align what lies in a gap; return the gaps that remain."""
    a, a_end, b, b_end = gap
    rest = []
    for at, to in [*_anchors(first, second, gap, length), (a_end, b_end)]:
        if at < a or to < b:
            continue  # an earlier anchor has grown over it
        while at > a and to > b and first[at - 1] == second[to - 1]:
            at, to = at - 1, to - 1
        if at > a and to > b:
            rest.append((a, at, b, to))
        while at < a_end and to < b_end and first[at] == second[to]:
            places[at] = to
            at, to = at + 1, to + 1
        a, b = at, to
    return rest


def _anchors(
    first: Sequence[str], second: Sequence[str], gap: tuple[int, int, int, int], length: int
) -> list[tuple[int, int]]:
    a, a_end, b, b_end = gap
    ours, theirs = _once(first, a, a_end, length), _once(second, b, b_end, length)
    pairs = sorted((at, theirs[run]) for run, at in ours.items() if run in theirs)
    return _growing(pairs)


def _once(words: Sequence[str], start: int, end: int, length: int) -> dict[tuple[str, ...], int]:
    """Find runs of words that occur once, and where."""
    found: dict[tuple[str, ...], int] = {}
    for at in range(start, end - length + 1):
        run = tuple(words[at : at + length])
        found[run] = -1 if run in found else at
    return {run: at for run, at in found.items() if at >= 0}


def _growing(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Choose the longest row of pairs in which the second place grows, too (patience sorting)."""
    tops: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for number, (_, place) in enumerate(pairs):
        pile = bisect_left(tops, place)
        before.append(ends[pile - 1] if pile else -1)
        if pile == len(tops):
            tops.append(place)
            ends.append(number)
        else:
            tops[pile], ends[pile] = place, number
    chosen, at = [], ends[-1] if ends else -1
    while at >= 0:
        chosen.append(pairs[at])
        at = before[at]
    return chosen[::-1]


@dataclass(frozen=True, slots=True)
class Place:
    """Words of a turn.

    Parameters
    ----------
    turn : int
        The turn's number.
    start, end : int
        Span in the turn's text, in code points.
    """

    turn: int
    start: int
    end: int


@dataclass(frozen=True)
class InterviewWords:
    """The words of an interview, turn after turn.

    Parameters
    ----------
    turns : tuple of (int, str)
        Number and text of each turn, in order.
    """

    turns: tuple[tuple[int, str], ...]

    @cached_property
    def _listed(self) -> tuple[list[str], list[int], list[Word]]:
        forms: list[str] = []
        rows: list[int] = []
        spans: list[Word] = []
        for row, (_, text) in enumerate(self.turns):
            words = words_of(text)
            forms += [word.form for word in words]
            rows += [row] * len(words)
            spans += words
        return forms, rows, spans

    @property
    def forms(self) -> list[str]:
        """All words in their folded form."""
        return self._listed[0]

    @cached_property
    def _where(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for at, form in enumerate(self.forms):
            found.setdefault(form, []).append(at)
        return found

    @cached_property
    def begins(self) -> dict[int, int]:
        """Code points before each turn, one for each turn's end among them."""
        at, found = 0, {}
        for number, text in self.turns:
            found[number] = at
            at += len(text) + 1
        return found

    @property
    def turn_begins(self) -> frozenset[int]:
        """Words with which a turn begins."""
        rows = self._listed[1]
        return frozenset(at for at in range(len(rows)) if not at or rows[at] != rows[at - 1])

    @cached_property
    def runs(self) -> frozenset[Run]:
        """All runs of four words within turns, by which documents are compared."""
        return frozenset(
            run for _, text in self.turns for run in runs_of(word.form for word in words_of(text))
        )

    def share_of(self, runs: frozenset[Run]) -> float:
        """Share of runs of four words that a document and the interview have in common.

        Of the shorter one's: a document may hold a part of the interview, and beside its words
        labels and times.
        """
        least = min(len(runs), len(self.runs))
        return len(runs & self.runs) / least if least else 0.0

    def says(self, form: str) -> bool:
        """Tell whether a word is said at all; words of labels and times mostly are not."""
        return form in self._where

    def occurrences(self, forms: Sequence[str], *, across: bool = False) -> list[int]:
        """Places at which a row of words stands within one turn, or ``across`` turns."""
        if not forms:
            return []
        own, rows, _ = self._listed
        rarest = min(range(len(forms)), key=lambda at: len(self._where.get(forms[at], ())))
        starts = (at - rarest for at in self._where.get(forms[rarest], ()))
        wanted = list(forms)
        return [
            at
            for at in starts
            if at >= 0
            and own[at : at + len(wanted)] == wanted
            and (across or rows[at] == rows[at + len(wanted) - 1])
        ]

    def place(self, first: int, last: int) -> Place:
        """Return the span of words ``first`` to ``last`` (inclusive), of one turn."""
        _, rows, spans = self._listed
        return Place(self.turns[rows[first]][0], spans[first].start, spans[last].end)

    def by_turn(self, words: Iterable[int]) -> list[tuple[int, int]]:
        """Cut a growing row of words where a turn ends: first and last word of each part."""
        parts: list[tuple[int, int]] = []
        rows = self._listed[1]
        for word in words:
            if parts and rows[parts[-1][0]] == rows[word]:
                parts[-1] = (parts[-1][0], word)
            else:
                parts.append((word, word))
        return parts


def runs_of(forms: Iterable[str]) -> frozenset[Run]:
    """List all runs of four words, which seldom recur; of a shorter text the text itself."""
    words = tuple(forms)
    if len(words) < _RUN:
        return frozenset([words] if words else [])
    return frozenset(words[at : at + _RUN] for at in range(len(words) - _RUN + 1))


@dataclass(frozen=True)
class Aligned:
    """A document of another program beside the interview whose words it has."""

    text: str
    interview: InterviewWords

    @cached_property
    def _words(self) -> list[Word]:
        return words_of(self.text)

    @cached_property
    def _places(self) -> list[int | None]:
        """Say for each word of the document which word of the interview it is.

        Line ends and ends of turns count as words: they hold short answers apart that repeat.
        """
        ours = _with_ends([word.form for word in self._words], self._lines)
        theirs = _with_ends(self.interview.forms, self.interview.turn_begins)
        places = align([form for form, _ in ours], [form for form, _ in theirs])
        return [
            theirs[place][1] if place is not None else None
            for place, (form, _) in zip(places, ours, strict=True)
            if form
        ]

    @cached_property
    def _lines(self) -> frozenset[int]:
        """Words before which a line begins."""
        ends = [0, *self._ends]
        return frozenset(
            at
            for at, word in enumerate(self._words)
            if not _LINE_END.isdisjoint(self.text[ends[at] : word.start])
        )

    @cached_property
    def _starts(self) -> list[int]:
        return [word.start for word in self._words]

    @cached_property
    def _ends(self) -> list[int]:
        return [word.end for word in self._words]

    def places(self, start: int, end: int) -> list[tuple[str, Place]]:
        """Return the quotes and places of a selection, one for each turn that it reaches into."""
        first = bisect_right(self._ends, start)
        last = bisect_left(self._starts, end)
        known = {place: at for at in range(first, last) if (place := self._places[at]) is not None}
        found = []
        for one, other in self.interview.by_turn(sorted(known)):
            begins, ends = self._words[known[one]].start, self._words[known[other]].end
            # a quotation mark, a bracket, and the space or dash between
            opened = _OPENED.search(self.text[max(start, begins - 4) : begins])
            closed = _CLOSED.match(self.text[ends:end])
            quote = self.text[
                begins - len(opened.group() if opened else "") : ends
                + len(closed.group() if closed else "")
            ]
            found.append((quote, self.interview.place(one, other)))
        return found


def _with_ends(forms: Sequence[str], begins: frozenset[int]) -> list[tuple[str, int]]:
    """Put an empty word before each word that begins a line; number the others."""
    found: list[tuple[str, int]] = []
    for at, form in enumerate(forms):
        if at in begins:
            found.append(("", -1))
        found.append((form, at))
    return found


def nearest(
    places: Sequence[int],
    position: float,
    known: Sequence[tuple[float, int]],
    *,
    ordinal: bool = False,
) -> int | None:
    """Choose among places with the same words by where the program says that they stand.

    Codings of the same document whose words occur once tell how positions and places go together.
    An ordinal position must leave one place between its neighbours.
    """
    if len(known) < 2:
        return None
    after = bisect_left([one for one, _ in known], position)
    low, high = (known[max(0, min(at, len(known) - 1))] for at in (after - 1, after))
    between = [place for place in places if low[1] <= place <= high[1]]
    if len(between) == 1:
        return between[0]
    if ordinal:
        return None
    share = (position - low[0]) / (high[0] - low[0]) if high[0] > low[0] else 0.0
    expected = low[1] + share * (high[1] - low[1])
    ranked = sorted(places, key=lambda place: abs(place - expected))
    near, next_ = (abs(place - expected) for place in ranked[:2])
    return ranked[0] if near < _NEAR * next_ else None
