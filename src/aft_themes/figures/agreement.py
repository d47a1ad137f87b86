"""Agreement between coders."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from aft_themes.figures.code_rows import (
    Row,
    choose_codes,
    code_page,
    column_axes,
    domains_of,
    guide_lines,
    left_out_note,
    right_column,
)
from aft_themes.figures.options import DEFAULT_OPTIONS, FigureOptions
from aft_themes.figures.page import (
    CannotDrawError,
    DrawnFigure,
    Heading,
    Key,
    Sheet,
    dot,
    marker_key,
)
from aft_themes.figures.style import (
    BLUE,
    GREY,
    INK,
    PAPER,
    Profile,
    styled,
)
from aft_themes.io.parquet import rows
from aft_themes.notices import CODERS_WERE_MODELS, SYNTHETIC
from aft_themes.vocabulary import Level, Measure, Variant

AGREEMENT = Heading("agreement", "Agreement Between Coders")
_MAIN, _SECOND = Measure.ALPHA, Measure.AC1
_LINES = (0.667, 0.8)
_OVERALL = (Level.ALL_CODES, Level.ALL_DOMAINS)


def draw_agreement(
    agreement: pd.DataFrame,
    themes: pd.DataFrame,
    *,
    variant: str = Variant.ALL_SEGMENTS,
    confidence: float = 0.95,
    options: FigureOptions = DEFAULT_OPTIONS,
) -> DrawnFigure:
    """Draw Krippendorff's alpha with its interval, and Gwet's AC1, of every code and domain.

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
        Profile, codes, labels and notes.

    Returns
    -------
    DrawnFigure

    Raises
    ------
    CannotDrawError
        If no interview was coded by two coders.
    """
    look = options.look
    mine = agreement[agreement["variant"] == variant]
    if mine.empty or not int(mine["interviews"].max()):
        raise CannotDrawError("No interview was coded by two coders.")
    chosen = _rows(mine, choose_codes(themes, options), overall=options.codes is None)
    interviews, segments = int(mine["interviews"].max()), int(mine["segments"].max())
    level = f"{confidence:.0%}"
    keys = [
        marker_key(f"{_MAIN} and {level} interval", "o", BLUE, line=True),
        marker_key(_SECOND, "D", PAPER),
        _dashes(f"{_LINES[0]:g} and {_LINES[1]:g}"),
    ]
    with styled(look):
        sheet, arranged, top = code_page(chosen, options, keys, AGREEMENT.title, right=7.5)
        by_code = {row.code: row for row in rows(chosen)}
        numbers = {code: f"{row.given}" for code, row in by_code.items() if row.given >= 0}
        least = min(-0.05, *(value for value in chosen["low"].dropna()), *chosen["ac1"].dropna())
        for column in range(arranged.columns):
            axes = column_axes(sheet, arranged, column, top)
            guide_lines(axes, arranged.in_column(column), look)
            axes.set_xlim(least - 0.03, 1.02)
            axes.set_xticks([0, 0.5, 1])
            axes.set_xlabel("Agreement")
            for x in _LINES:
                axes.axvline(x, color=GREY, linewidth=0.6 * look.line, linestyle=(0, (2, 2)))
            for place in arranged.in_column(column):
                _estimate(axes, place, by_code[place.code], look)
            right_column(sheet, arranged, column, top, numbers, "n")
    shown = chosen[chosen["code"].isin(arranged.codes)]
    absent = int((shown["estimate"].isna() & (shown["given"] >= 0)).sum())
    bare = f"{absent} rows without a sign cannot be estimated. " if absent else ""
    invented = f" {CODERS_WERE_MODELS}" if SYNTHETIC.short in options.notes else ""
    whole = shown.loc[shown["code"] == _OVERALL[0]]
    overall = f" Over all codes alpha is {whole['estimate'].iloc[0]:.2f}." if len(whole) else ""
    domains = "Domains count any of their codes. " if domains_of(themes) else ""
    both = " and all domains" if domains else ""
    return DrawnFigure(
        heading=AGREEMENT,
        caption=(
            f"Agreement on {segments} segments of {interviews} interviews that at least two "
            f"coders coded ({variant}); n, segments to which at least one coder gave the code "
            f"(for all codes{both}, pairs of segment and code). "
            f"Lines are {level} percentile intervals of a bootstrap of "
            f"participants; where all resamples give the same value there is no line. {domains}"
            "Dashed lines mark values that Krippendorff (2019) names for "
            "tentative (.667) and for firm (.80) conclusions; they are conventions. "
            f"{bare}{left_out_note(arranged)}Few uses of a code make its estimate unsure.{invented}"
        ),
        alt=(
            f"Forest plot of agreement for {len(shown)} codes{' and domains' if domains else ''} "
            f"over {interviews} interviews.{overall}"
        ),
        long_description=" ".join(_sentence(row) for row in rows(shown)),
        data=shown[
            "code domain level label estimate low high ac1 given shared interviews reason".split()
        ].rename(columns={"estimate": "alpha"}),
        figure=sheet.figure,
        profile=look,
    )


def _rows(mine: pd.DataFrame, chosen: pd.DataFrame, *, overall: bool) -> pd.DataFrame:
    """Join estimates to codes; a domain shows what its codes say together."""
    columns = ["estimate", "low", "high", "given", "shared", "interviews", "reason"]
    main = mine[mine["measure"] == _MAIN]
    second = mine[mine["measure"] == _SECOND].set_index(["level", "code"])["estimate"]
    table = []
    levels = _OVERALL if chosen["bold"].any() else _OVERALL[:1]  # without domains both say the same
    for level in levels if overall else ():
        found = main[main["level"] == level]
        for row in rows(found):
            label = level.capitalize()
            table.append([level, "", 1, True, label, *(getattr(row, name) for name in columns)])
            table[-1].append(second.get((level, row.code)))
    for code in rows(chosen):
        level = Level.DOMAIN if code.level == 1 else Level.CODE
        found = main[(main["level"] == level) & (main["code"] == code.code)]
        for row in rows(found):
            stats = [getattr(row, name) for name in columns]
            table.append([code.code, code.domain, code.level, code.bold, code.label, *stats])
            table[-1].append(second.get((level, code.code)))
    names = ["code", "domain", "level", "bold", "label", *columns, "ac1"]
    frame = pd.DataFrame(table, columns=names)
    if frame.empty:
        raise CannotDrawError("Agreement was measured for none of these codes.")
    numeric = dict.fromkeys(("estimate", "low", "high", "ac1"), "float64")
    return frame.astype(numeric)


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
    interval = "no interval" if pd.isna(low) else f"{low:.2f} to {high:.2f}"
    return f"{label}: alpha {estimate:.2f} ({interval}), given {given} times."


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
