"""Put the turns together, find what may identify people, and split the turns into segments.

Inputs: every part's turns and intake, interviews.csv, speakers.csv, identifiers and decisions about
names if there are any. Outputs: the study's turns, intake and participants; replacements, the key
from tags to names, and possible names for people to decide about; clean turns, their sentences,
segments.
"""

import json
import logging
from pathlib import Path

from aft_themes import catalog
from aft_themes.corpus.interviews import load_interviews
from aft_themes.corpus.participants import describe_participants, name_participants
from aft_themes.corpus.segments import clean_turns, make_segments, place_turns
from aft_themes.corpus.sentences import list_sentences, splitter_of
from aft_themes.corpus.speakers import load_speakers
from aft_themes.deidentify import (
    count_waiting,
    find_replacements,
    load_decisions,
    load_identifiers_if_any,
)
from aft_themes.io.files import write_text
from aft_themes.io.parquet import rows
from aft_themes.io.spreadsheets import write_csv
from aft_themes.settings import Settings
from aft_themes.transcripts import combine, doubts
from aft_themes.workflow.rule_files import RuleFiles

logger = logging.getLogger(__name__)


def main(*, files: RuleFiles, folder: str, settings: Settings) -> None:
    # each part reads what the one before has written, so that its tables are free in between
    combine_transcripts(files, Path(folder), settings)
    deidentify_turns(files, settings)
    split_turns(files, settings)


def combine_transcripts(files: RuleFiles, folder: Path, settings: Settings) -> None:
    """Report unlisted and repeated files, and name participants."""
    turns, intake = combine(
        files.read_all(catalog.SHARD_TURNS),
        files.read_all(catalog.SHARD_INTAKE),
        folder,
        settings.language,
    )
    interviews = load_interviews(files.path(catalog.INTERVIEWS))
    speakers = load_speakers(files.paths(catalog.SPEAKERS), interviews)
    named = name_participants(turns, interviews, speakers)
    files.write(named, catalog.TURNS)
    files.write(intake, catalog.INTAKE)
    files.write(describe_participants(named, interviews, speakers), catalog.PARTICIPANTS)
    for row in rows(intake[intake["status"] != "read"]):
        logger.warning("left out: %s (%s): %s Fix: %s", row.file, row.status, row.problem, row.fix)
    for file, message in doubts(intake):
        logger.warning("read, but doubtful: %s: %s", file, message)


def deidentify_turns(files: RuleFiles, settings: Settings) -> None:
    """Find what may identify people."""
    decisions = files.paths(catalog.NAME_DECISIONS)
    found = find_replacements(
        files.read(catalog.TURNS),
        load_identifiers_if_any(files.paths(catalog.IDENTIFIERS)),
        load_decisions(decisions[0]) if decisions else None,
        settings.deidentify,
        language=settings.language,
    )
    files.write(found.replacements, catalog.REPLACEMENTS)
    key = json.dumps(found.key, ensure_ascii=False, indent=1, sort_keys=True)
    write_text(files.path(catalog.NAME_KEY), key + "\n")
    write_csv(found.candidates, files.path(catalog.NAME_CANDIDATES))
    logger.info(
        "%d replacements by %d tags; %d candidates wait for a person",
        len(found.replacements),
        len(found.key),
        count_waiting(found.candidates),
    )


def split_turns(files: RuleFiles, settings: Settings) -> None:
    """Clean and de-identify the turns, and split the participants' turns into segments."""
    turns = files.read(catalog.TURNS)
    placed = place_turns(turns, files.read(catalog.REPLACEMENTS))
    clean = clean_turns(turns, placed)
    splitter = splitter_of(clean, settings.segments, settings.language)
    sentences = list_sentences(clean, splitter)
    segments = make_segments(turns, placed, settings.segments, settings.language, sentences)
    files.write(clean, catalog.CLEAN_TURNS)
    files.write(sentences, catalog.SENTENCES)
    files.write(segments, catalog.SEGMENTS)


if "snakemake" in globals():
    from aft_themes.workflow.job import run

    run(main, globals()["snakemake"])
