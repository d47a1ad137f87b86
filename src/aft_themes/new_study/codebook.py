"""Copy the codebook of a new study, or write one of a code list or of the codes in codings."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from aft_themes.catalog import CODEBOOK, IDENTIFIERS
from aft_themes.codebook.code_list import PRINTED_CODEBOOKS
from aft_themes.codebook.codes import Code, Codebook, joined_spellings
from aft_themes.codebook.reading import load_codebook
from aft_themes.coding.code_cells import codes_in_cell
from aft_themes.errors import InputError
from aft_themes.io.files import write_text
from aft_themes.new_study.brought_projects import BroughtProjects
from aft_themes.new_study.codes_of_codings import codes_in, new_codes
from aft_themes.new_study.neutral_names import Renamed, neutral_codes
from aft_themes.new_study.said_names import listed_if_readable
from aft_themes.settings import check_settings
from aft_themes.wording import count
from aft_themes.workflow.printed_names import listed_names

_FIELDS = ("definition", "include", "exclude", "was")
_LISTS = ("exemplars", "see_also", "cues")
_YAML = (".yaml", ".yml")


def write_codebook(
    codebooks: Sequence[Path],
    coder_files: Sequence[Path],
    brought: BroughtProjects,
    raw: Path,
    renamed: Renamed,
) -> tuple[int, list[str]]:
    """Write codebook.yaml; tags stand in place of listed names.

    Parameters
    ----------
    codebooks : sequence of Path
        The codebook, and further ones in workbooks of codings.
    coder_files : sequence of Path
        Tables of codings.
    brought : BroughtProjects
        Projects of other programs, which count if there is no codebook.
    raw : Path
        The study's folder.
    renamed : Renamed
        Gets the number of codes that held a name.

    Returns
    -------
    int
        Codes in the codebook.
    list of str
        What a person should look at.
    """
    target = raw / CODEBOOK.path
    doubts: list[str] = []
    if codebooks:
        codes = _codes_of_books(codebooks, coder_files, doubts)
    else:
        codes = _codes_of_codings(coder_files, brought)
    names = listed_names(listed_if_readable(raw / IDENTIFIERS.path), check_settings({}))
    neutral, renamed.codes = neutral_codes(codes, names)
    if codebooks and codebooks[0].suffix.lower() in _YAML and not renamed.codes:
        shutil.copyfile(codebooks[0], target)
    else:
        write_text(target, _codebook_text(neutral))
    return len(codes), doubts


def is_listed(codebooks: Sequence[Path]) -> Callable[[str], bool] | None:
    """Tell whether the codebook has a name, if there is one that can be read."""
    try:
        book = load_codebook(codebooks[0]) if codebooks else None
    except InputError:
        return None
    return (lambda name: len(book.find(name)) == 1) if book else None


def _codes_of_codings(coder_files: Sequence[Path], brought: BroughtProjects) -> list[Code]:
    """List the codes of projects, and those that only codings use."""
    listed = brought.codes()
    names = {code.name.casefold() for code in listed}
    used = codes_in(coder_files)
    new = {name: themes for name, themes in used.items() if name.casefold() not in names}
    return [*listed, *new_codes(new, listed)]


def _codes_of_books(
    codebooks: Sequence[Path], coder_files: Sequence[Path], doubts: list[str]
) -> list[Code]:
    """List the codes of the codebook, of further ones, and those that only codings use."""
    file, *others = codebooks
    used = codes_in(coder_files)
    book = load_codebook(file)
    doubts += [f"{file.name}: {remark}" for remark in joined_spellings(book)]
    if file.suffix.lower() in PRINTED_CODEBOOKS:
        doubts.append(
            f"{file.name}: was read as the codebook, with {count(len(book.codes), 'code')}: "
            "compare codebook.yaml with it, for a print does not always show what is a code."
        )
    if file.suffix.lower() in _YAML:
        return list(book.codes)
    for other in others:
        more = list(_further_codes(load_codebook(other).codes, book))
        book = replace(book, codes=(*book.codes, *more))
        doubts.append(
            f"{other.name}: has a codebook, too: its {count(len(more), 'further code')} were added."
        )
    parts = dict.fromkeys(part for name in used for part in codes_in_cell(name, book))
    unlisted = [part for part in parts if not book.find(part)]
    if unlisted:
        doubts.append(
            f"{file.name}: codings use {count(len(unlisted), 'code')} that it lacks, now at the "
            f"end of codebook.yaml: {', '.join(unlisted)}. A misspelt one: correct it in the "
            "codings, and remove it from codebook.yaml."
        )
    return [*book.codes, *new_codes(dict.fromkeys(unlisted, ()), book.codes)]


def _further_codes(codes: Iterable[Code], book: Codebook) -> Iterator[Code]:
    """Give the codes that a codebook lacks, one below the other, ids that it does not have."""
    lacking = {code.name: code for code in codes if not book.find(code.name)}
    for new in new_codes(dict.fromkeys(lacking, ()), book.codes):
        yield replace(lacking[new.name], id=new.id, see_also=())


def _codebook_text(codes: Iterable[Code]) -> str:
    tree: list[dict[str, Any]] = []
    places: dict[str, list[dict[str, Any]]] = {"": tree}
    for code in codes:
        entry: dict[str, Any] = {"id": code.id, "name": code.name}
        entry |= {"abbreviation": code.label} if code.label else {}
        entry |= {name: value for name in _FIELDS if (value := getattr(code, name))}
        entry |= {name: list(value) for name in _LISTS if (value := getattr(code, name))}
        entry |= {"valence": code.valence} if code.valence != "either" else {}
        above = places[code.parent]
        above.append(entry)
        places[code.id] = entry.setdefault("codes", [])
    _drop_empty(tree)
    head = {"title": "", "version": "1", "codes": tree}
    text: str = yaml.safe_dump(head, allow_unicode=True, sort_keys=False)
    return text


def _drop_empty(entries: list[dict[str, Any]]) -> None:
    for entry in entries:
        if entry["codes"]:
            _drop_empty(entry["codes"])
        else:
            del entry["codes"]
