"""Which figures there are: each once, with what it is drawn from and where the report shows it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd

from aft_themes.catalog import (
    AGREEMENT,
    CODINGS,
    COOCCURRENCE,
    CROSSWALK,
    LEARNING_CURVE,
    SEGMENTS,
    SUGGESTION_RELIABILITY,
    THEME_PARTICIPANTS,
    THEMES,
    TOPIC_ASSIGNMENTS,
    TOPIC_CHOICE,
    TOPICS,
)
from aft_themes.coding.codebook import Codebook, load_codebook
from aft_themes.corpus.interviews import load_interviews
from aft_themes.errors import SettingsError
from aft_themes.figures import agreement as agreement_figure
from aft_themes.figures import (
    cooccurrence,
    participants,
    position,
    prevalence,
    suggestions,
    topic_codes,
    topic_map,
    topic_selection,
    workflow,
)
from aft_themes.figures import saturation as saturation_figure
from aft_themes.figures.cache import Keeper
from aft_themes.figures.export import save_figure, save_skipped
from aft_themes.figures.options import SUGGESTED_NOTE, SYNTHETIC_NOTE, FigureOptions, Notes
from aft_themes.figures.page import CannotDrawError, DrawnFigure, Heading
from aft_themes.io.entries import Table
from aft_themes.io.parquet import read_frame
from aft_themes.io.processes import process_pool
from aft_themes.settings import Settings
from aft_themes.themes.saturation import saturation_curve, saturation_table

Files = Mapping[str, Path]

STAGES: dict[str, Table | Callable[[Path], Any]] = {
    "themes": THEMES,
    "participants": THEME_PARTICIPANTS,
    "pairs": COOCCURRENCE,
    "final": CODINGS,
    "segments": SEGMENTS,
    "codebook": load_codebook,
    "interviews": load_interviews,
    "agreement": AGREEMENT,
    "topics": TOPICS,
    "topic_assignments": TOPIC_ASSIGNMENTS,
    "topic_choice": TOPIC_CHOICE,
    "crosswalk": CROSSWALK,
    "learning_curve": LEARNING_CURVE,
    "reliability": SUGGESTION_RELIABILITY,
}
"""The stage files that figures are drawn from, and how each is read."""


def _draw_saturation(
    codings: pd.DataFrame, counted: pd.DataFrame, *, seed: int, options: FigureOptions
) -> DrawnFigure:
    curve = saturation_curve(codings, sorted(set(counted["interview"])), seed=seed)
    return saturation_figure.draw_saturation(curve, saturation_table(curve), options=options)


def _draw_workflow(
    codebook: Codebook, *frames: pd.DataFrame, final: str, options: FigureOptions
) -> DrawnFigure:
    names = ("interviews", "segments", "codings", "themes", "agreement", "topics")
    counts = workflow.count_stages(codebook=codebook, **dict(zip(names, frames, strict=True)))
    return workflow.draw_workflow(workflow.stages_for(final), counts=counts, options=options)


@dataclass(frozen=True)
class RegisteredFigure:
    """A figure of every run.

    Parameters
    ----------
    heading : Heading
        Its name and title, from its module.
    draw : callable
        Its function; is given the stage files in the order of ``reads``, and ``options``.
    chapter : str
        The section of the report that shows it.
    reads : tuple of str
        The stage files that it is drawn from, by the names of :data:`STAGES`.
    chosen : callable
        Further arguments, from the settings.
    """

    heading: Heading
    draw: Callable[..., DrawnFigure]
    chapter: str
    reads: tuple[str, ...] = ()
    chosen: Callable[[Settings], dict[str, Any]] = lambda _: {}


# in the order of their numbers
FIGURES = (
    RegisteredFigure(
        prevalence.PREVALENCE,
        prevalence.draw_prevalence,
        "themes",
        ("themes",),
        lambda settings: {"confidence": settings.themes.confidence},
    ),
    RegisteredFigure(prevalence.VALENCE, prevalence.draw_valence, "themes", ("themes",)),
    RegisteredFigure(
        participants.PARTICIPANTS,
        participants.draw_participants,
        "together",
        ("themes", "participants", "interviews"),
        lambda settings: {"attributes": settings.themes.attributes},
    ),
    RegisteredFigure(
        cooccurrence.COOCCURRENCE,
        cooccurrence.draw_cooccurrence,
        "together",
        ("themes", "pairs"),
    ),
    RegisteredFigure(
        saturation_figure.SATURATION,
        _draw_saturation,
        "saturation",
        ("final", "participants"),
        lambda settings: {"seed": settings.seed},
    ),
    RegisteredFigure(
        agreement_figure.AGREEMENT,
        agreement_figure.draw_agreement,
        "agreement",
        ("agreement", "themes"),
        lambda settings: {"confidence": settings.agreement.confidence},
    ),
    RegisteredFigure(
        topic_map.TOPIC_MAP, topic_map.draw_topic_map, "topics", ("topics", "topic_assignments")
    ),
    RegisteredFigure(
        topic_codes.TOPIC_CODES,
        topic_codes.draw_topic_codes,
        "topics",
        ("topics", "crosswalk", "themes"),
    ),
    RegisteredFigure(
        position.POSITION,
        position.draw_position,
        "together",
        ("themes", "final", "segments", "codebook"),
    ),
    RegisteredFigure(
        suggestions.LEARNING,
        suggestions.draw_learning,
        "suggestions",
        ("learning_curve", "reliability"),
        lambda settings: {"confidence": settings.agreement.confidence},
    ),
    RegisteredFigure(
        workflow.WORKFLOW,
        _draw_workflow,
        "design",
        ("codebook", "interviews", "segments", "final", "themes", "agreement", "topics"),
        lambda settings: {"final": settings.coding.final},
    ),
    RegisteredFigure(
        topic_selection.TOPIC_CHOICE,
        topic_selection.draw_topic_choice,
        "topics",
        ("topic_choice",),
    ),
)
NAMES = tuple(one.heading.name for one in FIGURES)


def draw_all(
    files: Files,
    folder: Path,
    settings: Settings,
    *,
    keeper: Keeper | None = None,
    only: Sequence[str] = (),
    threads: int = 1,
) -> Iterator[tuple[str, str]]:
    """Draw the figures of a run, each in a process of its own; yield why each was not drawn, or "".

    The last figure comes first: the later ones change with every segment, and with them at the
    end one process would wait for another.
    """
    unknown = sorted(set(only) - set(NAMES))
    if unknown:
        raise SettingsError(f"figures: {unknown} are none of {', '.join(NAMES)}.")
    chosen = [one for one in reversed(FIGURES) if not only or one.heading.name in only]
    draw = partial(_draw, files=files, folder=folder, keeper=keeper, settings=settings)
    # drawing holds Python's lock, so threads would not help
    with process_pool(threads) as pool:
        names = [one.heading.name for one in chosen]
        yield from zip(names, pool.map(draw, names), strict=True)


def notes_for(settings: Settings) -> Notes:
    """Say what every figure of a run must say.

    Parameters
    ----------
    settings : Settings
        ``report`` and ``coding`` are used.

    Returns
    -------
    tuple of str
        That the data are synthetic, that nobody checked the codings, both or nothing.
    """
    suggested = settings.coding.final == "suggested"
    return (SYNTHETIC_NOTE,) * settings.report.synthetic + (SUGGESTED_NOTE,) * suggested


def _draw(name: str, files: Files, folder: Path, keeper: Keeper | None, settings: Settings) -> str:
    number = NAMES.index(name) + 1
    one = FIGURES[number - 1]

    def save(place: Path, last: Path | None = None) -> None:
        drawn = replace(_drawn(one, files, settings), number=number, chapter=one.chapter)
        save_figure(drawn, place, dpi=settings.figures.dpi, last=last)

    try:
        if keeper is None:
            save(folder)
        else:
            keeper.copy_or_draw(name, [files[stage] for stage in one.reads], folder, save)
    except CannotDrawError as reason:
        save_skipped(name, number, str(reason), folder)
        return str(reason)
    return ""


def _drawn(one: RegisteredFigure, files: Files, settings: Settings) -> DrawnFigure:
    options = FigureOptions(settings.figures.profile, notes=notes_for(settings))
    read = [_read(files[stage], STAGES[stage]) for stage in one.reads]
    return one.draw(*read, **one.chosen(settings), options=options)


def _read(path: Path, how: Table | Callable[[Path], Any]) -> Any:  # noqa: ANN401  # a frame or a codebook
    return read_frame(path, how) if isinstance(how, Table) else how(path)
