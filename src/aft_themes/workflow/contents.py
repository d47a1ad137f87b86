"""Checksums of what a rule reads, by which the workflow engine sees that something changed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from aft_themes.provenance.manifest import sha256


class _Rule(Protocol):
    """What is asked of a rule of the workflow engine."""

    name: str

    def expand_input(self, wildcards: dict[str, str]) -> tuple[Iterable[str], Any]: ...


def contents_of(
    rules: Iterable[_Rule], made: Iterable[str], code: Callable[[str], Iterable[str]]
) -> Callable[[str], Callable[[Any], str]]:
    """Give the function by which a rule's params say what its files and its code hold.

    The engine compares dates of files; a file that was put back with an older date is noticed only
    by this checksum. ``code`` lists the modules of a rule. They are no inputs: the engine would ask
    for the size and date of some hundred files each time that it chooses what to run next.
    """
    folders = tuple(f"{folder}/" for folder in made)
    modules = cache(code)

    def contents(name: str) -> Callable[[Any], str]:
        def checksum(wildcards: Any) -> str:  # noqa: ANN401  # the engine's own type
            rule = next(rule for rule in rules if rule.name == name)
            inputs = rule.expand_input(dict(wildcards.items()))[0]
            return checksum_of([*inputs, *modules(name)], folders)

        return checksum

    return contents


def checksum_of(files: Iterable[str], made: tuple[str, ...]) -> str:
    """Give one checksum for files, whatever their dates; what rules make is left out."""
    brought = sorted({str(path) for path in files if not str(path).startswith(made)})
    sums = (_checksum(path, *_state(path)) for path in brought if Path(path).is_file())
    return hashlib.sha256("".join(sums).encode()).hexdigest()


def _state(path: str) -> tuple[int, int]:
    found = Path(path).stat()
    return found.st_ctime_ns, found.st_size  # unlike the date, nobody can set this time


@cache  # a file that many rules read is read once
def _checksum(path: str, changed: int, size: int) -> str:
    return sha256(Path(path))
