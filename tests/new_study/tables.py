"""Read the tables that a new study has."""

import csv
from pathlib import Path


def read_rows(path: Path) -> list[dict[str, str]]:
    """Read a CSV table, each row by its columns."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))
