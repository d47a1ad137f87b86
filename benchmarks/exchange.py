"""Measure the exchange with other programs: codings out and back, and public projects.

::

    python benchmarks/exchange.py sample                     # every program, by its files
    python benchmarks/exchange.py public FOLDER              # folders refi-qda and dedoose in it
    python benchmarks/exchange.py taguette PYTHON            # a Python that has Taguette
    python benchmarks/exchange.py qualcoder PYTHON FOLDER    # a Python with PyQt6, the repository
    python benchmarks/exchange.py libreoffice SOFFICE        # Word documents, saved by LibreOffice

The sample study must have been run. The last three let the programs themselves read our export
and write it again.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from aft_themes.coding.codebook_reading import load_codebook
from aft_themes.coding.reading import load_codings
from aft_themes.exchange import coded_segment_tables, export_study, import_files, refi_qda
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


def words(quote: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", quote)).casefold()


def fresh(folder: Path, study: Study) -> Path:
    """Copy the study without its codings, as it is for a team that codes elsewhere."""
    raw = folder / "data" / "raw" / study.name
    shutil.copytree(study.raw, raw, ignore=shutil.ignore_patterns("codings", "exchange"))
    shared = folder / "data" / "processed" / study.name
    shared.mkdir(parents=True)
    shutil.copy(study.processed / "clean_turns.parquet", shared)
    return raw


def wanted(content: ExportStudy) -> Counter[tuple[str, ...]]:
    texts = {(one.name, turn.number): turn.text for one in content.interviews for turn in one.turns}
    return Counter(
        (one.interview, str(one.turn), words(texts[one.interview, one.turn][one.start : one.end]),
         one.code, one.coder, one.valence or "none")
        for one in content.codings
    )  # fmt: skip


def came_back(raw: Path) -> Counter[tuple[str, ...]]:
    files = sorted((raw / "codings").glob("*.csv"))
    rows = load_codings(files, load_codebook(raw / "codebook.yaml")).rows
    columns = ("interview", "turn", "quote", "code", "coder", "valence")
    return Counter(
        (interview, turn, words(quote), code, coder, valence)
        for interview, turn, quote, code, coder, valence in zip(
            *(rows[name] for name in columns), strict=True
        )
    )


def compare(name: str, study: Study, content: ExportStudy, files: Sequence[Path]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        raw = fresh(Path(folder), study)
        start = time.perf_counter()
        if name == "csv":
            (raw / "codings").mkdir()
            for file in files:
                if file.name.startswith("codings_"):
                    shutil.copy(file, raw / "codings")
        else:
            report = import_files(files, raw)
            assert not report.problems, report.problems
        took = time.perf_counter() - start
        out, back = wanted(content), came_back(raw)
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
