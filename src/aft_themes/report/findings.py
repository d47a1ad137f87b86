"""The sections on themes: compact tables by domain, and quotes for and against."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from aft_themes.coding.codebook import Code
from aft_themes.io.parquet import rows
from aft_themes.report.content import Block, Prose, Quotation, Section, TableBlock
from aft_themes.tables.model import Column, Row, Table
from aft_themes.tables.quotation import printed_words
from aft_themes.tables.results import Results
from aft_themes.tables.themes import share_text

_BLOCK_QUOTE = 40  # words from which APA 7 sets a quote off without quotation marks
_LEFT_OUT = ("Definition", "Typical quote", "Contrary quote")
_VALUED = {
    "benefit": "spoken of as a benefit",
    "challenge": "spoken of as a challenge",
    "mixed": "spoken of both ways",
    "none": "not valued",
}


def domain_section(results: Results, tables: dict[str, Table], domain: Code, part: int) -> Section:
    """Show a domain: its themes in a table, and quotes for and against each."""
    themes = tables["themes"]
    mine = [row for row in themes.rows if row.cells[0] == domain.name]
    kept = [at for at, column in enumerate(themes.columns) if column.name not in _LEFT_OUT]
    compact = replace(
        cut(themes, mine, kept),
        name=f"themes_{domain.id}",
        number=f"{themes.number}, part {part}",
        title=f"Themes of the Domain {domain.name}",
        landscape=False,
        points=9,
        notes=(f"See the note of Table {themes.number}, part 1.",) if part > 1 else themes.notes,
    )
    whole = next(row for row in rows(results.themes) if row.code == domain.id)
    lead = (
        f"{domain.definition} {share_text(whole.n, whole.of)} of the participants spoke of it, "
        f"in {whole.segments:,} segments."
    )
    quoted = [
        section
        for code in results.codebook.codes
        if code.domain == domain.id
        for section in _theme_section(results, code)
    ]
    return Section(
        f"domain-{domain.id}", domain.name, (Prose(lead), TableBlock(compact)), tuple(quoted)
    )


def cut(table: Table, found: Sequence[Row], kept: Sequence[int]) -> Table:
    """Take some rows and columns of a table."""
    shown = [at for at in kept if at or not table.group]
    columns = [table.columns[at] for at in shown]
    cells = [Row(tuple(row.cells[at] for at in shown), row.indent) for row in found]
    first = replace(columns[0], width=2.5) if columns else Column("")
    return replace(table, columns=(first, *columns[1:]), rows=tuple(cells), group=False)


def _theme_section(results: Results, code: Code) -> list[Section]:
    """Show the quotes of a theme; none where no quote was chosen."""
    chosen = results.quotes[(results.quotes["code"] == code.id) & results.quotes["printed"]]
    if chosen.empty:
        return []
    theme = next(row for row in rows(results.themes) if row.code == code.id)
    label = f", {theme.label}" if theme.label else ""
    blocks: list[Block] = [
        Prose(f"{code.definition} {share_text(theme.n, theme.of)} of the participants{label}.")
    ]
    order = chosen.sort_values("stance", ascending=False)  # typical before contrary
    blocks += [quotation(row) for row in rows(order)]
    title = "The Domain as a Whole" if code.level == 1 else code.name
    return [Section(f"theme-{code.id.replace('.', '-')}", title, tuple(blocks))]


def quotation(quote: Any) -> Quotation:  # noqa: ANN401  # a row of the quotes
    """Set a quote off from the text; a short one keeps its quotation marks."""
    long = len(quote.text.split()) >= _BLOCK_QUOTE
    words = printed_words(quote.text, block=long)
    stance = "Typical" if quote.stance == "typical" else "Contrary"
    return Quotation(
        f"{stance}, {_VALUED[quote.valence]}",
        words if long else f"\u201c{words}\u201d",
        f"{quote.interview}, turn {quote.turn}",
    )
