"""What an answer is, and what it needs of a study."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pandas as pd

from aft_themes.codebook.codes import Codebook
from aft_themes.errors import InputError
from aft_themes.io.entries import Entry
from aft_themes.settings import Settings
from aft_themes.themes.authors_themes import AuthorsTheme


class Stages(Protocol):
    """What an answer needs of a study; :class:`~aft_themes.study.Study` has it."""

    # ruff: noqa: D102  # the study's own docstrings say it

    @property
    def themes(self) -> pd.DataFrame: ...
    @property
    def theme_groups(self) -> pd.DataFrame: ...
    @property
    def theme_participants(self) -> pd.DataFrame: ...
    @property
    def quotes(self) -> pd.DataFrame: ...
    @property
    def segments(self) -> pd.DataFrame: ...
    @property
    def participants(self) -> pd.DataFrame: ...
    @property
    def codebook(self) -> Codebook: ...
    @property
    def turns(self) -> pd.DataFrame: ...
    @property
    def settings(self) -> Settings: ...
    @property
    def authors_themes(self) -> tuple[AuthorsTheme, ...]: ...
    def codings(self) -> pd.DataFrame: ...
    def path(self, entry: Entry) -> Path: ...
    def table(self, name: str) -> pd.DataFrame: ...


@dataclass(frozen=True)
class Answer:
    """An answer: a table, and how it looks in a notebook.

    Parameters
    ----------
    frame : pandas.DataFrame
        The rows, to go on working with.
    html : str
        What a notebook shows.
    """

    frame: pd.DataFrame
    html: str

    def __len__(self) -> int:
        return len(self.frame)

    def __repr__(self) -> str:
        return self.frame.to_string(index=False)

    def _repr_html_(self) -> str:
        return self.html


def known_code(codebook: Codebook, code: str) -> str:
    """Give the code back if the codebook has it."""
    if code in codebook:
        return code
    near = ", ".join(codebook.nearest(code))
    raise InputError(code, "is not a code of the codebook.", f"perhaps {near}." if near else "")


def codes_below(codebook: Codebook, code: str) -> list[str]:
    """List the codes right below one, or itself; the domains without one."""
    if not code:
        return [one.id for one in codebook.codes if not one.parent]
    below = [one.id for one in codebook.children(known_code(codebook, code))]
    return below or [code]


def people_where(study: Stages, where: Mapping[str, str]) -> set[str]:
    """Give the participants that have these attributes."""
    people = study.participants
    for name, value in where.items():
        if name not in people:
            raise InputError(
                name, "is not an attribute of the participants.", "see study.participants."
            )
        people = people[people[name] == value]
    return set(people["participant"])
