"""A figure of the report, drawn in a notebook."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from aft_themes.answers.answer import Stages
from aft_themes.errors import InputError

if TYPE_CHECKING:
    from aft_themes.figures import DrawnFigure


def draw_figure(
    study: Stages, name: str, profile: str = "apa", labels: Mapping[str, str] | None = None
) -> DrawnFigure:
    """Draw a figure of the report in a journal's profile."""
    from aft_themes.figures import FigureOptions, notes_for
    from aft_themes.figures.registry import FIGURES

    known = {figure.heading.name: figure for figure in FIGURES}
    if name not in known:
        raise InputError(name, "is no figure.", f"use one of {', '.join(sorted(known))}.")
    figure = known[name]
    frames = [_stage(study, stage) for stage in figure.reads]
    options = FigureOptions(profile=profile, labels=labels or {}, notes=notes_for(study.settings))
    return figure.draw(*frames, options=options, **figure.chosen(study.settings))


def _stage(study: Stages, name: str) -> Any:  # noqa: ANN401  # a frame or the codebook
    own = ("codebook", "interviews", "participants")
    return getattr(study, name) if name in own else study.table(name)
