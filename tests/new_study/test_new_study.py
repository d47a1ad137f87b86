"""A study that is begun from a folder, as a person who has only transcripts would begin it."""

import pytest
import yaml
from docx import Document

from aft_themes.codebook.reading import load_codebook
from aft_themes.errors import InputError
from aft_themes.new_study import start_study
from tests.new_study.tables import read_rows
from tests.transcripts import making
from tests.workbooks import ods

_TABLE = (
    "speaker,words,tags\n"
    "Ann Lee,How did it begin?,\n"
    "Bo Carr,With a map &#8212; a torn one.,maps; early\n"
    ",Later we drew a new one.,maps\n"
    "Ann Lee,And who drew it?,\n"
    "Bo Carr,My sister did.,familly\n"
)


@pytest.fixture
def folder(tmp_path):
    source = tmp_path / "brought"
    source.mkdir()
    (source / "river.csv").write_text(_TABLE, encoding="utf-8")
    return source


def test_tags_beside_the_words_become_codings(folder, tmp_path):
    found = start_study("rivers", folder, tmp_path)
    assert found.coder_files == ["tags.csv"]
    rows = read_rows(found.folder / "codings/tags.csv")
    assert [row["code"] for row in rows] == ["maps; early", "maps", "familly"]
    assert [row["turn"] for row in rows] == ["2", "2", "4"]
    assert rows[0]["quote"] == "With a map — a torn one."
    assert {row["interview"] for row in rows} == {"I01"}


_LESSON = [
    ["Speaker", "Sentence", "DialogAct", "StudentTag", "Remark", "Country code"],
    ["T", "What do you see?", "2 - Asking", "", "door bangs", "DE"],
    ["S", "A half.", "", "4 - Claim", "", "DE"],
    ["T", "Half of what?", "2 - Asking", "", "", "DE"],
    ["S", "Of the bar.", "", "4 - Claim", "speaks low", "DE"],
    ["T", "Well.", "1 - None", "", "", "DE"],
    ["S", "It is longer.", "", "1 - None", "", "DE"],
]


def test_columns_of_tags_of_any_name_are_codings_in_whichever_sheet_they_stand(tmp_path):
    source = tmp_path / "brought"
    source.mkdir()
    data = making.workbook_of({"lesson": _LESSON, "legend": [["T", "teacher"]]})
    (source / "lesson 1.xlsx").write_bytes(data)
    found = start_study("lessons", source, tmp_path)
    rows = read_rows(found.folder / "codings/tags.csv")
    assert [(row["turn"], row["quote"], row["code"]) for row in rows] == [
        ("1", "What do you see?", "2 - Asking"),
        ("2", "A half.", "4 - Claim"),
        ("3", "Half of what?", "2 - Asking"),
        ("4", "Of the bar.", "4 - Claim"),
    ]
    assert found.codes == 2


def test_a_manual_with_quoted_examples_is_no_report_of_codings(tmp_path):
    source = tmp_path / "brought"
    source.mkdir()
    (source / "P01.txt").write_text("Ann Lee: Why?\nBo Carr: Because.\n" * 3, encoding="utf-8")
    report = "".join(
        f"Document: P01\nCode: Tape {at}\nQuote: we watched it {at}\n\n" for at in "abcd"
    )
    (source / "report.txt").write_text(report, encoding="utf-8")
    (source / "Coding Manual.txt").write_text(report, encoding="utf-8")
    found = start_study("rivers", source, tmp_path)
    assert found.coder_files == ["report.txt"]


def test_codes_of_the_tags_make_the_codebook_if_there_is_no_list(folder, tmp_path):
    found = start_study("rivers", folder, tmp_path)
    book = yaml.safe_load((found.folder / "codebook.yaml").read_text(encoding="utf-8"))
    assert [code["name"] for code in book["codes"]] == ["early", "familly", "maps"]
    assert found.codes == 3


