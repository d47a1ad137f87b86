"""Choose the codings that count; measure agreement; count themes; set topics beside codes.

Inputs: workbooks, clean turns and their sentences, segments, codebook, human and, if the setting
``coding.final`` counts them, suggested codings, the coders' quotes, coder assignments, vectors,
participants, quotes.csv, topics and their segments. Outputs: the reviewed layer with decisions,
corrections, consensus, core ideas and audit; final codings, and every coding with what superseded
it; agreement, counts of each pair of coders, disagreements, confusions; themes by group and by
participant, co-occurrence, passages, quotes; the crosswalk of topics and codes; and, private, every
combination of published attributes that few participants share. The log names these combinations,
and is private for that reason. A reflexive study has no agreement and no topics.
"""

import logging

import pandas as pd

from aft_themes import catalog
from aft_themes.agreement import (
    collect_judgements,
    count_confusions,
    list_disagreements,
    measure_agreement,
)
from aft_themes.coding.codebook_reading import load_codebook
from aft_themes.coding.files import sort_files
from aft_themes.coding.layers import (
    coded_interviews,
    coded_participants,
    every_quote,
    final_codings,
)
from aft_themes.coding.review import count_corrections, place_decisions, read_reviews
from aft_themes.coding.tracing import trace_codings
from aft_themes.consensus import Consensus, read_consensus, unanswered
from aft_themes.corpus.participants import as_columns, with_participants
from aft_themes.deidentify import few_alike, name_combinations
from aft_themes.io.parquet import empty_frame
from aft_themes.io.spreadsheets import write_csv
from aft_themes.language import load
from aft_themes.settings import Settings
from aft_themes.tables.small_groups import published_attributes
from aft_themes.themes.authors_quotes import NO_CHOICES, load_authors_quotes, place_authors_quotes
from aft_themes.themes.passages import make_passages
from aft_themes.themes.quotes import check_verbatim, choose_quotes
from aft_themes.themes.themes import cooccurrence, make_themes, theme_groups, theme_participants
from aft_themes.topics.crosswalk import cross_topics
from aft_themes.topics.names import name_topics, topics_by_question
from aft_themes.workflow.rule_files import RuleFiles

MOST_NAMED = 20
logger = logging.getLogger(__name__)


def main(*, files: RuleFiles, settings: Settings) -> None:
    choose_codings(files, settings)
    if catalog.AGREEMENT in files:
        compare_coders(files, settings)
    count_themes(files, settings)
    if catalog.CROSSWALK in files:
        set_topics_beside_codes(files, settings)
    warn_of_few_alike(files, settings)


def choose_codings(files: RuleFiles, settings: Settings) -> None:
    """Read filled review workbooks, and choose the codings that enter the theme tables."""
    codebook = load_codebook(files.path(catalog.CODEBOOK))
    found = sort_files(files.paths(catalog.CODER_FILES))
    workbooks = [file.path for file in found if file.kind == "review"]
    reviewed, decisions = place_decisions(
        read_reviews(workbooks, codebook),
        files.read(catalog.CLEAN_TURNS),
        files.read(catalog.SEGMENTS),
        min_overlap=settings.coding.min_overlap,
        codebook_version=codebook.version,
    )
    for status, number in decisions["status"].value_counts().sort_index().items():
        logger.info("%d decisions %s", number, status)
    counted = catalog.AUTO_CODED in files
    suggested = files.read(catalog.AUTO_CODED) if counted else empty_frame(catalog.AUTO_CODED)
    layers = (files.read(catalog.HUMAN_CODINGS), suggested, reviewed)
    assignments = files.read(catalog.CODER_ASSIGNMENTS)
    final = final_codings(*layers, assignments, final=settings.coding.final)
    _log_final(final, len(layers[0]), settings.coding.final)
    files.write(reviewed, catalog.REVIEWED_CODINGS)
    files.write(decisions, catalog.REVIEW_DECISIONS)
    _write_consensus(read_consensus(workbooks), files)
    files.write(count_corrections(decisions, settings.themes.confidence), catalog.CORRECTIONS)
    files.write(final, catalog.FINAL_CODINGS)
    files.write(trace_codings(*layers, final, assignments), catalog.TRACED_CODINGS)


