"""Draw figures for journals, and say which could not be drawn and why.

Inputs: themes, themes by participant, pairs of themes, final codings, segments, assignments,
codebook, interviews, agreement, topics, their segments, choice of their number, topics by codes,
learning curve and reliability of the suggestions; a file is read only for the figures that need
it. Output: the folder of figures; ``figures`` names some of them, and empty means all.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from aft_themes.agreement import AGREEMENT
from aft_themes.codebook import load_codebook
from aft_themes.codings import coded_interviews
from aft_themes.crosswalk import CROSSWALK
from aft_themes.errors import SettingsError
from aft_themes.figures import (
    CannotDrawError,
    DrawnFigure,
    draw_agreement,
    draw_cooccurrence,
    draw_learning,
    draw_participants,
    draw_position,
    draw_prevalence,
    draw_saturation,
    draw_topic_choice,
    draw_topic_codes,
    draw_topic_map,
    draw_valence,
    draw_workflow,
    save_figure,
    save_skipped,
)
from aft_themes.frames import ASSIGNMENTS, CODINGS, SEGMENTS, read_frame
from aft_themes.interviews import load_interviews
from aft_themes.saturation import saturation_curve, saturation_table
from aft_themes.settings import Settings
from aft_themes.suggestions import LEARNING_CURVE, RELIABILITY
from aft_themes.themes import COOCCURRENCE, THEME_PARTICIPANTS, THEMES
from aft_themes.topics import TOPIC_ASSIGNMENTS, TOPIC_CHOICE, TOPICS


def main(
    *,
    themes: Path,
    participants: Path,
    pairs: Path,
    final: Path,
    segments: Path,
    assigned: Path,
    codebook: Path,
    interviews: Path,
    agreement: Path,
    topics: Path,
    topic_assignments: Path,
    topic_choice: Path,
    crosswalk: Path,
    learning_curve: Path,
    reliability: Path,
    folder: Path,
    figures: Sequence[str],
    settings: Settings,
) -> None:
    look: dict[str, Any] = {
        "profile": settings.figures.profile,
        "synthetic": settings.report.synthetic,
    }
    level = settings.themes.confidence

    def saturation() -> DrawnFigure:
        codings = read_frame(final, CODINGS)
        coded = coded_interviews(codings, read_frame(assigned, ASSIGNMENTS), settings.coding.final)
        curve = saturation_curve(codings, sorted(coded), seed=settings.seed)
        return draw_saturation(curve, saturation_table(curve), **look)

    drawings: dict[str, Callable[[], DrawnFigure]] = {
        "prevalence": lambda: draw_prevalence(read_frame(themes, THEMES), confidence=level, **look),
        "valence": lambda: draw_valence(read_frame(themes, THEMES), **look),
        "participants": lambda: draw_participants(
            read_frame(themes, THEMES),
            read_frame(participants, THEME_PARTICIPANTS),
            load_interviews(interviews),
            attributes=settings.themes.attributes,
            **look,
        ),
        "cooccurrence": lambda: draw_cooccurrence(
            read_frame(themes, THEMES), read_frame(pairs, COOCCURRENCE), **look
        ),
        "saturation": saturation,
        "agreement": lambda: draw_agreement(
            read_frame(agreement, AGREEMENT),
            read_frame(themes, THEMES),
            confidence=settings.agreement.confidence,
            **look,
        ),
        "topic_map": lambda: draw_topic_map(
            read_frame(topics, TOPICS), read_frame(topic_assignments, TOPIC_ASSIGNMENTS), **look
        ),
        "topic_codes": lambda: draw_topic_codes(
            read_frame(topics, TOPICS),
            read_frame(crosswalk, CROSSWALK),
            read_frame(themes, THEMES),
            **look,
        ),
        "position": lambda: draw_position(
            read_frame(themes, THEMES),
            read_frame(final, CODINGS),
            read_frame(segments, SEGMENTS),
            load_codebook(codebook),
            **look,
        ),
        "learning": lambda: draw_learning(
            read_frame(learning_curve, LEARNING_CURVE),
            read_frame(reliability, RELIABILITY),
            confidence=settings.agreement.confidence,
            **look,
        ),
        "workflow": lambda: draw_workflow(**look),
        "topic_choice": lambda: draw_topic_choice(read_frame(topic_choice, TOPIC_CHOICE), **look),
    }
    unknown = sorted(set(figures) - set(drawings))
    if unknown:
        raise SettingsError(f"figures: {unknown} are none of {', '.join(drawings)}.")
    for number, (name, draw) in enumerate(drawings.items(), start=1):
        if figures and name not in figures:
            continue
        try:
            save_figure(draw(), folder, dpi=settings.figures.dpi)
        except CannotDrawError as reason:
            save_skipped(name, number, str(reason), folder)


if "snakemake" in globals():
    from aft_themes.job import run

    run(main, globals()["snakemake"])
