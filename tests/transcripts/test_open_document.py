"""OpenDocument texts: print, boxes, lists, and what their styles hide."""

import pytest

from aft_themes.transcripts import read_transcript
from aft_themes.transcripts.findings import Kind, Severity
from tests.transcripts.making import ODT, packed

QUESTION, ANSWER = "Where do you go then?", "To the shed, mostly."
PAIR = [("Mia", QUESTION), ("Ole", ANSWER)]
_NAMES = {
    "office": "office", "text": "text", "table": "table", "style": "style", "draw": "drawing",
    "fo": "xsl-fo-compatible",
}  # fmt: skip
_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{full}:1.0"'
    for name, full in _NAMES.items()
)
_LOEXT = "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"
_HINT = 'content-control loext:showing-place-holder="true"'
_STYLES = (
    '<style:style style:name="Memo"><style:text-properties text:display="none"/></style:style>'
    '<style:style style:name="Interviewer"/><style:style style:name="Respondent"/>'
    '<text:list-style style:name="Asks"><text:list-level-style-bullet text:bullet-char="I:"/>'
    '</text:list-style><text:list-style style:name="Asks 1"><text:list-level-style-number '
    'style:num-prefix="Q" style:num-suffix=":" style:num-format="1"/></text:list-style>'
    '<text:list-style style:name="Tells 1"><text:list-level-style-number '
    'style:num-prefix="A" style:num-suffix=":" style:num-format="1"/></text:list-style>'
    '<text:list-style style:name="Tells"><text:list-level-style-bullet text:bullet-char="P:"/>'
    "</text:list-style>"
    '<text:list-style style:name="Points"><text:list-level-style-bullet text:bullet-char="o"/>'
    "</text:list-style>"
)
_AUTOMATIC = (
    '<style:style style:name="T1"><style:text-properties fo:font-weight="bold"/></style:style>'
    '<style:style style:name="T2" style:parent-style-name="Memo"/>'
    '<style:style style:name="T3"><style:text-properties style:text-line-through-style="solid"/>'
    '</style:style><style:style style:name="T4"><style:text-properties fo:color="#c00000"/>'
    '</style:style><style:style style:name="P1" style:parent-style-name="Interviewer"/>'
)


def _read(tmp_path, *blocks):
    path = tmp_path / "a.odt"
    content = (
        f'<office:document-content {_SPACES} xmlns:loext="{_LOEXT}"><office:automatic-styles>'
        f"{_AUTOMATIC}</office:automatic-styles><office:body><office:text>{''.join(blocks)}"
        "</office:text></office:body></office:document-content>"
    )
    styles = f"<office:document-styles {_SPACES}>{_STYLES}</office:document-styles>"
    parts = {"mimetype": ODT, "content.xml": content, "styles.xml": styles}
    path.write_bytes(packed({**parts, "META-INF/manifest.xml": "<manifest/>"}))
    return read_transcript(path)


def _para(inside, style="Standard"):
    return f'<text:p text:style-name="{style}">{inside}</text:p>'


def _span(text, style):
    return f'<text:span text:style-name="{style}">{text}</text:span>'


def _box(text, kind="text-box"):
    inside = f"<draw:{kind}>{_para(text)}</draw:{kind}>"
    return f"<draw:frame>{inside}</draw:frame>" if kind == "text-box" else inside


def _talk(times=4, between=""):
    return between.join([_para(f"Mia: {QUESTION}") + _para(f"Ole: {ANSWER}")] * times)


def _said(read):
    return [(turn.speaker, turn.text) for turn in read.turns]


def _doubts(read):
    return {one.kind for one in read.findings if one.severity is Severity.DOUBT}


@pytest.mark.parametrize(
    "unsaid",
    [
        _para("A memo", "Memo"),
        _para(_span("A memo", "T2")),
        _para("<text:placeholder>Your answer</text:placeholder>"),
        _para(f"<loext:{_HINT}>Tap here</loext:content-control>"),
        _para("<text:page-number>3</text:page-number>"),
        f"<text:table-of-content>{_para('The shed 2')}</text:table-of-content>",
        _para(_box("She smiles.")),
        _para(_box("She smiles.", "custom-shape")),
    ],
)  # fmt: skip
def test_what_is_hidden_or_written_by_the_program_is_no_speech(tmp_path, unsaid):
    read = _read(tmp_path, _talk(), unsaid, _talk(8))
    assert _said(read) == PAIR * 12
    assert not _doubts(read)


def test_crossed_out_words_are_asked_about(tmp_path):
    crossed = _para(f"Ole: It was {_span('in the woods ', 'T3')}here.")
    read = _read(tmp_path, _talk(), _para("Mia: Where?"), crossed)
    assert _said(read)[-1] == ("Ole", "It was here.")
    assert _doubts(read) == {Kind.CROSSED_OUT}


@pytest.mark.parametrize("kind", ["text-box", "custom-shape"])
def test_a_talk_in_boxes_is_read(tmp_path, kind):
    turns = [_para(_box(f"{who}: {text}", kind)) for who, text in PAIR * 4]
    assert _said(_read(tmp_path, *turns)) == PAIR * 4


def test_labels_in_boxes_stand_before_their_words(tmp_path):
    turns = [_para(f"{text}{_box(f'{who}:')}") for who, text in PAIR * 4]
    assert _said(_read(tmp_path, *turns)) == PAIR * 4


def test_bold_labels_and_coloured_questions(tmp_path):
    labelled = [_para(f"{_span(who, 'T1')} {text}") for who, text in PAIR * 4]
    assert _said(_read(tmp_path, *labelled)) == PAIR * 4
    coloured = [_para(_span("So you went there?", "T4")), _para("Yes. Was it cold? It was.")]
    read = _read(tmp_path, *coloured * 4)
    assert [turn.speaker for turn in read.turns] == ["Bold text", "Plain text"] * 4
    assert _doubts(read) == {Kind.UNLABELLED_TURNS}


def _point(text, style):
    item = f"<text:list-item>{_para(text)}</text:list-item>"
    return f'<text:list text:style-name="{style}">{item}</text:list>'


@pytest.mark.parametrize(
    ("lists", "labels"), [(("Asks", "Tells"), ("I", "P")), (("Asks 1", "Tells 1"), ("Q", "A"))]
)
def test_labels_that_a_list_writes(tmp_path, lists, labels):
    turn = [_point(QUESTION, lists[0]), _point(ANSWER, lists[1])]
    found = _said(_read(tmp_path, *turn * 5))
    assert found == [(labels[0], QUESTION), (labels[1], ANSWER)] * 5


def test_points_of_lists_are_no_labels(tmp_path):
    points = [_point(f"{who}: {text}", "Points") for who, text in PAIR * 4]
    assert _said(_read(tmp_path, *points)) == PAIR * 4


def test_styles_that_are_called_after_who_speaks(tmp_path):
    turn = [_para("Tell me more.", "P1"), _para("I go there. You know.", "Respondent")]
    found = [("Interviewer", "Tell me more."), ("Respondent", "I go there. You know.")] * 4
    assert _said(_read(tmp_path, *turn * 4)) == found
