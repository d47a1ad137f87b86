"""Problems in a file, collected so that one error lists all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from aft_themes.errors import InputError

_MOST = 100  # a file of a wrong kind has a problem in every row; a longer list does not help


@dataclass(frozen=True)
class FileProblem:
    """What is wrong in one place of a file, and what to do about it."""

    problem: str
    fix: str
    where: str = ""


def raise_problems(path: str | Path, problems: Sequence[FileProblem]) -> None:
    """Raise one error that tells all problems of a file; none if there are none."""
    if not problems:
        return
    if len(problems) == 1:
        only = problems[0]
        raise InputError(path, only.problem, only.fix, only.where)
    lines = [
        f"\n  {f'{one.where}: ' if one.where else ''}{one.problem} Fix: {one.fix}"
        for one in problems[:_MOST]
    ]
    more = f"\n  and {len(problems) - _MOST} more" if len(problems) > _MOST else ""
    raise InputError(
        path,
        f"{len(problems)} problems.{''.join(lines)}{more}\n ",
        "correct them, and check again.",
    )
