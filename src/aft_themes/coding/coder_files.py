"""All rows of the coders' files, with the study's ids, and notes about the files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from aft_themes.codebook.codes import Codebook, is_number
from aft_themes.coding.coder_assignments import Note, name_coders, name_interviews
from aft_themes.coding.coder_parts import name_by_interview
from aft_themes.coding.files import sort_files
from aft_themes.coding.one_coder_or_two import join_parts
from aft_themes.coding.reading import CodingRows, load_codings
from aft_themes.coding.row_coders import name_rows_coders
from aft_themes.coding.versions import ask_about_left_over, ask_about_versions
from aft_themes.wording import count, some_of

TYPED = "typed_codes"
"""Name of the coder, and of the file, of codings that a new study took out of the words."""
_SHOWN = 8  # columns or rows that a message lists


@dataclass(frozen=True)
class CoderRows:
    """Rows of all coders' files.

    Parameters
    ----------
    coded : pandas.DataFrame
        As :func:`~aft_themes.coding.reading.load_codings` gives them, with ids of interviews and
        coders as ``interviews.csv`` spells them.
    interviews : pandas.DataFrame
        ``interviews.csv``, each coder spelt in one way.
    coders : frozenset of str
        Everybody who has a file or a row.
    notes : list of Note
        Files that were not read, rows without a code, ids that were understood as another.
    """

    coded: pd.DataFrame
    interviews: pd.DataFrame
    coders: frozenset[str]
    notes: list[Note]


def read_coder_files(
    paths: Iterable[Path], codebook: Codebook, interviews: pd.DataFrame
) -> CoderRows:
    """Read every file of ``codings/`` that holds codings."""
    files = sort_files(paths)
    notes = [
        Note("file_not_read", file.path.name, file.problem, file.fix)
        for file in files
        if file.kind == "other"
    ]
    found = load_codings([file.path for file in files if file.kind == "codings"], codebook)
    notes += _about_tables(found)
    named = name_interviews(found.rows, interviews)
    named, without, by_interview = name_by_interview(named, found.without_rows, interviews)
    named = name_rows_coders(named, interviews)
    coders = pd.DataFrame({"coder": sorted({*named["coder"], *without})})
    spelt, listed, otherwise = name_coders(coders, interviews)
    ids = dict(zip(coders["coder"], spelt["coder"], strict=True))
    coded, parts = join_parts(named.assign(coder=named["coder"].map(ids)), listed)
    without = [ids[name] for name in without]
    present = frozenset({*coded["coder"], *without})
    asked = [*ask_about_versions(coded), *ask_about_left_over(coded)]
    asked += [*_ask_about_numbers(coded, codebook), *_ask_about_typed(coded)]
    return CoderRows(coded, listed, present, [*notes, *by_interview, *otherwise, *parts, *asked])


def _ask_about_numbers(coded: pd.DataFrame, codebook: Codebook) -> Iterator[Note]:
    """Ask where 1.1 may be 1.10: a spreadsheet program drops the zero of what it takes for one."""
    numbers = {code.label: code.id for code in codebook.codes if is_number(code.label)}
    used = set(coded["code"])
    for number, code in numbers.items():
        longer = f"{number}0"
        if "." in number and longer in numbers and code in used and numbers[longer] not in used:
            for file in sorted(coded.loc[coded["code"] == code, "file"].unique()):
                yield Note(
                    "perhaps_other_code",
                    file,
                    f"has the code {number}, and no file has {longer}: a spreadsheet program makes "
                    f"{number} of {longer} where the column holds no text.",
                    "compare with what the coder wrote; make the column text, or write names.",
                )


def _ask_about_typed(coded: pd.DataFrame) -> Iterator[Note]:
    """Ask about codings that `init` took out of the words, until somebody puts a name to them."""
    for file, own in coded[coded["coder"] == TYPED].groupby("file"):
        yield Note(
            "typed_codes",
            str(file),
            f"has {count(len(own), 'coding')} that stood as marks in the words of transcripts; "
            "which words each is about is a guess.",
            "compare them, correct the table, and name it after who coded.",
        )


def _about_tables(found: CodingRows) -> list[Note]:
    """Say what of the tables was not read, and what counts although it may not be meant."""
    return [
        Note(kind, file, say(value), fix)
        for kind, by_file, say, fix in _ABOUT_TABLES
        for file, value in by_file(found).items()
    ]


def _rows(numbers: Sequence[int], what: str) -> str:
    return (
        f"has {count(len(numbers), 'row')} {what}: row {some_of(list(map(str, numbers)), _SHOWN)}."
    )


# the kind of a note, what it is about in each file, how that is said, and the fix
_ABOUT_TABLES: tuple[
    tuple[str, Callable[[CodingRows], Mapping[str, Any]], Callable[[Any], str], str], ...
] = (
    (
        "rows_without_code",
        lambda found: found.uncoded,
        lambda numbers: _rows(numbers, "without a code"),
        "fill in the codes that are missing; a passage that nobody coded needs none.",
    ),
    (
        "rows_not_read",
        lambda found: found.beside,
        lambda numbers: _rows(numbers, "with neither a quote nor a known code"),
        "nothing, if these are totals or notes; otherwise add the quote and correct the code.",
    ),
    (
        "column_not_read",
        lambda found: found.settled,
        lambda column: f"has a column for each coder; what they agreed on ({column}) is not read.",
        "decide about differences in the consensus workbook (`aft-themes consensus`).",
    ),
    (
        "columns_not_read",
        lambda found: found.unread,
        lambda columns: (
            f"has columns that mean nothing to the program: {some_of(columns, _SHOWN)}."
        ),
        "none is needed if no codes, coders or decisions stand there; else name them as "
        "docs/coding.md says, or delete the rows that no longer count.",
    ),
    (
        "codes_unsure",
        lambda found: found.unsure,
        lambda number: f"has {count(number, 'code')} with a question mark; these codes count.",
        "take the question mark off, or delete the code, once it is decided.",
    ),
    (
        "rounds_not_read",
        lambda found: found.rounds,
        lambda columns: (
            "has a column of codes, which counts, and beside it rounds of coding, which do not: "
            f"{some_of(columns, _SHOWN)}."
        ),
        "none is needed if the first are the codes that you mean; else rename or delete it.",
    ),
    (
        "rows_without_coder",
        lambda found: found.nobodys,
        lambda number: (
            f"has {count(number, 'row')} that name no coder, beside rows of several coders."
        ),
        "fill in the column; until then the file's name counts as the coder.",
    ),
)
