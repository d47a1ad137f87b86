"""Warn of participants whose published attributes few others share.

Inputs: interviews.csv, the intake, themes by participant. Output, private: every combination of
attributes that tables, figures or the explorer publish and fewer than k participants share. The
log names them, too, and is private for that reason.
"""

import logging
from pathlib import Path

from aft_themes.catalog import INTAKE, THEME_PARTICIPANTS
from aft_themes.corpus.interviews import load_interviews
from aft_themes.deidentify import few_alike, name_combinations
from aft_themes.io.parquet import read_frame
from aft_themes.io.spreadsheets import write_csv
from aft_themes.settings import Settings
from aft_themes.tables.small_groups import published_attributes

MOST_NAMED = 20
logger = logging.getLogger(__name__)


def main(
    *, interviews: Path, intake: Path, participants: Path, few: Path, settings: Settings
) -> None:
    received = read_frame(intake, INTAKE)
    read = received.loc[received["status"] == "read", "interview"]
    coded = read_frame(participants, THEME_PARTICIPANTS)["interview"]
    published = published_attributes(load_interviews(interviews), read, coded, settings)
    found = few_alike(published, settings.deidentify.k)
    write_csv(found, few)
    if found.empty:
        return
    logger.warning(
        "published combinations of attributes that fewer than %d participants share: %d",
        settings.deidentify.k,
        len(found),
    )
    said = name_combinations(found)
    for combination in said[:MOST_NAMED]:
        logger.warning("  %s", combination)
    if len(said) > MOST_NAMED:
        logger.warning("  and %d more", len(said) - MOST_NAMED)
    logger.warning(
        "all stand in %s. Fix: band or leave out an attribute; docs/privacy.md says how.", few
    )


if "snakemake" in globals():
    from aft_themes.workflow.job import run

    run(main, globals()["snakemake"])
