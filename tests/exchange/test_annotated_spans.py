"""Codings from programs that annotate texts, with invented words in the form of their files."""

import json

import pytest

from aft_themes.errors import InputError
from aft_themes.exchange.dropped_files import is_project
from aft_themes.exchange.recognising import read_project

WORDS = "I: Was it hard?\nP: It was, at first. \U0001f642 Then she helped me."
FIRST, THEN = WORDS.index("It was"), WORDS.index("she helped")
SPANS = [(FIRST, FIRST + 16, "fear"), (THEN, THEN + 13, "help")]
QUOTES = [("fear", "It was, at first"), ("help", "she helped me")]
RESULT = [
    {"value": {"start": start, "end": end, "text": WORDS[start:end], "labels": [label]}}
    for start, end, label in SPANS
]
FILES = {
    "label_studio.json": json.dumps(
        [
            {
                "data": {"text": WORDS},
                "file_upload": "0a1b2c3d-P01.txt",
                "annotations": [{"completed_by": {"email": "Ada"}, "result": RESULT}],
            }
        ]
    ),
    "label_studio_min.json": json.dumps(
        [{"text": WORDS, "label": [one["value"] for one in RESULT], "annotator": "Ada"}]
    ),
    "doccano.jsonl": json.dumps({"text": WORDS, "label": SPANS}),
    "relations.jsonl": json.dumps(
        {
            "text": WORDS,
            "entities": [
                {"id": 1, "start_offset": start, "end_offset": end, "label": label}
                for start, end, label in SPANS
            ],
            "relations": [],
        }
    ),
    "prodigy.jsonl": json.dumps(
        {
            "text": WORDS,
            "spans": [{"start": s, "end": e, "label": label} for s, e, label in SPANS],
            "meta": {"source": "P01"},
            "answer": "accept",
        }
    )
    + "\n"
    + json.dumps({"text": "no", "spans": [], "answer": "reject"}),
    "P01.ann": "T1\tfear 19 35\tIt was, at first\nR1\tsame Arg1:T1 Arg2:T1\t\n"
    "T2\thelp 45 49;50 58\tshe helped me\n#1\tAnnotatorNotes T1\ta note\n",
    "P01.tsv": "#FORMAT=WebAnno TSV 3.3\n#T_SP=custom.Code|label\n\n\n#Text=It was, at first\n"
    "1-1\t0-2\tIt\tfear[1]\t\n1-2\t3-6\twas\tfear[1]\t\n1-3\t6-7\t,\tfear[1]\t\n"
    "1-4\t8-10\tat\tfear[1]\t\n1-5\t11-16\tfirst\tfear[1]\t\n\n#Text=she helped me .\n"
    "2-1\t17-20\tshe\thelp[2]\t\n2-2\t21-27\thelped\thelp[2]\t\n2-3\t28-30\tme\thelp[2]\t\n"
    "2-4\t31-32\t.\t_\t\n",
}


@pytest.mark.parametrize("name", FILES)
def test_every_span_is_a_coding_of_its_words(tmp_path, name):
    path = tmp_path / name
    path.write_text(FILES[name], encoding="utf-8")
    assert is_project(path)
    project = read_project(path)
    assert [(one.code, one.quote) for one in project.codings] == QUOTES
    assert project.losses == ()


def test_names_of_documents_and_coders_are_kept(tmp_path):
    path = tmp_path / "a.json"
    path.write_text(FILES["label_studio.json"], encoding="utf-8")
    project = read_project(path)
    assert project.sources[0].name == "P01.txt"
    assert {one.coder for one in project.codings} == {"Ada"}
    assert [one.start for one in project.codings] == [FIRST, THEN]


def test_places_that_do_not_cut_their_words_do_not_count(tmp_path):
    moved = json.loads(FILES["label_studio_min.json"])
    moved[0]["label"][1]["start"] += 1
    path = tmp_path / "a.json"
    path.write_text(json.dumps(moved), encoding="utf-8")
    assert [one.start for one in read_project(path).codings] == [FIRST, None]


def test_a_table_of_label_studio(tmp_path):
    path = tmp_path / "a.csv"
    spans = json.dumps([one["value"] for one in RESULT]).replace('"', '""')
    path.write_text(f'text,id,label\n"{WORDS}",1,"{spans}"\n', encoding="utf-8")
    assert is_project(path)
    assert [(one.code, one.quote) for one in read_project(path).codings] == QUOTES


