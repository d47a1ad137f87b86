"""Cross topics with codes.

Inputs: topics and their segments, segments, final codings, coder assignments. Outputs: the
crosswalk, how much of each topic has codes, how each code spreads over topics, names of topics,
topics by question.
"""

from aft_themes import catalog
from aft_themes.coding.layers import coded_interviews
from aft_themes.language import load
from aft_themes.settings import Settings
from aft_themes.topics.crosswalk import cross_topics
from aft_themes.topics.names import name_topics, topics_by_question
from aft_themes.workflow.rule_files import RuleFiles


def main(*, files: RuleFiles, settings: Settings) -> None:
    codings, segments = files.read(catalog.FINAL_CODINGS), files.read(catalog.SEGMENTS)
    placed = files.read(catalog.TOPIC_ASSIGNMENTS)
    coded = coded_interviews(
        codings,
        files.read(catalog.CODER_ASSIGNMENTS),
        segments,
        settings.coding.final,
    )
    crossed = cross_topics(
        placed,
        codings,
        coded,
        resamples=settings.agreement.resamples,
        confidence=settings.agreement.confidence,
        seed=settings.seed,
    )
    files.write(crossed.pairs, catalog.CROSSWALK)
    files.write(crossed.topics, catalog.TOPIC_COVERAGE)
    files.write(crossed.codes, catalog.CODE_SCATTER)
    topics, language = files.read(catalog.TOPICS), load(settings.language)
    named = name_topics(topics, crossed.pairs, crossed.topics, placed, segments, language)
    files.write(named, catalog.TOPIC_NAMES)
    files.write(topics_by_question(placed, segments, language), catalog.TOPIC_QUESTIONS)


if "snakemake" in globals():
    from aft_themes.workflow.job import run

    run(main, globals()["snakemake"])