def test_codes_that_the_list_lacks_are_added_and_named(folder, tmp_path):
    listed = "tag,description\nmaps,What was drawn\nearly,Childhood\nfamily,Relatives\n"
    (folder / "codes.csv").write_text(listed, encoding="utf-8")
    found = start_study("rivers", folder, tmp_path)
    book = yaml.safe_load((found.folder / "codebook.yaml").read_text(encoding="utf-8"))
    assert [code["name"] for code in book["codes"]] == ["maps", "early", "family", "familly"]
    assert any("1 code that it lacks" in doubt and "familly" in doubt for doubt in found.doubts)


def test_a_transcript_without_tags_says_what_the_study_lacks(tmp_path):
    source = tmp_path / "brought"
    source.mkdir()
    (source / " talk.txt").write_text("Ann Lee: Why?\nBo Carr: Because.\n" * 3, encoding="utf-8")
    (source / "LICENSE").write_text("Anybody may use this.", encoding="utf-8")
    (source / "README.md").write_text("# About\nNote: read this.\nNote: and this.", "utf-8")
    found = start_study("talks", source, tmp_path)
    assert found.interviews == 1
    assert found.left_out == []
    assert [row["file"] for row in read_rows(found.folder / "interviews.csv")] == ["talk.txt"]
    assert any("No codings" in doubt for doubt in found.doubts)
    assert any("No codes" in doubt for doubt in found.doubts)


def test_a_table_of_participants_words_is_a_transcript_and_no_list_of_codings(tmp_path):
    source = tmp_path / "brought"
    source.mkdir()
    words = "participant,text\nAnn Lee,Why?\nBo Carr,Because.\nAnn Lee,Really?\nBo Carr,Yes.\n"
    (source / "talk.csv").write_text(words, encoding="utf-8")
    found = start_study("talks", source, tmp_path)
    assert (found.interviews, found.coder_files) == (1, [])


