"""The sections on themes: compact tables by domain, and quotes for and against."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from aft_themes.coding.codebook import Code
from aft_themes.io.parquet import rows
from aft_themes.report.content import Block, Prose, Quotation, Section, TableBlock
from aft_themes.tables.model import Column, Row, Table
from aft_themes.tables.quotation import printed_answer, printed_question
from aft_themes.tables.results import Results
from aft_themes.tables.themes import share_text
from aft_themes.themes.authors_themes import AuthorsTheme
from aft_themes.vocabulary import Stance, Valence

_BLOCK_QUOTE = 40  # words from which APA 7 sets a quote off without quotation marks
_LEFT_OUT = ("Definition", "Typical quote", "Contrary quote")
_VALUED = {
    Valence.BENEFIT: "spoken of as a benefit",
    Valence.CHALLENGE: "spoken of as a challenge",
    Valence.MIXED: "spoken of both ways",
    Valence.NONE: "not valued",
}


def theme_sections(results: Results, tables: dict[str, Table]) -> tuple[Section, ...]:
    """Show each domain; codes without a domain follow in the order of the codebook."""
    themes, book = tables["themes"], results.codebook
    if results.authors_themes:
        return _authors_sections(results, themes)
    heads = {domain.id for domain in results.domains}
    sections = [
        _domain_section(results, themes, domain, part)
        for part, domain in enumerate(results.domains, start=1)
    ]
    loose = [code for code in book.codes if code.domain not in heads]
    quoted = [section for code in loose for section in _theme_section(results, code)]
    if not sections:
        return tuple(quoted)
    if loose:
        names = {code.name for code in loose}
        mine = [row for row in themes.rows if row.cells[1] in names]
        part = _part(themes, mine, len(sections) + 1, "loose", "Themes Without a Domain")
        sections.append(
            Section("domain-none", "Themes Without a Domain", (TableBlock(part),), tuple(quoted))
        )
    return tuple(sections)


def _authors_sections(results: Results, themes: Table) -> tuple[Section, ...]:
    """Show the authors' themes in their order, and then the codes that belong to none."""
    sections = [
        _authors_section(results, themes, theme, part)
        for part, theme in enumerate(results.authors_themes, start=1)
    ]
    placed = {code for theme in results.authors_themes for code in theme.codes}
    rest = [code for code in results.codebook.codes if code.id not in placed]
    part = _part(
        themes,
        _rows_of(results, themes, [code.id for code in rest]),
        len(sections) + 1,
        "outside",
        "Codes Outside the Themes",
    )
    quoted = [section for code in rest for section in _theme_section(results, code)]
    outside = Section("theme-none", "Codes Outside the Themes", (TableBlock(part),), tuple(quoted))
    return (*sections, outside) if rest else tuple(sections)


def _authors_section(results: Results, themes: Table, theme: AuthorsTheme, part: int) -> Section:
    counted = results.participants
    mine = counted[counted["code"].isin(theme.codes) & (counted["segments"] > 0)]
    n, of = mine["participant"].nunique(), len(results.coded)
    lead = _sentences(
        theme.idea,
        theme.sentence,
        f"{share_text(n, of)} of the participants have a code of this theme "
        f"(Table {themes.number}, part {part}).",
    )
    name = f"authors-{part}"
    found = _rows_of(results, themes, theme.codes)
    table = _part(themes, found, part, name, f"Codes of the Theme {theme.name}")
    quoted = [
        section
        for code in theme.codes
        for section in _theme_section(results, results.codebook[code])
    ]
    return Section(name, theme.name, (Prose(lead), TableBlock(table)), tuple(quoted))


def _rows_of(results: Results, themes: Table, codes: Sequence[str]) -> list[Row]:
    """Give the rows of codes, in the order asked for and without indents."""
    row_of = dict(zip(results.themes["code"], themes.rows, strict=True))
    return [replace(row_of[code], indent=0) for code in codes if code in row_of]


def overview(themes: Table) -> list[Block]:
    """Show all themes of a flat codebook in one table, without quotes."""
    kept = [at for at, column in enumerate(themes.columns) if column.name not in _LEFT_OUT]
    whole = cut(themes, themes.rows, kept)
    if not themes.rows:
        return []
    lead = f"Table {themes.number} lists all themes."
    return [Prose(lead), TableBlock(replace(whole, landscape=False, points=9))]


def _domain_section(results: Results, themes: Table, domain: Code, part: int) -> Section:
    mine = [row for row in themes.rows if row.cells[0] == domain.name]
    title = f"Themes of the Domain {domain.name}"
    compact = _part(themes, mine, part, domain.id, title)
    whole = next(row for row in rows(results.themes) if row.code == domain.id)
    lead = _sentences(
        domain.definition,
        f"{share_text(whole.n, whole.of)} of the participants spoke of it, "
        f"in {whole.segments:,} segments (Table {themes.number}, part {part}).",
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


def _part(themes: Table, mine: Sequence[Row], part: int, name: str, title: str) -> Table:
    """Take the rows of one domain out of the table of themes, without quotes."""
    kept = [at for at, column in enumerate(themes.columns) if column.name not in _LEFT_OUT]
    return replace(
        cut(themes, mine, kept),
        name=f"themes_{name}",
        number=f"{themes.number}, part {part}",
        title=title,
        landscape=False,
        points=9,
        notes=(f"See the note of Table {themes.number}, part 1.",) if part > 1 else themes.notes,
    )


def _sentences(*sentences: str) -> str:
    """Join what there is to say."""
    return " ".join(sentence for sentence in sentences if sentence)


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
        Prose(
            _sentences(
                code.definition, f"{share_text(theme.n, theme.of)} of the participants{label}."
            )
        )
    ]
    order = chosen.sort_values(["stance", "rank"], ascending=[False, True])  # typical first
    blocks += [quotation(row, valued=results.valued) for row in rows(order)]
    whole = code.id in {domain.id for domain in results.domains}
    title = "The Domain as a Whole" if whole else code.name
    return [Section(f"theme-{code.id.replace('.', '-')}", title, tuple(blocks))]


def quotation(quote: Any, *, valued: bool = True) -> Quotation:  # noqa: ANN401  # a row of the quotes
    """Set a quote off from the text; a short one keeps its quotation marks."""
    long = len(quote.text.split()) >= _BLOCK_QUOTE
    words = printed_answer(quote, block=long)
    stance = "Typical" if quote.stance == Stance.TYPICAL else "Contrary"
    return Quotation(
        f"{stance}, {_VALUED[quote.valence]}" if valued else stance,
        words if long else f"\u201c{words}\u201d",
        place_of(quote),
        printed_question(quote),
    )


def place_of(quote: Any) -> str:  # noqa: ANN401  # a row of the quotes
    """Say who speaks and where; the interview has a name of its own where the ids differ."""
    apart = quote.interview not in (quote.participant, "")
    return f"{quote.participant}, {f'interview {quote.interview}, ' * apart}turn {quote.turn}"
