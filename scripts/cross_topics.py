"""Set topics beside codes.

Inputs: topic assignments, segments, final codings, coder assignments. Outputs: the crosswalk, how
much of each topic has codes, how each code spreads over topics.
"""

from aft_themes import catalog
from aft_themes.coding.layers import coded_interviews
from aft_themes.settings import Settings
from aft_themes.topics.crosswalk import cross_topics
from aft_themes.workflow.rule_files import RuleFiles


def main(*, files: RuleFiles, settings: Settings) -> None:
    codings = files.read(catalog.FINAL_CODINGS)
    coded = coded_interviews(
        codings,
        files.read(catalog.CODER_ASSIGNMENTS),
        files.read(catalog.SEGMENTS),
        settings.coding.final,
    )
    crossed = cross_topics(
        files.read(catalog.TOPIC_ASSIGNMENTS),
        codings,
        coded,
        resamples=settings.agreement.resamples,
        confidence=settings.agreement.confidence,
        seed=settings.seed,
    )
    files.write(crossed.pairs, catalog.CROSSWALK)
    files.write(crossed.topics, catalog.TOPIC_COVERAGE)
    files.write(crossed.codes, catalog.CODE_SCATTER)


if "snakemake" in globals():
    from aft_themes.workflow.job import run

    run(main, globals()["snakemake"])
