"""Coders' tables in forms that people combine: read rightly, refused, or asked about.

What is drawn must never be read wrongly without a word.
"""

import shutil

import pytest

from aft_themes.codebook.reading import load_codebook
from aft_themes.coding.coder_assignments import ASKED, assign_coders
from aft_themes.coding.files import sort_files
from aft_themes.corpus.interviews import load_interviews
from aft_themes.errors import AftThemesError
from aft_themes.exchange.dropped_files import sort_paths
from aft_themes.settings import check_settings
from aft_themes.transcripts import read_study_transcripts
from aft_themes.workflow.check_inputs import StudyInputs, check_inputs
from aft_themes.workflow.check_placement import (
    coded_rows,
    say_divided,
    say_unplaced,
    try_placing,
)
from tests.coding.drawn_tables import CODEBOOK, TALKS, TRUTH, draw, write

SETTINGS = check_settings({"study": "drawn"})
# what the shape of a table keeps of a coding, but for whose it is, of which turn and which code
KEEPS_VALENCE = ("rows", "by code", "cut quote")


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    root = tmp_path_factory.mktemp("study")
    (root / "transcripts").mkdir()
    listed = ["interview,file,interviewer_label,coders"]
    for name, turns in TALKS.items():
        said = [f"{('Participant', 'Interviewer')[at % 2]}: {t}" for at, t in enumerate(turns, 1)]
        (root / "transcripts" / f"{name}_interview.txt").write_text("\n\n".join(said), "utf-8")
        listed.append(f'{name},{name}_interview.txt,Interviewer,"Ann, Bo"')
    (root / "interviews.csv").write_text("\n".join(listed), "utf-8")
    (root / "codebook.yaml").write_text(CODEBOOK, "utf-8")
    interviews = load_interviews(root / "interviews.csv")
    turns, intake = read_study_transcripts(interviews, root / "transcripts", {}, "en", threads=1)
    return root, (interviews, intake), turns, load_codebook(root / "codebook.yaml")


def outcome(study, drawn):
    """Tell what became of a draw: right, right but asked about, refused, told, or a silent loss."""
    root, (interviews, intake), turns, book = study
    folder = root / "codings"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    write(drawn, folder)
    inputs = StudyInputs(
        root / "interviews.csv",
        root / "codebook.yaml",
        root / "transcripts",
        coder_files=sorted(folder.iterdir()),
    )
    if check_inputs(inputs, SETTINGS).problems:
        return "refused"
    try:
        imported, read = coded_rows(interviews, turns, book, inputs)
    except AftThemesError:
        return "refused"
    placed = try_placing(intake, turns, book, inputs, SETTINGS, read.coded)
    _, remarks = assign_coders(read.interviews, list(TALKS), read.coded, read.coders)
    told = [note for note in [*read.notes, *remarks] if note.kind in ASKED]
    told += say_divided(placed, read, turns) + say_unplaced(placed, len(read.coded), imported)
    tables = sort_files(sort_paths(inputs.coder_files).tables)
    told += [one for one in tables if one.kind == "other"]
    if _given(placed.quotes, drawn) == _wanted(drawn):
        return "asked" if told else "right"
    return "told" if told else "wrong without a word"


def _wanted(drawn):
    return {
        (one.interview, one.turn, one.coder, one.code, *_kept(drawn, one.quote, one.valence))
        for one in TRUTH
    }


def _given(quotes, drawn):
    return {
        (row.interview, row.turn, row.coder, row.code, *_kept(drawn, row.evidence, row.valence))
        for row in quotes.itertuples()
    }


def _kept(drawn, quote, valence):
    ends = "" if drawn["shape"] == "turns" else quote.split()[-1].strip(".")
    told = (drawn["valence"] and drawn["shape"] in KEEPS_VALENCE) or drawn[
        "shape"
    ] == "valence in cell"
    return ends, valence if told else "none"


def outcomes(study, seeds):
    return {seed: outcome(study, draw(seed)) for seed in seeds}


def test_no_table_is_read_wrongly_without_a_word(study):
    found = outcomes(study, range(120))
    assert [seed for seed, one in found.items() if one == "wrong without a word"] == []
    assert sum(one in ("right", "asked") for one in found.values()) >= 0.8 * len(found)


@pytest.mark.nightly
def test_no_table_of_many_is_read_wrongly_without_a_word(study):
    found = outcomes(study, range(1000, 11_000))
    assert [seed for seed, one in found.items() if one == "wrong without a word"] == []


def test_the_plainest_table_is_read_without_a_question(study):
    plain = draw(0, share=0)
    assert plain.odd == {}
    assert outcome(study, plain) == "right"
