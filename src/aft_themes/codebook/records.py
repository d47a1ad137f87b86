"""Codebooks with a small table for each code: its name on top, and a label beside each text."""

from __future__ import annotations

from collections.abc import Sequence

from aft_themes.codebook.labelled_lines import LABELS
from aft_themes.documents.headers import plain_name
from aft_themes.documents.tables import Sheet

_LEAST_CODES = 3  # a form of two columns may stand alone in any document


def record_sheet(tables: Sequence[Sheet]) -> Sheet | None:
    """Read tables of two columns as one with a row for each code; None if they are no codebook.

    Above the labels stands the name, or an abbreviation with the name beside it.
    """
    found = [record for table in tables if (record := _record(table))]
    if len(found) < max(_LEAST_CODES, len(tables) / 2):
        return None
    header = list(dict.fromkeys(label for record in found for label in record))
    rows = [(at, [record.get(label, "") for label in header]) for at, record in enumerate(found, 1)]
    return Sheet("tables", header, rows)


def _record(table: Sheet) -> dict[str, str]:
    """Give what a table says of its code, by the labels; nothing if it is no such table."""
    rows = [[cell.strip() for cell in cells] for _, cells in table.rows]
    if len(table.header) != 2 or not rows or any(plain_name(one) not in LABELS for one, _ in rows):
        return {}
    first, second = (cell.strip() for cell in table.header)
    if plain_name(first) in LABELS:
        top = {plain_name(first): second}
    else:
        top = {"code_id": first, "name": second} if second else {"name": first}
    return top | {plain_name(label): text for label, text in rows}
