"""Tables as HTML; every text is escaped."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

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
    return made


def _printed(table: Table, row: Row, position: int) -> str:
    return printed_text(row.cells[position], table.columns[position])


def to_html(table: Table) -> Markup:
    """Write a table as an HTML fragment: caption, head, body and notes."""
    return Markup(environment("aft_themes.tables").get_template("table.html").render(table=table))  # noqa: S704


def to_html_page(table: Table) -> str:
    """Write a table as an HTML page of its own."""
    template = environment("aft_themes.tables").get_template("page.html")
    return template.render(table=table, fragment=to_html(table)) + "\n"
