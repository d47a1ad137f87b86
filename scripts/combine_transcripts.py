"""Put the shards' turns together; report unlisted and repeated ones; name participants.

Inputs: every shard's turns and intake, interviews.csv, speakers.csv. Outputs: the study's turns,
intake and participants.
"""

import logging
from pathlib import Path

from aft_themes import catalog
from aft_themes.corpus.interviews import load_interviews
from aft_themes.corpus.participants import describe_participants, name_participants
from aft_themes.corpus.speakers import load_speakers
from aft_themes.io.parquet import rows
from aft_themes.settings import Settings
from aft_themes.transcripts import combine, doubts
from aft_themes.workflow.rule_files import RuleFiles

logger = logging.getLogger(__name__)


def main(*, files: RuleFiles, folder: str, settings: Settings) -> None:
    turns, intake = combine(
        files.read_all(catalog.SHARD_TURNS),
        files.read_all(catalog.SHARD_INTAKE),
        Path(folder),
        settings.language,
    )
    interviews = load_interviews(files.path(catalog.INTERVIEWS))
    speakers = load_speakers(files.paths(catalog.SPEAKERS), interviews)
    named = name_participants(turns, interviews, speakers)
    files.write(named, catalog.TURNS)
    files.write(intake, catalog.INTAKE)
    files.write(describe_participants(named, interviews, speakers), catalog.PARTICIPANTS)
    for row in rows(intake[intake["status"] != "read"]):
        logger.warning("left out: %s (%s): %s Fix: %s", row.file, row.status, row.problem, row.fix)
    for file, message in doubts(intake):
        logger.warning("read, but doubtful: %s: %s", file, message)


if "snakemake" in globals():
    from aft_themes.workflow.job import run

    run(main, globals()["snakemake"])
