"""Find what may identify people.

Inputs: turns, identifiers and decisions if there are any. Outputs, all private: replacements, the
key from tags to names, and possible names for people to decide about.
"""

import json
import logging

from aft_themes import catalog
from aft_themes.deidentify import (
    count_waiting,
    find_replacements,
    load_decisions,
    load_identifiers_if_any,
)
from aft_themes.io.files import write_text
from aft_themes.io.spreadsheets import write_csv
from aft_themes.settings import Settings
from aft_themes.workflow.rule_files import RuleFiles

logger = logging.getLogger(__name__)


def main(*, files: RuleFiles, settings: Settings) -> None:
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


if "snakemake" in globals():
    from aft_themes.workflow.job import run

    run(main, globals()["snakemake"])
