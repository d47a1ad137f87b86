"""Agreement between coders."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from aft_themes.agreement.measure import why_without_intervals
from aft_themes.figures.chosen_codes import WITHOUT_DOMAIN, choose_codes, head_the_rest
from aft_themes.figures.code_page import CodePage, code_page
from aft_themes.figures.code_rows import Row, column_axes, guide_lines, left_out_note, right_column
from aft_themes.figures.options import DEFAULT_OPTIONS, FigureOptions
from aft_themes.figures.page import (
    CannotDrawError,
    DrawnFigure,
    Heading,
    Key,
    Sheet,
    dot,
    marker_key,
    print_as_statistics,
    row_with,
    sentence_of,
)
from aft_themes.figures.style import BLUE, GREY, INK, PAPER, Profile, styled
from aft_themes.io.parquet import rows
from aft_themes.notices import MODEL_CODERS
from aft_themes.numbers import range_text, statistic, statistic_in_full
from aft_themes.vocabulary import Level, Measure, Variant
from aft_themes.wording import count, with_capital

AGREEMENT = Heading("agreement", "Agreement Between Coders")
_MAIN, _SECOND = Measure.ALPHA, Measure.AC1
_LINES = (0.667, 0.8)
_LEAST_GIVEN = 5  # with fewer uses one more or less moves alpha far
_OVERALL = (Level.ALL_CODES, Level.ALL_DOMAINS)


def draw_agreement(
    agreement: pd.DataFrame,
    themes: pd.DataFrame,
    *,
    variant: str = Variant.ALL_SEGMENTS,
    confidence: float = 0.95,
    options: FigureOptions = DEFAULT_OPTIONS,
) -> DrawnFigure:
    """Draw Krippendorff's alpha with its interval, and Gwet's AC1, of domains and doubtful codes.

    Parameters
    ----------
    agreement : pandas.DataFrame
        By ``AGREEMENT``.
    themes : pandas.DataFrame
        By ``THEMES``; gives names and order.
    variant : str
        ``all segments`` or ``coded only``.
    confidence : float
        Level of the intervals in ``agreement``.
    options : FigureOptions
        Profile, codes, labels and notes. If it names no codes: all domains, and the codes below
        .667 that coders gave at least five times; without domains all codes.

    Returns
    -------
    DrawnFigure

    Raises
    ------
    CannotDrawError
        If no interview has two coders who can be compared.
    """
    look = options.look
    mine = agreement[agreement["variant"] == variant]
    if mine.empty or not int(mine["interviews"].max()):
        raise CannotDrawError("No interview has two coders who can be compared.")
    asked = options.codes is not None
    listed = head_the_rest(choose_codes(themes, options))
    found = _rows(mine, listed, overall=not asked)
    chosen = found if asked else _doubtful(found)
    level = f"{confidence:.0%}"
    keys = [
        marker_key(_MAIN, "o", BLUE)
        if why_without_intervals(mine)
        else marker_key(f"{_MAIN} and {level} interval", "o", BLUE, line=INK),
        marker_key(_SECOND, "D", PAPER),
        _dashes(f"{statistic_in_full(_LINES[0])} and {statistic_in_full(_LINES[1])}"),
    ]
    with styled(look):
        page = code_page(chosen, options, keys, AGREEMENT, right=7.5, whole=not look.by_domain)
        _columns(page, chosen, look)
    shown = chosen[chosen["code"].isin(page.codes)]
    return DrawnFigure(
        heading=page.heading,
        caption=_caption(mine, found, shown, page, level, variant, options, asked=asked),
        alt=_finding(found, int(mine["interviews"].max())),
        long_description=" ".join(_sentence(row) for row in rows(shown)),
        data=shown[
            "code domain level label estimate low high ac1 given shared interviews reason".split()
        ].rename(columns={"estimate": "alpha"}),
        figure=page.sheet.figure,
        profile=look,
        parts=page.parts,
    )


def _columns(page: CodePage, chosen: pd.DataFrame, look: Profile) -> None:
    by_code = {row.code: row for row in rows(chosen)}
    numbers = {code: f"{row.given:,}" for code, row in by_code.items() if row.given >= 0}
    ends = [*chosen["low"].dropna(), *chosen["estimate"].dropna(), *chosen["ac1"].dropna()]
    least = min(-0.05, *ends)
    for column in range(page.arranged.columns):
        axes = column_axes(page.sheet, page.arranged, column, page.top)
        places = page.arranged.in_column(column)
        guide_lines(axes, places, look)
        axes.set_xlim(least - 0.03, 1.02)
        axes.set_xticks([0, 0.5, 1])
        print_as_statistics(axes.xaxis)
        axes.set_xlabel("Agreement")
        for x in _LINES:
            axes.axvline(x, color=GREY, linewidth=0.6 * look.line, linestyle=(0, (2, 2)))
        for place in places:
            _estimate(axes, place, by_code[place.code], look)
        right_column(page.sheet, page.arranged, column, page.top, numbers, "n")


def _caption(
    mine: pd.DataFrame,
    found: pd.DataFrame,
    shown: pd.DataFrame,
    page: CodePage,
    level: str,
    variant: str,
    options: FigureOptions,
    *,
    asked: bool,
) -> str:
    interviews, segments = int(mine["interviews"].max()), int(mine["segments"].max())
    absent = int((shown["estimate"].isna() & (shown["given"] >= 0)).sum())
    unknown = f"Not to be estimated: {count(absent, 'row')} without a sign. " if absent else ""
    others = len(found) - len(shown)
    missing = why_without_intervals(mine)
    rest = "code" if others == 1 else f"{others:,} codes"
    listed = f"Tables list the other {rest}. " if others and not asked else ""
    which = (
        "Shown are all domains and the codes below .667 that were given at least "
        f"{_LEAST_GIVEN} times. {listed}"
    )
    return (
        f"Compared are {count(segments, 'segment')} of {count(interviews, 'interview')} that at "
        f"least two coders coded ({variant}); n, segments to which a coder gave the code. "
        f"{'' if asked or len(found) == len(shown) else which}"
        f"{with_capital(missing) or f'Lines: {level} bootstrap intervals'}. Dashed lines: "
        f"Krippendorff's (2019) conventions for tentative and for firm conclusions. {unknown}"
        f"{left_out_note(page.arranged)}Few uses of a code make its estimate unsure."
        f"{f' {MODEL_CODERS}' if options.model_coders else ''}"
    )


def _doubtful(found: pd.DataFrame) -> pd.DataFrame:
    """Keep the rows of everything and of domains, and codes that agree too little."""
    if not (found["bold"] & ~found["code"].isin(list(_OVERALL))).any():
        return found
    low = (found["estimate"] < _LINES[0]) & (found["given"] >= _LEAST_GIVEN)
    kept = found[found["bold"] | low]
    empty = (kept["code"] == WITHOUT_DOMAIN) & kept["bold"].shift(-1, fill_value=True)
    kept = kept[~empty].reset_index(drop=True)
    return kept.assign(depth=(~kept["bold"]).astype(int))  # what is between is not shown


def _finding(found: pd.DataFrame, interviews: int) -> str:
    codes = found[~found["bold"] & found["estimate"].notna() & (found["given"] >= _LEAST_GIVEN)]
    overall = found[found["code"].isin(list(_OVERALL))]
    said = []
    if len(overall) and pd.notna(overall["estimate"].iloc[0]):
        said.append(
            f"Over all codes, coders of {count(interviews, 'interview')} agree with an alpha of "
            f"{statistic(overall['estimate'].iloc[0])}"
        )
    if len(codes) > 1:
        worst = row_with(codes, "estimate", least=True)
        said.append(f"they agree least on {worst['label']} ({statistic(worst['estimate'])})")
    return sentence_of(
        *(said or [f"Coders of {count(interviews, 'interview')} agree on these codes"])
    )


_COLUMNS = ["estimate", "low", "high", "given", "shared", "interviews", "reason"]


def _rows(mine: pd.DataFrame, chosen: pd.DataFrame, *, overall: bool) -> pd.DataFrame:
    """Join estimates to codes; a domain shows what its codes say together."""
    main = mine[mine["measure"] == _MAIN]
    second = mine[mine["measure"] == _SECOND].set_index(["level", "code"])["estimate"]
    table: list[list[object]] = []
    measured = chosen["level"] > 0  # not the authors' themes
    levels = _OVERALL if (chosen["bold"] & measured).any() else _OVERALL[:1]  # else both the same
    for level in levels if overall else ():
        for row in rows(main[main["level"] == level]):
            stats = [getattr(row, name) for name in _COLUMNS]
            table.append([level, "", 1, True, 0, level.capitalize(), *stats])
            table[-1].append(second.get((level, row.code)))
    for code in rows(chosen):
        head = [code.code, code.domain, code.level, code.bold, code.depth, code.label]
        if not code.level:
            table.append([*head, None, None, None, -1, -1, 0, "", None])
            continue
        level = Level.DOMAIN if code.level == 1 else Level.CODE
        for row in rows(main[(main["level"] == level) & (main["code"] == code.code)]):
            stats = [getattr(row, name) for name in _COLUMNS]
            table.append([*head, *stats, second.get((level, code.code))])
    names = ["code", "domain", "level", "bold", "depth", "label", *_COLUMNS, "ac1"]
    frame = pd.DataFrame(table, columns=names)
    if frame.empty:
        raise CannotDrawError("Agreement was measured for none of these codes.")
    return frame.astype(dict.fromkeys(("estimate", "low", "high", "ac1"), "float64"))


def _estimate(axes: Axes, place: Row, row: object, look: Profile) -> None:
    estimate, low, high, second = (
        float(getattr(row, name)) for name in ("estimate", "low", "high", "ac1")
    )
    y = place.middle
    if not np.isnan(low):
        axes.plot((low, high), (y, y), color=INK, linewidth=look.line, solid_capstyle="butt")
    for value, marker, colour in ((second, "D", PAPER), (estimate, "o", BLUE)):
        if not np.isnan(value):
            axes.add_line(dot(value, y, marker, colour, look)).set_clip_on(False)


def _sentence(row: object) -> str:
    label, estimate, low, high, given, reason = (
        getattr(row, name) for name in ("label", "estimate", "low", "high", "given", "reason")
    )
    if pd.isna(estimate):
        return f"{label}: not estimable ({reason})."
    return f"{label}: alpha {range_text(estimate, low, high)}, given {count(given, 'time')}."


def _dashes(words: str) -> Key:
    def draw(sheet: Sheet, x: float, y: float) -> None:
        half = 0.6 * sheet.profile.text
        sheet.page.plot(
            (x, x),
            (y - half, y + half),
            color=GREY,
            linewidth=0.6 * sheet.profile.line,
            linestyle=(0, (2, 2)),
        )

    return Key(words, draw, 2.5)
