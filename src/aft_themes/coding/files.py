"""Tell the files of a study's folder ``codings/`` apart by what they hold, not by their names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from aft_themes.coding.quoted_documents import quotes_in
from aft_themes.documents.headers import are_coded_quotes, is_review
from aft_themes.documents.tables import OTHER_TABLES, open_headers
from aft_themes.errors import InputError
from aft_themes.io.files import is_kept
from aft_themes.io.spreadsheets import TABLES

_READ_AS_TABLES = (*TABLES, *OTHER_TABLES)
_TABLES = (*_READ_AS_TABLES, ".txt")
_EXPORT = "export the project as REFI-QDA (.qdpx), or the coded words as an Excel table."
_EMPTY = ("is empty.", "export it again, or delete it.")
_NO_TABLE = ("is not a table of codings.", "save it as CSV or XLSX.")
_NO_COLUMNS = ("has no columns of codings.", f"name them in row 1, or {_EXPORT}")
_PROJECT = ("is a project, not a table.", "import it first.")
_CLOSED = ("is a project that only its own program can read.", _EXPORT)
_PACKED = ("is a packed folder (.zip or the like).", "unpack it, and put the files into codings.")
_OF_STATISTICS = ("is a file of a statistics program.", "save it as CSV.")
_TIERS = (
    "holds times and tiers; a tier of codes has no words of its own.",
    "export the codes with the words beside them as a table (ELAN: tab-delimited text).",
)
_NO_SPANS = (
    "holds no words with their codes in a form that is known.",
    "export the coded words as CSV or Excel, with interview, quote and code.",
)
_NOTHING_IN_WORD = (
    "has no comments, no table of codings, no report of coded quotes, no quotes below codes and no "
    "legend of colours; codes in brackets, margins and footnotes are not read.",
    "add the codes as comments in Word, or export the coded words as an Excel table.",
)
_NO_REPORT = (
    "has no quotes that say their document and their codes; codes in margins, as stripes or as "
    "footnotes are not read.",
    "export the coded segments (MAXQDA), quotations (ATLAS.ti), references (NVivo) or excerpts "
    "(Dedoose) as an Excel table.",
)
_NO_OUTLINE = (
    "has no quotes below codes that say whose they are.",
    "write the interview before or behind each quote, or export the coded words as an Excel table.",
)
# by ending: why a file that is no table is not read, and what to do
_REASONS = {
    **dict.fromkeys((".qdpx", ".qdc", ".qda"), _PROJECT),
    ".docx": _NOTHING_IN_WORD,
    **dict.fromkeys((".pdf", ".rtf", ".odt", ".html", ".htm"), _NO_REPORT),
    **dict.fromkeys((".md", ".markdown"), _NO_OUTLINE),
    **dict.fromkeys((".zip", ".7z", ".rar", ".gz"), _PACKED),
    **dict.fromkeys((".sav", ".dta", ".rds", ".rdata"), _OF_STATISTICS),
    **dict.fromkeys((".eaf", ".textgrid", ".exb"), _TIERS),
    **dict.fromkeys((".json", ".jsonl", ".jsonld", ".xmi", ".xml", ".ann"), _NO_SPANS),
}
# NVivo, MAXQDA, ATLAS.ti, HyperRESEARCH, Quirkos, QDA Miner, f4analyse, Transana, webQDA
_OF_PROGRAMS = re.compile(
    r"\.(?:nvpx?|nvcx|mqd|m(?:e?x)\d{1,2}|atlproj\w{0,3}|atlcb|hpr\w?|hs\d|qrk|wpj|ppj|f4p|tra)"
)


def _why_not(suffix: str) -> tuple[str, str]:
    return _CLOSED if _OF_PROGRAMS.fullmatch(suffix) else _REASONS.get(suffix, _NO_TABLE)


@dataclass(frozen=True)
class CodingFile:
    """A file in ``codings/``: coders' rows, a filled review, or neither, with the reason."""

    path: Path
    kind: str  # codings, review or other
    problem: str = ""
    fix: str = ""


def sort_files(paths: Iterable[Path]) -> list[CodingFile]:
    """Say what each file of ``codings/`` is, but for those that programs keep for themselves."""
    return [sort_file(path) for path in sorted(paths) if not is_kept(path.name)]


def sort_file(path: Path) -> CodingFile:
    """Say what a file of ``codings/`` is, by its header."""
    suffix = path.suffix.lower()
    if not path.stat().st_size:
        return CodingFile(path, "other", *_EMPTY)
    if suffix not in _READ_AS_TABLES and quotes_in(path):
        return CodingFile(path, "codings")
    if suffix not in _TABLES:
        return CodingFile(path, "other", *_why_not(suffix))
    try:
        headers = open_headers(path)
    except InputError as error:
        if suffix == ".txt":
            return CodingFile(path, "other", error.problem, error.fix)
        return CodingFile(path, "codings")
    if any(is_review(header) for header in headers):
        return CodingFile(path, "review")
    if suffix == ".txt" and not any(are_coded_quotes(header) for header in headers):
        return CodingFile(path, "other", *_NO_COLUMNS)
    return CodingFile(path, "codings")
