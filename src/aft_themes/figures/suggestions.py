"""How well suggestions agree with people, and how well their probabilities hold."""

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
    legend,
    marker_key,
    room,
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
)
from aft_themes.io.parquet import rows

LEARNING = Heading("learning", "Suggestions: Learning Curve and Reliability")
_WORDS = {
    "f1": "F1, codes",
    "kappa": "kappa, codes",
    "recall at 5": "recall in the first five",
    "f1 with ancestors": "F1, codes and those above",
    "domain f1": "F1, domains",
    "domain kappa": "kappa, domains",
}
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
        By ``RELIABILITY``.
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
    present = [name for name in measures if name in set(curve["measure"])]
    keys = [
        marker_key(_WORDS.get(name, name), *_SIGNS[place % len(_SIGNS)])
        for place, name in enumerate(present)
    ]
    with styled(look):
        head = 1.8 * look.text
        scale = look.size / 8
        top = legend(None, keys, look, 0) + head + 0.3 * look.text
        left, gap = 12 * scale, 20 * scale
        right = 0.6 * look.wide("1.0")
        under = 4.2 * look.text
        tall = room(options) - top - under
        wide = min((look.inner - left - gap - right) / 2, 75 * scale, tall)
        second = look.inner - right - wide
        sheet = Sheet(options, top + wide + under, LEARNING.title)
        legend(sheet, keys, look, 0)
        for number, x in enumerate((0.0, second - left)):
            sheet.panel(x, top - 0.65 * head, number)
        _curve(sheet.axes(left, top, wide, wide), curve, present, look)
        _reliability(sheet.axes(second, top, wide, wide), reliability, look)
    last = curve[curve["interviews"] == curve["interviews"].max()]
    return DrawnFigure(
        heading=LEARNING,
        caption=(
            f"{look.panels[0]}: agreement of suggestions with the coder on interviews whose "
            "codes the model was not given, by the number of coded interviews it was trained on; "
            "points are means, lines the lowest and highest of the repeats with other "
            "interviews, of the folds of the cross-validation at the last point. "
            f"{look.panels[1]}: pairs of segment and code in bins of their "
            "cross-validated probability; points on the diagonal mean that of pairs given "
            "60%, people coded 60%. Lines are "
            f"{confidence:.0%} intervals of a bootstrap of participants. The interviews are those "
            f"of the study {curve['study'].iloc[0]}. Suggestions are for people to check."
        ),
        alt=(
            "Left, curves of agreement that change with the number of coded interviews; right, "
            f"a reliability diagram with {len(reliability)} bins."
        ),
        long_description=" ".join(
            [
                *(
                    f"Trained on {row.interviews} interviews, "
                    f"{_WORDS.get(row.measure, row.measure)} {row.estimate:.2f} "
                    f"({row.low:.2f} to {row.high:.2f})."
                    for row in rows(last)
                ),
                *(
                    f"Predicted {row.predicted:.0%}: coded {row.observed:.0%} "
                    f"({row.low:.0%} to {row.high:.0%}), {row.n} pairs."
                    for row in rows(reliability)
                ),
            ]
        ),
        data=pd.concat(
            [
                curve.assign(panel=look.panels[0]),
                reliability.assign(panel=look.panels[1]),
            ],
            ignore_index=True,
        )[
            [
                "panel",
                "interviews",
                "measure",
                "estimate",
                "repeats",
                "bin",
                "predicted",
                "observed",
                "low",
                "high",
                "n",
            ]
        ],
        figure=sheet.figure,
        profile=look,
    )


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
    axes.set_ylim(min(0.0, float(curve["low"].min())), 1)
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
    )
    axes.set_xlim(0, 1)
    axes.set_ylim(0, 1)
    axes.set_xlabel("Predicted probability")
    axes.set_ylabel("Share that people coded")
