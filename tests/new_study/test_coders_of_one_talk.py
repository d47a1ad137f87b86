"""Talks that several coders coded beside the words; all words are invented."""

import random

import pytest

from aft_themes.new_study import start_study
from tests.new_study.tables import read_rows

_TALK = [
    ("F", "How was the river that year?"),
    ("A", "- High, and loud at night, so nobody slept in the house."),
    ("F", "Mm-hmm."),
    ("A", "We moved the boats up before the rain, as in the year before."),
    ("F", "Mm-hmm."),
    ("A", "The two brothers from the mill did that, and nobody else."),
    ("F", "And the water, did it come in?"),
    ("A", "It came in, and it stayed until the end of the month."),
]
_CODES = ("Noise", "Help", "Loss")


def _start(tmp_path, files):
    source = tmp_path / "brought"
    for name, rows in files.items():
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        lines = ["\t".join(map(str, cells)) for cells in rows]
        (source / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return start_study("rivers", source, tmp_path)


def _coded(seed, coders=("3", "bo")):
    draw = random.Random(seed)
    return {
        (coder, at): draw.choice(_CODES)
        for coder in coders
        for at in range(len(_TALK))
        if draw.random() < 0.7
    }


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("beside", [True, False])
@pytest.mark.parametrize("numbered", [True, False])
def test_each_turn_stands_once_and_each_code_keeps_its_coder(tmp_path, seed, beside, numbered):
    codes = _coded(seed)
    places = [(coder, at) for coder in ("3", "bo") for at in range(len(_TALK))]
    if beside:
        places.sort(key=lambda one: one[1])
    rows = [
        (*([at] if numbered else []), *_TALK[at], coder, codes.get((coder, at), ""))
        for coder, at in places
    ]
    header = (*(["line"] if numbered else []), "speaker", "text", "annotator_id", "code")
    found = _start(tmp_path, {"talk.tsv": [header, *rows]})
    copy = read_rows(next((found.folder / "transcripts").iterdir()))
    assert [(row["speaker"], row["text"]) for row in copy] == _TALK
    said = {
        ({"coder 3": "3"}.get(row["coder"], row["coder"]), int(row["turn"]) - 1): row["code"]
        for row in read_rows(found.folder / "codings/tags.csv")
    }
    assert said == codes


def test_coders_who_divided_a_talk_repeat_nothing(tmp_path):
    rows = [(*turn, "ann" if at < 4 else "bo", "Help") for at, turn in enumerate(_TALK)]
    rows[3] = (*rows[3][:3], "Loss")
    found = _start(tmp_path, {"talk.tsv": [("speaker", "text", "coder", "code"), *rows]})
    copy = (found.folder / "transcripts/talk.tsv").read_text(encoding="utf-8")
    assert copy.count("Mm-hmm.") == 2
    coders = [row["coder"] for row in read_rows(found.folder / "codings/tags.csv")]
    assert coders == ["ann"] * 4 + ["bo"] * 4


@pytest.mark.parametrize(
    "names",
    [("talk_ann.tsv", "talk_bo.tsv"), ("ann/talk.tsv", "bo/talk.tsv"), ("talk.tsv", "talk bo.tsv")],
)
def test_each_coders_file_of_one_talk_gives_codings(tmp_path, names):
    codes = _coded(5, coders=names)
    talk = [*_TALK, ("A", "Later on we went to the hills, and the boats stayed at the mill.")] * 4
    files = {
        name: [
            ("speaker", "text", "code"),
            *((*turn, codes.get((name, at), "")) for at, turn in enumerate(talk)),
        ]
        for name in names
    }
    found = _start(tmp_path, files)
    assert found.interviews == 1
    rows = read_rows(found.folder / "codings/tags.csv")
    assert len(rows) == len(codes)
    assert len({row["coder"] for row in rows}) == 2
    assert {"bo"} <= {row["coder"] for row in rows}


def test_the_same_file_twice_gives_its_codings_once(tmp_path):
    rows = [("speaker", "text", "code"), *((*turn, "Help") for turn in _TALK * 4)]
    found = _start(tmp_path, {"talk.tsv": rows, "copy.tsv": rows})
    assert len(read_rows(found.folder / "codings/tags.csv")) == len(_TALK) * 4


def test_a_column_of_codes_may_be_called_coder(tmp_path):
    rows = [(*turn, ("Noise", "Help")[at % 3 > 0]) for at, turn in enumerate(_TALK)]
    found = _start(tmp_path, {"talk.tsv": [("speaker", "text", "coder"), *rows]})
    codes = [row["code"] for row in read_rows(found.folder / "codings/tags.csv")]
    assert codes == ["Noise", "Help", "Help"] * 2 + ["Noise", "Help"]
