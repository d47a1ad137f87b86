"""Which encoding a text was saved in: its letters tell, where the file does not."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from charset_normalizer import from_bytes

from aft_themes.errors import InputError
from aft_themes.io.alphabets import fitting_letters

SAMPLE = 2**16
"""Bytes that show the encoding."""
_SAVE = "save it as CSV UTF-8 (in Excel: Save As)."
# of Windows in Western, Central and Baltic Europe and Turkey, of old Macs and DOS; commonest first:
# each needs one letter or mark more that fits than the one before
_LATIN = "cp1252 mac-roman cp1250 iso8859-2 cp1254 cp1257 iso8859-15 mac-latin2 cp850 cp852".split()
_FITTING_PER_ODD = 5  # in the right encoding fewer than one letter in six looks odd
_WESTERN = ("cp1252", "mac-roman")
_WESTERN_LETTERS = frozenset(
    "\u00e0\u00e1\u00e2\u00e3\u00e4\u00e5\u00e6\u00e7\u00e8\u00e9\u00ea\u00eb\u00ec\u00ed\u00ee\u00ef\u00f1"
    "\u00f2\u00f3\u00f4\u00f5\u00f6\u00f8\u00f9\u00fa\u00fb\u00fc\u00fd\u00df\u0153\u00c4\u00c5\u00c6\u00c7\u00c9\u00d1"
    "\u00d6\u00d8\u00dc\u2019\u201c\u201d\u2013\u2026"
)  # letters of Western texts beside ASCII; read in a wrong encoding, they become other signs
_BEYOND_ASCII = re.compile("(?:^|(?<=(.)))([^\\x00-\\x7f])", re.DOTALL)
_PUNCTUATION = (
    "\u2018\u2019\u201a\u201c\u201d\u201e\u2013\u2014\u2026\u00ab\u00bb\u00a0\u00bf\u00a1\u20ac\u00a3\u00a7"
    "\u00b0\u00bd\u00b7\u2022"
)
_ENDS = (".", ",", "?", "!", ";", ":")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def encoding_of(data: bytes) -> str:
    """Name the encoding of a text: by its mark, as UTF-8, as UTF-16, or by what the letters say."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return encoding
    sample = data[:SAMPLE]
    wide = _wide(sample)
    if wide:
        return wide
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return _legacy(data)
    return "utf-8"


def other_spellings(word: str) -> Iterator[str]:
    """Spell a word as other encodings of Europe have it, if the file does not tell its own."""
    for western in _WESTERN:
        for other in _LATIN:
            with suppress(UnicodeError):
                spelt = word.encode(western).decode(other)
                if other not in _WESTERN and spelt != word and spelt.isalpha():
                    yield spelt


def decode_table(path: Path, data: bytes) -> str:
    """Decode a table of text.

    Raises
    ------
    InputError
        If it is no text, if bytes of it are damaged, or if its letters fit another encoding
        better than the one that is likely: names would be read with other letters.
    """
    encoding = encoding_of(data)
    if encoding in _WESTERN:
        encoding = max(_WESTERN, key=lambda one: _western_letters(data, one))
    text = data.decode(encoding, errors="replace").removeprefix("\ufeff")
    if "\x00" in text:
        raise InputError(path, "is not a text file.", _SAVE)
    if "\ufffd" in text:
        line = text[: text.index("\ufffd")].count("\n") + 1
        raise InputError(path, "has a letter that cannot be read.", _SAVE, f"line {line}")
    if encoding in _LATIN and (looks_wrong(text[:SAMPLE]) or _others_fit(data[:SAMPLE], encoding)):
        raise InputError(
            path,
            "has accented letters that can be read in two ways, and names might be wrong.",
            _SAVE,
        )
    return text


def _wide(sample: bytes) -> str:
    """Recognise UTF-16 without a mark: every second byte of Latin text is NUL."""
    pairs = len(sample) // 2
    if pairs < 2:
        return ""
    # 0.6: dashes and quotation marks are no Latin letters; 0.1: a damaged place
    if sample[1::2].count(0) > 0.6 * pairs and sample[0::2].count(0) < 0.1 * pairs:
        return "utf-16-le"
    if sample[0::2].count(0) > 0.6 * pairs and sample[1::2].count(0) < 0.1 * pairs:
        return "utf-16-be"
    return ""


def _legacy(data: bytes) -> str:
    """Choose between damaged UTF-8, cp1252 and what the letters suggest."""
    high = sum(byte >= 0x80 for byte in data[:SAMPLE])
    lenient = data[:SAMPLE].decode("utf-8", errors="replace")
    # two letters that decode for each that does not: UTF-8 with some damage
    if sum(ord(c) >= 0x80 and c != "\ufffd" for c in lenient) > 2 * lenient.count("\ufffd"):
        return "utf-8"
    letters = sum(chr(byte).isalpha() for byte in data[:SAMPLE] if byte < 0x80)
    if high < letters:  # a Latin alphabet: mostly plain letters
        scores = [_score(data[:SAMPLE], encoding) for encoding in _LATIN]
        return max(enumerate(_LATIN), key=lambda one: scores[one[0]] - 2 * one[0])[1]
    best = from_bytes(data[:SAMPLE]).best()
    return best.encoding.replace("_", "-") if best else "cp1252"


def _others_fit(sample: bytes, encoding: str) -> bool:
    """Tell whether another encoding gives other letters that fit better, or as well.

    As well is not enough against Western Europe's, which are the commonest.
    """
    text, western = sample.decode(encoding, errors="replace"), encoding in _WESTERN
    least = _score(sample, encoding) + western
    others = [one for one in _LATIN if not (western and one in _WESTERN)]
    unlike = (one for one in others if sample.decode(one, errors="replace") != text)
    return any(_score(sample, one) >= least for one in unlike)


def _western_letters(data: bytes, encoding: str) -> int:
    text = data[:SAMPLE].decode(encoding, errors="replace")
    return sum(letter in _WESTERN_LETTERS for letter in text)


def _score(sample: bytes, encoding: str) -> int:
    """Say how well the letters beyond ASCII fit the words around them, and one language."""
    text = sample.decode(encoding, errors="replace")
    fitting, odd = letters_that_fit(text)
    marks = sum(text.count(mark) for mark in _PUNCTUATION)
    return fitting - 2 * odd + marks + fitting_letters(text)


def looks_wrong(text: str) -> bool:
    """Tell whether so many letters do not fit their place that the encoding is another one."""
    fitting, odd = letters_that_fit(text)
    return odd * _FITTING_PER_ODD > fitting


def letters_that_fit(text: str) -> tuple[int, int]:
    """Count characters beyond ASCII that fit and that do not fit their place.

    Read in a wrong encoding, an accented letter becomes a sign or a capital inside a word
    (``caf\u017d``), and a quotation mark becomes a letter before a capital or behind a stop.
    """
    fitting = odd = 0
    for match in _BEYOND_ASCII.finditer(text):
        before, char, after = match[1] or "", match[2], text[match.end() : match.end() + 1]
        in_word = before.isalpha() or after.isalpha()
        if char.isalpha():
            capital = char.isupper() and before.islower()
            small = char.islower() and after.isupper()  # a quotation mark, read as a letter
            lonely = not in_word and (char.isupper() or before in _ENDS)
            odd += capital or small or lonely
            fitting += not (capital or small or lonely)
        elif char in _PUNCTUATION:
            fitting += 1
        else:
            odd += in_word or char == "\ufffd"
    return fitting, odd
