"""Which themes go together in participants: the pairs of codes with the highest correlation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from aft_themes.codebook.codes import on_one_branch
from aft_themes.figures.chosen_codes import choose_codes, counted_rule, in_themes, with_themes_above
from aft_themes.figures.code_page import code_page
from aft_themes.figures.code_rows import column_axes, guide_lines, right_column
from aft_themes.figures.options import DEFAULT_OPTIONS, FigureOptions
from aft_themes.figures.page import (
    CannotDrawError,
    DrawnFigure,
    Heading,
    Key,
    Sheet,
    dot,
    keep_seen_ticks,
    marker_key,
    sentence_of,
    whole_ticks,
)
from aft_themes.figures.style import BLUE, INK, PAPER, Profile, styled
from aft_themes.io.parquet import rows
from aft_themes.numbers import statistic
from aft_themes.wording import count

COOCCURRENCE = Heading("cooccurrence", "Codes That Occur Together")
_COLUMNS = "code label other other_label participants segments expected jaccard phi".split()
_MOST_PAIRS = 15  # as many as the lowest page, a slide, holds: every profile shows the same pairs
_ACROSS = "across themes"
_ECHOES = "Of pairs that differ only in a code above or below, the highest is drawn. "
_LEAST_BOTH = 5  # with fewer participants one more or less moves the correlation far


def draw_cooccurrence(
    themes: pd.DataFrame,
    pairs: pd.DataFrame,
    *,
    most: int = _MOST_PAIRS,
    least: int = _LEAST_BOTH,
    options: FigureOptions = DEFAULT_OPTIONS,
) -> DrawnFigure:
    """Draw how many participants have both of two themes, and how many were to be expected.

    Parameters
    ----------
    themes : pandas.DataFrame
        By ``THEMES``.
    pairs : pandas.DataFrame
        By ``COOCCURRENCE``.
    most : int
        Most pairs that are drawn: those with the highest correlation (phi) over participants.
    least : int
        Fewest participants who have both of a pair that is drawn.
    options : FigureOptions
        Profile, codes, labels and notes. If it names no codes: all but domains.

    Returns
    -------
    DrawnFigure

    Raises
    ------
    CannotDrawError
        If no pair of codes has enough participants and a correlation.
    """
    look = options.look
    everything = in_themes(choose_codes(themes, options))
    heads = _heads(everything)
    known = everything[everything["level"] > 0]
    if options.codes is None:
        known = known[~known["bold"]]
    fitting = _fitting(known, pairs, least)
    # pairs that fewer have than if the two were unrelated do not go together
    together = fitting[fitting["phi"] > 0]
    if together.empty:
        raise CannotDrawError(
            f"No two codes that {least} participants share go together more often than unrelated "
            "codes would."
        )
    highest = together.head(most - len(heads))
    chosen, of = _without_echoes(together, len(highest)), int(known["of"].max())
    echoes = "" if chosen.index.equals(highest.index) else _ECHOES
    keys = [
        marker_key("Participants who have both", "o", BLUE),
        marker_key("Expected if the two were unrelated", "o", PAPER),
    ]
    with styled(look):
        sheet = _draw(chosen, heads, of, keys, options)
    return DrawnFigure(
        heading=COOCCURRENCE,
        caption=(
            f"The {count(len(chosen), 'pair')} of codes with the highest correlation (phi) over "
            f"the N = {of} participants, among all {count(len(fitting), 'pair')} that at least "
            f"{least} participants have; no code is paired with one above it. {echoes}"
            f"n, participants who have both. {counted_rule(themes)}Pairs are shown because they "
            "are high: among so many, some are high by chance."
        ),
        alt=_finding(chosen, of),
        long_description=_pairs_in_words(chosen, len(fitting)),
        data=chosen[_COLUMNS],
        figure=sheet.figure,
        profile=look,
    )


def _heads(chosen: pd.DataFrame) -> pd.DataFrame:
    """Return the authors' themes, and a last head for pairs whose codes belong to two of them."""
    heads = chosen[chosen["level"] == 0]
    last = heads.tail(1).assign(code=_ACROSS, label="Codes of Two Themes")
    return pd.concat([heads, last])


