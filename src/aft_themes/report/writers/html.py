"""The report as one HTML page that needs nothing else."""

from __future__ import annotations

import base64

from aft_themes.report.content import (
    Blank,
    Block,
    Bullets,
    Figure,
    Prose,
    Quotation,
    Report,
    TableBlock,
)
from aft_themes.tables.writers.html import environment, to_html

_KINDS: dict[type, str] = {
    Prose: "prose",
    Bullets: "bullets",
    Blank: "blank",
    Quotation: "quotation",
    TableBlock: "table",
    Figure: "figure",
}


def to_page(report: Report) -> str:
    """Write a report as a self-contained HTML page."""
    made = environment("aft_themes.report")
    made.globals.update(kind=_kind, table_html=to_html, svg_address=_svg_address)
    style = environment("aft_themes.tables").get_template("table.css").render()
    return made.get_template("report.html").render(report=report, table_style=style) + "\n"


def _kind(block: Block) -> str:
    return _KINDS[type(block)]


def _svg_address(figure: Figure) -> str:
    return "data:image/svg+xml;base64," + base64.b64encode(figure.svg).decode("ascii")
