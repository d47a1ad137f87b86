"""Word documents as people make them: what stands around the talk, and what was said in it.

What is drawn must be read rightly, or be refused, or be doubtful: never wrong without a word.
"""

import pytest

from aft_themes.transcripts import read_transcript
from aft_themes.transcripts.findings import Kind
from tests.transcripts.known_talk import doubts_of, outcomes, said
from tests.transcripts.word_structures import (
    document,
    drawn,
    field,
    para,
    run,
    style,
    table,
    text_box,
)

QUESTION, ANSWER = "Where do you go then?", "To the shed, mostly."
PAIR = [("Mia", QUESTION), ("Ole", ANSWER)]


def _outcomes(tmp_path, seeds):
    return outcomes((tmp_path / "a.docx", drawn(seed)[0]) for seed in seeds)


def test_drawn_documents_are_read_rightly_or_with_a_doubt(tmp_path):
    found = _outcomes(tmp_path, range(150))
    # one in a hundred: a heading above a short talk may look like speech
    assert found["wrong without a word"] <= 0.01 * found.total()
    assert found["right"] >= 0.85 * found.total()


@pytest.mark.nightly
def test_many_drawn_documents_are_read_rightly_or_with_a_doubt(tmp_path):
    found = _outcomes(tmp_path, range(5000, 8000))
    assert found["wrong without a word"] <= 0.01 * found.total()


def _read(tmp_path, *blocks):
    path = tmp_path / "a.docx"
    path.write_bytes(document("".join(blocks), {}))
    return read_transcript(path)


def _talk(times=4, between=""):
    turn = para(run(f"Mia: {QUESTION}")) + para(run(f"Ole: {ANSWER}"))
    return between.join([turn] * times)


CONTROL = "<w:sdt><w:sdtPr>{}</w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"


@pytest.mark.parametrize(
    "unsaid",
    [
        para(run("A memo", "<w:vanish/>")),
        para(run("A memo"), style("HiddenMemo")),
        para(run("A memo", '<w:rStyle w:val="HiddenText"/>')),
        para(CONTROL.format("<w:showingPlcHdr/>", run("Tap here to enter text"))),
        para(field(" PAGE ", run("3"))),
        para(f'<w:fldSimple w:instr=" NUMPAGES ">{run("12")}</w:fldSimple>'),
        para(field(" TOC \\o ", field(" PAGEREF a ", run("The shed\t2")))),
        CONTROL.format(
            '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>',
            para(run("Contents")) + para(run("The shed\t2")),
        ),
    ],
)
def test_what_word_hides_or_writes_itself_is_no_speech(tmp_path, unsaid):
    read = _read(tmp_path, _talk(between=unsaid))
    assert said(read) == PAIR * 4
    assert not doubts_of(read)


@pytest.mark.parametrize(
    "shown",
    [
        run("The shed", '<w:rStyle w:val="HiddenText"/><w:vanish w:val="0"/>'),
        field(" REF there ", run("The shed")),
        CONTROL.format("<w:dropDownList/>", run("The shed")),
    ],
)
def test_what_word_shows_stays(tmp_path, shown):
    read = _read(tmp_path, _talk(), para(run("Mia: And now?")), para(run("Ole: ") + shown))
    assert said(read)[-1] == ("Ole", "The shed")


def test_crossed_out_words_are_asked_about(tmp_path):
    crossed = run("in the woods ", "<w:strike/>")
    read = _read(
        tmp_path,
        _talk(),
        para(run("Mia: Where was it?")),
        para(run("Ole: It was ") + crossed + run("here.")),
    )
    assert said(read)[-1] == ("Ole", "It was here.")
    assert doubts_of(read) == {Kind.CROSSED_OUT}


class _Always:
    @staticmethod
    def choice(_):
        return False


def _box(text):
    return para(text_box(_Always, para(run(text))))


FRAME = '<w:framePr w:w="1500" w:wrap="around" w:x="9000"/>'


@pytest.mark.parametrize("note", [_box("She smiles."), para(run("She smiles."), FRAME)])
def test_notes_in_boxes_and_frames_are_no_speech(tmp_path, note):
    read = _read(tmp_path, _talk(between=note))
    assert said(read) == PAIR * 4
    assert Kind.MARGINS in {one.kind for one in read.findings}


