"""Neutral names for files, codes and coders that hold the name of a person or a place.

All of these stand in outputs.
"""

from __future__ import annotations

import csv
import re
import shutil
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pandas as pd
from openpyxl import load_workbook

from aft_themes.catalog import RENAMED
from aft_themes.codebook.codes import Code
from aft_themes.codebook.ids import free_id, id_below, part_of_id
from aft_themes.coding.reading import coders_in
from aft_themes.deidentify.leak_gate.names import Name
from aft_themes.deidentify.leak_gate.search import Searcher, tags_in
from aft_themes.documents.headers import coder_places
from aft_themes.io.spreadsheets import is_workbook, read_sheets, write_csv
from aft_themes.new_study.said_names import SaidNames
from aft_themes.wording import count

_TAGGED = re.compile(r"\[([A-Z][A-Z_]*\d*)\]")


def distinct_names(paths: Iterable[Path], source: Path) -> dict[Path, str]:
    """Give files that go into one folder their names; files of one name get their folder's.

    "P01/talk.docx" and "P02/talk.docx" become "P01_talk.docx" and "P02_talk.docx". Where folders
    below the source do not tell files apart, numbers do.
    """
    paths = list(paths)
    before = _folders(paths, source)
    names: dict[Path, str] = {}
    taken: set[str] = set()
    for path in paths:
        suffix = path.suffix.strip()  # programs stumble over spaces at the edges
        stem, number = before.get(path, "") + path.stem.strip(), 2
        name = stem + suffix
        while name.casefold() in taken:
            name, number = f"{stem} {number}{suffix}", number + 1
        taken.add(name.casefold())
        names[path] = name
    return names


def _folders(paths: Iterable[Path], source: Path) -> dict[Path, str]:
    """Give files that share their name what tells them apart: their folder, or all above them."""
    alike: dict[str, dict[Path, tuple[str, ...]]] = defaultdict(dict)
    for path in paths:
        if path.is_relative_to(source):
            folders = path.parent.relative_to(source).parts
            alike[path.stem.strip().casefold()][path] = folders
    found: dict[Path, str] = {}
    for above in alike.values():
        nearest = {path: folders[-1:] for path, folders in above.items()}
        for told in (nearest, above):
            if len(set(told.values())) == len(told) > 1:
                found |= {path: "".join(f"{one}_" for one in told[path]) for path in told}
                break
    return found


def neutral_files(
    names: Mapping[Path, str], said: SaidNames, interviews: Mapping[str, str]
) -> dict[Path, str]:
    """Give files whose names hold a name the id of their interview, or a number.

    Parameters
    ----------
    names : mapping of Path to str
        What each file is called so far.
    said : SaidNames
        The names of the study.
    interviews : mapping of str to str
        Interview by the former name of its transcript, without the ending.
    """
    taken = {name.casefold() for name in names.values()}
    found = dict(names)
    number = 0
    for path, name in names.items():
        if not said.in_file(Path(name).stem):
            continue
        new = f"{interviews.get(Path(name).stem.casefold(), '')}{Path(name).suffix}"
        while Path(new).suffix == "" or new.casefold() in taken:
            number += 1
            new = f"codings_{number}{Path(name).suffix}"
        taken.add(new.casefold())
        found[path] = new
    return found


def neutral_codes(codes: Sequence[Code], names: Sequence[Name]) -> tuple[list[Code], int]:
    """Write tags in the place of listed names in codes; say in how many codes."""
    texts = ["\n".join((*_texts(code).values(), *code.exemplars)) for code in codes]
    hold = [bool(tags) for tags in tags_in(texts, names)]
    if not any(hold):
        return list(codes), 0
    search = Searcher(names)
    ids: dict[str, str] = {}
    found = []
    for code, holds in zip(codes, hold, strict=True):
        changed = {field: _masked(text, search) for field, text in _texts(code).items() if holds}
        above, leaf = ids.get(code.parent, code.parent), code.id.rpartition(".")[2]
        if changed.get("name", code.name) != code.name:
            changed["was"] = code.was or code.name
            leaf = part_of_id(changed["name"])  # the id was made of the name
        leaf = _masked(leaf, search).lower()
        ids[code.id] = free_id(id_below(above, leaf), ids.values())
        exemplars = tuple(_masked(text, search) for text in code.exemplars)
        found.append(replace(code, id=ids[code.id], exemplars=exemplars, **changed))  # type: ignore[arg-type]
    return found, sum(hold)


