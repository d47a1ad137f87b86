"""A map of the topics, and topics against codes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from aft_themes.figures.code_rows import (
    Arrangement,
    choose_codes,
    code_page,
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

TOPIC_MAP = Heading("topic_map", "Map of topics (heuristic)")
TOPIC_CODES = Heading("topic_codes", "Topics and codes (heuristic)")
_HEURISTIC = (
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
        By the contract ``TOPICS``.
    assignments : pandas.DataFrame
        By the contract ``TOPIC_ASSIGNMENTS``.
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
    found = _with_topics(topics, assignments)
    centres = assignments.groupby("topic")[["x", "y"]].median()
    words = _topic_words(found, names)
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
            f"are not labelled. {_HEURISTIC}"
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


def _with_topics(topics: pd.DataFrame, assignments: pd.DataFrame) -> pd.DataFrame:
    if topics.empty or assignments.empty:
        raise CannotDrawError("No stable topics were found.")
    return topics.sort_values("topic").reset_index(drop=True)


def _topic_words(topics: pd.DataFrame, names: Mapping[int, str] | None) -> dict[int, str]:
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


def draw_topic_codes(
    topics: pd.DataFrame,
    pairs: pd.DataFrame,
    themes: pd.DataFrame,
    *,
    least: int = 5,
    names: Mapping[int, str] | None = None,
    options: FigureOptions = DEFAULT_OPTIONS,
) -> DrawnFigure:
    """Draw how the segments of each code fall on topics.

    Parameters
    ----------
    topics : pandas.DataFrame
        By the contract ``TOPICS``.
    pairs : pandas.DataFrame
        By the contract ``CROSSWALK``.
    themes : pandas.DataFrame
        By the contract ``THEMES``; gives names and order.
    least : int
        Fewest segments of a code that is drawn.
    names : mapping, optional
        Names that people gave to topics, by number.
    options : FigureOptions
        Profile, codes, labels and notes. If it names no codes: all with enough segments.

    Returns
    -------
    DrawnFigure

    Raises
    ------
    CannotDrawError
        If there are no topics or no codings of segments that have one.
    """
    look = options.look
    found = _with_topics(topics, pairs)
    words = _topic_words(found, names)
    wide = pairs.pivot_table(index="code", columns="topic", values="segments", fill_value=0)
    numbers = wide.sum(axis=1)
    enough = set(numbers.index[numbers >= least])
    picked = choose_codes(themes, options)
    has = [code in enough for code in picked["code"]]
    heads = {code.partition(".")[0] for code, one in zip(picked["code"], has, strict=True) if one}
    chosen = picked[[a or c in heads for a, c in zip(has, picked["code"], strict=True)]]
    if not any(has):
        raise CannotDrawError(f"No code has {least} segments with a topic.")
    shares = wide.div(numbers, axis=0).reindex(columns=found["topic"].tolist(), fill_value=0)
    together = {(row.code, row.topic) for row in rows(pairs[pairs["together"]])}
    shown_shares = shares.loc[[code for code in chosen["code"] if code in enough]]
    most = float(shown_shares.to_numpy().max())
    keys = [*shade_keys(most, "of the code's segments"), _tie_key()]
    lines = _topic_lines(found, words, look)
    page = partial(
        code_page,
        options=options,
        keys=keys,
        title=TOPIC_CODES.title,
        below=len(lines) * look.pitch,
    )
    only = ""
    with styled(look):
        sheet, arranged, top = page(chosen.reset_index(drop=True))
        tied = {code for code, _ in together}
        if arranged.left_out and tied:  # rather the codes that tell something than domains alone
            heads = {code.partition(".")[0] for code in tied}
            few_rows = chosen[chosen["code"].isin(tied | heads)].reset_index(drop=True)
            sheet, arranged, top = page(few_rows)
            only = "For want of room only codes that go together with a topic are drawn. "
        counts = {code: f"{int(numbers[code])}" for code in chosen["code"] if code in enough}
        for column in range(arranged.columns):
            _heat_column(sheet, arranged, column, top, shares.loc[sorted(enough)], most, together)
            right_column(sheet, arranged, column, top, counts, "n")
        sheet.lines(0, sheet.height - len(lines) * look.pitch, lines)
    shown = [code for code in arranged.codes if code in enough]
    few = int((numbers.reindex(picked["code"]).fillna(0) < least).sum())
    rare = f"{few} codes given to fewer than {least} such segments have no cells. " if few else ""
    return DrawnFigure(
        heading=TOPIC_CODES,
        caption=(
            "Each row is one code; darker cells hold a larger share of the n segments that were "
            "given this very code and have a topic. A dot, black or white as its cell is light or "
            "dark, marks topic and code that go together: "
            "adjusted residual of 3 or more, and a lift whose participant-bootstrap interval "
            "lies above 1; with so many cells a few such dots arise by chance. "
            f"{_HEURISTIC}{only}{rare}{left_out_note(arranged)}"
        ).strip(),
        alt=(
            f"Heat map of {len(shown)} codes by {len(found)} topics, with dots where a code and a "
            "topic go together."
        ),
        long_description=_cells_in_words(
            pairs[pairs["code"].isin(shown)],
            dict(zip(chosen["code"], chosen["label"], strict=True)),
        ),
        data=pairs[pairs["code"].isin(shown)]
        .merge(chosen[["code", "label"]], on="code")
        .merge(pd.DataFrame(list(words.items()), columns=["topic", "topic_terms"]), on="topic")[
            _PAIR_COLUMNS
        ],
        figure=sheet.figure,
        profile=look,
    )


_PAIR_COLUMNS = (
    "code label topic topic_terms segments participants expected share_of_code share_of_topic "
    "lift lift_low lift_high residual together"
).split()


def _cells_in_words(pairs: pd.DataFrame, labels: Mapping[str, str]) -> str:
    said: dict[str, list[str]] = {}
    for row in rows(pairs.sort_values(["code", "topic"])):
        tie = " (together)" if row.together else ""
        said.setdefault(row.code, []).append(f"topic {row.topic} {row.share_of_code:.0%}{tie}")
    return " ".join(
        f"{label}: {', '.join(said[code])}." for code, label in labels.items() if code in said
    )


def _topic_lines(topics: pd.DataFrame, words: Mapping[int, str], look: Profile) -> list[str]:
    """Name the topics below the heat map, several in a line where there is room."""
    lines: list[str] = []
    for row in rows(topics):
        text = f"{row.topic}: {words[row.topic]}"
        joined = f"{lines[-1]}      {text}" if lines else text
        if lines and look.wide(joined) <= look.inner:
            lines[-1] = joined
        else:
            lines += wrap(text, look.inner, look)
    return lines


def _heat_column(
    sheet: Sheet,
    arranged: Arrangement,
    column: int,
    top: float,
    shares: pd.DataFrame,
    most: float,
    together: set[tuple[str, int]],
) -> None:
    look, number = sheet.profile, shares.shape[1]
    axes = column_axes(sheet, arranged, column, top)
    axes.set_xlim(0, 1)
    axes.spines["bottom"].set_visible(False)
    middles = ((np.arange(number) + 0.5) / number).tolist()
    topics = [int(topic) for topic in shares.columns]
    each = look.wide(str(max(topics))) + 0.8
    every = int(np.ceil(each * number / arranged.plot))
    axes.set_xticks(middles[::every], [f"{topic}" for topic in topics[::every]])
    axes.tick_params(length=0)
    axes.set_xlabel("Topic")
    for place in arranged.in_column(column):
        if place.code not in shares.index:
            continue
        values = shares.loc[[place.code]].to_numpy(dtype=float).ravel().tolist()
        heat_row(axes, place, values, most, look)
        for x, topic, value in zip(middles, topics, values, strict=True):
            if (place.code, topic) in together:
                colour = PAPER if value / most > 0.5 else INK
                mark = dot(x, place.middle, "o", colour, look)
                mark.set_markersize(0.34 * look.size)
                axes.add_line(mark)


def _tie_key() -> Key:
    def draw(sheet: Sheet, x: float, y: float) -> None:
        mark = dot(x, y, "o", INK, sheet.profile)
        mark.set_markersize(0.34 * sheet.profile.size)
        sheet.page.add_line(mark)

    return Key("go together", draw, 3.0)
