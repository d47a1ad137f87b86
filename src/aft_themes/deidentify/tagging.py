"""Put tags where names stood."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from aft_themes.corpus.cleaning import Edit, apply_edits


def replaced(clean_text: str, rows: Iterable[Mapping[str, Any]]) -> list[Edit]:
    """List the edits that replace names in a turn.

    Parameters
    ----------
    clean_text : str
        The cleaned turn.
    rows : iterable of mapping
        The turn's rows of the replacements table; ``start``, ``end`` and ``tag`` are used.

    Returns
    -------
    list of tuple
        ``(start, end, "[TAG]")``, sorted.

    Raises
    ------
    ValueError
        If a row lies outside the text.
    """
    edits = sorted((int(row["start"]), int(row["end"]), f"[{row['tag']}]") for row in rows)
    if any(not 0 <= start < end <= len(clean_text) for start, end, _ in edits):
        raise ValueError("a replacement lies outside its turn")
    return edits


def apply_replacements(text: str, rows: Iterable[Mapping[str, Any]]) -> tuple[str, list[Edit]]:
    """Replace names in a turn; what follows them, such as a possessive, stays.

    Parameters
    ----------
    text : str
        The cleaned turn.
    rows : iterable of mapping
        The turn's rows of the replacements table.

    Returns
    -------
    str
        The turn with tags, e.g. ``[SUPERVISOR_1]'s``.
    list of tuple
        The edits, as :func:`replaced` lists them.

    Raises
    ------
    ValueError
        If a row lies outside the text or two rows overlap.
    """
    edits = replaced(text, rows)
    return apply_edits(text, edits).text, edits
