"""Check that no name stands in anything that may be shared; the run fails if one does.

Inputs: the shareable outputs (files and folders, logs and benchmarks too), turns, identifiers and
decisions if there are any, the key, the candidates, and the codebook, whose words are no leak;
intake, losses and notes of codings. Outputs: a file that says how many files were searched, and how
many possible names nobody has decided about, which the search cannot know; and what the run, which
ends here, says that people should mend. If the run fails, a private file lists the names.

The search leaves out this rule's own timings: a second run would find those of the first and count
one file more.
"""

import logging
from pathlib import Path

import pandas as pd

from aft_themes import catalog
from aft_themes.deidentify import count_waiting, say_waiting
from aft_themes.deidentify.leak_gate.search import check_leaks
from aft_themes.io.files import PRIVATE, write_text
from aft_themes.settings import Settings
from aft_themes.wording import count
from aft_themes.workflow.last_lines import last_lines
from aft_themes.workflow.names_of_study import names_of
from aft_themes.workflow.rule_files import RuleFiles

logger = logging.getLogger(__name__)


def main(
    *,
    files: RuleFiles,
    settings: Settings,
    outputs: list[str],
    own_benchmark: str,
    threads: int = 1,
) -> None:
    folders = [Path(folder) for folder in outputs]
    names = names_of(files, settings)
    checked = files.path(catalog.LEAKS_CHECKED)
    skip = [checked, Path(own_benchmark), *(folder / PRIVATE for folder in folders)]
    private = checked.parent / catalog.LEAKS_FOUND.path
    searched = check_leaks(folders, names, skip, threads=threads, private=private)
    candidates = pd.read_csv(files.path(catalog.NAME_CANDIDATES))
    waiting = say_waiting(count_waiting(candidates))
    said = f"{count(searched, 'file')} searched: no known or found name. {waiting}".rstrip()
    write_text(checked, f"{said}\n")
    lines = last_lines(
        settings.study,
        intake=files.read(catalog.INTAKE),
        losses=files.read(catalog.CODING_LOSSES),
        notes=files.read(catalog.CODING_NOTES),
        candidates=candidates,
    )
    write_text(files.path(catalog.LAST_LINES), "".join(f"{line}\n" for line in lines))
    logger.log(logging.WARNING if waiting else logging.INFO, "%s", said)


if "snakemake" in globals():
    from aft_themes.workflow.job import run

    run(main, globals()["snakemake"])