def test_a_table_with_a_column_for_each_code_becomes_codings(tmp_path):
    source = tmp_path / "brought"
    source.mkdir()
    for who in ("P01", "P02"):
        talk = f"Ann Lee: Why?\n{who}: Because it rained.\nAnn Lee: Oh?\n{who}: Yes, and I slept.\n"
        (source / f"{who}.txt").write_text(talk, encoding="utf-8")
    rows = "who,Rain,Sleep\nP01,Because it rained,\nP02,Because it rained,and I slept\n"
    (source / "matrix.csv").write_text(rows, encoding="utf-8")
    (source / "more").mkdir()
    more = "who,Wind,Sun\nP01,Yes and I slept,\nP02,,Because it rained\n"
    (source / "more/matrix.csv").write_text(more, encoding="utf-8")
    found = start_study("rivers", source, tmp_path)
    assert (found.interviews, found.codes) == (2, 4)
    assert found.coder_files == ["matrix 2.csv", "matrix.csv"], "none takes the other's place"
    assert "its quotes as 3 codings" in " ".join(found.doubts)
    made = read_rows(found.folder / "codings/matrix.csv")
    assert [(row["interview"], row["code"]) for row in made] == [
        ("P01", "Rain"), ("P02", "Rain"), ("P02", "Sleep"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("title", "columns", "export"),
    [
        ("Coded Segments", "Document name Code Segment", "coded segments as an Excel table"),
        ("Code System", "Code System Memo Frequency", "code system as an Excel table"),
    ],
)
def test_prints_of_codes_are_named_with_what_to_export(folder, tmp_path, title, columns, export):
    (folder / "print.pdf").write_bytes(making.pdf([title, columns, "A Maps: words 3"]))
    found = start_study("rivers", folder, tmp_path)
    assert [export in line for line in found.left_out] == [True]


def test_every_file_is_shown_before_it_is_read(folder, tmp_path):
    shown = []
    start_study("rivers", folder, tmp_path, show=shown.append)
    assert shown == ["river.csv"]


def test_a_study_is_never_written_over(folder, tmp_path):
    start_study("rivers", folder, tmp_path)
    with pytest.raises(InputError, match="exists"):
        start_study("rivers", folder, tmp_path)


def test_a_folder_without_transcripts_lists_what_was_in_it(tmp_path):
    (tmp_path / "brought").mkdir()
    (tmp_path / "brought/notes.txt").write_text("Nothing was said here.", encoding="utf-8")
    with pytest.raises(InputError, match=r"notes\.txt"):
        start_study("talks", tmp_path / "brought", tmp_path)


def _talk(*speakers):
    return "".join(
        f"{name}: {'What then?' if asks else 'We went on, and it was a long way to go.'}\n"
        for name, asks in speakers * 4
    )


def test_who_interviews_in_one_file_is_no_participant_of_another(tmp_path):
    source = tmp_path / "brought"
    source.mkdir()
    ann, bo, cy = ("Ann Lee", True), ("Bo Carr", False), ("Cy Day", False)
    (source / "one.txt").write_text(_talk(ann, bo), encoding="utf-8")
    two = _talk(("Di Fox", True), cy) + "Ann Lee: And I should like to hear about it too.\n" * 2
    (source / "two.txt").write_text(two, encoding="utf-8")
    found = start_study("talks", source, tmp_path)
    roles = {
        (row["interview"], row["speaker"]): row["role"]
        for row in read_rows(found.folder / "speakers.csv")
    }
    assert roles["I02", "Ann Lee"] == roles["I02", "Di Fox"] == "interviewer"
    assert roles["I02", "Cy Day"] == "participant"


def test_words_for_roles_and_headings_are_no_names(tmp_path):
    source = tmp_path / "brought"
    source.mkdir()
    talk = _talk(("Entrevistadora", True), ("Bo Carr", False), ("Further Notes", False))
    talk += "Bo Carr: There were further stops, and notes.\n"
    (source / "one.txt").write_text(talk, encoding="utf-8")
    found = start_study("talks", source, tmp_path)
    assert [row["text"] for row in read_rows(found.folder / "identifiers.csv")] == ["Bo Carr"]


def test_a_codebook_in_markdown_or_word_is_no_transcript(tmp_path):
    source = tmp_path / "brought"
    source.mkdir()
    (source / "one.txt").write_text(_talk(("Ann Lee", True), ("Bo Carr", False)), "utf-8")
    (source / "Code book.md").write_text("# Codes\n\n- Tape: seen\n- Role\n- Impact\n", "utf-8")
    found = start_study("talks", source, tmp_path)
    assert (found.codes, found.left_out) == (3, [])


def test_pseudonyms_are_no_names_and_may_stand_in_ids(tmp_path):
    source = tmp_path / "brought"
    source.mkdir()
    for name in ("BSR01", "2M31"):
        talk = _talk(("Ann Lee", True), (name, False))
        (source / f"{name}_transcript.txt").write_text(talk, encoding="utf-8")
    found = start_study("talks", source, tmp_path)
    assert [row["text"] for row in read_rows(found.folder / "identifiers.csv")] == ["Ann Lee"]
    ids = [row["interview"] for row in read_rows(found.folder / "interviews.csv")]
    assert ids == ["2M31_transcript", "BSR01_transcript"]


def test_ids_are_no_file_names_that_bear_a_name(tmp_path):
    source = tmp_path / "brought"
    source.mkdir()
    talk = _talk(("Ann Lee", True), ("Bo Carr", False))
    (source / "carr_2024.txt").write_text(talk, encoding="utf-8")
    found = start_study("talks", source, tmp_path)
    (row,) = read_rows(found.folder / "interviews.csv")
    assert (row["interview"], row["file"]) == ("I01", "I01.txt")


def test_initials_with_stops_are_no_names_to_search_for(tmp_path):
    source = tmp_path / "brought"
    source.mkdir()
    talk = _talk(("A.B", True), ("C.D.E", False))
    (source / "one.txt").write_text(talk, encoding="utf-8")
    found = start_study("talks", source, tmp_path)
    assert not (found.folder / "identifiers.csv").is_file() or not read_rows(
        found.folder / "identifiers.csv"
    )


def test_names_in_the_names_of_files_do_not_come_along(folder, tmp_path):
    (folder / "river.csv").rename(folder / "interview_carr.CSV")
    found = start_study("rivers", folder, tmp_path)
    assert [row["file"] for row in read_rows(found.folder / "interviews.csv")] == ["I01.CSV"]
    assert (found.folder / "transcripts/I01.CSV").is_file()
    assert any("a neutral name" in doubt for doubt in found.doubts)


@pytest.mark.parametrize("tag", ["", "maps"])
def test_tags_beside_questions_are_kept_apart(folder, tmp_path, tag):
    asked = _TABLE.replace("And who drew it?,", f"And who drew it?,{tag}")
    (folder / "river.csv").write_text(asked, encoding="utf-8")
    found = start_study("rivers", folder, tmp_path)
    settings = yaml.safe_load((found.folder / "settings.yaml").read_text(encoding="utf-8"))
    assert settings.get("coding", {}).get("interviewer_turns", False) == bool(tag)


def test_a_table_of_several_interviews_gives_each_a_file(tmp_path):
    source = tmp_path / "brought"
    source.mkdir()
    rows = "".join(
        f"{number},{'client' if turn % 2 else 'therapist'},=So it was {number} and {turn}.\n"
        for number in ("P07", "Maria Vale")
        for turn in range(6)
    )
    (source / "all.csv").write_text(f"interview,speaker,text\n{rows}", encoding="utf-8")
    found = start_study("several", source, tmp_path)
    assert found.interviews == 2
    files = sorted(path.name for path in (found.folder / "transcripts").iterdir())
    assert files == ["all 2.csv", "all P07.csv"]  # a number where it may be a person's name
    assert "\nP07,therapist,=So it was" in (found.folder / "transcripts/all P07.csv").read_text()
    assert any("holds several interviews; 2 were read" in doubt for doubt in found.doubts)


def test_tables_of_one_name_in_two_folders_lose_no_interview(tmp_path):
    for place in ("north", "south"):
        (tmp_path / "brought" / place).mkdir(parents=True)
        rows = "".join(
            f"P{number},{('client', 'therapist')[turn % 2]},So in the {place} {number} {turn}.\n"
            for number in (1, 2)
            for turn in range(6)
        )
        table = tmp_path / "brought" / place / "all.csv"
        table.write_text(f"interview,speaker,text\n{rows}", encoding="utf-8")
    found = start_study("several", tmp_path / "brought", tmp_path)
    texts = [path.read_text() for path in (found.folder / "transcripts").iterdir()]
    assert sorted("north" in text for text in texts) == [False, False, True, True]


def test_files_that_hold_no_transcripts_are_left_out_with_the_reason(folder, tmp_path):
    (folder / "clean.py").write_text("if a:\n  b\nelse:\n  c\n", encoding="utf-8")
    (folder / "shelf.txt").write_text("Title: A\nCreator: B\nDate: 1950\nRights: C\n" * 3)
    found = start_study("rivers", folder, tmp_path)
    assert found.interviews == 1
    assert [reason.split(":")[0] for reason in found.left_out] == ["shelf.txt", "clean.py"]


def test_what_holds_of_many_files_is_said_once(tmp_path):
    source = tmp_path / "brought"
    source.mkdir()
    said = (
        "Ann Lee: Wie war das f\u00fcr Sie, als Sie hier mit der Arbeit angefangen haben?\n"
        "Bo Carr: Das war am Anfang nicht leicht, aber dann habe ich die Leute gekannt.\n"
    )
    for name in ("a", "b", "c", "d", "e"):
        (source / f"{name}.txt").write_text(f"{said * 9}Bo Carr: Und {name}.\n", encoding="utf-8")
    doubts = [
        doubt for doubt in start_study("rivers", source, tmp_path).doubts if "German" in doubt
    ]
    assert len(doubts) == 1
    assert doubts[0].startswith("a.txt, b.txt, c.txt and 2 more: ")
    assert "only words of English are known" in doubts[0]


def test_a_folder_of_codings_alone_says_so(tmp_path):
    source = tmp_path / "brought"
    source.mkdir()
    rows = "Dokumentname;Code;Segment\nInterview_01;Motive;Ich finde das gut.\n"
    (source / "maxqda_export.csv").write_text(rows, encoding="utf-8")
    with pytest.raises(InputError, match=r"holds codings only \(maxqda_export.csv\)"):
        start_study("rivers", source, tmp_path)


def test_refused_files_are_listed_once_for_each_reason(tmp_path):
    source = tmp_path / "brought"
    for name in ("one", "two"):
        (source / name).mkdir(parents=True)
        (source / name / "index.md").write_text("Nobody speaks here.", encoding="utf-8")
    for number in range(9):
        (source / f"{number}.{'ts' if number else 'png'}").write_text("let a", encoding="utf-8")
    (source / "talk.txt").write_text("I: Why?\nP: Because it rained.\n" * 3, encoding="utf-8")
    found = start_study("talks", source, tmp_path)
    index, other = found.left_out
    assert index.startswith("one/index.md, two/index.md: no speaker labels")
    said = "no file of this kind is read. Fix: if it is a transcript, save it as Word; else none."
    assert other == f"9 files (.png, .ts): {said}"


def test_two_who_interview_one_another_are_not_both_interviewers(tmp_path):
    source = tmp_path / "brought"
    source.mkdir()
    for number, (one, other) in enumerate([("Ann Lee", "Bo Carr"), ("Bo Carr", "Ann Lee")]):
        lines = [
            f"{one}: What was {word} like?\n{other}: It was {word}, and it rained for days."
            for word in ("cold", "warm", "mild")
        ]
        (source / f"{number}.txt").write_text("\n".join(lines), encoding="utf-8")
    found = start_study("talks", source, tmp_path)
    rows = list(read_rows(found.folder / "speakers.csv"))
    assert sorted(row["role"] for row in rows) == ["interviewer", "interviewer"] + 2 * [
        "participant"
    ]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("talk.M4A", "transcribe it"),
        ("all.zip", "unpack it"),
        ("talk.gdoc", "download"),
        ("codes.nvp", "REFI-QDA"),
        ("codes.mx24", "REFI-QDA"),
    ],
)
def test_files_of_other_kinds_are_named_with_what_to_do(folder, tmp_path, name, said):
    (folder / name).write_bytes(b"\0\1\2")
    (line,) = start_study("rivers", folder, tmp_path).left_out
    assert line.startswith(name)
    assert said in line


