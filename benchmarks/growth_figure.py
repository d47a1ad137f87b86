"""Put the runs of `growth.py` side by side: a table, and a figure for docs/growth.md.

`growth_figure.py RUN_FOLDER ... --figure docs/images/growth.png` prints the table in Markdown: CPU
seconds and peak memory of each rule.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import pandas as pd
from matplotlib.figure import Figure

NAMED = 8  # rules that take most time are drawn; the table has all
_LIMITS = {1_000: 3, 10_000: 6}  # GB per rule that are aimed at


def read_runs(folders: list[Path]) -> pd.DataFrame:
    """Read what each rule used in each run."""
    return pd.concat([pd.read_csv(folder / "rules.csv") for folder in folders])


def side_by_side(runs: pd.DataFrame) -> pd.DataFrame:
    """Give one row per rule, and CPU seconds and memory of each run."""
    runs = runs.assign(run=[f"{n:,}" for n in runs["interviews"]])
    order = list(dict.fromkeys(runs.sort_values("interviews")["run"]))
    cpu = runs.pivot_table(index="rule", columns="run", values="cpu_s", aggfunc="sum")[order]
    memory = runs.pivot_table(index="rule", columns="run", values="peak_mb", aggfunc="max")[order]
    rows = cpu.max(axis=1).sort_values(ascending=False).index
    said = pd.DataFrame(index=rows)
    for run in order:
        said[f"{run}: CPU s"] = cpu[run].map("{:,.0f}".format)
        said[f"{run}: MB"] = memory[run].map("{:,.0f}".format)
    return said.replace("nan", "not run").reset_index()


def draw(runs: pd.DataFrame, path: Path) -> None:
    """Draw CPU seconds and peak memory over the number of interviews."""
    largest = runs.groupby("rule")["cpu_s"].max().nlargest(NAMED).index
    figure = Figure(figsize=(9, 4.2), layout="constrained")
    panels = figure.subplots(1, 2)
    for rule in largest:
        own = runs[runs["rule"] == rule].sort_values("interviews")
        for panel, values in zip(panels, (own["cpu_s"], own["peak_mb"] / 1024), strict=True):
            panel.plot(own["interviews"], values, marker="o", markersize=3, label=rule)
    for interviews, limit in _LIMITS.items():
        panels[1].plot(interviews, limit, "_", color="black", markersize=18)
        panels[1].annotate(f"aim {limit} GB", (interviews, limit * 1.08), ha="right", fontsize=8)
    sizes = sorted(set(runs["interviews"]))
    ticks = ((5, 10, 20, 50, 100, 200, 500, 1000), (0.25, 0.5, 1, 2, 4, 6))
    for panel, label, at in zip(panels, ("CPU seconds", "Peak memory (GB)"), ticks, strict=True):
        panel.set(xscale="log", yscale="log", xlabel="Interviews", ylabel=label)
        panel.set_xticks(sizes, [f"{size:,}" for size in sizes])
        panel.set_yticks(at, [f"{value:g}" for value in at])
        panel.minorticks_off()
        panel.grid(alpha=0.3)
    panels[0].legend(fontsize=7, frameon=False)
    figure.savefig(path, dpi=150, metadata={"Software": None})


def main(folders: list[Path], figure: Path | None) -> None:
    runs = read_runs(folders)
    found = side_by_side(runs)
    for cells in (found.columns, ["---"] * len(found.columns), *found.to_numpy()):
        print(f"| {' | '.join(cells)} |")
    totals = runs.groupby("interviews")["cpu_s"].sum()
    print("\n" + "; ".join(f"{n:,} interviews: {spent:,.0f} CPU s" for n, spent in totals.items()))
    if figure:
        draw(runs, figure)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--figure", type=Path)
    given = parser.parse_args()
    main(given.folders, given.figure)
