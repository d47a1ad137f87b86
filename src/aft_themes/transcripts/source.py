"""The bytes of a transcript: bounded, opened once, decoded."""

from __future__ import annotations

import codecs
import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from charset_normalizer import from_bytes

from aft_themes.errors import InputError
from aft_themes.transcripts.alphabets import fitting_letters
from aft_themes.transcripts.findings import Finding, Kind, TranscriptError
from aft_themes.wording import count

MAX_BYTES = 64 * 2**20  # ten hours of speech as JSON, with a time for each word, have about half
MAX_PIECES = 250_000  # captions, lines or rows: twenty times what is said in three hours
MAX_MARKS = 1_000_000  # tags or other marks of a format; each takes memory
_SAMPLE = 2**16  # bytes that show the encoding
# of Windows in Western, Central and Baltic Europe and Turkey, of old Macs and DOS; commonest first:
# each needs one letter or mark more that fits than the one before
_LATIN = "cp1252 mac-roman cp1250 iso8859-2 cp1254 cp1257 iso8859-15 mac-latin2 cp850 cp852".split()
_FITTING_PER_ODD = 5  # in the right encoding fewer than one letter in six looks odd
# bytes 80 to BF of UTF-8, as cp1252 shows them
_REST = (
    "[\x80-\xbf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013\u2014"
    "\u2018-\u201a\u201c-\u201e\u2020-\u2022\u2026\u2030\u2039\u203a\u20ac\u2122]"
)
_TWICE = re.compile(f"[\xc2-\xc5\xce-\xd1]{_REST}|\xe2{_REST}{{2}}")
_LEAST_TWICE = 3  # different letters, or marks; fewer may be meant
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


@dataclass(frozen=True)
class Source:
    """A transcript file in memory."""

    path: Path
    data: bytes

    @cached_property
    def text(self) -> Decoded:
        """The content as text (see :func:`decode`)."""
        return decode(self.data)

    @property
    def extension(self) -> str:
        """The file name's extension in lower case, without the point."""
        return self.path.suffix.lower().lstrip(".")

    @property
    def sha256(self) -> str:
        """SHA-256 of the content, in hexadecimal."""
        return hashlib.sha256(self.data).hexdigest()

    def error(
        self, problem: str, fix: str, where: str = "", kind: Kind = Kind.UNREADABLE
    ) -> TranscriptError:
        """Return an error about this file."""
        return TranscriptError(self.path, problem, fix, where, kind)

    def refuse_beyond(self, number: int, most: int, what: str) -> None:
        """Refuse a file with so many parts that reading them would take too long."""
        if number > most:
            raise self.error(
                f"the file has more than {most:,} {what}, which no interview has.",
                "check that it is a transcript; give every interview a file of its own.",
            )

    @contextmanager
    def parsing(self, what: str, fix: str) -> Iterator[None]:
        """Turn any error that a library raises for a damaged file into an error about this file."""
        try:
            yield
        except InputError:
            raise
        except Exception as error:  # parsers raise errors of many kinds for damaged input
            raise self.error(
                f"the {what} is damaged or cut off ({type(error).__name__}).", fix
            ) from error


@dataclass(frozen=True)
class Decoded:
    """Decoded text, its encoding, and what was odd about it."""

    text: str
    encoding: str
    findings: tuple[Finding, ...]


def open_source(path: Path) -> Source:
    """Read a file's bytes; refuse one that is missing, empty or larger than ``MAX_BYTES``."""
    try:
        if not path.is_file():
            raise TranscriptError(
                path,
                "the file is missing.",
                "put it into the transcripts' folder.",
                kind=Kind.MISSING_FILE,
            )
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise TranscriptError(
            path, f"the file cannot be opened ({error.strerror}).", "check the file's permissions."
        ) from None
    if len(data) > MAX_BYTES:
        raise TranscriptError(
            path,
            f"the file is larger than {MAX_BYTES // 2**20} MB, which no transcript is.",
            "check that it is the transcript and not the recording; remove pictures from it.",
        )
    if not data.strip(b"\0 \t\r\n"):
        raise TranscriptError(path, "the file is empty.", "export or copy the transcript again.")
    return Source(path, data)


