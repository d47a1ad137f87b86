"""How a sheet of codings is laid out: in which columns codes stand, and whose they are."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from aft_themes.codebook.codes import Codebook
from aft_themes.coding.code_cells import below_theme
from aft_themes.coding.code_marks import is_marked
from aft_themes.coding.named_coders import coders_behind_codes, codes_with_coders, marking_coders
from aft_themes.documents.headers import (
    code_places,
    coder_places,
    coding_columns,
    is_remark,
    level_places,
    lower_code,
    round_places,
)
from aft_themes.documents.tables import Sheet
from aft_themes.errors import InputError

_APPLIED = re.compile(r"code\s*:\s*(.+?)\s+applied", re.IGNORECASE)  # Dedoose's columns


@dataclass(frozen=True)
class SheetLayout:
    """Where a sheet's codes stand.

    Parameters
    ----------
    columns : dict of str to int
        The column of each field, such as ``quote``.
    marked : dict of int to str
        Columns that each stand for a code and hold marks.
    of_coders : dict of int to str
        Columns that each hold one coder's codes.
    named : list of int
        Columns that hold codes, whoever gave them.
    below : int or None
        A column of codes below those of the column ``code``.
    levels : list of int
        Columns of the themes above the codes.
    rounds : list of int
        Columns of rounds of coding, which are not read.
    marking : dict of int to str
        Columns that each hold one coder's marks beside a column of codes.
    behind : frozenset of str
        Coders who stand in brackets behind codes.
    """

    columns: dict[str, int]
    marked: dict[int, str]
    of_coders: dict[int, str]
    named: list[int]
    below: int | None
    levels: list[int]
    rounds: list[int]
    marking: dict[int, str]
    behind: frozenset[str]

    @property
    def used(self) -> set[int]:
        """The columns that are read, or known."""
        return {
            *self.columns.values(),
            *self.marked,
            *self.of_coders,
            *self.named,
            *([] if self.below is None else [self.below]),
            *self.levels,
            *self.rounds,
            *self.marking,
        }

    def texts(
        self, fields: Mapping[str, str], cells: Sequence[str], coder: str, codebook: Codebook
    ) -> list[tuple[str, str]]:
        """Give the texts of a row that hold codes, each with its coder."""
        told = [(who, cells[at]) for at, who in self.of_coders.items()]
        own = [who for at, who in self.marking.items() if is_marked(cells[at])]
        for text in self._codes(fields, cells, codebook):
            for one in own if self.marking else [coder]:
                told += [
                    (who, below_theme(code, cells, self.levels, codebook))
                    for who, code in codes_with_coders(text, self.behind, one)
                ]
        if not self.named and self.levels:
            told.append((coder, below_theme("", cells, self.levels, codebook)))
        return told

    def _codes(
        self, fields: Mapping[str, str], cells: Sequence[str], codebook: Codebook
    ) -> list[str]:
        code = fields.get("code", "")
        if self.below is not None and cells[self.below].strip():
            code = _lower(code, cells[self.below].strip(), codebook)
        return [code if at == self.columns.get("code") else cells[at] for at in self.named]


def layout_of(path: Path, sheet: Sheet, columns: dict[str, int], codebook: Codebook) -> SheetLayout:
    """Find the columns of a sheet that hold codes; an error if none does."""
    header = sheet.header
    applied = any(_APPLIED.fullmatch(name.strip()) for name in header)
    marked = {} if "code" in columns and not applied else code_columns(header, codebook)
    of_coders = coder_places(header)
    own = bool(marked or of_coders)
    named = [] if own else code_places(header, columns)
    if not named and not own and not level_places(header, []):
        raise InputError(path, "no column holds a code.", "name it `code`.", "row 1")
    below = None if own else lower_code(header, columns)
    levels = [] if own else level_places(header, named)
    read = {*columns.values(), *marked, *of_coders, *named, *([] if below is None else [below])}
    rounds = [at for at in round_places(header) if at not in read]
    marking: dict[int, str] = {}
    if named and not of_coders and "coder" not in columns:
        marking = marking_coders(sheet, read | {*rounds, *levels})
    if any(map(codebook.find, marking.values())):
        marking = {}  # these are codes
    behind = coders_behind_codes([cells[at] for _, cells in sheet.rows for at in named])
    return SheetLayout(columns, marked, of_coders, named, below, levels, rounds, marking, behind)


def field_columns(header: Sequence[str], codebook: Codebook) -> dict[str, int]:
    """Say in which column each field stands; beside columns of codes, remarks are no codes."""
    found = coding_columns(header)
    remarks = "code" in found and is_remark(header[found["code"]])
    if remarks and code_columns(header, codebook):
        return {"memo" if field == "code" else field: at for field, at in found.items()}
    return found


def code_columns(header: Sequence[str], codebook: Codebook) -> dict[int, str]:
    """Find the columns that each stand for a code; those that say so may be unknown codes."""
    found = {}
    for at, name in enumerate(header):
        applied = _APPLIED.fullmatch(name.strip())
        if applied:
            found[at] = applied[1]
        elif len(codebook.find(name)) == 1:
            found[at] = name
    return found


def _lower(code: str, below: str, codebook: Codebook) -> str:
    """Write the code of a column `Subcode`, below that of the column `Code` if both are needed."""
    path = f"{code} > {below}"
    return path if len(codebook.find(path)) == 1 else below
