"""How often the machine was corrected: the table and the sentence of the report."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from aft_themes.catalog import CORRECTIONS
from aft_themes.io.parquet import check
from aft_themes.tables.corrections import corrections_table, say_corrections
from aft_themes.tables.results import Results
from tests.made_results import made_results


@pytest.fixture(scope="module")
def decided() -> Results:
    results = made_results()
    code = results.codebook.codes[1]
    values = {"low": 0.13, "high": 0.72, "unsure": 2, "in_bulk": 7}
    frame = pd.DataFrame(
        [
            ("", 8, 5, 2, 1, 0.375, [code.id]),
            (code.id, 8, 5, 2, 1, 0.375, ["gone", results.codebook.codes[0].id]),
            ("gone", 1, 1, 0, 0, 0.0, []),
        ],
        columns=["code", "decided", "accepted", "rejected", "changed", "share", "changed_to"],
    ).assign(**values)[CORRECTIONS.schema.names]
    return replace(results, corrections=check(frame, CORRECTIONS).to_pandas())


def test_table_lists_codes_that_there_are(decided: Results) -> None:
    table = corrections_table(decided)
    names = [code.name for code in decided.codebook.codes]
    assert [row.cells[0] for row in table.rows] == ["All codes", names[1]]
    assert table.rows[1].cells[1:] == (8, 5, 2, 1, ".38 [.13, .72]", names[0])
    assert "unsure: 2" in table.notes[1] and table.notes[1].endswith(": 7.")


def test_sentence_counts_what_people_looked_at(decided: Results) -> None:
    assert say_corrections(decided) == (
        "People looked at 8 suggestions of the machine and corrected 3 of them (.38 [.13, .72]): "
        "2 were rejected, 1 changed to another code. A further 7 were accepted in bulk after a "
        "sample check."
    )


def test_nobody_decided() -> None:
    results = made_results()
    assert say_corrections(results) == "", "the table's note says so, once"
    assert corrections_table(results).rows == ()
    assert corrections_table(results).notes[0].startswith("Nobody has decided")
