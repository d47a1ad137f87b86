"""What the leak gate reads of files: each part by its name, and how deep it goes."""

import base64
import io
import zipfile
import zlib

import pytest

from aft_themes.deidentify.leak_gate.file_contents import (
    _is_text,
    _part,
    _reader,
    _strings,
    texts_in,
    texts_of,
)


def parts(name, data):
    return [(text.where, text.body, text.binary) for text in texts_in(name, data)]


def packed(data, times, name="a.txt"):
    for at in range(times):
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as archive:
            archive.writestr(name if at == 0 else f"{at}.zip", data)
        data = stream.getvalue()
    return data


@pytest.mark.parametrize(("times", "read"), [(1, True), (3, True), (4, False), (5, False)])
def test_archives_are_read_three_deep(times, read):
    found = parts("a.zip", packed(b"Lena", times))
    assert (("Lena", False) in [(body, binary) for _, body, binary in found]) == read
    assert found[-1][2] != read  # what is deeper is searched as bytes


def embedded(text, times=1):
    for _ in range(times):
        text = base64.b64encode(text.encode()).decode()
    return text


NAMED = "Lena Marchetti said that it was hard, and that she would not."


@pytest.mark.parametrize(("times", "read"), [(1, True), (2, True), (3, True), (4, False)])
def test_what_is_embedded_is_read_three_deep(times, read):
    found = parts("a.txt", f"x {embedded(NAMED, times)} y".encode())
    assert ((NAMED, False) in [(body, binary) for _, body, binary in found]) == read
    assert found[0][0] == "text"
    assert found[1][0] == "embedded data"


def test_embedded_bytes_that_are_no_text_are_left_out():
    noise = base64.b64encode(bytes(range(128, 188))).decode()
    assert [where for where, *_ in parts("a.txt", noise.encode())] == ["text"]


@pytest.mark.parametrize(
    ("data", "text"),
    [(b"Lena", True), (b"Lena\n\x01", True), (b"Lena\x01", False), (b"\xff\xfe", False)],
)
def test_which_bytes_are_text(data, text):
    assert _is_text(data) == text


@pytest.mark.parametrize(
    ("name", "data", "found"),
    [
        ("a.csv", b"\xef\xbb\xbfa,b", [("text", "a,b", False)]),
        ("a.bin", b"a\0b", [("content", "a\0b", True)]),
        ("a.bin", b"a" * 4096 + b"\0", [("text", "a" * 4096 + "\0", False)]),
        ("a.bin", b"a" * 4095 + b"\0", [("content", "a" * 4095 + "\0", True)]),
        ("a.md", b"a\0b", [("text", "a\0b", False)]),
        ("a", "Lena".encode("utf-16"), [("text", "Lena", False)]),
        ("a.tex", b"Len\\_a {B}", [("text", "Len\\_a {B}", False), ("text", "Len_a B", False)]),
        ("a.txt", b"{B}", [("text", "{B}", False)]),
        ("a.json", b'{"k": ["Le", "na"], "n": 1}', None),
        ("a.json", b'{"k": "Len\\u0061', [("text", '{"k": "Lena', False)]),
        ("a.zip", b"PK\x03\x04 damaged", [("content", "PK\x03\x04 damaged", True)]),
    ],
)
def test_parts_of_small_files(name, data, found):
    if found is None:
        (only,) = parts(name, data)
        assert sorted(only[1].split("\n")) == ["Le", "Lena", "k", "n", "na"]
        assert only[::2] == ("text", False)
    else:
        assert parts(name, data) == found


@pytest.mark.parametrize(
    ("body", "where"),
    [
        ("<p>a</p>", ["markup", "text"]),
        ("<p>\\u0041</p>", ["markup", "script", "text"]),
        ("<p>a%20b</p>", ["markup", "text", "quoted text"]),
        ("<p>a%3Cb</p>", ["markup", "text", "quoted text"]),
        ("<p>a%41b</p>", ["markup", "text"]),
    ],
)
def test_parts_of_a_page(body, where):
    assert [text.where for text in texts_in("a.html", body.encode())] == where


def test_a_page_is_read_by_lines_and_words_are_not_cut_by_tags():
    page = b"<td>Le<b>na</b></td><td>Ann</td><script>x='\\u0041nn%20B'</script>"
    found = {text.where: text.body for text in texts_in("a.html", page)}
    assert found["text"] == "Lena\nAnn\nx='\\u0041nn%20B'"
    assert "x='Ann%20B'" in found["script"]
    assert "x='\\u0041nn B'" in found["quoted text"]


def test_names_of_parts_are_joined():
    assert _part("", "page 1") == "page 1"
    assert _part("a.pdf", "page 1") == "a.pdf, page 1"
    inner = packed(b"<p>Lena</p>", 1, "b.html")
    assert [where for where, *_ in parts("a.zip", inner)] == ["b.html", "b.html, markup", "b.html"]


def test_a_comment_of_an_archive_is_read():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.comment = b"by Lena"
        archive.writestr("a.txt", "x")
    assert parts("a.zip", stream.getvalue())[0] == ("comment", "by Lena", False)


def test_what_a_link_points_to_is_read(tmp_path):
    (tmp_path / "Lena.txt").write_text("words")
    link = tmp_path / "a.txt"
    link.symlink_to("Lena.txt")
    assert [(text.where, text.body) for text in texts_of(link)] == [
        ("link", "Lena.txt"), ("text", "words")
    ]  # fmt: skip
    assert [text.where for text in texts_of(tmp_path / "Lena.txt")] == ["text"]
    link.unlink()
    link.symlink_to("gone.txt")
    assert [text.body for text in texts_of(link)] == ["gone.txt"]


@pytest.mark.parametrize(
    ("name", "data", "reader"),
    [
        ("a.html", b"", "_markup"), ("A.XML", b"", "_markup"), ("a.json", b"", "_json"),
        ("a.csv", b"", "_plain"), ("a", b"", "_plain"), ("a.csv", b"%PDF-1", "_pdf"),
        ("a", b"\x89PNG", "_png"), ("a", b"PAR1", "_parquet"), ("a", b"a\0", None),
    ],
)  # fmt: skip
def test_how_a_file_is_read_depends_on_its_first_bytes_then_its_name(name, data, reader):
    found = _reader(name, data)
    assert (found and found.__name__) == reader


def test_all_strings_of_a_value_are_found_and_lists_also_as_one():
    value = {"a": ["b", 1, {"c": "d"}], "e": None}
    assert sorted(_strings(value)) == ["a", "b", "b", "c", "d", "e"]


def chunk(kind, body):
    return len(body).to_bytes(4) + kind + body + zlib.crc32(kind + body).to_bytes(4)


@pytest.mark.parametrize("behind", [False, True])
def test_words_before_and_behind_the_pixels_of_a_picture_are_read(behind):
    head = chunk(b"IHDR", (1).to_bytes(4) * 2 + b"\x08\0\0\0\0")
    pixels = chunk(b"IDAT", zlib.compress(b"\0\0"))
    words = chunk(b"tEXt", b"Author\0Lena Marchetti")
    parts_of_it = [pixels, words] if behind else [words, pixels]
    data = b"".join([b"\x89PNG\r\n\x1a\n", head, *parts_of_it, chunk(b"IEND", b"")])
    found = texts_in("a.png", data)
    text = next(one.body for one in found if "Lena" in one.body)
    assert "Lena Marchetti" in text
    content = [one.body for one in texts_in("a.png", data) if one.binary]
    assert all("IDAT" in body and body.endswith("IEND\xaeB`\x82") for body in content)
    assert all(len(body) == len(data) for body in content)
