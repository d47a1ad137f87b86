"""Which figures there are: each once, with what it is drawn from and where the report shows it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from aft_themes.catalog import (
    AGREEMENT,
    CODEBOOK,
    COOCCURRENCE,
    CROSSWALK,
    FINAL_CODINGS,
    HUMAN_CODINGS,
    INTERVIEWS,
    LEARNING_CURVE,
    PARTICIPANTS,
    QUOTES,
    SEGMENTS,
    SUGGESTION_RELIABILITY,
    THEME_GROUPS,
    THEME_PARTICIPANTS,
    THEMES,
    TOPIC_ASSIGNMENTS,
    TOPIC_CHOICE,
    TOPICS,
    UNPLACED_CODINGS,
)
from aft_themes.codebook.codes import Codebook
from aft_themes.codebook.reading import load_codebook
from aft_themes.corpus.interviews import load_interviews
from aft_themes.corpus.participants import as_columns, with_participants
from aft_themes.figures import agreement as agreement_figure
from aft_themes.figures import (
    combinations,
    cooccurrence,
    groups,
    participants,
    position,
    prevalence,
    quote_plate,
    suggestions,
    thematic_map,
    timeline,
    topic_codes,
    topic_map,
    topic_selection,
    workflow,
)
from aft_themes.figures import saturation as saturation_figure
from aft_themes.figures.options import FigureOptions
from aft_themes.figures.page import DrawnFigure, Heading
from aft_themes.figures.people import group_people
from aft_themes.io.entries import Table
from aft_themes.io.parquet import read_frame
from aft_themes.settings import Settings, ThemeSettings
from aft_themes.themes.groups import GroupComparison, compare_groups
from aft_themes.themes.saturation import saturation_curve

_TABLES = (
    THEMES,
    THEME_GROUPS,
    THEME_PARTICIPANTS,
    COOCCURRENCE,
    FINAL_CODINGS,
    SEGMENTS,
    AGREEMENT,
    TOPICS,
    TOPIC_ASSIGNMENTS,
    TOPIC_CHOICE,
    CROSSWALK,
    LEARNING_CURVE,
    SUGGESTION_RELIABILITY,
    HUMAN_CODINGS,
    UNPLACED_CODINGS,
    QUOTES,
)
STAGES: dict[str, Table | Callable[[Path], Any]] = {
    **{table.name: table for table in _TABLES},
    CODEBOOK.name: load_codebook,
    INTERVIEWS.name: load_interviews,
    PARTICIPANTS.name: lambda path: as_columns(read_frame(path, PARTICIPANTS)),
}
"""The stage files that figures are drawn from, and how each is read."""


def _draw_saturation(
    codings: pd.DataFrame,
    counted: pd.DataFrame,
    segments: pd.DataFrame,
    *,
    seed: int,
    options: FigureOptions,
) -> DrawnFigure:
    coded = sorted(set(counted["participant"]))
    curve = saturation_curve(with_participants(codings, segments), coded, seed=seed)
    return saturation_figure.draw_saturation(curve, options=options)


def _draw_groups(
    themes: pd.DataFrame,
    theme_groups: pd.DataFrame,
    *,
    settings: ThemeSettings,
    least: int,
    options: FigureOptions,
) -> DrawnFigure:
    compared = compare_groups(theme_groups, themes, settings, least=least)
    return groups.draw_groups(themes, compared, options=options)


def _grouping(
    compared: GroupComparison | None,
) -> tuple[str, Mapping[str, Sequence[str]] | None]:
    """Give the attribute by which participants are grouped, and the values of each group."""
    return (compared.attribute, compared.members) if compared else ("", None)


def _draw_participants(
    themes: pd.DataFrame,
    counted: pd.DataFrame,
    described: pd.DataFrame,
    theme_groups: pd.DataFrame,
    *,
    settings: ThemeSettings,
    least: int,
    options: FigureOptions,
) -> DrawnFigure:
    by, members = _grouping(compare_groups(theme_groups, themes, settings, least=least))
    return participants.draw_participants(
        themes, counted, described, group_by=by, members=members, options=options
    )


def _draw_timeline(
    themes: pd.DataFrame,
    codings: pd.DataFrame,
    segments: pd.DataFrame,
    described: pd.DataFrame,
    theme_groups: pd.DataFrame,
    *,
    settings: ThemeSettings,
    least: int,
    options: FigureOptions,
) -> DrawnFigure:
    by, members = _grouping(compare_groups(theme_groups, themes, settings, least=least))
    group_of = group_people(segments["participant"], described, by, members)
    return timeline.draw_timeline(
        themes, codings, segments, group_of=group_of, group_by=by, options=options
    )


def _draw_workflow(
    codebook: Codebook,
    *frames: pd.DataFrame,
    final: str,
    programs: bool,
    measured: bool,
    options: FigureOptions,
) -> DrawnFigure:
    names = "interviews segments codings human unplaced themes agreement topics".split()
    counts = workflow.count_stages(codebook=codebook, **dict(zip(names, frames, strict=True)))
    twice = "agreement" in counts  # else there is nothing to measure
    stages = workflow.stages_for(
        final,
        programs=programs,
        measured=measured and twice,
        codes=workflow.say_codes(codebook),
    )
    return workflow.draw_workflow(stages, counts=counts, options=options)


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
    callout : str
        What the report's sentence before it says after "Figure 3".
    reads : tuple of str
        The stage files that it is drawn from, by the names of :data:`STAGES`.
    chosen : callable
        Further arguments, from the settings.
    also : tuple of str
        Stage files that come last, empty where a study has none: a reflexive one measures less.
    shows_suggestions : bool
        Whether it shows what a model suggested, checked or not.
    """

    heading: Heading
    draw: Callable[..., DrawnFigure]
    chapter: str
    callout: str
    reads: tuple[str, ...] = ()
    chosen: Callable[[Settings], dict[str, Any]] = lambda _: {}
    also: tuple[str, ...] = ()
    shows_suggestions: bool = False