def _draw(
    chosen: pd.DataFrame,
    heads: pd.DataFrame,
    of: int,
    keys: Sequence[Key],
    options: FigureOptions,
) -> Sheet:
    page = code_page(_as_rows(chosen, heads), options, keys, COOCCURRENCE, right=17, whole=False)
    sheet, arranged, top = page.sheet, page.arranged, page.top
    by_row = {f"pair {n}": row for n, row in enumerate(rows(chosen))}
    look = options.look
    phis = {key: statistic(row.phi) for key, row in by_row.items()}
    numbers = {key: f"{row.participants:,}" for key, row in by_row.items()}
    beside = max(map(look.wide, phis.values()), default=0) + 2 * look.wide("0")
    for column in range(arranged.columns):
        axes = column_axes(sheet, arranged, column, top)
        places = [place for place in arranged.in_column(column) if not place.bold]
        guide_lines(axes, places, look)
        axes.set_xlim(-0.02 * of, 1.02 * of)
        axes.set_xlabel("Participants")
        whole_ticks(axes.xaxis)
        keep_seen_ticks(axes)
        for place in places:
            _pair(axes, by_row[place.code], place.middle, look)
        right_column(sheet, arranged, column, top, numbers, "n", inset=beside)
        right_column(sheet, arranged, column, top, phis, "phi")
    return sheet


def _finding(chosen: pd.DataFrame, of: int) -> str:
    first = chosen.iloc[0]
    return sentence_of(
        f"{first['label']} and {first['other_label']} go together most: "
        f"{first['participants']} of {of} participants have both, {first['expected']:.0f} "
        "would if the two were unrelated"
    )


def _pairs_in_words(chosen: pd.DataFrame, among: int) -> str:
    told = (
        f"{row.label} and {row.other_label}, {row.participants} participants, "
        f"{row.expected:.1f} expected, phi {statistic(row.phi)}"
        for row in rows(chosen)
    )
    return f"Pairs with the highest correlation among all {among:,}: {'; '.join(told)}."


def _fitting(known: pd.DataFrame, pairs: pd.DataFrame, least: int) -> pd.DataFrame:
    """Return the pairs that can be drawn, the highest correlation first."""
    names = dict(zip(known["code"], known["label"], strict=True))
    head_of = dict(zip(known["code"], known["domain"], strict=True))
    mine = pairs[pairs["code"].isin(list(names)) & pairs["other"].isin(list(names))]
    mine = mine[(mine["participants"] >= least) & mine["phi"].notna()]
    order = mine.sort_values(["phi", "code", "other"], ascending=[False, True, True])
    return order.assign(
        label=[names[code] for code in order["code"]],
        other_label=[names[code] for code in order["other"]],
        head=[head_of[code] for code in order["code"]],
        other_head=[head_of[code] for code in order["other"]],
    ).reset_index(drop=True)


def _without_echoes(pairs: pd.DataFrame, most: int) -> pd.DataFrame:
    """Take the first pairs, without those that repeat an earlier one on another level."""
    kept: list[int] = []
    taken: list[tuple[str, str]] = []
    for number, pair in enumerate(zip(pairs["code"], pairs["other"], strict=True)):
        if len(kept) < most and not any(_is_echo(pair, one) for one in taken):
            kept.append(number)
            taken.append(pair)
    return pairs.iloc[kept]


def _is_echo(pair: tuple[str, str], earlier: tuple[str, str]) -> bool:
    (code, other), (first, second) = pair, earlier
    return (on_one_branch(code, first) and on_one_branch(other, second)) or (
        on_one_branch(code, second) and on_one_branch(other, first)
    )


def _as_rows(chosen: pd.DataFrame, heads: pd.DataFrame) -> pd.DataFrame:
    """Give pairs the columns of codes, so that they are laid out as codes are."""
    pairs = pd.DataFrame(
        {
            "code": [f"pair {n}" for n in range(len(chosen))],
            "label": chosen["label"] + " + " + chosen["other_label"],
            "domain": chosen["head"].where(chosen["head"] == chosen["other_head"], _ACROSS),
        }
    )
    return with_themes_above(pairs, heads)


def _pair(axes: Axes, row: Any, y: float, look: Profile) -> None:  # noqa: ANN401  # a row of the pairs
    axes.plot((row.expected, row.participants), (y, y), color=INK, linewidth=look.line)
    for value, colour in ((row.expected, PAPER), (row.participants, BLUE)):
        axes.add_line(dot(value, y, "o", colour, look)).set_clip_on(False)
