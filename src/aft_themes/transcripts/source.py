"""The bytes of a transcript: bounded, opened once, decoded."""

from __future__ import annotations

import codecs
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from charset_normalizer import from_bytes

from aft_themes.errors import InputError

MAX_BYTES = 64 * 2**20
MAX_PIECES = 250_000  # captions, lines or rows: twenty times what is said in three hours
MAX_MARKS = 1_000_000  # tags or other marks of a format; each takes memory
_SAMPLE = 2**16
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(frozen=True)
class Source:
    """A transcript file in memory.

    Parameters
    ----------
    path : Path
        Where it was read from.
    data : bytes
        Its content.
    """

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

    def error(self, problem: str, fix: str, where: str = "") -> InputError:
        """Return an error about this file.

        Parameters
        ----------
        problem, fix, where : str
            As in :class:`~aft_themes.errors.InputError`.

        Returns
        -------
        InputError
        """
        return InputError(self.path, problem, fix, where)

    def refuse_beyond(self, number: int, most: int, what: str) -> None:
        """Refuse a file with so many parts that reading them would take too long.

        Parameters
        ----------
        number : int
            How many parts the file has.
        most : int
            How many it may have.
        what : str
            The parts, in the plural.

        Raises
        ------
        InputError
            If they are more.
        """
        if number > most:
            raise self.error(
                f"the file has more than {most:,} {what}, which no interview has.",
                "check that it is a transcript; give every interview a file of its own.",
            )

    @contextmanager
    def parsing(self, what: str, fix: str) -> Iterator[None]:
        """Turn whatever a library raises on a damaged file into an error about this file.

        Parameters
        ----------
        what : str
            What is being parsed, e.g. ``"Word document"``.
        fix : str
            What the researcher can do.

        Raises
        ------
        InputError
            If anything within fails.
        """
        try:
            yield
        except InputError:
            raise
        except Exception as error:  # parsers raise nearly anything on damaged input
            raise self.error(
                f"the {what} is damaged or cut off ({type(error).__name__}).", fix
            ) from error


@dataclass(frozen=True)
class Decoded:
    """Decoded text, its encoding, and what was odd about it."""

    text: str
    encoding: str
    warnings: tuple[str, ...]


def open_source(path: Path) -> Source:
    """Read a file's bytes within bounds.

    Parameters
    ----------
    path : Path
        The transcript.

    Returns
    -------
    Source

    Raises
    ------
    InputError
        If the file is missing, unreadable, empty or larger than ``MAX_BYTES``.
    """
    try:
        if not path.is_file():
            raise InputError(path, "the file is missing.", "put it into the transcripts' folder.")
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise InputError(
            path, f"the file cannot be opened ({error.strerror}).", "check the file's permissions."
        ) from None
    if len(data) > MAX_BYTES:
        raise InputError(
            path,
            f"the file is larger than {MAX_BYTES // 2**20} MB, which no transcript is.",
            "check that it is the transcript and not the recording; remove pictures from it.",
        )
    if not data.strip(b"\0 \t\r\n"):
        raise InputError(path, "the file is empty.", "export or copy the transcript again.")
    return Source(path, data)


def decode(data: bytes) -> Decoded:
    """Decode a text file: by its mark, as UTF-8, as UTF-16 without a mark, or by guessing.

    Parameters
    ----------
    data : bytes
        The content.

    Returns
    -------
    Decoded
        Undecodable bytes become U+FFFD, NUL characters are removed; both give a warning.
    """
    encoding = _encoding(data)
    text = data.decode(encoding, errors="replace")
    warnings = []
    broken = text.count("\ufffd")
    if broken:
        warnings.append(f"{broken} characters could not be decoded as {encoding}.")
    nulls = text.count("\0")
    if nulls:
        text = text.replace("\0", "")
        warnings.append(f"{nulls} NUL characters were removed.")
    if encoding not in ("utf-8", "utf-8-sig", "utf-16", "utf-32"):
        warnings.append(f"The file does not say its encoding; read as {encoding}.")
    return Decoded(text.removeprefix("\ufeff"), encoding.removesuffix("-sig"), tuple(warnings))


def line_ends(text: str) -> int:
    """Count the line ends of a text; of kinds that are mixed, those of the commonest.

    Parameters
    ----------
    text : str
        Decoded text.

    Returns
    -------
    int
    """
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
    if sample[1::2].count(0) > 0.6 * pairs and sample[0::2].count(0) < 0.1 * pairs:
        return "utf-16-le"
    if sample[0::2].count(0) > 0.6 * pairs and sample[1::2].count(0) < 0.1 * pairs:
        return "utf-16-be"
    return ""


def _legacy(data: bytes) -> str:
    """Choose between damaged UTF-8, cp1252 and what the letters suggest."""
    high = sum(byte >= 0x80 for byte in data[:_SAMPLE])
    lenient = data[:_SAMPLE].decode("utf-8", errors="replace")
    if sum(ord(c) >= 0x80 and c != "\ufffd" for c in lenient) > 2 * lenient.count("\ufffd"):
        return "utf-8"
    letters = sum(chr(byte).isalpha() for byte in data[:_SAMPLE] if byte < 0x80)
    undefined = any(byte in data for byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D))
    if high * 3 < letters and not undefined:
        return "cp1252"
    best = from_bytes(data[:_SAMPLE]).best()
    return best.encoding.replace("_", "-") if best else "cp1252"
