"""Sources of the Reproducible Open Coding Kit; all words are invented."""

from aft_themes.codebook.reading import load_codebook
from aft_themes.new_study import start_study
from tests.new_study.tables import read_rows

_SOURCE = """\
---
ROCK_attributes:
  - cid: 1
    place: mill
---
[[cid=1]]
---<<paragraph_break>>---
[[uid=7a1]] Ann: How was the first week?
[[uid=7a2]] Bo: It was cold. [[hardship>weather]]
[[uid=7a3]] But we sang on Fridays. [[joy]] [[company||2]]

[[uid=7a4]] Ann: Who sang with you?
[[uid=7a5]] Bo: The whole yard did. [[company]] [[joy->company||leads_to]]
---<<topic_break>>---
[[uid=7a6]] Ann: Did you stay?
[[uid=7a7]] Bo: For ten years I stayed. [[hardship>time]]
"""


def test_words_and_codes_of_a_source_are_parted(tmp_path):
    source = tmp_path / "brought"
    source.mkdir()
    (source / "mill.rock").write_text(_SOURCE, encoding="utf-8")
    found = start_study("mills", source, tmp_path)
    assert (found.interviews, found.coder_files) == (1, ["mill.csv"])
    text = (found.folder / "transcripts/mill.txt").read_text()
    assert "[[" not in text
    assert "ROCK" not in text
    assert "<<" not in text
    rows = read_rows(found.folder / "codings/mill.csv")
    assert [(row["quote"], row["code"]) for row in rows] == [
        ("Bo: It was cold.", "hardship > weather"),
        ("But we sang on Fridays.", "joy"),
        ("But we sang on Fridays.", "company"),
        ("Bo: The whole yard did.", "company"),
        ("Bo: For ten years I stayed.", "hardship > time"),
    ]
    assert {row["coder"] for row in rows} == {"rock"}
    book = load_codebook(found.folder / "codebook.yaml")
    assert all(len(book.find(row["code"])) == 1 for row in rows)


def test_a_source_whose_speakers_nobody_names_is_refused(tmp_path):
    source = tmp_path / "brought"
    source.mkdir()
    (source / "mill.rock").write_text(_SOURCE, encoding="utf-8")
    plain = _SOURCE.replace("Ann: ", "").replace("Bo: ", "")
    (source / "yard.rock").write_text(plain, encoding="utf-8")
    found = start_study("mills", source, tmp_path)
    assert [name for name, _ in found.refused] == ["yard.rock"]
    assert found.coder_files == ["mill.csv"]
