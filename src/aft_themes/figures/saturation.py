"""Saturation."""

from __future__ import annotations

import pandas as pd

from aft_themes.figures.options import DEFAULT_OPTIONS, FigureOptions
from aft_themes.figures.page import (
    CannotDrawError,
    DrawnFigure,
    Heading,
    Sheet,
    box_key,
    keep_seen_ticks,
    legend,
    line_key,
    marker_key,
    room,
    sentence_of,
    whole_ticks,
)
from aft_themes.figures.style import BLUE, GREY, INK, PALE, styled
from aft_themes.io.parquet import rows
from aft_themes.themes.saturation import CAVEAT
from aft_themes.wording import count

SATURATION = Heading("saturation", "Saturation: Codes by Number of Participants")
_SHAPE = 0.42  # height of the width
_LEAST_PARTICIPANTS = 3  # two have but one other order


def draw_saturation(
    curve: pd.DataFrame, *, options: FigureOptions = DEFAULT_OPTIONS
) -> DrawnFigure:
    """Draw how many codes were used after each participant, with a band over random orders.

    Parameters
    ----------
    curve : pandas.DataFrame
        By ``SATURATION_CURVE``.
    options : FigureOptions
        Profile and notes.

    Returns
    -------
    DrawnFigure

    Raises
    ------
    CannotDrawError
        If there are no codes, or fewer than three participants.
    """
    look = options.look
    if curve.empty or not int(curve["cumulative"].max()):
        raise CannotDrawError("No interview has been coded.")
    if len(curve) < _LEAST_PARTICIPANTS:
        raise CannotDrawError("Two participants make no curve, and have no random orders.")
    with styled(look):
        sheet = _draw(curve, options)
    last = curve.iloc[-1]
    whole = int(last["cumulative"])
    most = curve.loc[curve["cumulative"] >= 0.9 * whole, "order"].iloc[0]
    return DrawnFigure(
        heading=SATURATION,
        caption=(
            f"Codes used at least once after each of N = {len(curve)} participants; the band holds "
            f"the middle 95% of random orders of the participants. {CAVEAT}"
        ),
        alt=sentence_of(
            f"Of the {count(whole, 'code')} that {count(len(curve), 'participant')} gave rise to, "
            f"{'nine in ten had' if whole > 1 else 'it had'} been used after participant {most}",
            _last_quarter(curve),
        ),
        long_description=" ".join(
            f"After participant {row.order} ({row.participant}): {count(row.cumulative, 'code')}, "
            f"{row.new} of them new."
            for row in rows(curve)
        ),
        data=curve,
        figure=sheet.figure,
        profile=look,
    )


def _last_quarter(curve: pd.DataFrame) -> str:
    last = max(1, len(curve) // 4)
    new = int(curve["new"].tail(last).sum())
    who = "the last participant" if last == 1 else f"the last {last} participants"
    return f"{who} brought {count(new, 'new code') if new else 'no new code'}"


def _draw(curve: pd.DataFrame, options: FigureOptions) -> Sheet:
    look = options.look
    keys = [
        marker_key("Participants in the order of their ids", "o", BLUE, line=BLUE),
        line_key("Median of random orders", GREY, "--", 1),
        box_key("95% of random orders", PALE, PALE),
    ]
    top, scale = legend(None, keys, look, 0) + 0.8 * look.text, look.size / 8
    left, under, right = 12 * scale, 4.4 * look.text, 0.6 * look.wide("000")
    tall = min(_SHAPE * look.inner, room(options) - top - under)
    sheet = Sheet(options, top + tall + under, SATURATION.title)
    legend(sheet, keys, look, 0)
    axes = sheet.axes(left, top, look.inner - left - right, tall)
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
    whole_ticks(axes.xaxis)
    whole_ticks(axes.yaxis)
    keep_seen_ticks(axes)
    return sheet
