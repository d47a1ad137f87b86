"""Read one shard's transcripts into turns, and report what became of each file.

Inputs: interviews.csv, speakers.csv, transcripts. Outputs: the shard's turns and intake.
"""

from pathlib import Path

from aft_themes import catalog
from aft_themes.corpus.interviews import load_interviews
from aft_themes.corpus.speakers import given_speakers, load_speakers
from aft_themes.transcripts import read_interviews
from aft_themes.workflow.rule_files import RuleFiles


def main(*, files: RuleFiles, folder: str, only: list[str]) -> None:
    interviews = load_interviews(files.path(catalog.INTERVIEWS))
    wanted = interviews[interviews["interview"].isin(only)]
    speakers = load_speakers(files.paths(catalog.SPEAKERS), interviews)
    turns, intake = read_interviews(wanted, Path(folder), given_speakers(speakers))
    files.write(turns, catalog.SHARD_TURNS)
    files.write(intake, catalog.SHARD_INTAKE)


if "snakemake" in globals():
    from aft_themes.workflow.job import run

    run(main, globals()["snakemake"])
