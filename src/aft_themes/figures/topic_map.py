"""A map of the topics."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import hypot
from typing import NamedTuple

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from aft_themes.figures.options import DEFAULT_OPTIONS, FigureOptions
from aft_themes.figures.page import (
    CannotDrawError,
    DrawnFigure,
    Heading,
    Sheet,
    room,
    row_with,
    sentence_of,
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
    styled,
    wrap,
)
from aft_themes.io.parquet import rows
from aft_themes.wording import count

TOPIC_MAP = Heading("topic_map", "Map of Topics (Heuristic)")
HEURISTIC = (
    "A program grouped segments by their wording: topics are a heuristic, and their terms no "
    "names. "
)
_COLOURS = (BLUE, ORANGE, GREEN, VERMILION, SKY, PURPLE, YELLOW)
_MANY_POINTS = 5000  # beyond these a vector file would be slow to open
_CORE = 0.75  # share of a topic's segments that its area holds: the rest would cover other topics
_MOST_WORDED = 8  # with more topics their terms would hide the map; numbers lead to the list


def draw_topic_map(
    topics: pd.DataFrame,
    assignments: pd.DataFrame,
    *,
    names: Mapping[int, str] | None = None,
    options: FigureOptions = DEFAULT_OPTIONS,
) -> DrawnFigure:
    """Draw segments on a plane, an area for each topic, and a list of topics at two levels.

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
        chart = _Map(options, found, centres, words, assignments)
        sheet = Sheet(options, chart.height, TOPIC_MAP.title)
        chart.draw(sheet)
    levels = ""
    if found["broad"].any():
        levels = "Topics of one colour belong to one broad topic, which heads them in the list. "
    return DrawnFigure(
        heading=TOPIC_MAP,
        caption=(
            f"Each point is one of {count(len(assignments), 'segment')} that have a topic. An "
            f"area holds the {_CORE:.0%} of a topic's segments that lie nearest to its middle; its "
            f"number stands in the list, with segments and participants. {levels}The map is drawn "
            "so that topics lie apart: gaps are partly an effect of the drawing, and its axes "
            f"have no meaning. {HEURISTIC}"
        ).strip(),
        alt=_finding(found, words, len(assignments)),
        long_description=" ".join(
            f"Topic {row.topic}, {words[row.topic]}: {count(row.segments, 'segment')} of "
            f"{count(row.participants, 'participant')}, terms {', '.join(row.terms[:8])}"
            f"{f'; in the broad topic {row.broad_label}' if row.broad else ''}."
            for row in rows(found)
        ),
        data=assignments[["segment_id", "interview", "topic", "broad", "x", "y"]],
        figure=sheet.figure,
        profile=look,
    )


def _finding(found: pd.DataFrame, words: Mapping[int, str], segments: int) -> str:
    largest = row_with(found, "segments")
    broad = found.loc[found["broad"] > 0, "broad"].nunique()
    under = f" under {broad} broad ones" if broad else ""
    return sentence_of(
        f"{count(segments, 'segment')} fall into {count(len(found), 'topic')}{under}",
        f"the largest is {words[largest['topic']]} ({count(largest['segments'], 'segment')})",
    )


def with_topics(topics: pd.DataFrame, assignments: pd.DataFrame) -> pd.DataFrame:
    """Return the topics in order, or say that there are none."""
    if topics.empty or assignments.empty:
        raise CannotDrawError("No stable topics were found.")
    return topics.sort_values("topic").reset_index(drop=True)


def topic_words(topics: pd.DataFrame, names: Mapping[int, str] | None) -> dict[int, str]:
    """Return what each topic is called: the name that people gave it, or its terms."""
    return {row.topic: (names or {}).get(row.topic, row.label) for row in rows(topics)}


@dataclass(frozen=True)
class _Listed:
    """A line of the list of topics: a broad topic, or a topic with its number."""

    topic: int
    lines: tuple[str, ...]


class _Label(NamedTuple):
    """A topic's lines on the map, how large they are, and where their middle is."""

    lines: tuple[str, ...]
    size: tuple[float, float]
    middle: tuple[float, float]
    moved: bool  # so far from its topic that it could be taken for another's


