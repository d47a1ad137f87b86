"""Put the shards' turns together; report unlisted files and repeated transcripts.

Inputs: every shard's turns and intake. Outputs: the study's turns and intake.
"""

import logging
from pathlib import Path

from aft_themes import catalog
from aft_themes.io.parquet import rows
from aft_themes.transcripts import combine, doubts
from aft_themes.workflow.rule_files import RuleFiles

logger = logging.getLogger(__name__)


def main(*, files: RuleFiles, folder: str) -> None:
    turns, intake = combine(
        files.read_all(catalog.SHARD_TURNS),
        files.read_all(catalog.SHARD_INTAKE),
        Path(folder),
    )
    files.write(turns, catalog.TURNS)
    files.write(intake, catalog.INTAKE)
    for row in rows(intake[intake["status"] != "read"]):
        logger.warning("left out: %s (%s): %s Fix: %s", row.file, row.status, row.problem, row.fix)
    for file, message in doubts(intake):
        logger.warning("read, but doubtful: %s: %s", file, message)


if "snakemake" in globals():
    from aft_themes.workflow.job import run

    run(main, globals()["snakemake"])
