"""Studies that bring their codings: layouts that public studies have; all words are invented."""

import json

import pytest

from aft_themes.codebook.reading import load_codebook
from aft_themes.coding.reading import load_codings
from aft_themes.io.older_workbooks import CellSheet
from aft_themes.io.spreadsheets import write_workbook
from aft_themes.new_study import start_study
from tests.new_study.tables import read_rows

_TALK = [
    ("F", "How was the river that year?"),
    ("A-1", "High, and loud at night, so nobody slept."),
    ("A-2", "We moved the boats up before the rain."),
    ("F", "Who helped you with the boats?"),
    ("A-1", "The two brothers from the mill did."),
    ("A-3", "Nobody asked us at all."),
]


def _start(tmp_path, files):
    source = tmp_path / "brought"
    source.mkdir()
    for name, text in files.items():
        (source / name).write_text(text, encoding="utf-8")
    return start_study("rivers", source, tmp_path)


def _groups(label=""):
    """A table of two groups, whose column `Transcript` names the group."""
    lines = ["Number,Transcript,Participant,Comment"]
    for group in ("east_1", "west_1"):
        for at, (who, said) in enumerate(_TALK, 1):
            begin = f"{who.rpartition('-')[2]}: " if label else ""
            lines.append(f'{at},{group},{who},"{begin}{said}"')
    return "\n".join(lines) + "\n"


_COMMENTS = (
    "Transcript,Page,Author,Code,Comment\n"
    'east_1,1,ada,"R-N, R-B",so nobody slept\n'
    "east_1,1,ada,R-N,loud at night\n"
    "west_1,2,bo,R-B,We moved the boats up\n"
    "west_1,2,bo,R-B,brothers from the mill\n"
)
_LIST = "Team,Code abbreviation,Full code name,Definition\nyes,R-N,Nights,Of nights\n"


@pytest.mark.parametrize("label", ["", "repeated"])
def test_a_column_transcript_may_name_whose_transcript_it_is(tmp_path, label):
    found = _start(tmp_path, {"all.csv": _groups(label)})
    assert found.interviews == 2
    rows = read_rows(found.folder / "interviews.csv")
    assert [row["file"] for row in rows] == ["all east_1.csv", "all west_1.csv"]
    assert {row["interviewer_label"] for row in rows} == {"F"}
    words = {row["speaker"]: row["words"] for row in read_rows(found.folder / "speakers.csv")}
    assert words == {"F": "12", "A-1": "15", "A-2": "8", "A-3": "5"}
    assert not [line for line in found.doubts if "look like labels" in line]


def test_a_table_of_comments_with_their_authors_holds_codings(tmp_path):
    found = _start(tmp_path, {"all.csv": _groups(), "notes.csv": _COMMENTS, "list.csv": _LIST})
    assert found.coder_files == ["notes.csv"]
    book = load_codebook(found.folder / "codebook.yaml")
    assert [code.name for code in book.codes] == ["Nights", "R-B"]  # the second stands in a list
    rows = load_codings([found.folder / "codings/notes.csv"], book).rows
    said = [(row.interview, row.quote, row.coder) for row in rows.itertuples()]
    assert said[0] == said[1] == ("east_1", "so nobody slept", "ada")
    assert list(rows["code"]) == ["r_n", "r_b", "r_n", "r_b", "r_b"]


def test_a_comment_beside_the_words_that_it_is_about_is_a_code(tmp_path):
    file = tmp_path / "ada.csv"
    file.write_text("Document,Author,Comment scope,Comment\nP1,ada,loud at night,Nights\n")
    (tmp_path / "list.csv").write_text("name,definition\nNights,Of nights\n")
    rows = load_codings([file], load_codebook(tmp_path / "list.csv")).rows
    assert list(rows[["quote", "code"]].iloc[0]) == ["loud at night", "nights"]


def test_a_codebook_with_comments_and_sources_is_no_table_of_codings(tmp_path):
    text = "Code,Comment,Source\nNights,About sleep,Lee 2020\nBoats,About boats,Lee 2021\n"
    found = _start(tmp_path, {"all.csv": _groups(), "codebook.csv": text})
    assert (found.coder_files, found.codes) == ([], 2)


_MARKS = {
    "a name": {"tag": "Nights"},
    "a list": {"codes": ["Nights", "Boats"]},
    "objects with names": {"labels": [{"name": "Nights", "score": 2}]},
    "an object with marks": {"annotations": {"Nights": {"score": 0}, "Boats": False}},
    "an object with a name": {"annotation": {"strategy": "Nights", "feedback": "4"}},
}
_WANTED = {key: ["Nights"] for key in _MARKS} | {"a list": ["Nights", "Boats"]}


