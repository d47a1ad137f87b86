"""Exports and imports of an invented study, as recorded: any other edge, order or number shows.

The record says what the rules do, not what is right. After a change of a rule write it anew with
``python -m tests.exchange.test_recorded``, and read the difference as you would read code.
"""

import io
import sqlite3
import tempfile
import zipfile
from contextlib import closing
from dataclasses import fields, replace
from functools import partial
from pathlib import Path

import pytest
from openpyxl import load_workbook

from aft_themes.codebook.codes import Code
from aft_themes.exchange import import_files
from aft_themes.exchange.double_coding_sheets import _write_workbook, draw
from aft_themes.exchange.export_content import ExportParticipant, ExportStudy
from aft_themes.exchange.exporting import TARGETS, export_steps
from aft_themes.exchange.model import MACHINE
from aft_themes.exchange.recognising import read_project
from tests.exchange.making import CODES, coding, interview, qdpx, study_folder, xlsx
from tests.exchange.test_databases import coded, qualcoder, taguette_file
from tests.exchange.test_importing import SELECTIONS, TEXT
from tests.exchange.test_tables import ATLAS, HEADERS, SEGMENTS
from tests.exchange.test_word import comment, document
from tests.exchange.test_word_tables import table_of

RECORD = Path("tests/data/exchange")
AS_REFI = ("maxqda", "qualcoder")  # they get the same project as any program
MORE = (
    (1, "interviewer", "Shall we begin?"),
    (2, "participant", "Yes. First line of it, and then a line that goes on and on and on.\nNext."),
    (3, "participant", "It was hard, na\u00efve even. \U0001f600\U0001f600 It was hard."),
)
LONG = Code("impact." + "deep" * 60, "Deep " * 60, "Goes down.", "", "")
CODINGS = (
    coding(2, "It was hard, na\u00efve even.", valence="challenge", memo="first\nof all"),
    coding(2, "I don't know", "impact", "B"),
    coding(2, "I don't know", "impact", "A", occurrence=1, valence="none"),
    coding(4, "\U0001f600\U0001f600 and I saw my own caf\u00e9 face.", valence="benefit"),
    coding(4, "She stopped me \U0001f600\U0001f600 and I saw my own caf\u00e9 face.", LONG.id, "B"),
    coding(6, "when a client goes quiet", "impact", MACHINE, memo="0.71"),
    coding(6, "a client goes", "impact", "A"),
    coding(6, "t was hard", "tasks.tape", "A"),
)
OTHERS = (
    coding(2, "a line that goes on and on", "tasks", "A", turns=MORE, memo="why"),
    coding(3, "It was hard", "tasks.tape", "B", 1, turns=MORE, valence="mixed"),
)


def exported():
    """Two interviews, three coders (one the machine), two participants."""
    second = replace(interview("P02", MORE), attributes=(("cohort", ""), ("site", "north & west")))
    return ExportStudy(
        "test",
        (interview(), second),
        tuple(sorted([*CODINGS, *(replace(one, interview="P02") for one in OTHERS)])),
        (*CODES, LONG),
        ("cohort", "site"),
        notice="Synthetic data.",
        participants=(
            ExportParticipant("A1", ("P01", "P02"), (("cohort", "2011-2015"),)),
            ExportParticipant("A2", ("P02",), (("cohort", ""), ("site", "north & west"))),
        ),
    )


def readable(path):
    """Give a file's lines, whatever it is packed in."""
    data = path.read_bytes()
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                if name.startswith(("word/document", "word/comments")) or ".qd" in name:
                    yield name
                    text = archive.read(name).decode("utf-8", "replace")
                    yield from text.replace("><", ">\n<").splitlines()
    elif data.startswith(b"SQLite"):
        with closing(sqlite3.connect(path)) as database:
            yield from "\n".join(database.iterdump()).splitlines()
    else:
        yield from data.decode("utf-8-sig").splitlines()


def export_to(target, folder):
    for path, write in export_steps(exported(), target, folder):
        path.parent.mkdir(parents=True, exist_ok=True)
        write(path)
        yield f"== {path.relative_to(folder)}"
        yield from readable(path)


