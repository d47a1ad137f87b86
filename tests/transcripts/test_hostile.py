"""Broken and hostile files: a clear error, within bounded time and memory."""

import io
import re
import struct
import zipfile
from pathlib import Path

import pytest

from aft_themes.errors import InputError
from aft_themes.transcripts.reader import read_transcript
from aft_themes.transcripts.source import Source

from . import making

DATA = Path(__file__).parents[1] / "data" / "transcripts"
LINES = ["I: Why?", "P: Because.", "I: Oh?", "P: Yes."]
TALK = [("I", "Why?"), ("P", "Because."), ("I", "Oh?"), ("P", "Yes.")]
TEXT = "\n".join(LINES)
BODY = "".join(map(making.paragraph, LINES))
FILES = {kind: making.written(kind, TALK) for kind in making.WRITERS}
TEXTS = ("rtf", "html", "vtt", "srt", "csv", "tsv", "json", "txt")
ARCHIVES = ("docx", "odt", "xlsx")


@pytest.mark.parametrize("kind", FILES)
def test_the_whole_file_is_read(said, kind):
    assert said(f"a.{kind}", FILES[kind]) == TALK


@pytest.mark.parametrize("wrong", ["docx", "vtt", "pdf", "txt", "json", "csv", "xlsx", ""])
@pytest.mark.parametrize("kind", FILES)
def test_a_wrong_extension_is_noticed_and_the_content_read(read, kind, wrong):
    if wrong == kind or (kind == "pdf" and wrong not in ("docx", "")):  # slow
        return
    transcript = read(f"a.{wrong}" if wrong else "a", FILES[kind])
    assert [(t.speaker, t.text) for t in transcript.turns] == TALK
    same = {("txt", ""), ("srt", "vtt")}  # nothing to be noticed
    assert any("was read as" in w for w in transcript.warnings) or (kind, wrong) in same


@pytest.mark.parametrize("content", [b"", b"\n \n", b"\xef\xbb\xbf", b"\0" * 50])
@pytest.mark.parametrize("kind", FILES)
def test_empty_files(read, kind, content):
    with pytest.raises(InputError, match=r"empty|no speaker"):
        read(f"a.{kind}", content)


@pytest.mark.parametrize("kind", [*ARCHIVES, "pdf"])
def test_truncated_documents(read, kind):
    for size in range(10, len(FILES[kind]) - 1, len(FILES[kind]) // 3):
        with pytest.raises(InputError):
            read(f"a.{kind}", FILES[kind][:size])


@pytest.mark.parametrize("kind", TEXTS)
def test_truncated_text_is_refused_or_read_as_far_as_it_goes(read, kind):
    for size in range(len(FILES[kind])):
        try:
            turns = read(f"a.{kind}", FILES[kind][:size]).turns
        except InputError:
            continue
        whole = [(turn.speaker, turn.text) for turn in turns[:-1]]
        assert whole == TALK[: len(whole)]


@pytest.mark.parametrize("name", ["protected.pdf", "protected.docx"])
def test_password_protected(name):
    with pytest.raises(InputError, match="password"):
        read_transcript(DATA / name)


def test_password_protected_opendocument_and_zip(read):
    with pytest.raises(InputError, match="password"):
        read("a.odt", making.odt("", manifest="<manifest><encryption-data/></manifest>"))
    for kind in ARCHIVES:
        data = bytearray(FILES[kind])
        data[data.index(b"PK\x01\x02") + 8] |= 1
        with pytest.raises(InputError, match="password"):
            read(f"a.{kind}", bytes(data))


@pytest.mark.parametrize("kind", ARCHIVES)
def test_zip_bomb(read, kind):
    data = with_member(FILES[kind], "bomb.bin", bytes(60 * 2**20))
    assert len(data) < 2**18
    with pytest.raises(InputError, match="unpacks"):
        read(f"a.{kind}", data)


def with_member(data, name, content):
    """Add a member to an archive."""
    buffer = io.BytesIO(data)
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return buffer.getvalue()


def test_zip_whose_stated_size_lies(read):
    parts = making.docx_parts(BODY + " " * (30 * 2**20))
    data = making.packed(parts)
    real = len(parts["word/document.xml"])
    lie = data.replace(struct.pack("<L", real), struct.pack("<L", 2000))
    assert lie != data
    with pytest.raises(InputError, match=r"damaged|unpacks"):
        read("a.docx", lie)


def test_zip_with_too_many_members(read):
    members = {**making.docx_parts(BODY), **{f"word/m{at}.xml": "<a/>" for at in range(6000)}}
    with pytest.raises(InputError, match="unpacks"):
        read("a.docx", making.packed(members, method=zipfile.ZIP_STORED))


@pytest.mark.parametrize("name", ["../../evil.xml", "/etc/evil.xml", "..\\evil.xml", "a/../../b"])
@pytest.mark.parametrize("kind", ARCHIVES)
def test_paths_that_leave_the_archive(read, tmp_path, kind, name):
    with pytest.raises(InputError, match="outside"):
        read(f"a.{kind}", with_member(FILES[kind], name, "<a/>"))
    assert [path.name for path in tmp_path.iterdir()] == [f"a.{kind}"]


LAUGHS = '<!DOCTYPE l [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {new} "{f"&{old};" * 10}">' for old, new in zip("abcdefgh", "bcdefghi", strict=True)
) + "]>"  # fmt: skip
EXTERNAL = '<!DOCTYPE x [<!ENTITY i SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("prolog", [LAUGHS, EXTERNAL, '<!DOCTYPE x SYSTEM "http://example.org/x">'])
@pytest.mark.parametrize("kind", ["docx", "odt", "xlsx"])
def test_xml_entities(read, kind, prolog):
    data = {
        "docx": making.packed(making.docx_parts(making.paragraph("I: &i;"), prolog=prolog)),
        "odt": making.odt("<text:p>I: &i;</text:p>", prolog=prolog),
        "xlsx": making.packed({"xl/workbook.xml": f"{prolog}<workbook>&i;</workbook>"}),
    }[kind]
    with pytest.raises(InputError, match="entities"):
        read(f"a.{kind}", data)


