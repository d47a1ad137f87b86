"""Write a study for another program."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pandas as pd

from aft_themes.catalog import EXPORTS
from aft_themes.errors import InputError
from aft_themes.exchange import refi_qda_writer, taguette_writer
from aft_themes.exchange.checked_writing import Step, write_checked
from aft_themes.exchange.export_content import ExportStudy, load_export
from aft_themes.exchange.word_writer import write_document
from aft_themes.io.older_workbooks import CellSheet
from aft_themes.io.spreadsheets import write_csv, write_workbook
from aft_themes.study import Study

TARGETS = (*refi_qda_writer.PROFILES, "taguette", "word", "csv", "excel")


def export_study(
    study: Study, target: str, layers: Sequence[str] = ("human",), folder: Path | None = None
) -> list[Path]:
    """Write the de-identified interviews and their codings for another program.

    The leak gate searches every file before it is put in its place, and again when the workflow
    runs: ``reports/<study>/exchange`` is among what it searches.

    Parameters
    ----------
    study : Study
        A study that has been run.
    target : str
        ``refi``, ``nvivo``, ``atlasti``, ``maxqda``, ``qualcoder``, ``taguette``, ``word``,
        ``csv`` or ``excel``.
    layers : sequence of str
        ``human``, ``reviewed``, ``suggested`` (all suggestions), ``auto_coded`` (those that
        the machine may assign). The machine's codings belong to a user of its own.
    folder : Path, optional
        By default ``reports/<study>/exchange/<target>``.

    Returns
    -------
    list of Path
        The files; the same study gives the same bytes. ``not_exported.csv`` among them lists
        codings that could not be placed.

    Raises
    ------
    InputError
        If the target or a layer is unknown, or the study has not been run.
    LeakError
        If a known or found name stands in what would be written; then nothing is written.
    """
    if target not in TARGETS:
        raise InputError("target", f"{target!r} is unknown.", f"use {', '.join(TARGETS)}.")
    content = load_export(study, layers)
    place = folder or study.path(EXPORTS) / target
    steps = export_steps(content, target, place)
    if content.lost:
        lost = pd.DataFrame({"coding": list(content.lost)})
        steps.append((place / "not_exported.csv", lambda part: write_csv(lost, part)))
    write_checked(study, steps)
    return [path for path, _ in steps]


def export_steps(content: ExportStudy, target: str, folder: Path) -> list[Step]:
    """List the files of an export and what writes each of them."""
    if target == "taguette":
        path = folder / f"{content.name}.sqlite3"
        return [(path, lambda part: taguette_writer.write_project(content, part))]
    if target == "csv":
        return [(path, _csv_step(frame)) for path, frame in _tables(content, folder)]
    if target == "excel":
        sheets = [_sheet(path.stem, frame) for path, frame in _tables(content, folder)]
        return [(folder / f"{content.name}.xlsx", lambda part: write_workbook(sheets, part))]
    if target == "word":
        documents = {
            folder / f"{one.name}.docx": (one, content.of(one.name), content.notice)
            for one in content.interviews
        }
        return [(path, _word_step(*what)) for path, what in documents.items()]
    profile = refi_qda_writer.PROFILES[target]
    return [
        (
            folder / f"{content.name}.qdpx",
            lambda part: part.write_bytes(refi_qda_writer.write_project(content, profile)),
        ),
        (
            folder / f"{content.name}.qdc",
            lambda part: part.write_bytes(refi_qda_writer.write_codebook(content)),
        ),
    ]


def _word_step(*what: object) -> Callable[[Path], object]:
    return lambda part: part.write_bytes(write_document(*what))  # type: ignore[arg-type]


def _tables(content: ExportStudy, folder: Path) -> list[tuple[Path, pd.DataFrame]]:
    """Give the interviews, the codes, and one coder file per coder, in our own form."""
    found: list[tuple[Path, pd.DataFrame]] = []
    said = [
        (one.name, turn.number, turn.role, turn.text)
        for one in content.interviews
        for turn in one.turns
    ]
    turns = pd.DataFrame(said, columns=["interview", "turn", "role", "text"])
    texts = {(name, number): text for name, number, _, text in said}
    codes = pd.DataFrame(
        [(one.id, one.name, one.definition, one.include, one.exclude) for one in content.codes],
        columns=["code", "name", "definition", "include", "exclude"],
    )
    if content.notice:
        found.append((folder / "about.csv", pd.DataFrame({"about": [content.notice]})))
    found += [(folder / "turns.csv", turns), (folder / "codes.csv", codes)]
    for number, coder in enumerate(content.coders, start=1):
        found.append((folder / f"codings_{number}.csv", _coder_file(content, coder, texts)))
    return found


def _sheet(name: str, frame: pd.DataFrame) -> CellSheet:
    return CellSheet(name, [list(frame.columns), *frame.to_numpy(dtype=object).tolist()])


def _coder_file(
    content: ExportStudy, coder: str, texts: Mapping[tuple[str, int], str]
) -> pd.DataFrame:
    begins, at = {}, 0
    for place, text in texts.items():
        begins[place] = at  # positions only have to grow along each interview
        at += len(text) + 1
    rows = []
    for one in content.codings:
        if one.coder == coder:
            place = one.interview, one.turn
            quote, position = texts[place][one.start : one.end], begins[place] + one.start
            rows.append((*place, quote, one.code, one.valence, one.coder, one.memo, position))
    columns = ["interview", "turn", "quote", "code", "valence", "coder", "memo", "position"]
    return pd.DataFrame(rows, columns=columns)


def _csv_step(frame: pd.DataFrame) -> Callable[[Path], object]:
    return lambda part: write_csv(frame, part)
