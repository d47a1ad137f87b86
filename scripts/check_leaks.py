"""Check that no name stands in anything that may be shared; the run fails if one does.

Inputs: the shareable outputs (files and folders, logs and benchmarks too), turns, identifiers.csv
if there is one, the key, and the candidates. Output: a file that says how many files were searched,
and how many possible names nobody has decided about, which the search cannot know.
"""

import json
import logging
from pathlib import Path

import pandas as pd

from aft_themes import catalog
from aft_themes.deidentify import count_waiting, load_identifiers_if_any, say_waiting
from aft_themes.deidentify.leak_gate.search import check_leaks, names_to_check
from aft_themes.io.files import PRIVATE, write_text
from aft_themes.settings import Settings
from aft_themes.workflow.rule_files import RuleFiles

logger = logging.getLogger(__name__)


def main(*, files: RuleFiles, settings: Settings, outputs: list[str], threads: int = 1) -> None:
    folders = [Path(folder) for folder in outputs]
    names = names_to_check(
        identifiers=load_identifiers_if_any(files.paths(catalog.IDENTIFIERS)),
        key=json.loads(files.path(catalog.NAME_KEY).read_text(encoding="utf-8")),
        turns=files.read(catalog.TURNS),
        allowed=settings.deidentify.allowed,
    )
    checked = files.path(catalog.LEAKS_CHECKED)
    skip = [checked, *(folder / PRIVATE for folder in folders)]
    searched = check_leaks(folders, names, skip, threads=threads)
    waiting = say_waiting(count_waiting(pd.read_csv(files.path(catalog.NAME_CANDIDATES))))
    said = f"{searched} files searched: no known or found name. {waiting}".rstrip()
    write_text(checked, f"{said}\n")
    logger.log(logging.WARNING if waiting else logging.INFO, "%s", said)


if "snakemake" in globals():
    from aft_themes.workflow.job import run

    run(main, globals()["snakemake"])
