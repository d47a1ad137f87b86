"""Tell projects of other programs from coders' tables, in a study's folder ``codings``."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from aft_themes.codebook.code_list import is_codebook_document
from aft_themes.documents.headed_lines import lines_of_pages
from aft_themes.documents.headers import coding_columns, is_review
from aft_themes.documents.printed_pages import FIRST_PAGES, read_cells
from aft_themes.documents.tables import open_headers
from aft_themes.errors import InputError
from aft_themes.exchange import (
    annotated_spans,
    coded_segment_tables,
    double_coding_returns,
    pdf_annotations,
    printed_tables,
    qualcoder,
    quote_reports,
    word_coded_tables,
    word_colours,
)
from aft_themes.exchange.document_lines import PAGES
from aft_themes.exchange.import_rows import imported_from
from aft_themes.exchange.recognising import project_name, reader_of_document
from aft_themes.exchange.word_documents import has_comments
from aft_themes.io.files import is_kept
from aft_themes.io.spreadsheets import TABLES, read_sheets
from aft_themes.transcripts.formats.column_names import names_speakers

_PROJECTS = (".qdpx", ".qde", ".qdc", ".qda", ".rqda", ".sqlite3")
_DATABASES = (".sqlite", ".db")  # these may be anything, such as thumbs.db


@dataclass(frozen=True)
class CodingFolder:
    """What lies in ``codings``.

    Parameters
    ----------
    projects : list of Path
        Files of other programs, which every run imports.
    tables : list of Path
        All others: coders' tables, filled review workbooks, and what nobody can read.
    """

    projects: list[Path]
    tables: list[Path]


def sort_folder(folder: Path) -> CodingFolder:
    """Look through a study's folder ``codings``."""
    return sort_paths(files_in(folder))


def files_in(folder: Path) -> list[Path]:
    """List the files of a study's folder ``codings``; a QualCoder project is a folder in it."""
    files = [path for path in folder.glob("*") if path.is_file()]
    files += folder.glob(f"*.qda/{qualcoder.DATABASE}")
    return sorted(path for path in files if not is_kept(path.name))


def sort_paths(paths: Iterable[Path]) -> CodingFolder:
    """Tell projects from tables; what a project gave before is neither."""
    listed = sorted(paths)
    projects = [path for path in listed if is_project(path)]
    names = {project_name(path) for path in projects}
    tables = [path for path in listed if path not in projects]
    return CodingFolder(projects, [path for path in tables if imported_from(path) not in names])


def coder_tables(paths: Iterable[Path], imported: Path) -> list[Path]:
    """List the coders' tables, with the one that a run made of other programs' files."""
    tables = sort_paths(paths).tables
    rows = next(iter(read_sheets(imported, most_rows=2).values()), []) if imported.is_file() else []
    return [*tables, imported] if len(rows) > 1 else tables


def is_project(path: Path) -> bool:
    """Tell whether a file must be imported: it is no table that the coders' reader understands."""
    suffix = path.suffix.lower()
    if suffix in _PROJECTS:
        return True
    try:
        holds = _HOLDING.get(suffix)
        return annotated_spans.recognises(path) or (holds is not None and holds(path))
    except InputError:
        return False  # it is named as a file that cannot be read, with the reason


def _is_coded_document(path: Path) -> bool:
    return reader_of_document(path) is not None


def _is_coded_text(path: Path) -> bool:
    """Tell whether a page or text holds codings; a table of turns in it is a transcript."""
    read = reader_of_document(path)
    if read is word_coded_tables.read and word_coded_tables.holds_turns(path):
        return quote_reports.recognises(path)
    return read is not None


def is_coded_transcript(path: Path) -> bool:
    """Tell whether a project is a transcript, too: codes as comments, colours, or beside turns."""
    if path.suffix.lower() == ".pdf":
        return pdf_annotations.recognises(path)
    if path.suffix.lower() != ".docx":
        return False
    try:
        return (
            has_comments(path)
            or word_coded_tables.holds_turns(path)
            or word_colours.recognises(path)
        )
    except InputError:
        return False


def _is_other_table(path: Path) -> bool:
    headers = open_headers(path)
    if any(map(is_review, headers)):
        return False
    returned = any(map(double_coding_returns.is_sheet, headers))
    if returned or any(map(coded_segment_tables.is_tagged, headers)):
        return True
    known = [set(coding_columns(header)) for header in headers]
    if any({"interview", "quote", "code"} <= columns for columns in known):
        return False
    return not any(map(names_speakers, headers)) and coded_segment_tables.recognises(path)


def _is_printed(path: Path) -> bool:
    if pdf_annotations.recognises(path):
        return True
    pages = read_cells(path, FIRST_PAGES)
    if printed_tables.recognises(pages):
        return printed_tables.holds_codings(pages) or not is_codebook_document(path)
    return quote_reports.is_report(lines_of_pages(pages))


def _is_database(path: Path) -> bool:
    return path.read_bytes()[:15] == b"SQLite format 3"


def _holds_project(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            return any(name.lower().endswith((".qde", ".qdc")) for name in archive.namelist())
    except (zipfile.BadZipFile, OSError):
        return False


# by ending: what tells whether such a file holds codings of another program
_HOLDING: dict[str, Callable[[Path], bool]] = {
    **dict.fromkeys(TABLES, _is_other_table),
    **dict.fromkeys(_DATABASES, _is_database),
    **dict.fromkeys((*PAGES, ".txt", ".rtf"), _is_coded_text),
    **dict.fromkeys((".docx", ".odt"), _is_coded_document),
    ".pdf": _is_printed,
    ".zip": _holds_project,
}
