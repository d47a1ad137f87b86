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
from aft_themes.io.spreadsheets import TABLES

_PROJECTS = (".qdpx", ".qde", ".qdc")
_REPORTS: tuple[tuple[Callable[[Path], bool], Callable[[Path], Project]], ...] = (
    (qualcoder_reports.recognises, qualcoder_reports.read),
    (taguette_report.recognises, taguette_report.read),
)
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
    except RecursionError:
        raise InputError(path, "it is nested too deep.", "export it again.") from None
    except (OSError, ValueError, KeyError, TypeError, OverflowError, AttributeError) as error:
        kind = type(error).__name__
        raise InputError(path, f"the file is damaged ({kind}).", "export it again.") from error


def _reader(path: Path) -> Callable[[Path], Project]:
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


def _document_reader(path: Path, begin: bytes) -> Callable[[Path], Project]:
    """Choose the reader of a report or of a REFI-QDA project."""
    suffix = path.suffix.lower()
    for known, read in _REPORTS:
        if known(path):
            return read
    if zipfile.is_zipfile(path):
        return _archive_reader(path)
    if suffix in _PROJECTS or begin.lstrip(b"\xef\xbb\xbf \r\n").startswith(b"<?xml"):
        return refi_qda.read
    if suffix in (".txt", ".rtf", *PAGES):
        return _text_reader(path)
    raise InputError(path, "is not of a kind that can be imported.", _HOW)


def _text_reader(path: Path) -> Callable[[Path], Project]:
    if nvivo_reports.recognises(nvivo_reports.report_text(path)):
        return nvivo_reports.read
    tabled = word_coded_tables.recognises(path)
    return word_coded_tables.read if tabled else quote_reports.read


def _database_reader(path: Path) -> Callable[[Path], Project]:
    with open_database(path) as database:
        tables = table_names(database)
    if "code_text" in tables:
        return qualcoder.read
    return rqda.read if tables >= rqda.TABLES else taguette.read


def _print_reader(path: Path) -> Callable[[Path], Project]:
    pages = read_cells(path, FIRST_PAGES)
    tabled = printed_tables.recognises(pages)
    report = not tabled and quote_reports.is_report(lines_of_pages(pages))
    return quote_reports.read if report else printed_tables.read


def _archive_reader(path: Path) -> Callable[[Path], Project]:
    if path.suffix.lower() == ".odt":
        return quote_reports.read
    if path.suffix.lower() != ".docx":
        return refi_qda.read
    if has_comments(path):
        return word_comments.read
    if nvivo_reports.recognises(nvivo_reports.report_text(path)):
        return nvivo_reports.read
    if word_coded_tables.recognises(path):
        return word_coded_tables.read
    if quote_reports.recognises(path):
        return quote_reports.read
    if word_colours.recognises(path):
        return word_colours.read
    raise InputError(
        path,
        "the Word file has no comments, no table of codings, no legend of colours, and is not a "
        "report of coded quotes; codes in brackets are not read.",
        _HOW,
    )
