"""Which themes go together in participants, as a heat map and as a network."""

from __future__ import annotations

import matplotlib
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import Normalize
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path as MplPath

from aft_themes.figures.code_rows import choose_codes, domains_of
from aft_themes.figures.options import DEFAULT_OPTIONS, FigureOptions
from aft_themes.figures.page import CannotDrawError, DrawnFigure, Heading, Sheet, dot, room
from aft_themes.figures.prevalence import COUNTED
from aft_themes.figures.style import (
    BLUE,
    INK,
    PAPER,
    SEQUENTIAL,
    Profile,
    styled,
    wrap,
)
from aft_themes.io.parquet import rows

COOCCURRENCE = Heading("cooccurrence", "Themes That Occur Together")


def draw_cooccurrence(
    themes: pd.DataFrame,
    pairs: pd.DataFrame,
    *,
    threshold: float = 0.3,
    options: FigureOptions = DEFAULT_OPTIONS,
) -> DrawnFigure:
    """Draw how many participants have both of two themes, and a network of the strongest pairs.

    Parameters
    ----------
    themes : pandas.DataFrame
        By ``THEMES``.
    pairs : pandas.DataFrame
        By ``COOCCURRENCE``.
    threshold : float
        Least correlation (phi) over participants that is drawn as a line of the network.
    options : FigureOptions
        Profile, codes, labels and notes. If it names no codes: of the codes right below
        the domains those nearest to half of the participants, as many as fit.

    Returns
    -------
    DrawnFigure

    Raises
    ------
    CannotDrawError
        If fewer than two codes are left.
    """
    look = options.look
    space = room(options)
    known = choose_codes(themes, options)
    chosen = _informative(known, _fitting(look, space)) if options.codes is None else known
    if len(chosen) < 2:
        raise CannotDrawError("Fewer than two themes are held by some participants and not all.")
    ids = chosen["code"].tolist()
    mine = pairs[pairs["code"].isin(ids) & pairs["other"].isin(ids)]
    of = int(chosen["of"].iloc[0])
    with styled(look):
        page = _Page(look, chosen, space)
        sheet = Sheet(options, page.height, COOCCURRENCE.title)
        page.heat(sheet, mine)
        strong = page.network(sheet, mine, threshold)
    names = dict(zip(chosen["code"], chosen["label"], strict=True))
    top = mine.sort_values(["phi", "code", "other"], ascending=[False, True, True]).head(10)
    below = " right below the domains" if domains_of(themes) else ""
    how = (
        ""
        if options.codes is not None
        else f"Shown are the {len(chosen)} codes{below} that come nearest to "
        "half of the participants, where two codes can go together most clearly. "
    )
    return DrawnFigure(
        heading=COOCCURRENCE,
        caption=(
            f"{look.panels[0]}: participants (of N = {of}) who have both themes, and in the "
            "diagonal those who have the theme; darker cells have a higher Jaccard index "
            "(participants with both, as a share of those with either). Columns have the same "
            f"order as rows. {look.panels[1]}: lines join pairs whose correlation (phi) over "
            f"participants is {threshold:g} or more, thicker when higher ({strong} of {len(mine)} "
            "pairs); themes stand in a ring, clockwise in the "
            f"codebook's order. {COUNTED}{how}The threshold is a drawing aid, not a test: among "
            "so many pairs some correlate by chance."
        ),
        alt=(
            f"Heat map of how many participants have both of each pair of {len(chosen)} themes, "
            f"and a circular network with {strong} lines between pairs that correlate."
        ),
        long_description="Pairs with the highest correlation: "
        + "; ".join(
            f"{names[row.code]} and {names[row.other]}, {row.participants} participants, "
            f"{row.expected:.1f} expected, phi {row.phi:.2f}"
            for row in rows(top.dropna(subset=["phi"]))
        )
        + ".",
        data=mine.assign(
            label=[names[code] for code in mine["code"]],
            other_label=[names[code] for code in mine["other"]],
        )["code label other other_label participants segments expected jaccard phi".split()],
        figure=sheet.figure,
        profile=look,
    )


def _informative(chosen: pd.DataFrame, number: int) -> pd.DataFrame:
    level = min(2, int(chosen["level"].max()))
    some = chosen[(chosen["level"] == level) & chosen["n"].between(1, chosen["of"] - 1)]
    spread = (some["n"] - some["of"] / 2).abs()
    order = some.assign(spread=spread).sort_values(["spread", "order"]).head(number)
    return chosen.loc[sorted(order.index)].reset_index(drop=True)


