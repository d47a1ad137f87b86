"""Take a participant out of a study who withdraws consent, and look for what is left of them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from shutil import rmtree

import pandas as pd
import yaml

from aft_themes import catalog
from aft_themes.corpus.interviews import load_interviews
from aft_themes.corpus.participants import listed_pairs
from aft_themes.corpus.speakers import load_speakers
from aft_themes.deidentify.leak_gate.file_contents import texts_of
from aft_themes.deidentify.leak_gate.names import Name, names_to_check
from aft_themes.deidentify.leak_gate.search import find_leaks
from aft_themes.errors import InputError
from aft_themes.io.files import PRIVATE, find_file, write_text, write_whole
from aft_themes.io.older_workbooks import CellSheet, read_older
from aft_themes.io.spreadsheets import (
    ROW,
    TABLES,
    WORKBOOKS,
    is_older_workbook,
    is_workbook,
    read_rows,
    write_workbook,
)
from aft_themes.language_model.answers import answers_gone
from aft_themes.transcripts.intake import read_interviews

PASSAGE = 8  # words in a row; so many are rarely the same in two people by chance
_ENGINE_NOTES = (".snakemake/metadata", ".snakemake/log")
# columns with names, in identifiers.csv and deidentify_decisions.csv
_NAMED_IN = ("text", "candidate")
_CONTEXT = "contexts"  # the words around a possible name; the program does not read this column


@dataclass(frozen=True)
class Traces:
    """Words and names that only this participant used, and that would show who took part.

    Parameters
    ----------
    passages : frozenset of str
        Every eight words in a row that the participant said and that stand in no other interview.
    names : tuple of Name
        Names that stand in this interview only.
    """

    passages: frozenset[str] = frozenset()
    names: tuple[Name, ...] = field(default=(), repr=False)


def withdraw(study: str, who: str, date: str) -> Traces:
    """Delete a participant's files and rows, and everything that was made with them.

    Rows go from every table below ``data/raw/<study>`` that has a column ``interview`` or ``file``;
    names that only these interviews hold go from the lists of names. All stage files, caches and
    results of the study go too, and those of studies that learn from it. What is left must be
    rebuilt by a run.

    ``who`` is a participant, all of whose interviews go, or an interview, which goes with everybody
    who speaks in it.
    """
    raw = Path("data/raw") / study
    interviews = load_interviews(raw / catalog.INTERVIEWS.path)
    theirs = interviews_of(study, who)
    files = frozenset(interviews.loc[interviews["interview"].isin(theirs), "file"].map(str))
    traces, own = _traces(raw, interviews, theirs)
    ids = theirs | {who}  # core ideas are of a participant
    changes = [_rows_gone(path, ids, files, own) for path in _tables(raw)]
    changes.append(answers_gone(raw / catalog.LANGUAGE_MODEL_ANSWERS.path, theirs))
    for change in changes:  # every table could be read, so nothing will stop half-way
        change()
    for file in sorted(files):
        if transcript := find_file(raw / catalog.TRANSCRIPTS.path, file):
            transcript.unlink()
    _record(raw / catalog.WITHDRAWALS.path, date, len(theirs))
    for name in (study, *learners(study)):
        forget_results(name)
    return traces


def interviews_of(study: str, who: str) -> frozenset[str]:
    """Find the interviews that go with a participant; one who shares one with others is refused."""
    raw = Path("data/raw") / study
    interviews = load_interviews(raw / catalog.INTERVIEWS.path)
    if who in set(interviews["interview"]):
        named = interviews[interviews["participant"] == who]  # P07 may have a second interview
        return frozenset({who, *named["interview"]})
    path = raw / catalog.SPEAKERS.path
    speakers = load_speakers([path] if path.is_file() else [], interviews)
    pairs = listed_pairs(interviews, speakers)
    mine = frozenset(pairs.loc[pairs["participant"] == who, "interview"])
    if not mine:
        known = ", ".join(dict.fromkeys([*interviews["interview"], *pairs["participant"]]))
        problem = f"has no interview and no participant {who}."
        raise InputError(raw / catalog.INTERVIEWS.path, problem, f"use one of {known}.")
    shared = sorted(set(pairs.loc[pairs["participant"] != who, "interview"]) & mine)
    if shared:
        places = ", ".join(shared)
        fix = (
            f"take this participant's turns out of the transcript of {places} and their rows out "
            f"of {path.name} and the coders' files, delete data/processed/{raw.name} and "
            f"reports/{raw.name}, and run the study; or withdraw {places} whole."
        )
        raise InputError(path, f"others speak in {places}, too.", fix)
    return mine


def learners(study: str) -> list[str]:
    """Name the other studies whose suggestions are learnt from this one."""
    return sorted(
        path.parent.name
        for path in Path("data/raw").glob(f"*/{catalog.STUDY_SETTINGS.path}")
        if path.parent.name != study and _train_on(path) == study
    )


def _train_on(settings: Path) -> object:
    coding = (yaml.safe_load(settings.read_text(encoding="utf-8")) or {}).get("coding") or {}
    return coding.get("train_on")


def forget_results(study: str) -> None:
    """Delete everything that runs of a study made, caches and its deposit included."""
    for folder in (f"data/processed/{study}", f"reports/{study}", f"reports/{study}-crate"):
        rmtree(folder, ignore_errors=True)
    # the engine's notes name files, and a file may be named after a person
    for notes in _ENGINE_NOTES:
        for file in Path(notes).rglob("*"):
            if file.is_file() and f"/{study}/" in file.read_text("utf-8", errors="replace"):
                file.unlink()


def purge_key(study: str) -> list[str]:
    """Delete what leads from tags back to names: key, private stage files, and lists of names."""
    raw = Path("data/raw") / study
    names = (catalog.IDENTIFIERS, catalog.NAME_DECISIONS)
    files = [raw / entry.path for entry in names if (raw / entry.path).is_file()]
    private = Path("data/processed") / study / PRIVATE
    for file in files:
        file.unlink()
    gone = [*map(str, files), *([str(private)] if private.is_dir() else [])]
    rmtree(private, ignore_errors=True)
    return gone


def find_traces(study: str, traces: Traces) -> list[str]:
    """Look for a participant's passages and names in every file of a study."""
    roots = [Path(f"data/raw/{study}"), Path(f"data/processed/{study}"), Path(f"reports/{study}")]
    files = sorted(file for root in roots for file in root.rglob("*") if file.is_file())
    return [str(f) for f in files if _holds(f, traces.passages) or find_leaks([f], traces.names)]


