"""What a run imports: the projects of other programs that lie among the coders' files."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from aft_themes.catalog import IMPORT_MAPPING, IMPORTED_FILES
from aft_themes.coding.coder_assignments import Note
from aft_themes.exchange.import_rows import COLUMNS
from aft_themes.exchange.importing import Imported
from aft_themes.io.parquet import empty_frame


def rows_table(found: Imported) -> pd.DataFrame:
    """Make a coder's table of all rows."""
    return pd.DataFrame(found.rows, columns=list(COLUMNS))


def files_table(found: Imported) -> pd.DataFrame:
    """Say what became of each file, by ``IMPORTED_FILES``."""
    numbers = ("codings", "rows", "waiting", "left_out", "doubles")
    records = [
        {
            "file": one.report.file,
            "program": one.report.program,
            "positions": one.report.positions,
            **{name: getattr(one.report, name) for name in numbers},
            "lost": len(one.losses),
            "problem": "",
            "fix": "",
        }
        for one in found.outcomes
    ]
    records += [
        {
            "file": error.file,
            "program": "",
            "positions": "",
            **dict.fromkeys((*numbers, "lost"), 0),
            "problem": error.problem,
            "fix": error.fix,
        }
        for error in found.problems
    ]
    if not records:
        return empty_frame(IMPORTED_FILES)
    frame = pd.DataFrame(records, columns=IMPORTED_FILES.schema.names)
    return frame.sort_values("file", kind="stable").reset_index(drop=True)


def notes(found: Imported) -> Iterator[Note]:
    """Tell which files were not read, and whose codings wait for a person."""
    for error in found.problems:
        yield Note("file_not_read", error.file, error.problem, error.fix)
    for one in found.outcomes:
        if one.report.waiting:
            yield Note(
                "codings_wait",
                one.report.file,
                f"{one.report.waiting} of {one.report.codings} codings wait for the mapping.",
                f"fill in the column `ours` of {IMPORT_MAPPING.path} in the study's folder; "
                "`aft-themes import --study <study>` writes this file.",
            )
