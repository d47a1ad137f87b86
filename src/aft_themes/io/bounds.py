"""How large a file may be, and what it unpacks to: a larger one is a trap, or no study's file."""

from __future__ import annotations

import zipfile
from pathlib import Path

from aft_themes.errors import InputError

MAX_BYTES = 64 * 2**20
"""Of a file, or of a part of an archive: ten hours of speech as JSON, with times, have half."""
MAX_UNPACKED = 256 * 2**20
"""Of all parts of an archive, pictures included; text packs to a tenth or a twentieth."""


def refuse_larger(path: Path, what: str, fix: str, most: int = MAX_BYTES) -> None:
    """Refuse a file that is too large, before it is read."""
    if path.stat().st_size > most:
        raise InputError(path, f"{what} is larger than {most >> 20} MB.", fix)


def unpacked_size(archive: zipfile.ZipFile) -> int:
    """Sum what the parts of an archive claim to hold; no part gives more when it is read."""
    return sum(part.file_size for part in archive.infolist())
