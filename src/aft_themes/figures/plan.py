"""Which figures there are, and from which of a run's files each is drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any, NamedTuple

from aft_themes.agreement import AGREEMENT
from aft_themes.codebook import load_codebook
from aft_themes.crosswalk import CROSSWALK
from aft_themes.errors import SettingsError
from aft_themes.figures.forest import draw_agreement
from aft_themes.figures.growth import draw_saturation
from aft_themes.figures.keeping import Keeper
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
from aft_themes.frames import CODINGS, SEGMENTS, read_frame
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
    names = list(_drawings(settings))
    unknown = sorted(set(only) - set(names))
    if unknown:
        raise SettingsError(f"figures: {unknown} are none of {', '.join(names)}.")
    chosen = [name for name in reversed(names) if not only or name in only]
    draw = partial(_draw, files=files, folder=folder, keeper=keeper, settings=settings)
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


class _Drawing(NamedTuple):
    """How a figure is drawn, and from which of a run's files, by name."""

    files: tuple[str, ...]
    draw: Callable[[Files], DrawnFigure]


def _draw(name: str, files: Files, folder: Path, keeper: Keeper | None, settings: Settings) -> str:
    drawings = _drawings(settings)
    used = {one: files[one] for one in drawings[name].files}

    def save(place: Path, last: Path | None = None) -> None:
        save_figure(drawings[name].draw(used), place, dpi=settings.figures.dpi, last=last)

    try:
        if keeper is None:
            save(folder)
        else:
            keeper.bring(name, used.values(), folder, save)
    except CannotDrawError as reason:
        save_skipped(name, list(drawings).index(name) + 1, str(reason), folder)
        return str(reason)
    return ""


def _drawings(settings: Settings) -> dict[str, _Drawing]:
    """List the figures by number; each may read the files that it names, and no others."""
    look: dict[str, Any] = {"profile": settings.figures.profile, "notes": notes_for(settings)}
    level = settings.themes.confidence

    def saturation(of: Files) -> DrawnFigure:
        coded = read_frame(of["participants"], THEME_PARTICIPANTS)["interview"]
        curve = saturation_curve(
            read_frame(of["final"], CODINGS), sorted(set(coded)), seed=settings.seed
        )
        return draw_saturation(curve, saturation_table(curve), **look)

    return {
        "prevalence": _Drawing(
            ("themes",),
            lambda of: draw_prevalence(read_frame(of["themes"], THEMES), confidence=level, **look),
        ),
        "valence": _Drawing(
            ("themes",), lambda of: draw_valence(read_frame(of["themes"], THEMES), **look)
        ),
        "participants": _Drawing(
            ("themes", "participants", "interviews"),
            lambda of: draw_participants(
                read_frame(of["themes"], THEMES),
                read_frame(of["participants"], THEME_PARTICIPANTS),
                load_interviews(of["interviews"]),
                attributes=settings.themes.attributes,
                **look,
            ),
        ),
        "cooccurrence": _Drawing(
            ("themes", "pairs"),
            lambda of: draw_cooccurrence(
                read_frame(of["themes"], THEMES),
                read_frame(of["pairs"], COOCCURRENCE),
                **look,
            ),
        ),
        "saturation": _Drawing(("final", "participants"), saturation),
        "agreement": _Drawing(
            ("agreement", "themes"),
            lambda of: draw_agreement(
                read_frame(of["agreement"], AGREEMENT),
                read_frame(of["themes"], THEMES),
                confidence=settings.agreement.confidence,
                **look,
            ),
        ),
        "topic_map": _Drawing(
            ("topics", "topic_assignments"),
            lambda of: draw_topic_map(
                read_frame(of["topics"], TOPICS),
                read_frame(of["topic_assignments"], TOPIC_ASSIGNMENTS),
                **look,
            ),
        ),
        "topic_codes": _Drawing(
            ("topics", "crosswalk", "themes"),
            lambda of: draw_topic_codes(
                read_frame(of["topics"], TOPICS),
                read_frame(of["crosswalk"], CROSSWALK),
                read_frame(of["themes"], THEMES),
                **look,
            ),
        ),
        "position": _Drawing(
            ("themes", "final", "segments", "codebook"),
            lambda of: draw_position(
                read_frame(of["themes"], THEMES),
                read_frame(of["final"], CODINGS),
                read_frame(of["segments"], SEGMENTS),
                load_codebook(of["codebook"]),
                **look,
            ),
        ),
        "learning": _Drawing(
            ("learning_curve", "reliability"),
            lambda of: draw_learning(
                read_frame(of["learning_curve"], LEARNING_CURVE),
                read_frame(of["reliability"], RELIABILITY),
                confidence=settings.agreement.confidence,
                **look,
            ),
        ),
        "workflow": _Drawing((), lambda _: draw_workflow(**look)),
        "topic_choice": _Drawing(
            ("topic_choice",),
            lambda of: draw_topic_choice(read_frame(of["topic_choice"], TOPIC_CHOICE), **look),
        ),
    }