@pytest.mark.parametrize("kind", _MARKS)
def test_codes_beside_words_in_json(tmp_path, kind):
    turns = [{"speaker": who, "text": said, "language_code": "en"} for who, said in _TALK]
    turns[1] |= _MARKS[kind]
    turns[4] |= _MARKS[kind]
    found = _start(tmp_path, {"talk.json": json.dumps({"turns": turns})})
    rows = read_rows(found.folder / "codings/tags.csv")
    wanted = [(turn, code) for turn in ("2", "5") for code in _WANTED[kind]]
    assert [(row["turn"], row["code"]) for row in rows] == wanted
    assert rows[0]["quote"] == _TALK[1][1]


@pytest.mark.parametrize("beside", [True, False])
def test_talks_in_one_json_file_keep_their_codes(tmp_path, beside):
    coded = {2: "night-time, self", 3: "boats"}
    talks = []
    for number in (7, 8):
        turns = [{"text": said, "id": f"agent_{who[0]}"} for who, said in _TALK]
        talk = {"talk_id": number, "log": turns, "marks": []}
        for at, codes in coded.items():
            if beside:
                turns[at]["codes"] = codes.split(", ")
            else:
                talk["marks"].append([f"{turns[at]['text']} ", codes])
        talks.append(talk)
    found = _start(tmp_path, {"talks.json": json.dumps(talks)})
    assert found.interviews == 2
    rows = read_rows(found.folder / "codings/tags.csv")
    wanted = [("2", "night-time; self"), ("3", "boats")] * 2  # two turns of A are one
    assert [(row["turn"], row["code"]) for row in rows] == wanted


def test_talks_that_lie_deep_in_json_keep_what_stands_beside_their_words(tmp_path):
    moods = ["calm", "low", "calm", "calm", "low", "low"]

    def talk(name):
        turns = [
            {"users": "x", "speakers": [who], "transcript": f"{said} {name}", "mood": mood, "n": at}
            for at, ((who, said), mood) in enumerate(zip(_TALK, moods, strict=True))
        ]
        return {"scene_id": name, "utterances": turns}

    years = [{"year": year, "scenes": [talk(f"{year}_{n}") for n in "ab"]} for year in (1, 2)]
    found = _start(tmp_path, {"all.json": json.dumps({"id": "x", "years": years})})
    assert found.interviews == 4
    assert {
        row["speakers"].count("turn") for row in read_rows(found.folder / "interviews.csv")
    } == {4}
    rows = read_rows(found.folder / "codings/tags.csv")
    assert [row["code"] for row in rows] == moods * 4
    assert [line for line in found.doubts if "by what is in them: mood." in line]


def test_lists_of_words_inside_a_transcript_are_no_talks(tmp_path):
    words = [
        {"word": word, "speaker": n % 2} for n, word in enumerate("we went down there".split())
    ]
    spoken = [
        {"speaker": who, "text": said, "words": words, "id": n}
        for n, (who, said) in enumerate(_TALK)
    ]
    found = _start(tmp_path, {"talk.json": json.dumps({"channels": [{"parts": spoken}]})})
    assert found.interviews == 1


def test_codes_of_short_talks_recur_in_other_talks_of_the_table(tmp_path):
    lines = ["dialogue,speaker,text,host_label_1,guest_label_1,score"]
    for talk in range(1, 5):
        for at, (who, said) in enumerate(_TALK * 2):
            own = f"step-{at}" if at != 3 else ""
            asks, answers = (own, "") if who == "F" else ("", own)
            lines.append(f'talk_{talk},{who},"{said} {talk}",{asks},{answers},0.{at}')
    found = _start(tmp_path, {"talks.csv": "\n".join(lines) + "\n"})
    assert found.interviews == 4
    rows = read_rows(found.folder / "codings/tags.csv")
    assert len(rows) == 4 * 11
    assert (rows[0]["quote"], rows[0]["code"]) == (f"{_TALK[0][1]} 1", "step-0")


def test_remarks_and_ratings_beside_words_in_json_are_no_codes(tmp_path):
    turns = [
        {"speaker": who, "text": said, "annotation": f"They say here, at {at}, what they like."}
        for at, (who, said) in enumerate(_TALK)
    ]
    found = _start(tmp_path, {"talk.json": json.dumps(turns)})
    assert found.coder_files == []


_RIVER = "\n".join(f"{who}: {said}" for who, said in _TALK if who in ("F", "A-1")) + "\n"


def test_codings_that_name_turns_get_the_words_of_the_turns(tmp_path):
    rows = (
        "participant,turn,actor,code\nriver,2,guest,Nights\nriver,3,host,Asks\nriver,9,guest,Lost\n"
    )
    found = _start(tmp_path, {"river.txt": _RIVER, "codes.csv": rows})
    assert (found.coder_files, found.codes) == (["codes.csv"], 3)
    table = read_rows(found.folder / "codings/codes.csv")
    assert [row["quote"] for row in table] == [_TALK[1][1], _TALK[3][1], ""]
    assert [row["turn"] for row in table] == ["2", "3", "9"]
    (line,) = (line for line in found.doubts if line.startswith("codes.csv"))
    assert "2 rows got the words" in line
    assert "1 row names none of them" in line
    assert "interviewer_turns: true" in (found.folder / "settings.yaml").read_text()


