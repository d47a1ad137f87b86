"""How well suggestions agree with people, and how far their probabilities can be trusted."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes

from aft_themes.figures.options import DEFAULT_OPTIONS, FigureOptions
from aft_themes.figures.page import (
    CannotDrawError,
    DrawnFigure,
    Heading,
    Sheet,
    dot,
    print_as_statistics,
    room,
    sentence_of,
    spread,
    whole_ticks,
)
from aft_themes.figures.style import (
    BLUE,
    GREEN,
    GREY,
    INK,
    ORANGE,
    PURPLE,
    SKY,
    VERMILION,
    Profile,
    styled,
    wrap,
)
from aft_themes.io.parquet import rows
from aft_themes.numbers import range_text, statistic
from aft_themes.wording import count, with_capital

LEARNING = Heading("learning", "Suggestions: Agreement With People and Reliability")
_WORDS = {
    "f1": "F1 of codes",
    "kappa": "kappa of codes",
    "recall at 5": "share of the coder's codes among the first five",
    "f1 with ancestors": "F1 of codes and those above",
    "domain f1": "F1 of domains",
    "domain kappa": "kappa of domains",
}
_DATA = "panel interviews measure estimate repeats bin predicted observed low high n".split()
_SIGNS = (
    ("o", BLUE),
    ("^", ORANGE),
    ("s", GREEN),
    ("D", VERMILION),
    ("v", SKY),
    ("P", PURPLE),
)


def draw_learning(
    learning: pd.DataFrame,
    reliability: pd.DataFrame,
    *,
    measures: Sequence[str] = ("recall at 5", "domain kappa", "kappa"),
    confidence: float = 0.95,
    options: FigureOptions = DEFAULT_OPTIONS,
) -> DrawnFigure:
    """Draw the learning curve of the suggestions and their reliability diagram.

    Parameters
    ----------
    learning : pandas.DataFrame
        By ``LEARNING_CURVE``.
    reliability : pandas.DataFrame
        By ``SUGGESTION_RELIABILITY``.
    measures : sequence of str
        Which measures of the learning curve are drawn.
    confidence : float
        Level of the intervals in ``reliability``.
    options : FigureOptions
        Profile, codes, labels and notes.

    Returns
    -------
    DrawnFigure

    Raises
    ------
    CannotDrawError
        If the suggestions were not measured.
    """
    look = options.look
    curve = learning[learning["measure"].isin(list(measures))]
    if curve.empty or reliability.empty:
        raise CannotDrawError("Suggestions were not measured: too few coded interviews.")
    present = _apart([name for name in measures if name in set(curve["measure"])], curve)
    curve = curve[curve["measure"].isin(present)]
    with styled(look):
        sheet = _draw(curve, reliability, present, options)
    last = curve[curve["interviews"] == curve["interviews"].max()]
    return DrawnFigure(
        heading=LEARNING,
        caption=(
            f"{look.panels[0]}: agreement of suggestions with the coder on interviews whose codes "
            "the model was not given; means, with the lowest and highest of the repeats (at the "
            "last point, of the folds). Points of the same number of interviews stand side by "
            f"side. {look.panels[1]}: pairs of segment and code in bins of their cross-validated "
            "probability; on the diagonal, of pairs given 60% people coded 60%. "
            f"{_lines(reliability, confidence)} The interviews are those of the study "
            f"{curve['study'].iloc[0]}. Suggestions are for people to check."
        ),
        alt=_finding(last, reliability),
        long_description=_numbers_in_words(last, reliability),
        data=_both_panels(curve, reliability, look),
        figure=sheet.figure,
        profile=look,
    )


def _lines(reliability: pd.DataFrame, confidence: float) -> str:
    if reliability["low"].isna().all():
        return "There are too few participants for intervals."
    return f"Lines are {confidence:.0%} bootstrap intervals."


def _apart(measures: list[str], curve: pd.DataFrame) -> list[str]:
    """Leave out the measure of domains where it is that of codes: in a flat codebook."""
    at = curve.pivot_table(index="interviews", columns="measure", values="estimate")
    if {"domain kappa", "kappa"} <= {*measures} and at["domain kappa"].equals(at["kappa"]):
        return [name for name in measures if name != "domain kappa"]
    return measures


def _numbers_in_words(last: pd.DataFrame, reliability: pd.DataFrame) -> str:
    trained = (
        f"Trained on {count(row.interviews, 'interview')}, {_WORDS.get(row.measure, row.measure)} "
        f"{range_text(row.estimate, row.low, row.high)}."
        for row in rows(last)
    )
    predicted = (
        f"Predicted {row.predicted:.0%}: coded {row.observed:.0%}"
        f"{f' ({row.low:.0%} to {row.high:.0%})' * pd.notna(row.low)}, {count(row.n, 'pair')}."
        for row in rows(reliability)
    )
    return " ".join([*trained, *predicted])


def _both_panels(curve: pd.DataFrame, reliability: pd.DataFrame, look: Profile) -> pd.DataFrame:
    panels = [curve.assign(panel=look.panels[0]), reliability.assign(panel=look.panels[1])]
    return pd.concat(panels, ignore_index=True)[_DATA]


def _finding(last: pd.DataFrame, reliability: pd.DataFrame) -> str:
    words = {row.measure: row.estimate for row in rows(last)}
    said = ", ".join(
        f"{_WORDS.get(name, name)} {statistic(value)}" for name, value in words.items()
    )
    gap = float((reliability["predicted"] - reliability["observed"]).abs().max())
    return sentence_of(
        f"With {int(last['interviews'].max())} coded interviews suggestions reach {said}",
        f"their probabilities miss what people coded by at most {100 * gap:.0f} points",
    )


def _draw(
    curve: pd.DataFrame,
    reliability: pd.DataFrame,
    present: Sequence[str],
    options: FigureOptions,
) -> Sheet:
    look, scale = options.look, options.look.size / 8
    top, left, gap = 2.1 * look.text, 12 * scale, 20 * scale
    right, under = 0.6 * look.wide("1.0"), 4.2 * look.text
    tall = room(options) - top - under
    beside = 30 * scale  # for the words beside the curves
    wide = min((look.inner - left - gap - beside - right) / 2, 75 * scale, tall)
    second = look.inner - right - wide
    sheet = Sheet(options, top + wide + under, LEARNING.title)
    for number, x in enumerate((0.0, second - left)):
        sheet.panel(x, top - 1.1 * look.text, number)
    _curve(sheet.axes(left, top, wide, wide), curve, present, look)
    _labels(sheet, curve, present, left + wide, top, wide, beside)
    _reliability(sheet.axes(second, top, wide, wide), reliability, look)
    return sheet


def _limits(curve: pd.DataFrame) -> tuple[float, float]:
    return min(0.0, float(curve["low"].min())), 1.0


def _labels(
    sheet: Sheet,
    curve: pd.DataFrame,
    measures: Sequence[str],
    left: float,
    top: float,
    tall: float,
    room_beside: float,
) -> None:
    """Name each curve beside its last point, in its colour's sign."""
    look, (low, high) = sheet.profile, _limits(curve)
    ends = curve.sort_values("interviews").groupby("measure")["estimate"].last()
    order = sorted(measures, key=lambda name: -ends[name])
    space = room_beside - 2.2 * look.text
    lines = [wrap(with_capital(_WORDS.get(name, name)), space, look) for name in order]
    heights = [(len(one) + 0.4) * look.pitch for one in lines]
    wanted = [
        tall * (high - ends[name]) / (high - low) - height / 2
        for name, height in zip(order, heights, strict=True)
    ]
    for name, said, at in zip(order, lines, spread(wanted, heights, tall), strict=True):
        sign = _SIGNS[list(measures).index(name) % len(_SIGNS)]
        middle = top + at + len(said) * look.pitch / 2
        sheet.page.add_line(dot(left + 0.9 * look.text, middle, *sign, look))
        sheet.lines(left + 1.7 * look.text, top + at, said)