def test_a_document_of_codes_with_quotes_becomes_codings(tmp_path):
    source = tmp_path / "brought"
    source.mkdir()
    said = {"P1": "It rained for days, {}.", "P2": "We laughed a lot, {}."}
    for who, text in said.items():
        talk = "".join(f"A1: And {word}?\n{who}: {text.format(word)}\n" for word in WORDS)
        (source / f"{who} Transcript.txt").write_text(talk, encoding="utf-8")
    points = {
        code: "".join(f'- {who}: "{text.format(word)}"\n' for who, text in said.items())
        for code, word in zip(("Rain", "Mirth", "Home"), WORDS, strict=True)
    }
    codes = "".join(f"## {code}\n{quotes}\n" for code, quotes in points.items())
    (source / "codes.md").write_text(codes, encoding="utf-8")
    found = start_study("talks", source, tmp_path)
    assert (found.interviews, found.codes, found.coder_files) == (2, 3, ["codes.csv"])
    assert len(read_rows(found.folder / "codings/codes.csv")) == 6


def test_a_host_who_asks_little_interviews_in_every_file(tmp_path):
    source = tmp_path / "brought"
    source.mkdir()
    told = "I began with a map, and then another one, and my sister drew the third. You see?"
    asked, knew = "Ann Lee: So, that was new.", "Ann Lee: I know it well."
    talk = f"{asked}\n{{who}}: {told} {told}\n{knew}\n{{who}}: {told}\n"
    for who in ("Bo Carr", "Mia Ek", "Tom Ross", "Zoe Hart"):
        text = talk.format(who=who) * 3
        (source / f"{who.split()[0]}.txt").write_text(text, encoding="utf-8")
    found = start_study("rivers", source, tmp_path)
    rows = read_rows(found.folder / "interviews.csv")
    assert {row["interviewer_label"] for row in rows} == {"Ann Lee"}


