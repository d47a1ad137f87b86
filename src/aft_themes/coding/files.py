"""Tell the files of a study's folder ``codings/`` apart by what they hold, not by their names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from aft_themes.coding.headers import is_codings, is_review
from aft_themes.coding.quoted_documents import DOCUMENTS, quotes_in
from aft_themes.coding.tables import OLD_TABLES, open_headers
from aft_themes.errors import InputError

_TABLES = (".csv", ".tsv", ".tab", ".txt", ".xlsx", ".xlsm", *OLD_TABLES)
_PROJECTS = (".qdpx", ".qdc", ".nvp", ".nvpx", ".mx20", ".mx22", ".mx24", ".atlproj", ".qda")
_NOTHING_IN_WORD = (
    "has no comments, no table of codings, no quotes below codes and no legend of colours; codes "
    "in brackets are not read."
)


@dataclass(frozen=True)
class CodingFile:
    """A file in ``codings/``: coders' rows, a filled review, or neither, with the reason."""

    path: Path
    kind: str  # codings, review or other
    problem: str = ""
    fix: str = ""


def sort_files(paths: Iterable[Path]) -> list[CodingFile]:
    """Say what each file of ``codings/`` is."""
    return [sort_file(path) for path in sorted(paths)]


def sort_file(path: Path) -> CodingFile:
    """Say what a file of ``codings/`` is, by its header."""
    suffix = path.suffix.lower()
    if suffix in _PROJECTS:
        return CodingFile(path, "other", "is a project, not a table.", "import it first.")
    if suffix in DOCUMENTS and quotes_in(path):
        return CodingFile(path, "codings")
    if suffix == ".docx":
        return CodingFile(path, "other", _NOTHING_IN_WORD, "add the codes as comments in Word.")
    if suffix not in _TABLES:
        return CodingFile(path, "other", "is no table of codings.", "save it as CSV or XLSX.")
    try:
        headers = open_headers(path)
    except InputError as error:
        if suffix == ".txt":
            return CodingFile(path, "other", error.problem, error.fix)
        return CodingFile(path, "codings")
    if any(is_review(header) for header in headers):
        return CodingFile(path, "review")
    if suffix == ".txt" and not any(is_codings(header) for header in headers):
        return CodingFile(path, "other", "has no columns of codings.", "name them in row 1.")
    return CodingFile(path, "codings")
