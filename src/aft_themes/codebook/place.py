"""Where a study's codebook lies; the workflow asks this at every start, so it loads nothing."""

from __future__ import annotations

from pathlib import Path

_KINDS = "yaml yml csv tsv xlsx ods xls docx md qdc json txt pdf rtf odt html mm opml"
_NAMES = tuple(f"codebook.{kind}" for kind in _KINDS.split())


def find_codebook(folder: Path) -> Path:
    """Return a study's codebook, whatever its format; ``codebook.yaml`` if it has none."""
    paths = [folder / name for name in _NAMES]
    return next((path for path in paths if path.is_file()), paths[0])
