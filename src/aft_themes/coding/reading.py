"""Read the coders' files: tables of codings as people and programs write them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import pandas as pd

from aft_themes.codebook.codes import VALENCES, Codebook, read_valence
from aft_themes.coding.code_cells import (
    as_typed,
    code_and_valence,
    codes_in_cell,
    is_unsure,
)
from aft_themes.coding.code_marks import is_marked, is_unmarked, unclear_marks
from aft_themes.coding.coder_assignments import plain
from aft_themes.coding.marked_sheets import hidden_or_struck
from aft_themes.coding.named_coders import (
    coders_behind_codes,
    marking_coders,
)
from aft_themes.coding.quoted_documents import coding_sheets, quotes_in, sheet_of
from aft_themes.coding.sheet_layout import SheetLayout, code_columns, field_columns, layout_of
from aft_themes.documents.headers import (
    THEMES,
    are_coded_quotes,
    coder_places,
    codes_before_and_after,
    coding_columns,
    plain_name,
    twice_named,
)
from aft_themes.documents.tables import Sheet, is_total, open_table
from aft_themes.errors import InputError
from aft_themes.io.problems import FileProblem, raise_problems
from aft_themes.io.spreadsheets import ROW
from aft_themes.vocabulary import Valence
from aft_themes.wording import count, some_of

CODED_COLUMNS = (
    "interview", "quote", "code", "turn", "valence", "coder", "memo", "position", "hint", "file",
    ROW,
)  # fmt: skip
_SHOWN_ROWS = 5  # that a message lists: enough to see the kind of mistake
# columns that hold no coding: numbers of rows, dates, and what `init` puts above codes
_MEANS_NOTHING = (
    THEMES
    | frozenset(
        "id nr no number row source date created modified creation_date time datum fecha "
        "unnamed_0 x".split()
    )
    | {""}
)
MATRIX = "holds numbers or marks for each row, and no words: nothing says where a code is given."
MATRIX_FIX = (
    "export the coded words, with interview, quote and code; who has which code can be compared "
    "with tables/code_by_participant.csv after a run."
)
_SETTLED = re.compile(r"\b(?:agreed|consensus|settled|reconciled|resolved)\b", re.IGNORECASE)
_AGAIN = 0.2  # share of a sheet's rows; two coders of one passage agree in more
_AS_WRITTEN = ("quote", "memo", "code")  # a sign before a code may belong to its name
_NUMBER = re.compile(r"\D{0,12}?(\d{1,6})(?:[.,]0+)?\D{0,3}")


@dataclass
class _Found:
    """What was read so far: rows, and what is wrong."""

    rows: list[dict[str, Any]] = field(default_factory=list)
    unknown: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    uncoded: dict[str, list[int]] = field(default_factory=dict)
    problems: list[FileProblem] = field(default_factory=list)
    settled: dict[str, str] = field(default_factory=dict)
    unread: dict[str, list[str]] = field(default_factory=dict)
    nobodys: Counter[str] = field(default_factory=Counter)
    unsure: Counter[str] = field(default_factory=Counter)
    rounds: dict[str, list[str]] = field(default_factory=dict)
    beside: dict[str, list[int]] = field(default_factory=dict)


@dataclass(frozen=True)
class CodingRows:
    """Rows of the coders' files.

    Parameters
    ----------
    rows : pandas.DataFrame
        Columns ``CODED_COLUMNS``: a row for each code of each row of the files. ``hint`` is the
        name of the sheet or file, which may name the interview where no column does.
    uncoded : dict of str to list of int
        Numbers of rows without any code, by file. A row that says "none" is no such row, nor one
        without a mark where each code has a column of marks.
    without_rows : tuple of str
        Names of files that hold no codings, such as a coder's who found nothing.
    settled : dict of str to str
        The column of codes that coders agreed on, beside a column for each of them, by file.
    unread : dict of str to list of str
        Columns that hold something and mean nothing to the program, by file.
    nobodys : dict of str to int
        Rows whose cell for the coder is empty where other rows name several coders, by file.
    unsure : dict of str to int
        Codings whose code has a question mark behind it, by file.
    rounds : dict of str to list of str
        Columns of rounds of coding beside a column of codes, which alone counts, by file.
    beside : dict of str to list of int
        Numbers of rows with neither a quote nor a known code, such as totals, by file.
    """

    rows: pd.DataFrame
    uncoded: dict[str, list[int]]
    without_rows: tuple[str, ...]
    settled: dict[str, str]
    unread: dict[str, list[str]] = field(default_factory=dict)
    nobodys: dict[str, int] = field(default_factory=dict)
    unsure: dict[str, int] = field(default_factory=dict)
    rounds: dict[str, list[str]] = field(default_factory=dict)
    beside: dict[str, list[int]] = field(default_factory=dict)


def load_codings(paths: Iterable[Path], codebook: Codebook) -> CodingRows:
    """Read the coders' files; follow codes that were renamed, and check codes and valences."""
    found = _Found()
    empty = []
    paths = sorted(paths)
    for path in paths:
        before = len(found.rows)
        try:
            _read_file(path, codebook, found)
            empty += [path.stem] if len(found.rows) == before else []
        except InputError as error:
            where = f"{path.name}, {error.where}" if error.where else path.name
            found.problems.append(FileProblem(error.problem, error.fix, where))
    problems = [*_of_one_name(paths), *found.problems, *_unknown(found.unknown, codebook)]
    raise_problems("codings", problems)
    frame = pd.DataFrame(found.rows, columns=list(CODED_COLUMNS))
    frame = frame.drop_duplicates(["file", ROW, "code", "coder"]).reset_index(drop=True)
    return CodingRows(
        frame,
        {name: numbers for name, numbers in found.uncoded.items() if numbers},
        tuple(empty),
        found.settled,
        found.unread,
        +found.nobodys,
        +found.unsure,
        found.rounds,
        {name: list(dict.fromkeys(numbers)) for name, numbers in found.beside.items() if numbers},
    )


