"""Read a codebook: a YAML tree, or a code list as CSV or XLSX. Only names are required."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import regex

from aft_themes.codebook.arranging import by_paths
from aft_themes.codebook.code_list import read_code_list
from aft_themes.codebook.code_tree import Entry, build_codes
from aft_themes.codebook.codes import CODE_VALENCES, Codebook, compile_cue
from aft_themes.codebook.yaml_file import read_code_tree
from aft_themes.errors import InputError
from aft_themes.io.bounds import refuse_larger
from aft_themes.io.problems import FileProblem, raise_problems

_MAX_BYTES = 8 * 2**20  # a codebook of 2,000 codes, each with a page of text
_DATE = re.compile(r"\d{4}-\d\d-\d\d(?: 00:00:00)?")  # of a cell that holds a date
_FIRST_VERSION = "1"  # of a codebook that does not say which version it is


def load_codebook(path: Path) -> Codebook:
    """Read and check a codebook.

    Parameters
    ----------
    path : Path
        A YAML file with a tree of ``codes``; a table, CSV, TSV, XLSX or in a Word document, with
        a row for each code, such as MAXQDA, NVivo and other programs export; Markdown with a
        table, or with headings and lists; or the exchange standard's ``.qdc``.

    Returns
    -------
    Codebook
        Codes without an id get one from their names.

    Raises
    ------
    InputError
        With every problem and its line or row: if the file cannot be read, a code has no name, a
        field is unknown, an id repeats or does not continue its parent's, a valence is unknown,
        ``see_also`` does not resolve or a cue is no valid pattern.
    """
    if not path.is_file():
        raise InputError(path, "the codebook is missing.", "put codebook.yaml into the study.")
    refuse_larger(path, "the codebook", "shorten it.", _MAX_BYTES)
    if path.suffix.lower() in (".yaml", ".yml", ".json"):
        title, version, entries, problems = read_code_tree(path)
        entries = by_paths(entries)
    else:
        title, version = "", ""
        entries, problems = read_code_list(path)
        if not entries and not problems:
            raise InputError(path, "the list of codes is empty.", "add at least one code.")
    codes, misplaced = build_codes(entries)
    book = Codebook(title, version or _FIRST_VERSION, codes)
    raise_problems(path, [*problems, *misplaced, *_check(entries, book)])
    resolved = tuple(
        replace(code, see_also=tuple(book.find(other)[0] for other in code.see_also))
        for code in codes
    )
    return replace(book, codes=resolved)


def _check(entries: list[Entry], book: Codebook) -> list[FileProblem]:
    problems = [
        FileProblem(
            "the code's number is a date: a spreadsheet program made it of a number such as 1.2.",
            "make the column text, and type the numbers again.",
            entry.where,
        )
        for entry in entries
        if _DATE.fullmatch(entry.id)
    ]
    for entry in entries:
        name = entry.id or entry.name
        if entry.valence not in CODE_VALENCES:
            problems.append(
                FileProblem(
                    f"valence {entry.valence[:60]!r} of {name} is unknown.",
                    f"use one of {', '.join(CODE_VALENCES)}.",
                    entry.where,
                )
            )
        for other in entry.see_also:
            if len(book.find(other)) != 1:
                near = ", ".join(book.nearest(other))
                problems.append(
                    FileProblem(
                        f"see_also {other[:60]!r} of {name} is not a code.",
                        f"perhaps {near}?",
                        entry.where,
                    )
                )
        problems += [
            FileProblem(
                f"a cue of {name} is not a valid pattern, or is too long.",
                "escape its signs.",
                entry.where,
            )
            for cue in entry.cues
            if not _compiles(cue)
        ]
    return problems


def _compiles(pattern: str) -> bool:
    try:
        compile_cue(pattern)
    except (regex.error, RecursionError, ValueError):
        return False
    return True
