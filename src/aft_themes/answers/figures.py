"""A figure of the report, drawn in a notebook."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from aft_themes.answers.answer import Stages
from aft_themes.catalog import CATALOG
from aft_themes.errors import InputError
from aft_themes.io.entries import Table
from aft_themes.io.parquet import empty_frame

if TYPE_CHECKING:
    import pandas as pd

    from aft_themes.figures import DrawnFigure


def draw_figure(
    study: Stages, name: str, profile: str = "apa", labels: Mapping[str, str] | None = None
) -> DrawnFigure:
    """Draw a figure of the report in a journal's profile."""
    from aft_themes.figures import FigureOptions, notes_for
    from aft_themes.figures.registry import FIGURES

    known = {figure.heading.name: figure for figure in FIGURES}
    if name not in known:
        raise InputError(
            name, "is not the name of a figure.", f"use one of {', '.join(sorted(known))}."
        )
    figure = known[name]
    frames = [_stage(study, stage) for stage in figure.reads]
    frames += [_table_if_made(study, stage) for stage in figure.also]
    options = FigureOptions(
        profile=profile,
        labels=labels or {},
        notes=notes_for(study.settings),
        authors_themes=study.authors_themes,
        model_coders=study.settings.report.model_coders,
    )
    return figure.draw(*frames, options=options, **figure.chosen(study.settings))


def _stage(study: Stages, name: str) -> Any:  # noqa: ANN401  # a frame or the codebook
    own = ("codebook", "interviews", "participants")
    return getattr(study, name) if name in own else study.table(name)


def _table_if_made(study: Stages, name: str) -> pd.DataFrame:
    entry = CATALOG[name]
    if isinstance(entry, Table) and not study.path(entry).is_file():
        return empty_frame(entry)
    return study.table(name)
