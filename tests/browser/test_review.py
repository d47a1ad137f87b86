"""Deciding in the page: suggestions and disagreements, one by one and together, out and back."""

from pathlib import Path

import pandas as pd
import pytest
from openpyxl import load_workbook
from selenium.webdriver.common.keys import Keys

from aft_themes.codebook.reading import load_codebook
from aft_themes.coding.review import read_reviews

from .making import CODEBOOK, SAMPLE, SAMPLE_CODEBOOK, SURE
from .reader import Reader


def test_suggestions_and_disagreements_are_decided_with_single_keys(
    coder: Reader, saved: Path
) -> None:
    coder.one("#coder").send_keys("Ana")
    assert coder.texts("#queue h3") == ["To decide (3)"]
    coder.run("document.getElementById('queue').focus()")
    coder.press("a", "r")
    assert coder.texts("#queue h3") == ["To decide (1)"]
    assert "coders differ" in coder.texts("#queue")[0]
    coder.press("u")
    assert coder.texts("#queue h3") == ["To decide (2)"]
    coder.press("r", "a")
    assert coder.texts("#queue") == []
    coder.driver.refresh()
    coder.click("Save review (3)")
    decided = read_reviews([coder.file(saved, "review_Ana.xlsx")], CODEBOOK)
    assert list(zip(decided["code"], decided["decision"], decided["status"], strict=True)) == [
        ("climate", "accept", "used"),
        ("tasks.tape.exposing", "reject", "used"),
        ("climate.safe", "accept", "used"),
    ]
    assert set(decided["reviewer"]) == {"Ana"}
    assert decided["quote"].iloc[0].startswith("It was frightening. </script>")


def decisions(reader: Reader, saved: Path, count: int) -> pd.DataFrame:
    (saved / "review_Z.xlsx").unlink(missing_ok=True)
    if not reader.run("return document.getElementById('coder').value"):
        reader.one("#coder").send_keys("Z")
    reader.click(f"Save review ({count})")
    return read_reviews([reader.file(saved, "review_Z.xlsx")], CODEBOOK)


def at_queue(reader: Reader, *keys: str) -> None:
    reader.run("document.getElementById('queue').focus()")
    reader.press(*keys)


def test_a_case_is_changed_to_another_code_with_a_memo(coder: Reader, saved: Path) -> None:
    at_queue(coder, "m", "not <b>quite</b>", Keys.ENTER, "c")
    assert coder.run("return document.activeElement.id") == "change"
    coder.press("safety", "-", Keys.ENTER)
    assert "Changed: Climate" in coder.status
    row = decisions(coder, saved, 1).iloc[0]
    assert (row["decision"], row["change_to"]) == ("change to", "climate.safe")
    assert (row["valence"], row["memo"], row["status"]) == ("challenge", "not <b>quite</b>", "used")


def test_a_case_is_not_changed_to_its_own_code(coder: Reader) -> None:
    at_queue(coder, "c")
    coder.press("climate", Keys.ENTER)
    assert "the same code" in coder.status
    coder.press(Keys.ESCAPE)
    assert coder.run("return document.activeElement.id") == "queue"
    assert coder.texts("#queue h3") == ["To decide (3)"]


def test_the_valence_of_a_disagreement_is_chosen(coder: Reader, saved: Path) -> None:
    at_queue(coder, "s", "s")
    assert "coders differ" in coder.texts("#queue")[0]
    at_queue(coder, "+", "a")
    row = decisions(coder, saved, 1).iloc[0]
    assert (row["code"], row["decision"], row["valence"]) == ("climate.safe", "accept", "benefit")


def test_decisions_are_listed_corrected_and_taken_back(coder: Reader, saved: Path) -> None:
    coder.one("#coder").send_keys("Z")
    at_queue(coder, "a", "r")
    coder.run("document.querySelector('.decided').open = true")
    assert coder.texts(".decided .label") == ["Rejected", "Accepted"]  # the last one first
    memo = coder.one("#decided-1")
    memo.send_keys("too early", Keys.TAB)
    coder.click("Take back")
    assert coder.texts("#queue h3") == ["To decide (2)"]
    assert decisions(coder, saved, 1)["decision"].tolist() == ["accept"]
    coder.press("u")
    assert decisions(coder, saved, 2)["memo"].tolist() == ["", "too early"]