def _write_consensus(consensus: Consensus, files: RuleFiles) -> None:
    files.write(consensus.decisions, catalog.CONSENSUS_DECISIONS)
    files.write(consensus.core_ideas, catalog.CORE_IDEAS)
    files.write(consensus.audit, catalog.AUDIT_COMMENTS)
    for line in unanswered(consensus.audit):
        logger.warning("%s", line)


def _log_final(final: pd.DataFrame, human: int, rule: str) -> None:
    if final.empty and human:
        logger.warning(
            "No coding is final though %d human ones were placed: none is of a coder whom "
            "interviews.csv lists first, or the setting coding.final leaves them out.",
            human,
        )
    logger.info("%d final codings by the rule %r", len(final), rule)


def compare_coders(files: RuleFiles, settings: Settings) -> None:
    """Measure agreement between coders, and list where they differ."""
    codebook = load_codebook(files.path(catalog.CODEBOOK))
    coded = (
        files.read(catalog.SEGMENTS),
        files.read(catalog.HUMAN_CODINGS),
        files.read(catalog.CODER_ASSIGNMENTS),
    )
    measured, counts = measure_agreement(*coded, codebook, settings)
    judgements = collect_judgements(*coded, codebook)
    files.write(measured, catalog.AGREEMENT)
    files.write(counts, catalog.PAIR_COUNTS)
    files.write(list_disagreements(judgements, codebook), catalog.DISAGREEMENTS)
    files.write(count_confusions(judgements), catalog.CONFUSIONS)


def count_themes(files: RuleFiles, settings: Settings) -> None:
    """Count themes over participants, and choose quotes."""
    segments = files.read(catalog.SEGMENTS)
    codings = with_participants(files.read(catalog.FINAL_CODINGS), segments)
    codebook = load_codebook(files.path(catalog.CODEBOOK))
    coded = coded_participants(
        codings, files.read(catalog.CODER_ASSIGNMENTS), segments, settings.coding.final
    )
    counted = theme_participants(codings, codebook, coded)
    people = as_columns(files.read(catalog.PARTICIPANTS))
    vectors = files.read_array(catalog.VECTORS) if catalog.VECTORS in files else None
    turns = files.read(catalog.CLEAN_TURNS)
    sentences = files.read(catalog.SENTENCES)
    quoted = every_quote(codings, files.read(catalog.CODED_QUOTES))
    passages = make_passages(quoted, turns, segments, sentences, settings.quotes, settings.language)
    authors = NO_CHOICES
    for path in files.paths(catalog.QUOTES_FILE):
        wanted = load_authors_quotes(path, codebook)
        authors = place_authors_quotes(wanted, turns, passages, codebook)
    quotes = choose_quotes(passages, segments, vectors, codebook, settings.quotes, authors)
    check_verbatim(quotes, turns)
    files.write(counted, catalog.THEME_PARTICIPANTS)
    files.write(make_themes(counted, codings, codebook, settings.themes), catalog.THEMES)
    files.write(theme_groups(counted, people, settings.themes), catalog.THEME_GROUPS)
    files.write(cooccurrence(counted, codings, codebook), catalog.COOCCURRENCE)
    files.write(passages, catalog.PASSAGES)
    files.write(quotes, catalog.QUOTES)
    files.write(authors.unplaced, catalog.UNPLACED_QUOTES)


def set_topics_beside_codes(files: RuleFiles, settings: Settings) -> None:
    """Cross topics with codes, and name them."""
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


def warn_of_few_alike(files: RuleFiles, settings: Settings) -> None:
    """Warn of participants whose published attributes few others share."""
    coded = files.read(catalog.THEME_PARTICIPANTS)["participant"]
    people = as_columns(files.read(catalog.PARTICIPANTS))
    k = settings.deidentify.k
    found = few_alike(published_attributes(people, coded, settings), k)
    place = files.path(catalog.FEW_ALIKE)
    write_csv(found, place)
    if found.empty:
        return
    logger.warning(
        "published combinations of attributes that fewer than %d participants share: %d",
        k,
        len(found),
    )
    combinations = name_combinations(found)
    for combination in combinations[:MOST_NAMED]:
        logger.warning("  %s", combination)
    if len(combinations) > MOST_NAMED:
        logger.warning("  and %d more", len(combinations) - MOST_NAMED)
    logger.warning(
        "all stand in %s. Fix: band or leave out an attribute; docs/privacy.md says how.", place
    )


if "snakemake" in globals():
    from aft_themes.workflow.job import run

    run(main, globals()["snakemake"])
