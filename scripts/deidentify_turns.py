"""Find what may identify people; write the replacements, the key and the review list.

Inputs: turns, identifiers.csv and earlier decisions if there are any. Outputs, all private:
replacements, the key (what each tag stands for), candidates for people to look at.
"""

import json
import logging
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from aft_themes.catalog import REPLACEMENTS, TURNS
from aft_themes.deidentify import (
    count_waiting,
    find_replacements,
    load_decisions,
    load_identifiers,
)
from aft_themes.io.files import write_text
from aft_themes.io.parquet import read_frame, write_frame
from aft_themes.io.spreadsheets import write_csv
from aft_themes.settings import Settings

logger = logging.getLogger(__name__)


def main(
    *,
    turns: Path,
    identifiers: Sequence[Path],
    decisions: Sequence[Path],
    replacements: Path,
    key: Path,
    candidates: Path,
    settings: Settings,
) -> None:
    known = (
        load_identifiers(identifiers[0])
        if identifiers
        else pd.DataFrame(columns=["text", "kind", "replacement"])
    )
    decided = load_decisions(decisions[0]) if decisions else None
    found = find_replacements(read_frame(turns, TURNS), known, decided, settings.deidentify)
    write_frame(found.replacements, replacements, REPLACEMENTS)
    write_text(key, json.dumps(found.key, ensure_ascii=False, indent=1, sort_keys=True) + "\n")
    write_csv(found.candidates, candidates)
    logger.info(
        "%d replacements by %d tags; %d candidates wait for a person",
        len(found.replacements),
        len(found.key),
        count_waiting(found.candidates),
    )


if "snakemake" in globals():
    from aft_themes.workflow.job import run

    run(main, globals()["snakemake"])