def test_long_boxes_without_a_label_are_asked_about(tmp_path):
    read = _read(tmp_path, _talk(9), _box("I went there again. " * 10), _talk(9))
    assert Kind.TITLES_DROPPED in doubts_of(read)


def test_turns_in_boxes_are_speech(tmp_path):
    read = _read(
        tmp_path, _talk(), _box(f"Mia: {QUESTION}"), _box(f"Ole: {ANSWER}"), _box("Compare talk 3")
    )
    assert said(read) == PAIR * 5


def test_labels_in_frames_name_who_speaks(tmp_path):
    turn = "".join(para(run(f"{who}:"), FRAME) + para(run(text)) for who, text in PAIR)
    note = para(run("She smiles."), '<w:framePr w:w="900" w:x="100"/>')
    assert said(_read(tmp_path, turn * 3, note, turn)) == PAIR * 4


@pytest.mark.parametrize("before", [True, False])
def test_labels_in_boxes_stand_before_their_words(tmp_path, before):
    def turn(who, text):
        box = text_box(_Always, para(run(f"{who}:")))
        return para(box + run(text) if before else run(text) + box)

    assert said(_read(tmp_path, "".join(turn(*one) for one in PAIR) * 4)) == PAIR * 4


def _numbered(text, number):
    return para(run(text), f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>')


@pytest.mark.parametrize(("numbers", "labels"), [((1, 2), ("I", "P")), ((3, 4), ("Q", "A"))])
def test_labels_that_word_writes_before_paragraphs(tmp_path, numbers, labels):
    turn = _numbered(QUESTION, numbers[0]) + _numbered(ANSWER, numbers[1])
    assert said(_read(tmp_path, turn * 4)) == [(labels[0], QUESTION), (labels[1], ANSWER)] * 4


@pytest.mark.parametrize("names", [("Interviewer", "Respondent"), ("Frage", "Antwort")])
def test_styles_that_are_called_after_who_speaks(tmp_path, names):
    turn = para(run("I go there. You know."), style(names[1])) + para(
        run("Tell me more."), style(names[0])
    )
    found = said(_read(tmp_path, turn * 4))
    assert found == [(names[1], "I go there. You know."), (names[0], "Tell me more.")] * 4


@pytest.mark.parametrize(
    "print_",
    ["<w:smallCaps/>", '<w:highlight w:val="yellow"/>', '<w:shd w:val="clear" w:fill="FFFF00"/>'],
)
def test_questions_in_any_print_of_their_own(tmp_path, print_):
    turn = para(run("So you went there?", print_)) + para(run("Yes. Was it cold? It was."))
    read = _read(tmp_path, turn * 4)
    assert [turn.speaker for turn in read.turns] == ["Bold text", "Plain text"] * 4
    assert Kind.UNLABELLED_TURNS in doubts_of(read)


def _row(*cells):
    return [para(run(cell)) for cell in cells]


def test_a_table_on_each_page_is_one_talk(tmp_path):
    rows = [_row(who, text) for who, text in PAIR]
    facts = table([_row("Place", "The library"), _row("Date", "4 March")])
    read = _read(tmp_path, facts, table(rows * 3), para(""), table(rows * 3), para(""), table(rows))
    assert said(read) == PAIR * 7
    heads = [_row("Speaker", "Text"), *rows * 3]
    assert said(_read(tmp_path, table(heads), para(""), table(rows))) == PAIR * 4


@pytest.mark.parametrize(
    ("row", "doubts"),
    [
        ("The first year", set()),
        ("Then we both went out and looked at the shed.", {Kind.UNLABELLED_TURNS}),
    ],
)
def test_a_row_of_one_cell_is_a_heading_or_asked_about(tmp_path, row, doubts):
    rows = [_row(who, text) for who, text in PAIR]
    read = _read(tmp_path, table([_row("Speaker", "Text"), *rows * 4, _row(row), *rows * 4]))
    went_on = ("Ole", f"{ANSWER}\n{row}") if doubts else PAIR[1]
    assert said(read) == [*PAIR * 3, PAIR[0], went_on, *PAIR * 4]
    assert doubts_of(read) == doubts
