"""Measure the exchange with other programs: codings out and back, and public projects.

::

    python benchmarks/exchange.py sample                     # every program, by its files
    python benchmarks/exchange.py public FOLDER              # refi-qda, dedoose, pdpilot in it
    python benchmarks/exchange.py taguette PYTHON            # a Python that has Taguette
    python benchmarks/exchange.py qualcoder PYTHON FOLDER    # a Python with PyQt6, the repository
    python benchmarks/exchange.py libreoffice SOFFICE        # Word documents, saved by LibreOffice

The sample study must have been run. The last three let the programs themselves read our export
and write it again.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from aft_themes import catalog
from aft_themes.exchange import (
    coded_segment_tables,
    export_study,
    import_files,
    printed_tables,
    refi_qda,
)
from aft_themes.exchange.export_content import ExportStudy, load_export
from aft_themes.exchange.exporting import TARGETS
from aft_themes.exchange.table_files import read_sheet
from aft_themes.study import Study

HERE = Path(__file__).parent
PROJECTS = (".qdpx", ".sqlite3", ".docx")
TAGUETTE = """
import sys
from taguette import database, export
ours, new, table = sys.argv[1:]
source = database.connect("sqlite:///" + ours, external=True)()
target = database.connect("sqlite:///" + new)()
if not target.query(database.User).get("admin"):
    target.add(database.User(login="admin"))
    target.commit()
project = database.copy_project(source, target, 1, "admin")
with open(table, "w", newline="", encoding="utf-8") as file:
    export.highlights_csv(target, project, "", file)
"""


def fresh(folder: Path, study: Study) -> Study:
    """Copy the study without its codings, as it is for a team that codes elsewhere."""
    left_out = shutil.ignore_patterns("codings", "exchange")
    shutil.copytree(study.raw, folder / "data" / "raw" / study.name, ignore=left_out)
    copy = Study(study.name, folder)
    (copy.raw / "codings").mkdir()
    for entry in (
        catalog.CLEAN_TURNS,
        catalog.TURNS,
        catalog.REPLACEMENTS,
        catalog.MERGED_SETTINGS,
    ):
        copy.path(entry).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(study.path(entry), copy.path(entry))
    return copy


def counted(content: ExportStudy) -> Counter[tuple[str | int, ...]]:
    """Count codings by their words: turn, and first and last letter in it."""
    texts = {(one.name, turn.number): turn.text for one in content.interviews for turn in one.turns}
    found: Counter[tuple[str | int, ...]] = Counter()
    for one in content.codings:
        text = texts[one.interview, one.turn]
        letters = [at for at in range(one.start, one.end) if text[at].isalnum()]
        place = one.interview, one.turn, letters[0], letters[-1]
        found[*place, one.code, one.coder, one.valence] += 1
    return found


def compare(name: str, study: Study, content: ExportStudy, files: Sequence[Path]) -> None:
    """Import files into a copy of the study, place them as a run does, and compare."""
    with tempfile.TemporaryDirectory() as folder:
        copy = fresh(Path(folder), study)
        start = time.perf_counter()
        if name == "csv":
            for file in files:
                if file.name.startswith("codings_"):
                    shutil.copy(file, copy.raw / "codings")
        else:
            report = import_files(files, copy.raw)
            assert not report.problems, report.problems
        took = time.perf_counter() - start
        out, back = counted(content), counted(load_export(copy))
        print(
            f"{name}: {sum((out & back).values())} of {sum(out.values())} codings on the same "
            f"words, {sum((back - out).values())} others, import {took:.1f} s"
        )


def sample(study: Study) -> None:
    content = load_export(study)
    for target in TARGETS:
        with tempfile.TemporaryDirectory() as first, tempfile.TemporaryDirectory() as second:
            paths = export_study(study, target, folder=Path(first))
            again = export_study(study, target, folder=Path(second))
            same = all(
                one.read_bytes() == two.read_bytes() for one, two in zip(paths, again, strict=True)
            )
            print(f"{target}: {len(paths)} files, same bytes twice: {same}")
            chosen = [path for path in paths if path.suffix in PROJECTS or target == "csv"]
            compare(target, study, content, chosen)


def public(folder: Path) -> None:
    for path in sorted((folder / "refi-qda").glob("*.qdpx")):
        project = refi_qda.read(path)
        cut = sum(coding.start is not None for coding in project.codings)
        print(
            f"{path.name}: {len(project.codings)} codings, {cut} cut by position "
            f"({project.positions or 'no way of counting'}), {len(project.losses)} lost"
        )
    for path in sorted((folder / "dedoose").glob("*.xlsx")):
        table = read_sheet(path)
        got: dict[str, set[str]] = {}
        for coding in coded_segment_tables.read(path).codings:
            got.setdefault(coding.row, set()).add(coding.code)
        combined = table.column("Codes Applied Combined")
        assert combined is not None
        traps = wrong = 0
        for number, row in table.rows:
            applied = {
                name[6:-8].replace("\\", " > ")
                for name, cell in zip(table.header, row, strict=True)
                if name.endswith(" Applied") and cell.casefold() in ("true", "1")
            }
            codes = got.get(f"row {number}", set())
            leaves = sorted(code.split(" > ")[-1] for code in codes)
            by_comma = sorted(part.strip() for part in row[combined].split(",") if part.strip())
            traps += leaves != by_comma
            wrong += codes != applied
        print(f"{path.name}: {len(table.rows)} excerpts, {traps} of them traps, {wrong} read wrong")

    for name in ("coded-segments.pdf", "code-system.pdf"):
        project = printed_tables.read(folder / "pdpilot" / name)
        print(f"{name}: {len(project.codings)} codings, {len(project.codes)} codes")


def taguette(study: Study, python: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (ours,) = export_study(study, "taguette", folder=place)
        arguments = (str(ours), str(place / "new.sqlite3"), str(place / "highlights.csv"))
        subprocess.run([python, "-c", TAGUETTE, *arguments], check=True, capture_output=True)
        for name in ("new.sqlite3", "highlights.csv"):
            print(f"Taguette itself, {name}:", end=" ")
            compare("taguette", study, load_export(study), [place / name])


def qualcoder(study: Study, python: str, source: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        ours = export_study(study, "qualcoder", folder=place)[0]
        back = place / "back.qdpx"
        script = HERE / "qualcoder_headless.py"
        subprocess.run(
            [python, str(script), source, str(ours), str(back)],
            check=True,
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "HOME": folder},
        )
        for path in (back, back.with_suffix(".qda")):
            print(f"QualCoder itself, {path.suffix}:", end=" ")
            compare("qualcoder", study, load_export(study), [path])


def libreoffice(study: Study, soffice: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        ours = export_study(study, "word", folder=place / "ours")
        command = [soffice, "--headless", f"-env:UserInstallation=file://{folder}/profile"]
        out = ["--convert-to", "docx", "--outdir", str(place / "saved"), *map(str, ours)]
        subprocess.run([*command, *out], check=True, capture_output=True)
        print("LibreOffice itself:", end=" ")
        saved = sorted((place / "saved").glob("*.docx"))
        compare("word", study, load_export(study), saved)


def main(command: str = "sample", *arguments: str) -> None:
    pd.set_option("mode.copy_on_write", True)
    if command == "public":
        public(Path(arguments[0]))
        return
    study = Study("aft-sample")
    commands = {
        "sample": sample,
        "taguette": taguette,
        "qualcoder": qualcoder,
        "libreoffice": libreoffice,
    }
    commands[command](study, *arguments)  # type: ignore[operator]


if __name__ == "__main__":
    main(*sys.argv[1:])
