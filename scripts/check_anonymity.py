"""Warn of participants whose published attributes few others share.

Inputs: participants, themes by participant. Output, private: every combination of
attributes that tables, figures or the explorer publish and fewer than k participants share. The
log names them, too, and is private for that reason.
"""

import logging

from aft_themes import catalog
from aft_themes.corpus.participants import as_columns
from aft_themes.deidentify import few_alike, name_combinations
from aft_themes.io.spreadsheets import write_csv
from aft_themes.settings import Settings
from aft_themes.tables.small_groups import published_attributes
from aft_themes.workflow.rule_files import RuleFiles

MOST_NAMED = 20
logger = logging.getLogger(__name__)


def main(*, files: RuleFiles, settings: Settings) -> None:
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
