"""Time whole runs of the sample study, and list time and peak memory per rule: `make bench`.

Three runs in a folder of its own: everything from nothing, again with nothing to do, and after a
change of one transcript. The aims are CPU seconds: a busy machine makes them longer, too, but less
than the seconds of the clock. ``--precision bf16`` or ``int8`` times other vectors.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

import pandas as pd

PROJECT = Path(__file__).parents[1]
AIMS = {"everything": 72, "nothing to do": 1.5, "one transcript changed": 15}  # CPU seconds


def copy_workflow(folder: Path) -> None:
    for part in ("workflow", "scripts", "config", "profiles"):
        shutil.copytree(PROJECT / part, folder / part)
    shutil.copy(PROJECT / "Snakefile", folder)


def copy_project(folder: Path, study: str) -> None:
    copy_workflow(folder)
    shutil.copytree(PROJECT / f"data/raw/{study}", folder / f"data/raw/{study}")


def set_precision(folder: Path, precision: str) -> None:
    config = folder / "config/config.yaml"
    config.write_text(
        config.read_text("utf-8").replace("  precision: fp32\n", f"  precision: {precision}\n"),
        "utf-8",
    )


class Cost(NamedTuple):
    """What a run took."""

    seconds: float
    cpu: float


def run(folder: Path, study: str, cores: int) -> Cost:
    before, begun = os.times(), time.perf_counter()
    subprocess.run(
        [Path(sys.executable).parent / "aft-themes", "run", "--cores", str(cores), study],
        cwd=folder,
        env=os.environ,
        check=True,
    )
    seconds, after = time.perf_counter() - begun, os.times()
    used = after.children_user + after.children_system
    return Cost(seconds, used - before.children_user - before.children_system)


def change_a_transcript(folder: Path, study: str) -> None:
    """Add a sentence to the longest line, which a participant speaks, so that segments change."""
    path = sorted((folder / "data/raw" / study / "transcripts").glob("*.txt"))[0]
    text = path.read_text("utf-8")
    longest = max(text.splitlines(), key=len)
    path.write_text(text.replace(longest, f"{longest} And that is all I remember of it."), "utf-8")


def rules(folder: Path, study: str) -> pd.DataFrame:
    below = folder / "data/processed" / study / "benchmarks"
    rows = [
        pd.read_csv(path, sep="\t").assign(rule=path.relative_to(below).with_suffix("").as_posix())
        for path in sorted(below.rglob("*.tsv"))
    ]
    frame = pd.concat(rows)[["rule", "s", "max_rss", "mean_load"]]
    return frame.sort_values("s", ascending=False).rename(
        columns={"s": "seconds", "max_rss": "peak memory (MB)", "mean_load": "cores busy (%)"}
    )


def main(study: str, cores: int, precision: str) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        copy_project(folder, study)
        set_precision(folder, precision)
        took = {"everything": run(folder, study, cores)}
        per_rule = rules(folder, study)
        took["nothing to do"] = run(folder, study, cores)
        change_a_transcript(folder, study)
        took["one transcript changed"] = run(folder, study, cores)
    table = pd.DataFrame(
        [(what, *cost, AIMS[what]) for what, cost in took.items()],
        columns=["run", "seconds", "CPU seconds", "aim"],
    )
    print(table.round(1).to_string(index=False), "\n")
    print(per_rule.round(1).to_string(index=False))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--study", default="aft-sample")
    parser.add_argument("--cores", type=int, default=2)
    parser.add_argument("--precision", choices=("fp32", "bf16", "int8"), default="fp32")
    arguments = parser.parse_args()
    main(arguments.study, arguments.cores, arguments.precision)
