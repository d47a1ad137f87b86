"""A map of the topics."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from aft_themes.figures.options import DEFAULT_OPTIONS, FigureOptions
from aft_themes.figures.page import (
    CannotDrawError,
    DrawnFigure,
    Heading,
    Sheet,
    dot,
    room,
)
from aft_themes.figures.style import (
    BLUE,
    GREEN,
    INK,
    ORANGE,
    PAPER,
    PURPLE,
    SKY,
    VERMILION,
    YELLOW,
    Profile,
    styled,
    wrap,
)
from aft_themes.io.parquet import rows

TOPIC_MAP = Heading("topic_map", "Map of Topics (Heuristic)")
HEURISTIC = (
    "Topics were grouped by a program from the wording of segments; they are a heuristic beside "
    "the themes, and their terms are no names. "
)
_COLOURS = (BLUE, ORANGE, GREEN, VERMILION, SKY, PURPLE, YELLOW)
_MARKERS = ("o", "^", "s", "D", "v", "P")
_MANY_POINTS = 5000  # beyond these a vector file would be slow to open


def draw_topic_map(
    topics: pd.DataFrame,
    assignments: pd.DataFrame,
    *,
    names: Mapping[int, str] | None = None,
    options: FigureOptions = DEFAULT_OPTIONS,
) -> DrawnFigure:
    """Draw segments on a plane, with the topics' terms beside it.

    Labels stand left and right of the map, in the order of their topics' heights, so that none
    can cover another or a point (boundary labelling: Bekos et al., 2007, Computational Geometry
    36, 215-236, doi 10.1016/j.comgeo.2006.05.003).

    Parameters
    ----------
    topics : pandas.DataFrame
        By ``TOPICS``.
    assignments : pandas.DataFrame
        By ``TOPIC_ASSIGNMENTS``.
    names : mapping, optional
        Names that people gave to topics, by number.
    options : FigureOptions
        Profile, codes, labels and notes.

    Returns
    -------
    DrawnFigure

    Raises
    ------
    CannotDrawError
        If there are no topics.
    """
    look = options.look
    found = with_topics(topics, assignments)
    centres = assignments.groupby("topic")[["x", "y"]].median()
    words = topic_words(found, names)
    with styled(look):
        chart = _Map(look, found, centres, words, assignments, room(options))
        sheet = Sheet(options, chart.height, TOPIC_MAP.title)
        chart.draw(sheet)
    return DrawnFigure(
        heading=TOPIC_MAP,
        caption=(
            f"Each sign is one of {len(assignments)} segments that have a topic; segments without "
            "one are not shown. Lines lead from a topic's middle (the median of its segments) to "
            "its foremost terms. The plane was chosen so that topics lie apart, so that gaps "
            "between them are partly made by the drawing; axes have no meaning of their own and "
            f"are not labelled. {HEURISTIC}"
        ).strip(),
        alt=(
            f"Scatter plot of {len(assignments)} segments in {len(found)} topics; lines lead from "
            "each topic to its foremost terms."
        ),
        long_description=" ".join(
            f"Topic {row.topic}, {words[row.topic]}: {row.segments} segments of "
            f"{row.participants} participants, terms {', '.join(row.terms[:8])}."
            for row in rows(found)
        ),
        data=assignments[["segment_id", "interview", "topic", "x", "y"]],
        figure=sheet.figure,
        profile=look,
    )


def with_topics(topics: pd.DataFrame, assignments: pd.DataFrame) -> pd.DataFrame:
    """Return the topics in order, or say that there are none."""
    if topics.empty or assignments.empty:
        raise CannotDrawError("No stable topics were found.")
    return topics.sort_values("topic").reset_index(drop=True)


def topic_words(topics: pd.DataFrame, names: Mapping[int, str] | None) -> dict[int, str]:
    """Return what each topic is called: the name that people gave it, or its terms."""
    return {row.topic: (names or {}).get(row.topic, row.label) for row in rows(topics)}


def _sign(place: int) -> tuple[str, str]:
    return _MARKERS[place % len(_MARKERS)], _COLOURS[place % len(_COLOURS)]


@dataclass
class _Label:
    """A label beside the map."""

    topic: int
    lines: tuple[str, ...]
    x: float  # of the topic's middle, from 0 to 1
    y: float
    left: bool = False


class _Map:
    """Where points and labels stand."""

    def __init__(
        self,
        look: Profile,
        topics: pd.DataFrame,
        centres: pd.DataFrame,
        words: Mapping[int, str],
        assignments: pd.DataFrame,
        space: float,
    ) -> None:
        self.look, self.assignments = look, assignments
        self.side = 0.25 * look.inner
        self.wide = look.inner - 2 * self.side
        self.low = assignments[["x", "y"]].min().to_numpy()
        self.span = np.maximum(assignments[["x", "y"]].max().to_numpy() - self.low, 1e-9)
        self.topics = [int(topic) for topic in topics["topic"]]
        at = (centres.loc[self.topics].to_numpy() - self.low) / self.span
        sizes = {row.topic: (row.segments, row.participants) for row in rows(topics)}
        self.labels = []
        for topic, (x, y) in zip(self.topics, at, strict=True):
            segments, people = sizes[topic]
            text = wrap(f"{topic}: {words[topic]}", self.side - 5 * look.size / 8, look)
            under = (f"{segments} segments,", f"{people} participants")
            self.labels.append(_Label(topic, (*text, *under), float(x), float(y)))
        for label in sorted(self.labels, key=lambda one: (one.x, one.topic))[: len(at) // 2]:
            label.left = True
        ratio = float(np.clip(self.span[1] / self.span[0], 0.65, 1.1))
        needed = max(self._stack(side) for side in (True, False))
        self.height = min(max(ratio * self.wide, needed), max(space, needed))

    def _tall(self, label: _Label) -> float:
        return (len(label.lines) + 0.6) * self.look.pitch

    def _stack(self, left: bool) -> float:
        return sum(self._tall(label) for label in self.labels if label.left == left)

    def draw(self, sheet: Sheet) -> None:
        axes = sheet.axes(self.side, 0, self.wide, self.height)
        axes.set_xticks([])
        axes.set_yticks([])
        for side in axes.spines.values():
            side.set_visible(False)
        margin = 0.03
        axes.set_xlim(-margin, 1 + margin)
        axes.set_ylim(-margin, 1 + margin)
        self._points(axes)
        for left in (True, False):
            mine = sorted(
                (label for label in self.labels if label.left == left),
                key=lambda one: (-one.y, one.topic),
            )
            tops = spread(
                [(1 - one.y) * self.height - self._tall(one) / 2 for one in mine],
                [self._tall(one) for one in mine],
                self.height,
            )
            for label, top in zip(mine, tops, strict=True):
                self._label(sheet, label, top)

    def _points(self, axes: Axes) -> None:
        many = len(self.assignments) > _MANY_POINTS
        for place, topic in enumerate(self.topics):
            mine = self.assignments[self.assignments["topic"] == topic]
            at = (mine[["x", "y"]].to_numpy() - self.low) / self.span
            marker, colour = _sign(place)
            axes.scatter(
                at[:, 0],
                at[:, 1],
                s=(0.3 * self.look.size) ** 2,
                marker=marker,
                facecolor=colour,
                edgecolor=INK,
                linewidth=0.2 * self.look.line,
                rasterized=many,
            )

    def _label(self, sheet: Sheet, label: _Label, top: float) -> None:
        look = self.look
        x = self.side + self.wide * (label.x + 0.03) / 1.06
        y = self.height * (1 - (label.y + 0.03) / 1.06)
        near = self.side - 1.0 if label.left else self.side + self.wide + 1.0
        middle = top + self._tall(label) / 2
        sheet.page.set_zorder(1)
        for colour, weight in ((PAPER, 2.2), (INK, 0.7)):  # a white edge lifts it off the points
            sheet.page.plot((near, x), (middle, y), color=colour, linewidth=weight * look.line)
        sheet.page.add_line(dot(x, y, "o", PAPER, look))
        place = self.topics.index(label.topic)
        step = (-1 if label.left else 1) * look.size / 8
        sign = near + 1.6 * step
        sheet.page.add_line(dot(sign, middle, *_sign(place), look))
        start = top + 0.3 * look.pitch
        for number, line in enumerate(label.lines):
            at = start + (number + 0.5) * look.pitch
            sheet.text(sign + 2 * step, at, line, ha="right" if label.left else "left")


def spread(wanted: Sequence[float], heights: Sequence[float], room: float) -> list[float]:
    """Move labels apart so that none overlaps the next, as near to where they want to be."""
    tops, bottom = [], 0.0
    for top, height in zip(wanted, heights, strict=True):
        tops.append(max(top, bottom))
        bottom = tops[-1] + height
    limit = max(room, sum(heights))
    for place in range(len(tops) - 1, -1, -1):
        tops[place] = min(tops[place], limit - heights[place])
        limit = tops[place]
    return tops