_BESIDE = 0.58  # width of the heat map on pages wider than high, where the network is beside it


def _fitting(look: Profile, space: float) -> int:
    """How many rows fit: the page holds the heat map and the network."""
    beside = look.width > look.height
    across = 0.58 * look.inner * (_BESIDE if beside else 1) / (look.wide("00") + 0.8)
    down = space * 0.9 / (2 * 1.7 * look.text) if beside else space * 0.55 / (1.45 * look.text)
    return int(np.clip(min(across, down), 2, 24))


class _Page:
    """Heat map above or beside the network."""

    def __init__(self, look: Profile, chosen: pd.DataFrame, space: float) -> None:
        self.look, self.chosen = look, chosen
        self.beside = look.width > look.height
        self.number = len(chosen)
        self.numbers = look.wide("00.") + 1
        part = _BESIDE * look.inner if self.beside else look.inner
        widest = max(look.wide(label) for label in chosen["label"])
        self.label = self.numbers + min(widest + 2, 0.4 * part)
        self.cell = min((part - self.label) / self.number, 2.4 * look.text)
        self.scale = max(4.2 * look.wide("0.00"), look.wide("Jaccard index"))
        # few themes leave no corner for the scale; then it stands right of the heat map
        self.corner = (self.number - 4) * self.cell >= self.scale
        if not self.corner:
            free = part - self.label - self.scale - 2.5 * look.text
            self.cell = min(self.cell, free / self.number)
        self.lines = [wrap(x, self.label - self.numbers - 2, look) for x in chosen["label"]]
        self.head = 1.6 * look.text
        self.row = [
            max(len(lines) * look.pitch + 0.15 * look.text, 1.35 * look.text)
            for lines in self.lines
        ]
        self.tops = [0.0, *np.cumsum(self.row).tolist()]
        heat = self.head + max(self.tops[-1] + 1, 4 * look.text)
        self.per_side = (self.number + 1) // 2
        self.ring_top = self.head if self.beside else heat + self.head + 0.5 * look.text
        self.ring = look.inner - part - 6 if self.beside else look.inner
        self.ring_left = part + 6 if self.beside else 0.0
        self.side = min(widest + 1, 0.33 * self.ring)
        most = max(len(wrap(label, self.side, look)) for label in chosen["label"])
        self.half = self.per_side * max(1.2, (most + 0.4) / 2) * look.pitch
        self.height = max(heat, self.ring_top + 2 * self.half)

    def heat(self, sheet: Sheet, pairs: pd.DataFrame) -> None:
        look, n = self.look, self.number
        sheet.panel(0, 0.5 * self.head, 0)
        place = {code: i for i, code in enumerate(self.chosen["code"])}
        axes = sheet.axes(self.label, self.head, n * self.cell, self.tops[-1])
        axes.set_xlim(0, n * self.cell)
        axes.set_ylim(self.tops[-1], 0)
        axes.set_axis_off()
        colours = matplotlib.colormaps[SEQUENTIAL]
        scale = Normalize(0, max(0.5, float(pairs["jaccard"].max())))
        for row in rows(pairs):
            self._cell(
                axes,
                place[row.other],
                place[row.code],
                row.participants,
                colours(0.85 * scale(row.jaccard)),
            )
        for i, row in enumerate(rows(self.chosen)):
            self._cell(axes, i, i, row.n, PAPER)
            sheet.text(
                self.numbers - 1,
                self.head + self.tops[i] + 0.5 * self.row[i],
                f"{i + 1}",
                ha="right",
            )
            free = self.row[i] - len(self.lines[i]) * look.pitch
            sheet.lines(self.numbers, self.head + self.tops[i] + free / 2, self.lines[i])
            if i < n - 1:  # the column's number stands on top of its diagonal cell
                x = self.label + (i + 0.5) * self.cell
                y = self.head + self.tops[i] - 0.62 * look.text
                sheet.text(x, y, f"{i + 1}", ha="center", bold=True)
        self._scale(sheet, colours, scale)

    def _cell(self, axes: Axes, row: int, column: int, number: int, colour: object) -> None:
        shade = matplotlib.colors.to_rgb(colour)  # type: ignore[arg-type]
        dark = 0.299 * shade[0] + 0.587 * shade[1] + 0.114 * shade[2] < 0.5
        x, y = column * self.cell, self.tops[row]
        axes.add_patch(
            Rectangle(
                (x, y),
                self.cell,
                self.row[row],
                facecolor=shade,
                edgecolor=PAPER if row != column else INK,
                linewidth=0.5 * self.look.line,
                zorder=2 if row == column else 1,
            )
        )
        axes.text(
            x + self.cell / 2,
            y + self.row[row] / 2 + 0.36 * self.look.text,
            str(number),
            ha="center",
            va="baseline",
            color=PAPER if dark else INK,
            zorder=3,
        )

    def _scale(self, sheet: Sheet, colours: matplotlib.colors.Colormap, scale: Normalize) -> None:
        """Draw the colour scale, in the empty corner above the diagonal where there is room."""
        look = self.look
        right = self.label + self.number * self.cell
        wide = max(0.3 * (right - self.label) if self.corner else 0, self.scale)
        left = right - wide if self.corner else right + 2.2 * look.text
        words = "Jaccard index"
        sheet.text(left + wide, self.head - 0.2 * look.text, words, ha="right")
        axes = sheet.axes(left, self.head + 0.8 * look.text, wide, 0.8 * look.text)
        steps = np.linspace(0, 1, 41)
        axes.pcolormesh(
            np.linspace(0, float(scale.vmax or 1), 41),
            [0, 1],
            [0.85 * (steps[:-1] + 0.0125)],
            cmap=colours,
            vmin=0,
            vmax=1,
            rasterized=False,
            edgecolors="face",
            linewidth=0.2,
        )
        axes.set_yticks([])
        for side in axes.spines.values():
            side.set_visible(True)
        axes.set_xticks(np.arange(0, float(scale.vmax or 1) + 1e-9, 0.25))

    def network(self, sheet: Sheet, pairs: pd.DataFrame, threshold: float) -> int:
        """Draw the strongest pairs; return how many there are."""
        look = self.look
        sheet.panel(self.ring_left, self.ring_top - 0.5 * self.head, 1)
        strong = pairs[pairs["phi"].fillna(-1) >= threshold]
        places = self._places()
        for row in rows(strong):
            (x, y), (to_x, to_y) = places[row.code], places[row.other]
            middle = self.ring_left + self.ring / 2, self.ring_top + self.half
            bend = [
                m + 0.35 * ((a + b) / 2 - m)
                for m, a, b in zip(middle, (x, y), (to_x, to_y), strict=True)
            ]
            sheet.page.add_patch(
                PathPatch(
                    MplPath(
                        [(x, y), (bend[0], bend[1]), (to_x, to_y)],
                        [MplPath.MOVETO, MplPath.CURVE3, MplPath.CURVE3],
                    ),
                    fill=False,
                    edgecolor="#6A6A6A",
                    linewidth=look.line * (0.6 + 5 * (row.phi - threshold)),
                    zorder=1,
                )
            )
        linked = {*strong["code"], *strong["other"]}
        for number, row in enumerate(rows(self.chosen)):
            x, y = places[row.code]
            colour = BLUE if row.code in linked else PAPER
            sheet.page.add_line(dot(x, y, "o", colour, look))
            lines = wrap(row.label, self.side, look)
            for place, line in enumerate(lines):
                at = y + (place - (len(lines) - 1) / 2) * look.pitch
                right = number < self.per_side
                sheet.text(
                    x + (1.8 if right else -1.8) * look.size / 8,
                    at,
                    line,
                    ha="left" if right else "right",
                )
        return len(strong)

    def _places(self) -> dict[str, tuple[float, float]]:
        """Put themes clockwise on a ring, evenly spaced from top to bottom for their labels."""
        places = {}
        across = self.ring / 2 - self.side - 2 * self.look.size / 8
        for number, code in enumerate(self.chosen["code"]):
            right = number < self.per_side
            step = number if right else self.number - 1 - number
            number_here = self.per_side if right else self.number - self.per_side
            height = 1 - 2 * (step + 0.5) / number_here
            wide = across * float(np.sqrt(1 - height**2))
            x = self.ring_left + self.ring / 2 + (wide if right else -wide)
            places[code] = (x, self.ring_top + self.half * (1 - height))
        return places
