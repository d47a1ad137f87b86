"""The table of the codebook."""

from __future__ import annotations

from aft_themes.tables.model import Column, Row, Table, without_columns, without_empty_columns
from aft_themes.tables.results import Results
from aft_themes.wording import count, with_capital


def codebook_table(results: Results) -> Table:
    """List all codes with their definitions and rules."""
    book = results.codebook
    # a codebook that says nothing of valence has the default everywhere
    valued = results.valued or {code.valence for code in book.codes} != {"either"}
    found = [
        Row(
            (
                results.heading(code.domain),
                code.name,
                code.id,
                code.definition or None,
                code.include or None,
                code.exclude or None,
                code.valence if valued else None,
                " \u2022 ".join(code.exemplars) or None,
                ", ".join(code.see_also) or None,
            ),
            max(0, code.level - 2),
        )
        for code in book.codes
    ]
    table = Table(
        title="Codebook",
        columns=(
            Column("Domain"),
            Column("Code", 1.1),
            Column("Identifier", 2.0),
            Column("Definition", 1.6),
            Column("Include", 1.3),
            Column("Exclude", 1.5),
            Column("Valence", 0.7),
            Column("Examples", 2.1),
            Column("See also", 1.7),
        ),
        rows=tuple(found),
        notes=_notes(results, valued=valued),
        group=True,
        landscape=True,
        points=7,
    )
    hollow = without_empty_columns(table, *_OPTIONAL)
    return hollow if results.domains else without_columns(hollow, "Domain")


_OPTIONAL = ("Definition", "Include", "Exclude", "Valence", "Examples", "See also")


def _notes(results: Results, *, valued: bool) -> tuple[str, ...]:
    book, domains = results.codebook, results.domains
    where = f" in {count(len(domains), 'domain')}" if domains else ""
    title = with_capital(book.named_version)
    said = [f"{title}: {count(len(book.codes), 'code')}{where}."]
    if any(code.exemplars for code in book.codes):
        said.append("Examples are invented, not quotes of participants.")
    if valued:
        said.append("Valence: what the code can speak for.")
    return tuple(said)
