"""Check that no name stands in anything that may be shared; the run fails if one does.

Inputs: the shareable outputs (files and folders, logs and benchmarks too), turns, identifiers.csv
if there is one, the key, and the candidates. Output: a file that says how many files were searched,
and how many possible names nobody has decided about, which the search cannot know.
"""

import json
import logging
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from aft_themes.catalog import TURNS
from aft_themes.deidentify import count_waiting, load_identifiers, say_waiting
from aft_themes.deidentify.leak_gate.search import check_leaks, names_to_check
from aft_themes.io.files import PRIVATE, write_text
from aft_themes.io.parquet import read_frame
from aft_themes.settings import Settings

logger = logging.getLogger(__name__)


def main(
    *,
    outputs: Sequence[Path],
    turns: Path,
    identifiers: Sequence[Path],
    key: Path,
    candidates: Path,
    checked: Path,
    settings: Settings,
    threads: int = 1,
) -> None:
    known = (
        load_identifiers(identifiers[0])
        if identifiers
        else pd.DataFrame(columns=["text", "kind", "replacement"])
    )
    names = names_to_check(
        identifiers=known,
        key=json.loads(key.read_text(encoding="utf-8")),
        turns=read_frame(turns, TURNS),
        allowed=settings.deidentify.allowed,
    )
    skip = [checked, *(folder / PRIVATE for folder in outputs)]
    files = check_leaks(outputs, names, skip, threads=threads)
    waiting = say_waiting(count_waiting(pd.read_csv(candidates)))
    said = f"{files} files searched: no known or found name. {waiting}".rstrip()
    write_text(checked, f"{said}\n")
    logger.log(logging.WARNING if waiting else logging.INFO, "%s", said)


if "snakemake" in globals():
    from aft_themes.workflow.job import run

    run(main, globals()["snakemake"])