def test_decisions_are_loaded_back_also_from_a_spreadsheet_program(
    coder: Reader, saved: Path
) -> None:
    at_queue(coder, "a", "r")
    before = decisions(coder, saved, 2)
    # another program packs its parts and keeps texts in a list of their own
    book = load_workbook(saved / "review_Z.xlsx")
    book.active.append(["P1", 2, "nobody said this", "climate", "", "accept"])
    book.save(saved / "again.xlsx")
    coder.forget()
    assert coder.texts("#queue h3") == ["To decide (3)"]
    coder.one("input[accept='.xlsx']").send_keys(str(saved / "again.xlsx"))
    coder.wait("document.querySelector('#queue h3').textContent === 'To decide (1)'")
    assert "3 decisions read; the words of 1 are not in this page" in coder.status
    after = decisions(coder, saved, 3)
    names = ["interview", "turn", "quote", "code", "decision", "valence"]
    pd.testing.assert_frame_equal(after[names].head(2), before[names])


@pytest.mark.parametrize("content", [b"", b"no workbook", b"PK\x05\x06" + bytes(40)])
def test_what_is_no_workbook_is_said(coder: Reader, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "review.xlsx").write_bytes(content)
    coder.one("input[accept='.xlsx']").send_keys(str(tmp_path / "review.xlsx"))
    coder.wait("document.getElementById('status').textContent.includes('could not be read')")


# --- many at a time ---------------------------------------------------------------------------


@pytest.fixture
def reviewer(coder: Reader, sure_page: Path) -> Reader:
    coder.open(sure_page, "#view=coding&interview=P0001")
    coder.forget()
    return coder


def decide_sample(reviewer: Reader, keys: str) -> None:
    """Decide the sample: the first key in P0002, the others in P0001."""
    reviewer.go("#view=coding&interview=P0002")
    at_queue(reviewer, keys[0])
    reviewer.go("#view=coding&interview=P0001")
    for key in keys[1:]:
        assert reviewer.texts("#queue .unchecked") == ["sample check"]
        at_queue(reviewer, key)


def test_sure_ones_come_first_and_together_after_a_sample(reviewer: Reader, saved: Path) -> None:
    assert reviewer.texts("#queue h3") == ["To decide (32)"]
    assert reviewer.texts(".ticks") == []
    (told,) = reviewer.texts("#queue > .hint")
    assert "5 of 5 are open, in P0001, P0002" in told
    decide_sample(reviewer, "aaaaa")
    assert len(reviewer.texts(".ticks li")) == SURE - SAMPLE
    reviewer.one("#tick-0").click()
    reviewer.click("Accept the ticked ones (7)")
    assert reviewer.texts("#queue h3") == ["To decide (21)"]
    assert reviewer.texts("#queue .unchecked") == ["unchecked, sure"]  # the one that was left out
    at_queue(reviewer, "r")
    assert reviewer.texts("#queue .unchecked") == ["unchecked"]
    assert reviewer.texts(".decided summary") == ["Decided here (12), in all 13"]
    reviewer.one("#coder").send_keys("Z")
    reviewer.click("Save review (13)")
    book = load_codebook(SAMPLE_CODEBOOK)
    decided = read_reviews([reviewer.file(saved, "review_Z.xlsx")], book)
    assert decided["how"].value_counts().to_dict() == {
        "one by one": 6,
        "in bulk after a sample check": 7,
    }
    assert set(decided["asked"]) == {"sure suggestion"}
    assert set(decided["status"]) == {"used"}


def test_uncoded_interviews_are_listed_with_their_decisions(reviewer: Reader) -> None:
    at_queue(reviewer, "a")
    reviewer.run("document.querySelector('.worklist').open = true")
    reviewer.wait("document.querySelector('.worklist table')")
    assert reviewer.texts(".worklist .hint")[0].startswith(
        "25 decisions left: 24 one by one, and 1 list of together 8 sure suggestions."
    )
    assert reviewer.texts(".worklist tbody tr") == ["P00012381", "P0002100"]
    reviewer.one(".worklist tbody tr:last-child a").click()
    reviewer.wait("document.getElementById('title').textContent === 'Code P0002'")


def test_a_coded_study_has_no_such_list(coder: Reader) -> None:
    assert coder.texts(".worklist") == []


def test_what_is_ticked_off_is_taken_back_together(reviewer: Reader) -> None:
    decide_sample(reviewer, "aaaaa")
    reviewer.click("Accept the ticked ones (8)")
    assert reviewer.texts("#queue h3") == ["To decide (20)"]
    at_queue(reviewer, "u")
    assert reviewer.texts("#queue h3") == ["To decide (28)"]


@pytest.mark.parametrize(("keys", "ticked"), [("araaa", 8), ("araan", 0)])
def test_four_in_five_of_the_sample_must_hold(reviewer: Reader, keys: str, ticked: int) -> None:
    decide_sample(reviewer, keys)
    assert len(reviewer.texts(".ticks li")) == ticked
    if not ticked:
        assert "Only 3 of the sample of 5 held" in reviewer.texts("#queue > .hint")[0]
        assert reviewer.texts("#queue .unchecked") == ["unchecked, sure"]
