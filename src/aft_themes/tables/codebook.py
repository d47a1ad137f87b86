"""The table of the codebook."""

from __future__ import annotations

from aft_themes.tables.model import Column, Row, Table
from aft_themes.tables.results import Results


def codebook_table(results: Results) -> Table:
    """List all codes with their definitions and rules."""
    book = results.codebook
    found = [
        Row(
            (
                book[code.domain].name,
                code.name,
                code.id,
                code.definition,
                code.include,
                code.exclude,
                code.valence,
                " \u2022 ".join(code.exemplars) or None,
                ", ".join(code.see_also) or None,
            ),
            max(0, code.level - 2),
        )
        for code in book.codes
    ]
    return Table(
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
        notes=(
            f"{book.title}, version {book.version}: {len(book.codes)} codes in "
            f"{len(book.domains)} domains.",
            "Examples are invented, not quotes of participants.",
            "Valence: what the code can speak for.",
        ),
        group=True,
        landscape=True,
        points=7,
    )