def _texts(code: Code) -> dict[str, str]:
    fields = ("name", "definition", "include", "exclude", "label")
    return {field: getattr(code, field) for field in fields}


def _masked(text: str, search: Searcher) -> str:
    masked = search.masked(text)
    return text if masked == text else _TAGGED.sub(r"\1", masked)


def neutral_coders(coders: Iterable[str], said: SaidNames) -> dict[str, str]:
    """Give coders who bear a name of the study a number: the same person may interview, too."""
    bearing = sorted({coder for coder in coders if said.stand_in(coder)}, key=str.casefold)
    return {coder: f"coder_{number}" for number, coder in enumerate(bearing, 1)}


def copy_table(path: Path, target: Path, coders: Mapping[str, str]) -> None:
    """Copy a table of codings; a coder's cell, and the head of a coder's column, get the new id."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if not coders_in([path]) & coders.keys():
        shutil.copyfile(path, target)
    elif is_workbook(path):
        book = load_workbook(path)
        for row in (row for sheet in book for row in sheet.iter_rows()):
            said = [cell.value if isinstance(cell.value, str) else "" for cell in row]
            for cell, was, now in zip(row, said, _renamed(said, coders), strict=True):
                if now != was:
                    cell.value = now
        book.save(target)
    else:
        rows = [cells for sheet in read_sheets(path).values() for _, cells in sheet]
        with target.open("w", encoding="utf-8", newline="") as out:
            tab = "\t" if target.suffix.lower() in (".tsv", ".tab") else ","
            new = (_renamed(cells, coders) for cells in rows)
            csv.writer(out, delimiter=tab, lineterminator="\n").writerows(new)


def _renamed(cells: Sequence[str], coders: Mapping[str, str]) -> list[str]:
    """Give coders in a row their new ids, in heads such as "Coder_Ann" and in brackets, too."""
    heads = coder_places(cells)
    return [
        coders.get(heads.get(at, cell.strip()), _without_brackets(cell, coders))
        for at, cell in enumerate(cells)
    ]


def _without_brackets(cell: str, coders: Mapping[str, str]) -> str:
    for was, now in coders.items():
        cell = cell.replace(f"({was})", f"({now})").replace(f"[{was}]", f"[{now}]")
    return cell


class Renamed:
    """What got a neutral name: kind, name now, former name."""

    def __init__(self) -> None:
        self.rows: list[tuple[str, str, str]] = []
        self.codes = 0

    def add(self, kind: str, new: Mapping[str, str]) -> None:
        """Take down new names by former ones; one that stays is left out."""
        self.rows += [(kind, now, was) for was, now in new.items() if now != was]

    def say(self) -> Iterator[str]:
        """Say what was renamed, and where the old names stand."""
        kinds = Counter(kind for kind, _, _ in self.rows)
        files = kinds["transcript"] + kinds["codings"]
        if files:
            yield (
                f"People's names may stand in names of files, which are printed: "
                f"{count(files, 'copy has', 'copies have')} a neutral name; {RENAMED.path} says "
                "which file it was."
            )
        if kinds["coder"]:
            yield (
                f"{count(kinds['coder'], 'coder has', 'coders have')} the name of somebody in the "
                f"study, and coders' ids are printed: {RENAMED.path} has the new ids."
            )
        if self.codes:
            yield (
                f"{count(self.codes, 'code')} held a listed name, and a codebook's words are "
                "printed: tags stand in place of the names in codebook.yaml."
            )

    def write(self, path: Path) -> None:
        """Write the list, if there is anything on it."""
        if self.rows:
            write_csv(pd.DataFrame(self.rows, columns=["kind", "now", "was"]), path)
