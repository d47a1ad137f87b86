"""Read a code list in any form: tables, outlines, documents, prints and mind maps."""

from __future__ import annotations

from pathlib import Path

from aft_themes.codebook.arranging import by_depth, by_steps
from aft_themes.codebook.code_columns import is_codebook_header, names_codes
from aft_themes.codebook.code_table import read_code_sheets, unread_columns
from aft_themes.codebook.code_tree import Entry
from aft_themes.codebook.documents import (
    CALLED,
    below_headings,
    numbered_lines,
    plain_lines,
    read_exchange_codebook,
    read_list,
    read_markdown,
    read_mind_map,
    read_word_outline,
)
from aft_themes.codebook.labelled_lines import labelled_sheet
from aft_themes.codebook.printed import printed_sheets, shows_codes
from aft_themes.codebook.programs import (
    counts_highlights,
    qualcoders_outline,
    tags_of_document,
)
from aft_themes.codebook.records import record_sheet
from aft_themes.documents.headed_lines import document_lines
from aft_themes.documents.headers import plain_name
from aft_themes.documents.tables import Sheet, open_table
from aft_themes.documents.word_tables import headed_tables, word_tables
from aft_themes.errors import InputError
from aft_themes.io.problems import FileProblem
from aft_themes.io.spreadsheets import holds_sheets, indents

_FEW_CODES = 2  # in a document that is called a codebook: fewer are none
_LONGEST_NAME = 15  # words; whole sentences are prose, where nobody can tell what is a code
_PROSE = (".rtf", ".odt", ".html", ".htm")
_MIND_MAPS = (".mm", ".opml")
PRINTED_CODEBOOKS = (".pdf", *_PROSE)
"""Codebooks whose codes a person must compare: headings and tables are told by their looks."""
CODEBOOK_DOCUMENTS = (".docx", ".md", ".markdown", ".txt", *PRINTED_CODEBOOKS, *_MIND_MAPS)
"""Files that may hold a codebook without being a table."""


def read_code_list(path: Path) -> tuple[list[Entry], list[FileProblem]]:
    r"""Read the codes of a table.

    The place in the tree is taken from a path (``Tasks > Tape``, NVivo's ``Codes\\Tasks\Tape``),
    a column with the parent's name or id, a column with the level, columns such as ``Level 1`` and
    ``Level 2``, or spaces before the name. Without any of them the codebook is flat.
    """
    suffix = path.suffix.lower()
    if suffix == ".qdc":
        return by_steps(read_exchange_codebook(path))
    if suffix in (".md", ".markdown"):
        sheets = read_markdown(path)
        outline = [one for one in sheets if not isinstance(one, Sheet)]
        if outline:
            return by_depth(outline), []
        labelled = None if sheets else labelled_sheet(plain_lines(path))
        if labelled:
            return read_code_sheets(path, [labelled])
        return read_code_sheets(path, [one for one in sheets if isinstance(one, Sheet)])
    if suffix in _MIND_MAPS:
        return by_steps(read_mind_map(path))
    if suffix in (".docx", ".pdf", *_PROSE):
        return _of_document(path)
    sheets = open_table(path, lenient=True)
    if suffix == ".txt" and not any(map(names_codes, sheets)):
        lines = [line.text for line in document_lines(path)]
        outline = qualcoders_outline(lines)
        labelled = None if outline else labelled_sheet(lines)
        if labelled:
            return read_code_sheets(path, [labelled])
        outline = outline or read_list(path)
        return by_depth(outline), []
    entries, problems = read_code_sheets(path, sheets)
    if holds_sheets(path) and len(sheets) == 1 and not any(entry.above for entry in entries):
        moved = indents(path)  # to the right, as Excel shows that a code lies below another
        by_depth([(one, moved.get(int(one.where.removeprefix("row ")), 0)) for one in entries])
    return entries, problems


def columns_not_read(path: Path) -> list[str]:
    """Name the columns of a codebook that hold words and are not read; only tables have any."""
    suffix = path.suffix.lower()
    if suffix in (".yaml", ".yml", ".json", ".qdc", ".pdf", *_PROSE, *_MIND_MAPS):
        return []
    if suffix in (".md", ".markdown"):
        return unread_columns([one for one in read_markdown(path) if isinstance(one, Sheet)])
    sheets = headed_tables(path) if suffix == ".docx" else open_table(path, lenient=True)
    return unread_columns(sheets)


def _of_document(path: Path) -> tuple[list[Entry], list[FileProblem]]:
    """Read a table of codes, else lines with labels, headings, or numbered lines."""
    suffix = path.suffix.lower()
    tables = headed_tables(path) if suffix == ".docx" else []
    tables = printed_sheets(path) if suffix == ".pdf" else tables
    if any(map(names_codes, tables)) or record_sheet(tables):
        return read_code_sheets(path, tables)
    lines = document_lines(path)
    outlined = qualcoders_outline([line.text.strip() for line in lines])
    if outlined:
        return by_depth(outlined), []
    labelled = labelled_sheet(line.text for line in lines)
    if labelled:
        return read_code_sheets(path, [labelled])
    headed = [(line.level, line.text) for line in lines if line.text.strip()]
    outline = read_word_outline(path) if suffix == ".docx" else below_headings(headed)
    if counts_highlights([entry for entry, _ in outline]):
        return by_steps(tags_of_document([entry for entry, _ in outline]))
    # large letters in a print may be anything: headings of codes have text below them
    defined = sum(bool(entry.definition) for entry, _ in outline)
    if outline and (suffix != ".pdf" or 2 * defined >= len(outline)):
        return by_steps(outline)
    numbered = numbered_lines([line.text for line in lines])
    if numbered:
        return by_depth(numbered), []
    return read_code_sheets(path, tables)


def is_codebook_document(path: Path) -> bool:
    """Tell whether a document is a list of codes: by its tables, or its name."""
    suffix = path.suffix.lower()
    called = bool(CALLED.search(plain_name(path.stem))) or suffix in _MIND_MAPS
    try:
        tables = word_tables(path) if suffix == ".docx" else []
        tables += _markdown_tables(path) if suffix in (".md", ".markdown") else []
        if any(is_codebook_header(table.header) for table in tables) or record_sheet(tables):
            return True
        called = called or (suffix == ".pdf" and shows_codes(path))
        names = [entry.name for entry in read_code_list(path)[0]] if called else []
        named = sum(len(name.split()) <= _LONGEST_NAME for name in names)
        return len(names) > _FEW_CODES and 2 * named > len(names)
    except InputError:
        return False


def _markdown_tables(path: Path) -> list[Sheet]:
    return [one for one in read_markdown(path) if isinstance(one, Sheet)]
