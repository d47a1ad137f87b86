"""Rows of a printed table whose labels stand in the middle of their cells, not at the top.

Browsers print tables so: beside the second line of an answer stands who gives it. Read line by
line, an answer's first line would be the one's before. This module is part of the process that
reads a PDF and imports nothing of the package.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

Word = dict[str, Any]  # of pdfplumber: text, x0, x1, top, bottom
_LEFT = 0.5  # of the page's width: labels end before
_MOST_WORDS = 3000  # a page in small print has a thousand; beyond, looking at each pair takes long
_LEAST, _MOST_LABELS = 3, 0.8  # labels on a page; and their share of what stands left
_GUTTER = 4.0  # points between labels and words
_SAME_LINE = 3.0  # points between the tops of words of one line
_BESIDE = 4.0  # points between the middles of a label and of its cell
_LOOSER = 1.35  # times the gap between lines of one cell is a gap between two cells
_AGREE = 0.9  # share of labels that stand in the middle of a cell


def text_by_rows(words: Sequence[Word], width: float) -> str | None:
    """Return a page's text row by row; None if it is no such table, or labels stand at the top."""
    if len(words) > _MOST_WORDS:
        return None
    for edge in _edges(words, width):
        title, below = _title(words, edge)
        left = [word for word in below if _stands_left(word, edge)]
        right = [word for word in below if word["x0"] >= edge + _GUTTER]
        labels, lines = _lines(left), _lines(right)
        named = [one for one in labels if _text(one).endswith(":")]
        crossing = len(below) - len(left) - len(right)
        if crossing or len(named) < max(_LEAST, _MOST_LABELS * len(labels)):
            continue
        cells = _cells(lines)
        owners = [_owner(label, cells) for label in named]
        found = [owner for owner in owners if owner is not None]
        if len(found) < _AGREE * len(named) or len(set(found)) < len(found):
            continue
        if all(
            _is_top(label, cells[at])
            for label, at in zip(named, owners, strict=True)
            if at is not None
        ):
            return None
        return "\n".join([*map(_text, _lines(title)), _joined(labels, cells)])
    return None


def _stands_left(word: Word, edge: float) -> bool:
    """Tell a label; that of a table's head is bold and may be wider than others."""
    return bool(word["x1"] <= edge or (word["text"].endswith(":") and word["x0"] < edge))


def _title(words: Sequence[Word], edge: float) -> tuple[list[Word], list[Word]]:
    """Part what stands above a table across its columns from the table."""
    first = min(word["top"] for word in words if word["text"].endswith(":") and word["x0"] < edge)
    across = [
        word["bottom"]
        for word in words
        if word["bottom"] <= first and not _stands_left(word, edge) and word["x0"] < edge + _GUTTER
    ]
    end = max(across, default=0.0)
    return [one for one in words if one["bottom"] <= end], [
        one for one in words if one["bottom"] > end
    ]


def _edges(words: Sequence[Word], width: float) -> list[float]:
    """List where labels may end, from right to left."""
    ends = {
        word["x1"] for word in words if word["text"].endswith(":") and word["x1"] < _LEFT * width
    }
    return sorted(ends, reverse=True)


def _lines(words: Sequence[Word]) -> list[list[Word]]:
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda one: (one["top"], one["x0"])):
        if lines and abs(word["top"] - lines[-1][0]["top"]) <= _SAME_LINE:
            lines[-1].append(word)
        else:
            lines.append([word])
    return [sorted(line, key=lambda one: one["x0"]) for line in lines]


def _cells(lines: Sequence[list[Word]]) -> list[list[list[Word]]]:
    """Group lines that stand close to one another."""
    gaps = [below[0]["top"] - above[0]["bottom"] for above, below in pairwise(lines)]
    close = min((gap for gap in gaps if gap > 0), default=0.0)
    cells: list[list[list[Word]]] = []
    for at, line in enumerate(lines):
        if at and gaps[at - 1] <= _LOOSER * close:
            cells[-1].append(line)
        else:
            cells.append([line])
    return cells


def _owner(label: list[Word], cells: Sequence[list[list[Word]]]) -> int | None:
    """Return which cell has its middle beside a label."""
    middle = _middle([label])
    near = min(range(len(cells)), key=lambda at: abs(_middle(cells[at]) - middle), default=None)
    return near if near is not None and abs(_middle(cells[near]) - middle) <= _BESIDE else None


def _middle(lines: Sequence[list[Word]]) -> float:
    return float(lines[0][0]["top"] + lines[-1][0]["bottom"]) / 2


def _is_top(label: list[Word], cell: list[list[Word]]) -> bool:
    return abs(float(label[0]["top"]) - float(cell[0][0]["top"])) <= _SAME_LINE


def _joined(labels: Sequence[list[Word]], cells: Sequence[list[list[Word]]]) -> str:
    """Write each label before the words of its cell; what else stands left keeps its place."""
    rows = [(cell[0][0]["top"], [_text(line) for line in cell]) for cell in cells]
    for label in labels:
        at = _owner(label, cells)
        if at is None:
            rows.append((label[0]["top"], [_text(label)]))
        else:
            rows[at][1][0] = f"{_text(label)} {rows[at][1][0]}"
    return "\n".join("\n".join(lines) for _, lines in sorted(rows, key=lambda row: row[0]))


def _text(line: Sequence[Word]) -> str:
    return " ".join(str(word["text"]) for word in line)
