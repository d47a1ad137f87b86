"""Which figures there are, and from which of a run's files each is drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from aft_themes.agreement import AGREEMENT
from aft_themes.codebook import load_codebook
from aft_themes.codings import coded_interviews
from aft_themes.crosswalk import CROSSWALK
from aft_themes.errors import SettingsError
from aft_themes.figures.forest import draw_agreement
from aft_themes.figures.growth import draw_saturation
from aft_themes.figures.learning import draw_learning
from aft_themes.figures.pairs import draw_cooccurrence
from aft_themes.figures.participants import draw_participants
from aft_themes.figures.position import draw_position
from aft_themes.figures.prevalence import draw_prevalence, draw_valence
from aft_themes.figures.saving import save_figure, save_skipped
from aft_themes.figures.sheet import (
    SUGGESTED_NOTE,
    SYNTHETIC_NOTE,
    CannotDrawError,
    DrawnFigure,
    Notes,
)
from aft_themes.figures.topicchoice import draw_topic_choice
from aft_themes.figures.topicmaps import draw_topic_codes, draw_topic_map
from aft_themes.figures.workflow import draw_workflow
from aft_themes.frames import ASSIGNMENTS, CODINGS, SEGMENTS, read_frame
from aft_themes.interviews import load_interviews
from aft_themes.saturation import saturation_curve, saturation_table
from aft_themes.settings import Settings
from aft_themes.suggestions import LEARNING_CURVE, RELIABILITY
from aft_themes.themes import COOCCURRENCE, THEME_PARTICIPANTS, THEMES
from aft_themes.topics import TOPIC_ASSIGNMENTS, TOPIC_CHOICE, TOPICS

Files = Mapping[str, Path]


def draw_all(
    files: Files,
    folder: Path,
    settings: Settings,
    *,
    kept: Path | None = None,
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
    kept : Path, optional
        As :func:`~aft_themes.figures.saving.save_figure` takes it.
    only : sequence of str
        Names of figures; none means all.
    threads : int
        How many are drawn at a time, each in a process of its own.

    Yields
    ------
    tuple of (str, str)
        Name, and why it could not be drawn or nothing; in the order of their numbers.

    Raises
    ------
    SettingsError
        If ``only`` names a figure that there is not.
    """
    names = list(_drawings(files, settings))
    unknown = sorted(set(only) - set(names))
    if unknown:
        raise SettingsError(f"figures: {unknown} are none of {', '.join(names)}.")
    chosen = [name for name in names if not only or name in only]
    draw = partial(_draw, files=files, folder=folder, kept=kept, settings=settings)
    # drawing holds Python's lock, so threads would not help
    with ProcessPoolExecutor(threads, get_context("fork")) as pool:
        yield from zip(chosen, pool.map(draw, chosen), strict=True)


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


def _draw(name: str, files: Files, folder: Path, kept: Path | None, settings: Settings) -> str:
    drawings = _drawings(files, settings)
    try:
        save_figure(drawings[name](), folder, dpi=settings.figures.dpi, kept=kept)
    except CannotDrawError as reason:
        save_skipped(name, list(drawings).index(name) + 1, str(reason), folder)
        return str(reason)
    return ""


def _drawings(files: Files, settings: Settings) -> dict[str, Callable[[], DrawnFigure]]:
    """List the figures by number; a file is read when a figure is drawn that needs it."""
    look: dict[str, Any] = {"profile": settings.figures.profile, "notes": notes_for(settings)}
    level = settings.themes.confidence

    def saturation() -> DrawnFigure:
        codings = read_frame(files["final"], CODINGS)
        coded = coded_interviews(
            codings,
            read_frame(files["assigned"], ASSIGNMENTS),
            read_frame(files["segments"], SEGMENTS),
            settings.coding.final,
        )
        curve = saturation_curve(codings, sorted(coded), seed=settings.seed)
        return draw_saturation(curve, saturation_table(curve), **look)

    return {
        "prevalence": lambda: draw_prevalence(
            read_frame(files["themes"], THEMES), confidence=level, **look
        ),
        "valence": lambda: draw_valence(read_frame(files["themes"], THEMES), **look),
        "participants": lambda: draw_participants(
            read_frame(files["themes"], THEMES),
            read_frame(files["participants"], THEME_PARTICIPANTS),
            load_interviews(files["interviews"]),
            attributes=settings.themes.attributes,
            **look,
        ),
        "cooccurrence": lambda: draw_cooccurrence(
            read_frame(files["themes"], THEMES), read_frame(files["pairs"], COOCCURRENCE), **look
        ),
        "saturation": saturation,
        "agreement": lambda: draw_agreement(
            read_frame(files["agreement"], AGREEMENT),
            read_frame(files["themes"], THEMES),
            confidence=settings.agreement.confidence,
            **look,
        ),
        "topic_map": lambda: draw_topic_map(
            read_frame(files["topics"], TOPICS),
            read_frame(files["topic_assignments"], TOPIC_ASSIGNMENTS),
            **look,
        ),
        "topic_codes": lambda: draw_topic_codes(
            read_frame(files["topics"], TOPICS),
            read_frame(files["crosswalk"], CROSSWALK),
            read_frame(files["themes"], THEMES),
            **look,
        ),
        "position": lambda: draw_position(
            read_frame(files["themes"], THEMES),
            read_frame(files["final"], CODINGS),
            read_frame(files["segments"], SEGMENTS),
            load_codebook(files["codebook"]),
            **look,
        ),
        "learning": lambda: draw_learning(
            read_frame(files["learning_curve"], LEARNING_CURVE),
            read_frame(files["reliability"], RELIABILITY),
            confidence=settings.agreement.confidence,
            **look,
        ),
        "workflow": lambda: draw_workflow(**look),
        "topic_choice": lambda: draw_topic_choice(
            read_frame(files["topic_choice"], TOPIC_CHOICE), **look
        ),
    }