def test_turns_that_somebody_counts_otherwise_are_refused(tmp_path):
    rows = "participant,turn,actor,code\nriver,1,host,A\nriver,2,host,A\nriver,3,guest,A\n"
    found = _start(tmp_path, {"river.txt": _RIVER, "codes.csv": rows})
    assert found.coder_files == []
    assert [line for line in found.left_out if "its speakers do not fit" in line]


def test_codings_that_name_lines_get_the_words_of_the_lines(tmp_path):
    rows = "lines,code\n2,Nights\n3-4,Boats\n"
    found = _start(tmp_path, {"river.txt": _RIVER, "river.csv": rows})
    table = read_rows(found.folder / "codings/river.csv")
    assert [row["quote"] for row in table] == [
        f"A-1: {_TALK[1][1]}",
        f"F: {_TALK[3][1]}\nA-1: {_TALK[4][1]}",
    ]


_PASSAGES = {
    "a list of ranges": ("turn,code", ['"2, 3-4",Nights', "1,Boats"]),
    "two columns": ("start_turn,end_turn,code", ["2,,Nights", "3,4,Nights", "1,1,Boats"]),
    "from and to": ("turn from,turn to,code", ["2,2,Nights", "3,4,Nights", "1,1,Boats"]),
}


@pytest.mark.parametrize("kind", _PASSAGES)
def test_codings_may_name_several_turns(tmp_path, kind):
    header, rows = _PASSAGES[kind]
    table = "\n".join([header, *rows]) + "\n"
    found = _start(tmp_path, {"river.txt": _RIVER, "river.csv": table})
    codings = read_rows(found.folder / "codings/river.csv")
    assert [(row["turn"], row["code"]) for row in codings] == [
        ("2", "Nights"),
        ("3", "Nights"),
        ("1", "Boats"),
    ]
    assert codings[1]["quote"] == f"{_TALK[3][1]}\n{_TALK[4][1]}"


def test_numbers_of_no_transcript_are_refused(tmp_path):
    found = _start(tmp_path, {"river.txt": _RIVER, "sea.csv": "line,code\n2,Nights\n"})
    assert found.coder_files == []
    assert [line for line in found.left_out if "of no transcript" in line]


def test_turns_of_a_name_that_two_files_have_are_refused(tmp_path):
    source = tmp_path / "brought"
    for folder in ("A", "B"):
        (source / folder).mkdir(parents=True)
        talk = [f"{who}: {said} {folder}" for who, said in _TALK]
        (source / folder / "talk.txt").write_text("\n".join(talk))
    (source / "codes.csv").write_text("interview,turn,code\ntalk,2,Nights\ntalk,3,Asks\n")
    found = start_study("rivers", source, tmp_path)
    assert found.interviews == 2
    assert [name for name, why in found.refused if "several files" in why] == ["codes.csv"]


def test_other_sheets_beside_codings_by_turn_are_named(tmp_path):
    sheets = [
        CellSheet(
            "a", [["interview", "turn", "code"], ["river", 2, "Nights"], ["river", 4, "Asks"]]
        ),
        CellSheet("b", [["code", "definition"], ["Nights", "Of nights"], ["Asks", "Who asks"]]),
        CellSheet("c", [["interview", "quote", "tag"], ["river", _TALK[1][1], "Boats"]]),
    ]
    source = tmp_path / "brought"
    source.mkdir()
    (source / "river.txt").write_text(_RIVER)
    write_workbook(sheets, source / "codes.xlsx")
    found = start_study("rivers", source, tmp_path)
    (line,) = (line for line in found.doubts if "not read" in line)
    assert "codes.xlsx: 2 sheets" in line
    assert "(sheet 2, sheet 3)" in line
    assert found.coder_files == ["codes.csv"]


@pytest.mark.parametrize("shape", ["ids", "lists below ids", "lists"])
def test_lists_of_turns_are_talks_of_their_own(tmp_path, shape):
    turns = [{"speaker": who, "text": said, "mood": "Calm"} for who, said in _TALK]
    turns[1]["mood"] = turns[4]["mood"] = "Loud"
    content = {
        "ids": {"talk_7": turns, "talk_8": turns[::-1]},
        "lists below ids": {"talk_7": [turns], "talk_8": [turns[::-1]]},
        "lists": [turns, turns[::-1]],
    }[shape]
    found = _start(tmp_path, {"all.json": json.dumps(content)})
    assert found.interviews == 2
    rows = read_rows(found.folder / "codings/tags.csv")
    assert len(rows) == 2 * len(_TALK)


def test_a_services_words_beside_its_utterances_are_one_talk(tmp_path):
    turns = [{"speaker": who, "text": said} for who, said in _TALK]
    words = [{"speaker": who, "text": word} for who, said in _TALK for word in said.split()]
    found = _start(tmp_path, {"talk.json": json.dumps({"utterances": turns, "words": words})})
    assert found.interviews == 1
