"""Tables of text in other encodings: read with the right letters, or refused, never with others."""

import pytest

from aft_themes.errors import InputError
from aft_themes.io.encodings import decode_table

NAMES = [
    ("cp1252", "M\u00fcller, Wei\u00df, Fran\u00e7ois, Mu\u00f1oz, S\u00f8ren"),
    ("cp1252", "I don\u2019t know \u2013 \u201cwell\u201d"),
    ("mac_roman", "M\u00fcller, Jos\u00e9, Fran\u00e7ois"),
    ("mac_roman", "Zo\u00eb M\u00fcller"),
    ("cp1250", "Ku\u010dera, N\u011bmcov\u00e1, \u0160\u0165astn\u00fd"),
    ("utf-16-le", "M\u00fcller"),
    ("utf-16-be", "M\u00fcller"),
    ("utf-8-sig", "Ku\u010dera"),
]
DOUBTFUL = [
    ("cp1250", "Dvo\u0159\u00e1k"),  # "ř" is "ø" in cp1252
    ("cp1250", "\u0141ukasz W\u00f3jcik, \u015awi\u0119ta"),
    ("cp1254", "Tu\u011f\u00e7e \u015eahin"),
    ("cp1251", "\u0418\u0432\u0430\u043d \u041f\u0435\u0442\u0440\u043e\u0432"),
    ("cp932", "\u7530\u4e2d\u592a\u90ce"),
    ("cp932", "\u7530\u4e2d\u592a\u90ce, \u4f50\u85e4\u82b1\u5b50"),
]


def table(names):
    return "text,kind\n" + "".join(f"{name},person\n" for name in names.split(", "))


@pytest.mark.parametrize(("encoding", "names"), NAMES)
def test_letters_tell_the_encoding_of_a_table(tmp_path, encoding, names):
    assert decode_table(tmp_path / "a.csv", table(names).encode(encoding)) == table(names)


@pytest.mark.parametrize(("encoding", "names"), DOUBTFUL)
def test_letters_that_may_be_others_are_refused(tmp_path, encoding, names):
    with pytest.raises(InputError, match="UTF-8") as refused:
        decode_table(tmp_path / "a.csv", table(names).encode(encoding))
    assert names not in str(refused.value)


def test_a_damaged_letter_is_named_with_its_line(tmp_path):
    data = table("M\u00fcller, Garc\u00eda, Zo\u00eb").encode() + b"Jos\xe9,person\n"
    with pytest.raises(InputError, match="line 5"):
        decode_table(tmp_path / "a.csv", data)