class _Map:
    """Where points, areas, numbers and the list stand."""

    def __init__(
        self,
        options: FigureOptions,
        topics: pd.DataFrame,
        centres: pd.DataFrame,
        words: Mapping[int, str],
        assignments: pd.DataFrame,
    ) -> None:
        self.look, self.assignments, self.words = options.look, assignments, words
        self.topics = topics.sort_values(["broad", "topic"]).reset_index(drop=True)
        self.centres = centres
        self.low = assignments[["x", "y"]].min().to_numpy()
        self.span = np.maximum(assignments[["x", "y"]].max().to_numpy() - self.low, 1e-9)
        self.gap = 4 * self.look.size / 8
        self.side = 0.34 * self.look.inner
        self.wide = self.look.inner - self.side - self.gap
        self.listed = self._list()
        needed = sum(self._tall(one) for one in self.listed)
        ratio = float(np.clip(self.span[1] / self.span[0], 0.7, 1.0))
        space = room(options)
        self.height = min(max(ratio * self.wide, needed), max(space, needed))

    def _list(self) -> list[_Listed]:
        found, before = [], 0
        inner = self.side - 2.2 * self.look.text
        for row in rows(self.topics):
            if row.broad and row.broad != before:
                found.append(_Listed(0, wrap(row.broad_label, self.side, self.look, bold=True)))
            before = row.broad
            size = f"{count(row.segments, 'segment')}, {count(row.participants, 'participant')}"
            few = len(self.topics) <= 2 * _MOST_WORDED
            under = wrap(size, inner, self.look) if few else ()
            found.append(
                _Listed(row.topic, (*wrap(self.words[row.topic], inner, self.look), *under))
            )
        return found

    def _tall(self, one: _Listed) -> float:
        return (len(one.lines) + 0.35) * self.look.pitch

    def _colour(self, topic: int) -> str:
        """Give topics of one broad topic one colour; without broad topics each its own."""
        groups = [row.broad or -row.topic for row in rows(self.topics)]
        own = groups[self.topics["topic"].tolist().index(topic)]
        return _COLOURS[list(dict.fromkeys(groups)).index(own) % len(_COLOURS)]

    def draw(self, sheet: Sheet) -> None:
        axes = sheet.axes(0, 0, self.wide, self.height)
        axes.set_xticks([])
        axes.set_yticks([])
        for side in axes.spines.values():
            side.set_visible(False)
        axes.set_xlim(0, self.wide)
        axes.set_ylim(self.height, 0)
        for row in rows(self.topics):
            self._topic(axes, row.topic)
        self._numbers(axes)
        top = 0.0
        for one in self.listed:
            self._listed(sheet, one, top)
            top += self._tall(one)

    def _places(self, frame: pd.DataFrame) -> np.ndarray:
        """Turn places on the plane into mm on the map, within a margin for the signs."""
        at = (frame[["x", "y"]].to_numpy(dtype=float) - self.low) / self.span
        margin = 0.02
        at = margin + (1 - 2 * margin) * at
        return np.column_stack([at[:, 0] * self.wide, (1 - at[:, 1]) * self.height])

    def _topic(self, axes: Axes, topic: int) -> None:
        mine = self._places(self.assignments[self.assignments["topic"] == topic])
        colour = self._colour(topic)
        axes.scatter(
            mine[:, 0],
            mine[:, 1],
            s=(0.2 * self.look.size) ** 2,
            color=colour,
            linewidth=0,
            alpha=0.55,
            rasterized=len(self.assignments) > _MANY_POINTS,
        )
        area = core_area(mine)
        if len(area):
            axes.fill(area[:, 0], area[:, 1], facecolor=colour, alpha=0.16, linewidth=0)
            axes.fill(
                area[:, 0], area[:, 1], fill=False, edgecolor=INK, linewidth=0.7 * self.look.line
            )

    def _numbers(self, axes: Axes) -> None:
        """Name the topics on their areas; the list names them where words would crowd."""
        look = self.look
        labels = self._labels(worded=len(self.topics) <= _MOST_WORDED)
        if any(one.moved for one in labels):
            labels = self._labels(worded=False)
        for said, (wide, high), (x, y), _ in labels:
            box = Rectangle((x - wide / 2, y - high / 2), wide, high, zorder=4)
            box.set(facecolor=PAPER, alpha=0.8, linewidth=0)
            axes.add_patch(box)
            for number, line in enumerate(said):
                axes.text(
                    x,
                    y + (number + 0.5 - len(said) / 2) * look.pitch + 0.36 * look.text,
                    line,
                    ha="center",
                    va="baseline",
                    fontweight="normal" if number else "bold",
                    zorder=5,
                )

    def _labels(self, *, worded: bool) -> list[_Label]:
        """Put each topic's number on its area, with its words or without."""
        look, ids = self.look, self.topics["topic"].tolist()
        texts = [
            (f"{topic}", *(wrap(self.words[topic], 0.22 * self.wide, look) if worded else ()))
            for topic in ids
        ]
        sizes = [
            (
                max(look.wide(line, bold=not n) for n, line in enumerate(said)) + 0.5 * look.text,
                len(said) * look.pitch + 0.2 * look.text,
            )
            for said in texts
        ]
        wanted = self._places(self.centres.loc[ids]).tolist()
        places = place_labels(wanted, sizes, (self.wide, self.height))
        return [
            _Label(said, size, place, moved=hypot(place[0] - x, place[1] - y) > size[1])
            for said, size, place, (x, y) in zip(texts, sizes, places, wanted, strict=True)
        ]

    def _listed(self, sheet: Sheet, one: _Listed, top: float) -> None:
        left, look = self.wide + self.gap, self.look
        if not one.topic:
            sheet.lines(left, top, one.lines, bold=True)
            return
        middle = top + 0.5 * look.pitch
        half = 0.75 * look.text
        sheet.page.add_patch(
            Rectangle(
                (left, middle - 0.44 * look.pitch),
                2 * half,
                0.88 * look.pitch,
                facecolor=self._colour(one.topic),
                alpha=0.35,
                linewidth=0,
            )
        )
        sheet.text(left + half, middle, f"{one.topic}", ha="center", bold=True)
        sheet.lines(left + 2.2 * look.text, top, one.lines)


