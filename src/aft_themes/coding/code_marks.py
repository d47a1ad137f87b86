"""Columns that each stand for a code: which cells say that the code is given."""

from __future__ import annotations

from collections.abc import Mapping

from aft_themes.documents.tables import Sheet
from aft_themes.io.problems import FileProblem
from aft_themes.wording import count, some_of

_MARKED = frozenset(
    "x xx xxx (x) [x] * + 1 1.0 true yes y ja j wahr si sí oui vrai verdadero sim "
    "present given coded applied vorhanden presente ✓ ✔ ☑ ☒ ✅ • ● ■".split()
)
_UNMARKED = frozenset(
    "0 0.0 - \u2013 \u2014 . no n nein false falsch non faux falso não absent ausente na n/a "
    "✗ ✘ ✖ ❌ ☐ ○ □".split()
) | {"not present", "not given", "not coded", "nicht vorhanden", "[ ]"}
_DRESS = str.maketrans("", "", "\ufe0e\ufe0f")  # says how a sign is drawn, in colour or not
_SHOWN_ROWS = 5  # enough to see the kind of mistake


def unclear_marks(name: str, sheet: Sheet, marked: Mapping[int, str]) -> list[FileProblem]:
    """Name the columns of codes with cells that say neither that the code is given nor that not."""
    problems = []
    for at, code in marked.items():
        rows = [str(number) for number, cells in sheet.rows if _is_unclear(cells[at])]
        if rows:
            shown = some_of(rows, _SHOWN_ROWS)
            problems.append(
                FileProblem(
                    f"{count(len(rows), 'cell')} in the column of {code[:60]!r} may or may not "
                    f"give the code, in row {shown}.",
                    "write x where it is given, and nothing where it is not.",
                    name,
                )
            )
    return problems


def _is_unclear(cell: str) -> bool:
    text = _plain_mark(cell)
    return bool(text) and not is_marked(cell) and not is_unmarked(cell)


def _plain_mark(cell: str) -> str:
    return " ".join(cell.translate(_DRESS).split()).casefold()


def is_marked(cell: str) -> bool:
    """Tell whether a cell says that the code is given; a number may say how often."""
    text = _plain_mark(cell)
    return text in _MARKED or (text.removesuffix(".0").isdecimal() and float(text) > 0)


def is_unmarked(cell: str) -> bool:
    """Tell whether a cell says that the code is not given."""
    return _plain_mark(cell) in _UNMARKED


def marked_columns(sheet: Sheet, columns: dict[str, int]) -> list[str]:
    """Name the columns that hold nothing but marks and their absence: one column for each code."""
    found = []
    for at, name in enumerate(sheet.header):
        cells = [cells[at] for _, cells in sheet.rows if cells[at].strip()]
        given = sum(map(is_marked, cells))
        absent = sum(map(is_unmarked, cells))
        if name and at not in columns.values() and given and given + absent == len(cells):
            found.append(name)
    return found
