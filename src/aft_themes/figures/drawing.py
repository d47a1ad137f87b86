"""Draw the registered figures of a run, with the notes that each must bear."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from aft_themes.catalog import CODEBOOK, HUMAN_CODINGS, UNPLACED_CODINGS
from aft_themes.codebook.reading import load_codebook
from aft_themes.errors import SettingsError
from aft_themes.figures.cache import FigureCache
from aft_themes.figures.export import save_figure, save_skipped
from aft_themes.figures.fonts import standing_in
from aft_themes.figures.options import FigureOptions, Notes
from aft_themes.figures.page import CannotDrawError, DrawnFigure
from aft_themes.figures.registry import FIGURES, NAMES, STAGES, RegisteredFigure
from aft_themes.io.entries import Table
from aft_themes.io.parquet import empty_frame, read_frame
from aft_themes.io.processes import Processes
from aft_themes.notices import NOTHING_LOST, Lost, count_lost, notices, say_lost
from aft_themes.settings import Settings
from aft_themes.themes.authors_themes import AuthorsTheme, load_authors_themes

Files = Mapping[str, Path]
_LONGEST_NOTE = 90  # signs that fit in a line below the narrowest figure
# stage files whose numbers are of people's codings
_OF_CODINGS = frozenset(
    ("themes", "theme_groups", "theme_participants", "cooccurrence", "final_codings", "agreement")
)


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
        raise SettingsError(f"figures: {unknown} are not among {', '.join(NAMES)}.")
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