def decode(data: bytes) -> Decoded:
    """Decode text: by its mark, as UTF-8, as UTF-16 without a mark, or by what the letters say."""
    encoding = _encoding(data)
    text = data.decode(encoding, errors="replace")
    findings = []
    if encoding.startswith("utf-8"):
        text, repaired = decoded_twice(text)
        if repaired:
            message = (
                f"{count(repaired, 'letter was', 'letters were')} saved in two encodings, one "
                "after the other, and put right."
            )
            findings.append(Finding(Kind.ENCODING, message))
    broken = text.count("\ufffd")
    if broken:
        message = f"{count(broken, 'character')} could not be decoded as {encoding}."
        findings.append(Finding(Kind.ENCODING_DOUBTFUL, message))
    nulls = text.count("\0")
    if nulls:
        text = text.replace("\0", "")
        findings.append(
            Finding(
                Kind.ENCODING,
                f"{count(nulls, 'NUL character was', 'NUL characters were')} removed.",
            )
        )
    if encoding not in ("utf-8", "utf-8-sig", "utf-16", "utf-32"):
        findings.append(_guess(data, encoding))
    return Decoded(text.removeprefix("\ufeff"), encoding.removesuffix("-sig"), tuple(findings))


def decoded_twice(text: str) -> tuple[str, int]:
    """Put letters right that were read as cp1252 and saved as UTF-8, so that each became two.

    Return how many there were: none if these may be meant, for they are of one or two kinds.
    """
    repaired: list[str] = []

    def _right(found: re.Match[str]) -> str:
        # cp1252 lacks five bytes, which programs keep as they are
        letters = b"".join(
            char.encode("latin-1" if char < "\u00a0" else "cp1252") for char in found[0]
        ).decode("utf-8", errors="replace")
        if "\ufffd" in letters:
            return found[0]
        repaired.append(letters)
        return letters

    mended = _TWICE.sub(_right, text)
    marks = sum(letter > "\u1fff" for letter in repaired)  # three signs each, such as dashes
    sure = len(set(repaired)) >= _LEAST_TWICE or marks >= _LEAST_TWICE
    return (mended, len(repaired)) if sure else (text, 0)


def _guess(data: bytes, encoding: str) -> Finding:
    """Say which encoding was guessed, and whether the letters fit it."""
    message = f"The file does not say its encoding; read as {encoding}."
    fitting, odd = _fit(data[:_SAMPLE].decode(encoding, errors="replace"))
    if odd * _FITTING_PER_ODD > fitting:
        return Finding(
            Kind.ENCODING_DOUBTFUL,
            f"{message} Some letters look wrong: save the file again as UTF-8.",
        )
    return Finding(Kind.ENCODING, message)


def line_ends(text: str) -> int:
    """Count the line ends of a text; of kinds that are mixed, those of the commonest."""
    return max(text.count("\n"), text.count("\r"))


def _encoding(data: bytes) -> str:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return encoding
    sample = data[:_SAMPLE]
    wide = _wide(sample)
    if wide:
        return wide
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return _legacy(data)
    return "utf-8"


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
    high = sum(byte >= 0x80 for byte in data[:_SAMPLE])
    lenient = data[:_SAMPLE].decode("utf-8", errors="replace")
    # two letters that decode for each that does not: UTF-8 with some damage
    if sum(ord(c) >= 0x80 and c != "\ufffd" for c in lenient) > 2 * lenient.count("\ufffd"):
        return "utf-8"
    letters = sum(chr(byte).isalpha() for byte in data[:_SAMPLE] if byte < 0x80)
    if high < letters:  # a Latin alphabet: mostly plain letters
        scores = [_score(data[:_SAMPLE], encoding) for encoding in _LATIN]
        return max(enumerate(_LATIN), key=lambda one: scores[one[0]] - 2 * one[0])[1]
    best = from_bytes(data[:_SAMPLE]).best()
    return best.encoding.replace("_", "-") if best else "cp1252"


def _score(sample: bytes, encoding: str) -> int:
    """Say how well the letters beyond ASCII fit the words around them, and one language."""
    text = sample.decode(encoding, errors="replace")
    fitting, odd = _fit(text)
    marks = sum(text.count(mark) for mark in _PUNCTUATION)
    return fitting - 2 * odd + marks + fitting_letters(text)


def _fit(text: str) -> tuple[int, int]:
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
