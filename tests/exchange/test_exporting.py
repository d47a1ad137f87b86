import json
import sqlite3
import unicodedata
import zipfile
from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from aft_themes import Study, catalog
from aft_themes.corpus.segments import clean_turns, make_segments, place_turns
from aft_themes.deidentify.leak_gate.names import Name
from aft_themes.deidentify.leak_gate.search import find_leaks
from aft_themes.errors import InputError, LeakError
from aft_themes.exchange import export_study, import_files, refi_qda, write_double_coding_sheets
from aft_themes.exchange.export_content import ExportParticipant, source_text
from aft_themes.exchange.exporting import TARGETS, export_steps
from aft_themes.exchange.model import MACHINE
from aft_themes.exchange.offsets import sentinels
from aft_themes.exchange.placing import SourcePlaces
from aft_themes.exchange.recognising import read_project
from aft_themes.exchange.refi_qda_writer import PROFILES, type_of, write_codebook, write_project
from aft_themes.exchange.word_places import InterviewWords
from aft_themes.io.parquet import write_frame
from aft_themes.io.spreadsheets import read_sheets
from aft_themes.provenance.manifest import verify
from aft_themes.settings import SegmentSettings, Settings
from tests.exchange.making import (
    CONVENTIONS,
    TURNS,
    coding,
    content,
    counted_by,
    qdpx,
    study_folder,
)

CODED = (
    coding(2, "It was hard, naïve even.", valence="challenge", memo="first\nof all"),
    coding(2, "I don't know", "impact", "B"),
    coding(2, "I don't know", "impact", "A", occurrence=1),
    coding(4, "😀😀 and I saw my own café face.", valence="benefit"),
    coding(6, "when a client goes quiet", "impact", MACHINE),
)
PROJECTS = [target for target in TARGETS if target not in ("csv", "excel")]


def write_all(study, target, folder):
    folder.mkdir(exist_ok=True)
    steps = export_steps(study, target, folder)
    for path, write in steps:
        write(path)
    return [path for path, _ in steps]


def places_of(project, turns=TURNS):
    """Read where the codings of a project stand in the interview."""
    words = (InterviewWords(tuple((number, text) for number, _, text in turns)),)
    texts = {source.key: source.text for source in project.sources}
    names = {code.key: code.path[-1] for code in project.codes}
    found = []
    for key, text in texts.items():
        codings = [one for one in project.codings if one.source == key]
        places = SourcePlaces.of(text, words, codings)
        for one in codings:
            (placed,) = places.find(one)
            if placed.turn is not None:  # where it is not clear, a coding is listed, not guessed
                found.append((placed.turn, placed.start, names[one.code], one.coder))
    return sorted(found)


@pytest.mark.parametrize("target", PROJECTS)
def test_codings_go_out_and_come_back_on_the_same_words(tmp_path, target):
    study = content(*CODED)
    files = write_all(study, target, tmp_path / target)
    project = read_project(next(path for path in files if path.suffix != ".qdc"))
    assert len(project.codings) == len(CODED)
    quotes = {one.quote.strip(): one for one in project.codings}
    assert {"It was hard, naïve even.", "😀😀 and I saw my own café face."} <= set(quotes)
    hard = quotes["It was hard, naïve even."]
    assert (hard.valence, hard.coder) == ("challenge", "A")
    if target != "taguette":
        assert " ".join(hard.memo.split()) == "first of all"
    turns = [turn for turn, *_ in places_of(project)]
    assert turns == [2, 2, 2, 4, 6]
    assert all("_offset_check" not in code.path for code in project.codes)


@pytest.mark.parametrize("target", TARGETS)
def test_the_same_study_gives_the_same_bytes(tmp_path, target):
    first = write_all(content(*CODED), target, tmp_path / "a")
    second = write_all(content(*reversed(CODED)), target, tmp_path / "b")
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


def test_every_profile_is_valid_and_has_sentinels_that_cut_their_words():
    for profile in PROFILES.values():
        with_codings = write_project(content(*CODED), profile)
        assert with_codings == write_project(content(*CODED), profile)
        empty = write_project(content(), profile)  # no users, no notes: still valid
        assert b"Users" not in empty
    text, _ = source_text(content().interviews[0])
    first, *_, last = sentinels(text)
    assert (text[slice(*first)], text[slice(*last)]) == ("Interviewer", "ask")


