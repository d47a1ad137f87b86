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
from aft_themes.coding.codebook import Codebook
from aft_themes.coding.codebook_reading import load_codebook
from aft_themes.corpus.interviews import load_interviews
from aft_themes.corpus.participants import as_columns, with_participants
from aft_themes.errors import SettingsError
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
from aft_themes.figures.cache import FigureCache
from aft_themes.figures.export import save_figure, save_skipped
from aft_themes.figures.fonts import standing_in
from aft_themes.figures.options import FigureOptions, Notes
from aft_themes.figures.page import CannotDrawError, DrawnFigure, Heading
from aft_themes.figures.people import group_people
from aft_themes.io.entries import Table
from aft_themes.io.parquet import empty_frame, read_frame
from aft_themes.io.processes import Processes
from aft_themes.notices import NOTHING_LOST, Lost, count_lost, notices, say_lost
from aft_themes.settings import Settings, ThemeSettings
from aft_themes.themes.authors_themes import AuthorsTheme, load_authors_themes
from aft_themes.themes.groups import GroupComparison, compare_groups
from aft_themes.themes.saturation import saturation_curve

Files = Mapping[str, Path]

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
_LONGEST_NOTE = 90  # signs that fit in a line below the narrowest figure
# stage files whose numbers are of people's codings
_OF_CODINGS = frozenset(
    ("themes", "theme_groups", "theme_participants", "cooccurrence", "final_codings", "agreement")
)
NAMES = tuple(one.heading.name for one in FIGURES)


def draw_all(
    files: Files,
    folder: Path,
    settings: Settings,
    *,
    cache: FigureCache | None = None,
    only: Sequence[str] = (),
    processes: Processes | None = None,
    themes_file: Path | None = None,
) -> Iterator[tuple[str, str]]:
    """Draw the figures of a run; yield why each was not drawn, or "".

    Other processes begin at once, and this one helps when the first figure is asked for. The last
    figure comes first: the later ones change with every segment, and with them at the end one
    process would wait for another.
    """
    lost = _count_lost(files)
    unknown = sorted(set(only) - set(NAMES))
    if unknown:
        raise SettingsError(f"figures: {unknown} are none of {', '.join(NAMES)}.")
    # an approach has no figure of what it does not measure; a reflexive study no files for it
    shows = settings.shows
    fitting = [one for one in reversed(FIGURES) if shows(one.chapter) and {*one.reads} <= {*files}]
    chosen = [one for one in fitting if not only or one.heading.name in only]
    run = _Run(files, folder, settings, lost, cache, themes_file)
    names = [one.heading.name for one in chosen]
    drawn = (processes or Processes(1)).map(partial(_draw, run=run), names)
    return zip(names, drawn, strict=True)


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


def _lost_codings(
    one: RegisteredFigure, settings: Settings, lost: Lost, names: Mapping[str, str] | None = None
) -> Notes:
    """Say below a figure of codings how many are missing from it, in a line."""
    if not settings.coding.counts_people or not _OF_CODINGS.intersection(one.reads):
        return ()
    lines = [say_lost(lost, names, most=most) for most in (3, 2, 1)]
    fitting = [line for line in lines if line and len(line) <= _LONGEST_NOTE]
    return tuple(fitting[:1] or filter(None, [say_lost(lost._replace(codes=()))]))


def _count_lost(files: Files) -> Lost:
    tables = (HUMAN_CODINGS, UNPLACED_CODINGS)
    if any(table.name not in files for table in tables):
        return NOTHING_LOST
    return count_lost(*(read_frame(files[table.name], table) for table in tables))


@dataclass(frozen=True)
class _Run:
    """What all figures of a run share."""

    files: Files
    folder: Path
    settings: Settings
    lost: Lost
    cache: FigureCache | None
    themes_file: Path | None

    def options(self, notes: Notes) -> FigureOptions:
        """How its figures are drawn."""
        given: Sequence[AuthorsTheme] = ()
        if self.themes_file:
            given = load_authors_themes(self.themes_file, load_codebook(self.files[CODEBOOK.name]))
        return FigureOptions(
            self.settings.figures.profile,
            notes=notes,
            authors_themes=given,
            model_coders=self.settings.report.model_coders,
        )


def _names(run: _Run) -> dict[str, str]:
    """Name the codes, where some of their codings are lost."""
    if not run.lost.quotes:
        return {}
    return {code.id: code.name for code in load_codebook(run.files[CODEBOOK.name]).codes}


def _draw(name: str, run: _Run) -> str:
    number = NAMES.index(name) + 1
    one = FIGURES[number - 1]
    notes = (
        *notes_for(run.settings, run.lost, shows_suggestions=one.shows_suggestions),
        *_lost_codings(one, run.settings, run.lost, _names(run)),
    )

    missing: list[str] = []

    def save(place: Path, last: Path | None = None) -> None:
        for part, drawn in enumerate(_drawn(one, run, notes)):
            callout = one.callout if not part else "goes on with further codes."
            placed = replace(drawn, number=number, chapter=one.chapter, callout=callout)
            save_figure(placed, place, dpi=run.settings.figures.dpi, last=last)
            missing.append(placed.missing)

    try:
        if run.cache is None:
            save(run.folder)
        else:
            files = [run.files[stage] for stage in (*one.reads, *one.also) if stage in run.files]
            files += [run.themes_file] if run.themes_file else []
            run.cache.copy_or_draw(name, files, run.folder, save, notes)
            if any(missing):
                run.cache.forget(name)  # by the next run a font may be installed
    except CannotDrawError as reason:
        save_skipped(name, number, str(reason), run.folder)
        return str(reason)
    return ""


def _drawn(one: RegisteredFigure, run: _Run, notes: Notes) -> Iterator[DrawnFigure]:
    """Draw a figure, page after page where it needs several."""
    options = run.options(notes)
    read = [_read(run.files.get(stage), STAGES[stage]) for stage in (*one.reads, *one.also)]
    draw = partial(one.draw, *read, **one.chosen(run.settings))
    first = _with_all_letters(draw, options)
    yield first
    for part in range(1, first.parts):
        drawn = _with_all_letters(draw, replace(options, part=part))
        # a slide stands alone; on pages the first part's note is enough
        same = f"Goes on from \u201c{first.title}\u201d, whose note holds here too."
        yield drawn if options.look.by_domain else replace(drawn, caption=same)


def _with_all_letters(draw: Callable[..., DrawnFigure], options: FigureOptions) -> DrawnFigure:
    """Draw a figure; once more if fonts of this computer have letters that the own ones lack."""
    drawn = draw(options=options)
    found = standing_in(drawn.missing)
    if not found:
        return drawn
    look = replace(options.look, stand_ins=found)
    return draw(options=replace(options, profile=look))


def _read(path: Path | None, how: Table | Callable[[Path], Any]) -> Any:  # noqa: ANN401  # a frame or a codebook
    if isinstance(how, Table):
        return read_frame(path, how) if path else empty_frame(how)
    return how(path) if path else None
