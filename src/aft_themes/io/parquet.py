"""Contracts of the stage files: one per table, checked on write and on read.

A contract is a pyarrow schema (names, types, which may be missing) and a key. Stage files are
Parquet, sorted by key, and written whole or not at all.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from aft_themes.errors import ContractError
from aft_themes.io.files import write_whole

_TYPES: dict[str, pa.DataType] = {
    "str": pa.string(),
    "int": pa.int32(),
    "float": pa.float64(),
    "bool": pa.bool_(),
    "list[str]": pa.list_(pa.string()),
    "list[float]": pa.list_(pa.float32()),
}


@dataclass(frozen=True)
class Contract:
    """What a stage table must look like.

    Parameters
    ----------
    name : str
        The table's name, used in error messages.
    schema : pyarrow.Schema
        Column names, types and whether a value may be missing.
    key : tuple of str
        Columns that together are unique and by which rows are sorted.
    """

    name: str
    schema: pa.Schema
    key: tuple[str, ...]


def contract(name: str, /, key: str, **columns: str) -> Contract:
    """Make a contract from short type names.

    Parameters
    ----------
    name : str
        The table's name.
    key : str
        Key columns, separated by spaces.
    **columns : str
        Column name to type: ``str``, ``int``, ``float``, ``bool``, ``list[str]`` or
        ``list[float]``; a ``?`` at the end means that values may be missing.

    Returns
    -------
    Contract
    """
    fields = [
        pa.field(column, _TYPES[kind.rstrip("?")], nullable=kind.endswith("?"))
        for column, kind in columns.items()
    ]
    return Contract(name, pa.schema(fields), tuple(key.split()))


TURNS = contract(
    "turns",
    key="interview turn",
    interview="str",
    turn="int",
    role="str",  # interviewer, participant or other
    speaker="str",
    start_s="float?",
    end_s="float?",
    text="str",
    locator="str",
)
INTAKE = contract(
    "intake",
    key="file interview",
    file="str",
    interview="str",  # "" for a file that nothing lists
    status="str",  # read, rejected, missing or unlisted
    format="str",
    encoding="str",
    turns="int",
    participant_turns="int",
    participant_words="int",
    interviewer_words="int",
    other_words="int",
    duration_s="float?",
    roles="str",  # how the roles were found: given, inferred or none
    warnings="list[str]",
    problem="str",
    fix="str",
    sha256="str",
)
REPLACEMENTS = contract(
    "replacements",
    key="interview turn start",
    interview="str",
    turn="int",
    start="int",  # offsets into the cleaned turn, before replacement
    end="int",
    tag="str",  # SUPERVISOR_1, without brackets
    kind="str",  # person, place, organisation, contact or date
    layer="str",  # which finder found it
)
CLEAN_TURNS = contract(
    "clean_turns",
    key="interview turn",
    interview="str",
    turn="int",
    role="str",
    start_s="float?",
    end_s="float?",
    text="str",  # cleaned and de-identified
)
SEGMENTS = contract(
    "segments",
    key="interview turn part",
    segment_id="str",
    interview="str",
    turn="int",
    part="int",
    start="int",  # offsets into the raw turn
    end="int",
    clean_start="int",  # offsets into the cleaned, de-identified turn
    clean_end="int",
    text="str",
    spoken="str",  # text without transcription marks: what is embedded and counted
    question="str",
    words="int",
    position="float",  # where in the interview the segment begins, 0 to 1, in words
)
CODINGS = contract(
    "codings",
    key="interview turn segment_id code coder layer",
    segment_id="str",
    interview="str",
    turn="int",
    code="str",
    coder="str",  # a person's label, or the model and its version
    layer="str",  # human, suggested or reviewed
    valence="str",  # benefit, challenge, mixed or none
    confidence="float?",
    evidence="str",  # for human codings the quote in the cleaned, de-identified turn
    evidence_start="int?",  # its offsets there
    evidence_end="int?",
    codebook_version="str",
    source="str",  # file and row of a human coding
    superseded_by="str",
)
UNPLACED = contract(
    "unplaced",
    key="file row",
    file="str",
    row="int",
    interview="str",
    turn="str",
    code="str",
    coder="str",
    reason="str",
    fix="str",
)
ASSIGNMENTS = contract(
    "assignments",
    key="interview coder",
    interview="str",
    coder="str",
    rank="int",  # 1 for the lead coder, whose codings are final where nobody reviewed them
    explicit="bool",
)


def check(frame: pd.DataFrame, rule: Contract) -> pa.Table:
    """Check a frame against its contract and sort it by key.

    Parameters
    ----------
    frame : pandas.DataFrame
        The rows; columns beyond the contract are refused.
    rule : Contract
        What the table must look like.

    Returns
    -------
    pyarrow.Table
        The rows in key order, with exactly the contract's columns.

    Raises
    ------
    ContractError
        If a column is missing, unknown or of the wrong type, a required value is missing, or a
        key occurs twice.
    """
    expected, found = set(rule.schema.names), set(frame.columns)
    if expected != found:
        missing, unknown = sorted(expected - found), sorted(found - expected)
        raise ContractError(f"{rule.name}: missing columns {missing}, unknown columns {unknown}.")
    ordered = frame[rule.schema.names].sort_values(list(rule.key), kind="stable")
    repeated = int(ordered.duplicated(list(rule.key)).sum())
    if repeated:
        raise ContractError(f"{rule.name}: {repeated} rows repeat a key {list(rule.key)}.")
    for field in rule.schema:
        if not field.nullable and ordered[field.name].isna().any():
            raise ContractError(f"{rule.name}: column {field.name} has missing values.")
    try:
        return pa.Table.from_pandas(ordered, schema=rule.schema, preserve_index=False)
    except (pa.ArrowInvalid, pa.ArrowTypeError) as error:
        # pyarrow quotes the offending value, which may be what a participant said
        raise ContractError(f"{rule.name}: a column has values of the wrong type.") from error


def write_frame(frame: pd.DataFrame, path: Path, rule: Contract) -> None:
    """Write a checked stage file, whole or not at all.

    Parameters
    ----------
    frame : pandas.DataFrame
        The rows, in any order.
    path : Path
        Where the Parquet file goes; its folder is made.
    rule : Contract
        The table's contract.

    Raises
    ------
    ContractError
        If the rows do not keep the contract.
    """
    table = check(frame, rule).replace_schema_metadata(None)
    write_whole(path, lambda part: pq.write_table(table, part))


def read_frame(path: Path, rule: Contract) -> pd.DataFrame:
    """Read a stage file and check it.

    Parameters
    ----------
    path : Path
        A Parquet file written by :func:`write_frame`.
    rule : Contract
        The table's contract.

    Returns
    -------
    pandas.DataFrame
        The rows, sorted by key.

    Raises
    ------
    ContractError
        If the file does not keep the contract.
    """
    table = pq.read_table(path, memory_map=False)
    if table.schema.names != rule.schema.names or table.schema.types != rule.schema.types:
        raise ContractError(f"{path.name} does not have the columns of {rule.name}.")
    frame: pd.DataFrame = table.to_pandas()
    return frame


def rows(frame: pd.DataFrame) -> Iterator[Any]:
    """Go through a frame's rows as named tuples.

    Parameters
    ----------
    frame : pandas.DataFrame
        Any frame whose columns are names.

    Yields
    ------
    namedtuple
        One row; typed loosely, because a frame does not know its columns' types.
    """
    yield from frame.itertuples(index=False)


def empty_frame(rule: Contract) -> pd.DataFrame:
    """Return a frame with the contract's columns and no rows.

    Parameters
    ----------
    rule : Contract
        The table's contract.

    Returns
    -------
    pandas.DataFrame
    """
    frame: pd.DataFrame = rule.schema.empty_table().to_pandas()
    return frame
