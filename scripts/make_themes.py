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

from aft_themes import catalog
from aft_themes.agreement import compare_coders
from aft_themes.codebook.codes import Codebook
from aft_themes.codebook.reading import load_codebook
from aft_themes.coding.choosing import Layers, choose_codings
from aft_themes.coding.files import sort_files
from aft_themes.consensus import read_consensus, unanswered
from aft_themes.corpus.participants import as_columns
from aft_themes.deidentify import few_alike, say_few_alike
from aft_themes.io.spreadsheets import write_csv
from aft_themes.settings import Settings
from aft_themes.tables.small_groups import published_attributes
from aft_themes.themes.counting import CodedInterviews, count_themes
from aft_themes.topics.beside_codes import set_beside_codes
from aft_themes.workflow.rule_files import RuleFiles

logger = logging.getLogger(__name__)


def main(*, files: RuleFiles, settings: Settings) -> None:
    codebook = load_codebook(files.path(catalog.CODEBOOK))
    write_codings(files, codebook, settings)
    if catalog.AGREEMENT in files:
        write_agreement(files, codebook, settings)
    write_themes(files, codebook, settings)
    if catalog.CROSSWALK in files:
        write_topics_beside_codes(files, settings)
    write_few_alike(files, settings)


def write_codings(files: RuleFiles, codebook: Codebook, settings: Settings) -> None:
    """Write what reviewers and a consensus decided, and the codings that count."""
    found = sort_files(files.paths(catalog.CODER_FILES))
    workbooks = [file.path for file in found if file.kind == "review"]
    layers = Layers(
        human=files.read(catalog.HUMAN_CODINGS),
        suggested=files.read_if_made(catalog.AUTO_CODED),
        assignments=files.read(catalog.CODER_ASSIGNMENTS),
    )
    turns, segments = files.read(catalog.CLEAN_TURNS), files.read(catalog.SEGMENTS)
    chosen = choose_codings(layers, workbooks, turns, segments, codebook, settings)
    files.write(chosen.reviewed, catalog.REVIEWED_CODINGS)
    files.write(chosen.decisions, catalog.REVIEW_DECISIONS)
    files.write(chosen.corrections, catalog.CORRECTIONS)
    files.write(chosen.final, catalog.FINAL_CODINGS)
    files.write(chosen.traced, catalog.TRACED_CODINGS)
    consensus = read_consensus(workbooks)
    files.write(consensus.decisions, catalog.CONSENSUS_DECISIONS)
    files.write(consensus.core_ideas, catalog.CORE_IDEAS)
    files.write(consensus.audit, catalog.AUDIT_COMMENTS)
    for line in unanswered(consensus.audit):
        logger.warning("%s", line)


def write_agreement(files: RuleFiles, codebook: Codebook, settings: Settings) -> None:
    """Write how far coders agree, and where they differ."""
    compared = compare_coders(
        files.read(catalog.SEGMENTS),
        files.read(catalog.HUMAN_CODINGS),
        files.read(catalog.CODER_ASSIGNMENTS),
        codebook,
        settings,
    )
    files.write(compared.agreement, catalog.AGREEMENT)
    files.write(compared.pair_counts, catalog.PAIR_COUNTS)
    files.write(compared.disagreements, catalog.DISAGREEMENTS)
    files.write(compared.confusions, catalog.CONFUSIONS)


def write_themes(files: RuleFiles, codebook: Codebook, settings: Settings) -> None:
    """Write themes, passages and quotes."""
    study = CodedInterviews(
        turns=files.read(catalog.CLEAN_TURNS),
        sentences=files.read(catalog.SENTENCES),
        segments=files.read(catalog.SEGMENTS),
        codings=files.read(catalog.FINAL_CODINGS),
        coded_quotes=files.read(catalog.CODED_QUOTES),
        assignments=files.read(catalog.CODER_ASSIGNMENTS),
        people=as_columns(files.read(catalog.PARTICIPANTS)),
        vectors=files.read_array(catalog.VECTORS) if catalog.VECTORS in files else None,
    )
    found = count_themes(study, files.paths(catalog.QUOTES_FILE), codebook, settings)
    files.write(found.participants, catalog.THEME_PARTICIPANTS)
    files.write(found.themes, catalog.THEMES)
    files.write(found.groups, catalog.THEME_GROUPS)
    files.write(found.cooccurrence, catalog.COOCCURRENCE)
    files.write(found.passages, catalog.PASSAGES)
    files.write(found.quotes, catalog.QUOTES)
    files.write(found.unplaced, catalog.UNPLACED_QUOTES)


def write_topics_beside_codes(files: RuleFiles, settings: Settings) -> None:
    """Write which topics and codes go together, and the topics' names."""
    found = set_beside_codes(
        files.read(catalog.TOPICS),
        files.read(catalog.TOPIC_ASSIGNMENTS),
        files.read(catalog.SEGMENTS),
        files.read(catalog.FINAL_CODINGS),
        files.read(catalog.CODER_ASSIGNMENTS),
        settings,
    )
    files.write(found.crossed.pairs, catalog.CROSSWALK)
    files.write(found.crossed.topics, catalog.TOPIC_COVERAGE)
    files.write(found.crossed.codes, catalog.CODE_SCATTER)
    files.write(found.names, catalog.TOPIC_NAMES)
    files.write(found.questions, catalog.TOPIC_QUESTIONS)


def write_few_alike(files: RuleFiles, settings: Settings) -> None:
    """Write, and warn of, participants whose published attributes few others share."""
    coded = files.read(catalog.THEME_PARTICIPANTS)["participant"]
    people = as_columns(files.read(catalog.PARTICIPANTS))
    place, k = files.path(catalog.FEW_ALIKE), settings.deidentify.k
    found = few_alike(published_attributes(people, coded, settings), k)
    write_csv(found, place)
    for line in say_few_alike(found, k, place):
        logger.warning("%s", line)


if "snakemake" in globals():
    from aft_themes.workflow.job import run

    run(main, globals()["snakemake"])
