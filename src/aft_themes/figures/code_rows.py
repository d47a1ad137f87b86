"""Rows of codes: how a long codebook is laid out in columns at a readable size."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import matplotlib
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import PatchCollection
from matplotlib.patches import Rectangle

from aft_themes.figures.page import Key, Sheet, box_key
from aft_themes.figures.style import PALE, SEQUENTIAL, Profile, wrap
from aft_themes.io.parquet import rows
from aft_themes.wording import count

_GAP = 5.0  # between columns, in mm for text of 8 points
_INDENT = 2.0  # of each level, in mm for text of 8 points


@dataclass(frozen=True)
class Row:
    """One code's place on the page."""

    code: str
    lines: tuple[str, ...]
    depth: int
    bold: bool
    height: float
    column: int = 0
    top: float = 0.0

    @property
    def middle(self) -> float:
        """Where its data stand, in mm from the top of the column."""
        return self.top + 0.5 * self.height


@dataclass(frozen=True)
class Arrangement:
    """Codes in columns."""

    rows: tuple[Row, ...]
    columns: int
    label: float
    plot: float
    right: float
    gap: float
    height: float
    left_out: int

    def left(self, column: int) -> float:
        """Return where a column begins."""
        return column * (self.label + self.plot + self.right + self.gap)

    def in_column(self, column: int) -> list[Row]:
        """Return the rows of a column."""
        return [row for row in self.rows if row.column == column]

    @property
    def codes(self) -> list[str]:
        """The codes that are shown, in order."""
        return [row.code for row in self.rows]


