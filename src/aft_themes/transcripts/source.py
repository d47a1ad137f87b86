"""The bytes of a transcript: bounded, opened once, decoded."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from aft_themes.errors import InputError
from aft_themes.io.bounds import MAX_BYTES
from aft_themes.io.encodings import SAMPLE, encoding_of, looks_wrong
from aft_themes.io.foreign_errors import why_unread
from aft_themes.transcripts.findings import Finding, Kind, TranscriptError
from aft_themes.wording import count

MAX_PIECES = 250_000  # captions, lines or rows: twenty times what is said in three hours
MAX_MARKS = 1_000_000  # tags or other marks of a format; each takes memory
# bytes 80 to BF of UTF-8, as cp1252 shows them
_REST = (
    "[\x80-\xbf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013\u2014"
    "\u2018-\u201a\u201c-\u201e\u2020-\u2022\u2026\u2030\u2039\u203a\u20ac\u2122]"
)
_TWICE = re.compile(f"[\xc2-\xc5\xce-\xd1]{_REST}|\xe2{_REST}{{2}}")
_LEAST_TWICE = 3  # different letters, or marks; fewer may be meant


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
            problem, fix = why_unread(error, fix)
            raise self.error(f"the {what} {problem}", fix) from error


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
        problem, fix = why_unread(error, "copy it again.")
        raise TranscriptError(path, f"the file {problem}", fix) from None
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
    encoding = encoding_of(data)
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
        message = f"{count(broken, 'character')} could not be read: save the file again as UTF-8."
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
    if looks_wrong(data[:SAMPLE].decode(encoding, errors="replace")):
        return Finding(
            Kind.ENCODING_DOUBTFUL,
            f"{message} Some letters look wrong: save the file again as UTF-8.",
        )
    return Finding(Kind.ENCODING, message)


def line_ends(text: str) -> int:
    """Count the line ends of a text; of kinds that are mixed, those of the commonest."""
    return max(text.count("\n"), text.count("\r"))
