"""Clean and de-identify the turns, and split the participants' turns into segments.

Inputs: turns, replacements. Outputs: clean turns, their sentences, segments.
"""

from aft_themes import catalog
from aft_themes.corpus.segments import clean_turns, make_segments, place_turns
from aft_themes.corpus.sentences import list_sentences, splitter_of
from aft_themes.settings import Settings
from aft_themes.workflow.rule_files import RuleFiles


def main(*, files: RuleFiles, settings: Settings) -> None:
    turns = files.read(catalog.TURNS)
    placed = place_turns(turns, files.read(catalog.REPLACEMENTS))
    clean = clean_turns(turns, placed)
    splitter = splitter_of(clean, settings.segments, settings.language)
    segments = make_segments(turns, placed, settings.segments, settings.language, splitter)
    files.write(clean, catalog.CLEAN_TURNS)
    files.write(list_sentences(clean, splitter), catalog.SENTENCES)
    files.write(segments, catalog.SEGMENTS)


if "snakemake" in globals():
    from aft_themes.workflow.job import run

    run(main, globals()["snakemake"])