def test_a_code_for_a_person_who_asks_nearly_always_is_the_interviewer(tmp_path):
    source = tmp_path / "brought"
    source.mkdir()
    for number in range(1, 5):
        asks = "What was {} like?" if number < 4 else "It was {} there, and I stayed for long."
        more = "" if number < 4 else "A5: Was it?\n"
        talk = "".join(
            f"A1: {asks.format(word)}\n{more}P{number}: It was {word}, I think, and cold.\n"
            for word in WORDS
        )
        (source / f"{number}.txt").write_text(talk, encoding="utf-8")
    found = start_study("talks", source, tmp_path)
    rows = read_rows(found.folder / "speakers.csv")
    assert {row["role"] for row in rows if row["speaker"] == "A1"} == {"interviewer"}
    assert {row["role"] for row in rows if row["speaker"][0] == "P"} == {"participant"}


WORDS = ("early", "late", "never")


def test_a_report_of_quotes_is_codings_and_a_codebook_no_transcript(folder, tmp_path):
    quotes = "".join(
        f"Code: Tape\nDocument: P0{at}\n\nWe watched the tape for the time {at}.\n\n"
        for at in range(4)
    )
    (folder / "coded segments.txt").write_text(quotes, encoding="utf-8")
    old = Document()
    for line in ("Q: What is it?", "A: A talk.", "Q: And then, what came?", "A: No more."):
        old.add_paragraph(line)
    old.save(folder / "Codebook old.docx")
    found = start_study("new", folder, tmp_path)
    assert "coded segments.txt" in found.coder_files
    assert any("called a codebook" in reason for _, reason in found.refused)


