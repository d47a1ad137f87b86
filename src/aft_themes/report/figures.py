"""Read the figures of a run, to print them in the report."""

from __future__ import annotations

import json
from pathlib import Path

from aft_themes.report.content import Figure


def load_figures(folder: Path | None) -> list[Figure]:
    """Read the figures that were drawn; those that were left out are skipped."""
    records = sorted(folder.glob("*.json")) if folder else []
    found = [_load(path) for path in records]
    drawn = [figure for figure in found if figure is not None]
    return sorted(drawn, key=lambda figure: (int(figure.number), figure.name))


def _load(path: Path) -> Figure | None:
    record = json.loads(path.read_text(encoding="utf-8"))
    svg, png = path.with_suffix(".svg"), path.with_suffix(".png")
    if "skipped" in record or not svg.is_file() or not png.is_file():
        return None
    return Figure(
        name=record["name"],
        number=str(record["number"]),
        chapter=record.get("chapter", ""),
        callout=record.get("callout", "") or f"shows: {record['title']}.",
        title=record["title"],
        caption=record["caption"],
        alt=record["alt"],
        long_description=record["long_description"],
        width_mm=float(record["width_mm"]),
        svg=svg.read_bytes(),
        png=png.read_bytes(),
    )
