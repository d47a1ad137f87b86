"""Saturation."""

from __future__ import annotations

import pandas as pd

from aft_themes.figures.options import DEFAULT_OPTIONS, FigureOptions
from aft_themes.figures.page import (
    CannotDrawError,
    DrawnFigure,
    Heading,
    Key,
    Sheet,
    box_key,
    legend,
    marker_key,
    room,
)
from aft_themes.figures.style import (
    BLUE,
    GREY,
    INK,
    PALE,
    Profile,
    styled,
    wrap,
)
from aft_themes.io.parquet import rows
from aft_themes.themes.saturation import BASES, CAVEAT, RUNS, THRESHOLDS

SATURATION = Heading("saturation", "Saturation: Codes by Number of Participants")


def draw_saturation(
    curve: pd.DataFrame,
    table: pd.DataFrame,
    *,
    options: FigureOptions = DEFAULT_OPTIONS,
) -> DrawnFigure:
    """Draw cumulative codes with a band over random orders, and the table of Guest et al.

    Parameters
    ----------
    curve : pandas.DataFrame
        By ``SATURATION_CURVE``.
    table : pandas.DataFrame
        By ``SATURATION``.
    options : FigureOptions
        Profile, codes, labels and notes.

    Returns
    -------
    DrawnFigure

    Raises
    ------
    CannotDrawError
        If there are no participants or no codes.
    """
    look = options.look
    if curve.empty or not int(curve["cumulative"].max()):
        raise CannotDrawError("No interview has been coded.")
    keys = [
        marker_key("participants in the order of their ids", "o", BLUE, line=True),
        _line_key("median of random orders"),
        box_key("95% of random orders", PALE, PALE),
    ]
    with styled(look):
        sheet = _draw(look, curve, table, keys, options)
    last = curve.iloc[-1]
    return DrawnFigure(
        heading=SATURATION,
        caption=(
            f"{look.panels[0]}: codes used at least once after each of N = {len(curve)} "
            "participants; the band holds the middle 95% of random orders of the participants. "
            f"{look.panels[1]}: saturation after Guest, "
            "Namey and Chen (2020): 5+2 means that after 5 participants the next 2 brought at most "
            "the stated share of new codes, relative to the codes of the base. "
            f"{CAVEAT}"
        ),
        alt=(
            f"Line that rises to {last.cumulative} codes after {len(curve)} participants, in a "
            "band of random orders; beside it a table of saturation at twelve settings."
        ),
        long_description=" ".join(
            [
                *(
                    f"After participant {row.order} ({row.participant}): {row.cumulative} codes, "
                    f"{row.new} of them new."
                    for row in rows(curve)
                ),
                *(
                    f"Base {row.base}, run {row.run}, at most {row.threshold:.0%} new "
                    f"information: {row.result}."
                    for row in rows(table)
                ),
            ]
        ),
        data=curve,
        figure=sheet.figure,
        profile=look,
    )


def _line_key(words: str) -> Key:
    def draw(sheet: Sheet, x: float, y: float) -> None:
        half = 0.9 * sheet.profile.text
        sheet.page.plot(
            (x - half, x + half), (y, y), color=GREY, linestyle="--", linewidth=sheet.profile.line
        )

    return Key(words, draw, 6.0)


def _draw(
    look: Profile, curve: pd.DataFrame, table: pd.DataFrame, keys: list[Key], options: FigureOptions
) -> Sheet:
    head = 1.7 * look.text
    top = legend(None, keys, look, 0) + head + 0.5 * look.text
    scale = look.size / 8
    left, tall = 12 * scale, min(72 * scale, room(options) - 40 * scale)
    caveat = wrap(CAVEAT, look.inner, look)
    under = 4.4 * look.text
    sheet = Sheet(options, top + tall + under + len(caveat) * look.pitch, SATURATION.title)
    legend(sheet, keys, look, 0)
    part = 0.54 * look.inner
    axes = sheet.axes(left, top, part - left, tall)
    x = curve["order"].to_numpy()
    axes.fill_between(x, curve["low"], curve["high"], color=PALE, linewidth=0)
    axes.plot(x, curve["median"], color=GREY, linestyle="--")
    axes.plot(
        x,
        curve["cumulative"],
        color=BLUE,
        markeredgecolor=INK,
        markeredgewidth=0.4 * look.line,
        marker="o" if len(curve) <= 60 else "",
        markersize=0.4 * look.size,
    )
    axes.set_xlim(0, len(curve) + 0.5)
    axes.set_ylim(0, 1.06 * float(curve[["cumulative", "high"]].to_numpy().max()))
    axes.set_xlabel("Participants")
    axes.set_ylabel("Codes used so far")
    for number, place in enumerate((0.0, part + 8 * scale)):
        sheet.panel(place, top - 0.6 * head, number)
    _table(sheet, table, part + 8 * scale, top, tall)
    sheet.lines(0, top + tall + under, caveat)
    return sheet


def _table(sheet: Sheet, table: pd.DataFrame, left: float, top: float, tall: float) -> None:
    look = sheet.profile
    found = {(row.base, row.run, row.threshold): row.result for row in rows(table)}
    step = min(2 * look.text, tall / 9)
    wide = sheet.width - left
    columns = [left, left + 0.2 * wide, left + 0.55 * wide, left + 0.97 * wide]
    y = top + 0.5 * step
    sheet.rule(top, left)
    sheet.text(columns[3], y, "New information", ha="right")
    y += step
    heads = ["Base", "Run", *("none" if t == 0 else f"\u2264 {t:.0%}" for t in THRESHOLDS)]
    for x, words, side in zip(columns, heads, ("left", "left", "center", "right"), strict=True):
        sheet.text(x, y, words, ha=side)
    sheet.rule(y + 0.5 * step, left)
    for base in BASES:
        for run in RUNS:
            y += step
            sheet.text(columns[0], y, str(base) if run == RUNS[0] else "")
            sheet.text(columns[1], y, str(run))
            cells = [found[base, run, threshold] for threshold in THRESHOLDS]
            sheet.text(columns[2], y, cells[0], ha="center")
            sheet.text(columns[3], y, cells[1], ha="right")
    sheet.rule(y + 0.6 * step, left)