def test_xml_entities_in_utf16(read):
    parts = making.docx_parts(BODY)
    text = '<?xml version="1.0" encoding="utf-16"?>' + LAUGHS + parts["word/document.xml"]
    parts["word/document.xml"] = text.encode("utf-16")
    with pytest.raises(InputError, match="entities"):
        read("a.docx", making.packed(parts))


def test_html_reads_no_external_entity(said):
    html = EXTERNAL + "<html><p>I: Why &i;?</p><p>P: So.</p></html>"
    assert said("a.html", html)[0][1].startswith("Why &i;")


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "picture"),
        (b"ID3\x04" + bytes(100), "recording"),
        (bytes(4) + b"ftypM4A " + bytes(100), "recording"),
        (b"\x1f\x8b\x08" + bytes(100), "compressed"),
        (b"MZ\x90" + bytes(100), "program"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old Office format"),
        (bytes(range(256)) * 20, "neither text"),
        (b"<?xml version='1.0'?><xx><body>I: Why?</body></xx>", "XML"),
    ],
)
@pytest.mark.parametrize("name", ["a.docx", "a.txt", "a.vtt"])
def test_other_kinds_of_file(read, name, data, what):
    with pytest.raises(InputError, match=what):
        read(name, data)


def test_an_archive_that_is_no_document(read):
    with pytest.raises(InputError, match="not a Word, Excel or OpenDocument"):
        read("a.docx", making.packed({"a.txt": TEXT}))


def test_a_folder_or_nothing_is_missing(tmp_path):
    for path in (tmp_path, tmp_path / "none.txt"):
        with pytest.raises(InputError, match="missing"):
            read_transcript(path)


LONG = [*TEXTS, *ARCHIVES]


# what takes time or memory by the square of the length is told by either
LENGTHS = (1_000_000, pytest.param(10_000_000, marks=pytest.mark.huge))


@pytest.mark.usefixtures("within_seconds")
@pytest.mark.parametrize("length", LENGTHS)
@pytest.mark.parametrize("kind", LONG)
def test_a_line_of_millions_of_characters(read, kind, length):
    content = making.written(kind, [*TALK, ("I", "a" * (7 if kind == "xlsx" else length))])
    if kind == "xlsx":  # Excel itself would not write it
        long = b"a" * length
        content = making.changed(content, "xl/worksheets/sheet1.xml", b"aaaaaaa", long)
    try:
        turns = read(f"a.{kind}", content).turns
    except InputError as error:
        assert re.search(r"unpacks|damaged|characters", str(error))
        assert kind in (*ARCHIVES, "csv", "tsv")
    else:
        assert [len(turn.text) for turn in turns] == [*(len(text) for _, text in TALK), length]


