"""Which figures there are, and from which of a run's files each is drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from aft_themes.catalog import (
    AGREEMENT,
    COOCCURRENCE,
    CROSSWALK,
    FINAL_CODINGS,
    HUMAN_CODINGS,
    LEARNING_CURVE,
    SEGMENTS,
    SUGGESTION_RELIABILITY,
    THEME_PARTICIPANTS,
    THEMES,
    TOPIC_ASSIGNMENTS,
    TOPIC_CHOICE,
    TOPICS,
    UNPLACED_CODINGS,
)
from aft_themes.coding.codebook import load_codebook
from aft_themes.corpus.interviews import load_interviews
from aft_themes.errors import SettingsError
from aft_themes.figures.agreement import draw_agreement
from aft_themes.figures.cache import Keeper
from aft_themes.figures.cooccurrence import draw_cooccurrence
from aft_themes.figures.export import save_figure, save_skipped
from aft_themes.figures.page import CannotDrawError, DrawnFigure, Notes
from aft_themes.figures.participants import draw_participants
from aft_themes.figures.position import draw_position
from aft_themes.figures.prevalence import draw_prevalence, draw_valence
from aft_themes.figures.saturation import draw_saturation
from aft_themes.figures.suggestions import draw_learning
from aft_themes.figures.topic_selection import draw_topic_choice
from aft_themes.figures.topics import draw_topic_codes, draw_topic_map
from aft_themes.figures.workflow import draw_workflow
from aft_themes.io.entries import Table
from aft_themes.io.parquet import read_frame
from aft_themes.notices import NOTHING_LOST, Lost, count_lost, notices
from aft_themes.settings import Settings
from aft_themes.themes.saturation import saturation_curve, saturation_table

Files = Mapping[str, Path]


def draw_all(
    files: Files,
    folder: Path,
    settings: Settings,
    *,
    keeper: Keeper | None = None,
    only: Sequence[str] = (),
    threads: int = 1,
) -> Iterator[tuple[str, str]]:
    """Draw the figures of a run.

    Parameters
    ----------
    files : mapping of str to Path
        Stage files by the names that ``scripts/draw_figures.py`` gives them.
    folder : Path
        Where figures go.
    settings : Settings
        ``figures``, ``report``, ``themes``, ``coding``, ``agreement`` and ``seed`` are used.
    keeper : Keeper, optional
        Copies figures that would come out as they did before.
    only : sequence of str
        Names of figures; none means all.
    threads : int
        How many are drawn at a time, each in a process of its own.

    Yields
    ------
    tuple of (str, str)
        Name, and why it could not be drawn or nothing; the last figure first, because the later
        ones change with every segment: with them at the end one process would wait for another.

    Raises
    ------
    SettingsError
        If ``only`` names a figure that there is not.
    """
    lost = _count_lost(files)
    names = list(_drawings(settings, lost))
    unknown = sorted(set(only) - set(names))
    if unknown:
        raise SettingsError(f"figures: {unknown} are none of {', '.join(names)}.")
    chosen = [name for name in reversed(names) if not only or name in only]
    draw = partial(_draw, files=files, folder=folder, keeper=keeper, settings=settings, lost=lost)
    # drawing holds Python's lock, so threads would not help
    with ProcessPoolExecutor(threads, get_context("fork")) as pool:
        yield from zip(chosen, pool.map(draw, chosen), strict=True)


def notes_for(
    settings: Settings, lost: Lost = NOTHING_LOST, *, shows_suggestions: bool = False
) -> Notes:
    """Say what every figure of a run must say.

    Parameters
    ----------
    settings : Settings
        ``report`` and ``coding`` are used.
    lost : Lost
        How many coded quotes could not be placed.
    shows_suggestions : bool
        Whether the figure is about the machine's suggestions.

    Returns
    -------
    tuple of str
        For example that the data are synthetic; empty where nothing must be said.
    """
    said = notices(settings, lost, shows_suggestions=shows_suggestions)
    return tuple(notice.short for notice in said)


def _count_lost(files: Files) -> Lost:
    tables = (HUMAN_CODINGS, UNPLACED_CODINGS)
    if any(table.name not in files for table in tables):
        return NOTHING_LOST
    return count_lost(*(read_frame(files[table.name], table) for table in tables))


class _Drawing(NamedTuple):
    """How a figure is drawn: which of a run's files it needs, and how each of them is read."""

    files: Mapping[str, Table | Callable[[Path], Any]]
    draw: Callable[..., DrawnFigure]

    def of(self, files: Files) -> DrawnFigure:
        """Draw the figure of a run; what is read goes to the function in the order of the names."""
        return self.draw(*(_read(files[name], how) for name, how in self.files.items()))


