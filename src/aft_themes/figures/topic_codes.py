"""Topics against codes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

import numpy as np
import pandas as pd
from matplotlib.lines import Line2D

from aft_themes.figures.chosen_codes import choose_codes, with_own_heads
from aft_themes.figures.code_page import CodeLayout, CodePage, draw_page, lay_out_codes
from aft_themes.figures.code_rows import (
    NARROWEST,
    PLOT,
    Arrangement,
    column_axes,
    heat_row,
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
    row_with,
    sentence_of,
    whole_height,
)
from aft_themes.figures.style import PAPER, TOPIC_SCALE, Profile, styled
from aft_themes.figures.topic_map import HEURISTIC, topic_words, with_topics
from aft_themes.io.parquet import rows
from aft_themes.topics.crosswalk import has_intervals
from aft_themes.wording import count

TOPIC_CODES = Heading("topic_codes", "Topics and Codes (Heuristic)")
_MOST_LINES = 3  # of topics' numbers: below more of them the eye loses the column
_NO_BROAD = "Topics of no broad topic"
_TOGETHER = (
    "A white dot marks code and topic that go together: adjusted residual of 3 or more{}; with so "
    "many cells a few such dots arise by chance. "
)
_LIFT_ABOVE = ", and a lift whose bootstrap interval lies above 1"


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
    found = with_topics(topics, pairs).sort_values(["broad", "topic"]).reset_index(drop=True)
    words = topic_words(found, names)
    shares, numbers = _shares(found, pairs, least)
    picked = choose_codes(themes, replace(options, authors_themes=()))
    picked = picked[picked["code"].isin(list(shares.index))]
    if picked.empty:
        raise CannotDrawError(f"No code has {least} segments with a topic.")
    together = {(row.code, row.topic) for row in rows(pairs[pairs["together"]])}
    every = _by_topic(picked, shares.loc[picked["code"]], words, together)
    most = float(shares.loc[picked["code"]].to_numpy().max())
    with styled(look):
        broad = {f"topic {row.topic}": row.broad_label for row in rows(found)}
        chosen, page, only = _fit(every, shares, broad, together, most, options)
        sheet, arranged = page.sheet, page.arranged
        counts = {code: f"{int(numbers[code]):,}" for code in chosen["code"] if code in numbers}
        for column in range(arranged.columns):
            _heat_column(sheet, arranged, column, page.top, shares, most, together)
            right_column(sheet, arranged, column, page.top, counts, "n")
    shown = pairs[pairs["code"].isin([code for code in arranged.codes if code in numbers])]
    rare = _rare(int((pairs.groupby("code")["segments"].sum() < least).sum()), least)
    return DrawnFigure(
        heading=TOPIC_CODES,
        caption=(
            "Codes stand below the topic that they go together with, else below the one that "
            "holds most of their segments; darker cells hold a larger share of the n segments "
            "that were given this very code and have a topic. "
            f"{_together(shown)}{HEURISTIC}{only}{rare}"
        ).strip(),
        alt=_finding(shown, chosen, words),
        long_description=_cells_in_words(
            shown, dict(zip(chosen["code"], chosen["label"], strict=True))
        ),
        data=_data(shown, chosen, words),
        figure=sheet.figure,
        profile=look,
    )


def _data(shown: pd.DataFrame, chosen: pd.DataFrame, words: Mapping[int, str]) -> pd.DataFrame:
    terms = pd.DataFrame(list(words.items()), columns=["topic", "topic_terms"])
    labelled = shown.merge(chosen[["code", "label"]], on="code")
    return labelled.merge(terms, on="topic")[_PAIR_COLUMNS]


def _together(shown: pd.DataFrame) -> str:
    """Say in the caption what the dots mean, where there are any."""
    if not shown["together"].any():
        return ""
    return _TOGETHER.format(_LIFT_ABOVE if has_intervals(shown) else "")


def _rare(few: int, least: int) -> str:
    """Say in the caption that codes with few segments are not drawn."""
    if not few:
        return ""
    codes = count(few, "code given", "codes given")
    return f"Not drawn: {codes} to fewer than {least} such segments. "


def _fit(
    chosen: pd.DataFrame,
    shares: pd.DataFrame,
    broad: Mapping[str, str],
    together: set[tuple[str, int]],
    most: float,
    options: FigureOptions,
) -> tuple[pd.DataFrame, CodePage, str]:
    """Leave out codes until the page is high enough: first those without a topic of their own."""
    tied = chosen["code"].isin([code for code, _ in together])
    keys = [
        *shade_keys(most, "of the code's segments", TOPIC_SCALE),
        *[_tie_key()] * bool(tied.any()),
    ]
    narrowest = NARROWEST * PLOT * options.look.size / 8
    lines = _lines_of_numbers(shares, narrowest, options.look)
    below = (lines - 1) * options.look.pitch
    lay_out = partial(
        lay_out_codes, options=options, keys=keys, heading=TOPIC_CODES, below=below, whole=False
    )

    def page_of(kept: pd.DataFrame) -> CodeLayout:
        return lay_out(_below_broad(kept, broad))

    def too_high(page: CodeLayout) -> bool:
        return whole_height(options, page.height) > options.look.height

    page, only = page_of(chosen), ""
    if too_high(page) and tied.any():
        chosen = _with_topics_above(chosen, tied)
        page = page_of(chosen)
        only = "For want of room only codes that go together with a topic are drawn. "
    while too_high(page) and len(chosen) > 1:
        strong = shares.max(axis=1).reindex(chosen["code"]).to_numpy()
        weakest = int(np.nanargmin(strong))
        chosen = _with_topics_above(chosen, pd.Series(range(len(chosen))) != weakest)
        page = page_of(chosen)
        only = "For want of room only the codes nearest to one topic are drawn. "
    return chosen, draw_page(page, options, keys), only


def _shares(
    found: pd.DataFrame, pairs: pd.DataFrame, least: int
) -> tuple[pd.DataFrame, pd.Series[int]]:
    """Give the share of each code's segments in each topic, and how many segments that are."""
    wide = pairs.pivot_table(index="code", columns="topic", values="segments", fill_value=0)
    numbers = wide.sum(axis=1)
    numbers = numbers[numbers >= least]
    shares = wide.loc[numbers.index].div(numbers, axis=0)
    return shares.reindex(columns=found["topic"].tolist(), fill_value=0), numbers


