"""Talks in which nobody is named, and which codings quote; all words are invented."""

import json

import pytest
from docx import Document

from aft_themes.codebook.reading import load_codebook
from aft_themes.coding.reading import load_codings
from aft_themes.errors import InputError
from aft_themes.new_study import start_study
from tests.new_study.tables import read_rows

_SAID = {
    "P01": "How was the boat? It was loud at night, and nobody in the house could sleep at all.",
    "P02": "We moved the boats up before the rain. The brothers from the mill helped us with it.",
    "P03": "Nobody asked us about the water, and so we stayed at home for the whole week.",
}
_HEADER = "Category,Sub-category,Code,Representative Quote,Participant(s)\n"
_ROWS = (
    'Water,Noise,Nights,"""nobody in the house could sleep""",P01\n'
    'Water,Help,Mill,"The brothers from the mill helped us ... with it",P02\n'
    'Water,Help,Boats,"moved the boats up before the rain","P01, P02"\n'
)


def _start(tmp_path, said, rows=_ROWS, ending="txt"):
    source = tmp_path / "brought"
    source.mkdir()
    for name, words in said.items():
        if ending == "docx":
            document = Document()
            document.add_paragraph(words)
            document.save(source / f"{name}.docx")
        else:
            (source / f"{name}.{ending}").write_text(words + "\n", encoding="utf-8")
    (source / "codes.csv").write_text(_HEADER + rows, encoding="utf-8")
    return start_study("rivers", source, tmp_path)


@pytest.mark.parametrize("ending", ["txt", "docx", "html"])
def test_talks_that_codings_quote_are_one_participants_words(tmp_path, ending):
    found = _start(tmp_path, _SAID, ending=ending)
    assert found.interviews == 3  # the third has no codings, as two of three have
    rows = read_rows(found.folder / "transcripts/P02.csv")
    assert [(row["speaker"], row["text"]) for row in rows] == [("Participant", _SAID["P02"])]
    assert any("nobody is named as a speaker" in line for line in found.doubts)
    assert {row["role"] for row in read_rows(found.folder / "speakers.csv")} == {"participant"}


def test_a_sub_category_stands_between_category_and_code(tmp_path):
    found = _start(tmp_path, _SAID)
    book = load_codebook(found.folder / "codebook.yaml")
    assert {code.id for code in book.codes} == {
        *("water", "water.noise", "water.help"),
        *("water.noise.nights", "water.help.mill", "water.help.boats"),
    }
    rows = load_codings([found.folder / "codings/codes.csv"], book).rows
    assert list(rows["code"]) == ["water.noise.nights", "water.help.mill", "water.help.boats"]


def test_quotes_in_json_tell_talks_in_markdown(tmp_path):
    source = tmp_path / "brought"
    source.mkdir()
    for name, said in _SAID.items():
        text = f"<!--\nLicence: free\n-->\n\n# Talk of {name}\n\n{said}\n"
        (source / f"{name}_talk.md").write_text(text, encoding="utf-8")
    codes = [{"code": "Nights", "verbatim_quote": "nobody in the house could sleep"}]
    codes += [{"code": "Mill", "verbatim_quote": "The brothers from the mill helped us"}]
    for name, coding in zip(("P01", "P02"), codes, strict=True):
        said = json.dumps({"participant_id": name, "codes": [coding]})
        (source / f"{name}_codes.json").write_text(said, encoding="utf-8")
    found = start_study("rivers", source, tmp_path)
    rows = read_rows(found.folder / "transcripts/P01_talk.csv")
    assert [row["text"] for row in rows] == [_SAID["P01"]]
    assert (found.interviews, found.codes) == (3, 2)


def test_talks_that_no_coding_names_or_quotes_stay_refused(tmp_path):
    with pytest.raises(InputError, match="no speaker labels"):
        _start(tmp_path, {"notes": _SAID["P01"]})
    other = 'Water,Noise,Nights,"They could not sleep because of the noise",P01\n'
    (tmp_path / "second").mkdir()
    with pytest.raises(InputError, match="no speaker labels"):
        _start(tmp_path / "second", _SAID, other)


def test_a_path_in_one_table_and_columns_in_another_are_one_code(tmp_path):
    source = tmp_path / "brought"
    source.mkdir()
    (source / "P01.txt").write_text("A: How was it?\nB: Loud at night, and cold.\n" * 3)
    (source / "one.csv").write_text(
        "interview,quote,code\nP01,Loud at night,WATER > Noise > Night\n"
    )
    (source / "two.csv").write_text(
        "interview,quote,theme,subtheme,code\nP01,and cold,Water,Noise,Night\n"
        "P01,and cold,Water,Help,Mill\n"
    )
    found = start_study("rivers", source, tmp_path)
    book = load_codebook(found.folder / "codebook.yaml")
    assert len(book.codes) == 5
    files = [found.folder / "codings" / name for name in found.coder_files]
    assert list(load_codings(files, book).rows["code"]) == [
        *("water.noise.night", "water.noise.night", "water.help.mill")
    ]
