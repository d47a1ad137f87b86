"""Figure 9: where in the interview themes come up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import matplotlib
import numpy as np
import pandas as pd
from matplotlib.collections import PatchCollection
from matplotlib.patches import Rectangle

from aft_themes.codebook import Codebook
from aft_themes.figures.coderows import arrange, choose_codes, draw_labels, left_out_note
from aft_themes.figures.sheet import CannotDrawError, DrawnFigure, Key, Sheet, legend, room
from aft_themes.figures.style import (
    INK,
    PALE,
    SEQUENTIAL,
    VERMILION,
    Profile,
    find_profile,
    styled,
)
from aft_themes.frames import rows
from aft_themes.themes import roll_up

PARTS = 10
_TITLE = "Where in the interview themes come up"


def theme_positions(
    codings: pd.DataFrame, segments: pd.DataFrame, codebook: Codebook
) -> pd.DataFrame:
    """Count in which tenth of the interview each theme's segments begin.

    Parameters
    ----------
    codings : pandas.DataFrame
        Final codings, by the contract ``CODINGS``.
    segments : pandas.DataFrame
        By the contract ``SEGMENTS``.
    codebook : Codebook
        The tree of codes.

    Returns
    -------
    pandas.DataFrame
        Columns ``code``, ``segments``, ``median`` (from 0 to 1) and ``part_1`` to ``part_10``
        (counts of segments), in the codebook's order.
    """
    rolled = roll_up(codings, codebook)
    placed = rolled.merge(segments[["segment_id", "position"]], on="segment_id")
    part = np.minimum((placed["position"] * PARTS).astype(int), PARTS - 1) + 1
    names = [f"part_{number}" for number in range(1, PARTS + 1)]
    counts = pd.crosstab(placed["code"], part).reindex(
        index=list(codebook.ids), columns=range(1, PARTS + 1), fill_value=0
    )
    counts.columns = pd.Index(names)
    counts.insert(0, "segments", counts.sum(axis=1))
    medians = placed.groupby("code")["position"].median().reindex(counts.index)
    counts.insert(1, "median", medians)
    return counts.rename_axis("code").reset_index()


def draw_positions(
    themes: pd.DataFrame,
    codings: pd.DataFrame,
    segments: pd.DataFrame,
    codebook: Codebook,
    *,
    least: int = 10,
    profile: str | Profile = "apa",
    codes: Sequence[str] | None = None,
    labels: Mapping[str, str] | None = None,
    synthetic: bool = False,
) -> DrawnFigure:
    """Draw, for each theme, the share of its segments in each tenth of the interview.

    Parameters
    ----------
    themes : pandas.DataFrame
        By the contract ``THEMES``.
    codings : pandas.DataFrame
        Final codings, by the contract ``CODINGS``.
    segments : pandas.DataFrame
        By the contract ``SEGMENTS``.
    codebook : Codebook
        The tree of codes.
    least : int
        Fewest segments of a theme that is drawn.
    profile : str or Profile
        How it is drawn.
    codes : sequence of str, optional
        The codes to show; all with enough segments if not given.
    labels : mapping, optional
        Other labels for some codes.
    synthetic : bool
        Whether to print that the data are synthetic.

    Returns
    -------
    DrawnFigure

    Raises
    ------
    CannotDrawError
        If no theme has enough segments.
    """
    look = find_profile(profile)
    found = theme_positions(codings, segments, codebook)
    chosen = choose_codes(themes, codes, labels).drop(columns="segments").merge(found, on="code")
    few, chosen = int((chosen["segments"] < least).sum()), chosen[chosen["segments"] >= least]
    if chosen.empty:
        raise CannotDrawError(f"No theme has {least} coded segments.")
    chosen = chosen.reset_index(drop=True)
    parts = [f"part_{number}" for number in range(1, PARTS + 1)]
    shares = chosen[parts].div(chosen["segments"], axis=0)
    most = float(shares.to_numpy().max())
    with styled(look):
        keys = [
            _shade_key(0, "0%"),
            _shade_key(0.5, f"{most / 2:.0%}"),
            _shade_key(1, f"{most:.0%} of the theme's segments"),
            _median_key(),
        ]
        top = legend(None, keys, look, 0) + 1.9 * look.text
        below = 3.9 * look.text
        space = room(look, synthetic=synthetic) - top - below
        arranged = arrange(chosen, look, height=space, plot=26, right=8)
        sheet = Sheet(look, top + arranged.height + below, _TITLE, synthetic=synthetic)
        legend(sheet, keys, look, 0)
        draw_labels(sheet, arranged, top)
        by_code = {row.code: n for n, row in enumerate(rows(chosen))}
        colours = matplotlib.colormaps[SEQUENTIAL]
        for column in range(arranged.columns):
            mine = arranged.in_column(column)
            left = arranged.left(column) + arranged.label
            height = mine[-1].top + mine[-1].height
            axes = sheet.axes(left, top, arranged.plot, height)
            axes.set_xlim(0, 1)
            axes.set_ylim(height, 0)
            axes.spines["left"].set_visible(False)
            axes.set_yticks([])
            axes.set_xticks([0, 0.5, 1], ["start", "middle", "end"])
            axes.set_xlabel("Place in the interview")
            sheet.text(
                left + arranged.plot + arranged.right, top - 0.7 * look.text, "n", ha="right"
            )
            for place in mine:
                row = by_code[place.code]
                high = min(place.height, 1.3 * look.text) - 0.12 * look.text
                boxes = [
                    Rectangle((n / PARTS, place.middle - high / 2), 1 / PARTS, high)
                    for n in range(PARTS)
                ]
                shade = [colours(0.85 * share / most) for share in shares.iloc[row]]
                axes.add_collection(
                    PatchCollection(
                        boxes, facecolors=shade, edgecolors=PALE, linewidths=0.3 * look.line
                    )
                )
                x = float(chosen["median"].iloc[row])
                axes.plot(
                    (x, x),
                    (place.middle - high / 2, place.middle + high / 2),
                    color=VERMILION,
                    linewidth=1.4 * look.line,
                    solid_capstyle="butt",
                )
                sheet.text(
                    left + arranged.plot + arranged.right,
                    top + place.middle,
                    str(chosen["segments"].iloc[row]),
                    ha="right",
                )
    shown = chosen[chosen["code"].isin(arranged.codes)]
    rare = f"{few} codes with fewer than {least} segments are not drawn. " if few else ""
    return DrawnFigure(
        name="positions",
        number=9,
        title=_TITLE,
        caption=(
            "Each row is one theme: darker tenths hold a larger share of the theme's n segments; "
            "the line marks their median place. Place is where a segment begins, counted in words "
            "from the start of its interview. A segment counts for its code and for the codes "
            f"above it; longer interviews hold more segments. {rare}{left_out_note(arranged)}"
            "The order of the interviewer's questions shapes where themes come up."
        ),
        alt=(
            f"Heat map of {len(shown)} themes by tenths of the interview, with the median place "
            "of each theme marked."
        ),
        long_description=" ".join(
            f"{row.label}: {row.segments} segments, median at {row.median:.0%} of the interview."
            for row in rows(shown)
        ),
        data=shown[["code", "domain", "level", "label", "segments", "median", *parts]],
        figure=sheet.figure,
        profile=look,
    )


def _shade_key(share: float, words: str) -> Key:
    def draw(sheet: Sheet, x: float, y: float) -> None:
        half = 0.45 * sheet.profile.text
        colour = matplotlib.colormaps[SEQUENTIAL](0.85 * share)
        box = Rectangle(
            (x - 1.3 * half, y - half),
            2.6 * half,
            2 * half,
            facecolor=colour,
            edgecolor=INK,
            linewidth=0.5 * sheet.profile.line,
        )
        sheet.page.add_patch(box)

    return Key(words, draw, 4.5)


def _median_key() -> Key:
    def draw(sheet: Sheet, x: float, y: float) -> None:
        half = 0.6 * sheet.profile.text
        sheet.page.plot(
            (x, x), (y - half, y + half), color=VERMILION, linewidth=1.4 * sheet.profile.line
        )

    return Key("median", draw, 3.0)