@pytest.mark.usefixtures("within_seconds")
@pytest.mark.parametrize("sign", [" ", ":", "[", "(", "-", "#00:00:00", "<v ", "&", '"', "\\"])
@pytest.mark.parametrize("kind", LONG)
def test_a_very_long_line_of_signs(read, kind, sign):
    long = sign * (100_000 // len(sign))
    content = making.written(kind, [*TALK, ("I", f"x{long}x")])
    try:
        turns = read(f"a.{kind}", content).turns
    except InputError:
        return
    assert [turn.speaker for turn in turns] == [name for name, _ in TALK] + ["I"]


SIGNS = ["\U0001f600", "\u200f", "\u202e", "\u200b", "e\u0301", "\u05e9\u05dc\u05d5\u05dd"]


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize("kind", [kind for kind in FILES if kind != "pdf"])
def test_odd_characters_at_every_offset_keep_the_words(read, kind, sign):
    words = "Why now?"
    for at in range(len(words) + 1):
        text = words[:at] + sign + words[at:]
        turns = read(f"a.{kind}", making.written(kind, [("I", text), *TALK[1:]])).turns
        assert [turn.speaker for turn in turns] == [name for name, _ in TALK]
        assert turns[0].text == text.strip()


@pytest.mark.parametrize("kind", TEXTS)
def test_nul_and_broken_bytes_anywhere_give_turns_or_a_clear_error(read, kind):
    data = FILES[kind]
    for at in range(0, len(data), 3):
        for odd in (b"\0", b"\xff", b"\xc3"):
            try:
                turns = read(f"a.{kind}", data[:at] + odd + data[at:]).turns
            except InputError as error:
                assert error.problem
                continue
            assert len(turns) <= len(TALK) + 1


@pytest.mark.parametrize("kind", TEXTS)
def test_mixed_line_ends(said, kind):
    lines = FILES[kind].replace(b"\r\n", b"\n").split(b"\n")
    ends = [b"\r\n", b"\n", b"\r"]
    mixed = b"".join(line + ends[at % 3] for at, line in enumerate(lines))
    if kind in ("csv", "tsv"):
        mixed = mixed.replace(b"\r\r", b"\r")
    assert said(f"a.{kind}", mixed) == TALK


@pytest.mark.parametrize("kind", [kind for kind in FILES if kind != "pdf"])
def test_names_that_look_alike_are_one_speaker(read, kind):
    talk = [("Peter", "Why?"), ("I", "So."), ("\u0420eter", "Oh?"), ("I", "Yes.")]
    transcript = read(f"a.{kind}", making.written(kind, talk))
    assert [turn.speaker for turn in transcript.turns] == ["Peter", "I", "Peter", "I"]
    assert any("look-alike" in warning for warning in transcript.warnings)


def test_more_turns_than_an_interview_has(read):
    cue = "00:00:01.000 --> 00:00:02.000\n<v {}>w\n\n"
    with pytest.raises(InputError, match="more than 50,000 turns"):
        read("a.vtt", "WEBVTT\n\n" + (cue.format("I") + cue.format("P")) * 25_001)
    turns = read("a.vtt", "WEBVTT\n\n" + cue.format("I") * 60_000 + cue.format("P")).turns
    assert [len(turn.text) for turn in turns] == [119_999, 1]


@pytest.mark.parametrize("opening", ["[", '{"a":', '[{"speaker":'])
def test_deeply_nested_json(read, opening):
    with pytest.raises(InputError, match="JSON"):
        read("a.json", opening * 200_000)


@pytest.mark.parametrize("tag", ["div", "b"])
def test_deeply_nested_html_is_refused_rather_than_cut(read, tag):
    with pytest.raises(InputError, match="damaged"):
        read("a.html", f"<html><p>I: Why?</p>{f'<{tag}>' * 50_000}<p>P: So.</p>")


def test_deeply_nested_opendocument(read):
    body = "<text:span>" * 20_000 + "x" + "</text:span>" * 20_000
    with pytest.raises(InputError, match="damaged"):
        read("a.odt", making.odt(f"<text:p>I: {body}</text:p>"))


@pytest.mark.slow
def test_a_pdf_that_unpacks_without_end():
    """A page of 1 GiB of zeros, deflated twice."""
    assert (DATA / "bomb.pdf").stat().st_size < 10_000
    with pytest.raises(InputError):
        read_transcript(DATA / "bomb.pdf")


def test_html_scripts_are_dropped_and_text_stays_text(said):
    html = (
        "<html><p onclick='x()'>I: Why <script>I: steal()</script>&lt;script&gt;?</p>"
        "<iframe src='file:///etc/passwd'></iframe><p>P: {{7*7}} \\input{/etc/passwd}</p></html>"
    )
    assert said("a.html", html) == [
        ("I", "Why <script>?"),
        ("P", "{{7*7}} \\input{/etc/passwd}"),
    ]


@pytest.mark.parametrize("kind", FILES)
def test_hostile_words_stay_as_spoken_in_every_format(said, kind):
    words = "=cmd|' /C calc'!A0 </script> {{7*7}} ${x} \\input{/etc/passwd} %s & so"
    talk = [("I", "Why?"), ("P", words), ("I", "+1-2"), ("P", "@a")]
    found = said(f"a.{kind}", making.written(kind, talk))
    if kind == "rtf":  # the library's separator of table cells
        found = [(name, text.replace(" | ", "|")) for name, text in found]
    assert found == talk


def test_a_sheet_that_says_it_is_a_million_cells_wide(read):
    import openpyxl

    book = openpyxl.Workbook()
    for row in [("speaker", "text"), *TALK]:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    wide = (b'<dimension ref="A1:B5"', b'<dimension ref="A1:XFD1048576"')
    data = making.changed(out.getvalue(), "xl/worksheets/sheet1.xml", *wide)
    turns = read("a.xlsx", data).turns
    assert [(t.speaker, t.text) for t in turns] == TALK


def test_exactly_as_many_parts_as_allowed_are_read():
    source = Source(Path("a.txt"), b"")
    source.refuse_beyond(3, 3, "lines")
    with pytest.raises(InputError, match="more than 3 lines"):
        source.refuse_beyond(4, 3, "lines")
