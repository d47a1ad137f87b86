"""summaries.xlsx: what people write into the framework matrix, and case summaries.

In framework analysis a cell is an analyst's summary of what a participant says on a topic (Gale et
al., 2013, BMC Medical Research Methodology 13, 117). The program lays out the workbook, with the
passages on a second sheet; people fill it; the framework matrix prints what they wrote.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

from aft_themes.codebook.codes import Codebook
from aft_themes.errors import InputError
from aft_themes.io.spreadsheets import ROW, read_table
from aft_themes.themes.authors_themes import AuthorsTheme

CASE: Final = "case"
"""The column of case summaries."""


class Topic(NamedTuple):
    """A column of the framework matrix: an authors' theme, a domain, or a code without domain."""

    id: str
    name: str
    codes: frozenset[str]  # with all codes below them


def framework_topics(codebook: Codebook, themes: Sequence[AuthorsTheme]) -> tuple[Topic, ...]:
    """List the columns of the framework matrix."""
    if themes:
        return tuple(Topic(one.name, one.name, _with_lower(codebook, one.codes)) for one in themes)
    heads = {code.domain for code in codebook.codes if code.level > 1}
    upper = [code for code in codebook.domains if code.id in heads] or list(codebook.codes)
    return tuple(Topic(one.id, one.name, _with_lower(codebook, (one.id,))) for one in upper)


def _with_lower(codebook: Codebook, codes: Sequence[str]) -> frozenset[str]:
    return frozenset(
        code.id
        for code in codebook.codes
        if code.id in codes or set(codebook.ancestors(code.id)) & set(codes)
    )


def load_summaries(path: Path, topics: Sequence[Topic]) -> dict[tuple[str, str], str]:
    """Read what people wrote, by participant and topic; empty cells are left out."""
    frame = read_table(path, ("participant",))
    known = {name.lower(): one.id for one in topics for name in (one.name, one.id)} | {CASE: CASE}
    columns = [name for name in frame.columns if name not in ("participant", ROW)]
    unknown = [name for name in columns if name not in known]
    if unknown:
        fix = f"use {CASE}, {', '.join(one.id for one in topics)}."
        raise InputError(path, f"columns {', '.join(unknown)} are not topics of the study.", fix)
    doubled = sorted(frame.loc[frame["participant"].duplicated(), "participant"].unique())
    if doubled:
        raise InputError(path, f"{', '.join(doubled)} have several rows.", "keep one row each.")
    return {
        (row["participant"], known[name]): row[name].strip()
        for row in frame.to_dict("records")
        for name in columns
        if row[name].strip()
    }
