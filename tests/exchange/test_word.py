import zipfile

import pytest

from aft_themes.coding.files import sort_file
from aft_themes.errors import InputError
from aft_themes.exchange.dropped_files import is_project
from aft_themes.exchange.recognising import read_project
from tests.exchange.making import docx, run

START, END = '<w:commentRangeStart w:id="{}"/>'.format, '<w:commentRangeEnd w:id="{}"/>'.format


def comment(number, text, author="Ada B"):
    lines = "".join(f"<w:p>{run(line)}</w:p>" for line in text.split("\n"))
    date = "2025-01-01T00:00:00Z"
    return f'<w:comment w:id="{number}" w:author="{author}" w:date="{date}">{lines}</w:comment>'


def document(tmp_path, *comments):
    body = (
        f"<w:p>{run('Interviewer: How was it?')}</w:p><w:p>{run('Participant: ')}{START(0)}"
        f"{run('It was ')}{START(1)}{run('na')}{run('ïve')}{END(0)}{run(' and hard.')}{END(1)}"
        f"<w:del>{run('deleted')}</w:del></w:p>"
    )
    return docx(tmp_path / "P01.docx", body, "".join(comments))


def test_comments_are_codes_by_their_author(tmp_path):
    read = read_project(
        document(tmp_path, comment(0, "tasks.tape: Challenge"), comment(1, "impact", "Bo"))
    )
    assert [(one.quote, one.code, one.valence, one.coder) for one in read.codings] == [
        ("It was naïve", "tasks.tape", "challenge", "Ada B"),
        ("naïve and hard.", "impact", "", "Bo"),
    ]
    assert read.codings[0].date == "2025-01-01T00:00:00Z"
    assert "deleted" not in read.sources[0].text


def test_several_codes_a_path_and_a_memo_in_one_comment(tmp_path):
    read = read_project(
        document(tmp_path, comment(0, "Tasks > Tape; impact: mixed\nmemo: see: above"))
    )
    assert [(one.code, one.valence, one.memo) for one in read.codings] == [
        ("Tasks > Tape", "", "see: above"), ("impact", "mixed", "see: above")
    ]  # fmt: skip


def test_a_colon_without_a_valence_belongs_to_the_code(tmp_path):
    read = read_project(document(tmp_path, comment(0, "Note: odd code")))
    assert read.codings == ()
    read = read_project(document(tmp_path, comment(0, "Shame: first time")))
    assert [one.code for one in read.codings] == ["Shame: first time"]


def test_comments_without_words_or_code_are_lost(tmp_path):
    read = read_project(
        document(tmp_path, comment(0, ""), comment(1, "x" * 500), comment(7, "impact"))
    )
    assert [loss.item for loss in read.losses] == ["comment 1", "comment 2", "comment 3"]


def test_a_document_without_comments_is_refused(tmp_path):
    with pytest.raises(InputError, match="no comments"):
        read_project(docx(tmp_path / "a.docx", f"<w:p>{run('I: How was it?')}</w:p>"))


def test_a_deep_document_is_refused_or_read_but_never_crashes(tmp_path):
    body = "<w:p>" * 2000 + run("x") + "</w:p>" * 2000
    path = docx(tmp_path / "a.docx", body, comment(0, "impact"))
    with pytest.raises(InputError):
        read_project(path)
    alone = docx(tmp_path / "b.docx", body)
    assert not is_project(alone)
    assert sort_file(alone).kind == "other"


def test_dedooses_comments_have_a_code_in_each_line_below_their_range(tmp_path):
    body = (
        '<w:body><w:p><w:commentRangeStart w:id="0"/>' + run("It was hard.")
        + '<w:commentRangeEnd w:id="0"/></w:p></w:body>'
    )  # fmt: skip
    lines = ("Codes (485-522)", "Policy; state", "Opinions - changed")
    comment = "".join(f"<w:p>{run(line)}</w:p>" for line in lines)
    path = docx(
        tmp_path / "a.docx", body, f'<w:comment w:id="0" w:author="C">{comment}</w:comment>'
    )
    assert [one.code for one in read_project(path).codings] == [
        "Policy; state",
        "Opinions - changed",
    ]


def test_commas_and_slashes_part_codes_that_are_given_alone_too(tmp_path):
    read = read_project(
        document(tmp_path, comment(0, "shame, own voice/relief"), comment(1, "shame\nrelief", "Bo"))
    )
    assert [one.code for one in read.codings] == ["shame", "own voice", "relief", "shame", "relief"]
    read = read_project(document(tmp_path, comment(0, "trust, and shame"), comment(1, "give/take")))
    assert [one.code for one in read.codings] == ["trust, and shame", "give/take"]


def test_an_answer_is_a_remark_or_gives_a_code_of_another_comment(tmp_path):
    mark = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" w14:paraId='
    answers = [("I agree", "A1"), ("shame", "A2")]
    body = f"<w:p>{run('Participant: ')}{START(0)}{START(1)}{START(2)}{run('It was hard.')}"
    body += f"{END(0)}{END(1)}{END(2)}</w:p>"
    notes = comment(0, "shame") + "".join(
        comment(at, text, "Bo").replace("<w:p>", f'<w:p {mark}"{name}">')
        for at, (text, name) in enumerate(answers, 1)
    )
    path = docx(tmp_path / "P01.docx", body, notes)
    space = 'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"'
    thread = "".join(
        f'<w15:commentEx w15:paraId="{name}" w15:paraIdParent="A0"/>' for _, name in answers
    )
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(
            "word/commentsExtended.xml", f"<w15:commentsEx {space}>{thread}</w15:commentsEx>"
        )
    read = read_project(path)
    assert [(one.code, one.coder) for one in read.codings] == [("shame", "Ada B"), ("shame", "Bo")]
    assert [loss.item for loss in read.losses] == ["comment 2"]


_NOTED = ["Nights", "Boats", "Nights", "Boats", "Nights"]
_SAID = ["It was loud.", "We moved them up", "Nobody slept.", "Two sank.", "It went on."]


def _with_notes(tmp_path, kind, notes):
    turns = "".join(
        f"<w:p>{run('I: And then?')}</w:p><w:p>{run('P: Well. ' + said)}"
        f'<w:r><w:{kind}Reference w:id="{at}"/></w:r>{run(" So it was.")}</w:p>'
        for at, said in enumerate(_SAID, 1)
    )
    listed = "".join(
        f'<w:{kind} w:id="{at}"><w:p>{run(f" {note}")}</w:p></w:{kind}>'
        for at, note in enumerate(notes, 1)
    )
    return docx(tmp_path / "P01.docx", turns, **{f"{kind}s": listed})


@pytest.mark.parametrize("kind", ["footnote", "endnote"])
def test_notes_that_name_codes_are_codings_of_the_sentence_before(tmp_path, kind):
    file = _with_notes(tmp_path, kind, _NOTED)
    assert is_project(file)
    found = read_project(file).codings
    assert [(one.code, one.quote) for one in found] == list(zip(_NOTED, _SAID, strict=True))


@pytest.mark.parametrize(
    "notes",
    [
        ["See page 4.", "A mill of the town.", "Her aunt.", "The first flood.", "Laughs."],
        ["Nights", "Boats", "Nights", "Boats", "She means the long winter of the year before."],
        ["Nights"] * 5,
    ],
)
def test_notes_that_explain_are_no_codes(tmp_path, notes):
    assert not is_project(_with_notes(tmp_path, "footnote", notes))