def _curve(axes: Axes, curve: pd.DataFrame, measures: Sequence[str], look: Profile) -> None:
    far = int(curve["interviews"].max())
    step = far * 0.012
    for place, name in enumerate(measures):
        marker, colour = _SIGNS[place % len(_SIGNS)]
        mine = curve[curve["measure"] == name].sort_values("interviews")
        x = mine["interviews"] + step * (place - (len(measures) - 1) / 2)
        axes.vlines(x, mine["low"], mine["high"], color=INK, linewidth=0.7 * look.line)
        axes.plot(
            x,
            mine["estimate"],
            color=colour,
            marker=marker,
            markersize=0.6 * look.size,
            markeredgecolor=INK,
            markeredgewidth=0.5 * look.line,
        )
    axes.set_xlim(0, far * 1.06)
    axes.set_ylim(*_limits(curve))
    print_as_statistics(axes.yaxis)
    whole_ticks(axes.xaxis)
    axes.set_xlabel("Coded interviews trained on")
    axes.set_ylabel("Agreement with the coder")


def _reliability(axes: Axes, reliability: pd.DataFrame, look: Profile) -> None:
    axes.plot((0, 1), (0, 1), color=GREY, linestyle="--", linewidth=0.7 * look.line)
    axes.vlines(
        reliability["predicted"],
        reliability["low"],
        reliability["high"],
        color=INK,
        linewidth=look.line,
    )
    axes.plot(
        reliability["predicted"],
        reliability["observed"],
        linestyle="none",
        marker="o",
        markersize=0.65 * look.size,
        markerfacecolor=BLUE,
        markeredgecolor=INK,
        markeredgewidth=0.5 * look.line,
        clip_on=False,  # a sign at 0 or 1 is whole
        zorder=3,
    )
    axes.set_xlim(0, 1)
    axes.set_ylim(0, 1)
    for axis in (axes.xaxis, axes.yaxis):
        print_as_statistics(axis)
    axes.set_xlabel("Predicted probability")
    axes.set_ylabel("Share that people coded")
