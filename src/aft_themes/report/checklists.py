"""Reporting checklists: each item filled from data or settings, or left to the author."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources

from aft_themes.report.statements import STATEMENTS
from aft_themes.tables.model import Column, Link, Row, Table

SOURCES = {
    "JARS-Qual": "Levitt, H. M., Bamberg, M., Creswell, J. W., Frost, D. M., Josselson, R., & "
    "Su\u00e1rez-Orozco, C. (2018). American Psychologist, 73(1), 26\u201346. "
    "https://doi.org/10.1037/amp0000151",
    "COREQ": "Tong, A., Sainsbury, P., & Craig, J. (2007). International Journal for Quality in "
    "Health Care, 19(6), 349\u2013357. https://doi.org/10.1093/intqhc/mzm042",
    "SRQR": "O\u2019Brien, B. C., Harris, I. B., Beckman, T. J., Reed, D. A., & Cook, D. A. "
    "(2014). Academic Medicine, 89(9), 1245\u20131251. "
    "https://doi.org/10.1097/ACM.0000000000000388",
}
AUTHOR = "Author must write"


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
    """Fill an item."""
    said: list[str] = []
    kinds: list[str] = []
    for kind, key in item.sources:
        if kind == "data":
            said.append(facts[key])
            kinds.append("data")
        elif statements.get(key, "").strip():
            said.append(statements[key].strip())
            kinds.append("settings")
        else:
            said.append(f"{AUTHOR}: {STATEMENTS[key]}")
            kinds.append("author")
    names = {"data": "From the data", "settings": "From the settings", "author": AUTHOR}
    return "; ".join(names[kind] for kind in dict.fromkeys(kinds)), " ".join(said)


def checklist_table(
    guideline: str,
    number: str,
    facts: Mapping[str, str],
    statements: Mapping[str, str],
    titles: Mapping[str, str],
) -> Table:
    """Fill a checklist."""
    items = [item for item in load_items() if item.guideline == guideline]
    found = []
    for item in items:
        where, text = answer(item, facts, statements)
        section = Link(titles[item.section], f"#{item.section}")
        found.append(Row((item.part, item.number, item.topic, item.asks, where, text, section)))
    return Table(
        name=f"checklist_{guideline.lower().replace('-', '_')}",
        number=number,
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
        notes=(f"Items in our own short wording; read the guideline itself. {SOURCES[guideline]}",),
        group=True,
        landscape=True,
        points=8.5,
    )
