"""Documents that hold several interviews, each below a heading."""

import pytest

from aft_themes.new_study import start_study
from tests.new_study.tables import read_rows
from tests.transcripts import making

TALK = [
    "Interviewer: How did you come to keep bees?",
    "Keeper: My aunt left me two hives and a book.",
    "Interviewer: And what did the first summer bring?",
    "Keeper: Rain, and hardly any honey, but I stayed.",
]


def studied(tmp_path, lines, name="all.docx"):
    source = tmp_path / "brought"
    source.mkdir()
    whole = making.docx(*lines) if name.endswith("docx") else "\n".join(lines).encode()
    (source / name).write_bytes(whole)
    found = start_study("bees", source, tmp_path)
    return found, read_rows(found.folder / "interviews.csv")


def named(*headings):
    return [line for heading in headings for line in (heading, *TALK)]


@pytest.mark.parametrize(
    "headings",
    [
        ("Interview 1", "Interview 2"),
        ("**Interview no. 7: the north**", "Interview #8 (south)"),
        ("# PARTICIPANT 1", "# Participant 2:"),
        ("Entrevista 1", "Entrevista 2"),
        ("001", "002"),
        ("**01**", "**02**"),
    ],
)
@pytest.mark.parametrize("name", ["all.docx", "all.txt"])
def test_each_interview_gets_a_file(tmp_path, headings, name):
    found, rows = studied(tmp_path, ["Our study of bees", *named(*headings)], name)
    first = 7 if "7" in headings[0] else 1
    ending = name.partition(".")[2]
    assert [row["file"] for row in rows] == [f"all {first + at}.{ending}" for at in (0, 1)]
    assert all("Keeper (2 turns, 17 words)" in row["speakers"] for row in rows)
    assert any("2 were read, and each has a file" in doubt for doubt in found.doubts)


@pytest.mark.parametrize(
    "lines",
    [
        named("Interview 1"),
        named("Interview 1", "Interview 3"),  # the second was not found
        named("1", "2"),  # numbers of pages
        ["Interview 1", "Interview 2", *named("Interview 1", "Interview 2")],  # with contents
        named("Participant 1: I keep bees", "Participant 2: So do I"),  # labels
        # nobody answers below a heading
        [line for n in (1, 2, 3) for line in (f"Participant {n}", "We all kept bees.")] + TALK,
    ],
)
def test_other_documents_are_one_interview(tmp_path, lines):
    _, rows = studied(tmp_path, lines)
    assert [row["file"] for row in rows] == ["all.docx"]


def test_an_interview_that_cannot_be_read_is_named(tmp_path):
    lines = [*named("Interview 1", "Interview 2"), "Interview 3", "It was not recorded."]
    found, rows = studied(tmp_path, lines)
    assert len(rows) == 2
    assert any(name == "all.docx, number 3" for name, _ in found.refused)


def test_cells_of_a_plan_are_no_interviews(tmp_path):
    source = tmp_path / "brought"
    source.mkdir()
    (source / "talk.txt").write_text("\n".join(TALK))
    cell = "Book: the first chapter on bees{n}\nSlides: all that show hives{n}"
    rows = "".join(f'{n},"{cell.format(n=n)}"\n' for n in range(6))
    (source / "plan.csv").write_text(f"slot,content\n{rows}")
    found = start_study("bees", source, tmp_path)
    assert found.interviews == 1
    assert ("plan.csv", "holds several texts, and most of them are not talk.") in found.refused


def test_a_role_asks_in_all_files_if_it_asks_in_most(tmp_path):
    source = tmp_path / "brought"
    source.mkdir()
    usual = "Doctor: How do you sleep?\nPatient: Not at all well, I wake often.\n" * 3
    asked_back = "Patient: Shall I sit here by the window, as I did last week?"
    odd = f"Doctor: Good morning to you.\n{asked_back}\nDoctor: Please do.\n" * 3
    for number, talk in enumerate([usual, usual, usual, odd]):
        (source / f"v{number}.txt").write_text(talk.replace("often", f"often ({number})"))
    found = start_study("bees", source, tmp_path)
    rows = read_rows(found.folder / "interviews.csv")
    assert {row["interviewer_label"] for row in rows} == {"Doctor"}


def test_documents_of_one_name_lose_no_interview(tmp_path):
    for place in ("north", "south"):
        (tmp_path / "brought" / place).mkdir(parents=True)
        lines = [line.replace("summer", place) for line in named("Interview 1", "Interview 2")]
        (tmp_path / "brought" / place / "all.txt").write_text("\n".join(lines), encoding="utf-8")
    found = start_study("bees", tmp_path / "brought", tmp_path)
    texts = [path.read_text() for path in (found.folder / "transcripts").iterdir()]
    assert sorted("north" in text for text in texts) == [False, False, True, True]
