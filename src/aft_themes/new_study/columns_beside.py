"""Tell which columns beside somebody's words give codes, and which say something else."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise

from aft_themes.coding.code_marks import is_marked, is_unmarked
from aft_themes.documents.headers import (
    CODING_COLUMNS,
    coder_places,
    people_places,
    places_beside,
    plain_name,
    says_none,
)
from aft_themes.new_study.coders_of_columns import coders_of
from aft_themes.wording import some_of

# Columns that are not called "code" hold codes if each stands twice on average, and is no sentence;
# in a short file each may stand once
_RECURRING, _MOST_WORDS, _FEW = 0.5, 6, 10
_LEAST_TURNS = 3  # of somebody, all alike: fewer may be so by chance
_HIGHEST = 10  # of a rating; larger numbers count or measure something
_MOSTLY = 0.5  # share of the cells that are marks; with fewer a column holds something else
_SHOWN = 12  # columns that a line lists
# what such columns are about is plain, and no code
_FACTS = frozenset(
    "id ids uid uuid number no nr index idx count counts words length duration start end time date "
    "day year turn line row order page url link path file language lang gender sex age score "
    "confidence probability kappa zscore".split()
)
# about the recording or the work on it, or who speaks: a code may be called so, but rarely is
_OF_THE_TALK = frozenset(
    "overlap overlapping overlaps inaudible unclear crosstalk checked verified reviewed done "
    "missing exclude excluded include included valid invalid translated edited ignore skip keep "
    "test training interviewer participant moderator addressee listener section scene".split()
)
_LITTLE = frozenset("is has was turn flag".split())


@dataclass
class Column:
    """The cells of all columns of one name that stand beside words.

    Parameters
    ----------
    name : str
        As the first header spells it; empty if no header names it.
    called : str
        What a message calls it.
    cells : list of tuple of str
        File, speaker and cell of each row with words.
    """

    name: str
    called: str
    cells: list[tuple[str, str, str]] = field(default_factory=list)

    def filled(self) -> list[str]:
        """Return the cells that say something."""
        return [cell for *_, cell in self.cells if cell and not says_none(cell)]


@dataclass(frozen=True)
class CodeColumns:
    """What the columns beside the words mean.

    Parameters
    ----------
    labels : mapping of str to str
        The coder by the plain name of a column whose cells name codes, or nobody;
        ``json`` stands for the keys of JSON.
    marks : mapping of str to tuple of str
        The coder, or nobody, and the code by the plain name of a column that says whether a code
        is given.
    doubts : tuple of str
        What was taken although no name says so, and what was not taken.
    person : str
        The plain name of the column that names each row's coder; empty if none does.
    """

    labels: Mapping[str, str] = field(default_factory=dict)
    marks: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    doubts: tuple[str, ...] = ()
    person: str = ""


def judge_columns(
    columns: Mapping[str, Column], is_listed: Callable[[str], bool] | None = None
) -> CodeColumns:
    """Say which columns hold codes.

    Parameters
    ----------
    columns : mapping of str to Column
        By their plain names.
    is_listed : callable, optional
        Tells whether the codebook has a name: a column of marks that has one is a code for sure.
    """
    person = person_column([one.name for one in columns.values()])
    others = {key: one for key, one in columns.items() if key != person}
    found = _judge(others, is_listed)
    if person and (found.labels or found.marks):
        return replace(found, person=person)
    return _judge(columns, is_listed)  # "Coder" may stand over what the coder gave


def _judge(columns: Mapping[str, Column], is_listed: Callable[[str], bool] | None) -> CodeColumns:
    people = coder_places([one.name for one in columns.values()])
    whose = {key: people.get(at, "") for at, key in enumerate(columns)}
    labels = {key for key in columns if whose[key] or _is_called_code(columns[key].name)}
    labels = {key for key in labels if _name_codes(columns[key], sure=bool(whose[key]))}
    rest = {key: one for key, one in columns.items() if key not in labels}
    reasons = {key: _why_none(one, is_listed) for key, one in rest.items()}
    taken = [key for key, reason in reasons.items() if not reason]
    marks = [key for key in taken if _are_marks(rest[key])]
    coders = coders_of(rest[key].name for key in marks)
    pairs = {key: coders.get(rest[key].name, ("", rest[key].name)) for key in marks}
    left = [(rest[key].called, why) for key, why in reasons.items() if why and why != _NO_CODE]
    doubts = [
        *_say_taken([rest[key].called for key in taken]),
        *_say_coders(pairs),
        *_say_left(left),
    ]
    named = {key: whose[key] for key in columns if key in labels or key in {*taken} - {*marks}}
    return CodeColumns(named, pairs, tuple(doubts))


def person_column(names: Sequence[str]) -> str:
    """Name the column that says who coded each row, in plain letters; empty if none does."""
    places = people_places(names)
    return plain_name(names[places[0]]) if len(places) == 1 else ""


def is_fact(plain: str) -> bool:
    """Tell whether a column numbers or times what stands beside it, by its plain name."""
    return plain.split("_")[-1] in _FACTS


def coder_of(cell: str) -> str:
    """Call a coder as a cell does; a number alone is no name."""
    number = cell.strip().removesuffix(".0")
    return f"coder {number}" if number.isdecimal() else cell.strip()


def are_codes(cells: Sequence[str], *, few: int = _FEW) -> bool:
    """Tell whether cells hold names that recur, as codes do, and no remarks or numbers."""
    cells = [part.strip() for cell in cells for part in re.split(r"[;|\n]", cell) if part.strip()]
    words = sum(len(cell.split()) for cell in cells)
    named = sum(any(map(str.isalpha, cell)) for cell in cells)
    recur = len(cells) <= few or len(set(cells)) <= _RECURRING * len(cells)
    return bool(cells) and recur and 2 * named > len(cells) and words <= _MOST_WORDS * len(cells)


def _is_called_code(name: str) -> bool:
    return bool(places_beside([name])) or plain_name(name) in CODING_COLUMNS["code"]


def _name_codes(column: Column, *, sure: bool) -> bool:
    """Tell whether cells name codes: in a column that is called "code", whatever they are."""
    sure = sure or plain_name(column.name) in CODING_COLUMNS["code"]
    return are_codes(column.filled()) or (
        sure and not _are_marks(column) and any(map(str.isalpha, "".join(column.filled())))
    )


def _are_marks(column: Column) -> bool:
    cells = {cell for *_, cell in column.cells if cell}
    # a larger number may say how often, or how much
    return bool(cells) and all(map(_is_mark, cells)) and any(map(is_marked, cells))


def _is_mark(cell: str) -> bool:
    number = cell.removesuffix(".0")
    return is_unmarked(cell) or (is_marked(cell) and (not number.isdecimal() or int(number) == 1))


_NO_CODE = "no code"
"""Why a column is left that nobody would take for one of codes: it needs no word."""


def _why_none(column: Column, is_listed: Callable[[str], bool] | None) -> str:
    """Say why a column may hold no codes; nothing if it does."""
    filled = column.filled()
    words = plain_name(column.name).split("_")
    marks = _are_marks(column)
    if not filled or (not marks and is_fact(plain_name(column.name))):
        return _NO_CODE
    if marks and not column.name:
        return "no name: write the code's name into the first row"
    if marks and (_is_called_code(column.name) or (is_listed and is_listed(column.name))):
        return ""
    mixed = sum(map(_is_mark, filled)) > _MOSTLY * len(filled)
    if not marks and (mixed or not are_codes(filled, few=0)):
        return _why_other(column, filled, mixed=mixed)
    if not marks and plain_name(column.name) in CODING_COLUMNS["valence"]:
        return "how something is said, and not what of"
    given = [(file, who, _given(cell, marks=marks)) for file, who, cell in column.cells]
    if all(len({one for *_, one in rows}) == 1 for rows in _by(given, 0)):
        return "the same in all rows of a transcript"
    if _follows_speaker(given):
        return "the same in all rows of a speaker"
    if not marks and _are_blocks(given):
        return "parts of the talk, one behind the other"
    of_the_talk = {*words} - _LITTLE <= _OF_THE_TALK
    return "a name that tells of the recording" if of_the_talk else ""


def _given(cell: str, *, marks: bool) -> str:
    """Write a cell in the way in which it counts: marks and their absence have many signs."""
    return ("x" if is_marked(cell) else "") if marks else cell.casefold()


def _why_other(column: Column, filled: Sequence[str], *, mixed: bool) -> str:
    numbers = [float(cell) for cell in filled if cell.replace(".", "", 1).isdecimal()]
    if len(numbers) == len(filled):
        rating = all(number.is_integer() and number <= _HIGHEST for number in numbers)
        counts = _are_blocks(column.cells) or all(one <= two for one, two in pairwise(numbers))
        return "numbers: write x where a code is given" if rating and not counts else _NO_CODE
    if mixed:
        return "marks and other signs: write x where a code is given, and nothing where it is not"
    if _is_called_code(column.name):
        return "cells that hardly recur"
    return _NO_CODE


def _by(rows: Iterable[tuple[str, str, str]], *places: int) -> list[list[tuple[str, str, str]]]:
    """Group rows by file, or by file and speaker; one row alone tells nothing."""
    groups: dict[tuple[str, ...], list[tuple[str, str, str]]] = defaultdict(list)
    for row in rows:
        groups[tuple(row[at] for at in places)].append(row)
    return [one for one in groups.values() if len(one) > 1]


def _follows_speaker(rows: Sequence[tuple[str, str, str]]) -> bool:
    """Tell whether who speaks settles what is said of each turn, as with a gender or a role."""
    groups = _by(rows, 0, 1)
    alike = all(len({said for *_, said in own}) == 1 for own in groups)
    long = {own[0][2] for own in groups if len(own) >= _LEAST_TURNS}
    return alike and len(long) > 1


def _are_blocks(rows: Sequence[tuple[str, str, str]]) -> bool:
    """Tell whether each name stands in one block, as the parts of a talk do, and in no other."""
    for own in _by(rows, 0):
        blocks = [name for name, _ in groupby(said for *_, said in own)]
        if "" in blocks or len(blocks) > len(set(blocks)) or 2 * len(blocks) > len(own):
            return False
    return True


def _say_taken(names: Sequence[str]) -> Iterator[str]:
    if names:
        yield (
            f"Columns beside the words were taken as codes by what is in them: "
            f"{some_of(names, _SHOWN)}. If one is none, delete its rows in codings/ and its codes "
            "in codebook.yaml."
        )


def _say_coders(marks: Mapping[str, tuple[str, str]]) -> Iterator[str]:
    people = sorted({who for who, _ in marks.values() if who})
    if people:
        yield (
            f"Columns beside the words were taken as those of several coders: "
            f"{some_of(people, _SHOWN)}. If they are not coders, correct the table in codings/."
        )


def _say_left(left: Iterable[tuple[str, str]]) -> Iterator[str]:
    by_reason: dict[str, list[str]] = defaultdict(list)
    for name, why in left:
        by_reason[why].append(name)
    if by_reason:
        lines = "; ".join(f"{some_of(own, _SHOWN)} ({why})" for why, own in by_reason.items())
        yield (
            f"Columns beside the words were not taken as codes: {lines}. If they are, let their "
            "names end in `code`, and begin the study again."
        )
