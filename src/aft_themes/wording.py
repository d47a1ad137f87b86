"""Numbers with their nouns, so that no sentence says "1 files"."""

from __future__ import annotations


def count(number: int, one: str, many: str = "") -> str:
    """Print a number with its noun: one, or many, which ends in s unless it is given.

    Parameters
    ----------
    number : int
    one : str
        The noun for a single thing, with what depends on it: ``"file is"``.
    many : str
        The noun for any other number; empty: ``one`` with an s.

    Returns
    -------
    str
        Such as ``"1 file"`` or ``"1,200 files"``.
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"
