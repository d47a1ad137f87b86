"""Topics against codes."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import numpy as np
import pandas as pd

from aft_themes.coding.codebook import domain_of
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
)
from aft_themes.figures.style import (
    INK,
    PAPER,
    Profile,
    styled,
    wrap,
)
from aft_themes.figures.topic_map import HEURISTIC, topic_words, with_topics
from aft_themes.io.parquet import rows

TOPIC_CODES = Heading("topic_codes", "Topics and Codes (Heuristic)")


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
        By ``TOPICS``.
    pairs : pandas.DataFrame
        By ``CROSSWALK``.
    themes : pandas.DataFrame
        By ``THEMES``; gives names and order.
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
    found = with_topics(topics, pairs)
    words = topic_words(found, names)
    wide = pairs.pivot_table(index="code", columns="topic", values="segments", fill_value=0)
    numbers = wide.sum(axis=1)
    enough = set(numbers.index[numbers >= least])
    picked = choose_codes(themes, options)
    has = [code in enough for code in picked["code"]]
    heads = {domain_of(code) for code, one in zip(picked["code"], has, strict=True) if one}
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
            heads = {domain_of(code) for code in tied}
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
            f"{HEURISTIC}{only}{rare}{left_out_note(arranged)}"
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