@pytest.mark.parametrize("name", ["Thumbs.db", "THUMBS.DB", "desktop.ini", ".DS_Store", "~$a.docx"])
def test_what_programs_keep_is_not_named(folder, tmp_path, name):
    (folder / name).write_bytes(b"\0\1\2")
    assert start_study("rivers", folder, tmp_path).left_out == []


def test_pdfs_that_are_read_ahead_are_read_or_refused_as_others(tmp_path):
    source = tmp_path / "brought"
    source.mkdir()
    for at in range(3):
        talk = [f"Ann Lee: How was it {at}?", "Bo Ray: Well, it rained.", "Ann Lee: And then?"]
        (source / f"talk{at}.pdf").write_bytes(making.pdf([*talk, "Bo Ray: It rained more."]))
    (source / "list.pdf").write_bytes(making.pdf(["Rain falls on the town."]))
    found = start_study("rain", source, tmp_path)
    assert found.interviews == 3
    assert [name for name, _ in found.refused] == ["list.pdf"]


def test_codings_of_libreoffice_are_copied_as_a_workbook_of_excel(folder, tmp_path):
    rows = [["interview", "quote", "code"], ["river", "Later we drew a new one.", "maps"]]
    ods(folder / "blue.ods", rows)
    found = start_study("rivers", folder, tmp_path)
    assert found.coder_files == ["blue.xlsx", "tags.csv"]
    assert (found.folder / "codings/blue.xlsx").read_bytes().startswith(b"PK")


def test_numbers_of_codes_are_kept_as_abbreviations_that_codings_may_use(folder, tmp_path):
    lines = ["no,code,definition", "1,Feelings,all", "1.1,Fear,being afraid", "1.10,Hope,hoping"]
    (folder / "codebook.csv").write_text("\n".join(lines), encoding="utf-8")
    found = start_study("rivers", folder, tmp_path)
    book = load_codebook(found.folder / "codebook.yaml")
    assert [book.find(one) for one in ("1.1", "1.10")] == [("feelings.fear",), ("feelings.hope",)]


def test_an_article_in_a_label_is_no_name_to_search_for(tmp_path):
    source = tmp_path / "brought"
    source.mkdir()
    talk = "Ann Lee: How was it?\nThe Miller Berg: It was cold.\n" * 4
    (source / "talk.txt").write_text(talk, encoding="utf-8")
    found = start_study("rivers", source, tmp_path)
    listed = [row["text"] for row in read_rows(found.folder / "identifiers.csv")]
    assert sorted(listed) == ["Ann Lee", "Miller Berg"]
