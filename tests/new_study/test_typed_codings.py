"""Codes that were typed into the words become codings that a person has to confirm."""

import pytest

from aft_themes.codebook.reading import load_codebook
from aft_themes.coding.coder_files import read_coder_files
from aft_themes.corpus.interviews import load_interviews
from aft_themes.new_study import start_study
from tests.new_study.tables import read_rows

_SAID = [
    ("Nights", "The river was loud."),
    ("Boats", "We moved them up."),
    ("Nights", "Nobody slept then."),
    ("Boats", "Two of them sank."),
    ("Nights", "It went on for weeks."),
]
_FORMS = {
    "braces": ("{} {{{}}} It passed.", "said"),
    "braces before the full stop": ("{1}", "said without a stop"),
    "double brackets": ("{} [[{}]]\nIt passed.", "said"),
    "a word before the code": ("{} [Code: {}] It passed.", "said"),
    "the words inside brackets": ("It began. [{1}: {0}] It passed.", "said"),
    "the words inside tags": ("It began. <{1}>{0}</{1}> It passed.", "said"),
    "a hashtag": ("{} #{} It passed.", "said"),
    "a code before the words": ("{{{1}}} {0} It passed.", "said"),
}


def _talk(line):
    turns = [f"I: How was it, in year {at}?\nP: {line(*one)}" for at, one in enumerate(_SAID)]
    return "\n".join(turns) + "\n"


def _line(kind):
    def line(code, said):
        if kind == "braces before the full stop":
            return f"{said[:-1]} {{{code}}}. It passed."
        return _FORMS[kind][0].format(said, code)

    return line


def _start(tmp_path, talk, **others):
    source = tmp_path / "brought"
    source.mkdir()
    (source / "river.txt").write_text(talk)
    for name, text in others.items():
        (source / f"{name}.csv").write_text(text)
    return start_study("rivers", source, tmp_path)


@pytest.mark.parametrize("kind", _FORMS)
def test_marks_become_codings_and_leave_the_words(tmp_path, kind):
    found = _start(tmp_path, _talk(_line(kind)))
    assert (found.coder_files, found.codes) == (["typed_codes.csv"], 2)
    rows = read_rows(found.folder / "codings/typed_codes.csv")
    end = None if _FORMS[kind][1] == "said" else -1
    assert [(row["code"], row["quote"]) for row in rows] == [
        (code, said[:end]) for code, said in _SAID
    ]
    assert [row["turn"] for row in rows] == ["2", "4", "6", "8", "10"]
    words = [row["text"] for row in read_rows(found.folder / "transcripts/river.csv")]
    assert all(said in text for (_, said), text in zip(_SAID, words[1::2], strict=True))
    assert not [text for text in words if set("{}[]<>#") & set(text)]
    assert not [text for text in words if "Nights" in text or "Boats" in text]


def test_they_are_asked_about_until_the_table_is_named_after_the_coder(tmp_path):
    found = _start(tmp_path, _talk(_line("braces")))
    assert any("were taken out of the copies" in line for line in found.doubts)
    book = load_codebook(found.folder / "codebook.yaml")
    interviews = load_interviews(found.folder / "interviews.csv")
    table = found.folder / "codings/typed_codes.csv"
    kinds = [note.kind for note in read_coder_files([table], book, interviews).notes]
    assert kinds == ["typed_codes"]
    named = table.rename(table.with_name("ada.csv"))
    assert read_coder_files([named], book, interviews).notes == []


@pytest.mark.parametrize("brackets", ["[]", "()", "(())"])
def test_plain_brackets_are_codes_if_the_codebook_has_them(tmp_path, brackets):
    half = len(brackets) // 2
    talk = _talk(lambda code, said: f"{said} {brackets[:half]}{code}{brackets[half:]} [the elder]")
    assert _start(tmp_path, talk).coder_files == []
    (tmp_path / "again").mkdir()
    book = "code,definition\nNights,n\nBoats,b\n"
    found = _start(tmp_path / "again", talk, codebook=book)
    rows = read_rows(found.folder / "codings/typed_codes.csv")
    assert [(row["code"], row["quote"]) for row in rows] == _SAID
    assert any("5 remarks in brackets stayed" in line for line in found.doubts)


