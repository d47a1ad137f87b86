"""summaries.xlsx: laid out, filled by people, read back."""

import openpyxl
import pandas as pd
import pytest

from aft_themes.codebook.codes import Code, Codebook
from aft_themes.errors import InputError
from aft_themes.themes.authors_themes import AuthorsTheme
from aft_themes.themes.summaries import framework_topics, load_summaries
from aft_themes.themes.summaries_workbook import write_summaries
from tests.made_results import HOSTILE, book

PASSAGES = pd.DataFrame(
    {
        "participant": ["P02", "P01", "P01"],
        "interview": ["P02", "P01", "P01"],
        "code": ["impact.more", "tasks.tape.shame", "tasks.tape"],
        "turn": [4, 6, 2],
        "start": 0,
        "text": ["I saw.", HOSTILE, "So."],
    }
)
TOPICS = framework_topics(book(), ())


def test_topics_are_domains_themes_or_codes():
    assert [(one.id, one.name) for one in TOPICS] == [("tasks", "Tasks"), ("impact", "Impact")]
    assert TOPICS[0].codes == {"tasks", "tasks.tape", "tasks.tape.shame"}
    theme = AuthorsTheme(name="Being seen", codes=("tasks.tape", "impact.more"))
    (one,) = framework_topics(book(), (theme,))
    assert one.codes == {"tasks.tape", "tasks.tape.shame", "impact.more"}
    flat = Codebook("b", "1", (Code("a", "A", "", "", ""), Code("b", "B", "", "", "")))
    assert [one.id for one in framework_topics(flat, ())] == ["a", "b"]


def test_what_people_write_is_read_back_and_stays(tmp_path):
    path = tmp_path / "summaries.xlsx"
    write_summaries(path, ["P01", "P02"], TOPICS, PASSAGES, {})
    assert load_summaries(path, TOPICS) == {}
    workbook = openpyxl.load_workbook(path)
    sheet = workbook["Summaries"]
    assert [cell.value for cell in sheet[1]] == ["participant", "case", "tasks", "impact"]
    sheet["C2"], sheet["B3"] = "She dreads the tape.", " A quiet one. "
    workbook.save(path)
    written = {("P01", "tasks"): "She dreads the tape.", ("P02", "case"): "A quiet one."}
    assert load_summaries(path, TOPICS) == written
    write_summaries(path, ["P01", "P02", "P03"], TOPICS, PASSAGES, written)
    assert load_summaries(path, TOPICS) == written


def test_the_passages_stand_beside_in_the_order_of_topics_and_act_in_no_way(tmp_path):
    path = tmp_path / "summaries.xlsx"
    write_summaries(path, ["P01", "P02"], TOPICS, PASSAGES, {})
    rows = list(openpyxl.load_workbook(path)["Passages"].iter_rows(values_only=True))
    assert [row[:4] for row in rows[1:]] == [
        ("P01", "tasks", "tasks.tape", 2),
        ("P01", "tasks", "tasks.tape.shame", 6),
        ("P02", "impact", "impact.more", 4),
    ]
    assert rows[2][4].startswith("'=cmd")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("participant,mood\nP01,low\n", "columns mood are not topics of the study"),
        ("participant,tasks\nP01,a\nP01,b\n", "P01 have several rows"),
        ("tasks\na\n", "columns participant are missing"),
    ],
)
def test_a_table_that_cannot_be_read_says_what_to_mend(tmp_path, text, problem):
    path = tmp_path / "summaries.csv"
    path.write_text(text)
    with pytest.raises(InputError, match=problem):
        load_summaries(path, TOPICS)


def test_columns_are_known_by_name_too(tmp_path):
    path = tmp_path / "summaries.csv"
    path.write_text("Participant,Tasks,Case\nP01,She dreads it.,\n")
    assert load_summaries(path, TOPICS) == {("P01", "tasks"): "She dreads it."}
