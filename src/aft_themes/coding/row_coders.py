"""Who gave a coding, where its row does not say it plainly."""

from __future__ import annotations

from pathlib import PurePosixPath

import pandas as pd

from aft_themes.coding.coder_assignments import BEFORE_ID, plain
from aft_themes.corpus.interviews import split_coders


def name_rows_coders(coded: pd.DataFrame, interviews: pd.DataFrame) -> pd.DataFrame:
    """Name the coders of rows by their sheet, by the other rows, or both of "A, B"."""
    listed = {plain(coder) for coders in interviews["coders"] for coder in coders}
    return _one_row_each(_of_only_coder(_coder_of_sheet(coded, listed), listed), listed)


def _coder_of_sheet(coded: pd.DataFrame, listed: set[str]) -> pd.DataFrame:
    """Give rows that name no coder to the one whom their sheet is called after, if it is listed."""
    sheets = zip(coded["file"], coded["hint"], coded["coder"], strict=True)
    return coded.assign(
        coder=[
            hint if plain(hint) in listed and _is_numbered(file, coder) else coder
            for file, hint, coder in sheets
        ]
    )


def _is_numbered(file: str, coder: str) -> bool:
    """Tell whether the coder of a sheet is called after the file, with or without a number."""
    name, _, sheet = file.partition(" [sheet ")
    stem = PurePosixPath(name).stem
    return bool(sheet) and (coder == stem or coder.removeprefix(f"{stem}_").isdecimal())


def _of_only_coder(coded: pd.DataFrame, listed: set[str]) -> pd.DataFrame:
    """Give rows without a coder to the only one whom their file names, unless it is called so."""
    found = coded["coder"].copy()
    for file, own in coded.groupby("file"):
        stem = PurePosixPath(str(file).split(" [sheet ")[0]).stem
        others = own["coder"][own["coder"] != stem]
        only = set(map(plain, others))
        called = {plain(stem), plain(BEFORE_ID.sub("", stem))}
        if len(only) == 1 and not called & listed:
            found[own.index] = others.iloc[0]
    return coded.assign(coder=found)


def _one_row_each(coded: pd.DataFrame, listed: set[str]) -> pd.DataFrame:
    """Give a coding of "A, B" to each of them, where both are coders elsewhere."""
    known = listed | {plain(coder) for coder in coded["coder"]}
    people = {
        coder: parts
        for coder in map(str, coded["coder"].unique())
        if len(parts := split_coders(coder)) > 1 and {*map(plain, parts)} <= known
    }
    if not people:
        return coded
    each = [people.get(coder, [coder]) for coder in coded["coder"]]
    several = coded.assign(coder=pd.Series(each, index=coded.index, dtype=object))
    return several.explode("coder", ignore_index=True)
