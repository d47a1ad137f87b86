"""Annotations in standards: UIMA's CAS as JSON and XMI, and web annotations."""

import json

import pytest

from aft_themes.coding.files import sort_file
from aft_themes.errors import InputError
from aft_themes.exchange.annotated_spans import recognises
from aft_themes.exchange.recognising import read_project

WORDS = "\U0001f600 I was thrilled. They stayed."
LAYER = "webanno.custom.Code"
SEGMENTS = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Sentence"
MARKS = [  # beginning and end in units of UTF-16, where the first sign has two
    (LAYER, 3, 17, {"label": "Joy"}),
    (LAYER, 19, 30, {"note": "who?", "label": "Loyalty"}),
    (LAYER, 19, 30, {"note": "no code"}),
    (SEGMENTS, 0, 18, {"value": "s1"}),
]


def cas_json(title="P08.txt"):
    sofa = {"%ID": 1, "%TYPE": "uima.cas.Sofa", "sofaString": WORDS}
    meta = {"%ID": 2, "%TYPE": "x.DocumentMetaData", "@sofa": 1, "begin": 0, "end": 30}
    marks = [
        {"%ID": 3 + at, "%TYPE": kind, "@sofa": 1, "begin": start, "end": end, **more}
        for at, (kind, start, end, more) in enumerate(MARKS)
    ]
    return json.dumps({"%FEATURE_STRUCTURES": [sofa, {**meta, "documentTitle": title}, *marks]})


def cas_xmi(title="P08.txt"):
    marks = "".join(
        f'<c:{kind.rpartition(".")[2]} xmi:id="{at + 3}" sofa="1" begin="{start}" end="{end}" '
        + " ".join(f'{key}="{value}"' for key, value in more.items())
        + "/>"
        for at, (kind, start, end, more) in enumerate(MARKS)
    )
    return (
        '<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore" '
        f'xmlns:c="http:///custom.ecore">{marks}<c:DocumentMetaData xmi:id="2" sofa="1" begin="0" '
        f'end="30" documentTitle="{title}"/><cas:Sofa xmi:id="1" sofaString="{WORDS}"/></xmi:XMI>'
    )


def written(tmp_path, name, text):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("form", ["json", "xmi"])
def test_a_cas_gives_its_labels_with_the_words_that_they_mark(tmp_path, form):
    path = written(tmp_path, f"ann.{form}", cas_json() if form == "json" else cas_xmi())
    assert recognises(path)
    project = read_project(path)
    assert [(one.code, one.quote, one.coder) for one in project.codings] == [
        ("Joy", "I was thrilled", "ann"),
        ("Loyalty", "They stayed", "ann"),
    ]
    assert [source.name for source in project.sources] == ["P08.txt"]
    assert [(one.start, one.end) for one in project.codings] == [(2, 16), (18, 29)]


@pytest.mark.parametrize("form", ["json", "xmi"])
def test_a_cas_that_is_called_like_its_document_names_no_coder(tmp_path, form):
    path = written(tmp_path, f"P08.{form}", cas_json() if form == "json" else cas_xmi())
    assert {one.coder for one in read_project(path).codings} == {""}


def test_damaged_places_in_a_cas_give_no_coding(tmp_path):
    text = cas_json().replace('"begin": 3', '"begin": -3').replace('"begin": 19', '"begin": "x"')
    assert not recognises(written(tmp_path, "P08.json", text))


def test_an_xmi_with_entities_is_refused(tmp_path):
    text = '<!DOCTYPE a [<!ENTITY b "c">]>' + cas_xmi()
    with pytest.raises(InputError, match="entities"):
        read_project(written(tmp_path, "P08.xmi", text))


def test_hypothesis_as_its_interface_gives_it(tmp_path):
    selectors = [
        {"type": "TextPositionSelector", "start": 3, "end": 9},
        {"type": "TextQuoteSelector", "exact": "They stayed", "prefix": "led. "},
    ]
    row = {
        "user": "acct:ann@hypothes.is",
        "tags": ["Loyalty", "Joy"],
        "document": {"title": ["P08"]},
        "uri": "https://x.org/p08",
        "target": [{"source": "https://x.org/p08", "selector": selectors}],
    }
    page_note = {**row, "target": [{"source": "https://x.org/p08"}]}
    text = json.dumps({"total": 2, "rows": [row, page_note]})
    project = read_project(written(tmp_path, "hypothesis.json", text))
    assert [(one.code, one.quote, one.coder) for one in project.codings] == [
        ("Loyalty", "They stayed", "ann"),
        ("Joy", "They stayed", "ann"),
    ]
    assert project.sources[0].name == "P08"


def test_web_annotations_take_bodies_that_tag(tmp_path):
    note = {
        "type": "Annotation",
        "creator": {"name": "Bo"},
        "body": [
            {"type": "TextualBody", "purpose": "tagging", "value": "Joy"},
            {"type": "TextualBody", "purpose": "commenting", "value": "what a day"},
        ],
        "target": {"source": "P08", "selector": {"type": "TextQuoteSelector", "exact": "thrilled"}},
    }
    project = read_project(written(tmp_path, "notes.jsonld", json.dumps({"items": [note]})))
    assert [(one.code, one.quote, one.coder) for one in project.codings] == [
        ("Joy", "thrilled", "Bo")
    ]


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("p.mx26", "only its own program"), ("p.mex22", "only its own program"),
        ("p.atlproj23", "only its own program"), ("p.qrk", "only its own program"),
        ("p.zip", "packed folder"), ("p.dta", "statistics"), ("p.rds", "statistics"),
        ("p.eaf", "times and tiers"), ("p.json", "no words with their codes"),
    ],
)  # fmt: skip
def test_files_of_programs_are_named_with_what_to_export(tmp_path, name, problem):
    found = sort_file(written(tmp_path, name, "{}"))
    assert problem in found.problem
    assert found.fix


def test_a_cas_of_many_words_is_read_in_a_time_that_grows_with_them(tmp_path):
    marks = 20_000  # compared with one another they would take minutes
    sofa = {"%ID": 1, "%TYPE": "uima.cas.Sofa", "sofaString": "ab " * marks}
    nodes = [
        {
            "%ID": 2 + at,
            "%TYPE": LAYER,
            "@sofa": 1,
            "begin": 3 * at,
            "end": 3 * at + 2,
            "label": "x",
        }
        for at in range(marks)
    ]
    path = written(tmp_path, "long.json", json.dumps({"%FEATURE_STRUCTURES": [sofa, *nodes]}))
    assert len(read_project(path).codings) == marks


def test_a_place_of_thousands_of_digits_marks_nothing(tmp_path):
    text = cas_xmi().replace('end="17"', f'end="{"9" * 5000}"')
    project = read_project(written(tmp_path, "ann.xmi", text))
    assert [one.code for one in project.codings] == ["Loyalty"]
