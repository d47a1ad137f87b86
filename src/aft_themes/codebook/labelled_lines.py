"""Codebooks that are lines with labels, some for each code: ``Code: x``, ``Definition: ...``."""

from __future__ import annotations

import re
from collections.abc import Iterable

from aft_themes.documents.headers import CODEBOOK_COLUMNS, find_columns, plain_name
from aft_themes.documents.tables import Sheet

_LABEL = re.compile(r"\W{0,3}(?P<label>[^\W\d_][\w /()-]{1,40}?)\s*:(?:\s+(?P<value>\S.*))?\s*")
_LEAST_CODES = 3
LABELS = {
    plain_name(name)
    for field, names in CODEBOOK_COLUMNS.items()
    for name in (field, *names)
}  # fmt: skip
"""What codebooks call the parts of a code's definition, in plain small letters."""


def labelled_sheet(lines: Iterable[str]) -> Sheet | None:
    """Read such lines as a table with a column for each label; None if they are no codebook."""
    header: list[str] = []
    rows: list[tuple[int, dict[str, str]]] = []
    last = ""
    for number, line in enumerate(lines, 1):
        label = _LABEL.fullmatch(line)
        name = plain_name(label["label"]) if label else ""
        if label and name in LABELS:
            header += [name] * (name not in header)
            if name == header[0]:
                rows.append((number, {}))
            last = name
            rows[-1][1][name] = label["value"] or ""
        elif last and line.strip():
            rows[-1][1][last] = f"{rows[-1][1][last]}\n{line.strip()}".strip()
    columns = find_columns(header, CODEBOOK_COLUMNS)
    defined = len(columns) > 1 and bool({"name", "path"} & set(columns))
    if not defined or len(rows) < _LEAST_CODES:
        return None
    return Sheet(
        "lines", header, [(at, [row.get(name, "") for name in header]) for at, row in rows]
    )
