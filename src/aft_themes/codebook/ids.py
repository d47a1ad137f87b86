"""Ids of codes: made of a name, below another code's id, and free."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container

_LONGEST = 40  # letters of a part of an id that is made of a name


def part_of_id(name: str) -> str:
    """Make a part of an id of a code's name: small letters, digits and low lines."""
    letters = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    made = re.sub(r"[^a-z0-9]+", "_", letters)[:_LONGEST].strip("_")
    return made if made[:1].isalpha() else f"code_{made}".strip("_")


def id_below(parent: str, part: str) -> str:
    """Put a part of an id below another code's id; below none it is the id."""
    return f"{parent}.{part}" if parent else part


def free_id(wanted: str, taken: Container[str]) -> str:
    """Return an id that no other code has: the wanted one, or with the next free number."""
    free, number = wanted, 2
    while free in taken:
        free, number = f"{wanted}_{number}", number + 1
    return free