@pytest.mark.parametrize(
    "content", ['{"segments": [{"speaker": "I", "text": "Why?"}]}', '{"label": [1, 2', "[1]", "[]"]
)
def test_other_json_is_no_project(tmp_path, content):
    path = tmp_path / "a.json"
    path.write_text(content, encoding="utf-8")
    assert not is_project(path)


def test_a_list_of_codings(tmp_path):
    rows = [{"interview": "P01", "code": c, "quote": q, "coder": "Ada"} for c, q in QUOTES]
    path = tmp_path / "a.json"
    path.write_text(json.dumps(rows), encoding="utf-8")
    assert is_project(path)
    project = read_project(path)
    assert [(one.code, one.quote, one.coder) for one in project.codings] == [
        (*one, "Ada") for one in QUOTES
    ]
    assert [one.name for one in project.sources] == ["P01"]


def test_a_span_without_words_is_a_loss(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"text": WORDS, "label": [[900, 950, "fear"]]}), encoding="utf-8")
    with pytest.raises(InputError, match="no text in it has labels"):
        read_project(path)


def test_label_studios_table_with_tabs_is_called_csv(tmp_path):
    path = tmp_path / "result.csv"
    spans = '"[{""start"":0,""end"":5,""text"":""I was"",""labels"":[""past""]}]"'
    path.write_text(f'annotation_id\tannotator\tlabel\ttext\n1\tann\t{spans}\t"I was, then."\n')
    (coding,) = read_project(path).codings
    assert (coding.code, coding.quote, coding.coder) == ("past", "I was", "ann")


def test_lists_in_a_list_are_read(tmp_path):
    path = tmp_path / "result.json"
    span = {"value": {"start": 0, "end": 5, "text": "I was", "labels": ["past"]}, "type": "labels"}
    task = {"data": {"text": "I was, then."}, "annotations": [{"result": [span]}]}
    path.write_text(json.dumps([[task]]))
    assert [coding.quote for coding in read_project(path).codings] == ["I was"]


def test_openanshos_list_of_segments(tmp_path):
    path = tmp_path / "segments.json"
    row = {"document": "P01.txt", "code": "work > pay", "start_offset": 3, "end_offset": 8}
    path.write_text(json.dumps([{**row, "text": "I was", "memo": "", "username": "Ann"}]))
    (coding,) = read_project(path).codings
    assert (coding.code, coding.quote, coding.coder) == ("work > pay", "I was", "Ann")


_BY_HAND = {
    "below the participant": {
        "participant_id": "P01",
        "coder": "Ada",
        "codes": [
            {"code": code, "verbatim_quote": quote, "context": "task 1"} for code, quote in QUOTES
        ],
    },
    "a list in a list": [
        [{"Title": "P01"}, *[{"span": quote, "open_code": code} for code, quote in QUOTES]]
    ],
    "by participant": {
        "study": "mills",
        "files": [{"file": "P01", "rows": [{"excerpt": q, "tags": [c]} for c, q in QUOTES]}],
    },
}


@pytest.mark.parametrize("kind", _BY_HAND)
def test_quotes_with_codes_in_json_that_somebody_wrote(tmp_path, kind):
    path = tmp_path / "P01.json"
    path.write_text(json.dumps(_BY_HAND[kind], indent=1))
    assert is_project(path)
    project = read_project(path)
    assert [(one.code, one.quote) for one in project.codings] == QUOTES
    assert {one.name for one in project.sources} == {"P01"}
    assert {one.coder for one in project.codings} == {"Ada" if "below" in kind else ""}


_NO_CODINGS = {
    "a transcript": [{"speaker": "P", "segment": quote, "code": code} for code, quote in QUOTES],
    "a codebook": [
        {"code": code, "definition": "About it.", "example_quote": quote} for code, quote in QUOTES
    ],
    "remarks": [{"quote": quote, "code": f"{quote} " * 9} for _, quote in QUOTES],
}


@pytest.mark.parametrize("kind", _NO_CODINGS)
def test_other_json_with_quotes_holds_no_codings(tmp_path, kind):
    path = tmp_path / "P01.json"
    path.write_text(json.dumps(_NO_CODINGS[kind]))
    assert not is_project(path)
