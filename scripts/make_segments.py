"""Clean and de-identify the turns, and split the participants' turns into segments.

Inputs: turns, replacements. Outputs: clean turns, segments.
"""

from pathlib import Path

from aft_themes.catalog import CLEAN_TURNS, REPLACEMENTS, SEGMENTS, TURNS
from aft_themes.corpus.segments import clean_turns, make_segments, place_turns
from aft_themes.io.parquet import read_frame, write_frame
from aft_themes.settings import Settings


def main(
    *,
    turns: Path,
    replacements: Path,
    clean_turns_out: Path,
    segments_out: Path,
    settings: Settings,
) -> None:
    read = read_frame(turns, TURNS)
    placed = place_turns(read, read_frame(replacements, REPLACEMENTS))
    write_frame(clean_turns(read, placed), clean_turns_out, CLEAN_TURNS)
    write_frame(make_segments(read, placed, settings.segments), segments_out, SEGMENTS)


if "snakemake" in globals():
    from aft_themes.workflow.job import run

    run(main, globals()["snakemake"])
