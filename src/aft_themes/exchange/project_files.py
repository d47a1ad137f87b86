"""Open project files safely: ZIP containers, XML and SQLite of unknown origin, within limits."""

from __future__ import annotations

import re
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path, PurePosixPath

from lxml import etree  # type: ignore[import-untyped]

from aft_themes.errors import InputError
from aft_themes.io.bounds import MAX_BYTES, MAX_UNPACKED
from aft_themes.io.foreign_errors import why_unread
from aft_themes.transcripts.source import decode

MAX_XML = MAX_BYTES  # of project.qde; the largest public one has 0.2 MB
MAX_TEXT = MAX_BYTES  # of one source, as for transcripts
MAX_ALL_TEXT = MAX_UNPACKED  # of all sources of a project
MAX_MEMBERS = 20_000  # files in a project; bounds the time to list them
MAX_CODINGS = 250_000  # a hundred times what two coders gave to 36 interviews
_AGAIN = "export the project again in the program that made it."
_DAMAGED = (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, RuntimeError)


@contextmanager
def open_archive(path: Path) -> Iterator[zipfile.ZipFile]:
    """Open a ZIP container whose members stay within its own folder."""
    try:
        archive = zipfile.ZipFile(path)
    except (*_DAMAGED, EOFError, OSError) as error:
        problem, fix = why_unread(error, _AGAIN)
        raise InputError(path, f"the project {problem}", fix) from None
    with archive:
        names = archive.namelist()
        if len(names) > MAX_MEMBERS:
            raise InputError(path, f"the project has more than {MAX_MEMBERS:,} files.", _AGAIN)
        if any(map(_outside, names)):
            raise InputError(
                path,
                "the project wants to write outside of its own folder, which may be a trap.",
                _AGAIN,
            )
        yield archive


def _outside(name: str) -> bool:
    parts = PurePosixPath(name.replace("\\", "/"))
    return parts.is_absolute() or ".." in parts.parts or ":" in name[:2]


def read_member(path: Path, archive: zipfile.ZipFile, name: str, most: int) -> bytes:
    """Unpack one member of at most ``most`` bytes, whatever size it claims."""
    try:
        with archive.open(name) as member:
            data = member.read(most + 1)
    except Exception as error:  # zlib, lzma and bz2 raise errors of their own
        problem, fix = why_unread(error, _AGAIN)
        raise InputError(path, f"a file in the project {problem}", fix) from None
    if len(data) > most:
        raise InputError(path, f"a file in the project unpacks to over {most >> 20} MB.", _AGAIN)
    return data


def parse_xml(path: Path, data: bytes) -> etree._Element:
    """Parse XML without entities, without a document type, and without the network."""
    if len(data) > MAX_XML:
        raise InputError(path, f"the project's XML is larger than {MAX_XML >> 20} MB.", _AGAIN)
    if re.search(rb"<!(?:DOCTYPE|ENTITY)", data.replace(b"\0", b""), re.IGNORECASE):
        raise InputError(
            path, "the project's XML holds definitions (entities), which may be a trap.", _AGAIN
        )
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        line = error.lineno or 0
        raise InputError(path, "the project's XML is damaged.", _AGAIN, f"line {line}") from None
    return root


def refuse_too_many(path: Path, number: int) -> None:
    """Refuse a file with more codings than any study has."""
    if number > MAX_CODINGS:
        raise InputError(
            path, f"the file has more than {MAX_CODINGS:,} codings.", "split the project."
        )


def text_of(data: bytes) -> str:
    """Decode a source; its byte order mark and NULs stay, because positions may count them."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return decode(data).text


@contextmanager
def open_database(path: Path) -> Iterator[sqlite3.Connection]:
    """Open an SQLite project for reading only."""
    if not path.is_file():
        raise InputError(path, "the file is missing.", "choose the project's database.")
    if path.stat().st_size > 2 * MAX_ALL_TEXT:
        raise InputError(path, "the project is larger than 512 MB.", "split the project.")
    try:
        uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
        with closing(sqlite3.connect(uri, uri=True)) as connection:
            # a stored name is never run as SQL, and text that is no UTF-8 does not stop the rest
            connection.execute("PRAGMA trusted_schema = OFF")
            connection.text_factory = lambda data: data.decode("utf-8", errors="replace")
            connection.row_factory = sqlite3.Row
            yield connection
    except sqlite3.Error:
        raise InputError(
            path,
            "the project's database is damaged, or made by a version that is not known.",
            "open it in the program that made it, save it, and close the program.",
        ) from None


def table_names(connection: sqlite3.Connection) -> frozenset[str]:
    """Name the tables of a database."""
    found = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    return frozenset(row[0] for row in found)
