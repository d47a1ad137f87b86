"""Numbers of tables and figures: given by first mention, once everything is put together.

Until then a mention is a mark: the report is composed with marks, and the marks are replaced last.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

_OPEN, _CLOSE = (
    "\ue000",
    "\ue001",
)  # of Unicode's private area, so that no text holds them by chance
_MARK = re.compile(f"{_OPEN}((?:table|figure):[\\w-]+){_CLOSE}")


def table_mark(name: str) -> str:
    """Give the mark that stands for a table's number."""
    return f"{_OPEN}table:{name}{_CLOSE}"


def figure_mark(name: str) -> str:
    """Give the mark that stands for a figure's number."""
    return f"{_OPEN}figure:{name}{_CLOSE}"


def cite_table(name: str) -> str:
    """Refer to a table by its number, once it has one."""
    return f"Table {table_mark(name)}"


def cite_figure(name: str) -> str:
    """Refer to a figure by its number, once it has one."""
    return f"Figure {figure_mark(name)}"


def marks_in(text: str) -> Iterator[str]:
    """List what a text mentions, in its order: ``table:themes``."""
    return (found[1] for found in _MARK.finditer(text))


def give_numbers(mentions: Iterable[str], in_report: frozenset[str]) -> dict[str, str]:
    """Give numbers by first mention: 1, 2 ... in the report, S1, S2 ... elsewhere."""
    counts: dict[tuple[str, bool], int] = {}
    numbers: dict[str, str] = {}
    for one in mentions:
        if one not in numbers:
            series = one.partition(":")[0], one in in_report
            counts[series] = counts.get(series, 0) + 1
            numbers[one] = f"{'' if series[1] else 'S'}{counts[series]}"
    return numbers


def put_numbers(text: str, numbers: Mapping[str, str]) -> str:
    """Replace the marks of a text by their numbers."""
    return _MARK.sub(lambda found: numbers[found[1]], text)