def _below_broad(chosen: pd.DataFrame, broad: Mapping[str, str]) -> pd.DataFrame:
    """Put the topics of a broad topic below its name; without broad topics nothing changes."""
    if not any(broad.values()):
        return chosen
    parts, before = [], ""
    deeper = chosen.assign(depth=chosen["depth"] + 1)
    for _, mine in deeper.groupby(chosen["bold"].cumsum(), sort=False):
        label = broad[mine["code"].iloc[0]] or _NO_BROAD
        if label != before:
            parts.append(mine.head(1).assign(code=f"broad {label}", label=label, depth=0))
        parts.append(mine)
        before = label
    return pd.concat(parts, ignore_index=True)


def _by_topic(
    picked: pd.DataFrame,
    shares: pd.DataFrame,
    words: Mapping[int, str],
    together: set[tuple[str, int]],
) -> pd.DataFrame:
    """Put codes below the topic that they go with, else that holds most of their segments."""
    tied = pd.DataFrame(
        [[(code, int(topic)) in together for topic in shares.columns] for code in shares.index],
        index=shares.index,
        columns=shares.columns,
    )
    own = (shares + tied).idxmax(axis=1)  # a share is at most 1
    by_code = picked.set_index("code", drop=False)
    parts = []
    for topic in shares.columns:
        strength = shares.loc[own == topic, topic]
        codes = sorted(strength.index, key=lambda code: (-strength[code], code))
        if codes:
            head = by_code.loc[codes[:1]].assign(
                code=f"topic {topic}", label=f"{topic}: {words[int(topic)]}", bold=True, depth=0
            )
            parts += [head, by_code.loc[codes].assign(bold=False, depth=1)]
    return pd.concat(parts, ignore_index=True).assign(level=2)


def _with_topics_above(chosen: pd.DataFrame, kept: pd.Series[bool]) -> pd.DataFrame:
    """Keep some codes, and the topics that still have any."""
    alive = kept.to_numpy(dtype=bool) & ~chosen["bold"].to_numpy(dtype=bool)
    return with_own_heads(chosen, pd.Series(alive, index=chosen.index))


def _finding(pairs: pd.DataFrame, chosen: pd.DataFrame, words: Mapping[int, str]) -> str:
    labels = dict(zip(chosen["code"], chosen["label"], strict=True))
    tied = pairs[pairs["together"]]
    if tied.empty:
        return sentence_of("No code goes together with a topic more than chance would have it")
    best = row_with(tied, "lift")
    return sentence_of(
        f"Of {count(pairs['code'].nunique(), 'code')}, {tied['code'].nunique()} go together with "
        "a topic",
        f"most clearly {labels[best['code']]} with {words[int(best['topic'])]} "
        f"({best['share_of_code']:.0%} of its segments)",
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
    lines = _lines_of_numbers(shares, arranged.plot, look)
    every = int(np.ceil(_wide_numbers(shares, look) / arranged.plot / lines))
    said = [f"{topic}" for topic in topics[::every]]
    axes.set_xticks(middles[::every], ["\n" * (at % lines) + one for at, one in enumerate(said)])
    axes.tick_params(length=0)
    axes.set_xlabel("Topic")
    for place in arranged.in_column(column):
        if place.code not in shares.index:
            continue
        values = shares.loc[[place.code]].to_numpy(dtype=float).ravel().tolist()
        heat_row(axes, place, values, most, look, TOPIC_SCALE)
        for x, topic in zip(middles, topics, strict=True):
            if (place.code, topic) in together:
                axes.add_line(_tie(x, place.middle, look))


def _wide_numbers(shares: pd.DataFrame, look: Profile) -> float:
    """Measure the numbers of all topics side by side, in mm."""
    return shares.shape[1] * (look.wide(str(max(int(topic) for topic in shares.columns))) + 0.8)


def _lines_of_numbers(shares: pd.DataFrame, plot: float, look: Profile) -> int:
    """Set the topics' numbers in two or three lines by turns where they would touch in one."""
    return min(_MOST_LINES, int(np.ceil(_wide_numbers(shares, look) / plot)))


def _tie(x: float, y: float, look: Profile) -> Line2D:
    """Make the sign of a pair that goes together: seen in dark cells, light ones and the legend."""
    mark = dot(x, y, "o", PAPER, look)
    mark.set_markersize(0.34 * look.size)
    return mark


def _tie_key() -> Key:
    def draw(sheet: Sheet, x: float, y: float) -> None:
        sheet.page.add_line(_tie(x, y, sheet.profile))

    return Key("Go together", draw, 3.0)