def _holds(file: Path, passages: frozenset[str]) -> bool:
    return any(not passages.isdisjoint(_passages(text.body)) for text in texts_of(file))


def _passages(text: str) -> Iterator[str]:
    letters = "".join(sign if sign.isalnum() else " " for sign in text.casefold())
    words = letters.replace("\u2019", "").split()
    return (" ".join(words[at : at + PASSAGE]) for at in range(len(words) - PASSAGE + 1))


def _traces(
    raw: Path, interviews: pd.DataFrame, theirs: frozenset[str]
) -> tuple[Traces, frozenset[str]]:
    """Give the traces, and the listed names that are the participant's alone."""
    turns, _ = read_interviews(interviews, raw / catalog.TRANSCRIPTS.path)
    mine = turns["interview"].isin(theirs)
    said, others = turns[mine], turns[~mine]
    passages = {one for text in said["text"] for one in _passages(text)}
    passages -= {one for text in others["text"] for one in _passages(text)}
    own = frozenset(_only_in(said, others, _listed_names(raw)))
    key = {"NAME": [*own, *_only_in(said, others, _found_names(raw))]}
    nobody = pd.DataFrame(columns=["text", "kind", "replacement"])
    names = names_to_check(identifiers=nobody, key=key, turns=said)
    shared = set(_only_in(said, others, [name.text for name in names]))
    return Traces(frozenset(passages), tuple(n for n in names if n.text in shared)), own


def _only_in(said: pd.DataFrame, others: pd.DataFrame, names: Iterable[str]) -> list[str]:
    here, there = _words_of(said), _words_of(others)
    return [name for name in names if name.casefold() in here and name.casefold() not in there]


def _words_of(turns: pd.DataFrame) -> str:
    return "\n".join([*turns["text"], *turns["speaker"].unique()]).casefold()


