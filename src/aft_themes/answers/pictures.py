"""The pictures in answers: bars, dots, a matrix and a timeline."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping, Sequence
from html import escape
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pandas as pd

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_COLOUR = "#0072B2"
_MARKERS = "osD^vPX*"


def _new_figure(lines: int) -> tuple[Figure, Any]:
    from matplotlib.figure import Figure

    figure = Figure(figsize=(7, 0.9 + 0.28 * max(lines, 2)), layout="constrained")
    axes = figure.add_subplot()
    axes.spines[["top", "right"]].set_visible(False)
    return figure, axes


def draw_bars(bars: list[tuple[str, float, str]]) -> Figure:
    """Draw shares from 0 to 1, each with its name and the words at its end."""
    figure, axes = _new_figure(len(bars))
    places = range(len(bars))[::-1]
    axes.barh(places, [100 * share for _, share, _ in bars], color=_COLOUR, height=0.6)
    for place, (_, share, text) in zip(places, bars, strict=True):
        axes.annotate(text, (100 * share, place), (4, 0), textcoords="offset points", va="center")
    axes.set_yticks(places, [name for name, _, _ in bars])
    axes.set(xlim=(0, 115), xlabel="Participants of each group (%)", xticks=range(0, 101, 25))
    return figure


def draw_dots(groups: pd.DataFrame, names: Mapping[str, str]) -> Figure:
    """Draw the share of each group that speaks of each code."""
    figure, axes = _new_figure(len(names))
    place = {code: -row for row, code in enumerate(names)}
    shown = groups[groups["of"] > 0]
    for number, (value, mine) in enumerate(shown.groupby("value", sort=True)):
        marker = _MARKERS[number % len(_MARKERS)]
        of = int(mine["of"].max())
        shares = 100 * mine["n"] / mine["of"]
        axes.plot(shares, mine["code"].map(place), marker, label=f"{value} (n = {of})", alpha=0.85)
    axes.set_yticks(list(place.values()), list(names.values()))
    axes.set(xlim=(-3, 103), xlabel="Participants who speak of it (%)")
    axes.legend(loc="upper left", bbox_to_anchor=(1, 1), frameon=False)
    return figure


def draw_matrix(counted: pd.DataFrame) -> Figure:
    """Draw counts of codes by participants as shades."""
    figure, axes = _new_figure(len(counted))
    axes.imshow(counted.to_numpy(), cmap="Blues", aspect="auto")
    axes.set_yticks(range(len(counted)), counted.index)
    axes.set_xticks(range(counted.shape[1]), counted.columns, rotation=90, fontsize=6)
    return figure


def draw_timeline(lines: Mapping[str, Sequence[tuple[float, float]]], length: float) -> Figure:
    """Draw where codes lie: a line each, from the first word to the last."""
    figure, axes = _new_figure(len(lines))
    for place, spans in enumerate(lines.values()):
        shares = [(100 * start / length, 100 * (end - start) / length) for start, end in spans]
        axes.broken_barh(shares, (-place - 0.3, 0.6), color=_COLOUR)
    axes.set_yticks([-place for place in range(len(lines))], list(lines))
    axes.set(xlim=(0, 100), xlabel="Place in what the participant says (%)")
    return figure


def as_image(figure: Figure, alt: str) -> str:
    """Write a picture as an element that stands in a notebook by itself."""
    buffer = BytesIO()
    figure.savefig(buffer, format="png", dpi=110)
    image = b64encode(buffer.getvalue()).decode("ascii")
    return f'<img src="data:image/png;base64,{image}" alt="{escape(alt)}" style="max-width:100%">'
