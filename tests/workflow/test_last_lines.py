"""What a finished run says at its end."""

import pandas as pd
import pytest

from aft_themes.catalog import CODING_LOSSES
from aft_themes.coding.coder_assignments import Note, notes_frame
from aft_themes.workflow.last_lines import last_lines, letters_not_drawn
from tests.made_results import intake


def lines_of(lost, decision, table, notes=(), not_drawn="", few=0):
    row = ["", 100, 100 - lost, 0, 0, 0, lost, lost / 100]
    return last_lines(
        "mine",
        intake=table,
        losses=pd.DataFrame([row], columns=CODING_LOSSES.schema.names),
        notes=notes_frame(notes),
        candidates=pd.DataFrame({"candidate": ["Sunniva"], "decision": [decision]}),
        few_alike=pd.DataFrame({"role": ["x"] * few, "participants": [1] * few}),
        not_drawn=not_drawn,
    )


@pytest.fixture(autouse=True)
def raw(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    raw = tmp_path / "data/raw/mine"
    raw.mkdir(parents=True)
    (raw / "interviews.csv").write_text("interview,file\nP01,P01.txt\n")


def test_a_run_without_a_fault_says_nothing():
    table = intake()
    assert lines_of(0, "refuse", table[table["status"] == "read"]) == []


def test_losses_come_first_and_names_are_counted_not_named():
    lines = lines_of(6, "review", intake())
    assert lines[0].startswith("1. MANY CODINGS ARE LOST. 6 of 100 codings (6%)")
    assert "left out of the analysis" in lines[1]
    assert lines[-1].startswith(f"{len(lines)}. 1 possible name needs your decision.")
    assert "Until you decide, it remains in the output" in lines[-1]
    assert not [line for line in lines if "Sunniva" in line]


def test_small_groups_are_counted_not_named():
    table = intake()
    read = table[table["status"] == "read"]
    (line,) = lines_of(0, "refuse", read, few=1)
    assert line.startswith("1. 1 combination of attributes is shared by so few that")
    assert "private/few_alike.csv" in line
    assert lines_of(0, "refuse", read, few=2)[0].startswith("1. 2 combinations of attributes are")


def test_exactly_five_in_a_hundred_are_not_yet_many():
    assert lines_of(5, "refuse", intake())[0].startswith("1. 5 of 100 codings (5%)")


def test_a_coder_file_that_was_not_read_or_waits_is_named():
    table = intake()
    notes = [
        Note("codings_wait", "Ada.qdpx", "3 of 9 codings wait for the mapping.", "fill it in."),
        Note("coder_spelt_otherwise", "a", "was read as coder A.", "none is needed."),
    ]
    told = ["1. codings/Ada.qdpx: 3 of 9 codings wait for the mapping. Fix: fill it in."]
    assert lines_of(0, "refuse", table[table["status"] == "read"], notes) == told


def test_pairs_of_coders_whom_nobody_compares_are_counted():
    table = intake()
    notes = [
        Note("coders_apart", f"Coders A and {other}", "have codings.", "list both.")
        for other in "BC"
    ]
    (line,) = lines_of(0, "refuse", table[table["status"] == "read"], notes)
    assert line.startswith("1. Agreement is not measured between 2 pairs of coders")
    assert "column `coders`" in line


def test_letters_that_figures_show_as_boxes_are_named_with_what_to_install(tmp_path):
    for number, record in enumerate(('{"letters_not_drawn": "\u60b2\u3057"}', "{}")):
        (tmp_path / f"{number}.json").write_text(record, "utf-8")
    (tmp_path / "2.json").write_text('{"letters_not_drawn": "\u3057\u307f"}', "utf-8")
    found = letters_not_drawn(tmp_path)
    assert found == "\u60b2\u3057\u307f"
    table = intake()
    (line,) = lines_of(0, "refuse", table[table["status"] == "read"], not_drawn=found)
    assert line.startswith("1. Figures have boxes for letters that no font of this computer has: ")
    assert (
        f"has: {found}. Fix: install one (docs/figures.md names some), delete reports/mine/fig"
        in line
    )
    (line,) = lines_of(0, "refuse", table[table["status"] == "read"], not_drawn="x" * 15)
    assert "x" * 12 + " and 3 more letters." in line
