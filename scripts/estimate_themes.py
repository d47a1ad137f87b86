"""Estimate how many of all participants have each theme, from a random part that people coded.

Inputs: the coded participants' themes, the machine's scores, segments, coder assignments, codebook,
and the drawn sample. Output: an estimate for each code, or why there is none.
"""

import logging

from aft_themes import catalog
from aft_themes.codebook.reading import load_codebook
from aft_themes.corpus.drawn_sample import load_sample
from aft_themes.settings import Settings
from aft_themes.themes.estimates import (
    coded_whole,
    estimate_themes,
    machine_labels,
    why_refused,
)
from aft_themes.workflow.rule_files import RuleFiles

logger = logging.getLogger(__name__)


def main(*, files: RuleFiles, settings: Settings) -> None:
    segments = files.read(catalog.SEGMENTS)
    people = sorted(set(segments["participant"]))
    drawn = [load_sample(path) for path in files.paths(catalog.DRAWN_SAMPLE)]
    scores = files.read(catalog.SUGGESTION_SCORES)
    assigned = files.read(catalog.CODER_ASSIGNMENTS)
    refused = why_refused(people, drawn[0] if drawn else None, coded_whole(segments, assigned))
    if not refused and scores.empty:
        refused = "the machine has not learnt from enough codings"
    if refused:
        logger.warning("Shares of all participants are not estimated: %s.", refused)
    found = estimate_themes(
        files.read(catalog.THEME_PARTICIPANTS),
        machine_labels(scores, segments),
        load_codebook(files.path(catalog.CODEBOOK)).ids,
        people,
        confidence=settings.themes.confidence,
        refused=refused,
    )
    files.write(found, catalog.THEME_ESTIMATES)


if "snakemake" in globals():
    from aft_themes.workflow.job import run

    run(main, globals()["snakemake"])