def core_area(places: np.ndarray) -> np.ndarray:
    """Give the corners of the area around the points that are nearest to their median."""
    middle = np.median(places, axis=0)
    order = np.argsort(np.hypot(*(places - middle).T), kind="stable")
    kept = places[order[: max(3, round(_CORE * len(places)))]]
    if len(kept) < 3 or np.linalg.matrix_rank(kept - kept[0], tol=1e-9) < 2:
        return np.empty((0, 2))
    return _corners(kept)


_STRAIGHT = 1e-9  # a turn that is no more comes of rounding


def _corners(points: np.ndarray) -> np.ndarray:
    """Give the corners of the area that holds all points, counterclockwise (Andrew, 1979).

    To load scipy.spatial for it would take longer than to draw the figure.
    """
    ordered = points[np.lexsort((points[:, 1], points[:, 0]))]
    corners: list[np.ndarray] = []
    for way in (ordered, ordered[::-1]):  # the lower side, then the upper one
        side: list[np.ndarray] = []
        for point in way:
            while len(side) > 1 and _turn(side[-2], side[-1], point) <= _STRAIGHT:
                side.pop()
            side.append(point)
        corners += side[:-1]
    return np.array(corners)


def _turn(first: np.ndarray, second: np.ndarray, third: np.ndarray) -> float:
    """Whether the way from point to point turns left (above 0) or right."""
    (ahead, up), (on, over) = second - first, third - first
    return float(ahead * over - up * on)


_STEPS = 40  # as far as a label is moved, in steps of a quarter of its height


def place_labels(
    wanted: Sequence[Sequence[float]],
    sizes: Sequence[tuple[float, float]],
    page: tuple[float, float],
) -> list[tuple[float, float]]:
    """Put the middles of labels as near as possible to where they belong, none over another."""
    done: list[tuple[float, float, float, float]] = []
    for (x, y), (wide, high) in zip(wanted, sizes, strict=True):
        tries = [
            (
                min(max(x + across * wide / 2, wide / 2), page[0] - wide / 2),
                min(max(y + sign * step * high / 4, high / 2), page[1] - high / 2),
            )
            for step in range(_STEPS)
            for sign in (1, -1)
            for across in (0, 1, -1)
        ]
        free = (
            (a, b)
            for a, b in tries
            if all(
                abs(a - c) >= (wide + w) / 2 or abs(b - d) >= (high + h) / 2 for c, d, w, h in done
            )
        )
        place = next(free, tries[0])
        done.append((*place, wide, high))
    return [(x, y) for x, y, _, _ in done]
