"""What a person hid or crossed out in a workbook of codings: nobody can know whether it counts."""

from __future__ import annotations

from pathlib import Path

from aft_themes.documents.headers import are_coded_quotes
from aft_themes.documents.marked_rows import marked_sheets
from aft_themes.documents.tables import below_titles
from aft_themes.io.problems import FileProblem
from aft_themes.wording import some_of

_SHOWN_ROWS = 5  # enough to see which are meant


def hidden_or_struck(path: Path) -> list[FileProblem]:
    """Name hidden sheets with codings, and rows of codings that are struck through."""
    found = []
    for number, sheet in enumerate(marked_sheets(path), 1):
        filled = [(at, cells) for at, cells in sheet.rows if any(cells)]
        header = below_titles(filled)[0] if filled else (0, [])
        if not are_coded_quotes(header[1]):
            continue
        if sheet.hidden:
            found.append(
                FileProblem(
                    "is hidden and holds codings.",
                    "show it in Excel if they count; otherwise delete it.",
                    f"{path.name} [sheet {number}]",
                )
            )
        struck = [at for at in sheet.struck if at > header[0]]
        if struck:
            shown = some_of([str(at) for at in struck], _SHOWN_ROWS)
            found.append(
                FileProblem(
                    f"has rows that are struck through: {shown}.",
                    "delete these rows if they no longer count; otherwise undo the strikethrough.",
                    f"{path.name} [sheet {number}]",
                )
            )
    return found