def sheets(folder):
    study = exported()
    _write_workbook(study, draw(study, 3, 1), folder / "sheet.xlsx")
    for sheet in load_workbook(folder / "sheet.xlsx"):
        yield f"== {sheet.title} {sheet.freeze_panes} {sheet.max_row} {sheet.max_column}"
        yield from map(repr, sheet.values)
        for rule in sheet.data_validations.dataValidation:
            yield f"{rule.sqref} {rule.type} {rule.formula1} {rule.allow_blank} {rule.error}"
        for column, width in sorted(sheet.column_dimensions.items()):
            yield f"{column} {width.width:.0f} {width.hidden}"


def coded_files(folder):
    """Make a file of each program whose codings can be imported."""
    table = ("Document", "Quote", "Code", "Coder", "Memo")
    rows = [table, ("P01", "It was hard, na\u00efve even.", "Impact; Tasks", "Ada", "a memo")]
    rows += [("P09", "Nothing like it.", "Shame", "Bo", ""), ("P01", "", "Impact", "Ada", "")]
    selections = [*SELECTIONS, (3, 3, 0), (0, 3, 1, "P01"), (9999, 10000, 0)]
    yield qdpx(
        folder / "other.qdpx",
        [("P01.docx", TEXT, selections), ("P07", "Nothing.\r\nAt all.", [(0, 7, 1)])],
        codes=("Tape & role-play", "impact", "Brand new"),
    )
    yield qdpx(folder / "missing.qdpx", [("P01", None, [(0, 4, 0, "She stopped me")])])
    more = coded("na\u00efve", code=2), coded("P: It", start=14), coded("hard", code=9)
    yield qualcoder(folder, coded("\U0001f600 and hard"), *more)
    yield taguette_file(folder, ("na\u00efve \U0001f600", [1, 2], ""), ("Well", [], ""))
    yield xlsx(folder / "maxqda.xlsx", [HEADERS["German"].split(";"), *SEGMENTS])
    yield xlsx(folder / "atlas.xlsx", ["a|b|c|d|e|f|g|h|i|Erstellt von|j|k|l".split("|"), *ATLAS])
    yield document(folder, comment(0, "Tasks > Tape; impact: mixed\nmemo: x"), comment(1, "?"))
    yield table_of(folder / "rows.docx", rows)
    for target in ("refi", "atlasti", "taguette"):
        for path, write in export_steps(exported(), target, folder / target):
            path.parent.mkdir(exist_ok=True)
            path = path.with_name(f"{target}{path.suffix}")
            write(path)
            if path.suffix != ".qdc":
                yield path


def projects(folder):
    for path in coded_files(folder):
        project = read_project(path)
        for field in fields(project):
            value = getattr(project, field.name)
            if isinstance(value, tuple):
                yield from (f"{field.name}: {one!r}" for one in value)
            else:
                yield f"{field.name}: {value}"


def imported(folder):
    """Import all files twice: as they are, and when a person has filled in the mapping."""
    (folder / "files").mkdir()
    study = study_folder(folder)
    files = list(coded_files(folder / "files"))
    yield from said_of(import_files(files, study), study)
    mapping = study / "exchange" / "mapping.csv"
    text = mapping.read_text("utf-8").replace("code,Hard,", "code,Hard,impact")
    mapping.write_text(text.replace("user,Bo,", "user,Bo,B"), "utf-8")
    yield from said_of(import_files(files, study), study)


def said_of(report, study):
    yield from str(report).splitlines()
    yield from map(repr, report.files)
    yield from map(repr, report.losses)
    for path in report.written:
        yield f"== {path.relative_to(study)}"
        yield from path.read_text("utf-8").splitlines()


RECORDED = {
    **{f"{target}.txt": partial(export_to, target) for target in TARGETS if target not in AS_REFI},
    "sheet.txt": sheets,
    "projects.txt": projects,
    "imported.txt": imported,
}


def lines_of(name, folder):
    return [line.strip() for line in RECORDED[name](folder)]


@pytest.mark.parametrize("name", RECORDED)
def test_exports_and_imports_are_as_recorded(tmp_path, name):
    recorded = (RECORD / name).read_text(encoding="utf-8").split("\n")
    assert lines_of(name, tmp_path) == recorded[:-1]


if __name__ == "__main__":
    for file in RECORDED:
        with tempfile.TemporaryDirectory() as made:
            lines = lines_of(file, Path(made))
        (RECORD / file).write_text("\n".join(lines) + "\n", encoding="utf-8")