def arrange(
    chosen: pd.DataFrame, profile: Profile, *, height: float, plot: float, right: float
) -> Arrangement:
    """Lay codes out in as few columns as fit; where none fit, drop the deepest level."""
    scale = profile.size / 8
    plot, right = plot * scale, right * scale
    least = NARROWEST * plot + right + 22 * scale
    most = max(1, int((profile.inner + _GAP * scale) // (least + _GAP * scale)))
    levels = sorted(chosen["level"].unique())
    for keep in range(len(levels), 0, -1):
        shown = [row for row in rows(chosen) if row.level <= levels[keep - 1]]
        widest = max(
            profile.wide(row.label, bold=row.bold) + row.depth * _INDENT * scale for row in shown
        )
        tries = [
            _lay_out(shown, profile, columns, part * plot, right, widest, len(chosen) - len(shown))
            for part in (1.0, NARROWEST)  # narrow data are better than fewer codes
            for columns in range(1, most + 1)
        ]
        tries = [found for found in tries if found.columns == 1 or not _breaks_words(found, shown)]
        # a block about as high as wide reads best; a whole page is the limit
        for limit in (min(height, 0.9 * profile.width), height):
            for found in tries:
                if found.height <= limit:
                    return found
    return min(tries, key=lambda found: found.height)


def _breaks_words(found: Arrangement, shown: Sequence[Any]) -> bool:
    """Whether a label is so narrow that a word stands on two lines."""
    return any(
        " ".join(placed.lines) != " ".join(row.label.split())
        for placed, row in zip(found.rows, shown, strict=True)
    )


def _lay_out(
    shown: Sequence[Any],
    profile: Profile,
    columns: int,
    plot: float,
    right: float,
    widest: float,
    left_out: int,
) -> Arrangement:
    scale = profile.size / 8
    gap = _GAP * scale
    each = (profile.inner - (columns - 1) * gap) / columns
    label = min(widest + 2 * scale, each - plot - right)
    placed = [_row(row, label - 2 * scale, profile) for row in shown]
    done = _balance(placed, columns)
    height = max(row.top + row.height for row in done)
    return Arrangement(
        tuple(done), columns, label, each - label - right, right, gap, height, left_out
    )


def _row(row: Any, width: float, profile: Profile) -> Row:  # noqa: ANN401  # any frame's
    room, bold = width - row.depth * _INDENT * profile.size / 8, row.bold
    lines = wrap(row.label, room, profile, bold=bold)
    return Row(row.code, lines, row.depth, bold, len(lines) * profile.pitch + 0.14 * profile.text)


def _balance(placed: list[Row], columns: int) -> list[Row]:
    """Split rows into columns of nearly equal height, first between domains."""
    for depth in range(max(row.depth for row in placed) + 1):
        starts = [i for i, row in enumerate(placed) if row.depth <= depth or not i]
        cuts = _cuts(placed, starts, columns)
        heights = [sum(row.height for row in placed[a:b]) for a, b in pairwise(cuts)]
        if max(heights) <= 1.25 * sum(heights) / columns:
            break
    done: list[Row] = []
    for column, (first, last) in enumerate(pairwise(cuts)):
        top = 0.0
        for row in placed[first:last]:
            if row.bold and top:
                top += 0.35 * row.height  # some space before each domain
            done.append(replace(row, column=column, top=top))
            top += row.height
    return done


def _cuts(placed: list[Row], starts: list[int], columns: int) -> list[int]:
    """Choose where columns begin so that the highest is as low as possible."""
    ends = [*starts, len(placed)]
    total = [0.0]
    for row in placed:
        total.append(total[-1] + row.height)
    # best[k][i]: least possible height of the highest of k columns holding blocks up to i
    best = [[0.0 if not i else float("inf") for i in range(len(ends))]]
    back: list[list[int]] = []
    for _ in range(columns):
        line, origin = [0.0], [0]
        for i in range(1, len(ends)):
            costs = [max(best[-1][j], total[ends[i]] - total[ends[j]]) for j in range(i + 1)]
            origin.append(min(range(i + 1), key=costs.__getitem__))
            line.append(costs[origin[-1]])
        best.append(line)
        back.append(origin)
    cuts, i = [len(placed)], len(ends) - 1
    for origin in reversed(back):
        i = origin[i]
        cuts.append(ends[i])
    return cuts[::-1]


def draw_labels(sheet: Sheet, arranged: Arrangement, top: float) -> None:
    """Write the labels of all rows."""
    profile = sheet.profile
    for row in arranged.rows:
        indent = row.depth * _INDENT * profile.size / 8
        first = top + row.top + 0.07 * profile.text
        sheet.lines(arranged.left(row.column) + indent, first, row.lines, bold=row.bold)


def left_out_note(arranged: Arrangement) -> str:
    """Say in the caption that deeper codes are not drawn."""
    if not arranged.left_out:
        return ""
    return f"Not drawn but counted in the code above: {count(arranged.left_out, 'deeper code')}. "


def rare_note(codes: pd.DataFrame, drawn: pd.DataFrame) -> str:
    """Say in the caption that the rarest codes are not drawn; as rare ones may be."""
    left_out = codes[~codes["code"].isin(drawn["code"])]
    if left_out.empty:
        return ""
    tied = "as many or " * bool(left_out["n"].max() >= drawn["n"].min())
    return f"Not drawn: {count(len(left_out), 'code')} that {tied}fewer participants have. "


PLOT = 26.0  # mm: the usual width of the data beside labels, at 8 points
NARROWEST = 0.7  # of this: the width that they may shrink to
_DARKEST = 0.85  # of the colour scale


def heat_row(
    axes: Axes,
    place: Row,
    shares: Sequence[float],
    most: float,
    look: Profile,
    scale: str = SEQUENTIAL,
) -> float:
    """Draw one row of cells that share the axes' width from 0 to 1."""
    high, wide = min(place.height, 1.3 * look.text) - 0.12 * look.text, 1 / len(shares)
    colours = matplotlib.colormaps[scale]
    axes.add_collection(
        PatchCollection(
            [
                Rectangle((number * wide, place.middle - high / 2), wide, high)
                for number in range(len(shares))
            ],
            facecolors=[colours(_DARKEST * share / most) for share in shares],
            edgecolors=PALE,
            linewidths=0.3 * look.line,
        )
    )
    return high


def shade_keys(most: float, words: str, scale: str = SEQUENTIAL) -> list[Key]:
    """Make legend entries for the lightest, middle and darkest cell."""
    colours = matplotlib.colormaps[scale]
    shades = ((0, "0%"), (0.5, f"{most / 2:.0%}"), (1, f"{most:.0%} {words}"))
    return [box_key(text, colours(_DARKEST * share), weight=0.5) for share, text in shades]


def column_axes(sheet: Sheet, arranged: Arrangement, column: int, top: float) -> Axes:
    """Add the axes of a column, with y in mm and no frame but the axis below."""
    last = arranged.in_column(column)[-1]
    height = last.top + last.height
    axes = sheet.axes(arranged.left(column) + arranged.label, top, arranged.plot, height)
    axes.set_ylim(height, 0)
    axes.spines["left"].set_visible(False)
    axes.set_yticks([])
    return axes


def guide_lines(axes: Axes, places: Sequence[Row], look: Profile) -> None:
    """Draw faint lines that lead from labels to data, where the profile has guide lines."""
    if look.grid:
        for place in places:
            axes.axhline(place.middle, color=PALE, linewidth=0.4 * look.line, zorder=0)


def right_column(
    sheet: Sheet,
    arranged: Arrangement,
    column: int,
    top: float,
    words: Mapping[str, str],
    head: str,
    *,
    inset: float = 0,
) -> None:
    """Write a number right of each row, ``inset`` mm from the column's right edge."""
    right = arranged.left(column) + arranged.label + arranged.plot + arranged.right - inset
    sheet.text(right, top - 0.7 * sheet.profile.text, head, ha="right")
    for place in arranged.in_column(column):
        if place.code in words:
            sheet.text(right, top + place.middle, words[place.code], ha="right")