def test_the_project_holds_cases_sets_and_descriptions(tmp_path):
    path = tmp_path / "a.qdpx"
    path.write_bytes(write_project(content(*CODED), PROFILES["refi"]))
    with zipfile.ZipFile(path) as archive:
        root = etree.fromstring(archive.read("project.qde"))
        assert {info.date_time for info in archive.infolist()} == {(2000, 1, 1, 0, 0, 0)}
    assert [one.get("name") for one in root.iter("{*}User")] == ["A", "B", MACHINE]
    assert {one.get("name") for one in root.iter("{*}Set")} == {
        "Domain: Tasks", "Domain: Impact", "cohort: 2011-2015"
    }  # fmt: skip
    project = refi_qda.read(path)
    assert project.cases[0].values == (("cohort", "2011-2015"),)
    assert project.codes[1].description.startswith("Watching tapes.\nInclude: Own tape.")
    assert root.get("basePath") is None


def test_the_nvivo_profile_is_what_nvivo_writes(tmp_path):
    path = tmp_path / "a.qdpx"
    path.write_bytes(write_project(content(*CODED), PROFILES["nvivo"]))
    with zipfile.ZipFile(path) as archive:
        (name,) = [one for one in archive.namelist() if one.startswith("Sources/")]
        assert archive.read(name).startswith(b"\xef\xbb\xbfInterviewer: ")
        assert archive.read(name).count(b"\r\n") == len(TURNS)
    assert "UTF-16" in refi_qda.read(path).positions


def test_the_codebook_comes_back(tmp_path):
    path = tmp_path / "a.qdc"
    path.write_bytes(write_codebook(content()))
    assert [code.path for code in read_project(path).codes] == [
        ("Tasks",), ("Tasks", "Tape & role-play"), ("Impact",)
    ]  # fmt: skip


WORDS = st.lists(
    st.sampled_from(
        ["tape", "café", "😀", "I", "know", "naïve", "𝒽ard", "yes,", "no.", "&amp;", "<b>"]
    ),
    min_size=2,
    max_size=14,
)
TALK = st.lists(WORDS, min_size=2, max_size=6)
HAS_LETTERS = ["tape", "café", "I", "know", "naïve", "𝒽ard", "yes,", "no.", "&amp;", "<b>"]


@st.composite
def talks(draw):
    """An invented interview, with codings on whole words of its turns."""
    turns = tuple(
        (number, "participant" if number % 2 else "interviewer", " ".join(said))
        for number, said in enumerate(draw(TALK), start=1)
    )
    codings = []
    for number, _, text in turns:
        words = text.split(" ")
        first = draw(st.integers(0, len(words) - 1))
        last = draw(st.integers(first, len(words) - 1))
        if any(word in HAS_LETTERS for word in words[first : last + 1]):
            start = len(" ".join(words[:first])) + bool(first)
            quote = " ".join(words[first : last + 1])
            codings.append((number, start, quote))
    return turns, codings


def places_wanted(codings):
    """Where the first word of each quote begins."""
    found = []
    for number, start, quote in codings:
        at = next(at for at, char in enumerate(quote) if char.isalnum())
        found.append((number, start + at))
    return sorted(found)


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(talk=talks(), target=st.sampled_from(["nvivo", "refi", "taguette", "word"]))
def test_any_codings_come_back_on_the_same_words(tmp_path_factory, talk, target):
    turns, codings = talk
    exported = [
        coding(number, quote, turns=turns)
        for number, _, quote in codings
    ]  # fmt: skip
    exported = [
        type(one)("P01", number, start, start + len(quote), one.code, one.coder)
        for one, (number, start, quote) in zip(exported, codings, strict=True)
    ]
    folder = tmp_path_factory.mktemp("out")
    files = write_all(content(*exported, turns=turns), target, folder)
    project = read_project(next(path for path in files if path.suffix != ".qdc"))
    found = [(turn, start) for turn, start, *_ in places_of(project, turns)]
    assert found == places_wanted(codings)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(
    talk=talks(),
    way=st.sampled_from(CONVENTIONS),
    marked=st.booleans(),
    decomposed=st.booleans(),
    checked=st.booleans(),
)
def test_whatever_a_program_makes_of_the_text_no_coding_moves(
    tmp_path_factory, talk, way, marked, decomposed, checked
):
    """Line ends, byte order mark, units and the form of accents change; words stay."""
    turns, codings = talk
    form = "NFD" if decomposed else "NFC"
    line_end = "\r\n" if way.line_end == 2 else "\n"
    text, spans = "", []
    for number, role, said in turns:
        text += f"{role.title()}: "
        for other, start, quote in codings:
            if other == number:
                first = len(text) + len(unicodedata.normalize(form, said[:start]))
                spans.append((first, first + len(unicodedata.normalize(form, quote))))
        text += unicodedata.normalize(form, said) + line_end

    def count(start, end):
        return (
            counted_by(text, start, way, marked),
            counted_by(text, end, way, marked) - way.inclusive,
        )

    selections = [(*count(*span), 0) for span in spans]
    checks = [(*count(*span), 1) for span in sentinels(text)] if checked else []
    path = qdpx(
        tmp_path_factory.mktemp("in") / "a.qdpx",
        [("P01", ("\ufeff" if marked else "") + text, [*selections, *checks])],
        codes=("Hard", "_offset_check"),
    )
    project = read_project(path)
    found = [(turn, start) for turn, start, *_ in places_of(project, turns)]
    right = places_wanted(codings)
    assert not set(found) - set(right)
    if checked:
        assert found == right


