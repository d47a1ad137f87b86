"""Rows of codes: how a long codebook is laid out in columns at a readable size."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import pandas as pd

from aft_themes.figures.sheet import CannotDrawError, Sheet
from aft_themes.figures.style import Profile, wrap
from aft_themes.frames import rows

_GAP = 5.0  # between columns, in mm for text of 8 points
_INDENT = 2.0  # of each level, in mm for text of 8 points


@dataclass(frozen=True)
class Row:
    """One code's place on the page.

    Parameters
    ----------
    code : str
        The code.
    lines : tuple of str
        Its label.
    depth : int
        0 for the highest level shown.
    column : int
        Which column it stands in.
    height, top : float
        In mm, the top from the top of the column.
    """

    code: str
    lines: tuple[str, ...]
    depth: int
    height: float
    column: int = 0
    top: float = 0.0

    @property
    def middle(self) -> float:
        """Where its data stand, in mm from the top of the column."""
        return self.top + 0.5 * self.height


@dataclass(frozen=True)
class Arrangement:
    """Codes in columns.

    Parameters
    ----------
    rows : tuple of Row
        In order.
    columns : int
        How many columns there are.
    label, plot, right : float
        Room in each column for the label, the data and what stands right of them, in mm.
    gap : float
        Between columns, in mm.
    height : float
        Of the longest column, in mm.
    left_out : int
        Codes of deeper levels for which there was no room.
    """

    rows: tuple[Row, ...]
    columns: int
    label: float
    plot: float
    right: float
    gap: float
    height: float
    left_out: int

    def left(self, column: int) -> float:
        """Return where a column begins.

        Parameters
        ----------
        column : int
            From 0.

        Returns
        -------
        float
            In mm.
        """
        return column * (self.label + self.plot + self.right + self.gap)

    def in_column(self, column: int) -> list[Row]:
        """Return the rows of a column.

        Parameters
        ----------
        column : int
            From 0.

        Returns
        -------
        list of Row
        """
        return [row for row in self.rows if row.column == column]

    @property
    def codes(self) -> list[str]:
        """The codes that are shown, in order."""
        return [row.code for row in self.rows]


def choose_codes(
    themes: pd.DataFrame, codes: Sequence[str] | None, labels: Mapping[str, str] | None
) -> pd.DataFrame:
    """Pick the codes of a figure and their labels.

    Parameters
    ----------
    themes : pandas.DataFrame
        By the contract ``THEMES``, or any frame with ``code``, ``level`` and ``name``.
    codes : sequence of str, optional
        The codes to show; all if not given.
    labels : mapping, optional
        Other labels for some codes.

    Returns
    -------
    pandas.DataFrame
        The rows in their order, with a column ``label``.

    Raises
    ------
    CannotDrawError
        If a code is unknown or none is left.
    """
    unknown = sorted({*(codes or ()), *(labels or ())} - set(themes["code"]))
    if unknown:
        raise CannotDrawError(f"These codes are not in the themes: {', '.join(unknown)}.")
    chosen = themes if codes is None else themes[themes["code"].isin(codes)]
    if chosen.empty:
        raise CannotDrawError("There are no codes to show.")
    label = [(labels or {}).get(row.code, row.name) for row in rows(chosen)]
    return chosen.assign(label=label).reset_index(drop=True)


def arrange(
    chosen: pd.DataFrame, profile: Profile, *, height: float, plot: float, right: float
) -> Arrangement:
    """Lay codes out in as few columns as fit; where none fit, drop the deepest level.

    Parameters
    ----------
    chosen : pandas.DataFrame
        As :func:`choose_codes` gives it.
    profile : Profile
        Width and sizes.
    height : float
        Greatest height, in mm.
    plot, right : float
        Least room for the data, and room right of them, in mm for text of 8 points.

    Returns
    -------
    Arrangement
    """
    scale = profile.size / 8
    plot, right = plot * scale, right * scale
    least = 0.7 * plot + right + 22 * scale
    most = max(1, int((profile.inner + _GAP * scale) // (least + _GAP * scale)))
    levels = sorted(chosen["level"].unique())
    for keep in range(len(levels), 0, -1):
        shown = chosen[chosen["level"] <= levels[keep - 1]]
        tries = [
            _lay_out(shown, profile, columns, part * plot, right, len(chosen) - len(shown))
            for part in (1.0, 0.7)  # rather narrow data than fewer codes
            for columns in range(1, most + 1)
        ]
        # a block about as high as wide reads best; a whole page is the limit
        for limit in (min(height, 0.9 * profile.width), height):
            for found in tries:
                if found.height <= limit:
                    return found
    return tries[-1]


def _lay_out(
    shown: pd.DataFrame, profile: Profile, columns: int, plot: float, right: float, left_out: int
) -> Arrangement:
    scale = profile.size / 8
    gap = _GAP * scale
    each = (profile.inner - (columns - 1) * gap) / columns
    top_level = shown["level"].min()
    widest = max(
        profile.wide(row.label, bold=row.level == top_level)
        + (row.level - top_level) * _INDENT * scale
        for row in rows(shown)
    )
    label = min(widest + 2 * scale, each - plot - right)
    placed = [
        _row(row.code, row.label, row.level - top_level, label - 2 * scale, profile)
        for row in rows(shown)
    ]
    done = _balance(placed, columns)
    height = max(row.top + row.height for row in done)
    return Arrangement(
        tuple(done), columns, label, each - label - right, right, gap, height, left_out
    )


def _row(code: str, label: str, depth: int, width: float, profile: Profile) -> Row:
    scale = profile.size / 8
    lines = wrap(label, width - depth * _INDENT * scale, profile, bold=depth == 0)
    return Row(code, lines, depth, len(lines) * profile.pitch + 0.22 * profile.text)


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
            if row.depth == 0 and top:
                top += 0.35 * row.height  # a little air before each domain
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
    """Write the labels of all rows.

    Parameters
    ----------
    sheet : Sheet
        The page.
    arranged : Arrangement
        The rows.
    top : float
        Where the columns begin, in mm.
    """
    profile = sheet.profile
    for row in arranged.rows:
        indent = row.depth * _INDENT * profile.size / 8
        first = top + row.top + 0.11 * profile.text
        sheet.lines(arranged.left(row.column) + indent, first, row.lines, bold=row.depth == 0)


def left_out_note(arranged: Arrangement) -> str:
    """Say in the caption that deeper codes are not drawn.

    Parameters
    ----------
    arranged : Arrangement
        The rows.

    Returns
    -------
    str
        A sentence, or ``""`` where all codes are drawn.
    """
    if not arranged.left_out:
        return ""
    verb = "code is" if arranged.left_out == 1 else "codes are"
    return f"{arranged.left_out} deeper {verb} not drawn but counted in the code above. "
