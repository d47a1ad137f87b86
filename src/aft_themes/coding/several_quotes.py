"""Cells that hold several quotes: below one another, as points, or each in quotation marks."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Mapping
from typing import Any

import pandas as pd

from aft_themes.coding.letters import letters_of
from aft_themes.coding.quotes import WORDS_CHANGED, Place, QuoteFinder

_LEAST_LETTERS = 6  # of a part: fewer stand anywhere
_LEAST_SHARE = 0.6  # of the letters that stand in quotation marks, if these part the quotes
_IN_MARKS = re.compile(
    r"\"([^\"\n]{2,})\"|\u201c([^\u201c\u201d]{2,})\u201d|\u201e([^\u201e\u201c\u201d]{2,})[\u201c\u201d]"
    r"|\u00ab([^\u00ab\u00bb]{2,})\u00bb|\u00bb([^\u00ab\u00bb]{2,})\u00ab"
)
_BETWEEN = (re.compile(r"\n+"), re.compile(r"[;|]|\s/{1,2}\s"))
_POINT = re.compile(r"^\s*(?:[\u2022\u25cf\u25e6\u00b7*\u2013-]|\(?\d{1,2}[.)])\s+")
# "(P3)", "- P03, l. 12": whose a quote is
_SOURCE = re.compile(
    r" ?[(\[\u2013\u2014-]\s*[A-Za-z]{1,12}[ _-]?\d{1,3}\b[^()\[\]]{0,20}[)\]]?\s*[.,;]?\s*$"
)


def quotes_of_cell(cell: str) -> list[str]:
    """Part a cell into the quotes that it may hold; a single one where nothing parts it."""
    marked = [next(filter(None, found.groups())) for found in _IN_MARKS.finditer(cell)]
    if len(marked) > 1 and _letters("".join(marked)) >= _LEAST_SHARE * _letters(cell):
        return marked
    for between in _BETWEEN:
        parts = [_bare(part) for part in between.split(cell)]
        parts = [part for part in parts if _letters(part) >= _LEAST_LETTERS]
        if len(parts) > 1:
            return parts
    return [cell]


def _are_marked(cell: str) -> bool:
    """Tell whether a cell is nothing but quotes in marks, with their sources and points."""
    rest = _IN_MARKS.sub("\n", cell)
    return not any(_letters(_bare(line)) for line in rest.splitlines())


def _bare(part: str) -> str:
    """Take a point before a quote, and whose it is behind it, away."""
    return _SOURCE.sub("", _POINT.sub("", " ".join(part.split()))).strip()


def part_quotes(coded: pd.DataFrame, finder: QuoteFinder) -> pd.DataFrame:
    """Give each quote of a cell a row of its own, numbered in ``part``.

    So it is where nobody says the whole cell, or where each quote stands in marks. At least half
    of the quotes must stand in the transcripts word for word: a cell in other words is a summary,
    and is listed as it stands.

    Parameters
    ----------
    coded : pandas.DataFrame
        Rows of the coders' files, with ids of interviews.
    finder : QuoteFinder
        Finds quotes in the interviews.
    """
    keys = zip(coded["interview"], coded["turn"], coded["quote"], strict=True)
    parts = {
        (interview, turn, cell): found
        for interview, turn, cell in dict.fromkeys(keys)
        if len(found := quotes_of_cell(cell)) > 1
        and _are_apart(interview, turn, cell, found, finder)
    }
    coded = coded.assign(part=1)
    if not parts:
        return coded
    records = [one for row in coded.to_dict("records") for one in _parted(row, parts)]
    return pd.DataFrame(records, columns=coded.columns)


def _parted(
    row: dict[Hashable, Any], parts: Mapping[tuple[str, str, str], list[str]]
) -> Iterator[dict[Hashable, Any]]:
    found = parts.get((row["interview"], row["turn"], row["quote"]))
    yield from [{**row, "quote": one, "part": at} for at, one in enumerate(found or (), 1)] or [row]


def _are_apart(interview: str, turn: str, cell: str, parts: list[str], finder: QuoteFinder) -> bool:
    """Tell whether a cell's parts are quotes: somebody says most of them, and nobody the cell."""
    known = interview in finder
    marked = _are_marked(cell)
    if known and not marked:
        whole = finder.find(interview, turn, cell)
        if isinstance(whole, Place) and whole.how != WORDS_CHANGED:
            return False
    said = [part for part in parts if _is_said(part, interview if known else "", finder)]
    most = bool(said) and 2 * len(said) >= len(parts)
    return most and (marked or not _is_said(cell, "", finder))


def _is_said(words: str, interview: str, finder: QuoteFinder) -> bool:
    found = finder.interviews_with(words)
    return interview in found if interview else bool(found)


def _letters(text: str) -> int:
    return len(letters_of(text)[0])
