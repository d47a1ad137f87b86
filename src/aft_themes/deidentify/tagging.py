"""Put tags where names stood."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from aft_themes.corpus.cleaning import Edit, apply_edits


def replaced(clean_text: str, rows: Iterable[Mapping[str, Any]]) -> list[Edit]:
    """List the edits that replace names in a turn."""
    edits = sorted((int(row["start"]), int(row["end"]), f"[{row['tag']}]") for row in rows)
    if any(not 0 <= start < end <= len(clean_text) for start, end, _ in edits):
        raise ValueError("a replacement lies outside its turn")
    return edits


def apply_replacements(text: str, rows: Iterable[Mapping[str, Any]]) -> tuple[str, list[Edit]]:
    """Replace names in a turn; what follows them, such as a possessive, stays."""
    edits = replaced(text, rows)
    return apply_edits(text, edits).text, edits
