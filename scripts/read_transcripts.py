"""Read one shard's transcripts into turns, and report what became of each file.

Inputs: interviews.csv, transcripts. Outputs: the shard's turns and intake.
"""

from pathlib import Path

from aft_themes.catalog import INTAKE, TURNS
from aft_themes.corpus.interviews import load_interviews
from aft_themes.io.parquet import write_frame
from aft_themes.transcripts import read_interviews


def main(
    *,
    interviews: Path,
    transcripts: Path,
    turns: Path,
    intake: Path,
    only: list[str] | None = None,
) -> None:
    listed = load_interviews(interviews)
    if only is not None:
        listed = listed[listed["interview"].isin(only)]
    turns_read, intake_read = read_interviews(listed, transcripts)
    write_frame(turns_read, turns, TURNS)
    write_frame(intake_read, intake, INTAKE)


if "snakemake" in globals():
    from aft_themes.workflow.job import run

    run(main, globals()["snakemake"])
