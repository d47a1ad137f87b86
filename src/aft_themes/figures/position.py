"""Where in the interview codes come up."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from aft_themes.codebook.codes import Codebook
from aft_themes.figures.chosen_codes import (
    choose_codes,
    head_the_rest,
    right_below_heads,
    with_heads,
)
from aft_themes.figures.code_page import CodePage, code_page
from aft_themes.figures.code_rows import (
    column_axes,
    heat_row,
    left_out_note,
    right_column,
    shade_keys,
)
from aft_themes.figures.options import DEFAULT_OPTIONS, FigureOptions
from aft_themes.figures.page import (
    CannotDrawError,
    DrawnFigure,
    Heading,
    Key,
    Sheet,
    row_with,
    sentence_of,
)
from aft_themes.figures.style import VERMILION, Profile, styled
from aft_themes.io.parquet import rows
from aft_themes.themes.themes import roll_up
from aft_themes.wording import count

_PARTS = 10
_PART_NAMES = [f"part_{number}" for number in range(1, _PARTS + 1)]
POSITION = Heading("position", "Where in the Interview Codes Come Up")


def theme_positions(
    codings: pd.DataFrame, segments: pd.DataFrame, codebook: Codebook
) -> pd.DataFrame:
    """Count in which tenth of the interview each code's segments begin."""
    rolled = roll_up(codings, codebook)
    placed = rolled.merge(segments[["segment_id", "position"]], on="segment_id")
    part = np.minimum((placed["position"] * _PARTS).astype(int), _PARTS - 1) + 1
    counts = pd.crosstab(placed["code"], part).reindex(
        index=list(codebook.ids), columns=range(1, _PARTS + 1), fill_value=0
    )
    counts.columns = pd.Index(_PART_NAMES)
    counts.insert(0, "segments", counts.sum(axis=1))
    medians = placed.groupby("code")["position"].median().reindex(counts.index)
    counts.insert(1, "median", medians)
    return counts.rename_axis("code").reset_index()


def draw_position(
    themes: pd.DataFrame,
    codings: pd.DataFrame,
    segments: pd.DataFrame,
    codebook: Codebook,
    *,
    least: int = 10,
    options: FigureOptions = DEFAULT_OPTIONS,
) -> DrawnFigure:
    """Draw, for each code, the share of its segments in each tenth of the interview.

    Parameters
    ----------
    themes : pandas.DataFrame
        By ``THEMES``.
    codings : pandas.DataFrame
        Final codings, by ``CODINGS``.
    segments : pandas.DataFrame
        By ``SEGMENTS``.
    codebook : Codebook
        The tree of codes.
    least : int
        Fewest segments of a code that is drawn.
    options : FigureOptions
        Profile, codes, labels and notes. If it names no codes: those right below the
        domains, or of the authors' themes, that have enough segments.

    Returns
    -------
    DrawnFigure

    Raises
    ------
    CannotDrawError
        If no code has enough segments.
    """
    look = options.look
    chosen, few = _choose(themes, theme_positions(codings, segments, codebook), least, options)
    if chosen.empty:
        raise CannotDrawError(f"No code has {least} coded segments.")
    with styled(look):
        page = _draw(chosen, options)
    shown = chosen[chosen["code"].isin(page.arranged.codes) & (chosen["level"] > 0)]
    rare = f"Not drawn: {count(few, 'code')} with fewer than {least} segments. " if few else ""
    return DrawnFigure(
        heading=page.heading,
        caption=(
            "Darker tenths of the interview hold a larger share of the code's n segments; the line "
            "marks their median place, counted in words from the start. A segment counts for its "
            f"code and for the codes above it. {rare}{left_out_note(page.arranged)}"
            "The order of the interviewer's questions shapes where codes come up."
        ),
        alt=_finding(shown),
        long_description=" ".join(
            f"{row.label}: {count(int(row.segments), 'segment')}, median at {row.median:.0%} of "
            "the interview."
            for row in rows(shown)
        ),
        data=shown[["code", "domain", "level", "label", "segments", "median", *_PART_NAMES]],
        figure=page.sheet.figure,
        profile=look,
        parts=page.parts,
    )


def _choose(
    themes: pd.DataFrame, found: pd.DataFrame, least: int, options: FigureOptions
) -> tuple[pd.DataFrame, int]:
    """Choose the codes with enough segments; count those without."""
    every = choose_codes(themes, options).drop(columns="segments")
    if options.codes is None:
        every = head_the_rest(right_below_heads(every))
    every = every.merge(found, on="code", how="left")
    few = int((every["segments"] < least).sum())
    return with_heads(every, every["segments"] >= least), few


def _draw(chosen: pd.DataFrame, options: FigureOptions) -> CodePage:
    shares = chosen[_PART_NAMES].div(chosen["segments"], axis=0)
    most = float(shares.max().max())
    keys = [*shade_keys(most, "of the code's segments"), _median_key()]
    page = code_page(chosen, options, keys, POSITION)
    sheet, arranged, top = page.sheet, page.arranged, page.top
    by_code = {row.code: n for n, row in enumerate(rows(chosen))}
    numbers = {row.code: f"{row.segments:,.0f}" for row in rows(chosen) if row.level}
    for column in range(arranged.columns):
        axes = column_axes(sheet, arranged, column, top)
        axes.set_xlim(0, 1)
        axes.set_xticks([0, 0.5, 1], ["Start", "Middle", "End"])
        axes.set_xlabel("Place in the interview")
        for place in arranged.in_column(column):
            row = by_code[place.code]
            if chosen["level"].iloc[row] == 0:
                continue  # a theme of the authors: a heading only
            high = heat_row(axes, place, shares.iloc[row].tolist(), most, options.look)
            median = float(chosen["median"].iloc[row])
            _median_line(axes, median, place.middle, high / 2, options.look)
        right_column(sheet, arranged, column, top, numbers, "n")
    return page


def _median_line(axes: Axes, x: float, middle: float, half: float, look: Profile) -> None:
    axes.plot(
        (x, x),
        (middle - half, middle + half),
        color=VERMILION,
        linewidth=1.4 * look.line,
        solid_capstyle="butt",
    )


def _finding(shown: pd.DataFrame) -> str:
    below = shown if shown["bold"].all() else shown[~shown["bold"]]
    early = row_with(below, "median", least=True)
    late = row_with(below, "median")
    if len(below) == 1:
        return sentence_of(f"{early['label']} comes at a median {early['median']:.0%} of the way")
    return sentence_of(
        f"Earliest in the interview comes {early['label']} (median place {early['median']:.0%} of "
        f"the way), latest {late['label']} ({late['median']:.0%})"
    )


def _median_key() -> Key:
    def draw(sheet: Sheet, x: float, y: float) -> None:
        half = 0.6 * sheet.profile.text
        sheet.page.plot(
            (x, x), (y - half, y + half), color=VERMILION, linewidth=1.4 * sheet.profile.line
        )

    return Key("Median", draw, 3.0)
