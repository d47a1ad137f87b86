"""Codes as notes on highlighted words of a PDF."""

import zlib

import pytest

from aft_themes.errors import InputError
from aft_themes.exchange import pdf_annotations
from aft_themes.exchange.dropped_files import is_coded_transcript, is_project
from aft_themes.exchange.pdf_annotations import _may_have_notes
from aft_themes.exchange.recognising import read_project
from aft_themes.new_study import start_study
from tests.transcripts import making

_SAID = ["It was loud.", "We moved the boats.", "Nobody slept.", "Two of them sank."]
_WORDS = [
    word
    for at, said in enumerate(_SAID)
    for word in (
        (60, 760 - 40 * at, f"I: How was it in year {at}?"),
        (60, 740 - 40 * at, "P: Well."),
        (140, 740 - 40 * at, said),
        (280, 740 - 40 * at, "So it was."),
    )
]


def _box(line, left=138, right=275):
    return left, 738 - 40 * line, right, 750 - 40 * line


_NOTES = [
    ("Highlight", [_box(1)], "Boats: challenge", "Ada"),
    ("Underline", [_box(0)], "Nights", "Ada"),
    ("Highlight", [_box(2), _box(3)], "Nights; Boats", "Bo"),
]


def _file(tmp_path, notes):
    path = tmp_path / "P01.pdf"
    path.write_bytes(making.noted_pdf(_WORDS, notes))
    return path


def test_notes_on_words_are_codings_by_their_author(tmp_path):
    path = _file(tmp_path, _NOTES)
    assert is_project(path)
    assert is_coded_transcript(path)
    found = read_project(path)
    over_two = f"{_SAID[2]}\n{_SAID[3]}"
    assert [(one.code, one.valence, one.quote, one.coder) for one in found.codings] == [
        ("Nights", "", _SAID[0], "Ada"),
        ("Boats", "challenge", _SAID[1], "Ada"),
        ("Nights", "", over_two, "Bo"),
        ("Boats", "", over_two, "Bo"),
    ]


def test_notes_on_no_words_and_highlights_without_a_note_are_listed(tmp_path):
    beside = [("Text", [(20, 700, 30, 710)], "Ask her again", "Ada")]
    plain = [("Highlight", [_box(3)], "", "Ada")]
    found = read_project(_file(tmp_path, [*_NOTES, *beside, *plain]))
    assert len(found.codings) == 4
    assert {loss.reason for loss in found.losses} == {
        "it stands on no words",
        "it is empty, or a remark that is not a code",
    }


@pytest.mark.parametrize("notes", [[], _NOTES[:1], [(k, b, "", a) for k, b, _, a in _NOTES]])
def test_a_print_without_notes_on_words_is_a_transcript_only(tmp_path, notes):
    path = _file(tmp_path, notes)
    assert not is_project(path)
    assert not is_coded_transcript(path)


def test_a_study_of_such_prints_has_transcripts_codes_and_codings(tmp_path):
    source = tmp_path / "brought"
    source.mkdir()
    _file(source, _NOTES)
    found = start_study("rivers", source, tmp_path)
    assert (found.interviews, found.codes, found.coder_files) == (1, 2, ["P01.pdf"])


def test_marks_in_packed_objects_are_seen(tmp_path):
    packed = zlib.compress(b"1 0 << /Type /Annot /Subtype /Highlight >>")
    other = zlib.compress(b"1 0 << /Type /Font /Subtype /Type1 >>")
    head = b"%PDF-1.5\n1 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode >>\nstream\n"
    assert _may_have_notes(head + packed + b"\nendstream")
    assert not _may_have_notes(head + other + b"\nendstream")
    assert not _may_have_notes(head + b"no such stream\nendstream")


def test_a_damaged_print_is_named(tmp_path):
    path = tmp_path / "P01.pdf"
    path.write_bytes(b"%PDF-1.4\nnothing")
    assert not is_project(path)
    with pytest.raises(InputError, match="damaged"):
        read_project(path)


def test_streams_that_unpack_to_more_than_all_are_left_to_the_reader_within_bounds(monkeypatch):
    stream = b"/ObjStm stream\n" + zlib.compress(b"a" * 1000) + b"\nendstream\n"
    assert not _may_have_notes(stream * 5)
    monkeypatch.setattr(pdf_annotations, "_ALL_UNPACKED", 4500)
    assert _may_have_notes(stream * 5)
