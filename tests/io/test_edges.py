"""UTF-16 as some programs save it, and what only looks like it."""

import pytest

from aft_themes.errors import InputError
from aft_themes.io.encodings import _wide
from aft_themes.io.spreadsheets import read_table

NAMES = ["interview", "quote"]
QUOTE = "\u201cOui \u2013 l\u2019\u00e9t\u00e9, \u0434\u0430, all of it\u201d"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-16"])
def test_utf_16_is_read_with_and_without_its_mark(tmp_path, encoding):
    path = tmp_path / "codes.csv"
    path.write_bytes(f'interview,quote\nP01,"{QUOTE}"\n'.encode(encoding))
    assert read_table(path, NAMES)["quote"].tolist() == [QUOTE]


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (b"a\0b\0c\0d\0", "utf-16-le"),
        (b"\0a\0b\0c\0d", "utf-16-be"),
        (b"a\0b\0\xd0\xd1\xd0\xd1", ""),  # half of the second bytes are not enough
        (b"a\0b\0c\0\xd0\xd1", "utf-16-le"),
        (b"\0a\0b\xd0\xd1\xd0\xd1", ""),
        (b"a\0\0\0c\0d\0", ""),  # zeros in both bytes: no text
        (b"\0a\0\0\0c\0d", ""),
        (b"abcdefgh", ""),
        (b"", ""),
    ],
)
def test_six_tenths_of_one_byte_of_two_must_be_zeros(data, encoding):
    assert _wide(data) == encoding


@pytest.mark.parametrize("data", [b"interview,quote\nP01,\0\n", b"GIF89a\0\0\1\0"])
def test_a_file_with_zeros_in_it_is_no_text(tmp_path, data):
    path = tmp_path / "codes.csv"
    path.write_bytes(data)
    with pytest.raises(InputError, match=r"codes\.csv: is not a text file"):
        read_table(path, NAMES)