def run_study(root):
    """Make the stage files that an export reads."""
    raw = study_folder(root)
    (root / "Snakefile").touch()
    (raw / "codings").mkdir()
    (raw / "codings" / "A.csv").write_text(
        "interview,turn,quote,code,valence,coder\n"
        'P01,2,"It was hard, naïve even.",tasks.tape,challenge,A\n'
        "P01,4,I saw my own café face.,impact,,A\nP01,4,words that nobody said,impact,,A\n",
        "utf-8",
    )
    study = Study("test", root)
    turns = pd.DataFrame(TURNS, columns=["turn", "role", "text"]).assign(
        interview="P01", speaker="Participant", start_s=None, end_s=None, locator="line 1"
    )
    turns["participant"] = turns["interview"].where(turns["role"] == "participant", "")
    edits = pd.DataFrame(
        [("P01", 4, 14, 17, "PEER_1", "person", "known")],
        columns=[field.name for field in catalog.REPLACEMENTS.schema],
    )
    placed = place_turns(turns, edits)
    frames = (
        (catalog.TURNS, turns),
        (catalog.REPLACEMENTS, edits),
        (catalog.CLEAN_TURNS, clean_turns(turns, placed)),
        (catalog.SEGMENTS, make_segments(turns, placed, SegmentSettings())),
    )
    for table, frame in frames:
        write_frame(frame, study.path(table), table)
    study.path(catalog.NAME_KEY).write_text(json.dumps({"PEER_1": ["She"]}))
    merged = json.dumps(Settings().model_dump(mode="json"))
    study.path(catalog.MERGED_SETTINGS).write_text(merged)
    return study


@pytest.mark.parametrize("target", TARGETS)
def test_a_study_goes_out_and_comes_back(tmp_path, target):
    study = run_study(tmp_path)
    paths = export_study(study, target)
    assert {path.parent for path in paths} == {study.reports / "exchange" / target}
    lost = (study.reports / "exchange" / target / "not_exported.csv").read_text()
    assert "A.csv, row 4" in lost
    assert "nobody" not in lost
    if target == "csv":
        assert "I saw my own café face." in paths[2].read_text("utf-8")
        return
    if target == "excel":
        sheets = read_sheets(paths[0])
        assert list(sheets) == ["turns", "codes", "codings_1"]
        assert [cells[2] for _, cells in sheets["codings_1"]][2] == "I saw my own café face."
        return
    back = study_folder(tmp_path / "back")
    files = [path for path in paths if path.suffix in (".qdpx", ".sqlite3", ".docx")]
    import_files(files, back)
    (coder_file,) = (back / "codings").glob("*.csv")
    frame = pd.read_csv(coder_file, keep_default_na=False)
    found = frame[["turn", "code", "valence", "coder"]].to_numpy().tolist()
    assert found == [[2, "tasks.tape", "challenge", "A"], [4, "impact", "", "A"]]


def test_a_name_in_an_export_stops_it_and_nothing_is_written(tmp_path):
    study = run_study(tmp_path)
    study.path(catalog.NAME_KEY).write_text(json.dumps({"CLIENT_1": ["naïve even"]}))
    for target in TARGETS:
        with pytest.raises(LeakError, match="CLIENT_1"):
            export_study(study, target)
    with pytest.raises(LeakError):
        write_double_coding_sheets(study)
    assert not (study.reports / "exchange").exists()


def test_short_names_in_a_database_are_leaks(tmp_path):
    path = tmp_path / "a.sqlite3"
    with sqlite3.connect(path) as database:
        database.execute('CREATE TABLE "odd ""name" (b)')
        database.execute('INSERT INTO "odd ""name" VALUES (?)', ("then Vera said",))
    assert [leak.tag for leak in find_leaks([path], [Name(text="Vera", tag="PEER_1")])] == [
        "PEER_1"
    ]


def test_unknown_targets_and_layers_are_refused(tmp_path):
    study = run_study(tmp_path)
    with pytest.raises(InputError, match="unknown"):
        export_study(study, "spss")
    with pytest.raises(InputError, match="unknown"):
        export_study(study, "csv", ["machine"])


