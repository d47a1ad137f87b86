"""Which figures there are, and from which of a run's files each is drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from aft_themes.agreement import AGREEMENT
from aft_themes.coding.codebook import load_codebook
from aft_themes.corpus.interviews import load_interviews
from aft_themes.errors import SettingsError
from aft_themes.figures.agreement import draw_agreement
from aft_themes.figures.cache import Keeper
from aft_themes.figures.cooccurrence import draw_cooccurrence
from aft_themes.figures.export import save_figure, save_skipped
from aft_themes.figures.page import (
    SUGGESTED_NOTE,
    SYNTHETIC_NOTE,
    CannotDrawError,
    DrawnFigure,
    Notes,
)
from aft_themes.figures.participants import draw_participants
from aft_themes.figures.position import draw_position
from aft_themes.figures.prevalence import draw_prevalence, draw_valence
from aft_themes.figures.saturation import draw_saturation
from aft_themes.figures.suggestions import draw_learning
from aft_themes.figures.topic_selection import draw_topic_choice
from aft_themes.figures.topics import draw_topic_codes, draw_topic_map
from aft_themes.figures.workflow import draw_workflow
from aft_themes.io.parquet import CODINGS, SEGMENTS, Contract, read_frame
from aft_themes.settings import Settings
from aft_themes.suggestions import LEARNING_CURVE, RELIABILITY
from aft_themes.themes.saturation import saturation_curve, saturation_table
from aft_themes.themes.themes import COOCCURRENCE, THEME_PARTICIPANTS, THEMES
from aft_themes.topics import TOPIC_ASSIGNMENTS, TOPIC_CHOICE, TOPICS
from aft_themes.topics.crosswalk import CROSSWALK

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
    """Draw the figures of a run."""
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
    """How a figure is drawn: which of a run's files it needs, and how each of them is read."""

    files: Mapping[str, Contract | Callable[[Path], Any]]
    draw: Callable[..., DrawnFigure]

    def of(self, files: Files) -> DrawnFigure:
        """Draw the figure of a run; what is read goes to the function in the order of the names."""
        return self.draw(*(_read(files[name], how) for name, how in self.files.items()))


def _read(path: Path, how: Contract | Callable[[Path], Any]) -> Any:  # noqa: ANN401  # a frame or a codebook
    return read_frame(path, how) if isinstance(how, Contract) else how(path)


def _draw(name: str, files: Files, folder: Path, keeper: Keeper | None, settings: Settings) -> str:
    drawings = _drawings(settings)
    drawing = drawings[name]

    def save(place: Path, last: Path | None = None) -> None:
        save_figure(drawing.of(files), place, dpi=settings.figures.dpi, last=last)

    try:
        if keeper is None:
            save(folder)
        else:
            keeper.copy_or_draw(name, [files[one] for one in drawing.files], folder, save)
    except CannotDrawError as reason:
        save_skipped(name, list(drawings).index(name) + 1, str(reason), folder)
        return str(reason)
    return ""


def _drawings(settings: Settings) -> dict[str, _Drawing]:
    """List the figures by number."""
    look: dict[str, Any] = {"profile": settings.figures.profile, "notes": notes_for(settings)}
    of_coders = {"confidence": settings.agreement.confidence, **look}

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
                "participants": THEME_PARTICIPANTS,
                "interviews": load_interviews,
            },
            partial(draw_participants, attributes=settings.themes.attributes, **look),
        ),
        "cooccurrence": _Drawing(
            {"themes": THEMES, "pairs": COOCCURRENCE}, partial(draw_cooccurrence, **look)
        ),
        "saturation": _Drawing({"final": CODINGS, "participants": THEME_PARTICIPANTS}, saturation),
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
            {"themes": THEMES, "final": CODINGS, "segments": SEGMENTS, "codebook": load_codebook},
            partial(draw_position, **look),
        ),
        "learning": _Drawing(
            {"learning_curve": LEARNING_CURVE, "reliability": RELIABILITY},
            partial(draw_learning, **of_coders),
        ),
        "workflow": _Drawing({}, partial(draw_workflow, **look)),
        "topic_choice": _Drawing(
            {"topic_choice": TOPIC_CHOICE}, partial(draw_topic_choice, **look)
        ),
    }
