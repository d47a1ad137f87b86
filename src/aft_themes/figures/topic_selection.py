"""What was measured for each number of topics, and which number was chosen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd
from matplotlib.axes import Axes

from aft_themes.figures.options import DEFAULT_OPTIONS, FigureOptions
from aft_themes.figures.page import (
    CannotDrawError,
    DrawnFigure,
    Heading,
    Key,
    Sheet,
    keep_seen_ticks,
    legend,
    line_key,
    marker_key,
    print_as_statistics,
    room,
    sentence_of,
    whole_ticks,
)
from aft_themes.figures.style import (
    BLUE,
    GREEN,
    GREY,
    INK,
    PALE,
    PURPLE,
    SKY,
    Profile,
    styled,
)
from aft_themes.io.parquet import rows
from aft_themes.numbers import range_text, statistic
from aft_themes.topics.selection import LEAST_BEYOND_CHANCE
from aft_themes.wording import count, with_capital

TOPIC_CHOICE = Heading("topic_choice", "What Each Number of Topics Gives (Heuristic)")
_HEURISTIC = "Topics are a heuristic beside the themes."
_CHANCE, _LEAST = ":", "--"  # line styles


@dataclass(frozen=True)
class _Panel:
    """One measure over the number of topics."""

    label: str
    words: str
    draw: Callable[[Axes, pd.DataFrame, Profile], None]


def draw_topic_choice(
    choice: pd.DataFrame,
    *,
    options: FigureOptions = DEFAULT_OPTIONS,
) -> DrawnFigure:
    """Draw what good topics say, stability and coherence by number of topics; mark the chosen one.

    Parameters
    ----------
    choice : pandas.DataFrame
        By ``TOPIC_CHOICE``; what chance gives may be missing.
    options : FigureOptions
        Profile, codes, labels and notes.

    Returns
    -------
    DrawnFigure

    Raises
    ------
    CannotDrawError
        If no number of topics was tried, or only one.
    """
    look = options.look
    if choice.empty:
        raise CannotDrawError("No number of topics was tried: too few segments, or all alike.")
    if len(choice) == 1:
        raise CannotDrawError("Only one number of topics could be tried: there are few segments.")
    tried = choice.sort_values("number").reset_index(drop=True)
    known = bool(tried["beyond_chance"].notna().any())
    panels = [panel for panel in _PANELS if known or panel is not _BEYOND]
    with styled(look):
        sheet = _draw(look, tried, panels, _keys(tried, known), options)
    letters = look.panels
    return DrawnFigure(
        heading=TOPIC_CHOICE,
        caption=" ".join(
            [
                *(f"{letters[n]}: {panel.words}" for n, panel in enumerate(panels)),
                _reason(tried),
                _HEURISTIC,
            ]
        ),
        alt=_finding(tried),
        long_description=_in_words(tried),
        data=tried,
        figure=sheet.figure,
        profile=look,
    )


def _finding(tried: pd.DataFrame) -> str:
    chosen = tried[tried["chosen"]]
    if chosen.empty:
        return sentence_of(
            "No number of topics was chosen, because none is stable enough beyond chance"
        )
    row = chosen.iloc[0]
    return sentence_of(
        f"Of {len(tried)} numbers of topics tried, {row['number']} groups say most",
        f"{row['good']} of them are kept, with {row['good_share']:.0%} of the segments",
    )


def _mark(row: pd.Series) -> str:
    """Say how many groups were made, and how many of them are reported."""
    return f"chosen: {row['number']} groups, {row['good']} kept"


def _reason(tried: pd.DataFrame) -> str:
    chosen = tried.loc[tried["chosen"], "reason"].tolist()
    if chosen:
        return str(chosen[0])
    return "No number was chosen: none is stable enough beyond chance."


def _in_words(tried: pd.DataFrame) -> str:
    said = []
    for row in rows(tried):
        beyond = ""
        if pd.notna(row.beyond_chance):
            beyond = (
                f", by chance {statistic(row.chance)}, beyond it {statistic(row.beyond_chance)}"
            )
        said.append(
            f"{row.number} topics{' (chosen)' if row.chosen else ''}: stability "
            f"{range_text(row.stability, row.stability_low, row.stability_high)} over "
            f"bootstraps{beyond}; coherence "
            f"{statistic(row.coherence)}; {count(row.good, 'good topic')} with "
            f"{row.good_share:.0%} of segments."
        )
    return " ".join(said)


def _keys(tried: pd.DataFrame, known: bool) -> list[Key]:
    keys = [marker_key("Interviews drawn again, middle 95%", "o", BLUE, line=BLUE)]
    if known:
        keys.append(line_key("Points without topics", GREY, _CHANCE, 1))
        keys.append(line_key("Minimum asked for", INK, _LEAST, 1))
    chosen = tried[tried["chosen"]]
    return [*keys, *(_band_key(with_capital(_mark(row))) for _, row in chosen.iterrows())]


def _band_key(words: str) -> Key:
    def draw(sheet: Sheet, x: float, y: float) -> None:
        half, weight = 0.55 * sheet.profile.text, _band(sheet.profile)
        ends = (y - half, y + half)
        sheet.page.plot((x, x), ends, color=PALE, linewidth=weight, solid_capstyle="butt")

    return Key(words, draw)


def _band(look: Profile) -> float:
    return 0.8 * look.size


def _draw(
    look: Profile,
    tried: pd.DataFrame,
    panels: list[_Panel],
    keys: list[Key],
    options: FigureOptions,
) -> Sheet:
    scale, head, under = look.size / 8, 1.8 * look.text, 4.2 * look.text
    start = legend(None, keys, look, 0) + 0.3 * look.text
    space = room(options) - start
    left, gap, right = 15 * scale, 20 * scale, 0.6 * look.wide("20")
    wide = (look.inner - left - gap - right) / 2
    tall = min(0.62 * wide, space / 2 - head - under)
    step = head + tall + under
    sheet = Sheet(options, start + 2 * step, TOPIC_CHOICE.title)
    legend(sheet, keys, look, 0)
    for number, panel in enumerate(panels):
        x = left + (number % 2) * (wide + gap)
        top = start + head + (number // 2) * step
        sheet.panel(x - left, top - 0.65 * head, number)
        axes = sheet.axes(x, top, wide, tall)
        axes.set_xlabel("Number of topics")
        axes.set_ylabel(panel.label)
        axes.set_xlim(tried["number"].min() - 0.8, tried["number"].max() + 0.8)
        whole_ticks(axes.xaxis)
        for chosen in tried.loc[tried["chosen"], "number"]:
            axes.axvline(chosen, color=PALE, linewidth=_band(look), zorder=0)
        panel.draw(axes, tried, look)
        print_as_statistics(axes.yaxis)
        keep_seen_ticks(axes)
    return sheet


def _line(
    axes: Axes, tried: pd.DataFrame, measure: str, sign: tuple[str, str], look: Profile
) -> None:
    marker, colour = sign
    axes.plot(
        tried["number"],
        tried[measure],
        color=colour,
        marker=marker,
        markersize=0.55 * look.size,
        markeredgecolor=INK,
        markeredgewidth=0.5 * look.line,
    )


def _stability(axes: Axes, tried: pd.DataFrame, look: Profile) -> None:
    axes.plot(tried["number"], tried["chance"], color=GREY, linestyle=_CHANCE)
    axes.vlines(
        tried["number"],
        tried["stability_low"],
        tried["stability_high"],
        color=INK,
        linewidth=0.7 * look.line,
    )
    _line(axes, tried, "stability", ("o", BLUE), look)
    measured = tried[["stability_low", "chance"]].min().min()
    axes.set_ylim(min(0.0, float(measured) - 0.05), 1.03)


def _beyond(axes: Axes, tried: pd.DataFrame, look: Profile) -> None:
    axes.axhline(LEAST_BEYOND_CHANCE, color=INK, linestyle=_LEAST, linewidth=0.7 * look.line)
    _line(axes, tried, "beyond_chance", ("s", GREEN), look)
    axes.set_ylim(min(0.0, float(tried["beyond_chance"].min()) - 0.05), 1.03)


def _coherence(axes: Axes, tried: pd.DataFrame, look: Profile) -> None:
    axes.axhline(0, color=GREY, linewidth=0.7 * look.line)
    _line(axes, tried, "coherence", ("D", PURPLE), look)
    low, high = float(tried["coherence"].min()), float(tried["coherence"].max())
    axes.set_ylim(min(0.0, low) - 0.05, max(0.0, high) + 0.05)


def _information(axes: Axes, tried: pd.DataFrame, look: Profile) -> None:
    _line(axes, tried, "information", ("v", SKY), look)
    axes.set_ylim(0, 1.1 * max(0.1, float(tried["information"].max())))


_BEYOND = _Panel(
    "Stability beyond chance",
    "stability above that of points without topics (0).",
    _beyond,
)
_PANELS = (
    _Panel(
        "Information of good topics",
        "stability times \u2212p ln p, summed over good topics (p: share of segments).",
        _information,
    ),
    _Panel(
        "Stability (ARI)",
        "adjusted Rand index with interviews drawn again.",
        _stability,
    ),
    _BEYOND,
    _Panel(
        "Coherence (NPMI)",
        "how often terms of a topic share a segment (0: as by chance; below 0: more seldom).",
        _coherence,
    ),
)