def _of_one_name(paths: Iterable[Path]) -> list[FileProblem]:
    """Name files that are called alike: a row is known by its file's name."""
    names = Counter(path.name for path in paths)
    return [
        FileProblem("is the name of two files.", "rename the one in codings.", name)
        for name, number in sorted(names.items())
        if number > 1
    ]


def _read_file(path: Path, codebook: Codebook, found: _Found) -> None:
    tables = [(sheet, field_columns(sheet.header, codebook)) for sheet in coding_sheets(path)]
    sheets = [one for one in tables if {"interview", "quote"} <= set(one[1])]
    sheets = sheets or [one for one in tables if are_coded_quotes(one[0].header)]
    sheets = sheets or [
        one for one in tables if "quote" in one[1] and code_columns(one[0].header, codebook)
    ]
    quotes = [] if sheets else quotes_in(path)
    if quotes:
        tables = [(sheet, coding_columns(sheet.header)) for sheet in [sheet_of(quotes)]]
        sheets = tables
    if not sheets:
        if is_matrix(path):
            raise InputError(path, MATRIX, MATRIX_FIX)
        raise InputError(
            path,
            "no columns of codings are found.",
            "name them interview, quote and code in the first row.",
            "row 1",
        )
    for sheet, _ in sheets:
        if twice := twice_named(sheet.header):
            raise InputError(
                path,
                f"the columns {' and '.join(twice)} stand twice: two tables beside one another.",
                "put each table into a file or a sheet of its own.",
            )
        if changed := codes_before_and_after(sheet.header):
            raise InputError(
                path,
                f"holds codes before and after a decision, in {' and '.join(changed)}.",
                "keep the column that counts, and delete the other one here.",
                "row 1",
            )
    found.problems += hidden_or_struck(path)
    coders = _coders_of(path, sheets)
    for (sheet, columns), coder in zip(sheets, coders, strict=True):
        # by number: a sheet's name may be a person's, and stands in outputs
        number = [id(one) for one, _ in tables].index(id(sheet)) + 1
        name = f"{path.name} [sheet {number}]" if len(sheets) > 1 else path.name
        _read_sheet(coder, path, name, sheet, columns, codebook, found)


def coders_in(tables: Iterable[Path]) -> set[str]:
    """Name the coders of tables of codings: in a column of theirs, or a column for each."""
    found: set[str] = set()
    for sheet in (sheet for path in tables for sheet in coding_sheets(path)):
        columns = coding_columns(sheet.header)
        at = columns.get("coder")
        found |= {*coder_places(sheet.header).values()}
        if "code" in columns and at is None:
            found |= {*marking_coders(sheet, columns.values()).values()}
            found |= coders_behind_codes([cells[columns["code"]] for _, cells in sheet.rows])
        found |= set() if at is None else {cells[at].strip() for _, cells in sheet.rows}
    return found - {""}