def test_double_coding_sheets_are_blind_seeded_and_come_back(tmp_path):
    study = run_study(tmp_path)
    first = {path.name: path.read_bytes() for path in write_double_coding_sheets(study, turns=2)}
    assert first == {
        path.name: path.read_bytes() for path in write_double_coding_sheets(study, turns=2)
    }
    drawn = {
        write_double_coding_sheets(study, turns=1, seed=seed)[0].read_bytes() for seed in range(6)
    }
    assert len(drawn) == 3
    assert set(first) == {"double_coding.xlsx", "double_coding_P01.docx"}
    from openpyxl import load_workbook

    path = write_double_coding_sheets(study, turns=3)[0]
    book = load_workbook(path)
    sheet = book["Turns"]
    header = [cell.value for cell in sheet[1]]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert [row[1] for row in rows] == ["2", "4", "6"]
    # a list of codes in every row, and in as many empty rows below for turns with more codes
    first_list = sheet.data_validations.dataValidation[0]
    assert str(first_list.sqref).endswith("7")
    assert first_list.formula1.startswith("Codes!$A$2:$A$")
    assert not any(row[header.index("code")] or row[header.index("coder")] for row in rows)
    sheet.cell(2, header.index("code") + 1, "tasks.tape")
    sheet.cell(2, header.index("quote") + 1, "It was hard")
    sheet.cell(2, header.index("coder") + 1, "B")
    sheet.cell(4, header.index("code 2") + 1, "impact")
    sheet.cell(4, header.index("coder") + 1, "B")
    filled = tmp_path / "double_coding_B.xlsx"
    book.save(filled)
    import_files([filled], study.raw)
    frame = pd.read_csv(study.raw / "codings" / "double_coding_B.csv", keep_default_na=False)
    assert frame[["turn", "code", "coder"]].to_numpy().tolist() == [
        [2, "tasks.tape", "B"], [6, "impact", "B"]
    ]  # fmt: skip
    assert frame["quote"][0] == "It was hard"


def test_fewer_than_one_turn_is_refused(tmp_path):
    with pytest.raises(InputError, match="fewer than one"):
        write_double_coding_sheets(run_study(tmp_path), turns=0)


def test_an_export_says_that_the_data_are_synthetic(tmp_path):
    study = run_study(tmp_path)
    merged = Settings().model_dump(mode="json")
    merged["report"]["synthetic"] = True
    study.path(catalog.MERGED_SETTINGS).write_text(json.dumps(merged))
    path = export_study(study, "refi")[0]
    with zipfile.ZipFile(path) as archive:
        root = etree.fromstring(archive.read("project.qde"))
    assert root.findtext("{*}Description").startswith("Synthetic data")
    (database,) = [one for one in export_study(study, "taguette") if one.suffix == ".sqlite3"]
    with sqlite3.connect(database) as opened:
        assert "Synthetic data" in opened.execute("SELECT description FROM projects").fetchone()[0]
    assert "Synthetic data" in export_study(study, "csv")[0].read_text()


def test_exports_are_no_part_of_a_run(tmp_path):
    (tmp_path / "manifest.json").write_text('{"outputs": {}}')
    (tmp_path / "exchange" / "refi").mkdir(parents=True)
    (tmp_path / "exchange" / "refi" / "a.qdpx").write_bytes(b"x")
    assert verify(tmp_path / "manifest.json") == []
    (tmp_path / "other.csv").write_bytes(b"x")
    assert verify(tmp_path / "manifest.json") == ["other.csv: not part of the run"]


def test_cases_are_participants_with_all_their_interviews(tmp_path):
    people = (
        ExportParticipant("A1", ("P01",), (("age", "31"), ("since", "2019-05-01"))),
        ExportParticipant("A2", ("P01",), (("age", "7"), ("since", "2020-01-31"))),
    )
    path = tmp_path / "a.qdpx"
    path.write_bytes(write_project(replace(content(*CODED), participants=people), PROFILES["refi"]))
    cases = refi_qda.read(path).cases
    assert [(case.name, len(case.sources)) for case in cases] == [("A1", 1), ("A2", 1)]
    assert cases[1].values == (("age", "7"), ("since", "2020-01-31"))
    with zipfile.ZipFile(path) as archive:
        root = etree.fromstring(archive.read("project.qde"))
    types = [one.get("typeOfVariable") for one in root.iter("{*}Variable")]
    assert types == ["Integer", "Date"]


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        (["1", "20"], "Integer"),
        (["1", "2.5"], "Float"),
        (["007"], "Text"),
        (["true", "false"], "Boolean"),
        (["2020-02-30"], "Text"),
        (["2020-02-29"], "Date"),
        (["1", "many"], "Text"),
    ],
)
def test_a_variable_has_the_type_that_all_its_values_have(values, kind):
    assert type_of(values) == kind
