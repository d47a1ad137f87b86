"""Which interviews the page shows: all, but of a very large study those that people coded first."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import pandas as pd

from aft_themes.explorer.content import ExplorerStudy
from aft_themes.notices import Notice

MOST_SEGMENTS = 40_000
"""Segments that one page shows: some 1,000 interviews, or 20 MB."""


def choose_shown(study: ExplorerStudy) -> tuple[ExplorerStudy, Notice | None]:
    """Leave out what does not fit on one page, and say so.

    Interviews with codings come first, then the others by name. Numbers on the page are of what it
    shows; where all coded interviews fit, they are those of the report.
    """
    sizes = study.segments["interview"].value_counts()
    if int(sizes.sum()) <= MOST_SEGMENTS:
        return study, None
    coded = set(study.codings["interview"])
    order = sorted(sizes.index, key=lambda one: (one not in coded, one))
    fitting = sizes.loc[order].cumsum() <= MOST_SEGMENTS
    shown = set(fitting.index[fitting])
    return _only(study, shown), _say(len(shown), len(sizes), all_coded=coded <= shown)


def _only(study: ExplorerStudy, interviews: set[str]) -> ExplorerStudy:
    turns = study.clean_turns[study.clean_turns["interview"].isin(interviews)]
    counted = study.theme_participants
    chosen: dict[str, Any] = {
        field.name: frame[frame["interview"].isin(interviews)]
        for field in fields(study)
        if isinstance(frame := getattr(study, field.name), pd.DataFrame) and "interview" in frame
    }
    chosen["theme_participants"] = counted[counted["participant"].isin(turns["participant"])]
    return replace(study, **chosen)


def _say(shown: int, of: int, *, all_coded: bool) -> Notice:
    which = "all that people coded, and others by name" if all_coded else "a part of the coded ones"
    counts = (
        "counts of codes are those of the report"
        if all_coded
        else "counts are of these interviews only; report and tables count all"
    )
    return Notice(
        "part of the interviews",
        "Part of the interviews",
        f"one page holds {shown:,} of the {of:,} interviews: {which}; {counts}.",
        f"This page shows {shown:,} of {of:,} interviews",
    )
