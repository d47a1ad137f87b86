"""Tables as HTML; every text is escaped."""

from __future__ import annotations

import re
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from aft_themes.tables.model import (
    Link,
    Row,
    Table,
    body,
    in_italics,
    is_number,
    printed_text,
)
from aft_themes.wording import unbroken


@cache
def environment(package: str) -> Environment:
    """Make a template environment that escapes everything; it keeps what it has compiled."""
    made = Environment(
        loader=PackageLoader(package),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: unbroken(value) if isinstance(value, str) else value,
    )
    made.globals.update(body=body, is_link=lambda value: isinstance(value, Link))
    made.globals.update(is_number=is_number, printed=_printed, in_italics=in_italics)
    made.globals.update(breakable=_breakable, prose_columns=_prose_columns)
    return made


def _printed(table: Table, row: Row, position: int) -> str:
    return printed_text(row.cells[position], table.columns[position])


_LONG_WORD = 20  # letters: longer ones, such as codes' ids, would widen their column
_BREAKS = re.compile(r"(?<=[._/])(?=\w)")
_PROSE = 60  # letters from which a cell is read line by line, and its column must not be narrow


def _breakable(text: str) -> Markup:
    """Let ids and file names break behind their points, strokes and underscores."""
    if all(len(word) <= _LONG_WORD for word in text.split()):
        return escape(unbroken(text))
    return Markup("<wbr>").join(_BREAKS.split(unbroken(text)))


def _prose_columns(table: Table) -> set[int]:
    """Find the columns that have sentences in their cells."""
    return {
        position
        for position in table.shown
        if any(len(table.text(row, position)) > _PROSE for row in table.rows)
    }


def to_html(table: Table) -> Markup:
    """Write a table as an HTML fragment: caption, head, body and notes."""
    return Markup(environment("aft_themes.tables").get_template("table.html").render(table=table))  # noqa: S704


def to_html_page(table: Table) -> str:
    """Write a table as an HTML page of its own."""
    template = environment("aft_themes.tables").get_template("page.html")
    return template.render(table=table, fragment=to_html(table)) + "\n"
