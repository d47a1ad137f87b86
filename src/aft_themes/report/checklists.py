"""Reporting checklists: each item filled from data or settings, or left to the author."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources

from aft_themes.tables.model import Column, Link, Row, Table
from aft_themes.tables.numbering import table_mark

SOURCES = {
    "JARS-Qual": "Levitt, H. M., Bamberg, M., Creswell, J. W., Frost, D. M., Josselson, R., & "
    "Su\u00e1rez-Orozco, C. (2018). American Psychologist, 73(1), 26\u201346. "
    "https://doi.org/10.1037/amp0000151",
    "COREQ": "Tong, A., Sainsbury, P., & Craig, J. (2007). International Journal for Quality in "
    "Health Care, 19(6), 349\u2013357. https://doi.org/10.1093/intqhc/mzm042",
    "SRQR": "O\u2019Brien, B. C., Harris, I. B., Beckman, T. J., Reed, D. A., & Cook, D. A. "
    "(2014). Academic Medicine, 89(9), 1245\u20131251. "
    "https://doi.org/10.1097/ACM.0000000000000388",
    "MI-CLEAR-LLM": "Park, S. H., Suh, C. H., Lee, J. H., Kahn, C. E., & Moy, L. (2024). Korean "
    "Journal of Radiology, 25(10), 865\u2013868. https://doi.org/10.3348/kjr.2024.0843",
    "TRIPOD-LLM": "Gallifant, J., Afshar, M., Ameen, S., Aphinyanaphongs, Y., Chen, S., "
    "Cacciamani, G., \u2026 Bitterman, D. S. (2025). Nature Medicine, 31(1), 60\u201369. "
    "https://doi.org/10.1038/s41591-024-03425-5",
    "RTARG": "Braun, V., & Clarke, V. (2024). Palliative Medicine, 38(6), 608\u2013616. "
    "https://doi.org/10.1177/02692163241234800",
}
AUTHOR = "Author must write"
_FIRST_SENTENCE = re.compile(r"(?<=[.?!]) (?=[A-Z])")
_OWN_WORDS = "Items in our own short wording; read the guideline itself."
_MAIN_ITEMS = (
    "The 19 main items in our own short wording; read the guideline itself for those below them."
)
_OWN_ORDER = (
    "Items in our own wording and order, after what its authors ask of reports; read the guideline "
    "itself, in the supplement of the paper."
)


@dataclass(frozen=True)
class Item:
    """An item of a checklist."""

    guideline: str
    number: str
    part: str
    topic: str
    asks: str
    sources: tuple[tuple[str, str], ...]
    section: str


def load_items() -> list[Item]:
    """Read the items of all checklists."""
    text = resources.files("aft_themes.report").joinpath("checklists.csv").read_text("utf-8")
    return [
        Item(
            row["guideline"],
            row["number"],
            row["part"],
            row["topic"],
            row["asks"],
            tuple(_source(part) for part in row["source"].split(";")),
            row["section"],
        )
        for row in csv.DictReader(text.splitlines())
    ]


def _source(text: str) -> tuple[str, str]:
    kind, _, key = text.partition(":")
    return kind, key


def answer(item: Item, facts: Mapping[str, str], statements: Mapping[str, str]) -> tuple[str, str]:
    """Say where an item is filled from, and point to what the report says of it.

    The report says it once; the checklist repeats the first sentence of what the data say, and no
    statement.
    """
    said: list[str] = []
    kinds: list[str] = []
    for kind, key in item.sources:
        if kind == "data" and facts.get(key):
            said.append(_FIRST_SENTENCE.split(facts[key], maxsplit=1)[0])
            kinds.append("data")
        elif kind == "config" and statements.get(key, "").strip():
            said.append(f"See the section: {_NAMES.get(key, key.replace('_', ' '))}.")
            kinds.append("settings")
        elif kind == "config":
            said.append(f"To write in the section: {_NAMES.get(key, key.replace('_', ' '))}.")
            kinds.append("author")
    names = {"data": "From the data", "settings": "From the settings", "author": AUTHOR}
    return "; ".join(names[kind] for kind in dict.fromkeys(kinds)), " ".join(said)


_NAMES = {"coders": "who coded", "dates": "dates of interviews and coding"}


def checklist_table(
    guideline: str,
    facts: Mapping[str, str],
    statements: Mapping[str, str],
    titles: Mapping[str, tuple[str, str]],
) -> Table:
    """Fill a checklist; ``titles`` has the title of each section, and the file that holds it."""
    found = []
    for item in load_items():
        if item.guideline == guideline:
            where, text = answer(item, facts, statements)
            title, file = titles[item.section]
            section = Link(title, f"{file}#{item.section}")
            found.append(Row((item.part, item.number, item.topic, item.asks, where, text, section)))
    name = f"checklist_{guideline.lower().replace('-', '_')}"
    wording = {"RTARG": _OWN_ORDER, "TRIPOD-LLM": _MAIN_ITEMS}.get(guideline, _OWN_WORDS)
    return Table(
        name=name,
        number=table_mark(name),
        title=f"{guideline} Checklist",
        columns=(
            Column("Part"),
            Column("Item", 0.6),
            Column("Topic", 1.5),
            Column("Asks for", 2.2),
            Column("Filled from", 1.2),
            Column("Answer", 4.5),
            Column("Section", 1.3),
        ),
        rows=tuple(found),
        notes=(f"{wording} {SOURCES[guideline]}",),
        group=True,
        landscape=True,
        points=8.5,
    )
