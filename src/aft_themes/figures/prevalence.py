"""How many participants have each theme, and as benefit or as challenge."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from aft_themes.figures.code_rows import (
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
    box_key,
    dot,
    marker_key,
)
from aft_themes.figures.style import (
    BLUE,
    GREY,
    INK,
    PALE,
    VALENCES,
    Profile,
    styled,
)
from aft_themes.io.parquet import rows
from aft_themes.vocabulary import Valence

PREVALENCE = Heading("prevalence", "Prevalence of Themes by Domain")
VALENCE = Heading("valence", "Themes as Benefit and as Challenge")
COUNTED = (
    "A participant has a theme if any final coding of the code, or of a code below it, stands in "
    "the interview. "
)


def draw_prevalence(
    themes: pd.DataFrame,
    *,
    confidence: float | None = 0.95,
    options: FigureOptions = DEFAULT_OPTIONS,
) -> DrawnFigure:
    """Draw the share of participants who have each theme, with Wilson intervals if wanted.

    Parameters
    ----------
    themes : pandas.DataFrame
        By ``THEMES``.
    confidence : float
        Level of the intervals in ``themes``; None: they are not drawn.
    notes : tuple of str
        What is printed below, such as that the data are synthetic.

    Returns
    -------
    DrawnFigure

    Raises
    ------
    CannotDrawError
        If there are no codes or no participants.
    """
    look = options.look
    chosen = _with_participants(choose_codes(themes, options))
    valued = bool(themes[_SAID].to_numpy().sum())
    chosen["marked"] = [leading_valence(row) if valued else "" for row in rows(chosen)]
    of, level = int(chosen["of"].iloc[0]), f"{confidence:.0%}" if confidence else ""
    heading = PREVALENCE
    if not domains_of(themes):
        heading = replace(PREVALENCE, title="Prevalence of Themes")
    with styled(look):
        keys = _prevalence_keys(chosen, level)
        sheet, arranged, top = code_page(chosen, options, keys, heading.title)
        by_code = {row.code: row for row in rows(chosen)}
        numbers = {code: str(row.n) for code, row in by_code.items()}
        for column in range(arranged.columns):
            axes = column_axes(sheet, arranged, column, top)
            guide_lines(axes, arranged.in_column(column), look)
            axes.set_xlim(-2, 102)
            _percent_axis(axes, look, "Participants (%)")
            for place in arranged.in_column(column):
                _share(axes, by_code[place.code], place.middle, look, lines=bool(level))
            right_column(sheet, arranged, column, top, numbers, "n")
    shown = chosen[chosen["code"].isin(arranged.codes)]
    most = next(rows(shown.sort_values(["n", "order"], ascending=[False, True])))
    signs = _SIGNS if valued else ""
    columns = [name for name in _COLUMNS_1 if valued or name not in ("marked", *_SPLIT)]
    columns = [name for name in columns if level or name not in ("low", "high")]
    intervals = (
        f"Lines are {level} Wilson score intervals: they describe sampling error only, as if "
        "participants had been drawn at random. "
    )
    return DrawnFigure(
        heading=heading,
        caption=(
            f"Share of the N = {of} participants who have each theme; n, participants who have "
            f"it. {COUNTED}{intervals if level else ''}{signs}"
            f"{left_out_note(arranged)}Shares show how many spoke of a theme, not how much it "
            "mattered to them."
        ),
        alt=(
            f"Dot plot of {len(shown)} themes{_in_domains(shown)}. The most "
            f"widespread is {most.label} ({most.n} of {of} participants)."
        ),
        long_description=" ".join(
            f"{row.label}: {row.n} of {row.of} participants ({row.share:.0%}"
            + (f"; interval {row.low:.0%} to {row.high:.0%}" if level else "")
            + f"){_MARK_WORDS[row.marked]}."
            for row in rows(shown)
        ),
        data=shown[columns],
        figure=sheet.figure,
        profile=look,
    )


_SAID = ["benefit", "challenge", "mixed"]
_SPLIT = (*_SAID, "none")
_SIGNS = (
    "The sign shows whether more of the participants spoke of the theme only as a benefit or only "
    "as a challenge; those who spoke of both count for neither. "
)


def _prevalence_keys(chosen: pd.DataFrame, level: str) -> list[Key]:
    """Explain the signs that are drawn; without valences there is only one."""
    marked = set(chosen["marked"])
    keys = [
        marker_key(
            {"mixed": "both equally", "none": "no valence"}.get(name, f"mostly {name}"),
            mark.marker,
            mark.colour,
        )
        for name, mark in VALENCES.items()
        if name in marked
    ]
    colour = BLUE if marked == {""} else PALE
    if level:
        return [*keys, marker_key(f"share and {level} Wilson interval", "o", colour, line=True)]
    return keys or [marker_key("share", "o", colour)]


def _share(axes: Axes, row: Any, y: float, look: Profile, *, lines: bool) -> None:  # noqa: ANN401  # a row of the themes
    if lines:
        ends = (100 * row.low, 100 * row.high)
        axes.plot(ends, (y, y), color=INK, linewidth=look.line, solid_capstyle="butt")
    mark = VALENCES.get(row.marked, VALENCES[Valence.BENEFIT])
    axes.add_line(dot(100 * row.share, y, mark.marker, mark.colour, look)).set_clip_on(False)


def _in_domains(shown: pd.DataFrame) -> str:
    """Say over how many domains the themes spread, where there are any."""
    return f" in {shown['domain'].nunique()} domains" if domains_of(shown) else ""


_COLUMNS_1 = (
    "code domain level label n of share low high marked benefit challenge mixed none".split()
)
_MARK_WORDS = {
    "benefit": ", mostly as a benefit",
    "challenge": ", mostly as a challenge",
    "mixed": ", as benefit and challenge equally",
    "none": ", without valence",
    "": "",
}


def leading_valence(row: object) -> str:
    """Say as what most participants spoke of a theme."""
    benefit, challenge, mixed = (getattr(row, name) for name in ("benefit", "challenge", "mixed"))
    if benefit + challenge + mixed == 0:
        return Valence.NONE
    if benefit == challenge:
        return Valence.MIXED
    return Valence.BENEFIT if benefit > challenge else Valence.CHALLENGE


def draw_valence(
    themes: pd.DataFrame,
    *,
    options: FigureOptions = DEFAULT_OPTIONS,
) -> DrawnFigure:
    """Draw how many participants spoke of each theme as benefit, challenge or both.

    Bars diverge from a middle: participants who spoke of both straddle it, as neutral answers do
    in diverging bars of rating scales (Heiberger & Robbins, 2014, Journal of Statistical Software
    57(5), doi 10.18637/jss.v057.i05).

    Parameters
    ----------
    themes : pandas.DataFrame
        By ``THEMES``.
    options : FigureOptions
        Profile, codes, labels and notes. If it names no codes: all of which anybody
        spoke with a valence.

    Returns
    -------
    DrawnFigure

    Raises
    ------
    CannotDrawError
        If nobody spoke of any of the codes with a valence.
    """
    look = options.look
    chosen = _with_participants(choose_codes(themes, options))
    said = chosen[_SAID].sum(axis=1) > 0
    silent, chosen = int((~said).sum()), chosen[said].reset_index(drop=True)
    if chosen.empty:
        raise CannotDrawError("No coding of these codes has a valence.")
    of = int(chosen["of"].iloc[0])
    keys = [
        box_key("challenge only", VALENCES[Valence.CHALLENGE].colour),
        box_key("both", VALENCES[Valence.MIXED].colour),
        box_key("benefit only", VALENCES[Valence.BENEFIT].colour),
    ]
    far = max(
        float((chosen["challenge"] + chosen["mixed"] / 2).max()),
        float((chosen["benefit"] + chosen["mixed"] / 2).max()),
    )
    with styled(look):
        sheet, arranged, top = code_page(chosen, options, keys, VALENCE.title)
        by_code = {row.code: row for row in rows(chosen)}
        for column in range(arranged.columns):
            axes = column_axes(sheet, arranged, column, top)
            guide_lines(axes, arranged.in_column(column), look)
            axes.set_xlim(-1.03 * far, 1.03 * far)
            _count_axis(axes, far)
            for place in arranged.in_column(column):
                _diverge(axes, by_code[place.code], place.middle, look)
            axes.axvline(0, color=INK, linewidth=0.6 * look.line, zorder=4)
            right_column(
                sheet,
                arranged,
                column,
                top,
                {k: str(v.challenge + v.mixed + v.benefit) for k, v in by_code.items()},
                "n",
            )
    shown = chosen[chosen["code"].isin(arranged.codes)]
    silence = f"{silent} codes without any valence are not drawn. " if silent else ""
    return DrawnFigure(
        heading=VALENCE,
        caption=(
            f"Participants (of N = {of}) who spoke of a theme only as a challenge (left), only as "
            "a benefit (right), or as both (across the middle line, half on each side); n, "
            "participants who gave the theme any valence. "
            f"{COUNTED}Participants whose codings have no valence are not drawn. {silence}"
            f"{left_out_note(arranged)}Codes that the codebook defines as a benefit or as a "
            "challenge can hardly fall on the other side."
        ),
        alt=(
            f"Diverging bars for {len(shown)} themes: participants who spoke of each as a "
            "challenge to the left, as a benefit to the right, as both in the middle."
        ),
        long_description=" ".join(
            f"{row.label}: challenge only {row.challenge}, both {row.mixed}, benefit only "
            f"{row.benefit}, no valence {row.none}."
            for row in rows(shown)
        ),
        data=shown["code domain level label n of benefit challenge mixed none".split()],
        figure=sheet.figure,
        profile=look,
    )


def _with_participants(chosen: pd.DataFrame) -> pd.DataFrame:
    if int(chosen["of"].max()) == 0:
        raise CannotDrawError("No interview has been coded.")
    return chosen


def _percent_axis(axes: Axes, look: Profile, label: str) -> None:
    axes.set_xticks([0, 50, 100] if look.size > 9 else [0, 25, 50, 75, 100])
    axes.set_xlabel(label)
    if look.grid:
        axes.axvline(50, color=GREY, linewidth=0.4 * look.line, linestyle=(0, (2, 2)))


def _count_axis(axes: Axes, far: float) -> None:
    step = next(s for s in (1, 2, 5, 10, 20, 50, 100, 200, 500, 10**6) if far / s <= 2.9)
    ticks = np.arange(-int(far // step) * step, far + 1e-9, step)
    axes.set_xticks(ticks, [f"{abs(int(tick))}" for tick in ticks])
    axes.set_xlabel("Participants")


def _diverge(axes: Axes, row: object, y: float, look: Profile) -> None:
    challenge, mixed, benefit = (
        float(getattr(row, name)) for name in ("challenge", "mixed", "benefit")
    )
    for name, start, wide in (
        (Valence.CHALLENGE, -mixed / 2 - challenge, challenge),
        (Valence.MIXED, -mixed / 2, mixed),
        (Valence.BENEFIT, mixed / 2, benefit),
    ):
        if wide:
            axes.barh(
                y,
                wide,
                left=start,
                height=0.72 * look.text,
                color=VALENCES[name].colour,
                edgecolor=INK,
                linewidth=0.5 * look.line,
                zorder=3,
            )
