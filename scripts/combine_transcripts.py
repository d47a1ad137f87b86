"""Put the shards' turns together; report unlisted files and repeated transcripts.

Inputs: every shard's turns and intake. Outputs: the study's turns and intake.
"""

import logging
from pathlib import Path

from aft_themes.catalog import INTAKE, TURNS
from aft_themes.io.parquet import read_frame, write_frame
from aft_themes.transcripts import combine

logger = logging.getLogger(__name__)


def main(
    *,
    shard_turns: list[Path],
    shard_intakes: list[Path],
    transcripts: Path,
    turns: Path,
    intake: Path,
) -> None:
    all_turns, all_intake = combine(
        [read_frame(path, TURNS) for path in shard_turns],
        [read_frame(path, INTAKE) for path in shard_intakes],
        transcripts,
    )
    write_frame(all_turns, turns, TURNS)
    write_frame(all_intake, intake, INTAKE)
    for row in all_intake[all_intake["status"] != "read"].itertuples():
        logger.warning("left out: %s (%s): %s Fix: %s", row.file, row.status, row.problem, row.fix)


if "snakemake" in globals():
    from aft_themes.workflow.job import run

    run(main, globals()["snakemake"])