def is_matrix(path: Path) -> bool:
    """Tell whether several columns hold numbers or marks, and all but the first hold nothing else.

    Such a table says who has which code, or how often, and not where.
    """
    sheets = [sheet for sheet in open_table(path) if len(sheet.header) > 2]
    cells = [cell.strip() for sheet in sheets for _, row in sheet.rows for cell in row[1:]]
    filled = [cell for cell in cells if cell]
    return bool(filled) and all(
        _NUMBER.fullmatch(cell) or is_marked(cell) or is_unmarked(cell) for cell in filled
    )


def _coders_of(path: Path, sheets: Sequence[tuple[Sheet, dict[str, int]]]) -> list[str]:
    """Name who coded each sheet: the file, but numbers where sheets say the same again.

    Nobody gives the same code to the same words twice, so these are sheets of several coders.
    """
    said = [
        {(c[at["interview"]], c[at["quote"]], c[at["code"]]) for _, c in sheet.rows}
        for sheet, at in sheets
        if {"interview", "quote", "code"} <= set(at) and "coder" not in at
    ]
    again = any(
        len(one & other) >= max(_AGAIN * min(len(one), len(other)), 1)
        for one, other in combinations(said, 2)
    )
    if len(said) < len(sheets) or not again:
        return [path.stem] * len(sheets)
    return [f"{path.stem}_{number}" for number in range(1, len(sheets) + 1)]


def _read_sheet(
    file_coder: str,
    path: Path,
    name: str,
    sheet: Sheet,
    columns: dict[str, int],
    codebook: Codebook,
    found: _Found,
) -> None:
    sheet = _without_totals(name, sheet, found)
    layout = layout_of(path, sheet, columns, codebook)
    if layout.rounds and "code" in columns:
        found.rounds[name] = [sheet.header[at] for at in layout.rounds]
    found.problems += unclear_marks(name, sheet, layout.marked)
    _tell_columns(name, sheet, layout, found)
    several = len(_named_coders(sheet, columns)) > 1
    hint = sheet.name if name != path.name else path.stem
    for number, get, cells in _filled_down(sheet, columns):
        found.nobodys[name] += several and not get.get("coder")
        coder = get.get("coder") or file_coder
        texts = layout.texts(get, cells, coder, codebook)
        found.unsure[name] += sum(is_unsure(text, codebook) for _, text in texts)
        given = [(who, code) for who, text in texts for code in codes_in_cell(text, codebook)]
        given += [(coder, code) for at, code in layout.marked.items() if is_marked(cells[at])]
        if given:
            row = _row(get, found, file=name, number=number) | {"hint": hint}
            _add_codes(row, given, codebook, found)
        elif not layout.marked and not any(any(map(str.isalpha, text)) for _, text in texts):
            found.uncoded.setdefault(name, []).append(number)


def _row(get: Mapping[str, str], found: _Found, *, file: str, number: int) -> dict[str, Any]:
    """Make the row of a coding, but for its code and coder; note a valence that is unknown."""
    valence = read_valence(get.get("valence", ""))
    if valence not in VALENCES:
        found.unknown.setdefault(("valence", valence), []).append(f"{file} row {number}")
    fields = ("interview", "quote", "turn", "memo", "position")
    return {field: get.get(field, "") for field in fields} | {
        "valence": valence,
        "file": file,
        ROW: number,
    }


def _add_codes(
    row: dict[str, Any], given: Sequence[tuple[str, str]], codebook: Codebook, found: _Found
) -> None:
    """Add a row for each code that a coder gave; without words, an unknown code is a remark."""
    for who, text in dict.fromkeys(given):
        code, behind = code_and_valence(text, codebook)
        known = codebook.find(code)
        if len(known) == 1:
            told = behind if row["valence"] == Valence.NONE and behind else row["valence"]
            found.rows.append({**row, "code": known[0], "coder": who, "valence": told})
        elif not known and not row["quote"]:
            found.beside.setdefault(row["file"], []).append(row[ROW])
        else:
            place = f"{row['file']} row {row[ROW]}"
            found.unknown.setdefault(("code", code), []).append(place)


def _without_totals(name: str, sheet: Sheet, found: _Found) -> Sheet:
    """Leave out rows that count what stands above them, and keep their numbers."""
    totals = [number for number, cells in sheet.rows if is_total(cells)]
    found.beside.setdefault(name, []).extend(totals)
    return replace(sheet, rows=[row for row in sheet.rows if row[0] not in totals])


