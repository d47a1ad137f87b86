"""Where everything stands in each figure of the invented study, as a few sums.

A figure that was changed on purpose has other sums. Look at the figure, then write the sums anew:
``python -m tests.figures.geometry``.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from matplotlib.collections import Collection
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.text import Text

FILE = Path(__file__).with_name("geometry.json")


def sums(figure: Figure) -> dict[str, list[float]]:
    """Give for each kind of thing their number, and sums of place, size, colour and weight.

    Places and sizes are in mm on the page, weights (of lines and letters) in points. Later things
    count more, so that two that change places are seen.
    """
    found: dict[str, list[np.ndarray]] = defaultdict(list)
    to_mm = 25.4 / figure.dpi
    for kind, places, colour, weight in _things(figure):
        middle, size = to_mm * np.nanmean(places, axis=0), to_mm * np.ptp(places, axis=0)
        found[kind].append(np.array([*middle, *size, *to_rgba(colour)[:3], weight]))
    return {
        kind: [len(rows), *_weighed(np.array(rows)).round(3).tolist()]
        for kind, rows in sorted(found.items())
    }


def _weighed(rows: np.ndarray) -> np.ndarray:
    weights = np.linspace(1, 2, len(rows))
    return np.asarray(weights @ np.nan_to_num(rows))


Thing = tuple[str, np.ndarray, Any, float]  # kind, places in pixels, colour, weight


def _things(figure: Figure) -> Iterator[Thing]:
    for axes in figure.axes:
        yield "axes", axes.bbox.extents.reshape(2, 2), "none", 0
        for name in ("x", "y"):
            ticks = getattr(axes, f"{name}axis").get_majorticklocs()
            yield f"{name} ticks", np.column_stack([[0, *ticks]] * 2), "none", 0
        for artist in axes.get_children():
            if artist.get_visible() and artist is not axes.patch:
                yield from _thing(artist)


def _thing(artist: Any) -> Iterator[Thing]:
    match artist:
        case Text() if artist.get_text():
            place = artist.get_transform().transform([artist.get_position()])
            yield "text", place, artist.get_color(), artist.get_fontsize()
        case Line2D() if len(artist.get_xydata()):
            places = artist.get_transform().transform(artist.get_xydata())
            weight = artist.get_linewidth() + artist.get_markersize()
            yield "line", places, artist.get_color(), weight
        case Patch():
            path = artist.get_path().transformed(artist.get_transform())
            yield "patch", path.vertices, artist.get_facecolor(), artist.get_linewidth()
        case Collection():
            colours, to_page = artist.get_facecolor(), artist.axes.transData
            colour = colours.mean(axis=0) if len(colours) else "none"
            places = to_page.transform(artist.get_datalim(to_page).get_points())
            yield "collection", places, colour, float(np.mean(artist.get_linewidth()))


if __name__ == "__main__":
    from tests.figures.test_figures import NAMES, NOTES, draw

    lines = [f' "{name}": {json.dumps(sums(draw(name, notes=NOTES).figure))}' for name in NAMES]
    FILE.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
