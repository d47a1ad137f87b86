"""Clean and de-identify the turns, and split the participants' turns into segments.

Inputs: turns, replacements. Outputs: clean turns, segments.
"""

from aft_themes import catalog
from aft_themes.corpus.segments import clean_turns, make_segments, place_turns
from aft_themes.settings import Settings
from aft_themes.workflow.rule_files import RuleFiles


def main(*, files: RuleFiles, settings: Settings) -> None:
    turns = files.read(catalog.TURNS)
    placed = place_turns(turns, files.read(catalog.REPLACEMENTS))
    files.write(clean_turns(turns, placed), catalog.CLEAN_TURNS)
    segments = make_segments(turns, placed, settings.segments, settings.language)
    files.write(segments, catalog.SEGMENTS)


if "snakemake" in globals():
    from aft_themes.workflow.job import run

    run(main, globals()["snakemake"])