def test_hashtags_of_which_people_speak_stay(tmp_path):
    found = _start(tmp_path, _talk(lambda code, said: f"We wrote #{code} on it. {said}"))
    assert found.coder_files == []
    assert any("begin with #" in line for line in found.doubts)


def test_a_doubtful_transcript_keeps_its_marks(tmp_path):
    talk = _talk(_line("braces")).replace("I: ", "").replace("P: ", "")
    found = _start(tmp_path, talk)
    assert found.coder_files == []
    assert (found.folder / "transcripts/river.txt").is_file()


def test_times_stay_with_the_turns(tmp_path):
    talk = _talk(_line("braces")).replace("P:", "P [00:01:05]:").replace("I:", "I [00:01:00]:")
    found = _start(tmp_path, talk)
    rows = read_rows(found.folder / "transcripts/river.csv")
    assert [(row["speaker"], row["start"]) for row in rows[:2]] == [("I", "60"), ("P", "65")]


def test_two_files_of_one_name_keep_their_codes_apart(tmp_path):
    source = tmp_path / "brought"
    for folder, river in (("A", "Elbe"), ("B", "Oder")):
        (source / folder).mkdir(parents=True)
        talk = _talk(lambda code, said: f"At the {river}, I said: {said} {{{code}}} It passed.")  # noqa: B023
        (source / folder / "talk.txt").write_text(talk.replace("year", f"{river} year"))
    found = start_study("rivers", source, tmp_path)
    rows = read_rows(found.folder / "codings/typed_codes.csv")
    assert len(rows) == 2 * len(_SAID)
    for row in rows:
        said = (found.folder / f"transcripts/{row['interview']}.csv").read_text()
        assert row["quote"] in said
    assert {row["interview"] for row in rows} == {"A_talk", "B_talk"}


def _table():
    rows = ["speaker,text,tone code"]
    for at, (code, said) in enumerate(_SAID):
        rows.append(f'I,"How was it, in year {at}?",')
        rows.append(f'P,"{said} {{{code}}} It passed.",{"glad" if at % 2 else "low"}')
    return "\n".join(rows) + "\n"


def test_codes_in_the_words_leave_those_beside_them(tmp_path):
    source = tmp_path / "brought"
    source.mkdir()
    (source / "river.csv").write_text(_table())
    found = start_study("rivers", source, tmp_path)
    assert found.coder_files == ["typed_codes.csv", "tags.csv"]
    rows = read_rows(found.folder / "codings/tags.csv")
    assert [row["quote"] for row in rows] == [f"{said} It passed." for _, said in _SAID]
    assert [row["turn"] for row in rows] == [str(2 * at) for at in range(1, len(_SAID) + 1)]


@pytest.mark.parametrize("unit", ["turn", "line"])
def test_codings_by_number_have_words_without_the_codes_in_them(tmp_path, unit):
    talk = _talk(lambda code, said: f"{said} {{{code}}} It passed.")
    found = _start(tmp_path, talk, codes=f"interview,{unit},code\nriver,2,later\n")
    rows = read_rows(found.folder / "codings/codes.csv")
    assert rows[0]["quote"].removeprefix("P: ") == f"{_SAID[0][1]} It passed."


def test_codes_behind_an_at_sign_and_labels_that_say_to_whom(tmp_path):
    lines = []
    for at, (code, said) in enumerate(_SAID):
        lines.append(f"{2 * at + 1:02d} Ann->Bo: How was it, in year {at}?")
        lines.append(f"{2 * at + 2:02d} Bo->Ann+Cy: {said} @{code}")
    found = _start(tmp_path, "\n".join(lines) + "\n")
    rows = read_rows(found.folder / "codings/typed_codes.csv")
    assert [(row["code"], row["quote"]) for row in rows] == [*_SAID]
    speakers = {row["speaker"] for row in read_rows(found.folder / "speakers.csv")}
    assert speakers == {"Ann", "Bo"}