def _tell_columns(name: str, sheet: Sheet, layout: SheetLayout, found: _Found) -> None:
    """Keep the names of columns that are not read: what coders settled, and all others."""
    settled = []
    if layout.of_coders:
        settled = [one for one in sheet.header if _SETTLED.search(one)]
        settled += [sheet.header[at] for at in [layout.columns.get("code")] if at is not None]
    if settled:
        found.settled[name] = settled[0]
    if unread := [one for one in _filled_columns(sheet, layout.used) if one not in settled]:
        found.unread[name] = unread


def _named_coders(sheet: Sheet, columns: dict[str, int]) -> set[str]:
    return set(_coder_cells(sheet, columns.get("coder"))) - {""}


def _coder_cells(sheet: Sheet, at: int | None) -> list[str]:
    """Give the cells of a column of coders; letter case and spaces make no second coder."""
    return [] if at is None else [plain(cells[at]) for _, cells in sheet.rows]


def _filled_columns(sheet: Sheet, used: set[int]) -> list[str]:
    """Name the columns that hold something and are not used."""
    return [
        name or f"column {at + 1}, which has no name"
        for at, name in enumerate(sheet.header)
        if at not in used
        and (not name or plain_name(name) not in _MEANS_NOTHING)
        and any(cells[at].strip() and (name or _says(cells[at])) for _, cells in sheet.rows)
    ]


def _says(cell: str) -> bool:
    """Tell whether a cell below no name holds words; numbers may count the rows."""
    return any(map(str.isalpha, cell))


def _filled_down(
    sheet: Sheet, columns: dict[str, int]
) -> Iterator[tuple[int, dict[str, str], list[str]]]:
    """Give the rows; a merged cell over several rows counts for each of them.

    A row that names no interview belongs to the one above, and if it has no quote either, its code
    is a further one of the quote above. Where codes stand before all else, as headings of what
    was said, a row without a code belongs to the code above. Where the coder stands only on the
    first row of what each gave, the rows below are that coder's.
    """
    above: dict[str, str] = {}
    row_above = 0
    by_coder = ["coder"] * _is_named_once(sheet, columns.get("coder"))
    by_code = columns.get("code") == min(columns.values())
    for number, cells in sheet.rows:
        get = {field: cells[at].strip() for field, at in columns.items()}
        get |= {field: as_typed(get[field]) for field in get if field not in _AS_WRITTEN}
        merged = ["code"] if by_code and get["quote"] else []
        if not get.get("interview") and above:
            merged += ["interview", "coder"]
            beside = get["quote"] or by_code or number != row_above + 1
            merged += [] if beside else ["quote", "turn"]
        merged += by_coder if get["quote"] else []
        get |= {field: above[field] for field in merged if field in above and not get[field]}
        above, row_above = get, number
        if get["quote"] or not by_code:
            yield number, get, cells


def _is_named_once(sheet: Sheet, at: int | None) -> bool:
    """Tell whether a column names several people, each on the first row of a group alone.

    Where more rows name somebody than not, cells were left empty for another reason.
    """
    cells = _coder_cells(sheet, at)
    named = [cell for cell in cells if cell]
    changes = all(one != other for one, other in pairwise(named))
    return len(named) > 1 and bool(cells[0]) and changes and 2 * len(named) <= len(cells)


def _unknown(unknown: dict[tuple[str, str], list[str]], codebook: Codebook) -> list[FileProblem]:
    problems = []
    for (what, value), places in sorted(unknown.items(), key=lambda item: -len(item[1])):
        shown = some_of(places, _SHOWN_ROWS)
        several = codebook.find(value) if what == "code" else ()
        near = several or (codebook.nearest(value) if what == "code" else VALENCES)
        problem = (
            f"{value[:60]!r} is the name of {len(several)} codes"
            if several
            else f"unknown {what} {value[:60]!r}"
        )
        problems.append(
            FileProblem(
                f"{problem}, {count(len(places), 'time')}: {shown}.",
                f"perhaps {', '.join(near)}"
                + ("; or add it to the codebook." if what == "code" else "."),
            )
        )
    return problems


def turn_number(text: str) -> int:
    """Return the turn's number of a cell such as ``2``, ``2.0`` or ``turn 2``; 0 if it has none."""
    match = _NUMBER.fullmatch(text.strip())
    return int(match[1]) if match else 0