def _read(path: Path, how: Table | Callable[[Path], Any]) -> Any:  # noqa: ANN401  # a frame or a codebook
    return read_frame(path, how) if isinstance(how, Table) else how(path)


def _draw(
    name: str, files: Files, folder: Path, keeper: Keeper | None, settings: Settings, lost: Lost
) -> str:
    drawings = _drawings(settings, lost)
    drawing = drawings[name]

    def save(place: Path, last: Path | None = None) -> None:
        save_figure(drawing.of(files), place, dpi=settings.figures.dpi, last=last)

    try:
        if keeper is None:
            save(folder)
        else:
            read = [files[one] for one in drawing.files]
            keeper.copy_or_draw(name, read, folder, save, notes_for(settings, lost))
    except CannotDrawError as reason:
        save_skipped(name, list(drawings).index(name) + 1, str(reason), folder)
        return str(reason)
    return ""


def _drawings(settings: Settings, lost: Lost) -> dict[str, _Drawing]:
    """List the figures by number."""
    look: dict[str, Any] = {"profile": settings.figures.profile, "notes": notes_for(settings, lost)}
    of_coders = {"confidence": settings.agreement.confidence, **look}
    of_machine = {**of_coders, "notes": notes_for(settings, lost, shows_suggestions=True)}

    def saturation(codings: pd.DataFrame, participants: pd.DataFrame) -> DrawnFigure:
        coded = sorted(set(participants["interview"]))
        curve = saturation_curve(codings, coded, seed=settings.seed)
        return draw_saturation(curve, saturation_table(curve), **look)

    return {
        "prevalence": _Drawing(
            {"themes": THEMES},
            partial(draw_prevalence, confidence=settings.themes.confidence, **look),
        ),
        "valence": _Drawing({"themes": THEMES}, partial(draw_valence, **look)),
        "participants": _Drawing(
            {
                "themes": THEMES,
                "theme_participants": THEME_PARTICIPANTS,
                "interviews": load_interviews,
            },
            partial(draw_participants, attributes=settings.themes.attributes, **look),
        ),
        "cooccurrence": _Drawing(
            {"themes": THEMES, "cooccurrence": COOCCURRENCE}, partial(draw_cooccurrence, **look)
        ),
        "saturation": _Drawing(
            {"final_codings": FINAL_CODINGS, "theme_participants": THEME_PARTICIPANTS}, saturation
        ),
        "agreement": _Drawing(
            {"agreement": AGREEMENT, "themes": THEMES}, partial(draw_agreement, **of_coders)
        ),
        "topic_map": _Drawing(
            {"topics": TOPICS, "topic_assignments": TOPIC_ASSIGNMENTS},
            partial(draw_topic_map, **look),
        ),
        "topic_codes": _Drawing(
            {"topics": TOPICS, "crosswalk": CROSSWALK, "themes": THEMES},
            partial(draw_topic_codes, **look),
        ),
        "position": _Drawing(
            {
                "themes": THEMES,
                "final_codings": FINAL_CODINGS,
                "segments": SEGMENTS,
                "codebook": load_codebook,
            },
            partial(draw_position, **look),
        ),
        "learning": _Drawing(
            {"learning_curve": LEARNING_CURVE, "suggestion_reliability": SUGGESTION_RELIABILITY},
            partial(draw_learning, **of_machine),
        ),
        "workflow": _Drawing({}, partial(draw_workflow, **look)),
        "topic_choice": _Drawing(
            {"topic_choice": TOPIC_CHOICE}, partial(draw_topic_choice, **look)
        ),
    }