def _listed_names(raw: Path) -> list[str]:
    names: list[str] = []
    for entry in (catalog.IDENTIFIERS, catalog.NAME_DECISIONS):
        if (raw / entry.path).is_file():
            columns, rows = read_rows(raw / entry.path, ())
            places = [columns.index(column) for column in _NAMED_IN if column in columns]
            names += [str(row[place]) for row in rows for place in places]
    return names


def _found_names(raw: Path) -> list[str]:
    key = Path("data/processed") / raw.name / catalog.NAME_KEY.path
    if not key.is_file():
        return []
    return [
        name for names in json.loads(key.read_text(encoding="utf-8")).values() for name in names
    ]


def _tables(raw: Path) -> list[Path]:
    tables = (path for path in raw.rglob("*") if path.suffix.lower() in TABLES)
    return sorted(p for p in tables if p.parent.name != catalog.TRANSCRIPTS.path)


def _rows_gone(
    path: Path, theirs: frozenset[str], files: frozenset[str], own: frozenset[str]
) -> Callable[[], object]:
    """Read a table without the participant's rows; give what writes it, if it has any."""
    if is_older_workbook(path):
        return _older_rows_gone(path, theirs)
    if is_workbook(path):
        return _workbook_rows_gone(path, theirs)
    columns, rows = read_rows(path, ())
    records = [dict(zip(columns, row, strict=True)) for row in rows]
    kept = [
        {**record, _CONTEXT: ""} if record.get(_CONTEXT) else record
        for record in records
        if record.get("interview") not in theirs
        and record.get("file") not in files
        and not own.intersection(str(record.get(column)) for column in _NAMED_IN)
    ]
    if kept == records:
        return lambda: None
    shown = [column for column in columns if column != ROW]
    text = io.StringIO()
    separator = "\t" if path.suffix.lower() == ".tsv" else ","
    writer = csv.writer(text, delimiter=separator, lineterminator="\n")
    writer.writerow(shown)
    writer.writerows([record[column] for column in shown] for record in kept)
    return lambda: write_text(path, text.getvalue())


def _workbook_rows_gone(path: Path, theirs: frozenset[str]) -> Callable[[], object]:
    from openpyxl import load_workbook

    book = load_workbook(path)
    found = False
    for sheet in book.worksheets:
        for number in range(sheet.max_row, 0, -1):  # from the last row up
            cells = [str(cell.value or "").strip() for cell in sheet[number]]
            if not theirs.isdisjoint(cells):
                found = True
                sheet.delete_rows(number)
    return (lambda: write_whole(path, book.save)) if found else (lambda: None)


def _older_rows_gone(path: Path, theirs: frozenset[str]) -> Callable[[], object]:
    """Write a workbook of LibreOffice or old Excel without their rows, as one of newer Excel."""
    sheets = read_older(path, path.read_bytes())
    kept = [_without(one, theirs) for one in sheets]
    if kept == sheets:
        return lambda: None
    copy = path.with_suffix(".xlsx")
    beside = [one.name for one in sorted(path.parent.iterdir()) if one.stem == path.stem]
    if any(name != path.name and Path(name).suffix.lower() in WORKBOOKS for name in beside):
        raise InputError(
            path,
            f"holds rows of the participant, and its copy without them, {copy.name}, would "
            "replace another workbook.",
            "give one of them another name, or delete it.",
        )

    def write() -> None:
        write_whole(copy, lambda part: write_workbook(kept, part))
        path.unlink()

    return write


def _without(sheet: CellSheet, theirs: frozenset[str]) -> CellSheet:
    kept = [
        (at, cells)
        for at, cells in enumerate(sheet.rows, 1)
        if theirs.isdisjoint(str(cell).strip() for cell in cells)
    ]
    struck = frozenset(now for now, (at, _) in enumerate(kept, 1) if at in sheet.struck)
    return replace(sheet, rows=[cells for _, cells in kept], struck=struck)


def _record(path: Path, date: str, interviews: int) -> None:
    before = path.read_text(encoding="utf-8") if path.is_file() else "date,interviews\n"
    write_text(path, f"{before}{date},{interviews}\n")