# in the order in which the report first names them, which is that of their numbers
FIGURES = (
    RegisteredFigure(
        workflow.WORKFLOW,
        _draw_workflow,
        "design",
        "shows the steps of the analysis, their numbers, and who decides in each.",
        (
            "codebook",
            "interviews",
            "segments",
            "final_codings",
            "human_codings",
            "unplaced_codings",
            "themes",
        ),
        lambda settings: {
            "final": settings.coding.final,
            "programs": settings.practice.machine,
            "measured": settings.practice.agreement,
        },
        ("agreement", "topics"),
    ),
    RegisteredFigure(
        agreement_figure.AGREEMENT,
        agreement_figure.draw_agreement,
        "agreement",
        "shows which codes coders gave alike: the further right, the better they agree.",
        ("agreement", "themes"),
        lambda settings: {"confidence": settings.agreement.confidence},
    ),
    RegisteredFigure(
        prevalence.PREVALENCE,
        prevalence.draw_prevalence,
        "themes",
        "shows how many participants spoke of which code.",
        ("themes",),
        lambda settings: {"confidence": settings.themes.shown_confidence},
    ),
    RegisteredFigure(
        prevalence.PREVALENCE_ALL,
        prevalence.draw_prevalence,
        "themes",
        "shows the same for every code, at all levels of the codebook.",
        ("themes",),
        lambda settings: {"confidence": settings.themes.shown_confidence, "every": True},
    ),
    RegisteredFigure(
        thematic_map.THEMATIC_MAP,
        thematic_map.draw_thematic_map,
        "themes",
        "shows which codes belong together: wide bands have many participants.",
        ("themes", "theme_participants"),
    ),
    RegisteredFigure(
        quote_plate.QUOTE_PLATE,
        quote_plate.draw_quote_plate,
        "themes",
        "sets quotes beside the number of participants.",
        ("themes", "theme_participants", "quotes", "participants"),
        lambda settings: {
            "attributes": settings.themes.attributes,
            "least": settings.report.suppress_below,
            "by_rule": settings.practice.machine,
        },
    ),
    RegisteredFigure(
        groups.GROUPS,
        _draw_groups,
        "groups",
        "shows where groups of participants differ most: the longer the line, the wider the gap.",
        ("themes", "theme_groups"),
        lambda settings: {
            "settings": settings.themes,
            "least": settings.report.suppress_below,
        },
    ),
    RegisteredFigure(
        participants.PARTICIPANTS,
        _draw_participants,
        "together",
        "shows which participant spoke of which code, and who did not.",
        ("themes", "theme_participants", "participants", "theme_groups"),
        lambda settings: {
            "settings": settings.themes,
            "least": settings.report.suppress_below,
        },
    ),
    RegisteredFigure(
        cooccurrence.COOCCURRENCE,
        cooccurrence.draw_cooccurrence,
        "together",
        "lists the pairs of codes that most often go together in a participant.",
        ("themes", "cooccurrence"),
    ),
    RegisteredFigure(
        combinations.COMBINATIONS,
        combinations.draw_combinations,
        "together",
        "shows which combinations of a few codes participants have.",
        ("themes", "theme_participants", "cooccurrence"),
        lambda settings: {"combine": settings.figures.combine},
    ),
    RegisteredFigure(
        timeline.TIMELINE,
        _draw_timeline,
        "together",
        "shows what each participant speaks of from the start of the interview to its end.",
        ("themes", "final_codings", "segments", "participants", "theme_groups"),
        lambda settings: {
            "settings": settings.themes,
            "least": settings.report.suppress_below,
        },
    ),
    RegisteredFigure(
        position.POSITION,
        position.draw_position,
        "together",
        "shows where in the interview each code came up.",
        ("themes", "final_codings", "segments", "codebook"),
    ),
    RegisteredFigure(
        saturation_figure.SATURATION,
        _draw_saturation,
        "saturation",
        "shows how soon the codes came up: where the curve is flat, nothing new came.",
        ("final_codings", "theme_participants", "segments"),
        lambda settings: {"seed": settings.seed},
    ),
    RegisteredFigure(
        suggestions.LEARNING,
        suggestions.draw_learning,
        "suggestions",
        "shows how well suggestions agree with the coders, and how far to trust probabilities.",
        ("learning_curve", "suggestion_reliability"),
        lambda settings: {"confidence": settings.agreement.confidence},
        shows_suggestions=True,
    ),
    RegisteredFigure(
        topic_map.TOPIC_MAP,
        topic_map.draw_topic_map,
        "topics",
        "shows the topics that a program found, and how far apart they lie.",
        ("topics", "topic_assignments"),
    ),
    RegisteredFigure(
        topic_codes.TOPIC_CODES,
        topic_codes.draw_topic_codes,
        "topics",
        "sets the codes that people gave beside the topics that a program found.",
        ("topics", "crosswalk", "themes"),
    ),
    RegisteredFigure(
        topic_selection.TOPIC_CHOICE,
        topic_selection.draw_topic_choice,
        "topics",
        "shows why this number of topics was chosen.",
        ("topic_choice",),
    ),
)
NAMES = tuple(one.heading.name for one in FIGURES)
