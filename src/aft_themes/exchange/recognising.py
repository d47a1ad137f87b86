"""Choose the reader of a file by what stands in it."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from aft_themes.documents.headed_lines import lines_of_pages
from aft_themes.documents.printed_pages import FIRST_PAGES, read_cells
from aft_themes.errors import InputError
from aft_themes.exchange import (
    annotated_spans,
    coded_segment_tables,
    double_coding_returns,
    nvivo_reports,
    pdf_annotations,
    printed_tables,
    qualcoder,
    qualcoder_reports,
    quote_reports,
    refi_qda,
    rqda,
    taguette,
    taguette_report,
    word_coded_tables,
    word_colours,
    word_comments,
)
from aft_themes.exchange.document_lines import PAGES
from aft_themes.exchange.model import OFFSET_CHECK, Project
from aft_themes.exchange.project_files import open_database, table_names
from aft_themes.exchange.word_documents import has_comments
from aft_themes.io.foreign_errors import why_unread
from aft_themes.io.spreadsheets import TABLES

_PROJECTS = (".qdpx", ".qde", ".qdc")
Read = Callable[[Path], Project]
_Reader = tuple[Callable[[Path], bool], Read]  # what tells whether it reads a file, and the reader


def _is_nvivo_report(path: Path) -> bool:
    return nvivo_reports.recognises(nvivo_reports.report_text(path))


_REPORTS: tuple[_Reader, ...] = (
    (qualcoder_reports.recognises, qualcoder_reports.read),
    (taguette_report.recognises, taguette_report.read),
)
_NVIVO: _Reader = (_is_nvivo_report, nvivo_reports.read)
_TABLED: _Reader = (word_coded_tables.recognises, word_coded_tables.read)
_QUOTES: _Reader = (quote_reports.recognises, quote_reports.read)
_TEXTS = (*PAGES, ".txt", ".rtf")
_ARCHIVES = (".docx", ".odt")
# by ending: the readers of documents, in the order in which they are asked
_DOCUMENTS: dict[str, tuple[_Reader, ...]] = {
    **dict.fromkeys(_TEXTS, (*_REPORTS, _NVIVO, _TABLED, _QUOTES)),
    ".odt": (*_REPORTS, _QUOTES),
    ".docx": (
        *_REPORTS,
        (has_comments, word_comments.read),
        _NVIVO,
        _TABLED,
        _QUOTES,
        (word_colours.recognises, word_colours.read),
    ),
}
_HOW = "see the pages `From NVivo`, `From MAXQDA`, ... for what to export."


def project_name(path: Path) -> str:
    """Name a project: by its file, or by its folder if the file is a database in it."""
    in_folder = path.name == qualcoder.DATABASE and path.parent.suffix.lower() == ".qda"
    return path.parent.name if in_folder else path.name


def read_project(path: Path) -> Project:
    """Read a file of any program that is known."""
    if not path.exists():
        raise InputError(path, "the file is missing.", "check its name and folder.")
    with _any_failure(path):
        return replace(_without_checks(_reader(path)(path)), file=project_name(path))


def _without_checks(project: Project) -> Project:
    """Leave the sentinels of our own export out, whichever program kept them."""
    checks = {code.key for code in project.codes if code.path == (OFFSET_CHECK,)}
    return replace(
        project,
        codes=tuple(code for code in project.codes if code.key not in checks),
        codings=tuple(coding for coding in project.codings if coding.code not in checks),
    )


@contextmanager
def _any_failure(path: Path) -> Iterator[None]:
    """Turn whatever a damaged file makes a reader raise into an error about the file."""
    try:
        yield
    except InputError:
        raise
    except Exception as error:  # libraries raise errors of many kinds for damaged files
        problem, fix = why_unread(error, "export it again.")
        raise InputError(path, f"the file {problem}", fix) from error


def _reader(path: Path) -> Read:
    suffix = path.suffix.lower()
    if path.is_dir():
        return qualcoder.read
    if annotated_spans.recognises(path):
        return annotated_spans.read
    with path.open("rb") as file:
        begin = file.read(16)
    if begin.startswith(b"SQLite format 3"):
        return _database_reader(path)
    if suffix in TABLES:
        sheets = double_coding_returns
        return sheets.read if sheets.recognises(path) else coded_segment_tables.read
    if begin.startswith(b"%PDF"):
        return _print_reader(path)
    return _document_reader(path, begin)


def reader_of_document(path: Path) -> Read | None:
    """Give the first reader that knows a document; none if it holds no codings that are read."""
    suffix = path.suffix.lower()
    # a document that is not what its ending says has no reader of its own
    named_rightly = zipfile.is_zipfile(path) == (suffix in _ARCHIVES)
    readers = _DOCUMENTS.get(suffix, _REPORTS) if named_rightly else _REPORTS
    return next((read for knows, read in readers if knows(path)), None)


def _document_reader(path: Path, begin: bytes) -> Read:
    """Choose the reader of a report or of a REFI-QDA project."""
    suffix = path.suffix.lower()
    if known := reader_of_document(path):
        return known
    if zipfile.is_zipfile(path):
        return _archive_reader(path)
    if suffix in _PROJECTS or begin.lstrip(b"\xef\xbb\xbf \r\n").startswith(b"<?xml"):
        return refi_qda.read
    if suffix in _TEXTS:
        return quote_reports.read  # it says what is missing
    raise InputError(path, "is not of a kind that can be imported.", _HOW)


def _database_reader(path: Path) -> Read:
    with open_database(path) as database:
        tables = table_names(database)
    if "code_text" in tables:
        return qualcoder.read
    return rqda.read if tables >= rqda.TABLES else taguette.read


def _print_reader(path: Path) -> Read:
    if pdf_annotations.recognises(path):
        return pdf_annotations.read
    pages = read_cells(path, FIRST_PAGES)
    tabled = printed_tables.recognises(pages)
    report = not tabled and quote_reports.is_report(lines_of_pages(pages))
    return quote_reports.read if report else printed_tables.read


def _archive_reader(path: Path) -> Read:
    if path.suffix.lower() == ".odt":
        return quote_reports.read
    if path.suffix.lower() != ".docx":
        return refi_qda.read
    raise InputError(
        path,
        "the Word file has no comments, no table of codings, no legend of colours, and is not a "
        "report of coded quotes; codes in brackets are not read.",
        _HOW,
    )
