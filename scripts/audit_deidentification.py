"""Score de-identification against labels made by hand; print the scores and write them.

Inputs: turns, identifiers.csv and decisions if there are any, the labels (deidentify_labels.csv
of the study). Outputs: the scores (no names in them), and, private, what was missed or wrong.
Run by `make audit`.
"""

import argparse
import logging
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from aft_themes.catalog import TURNS
from aft_themes.deidentify import find_replacements, load_decisions, load_identifiers
from aft_themes.deidentify.audit import audit, load_labels, missed
from aft_themes.io.parquet import read_frame
from aft_themes.io.spreadsheets import write_csv
from aft_themes.settings import Settings, load_settings

logger = logging.getLogger(__name__)


def main(
    *,
    turns: Path,
    identifiers: Sequence[Path],
    decisions: Sequence[Path],
    labels: Path,
    scores: Path,
    problems: Path,
    settings: Settings,
) -> None:
    known = (
        load_identifiers(identifiers[0])
        if identifiers
        else pd.DataFrame(columns=["text", "kind", "replacement"])
    )
    decided = load_decisions(decisions[0]) if decisions else None
    said, wanted = read_frame(turns, TURNS), load_labels(labels)
    found = find_replacements(said, known, decided, settings.deidentify)
    table = audit(found, said, wanted)
    write_csv(table.round(4), scores)
    details = missed(found, said, wanted)
    write_csv(details, problems)
    logger.info(
        "scores against the labels of %d interviews:\n%s",
        wanted["interview"].nunique(),
        table.round(3).to_string(index=False),
    )


def _from_command_line() -> None:
    parser = argparse.ArgumentParser(description="Score de-identification against hand labels.")
    parser.add_argument("study", help="folder under data/raw")
    parser.add_argument("--labels", type=Path, help="labels that lie elsewhere")
    given = parser.parse_args()
    raw, processed = Path("data/raw", given.study), Path("data/processed", given.study)
    labels = given.labels or raw / "deidentify_labels.csv"
    turns = processed / "private/turns.parquet"
    wanted = [(labels, "label some interviews by hand"), (turns, "run the study first")]
    for needed, fix in [*wanted, (processed / "settings.yaml", "run the study first")]:
        if not needed.is_file():
            parser.exit(1, f"{needed} is missing: {fix}; docs/privacy.md says how.\n")
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    main(
        turns=turns,
        identifiers=[path for path in [raw / "identifiers.csv"] if path.is_file()],
        decisions=[path for path in [raw / "deidentify_decisions.csv"] if path.is_file()],
        labels=labels,
        scores=processed / "deidentification_audit.csv",
        problems=processed / "private/deidentification_problems.csv",
        settings=load_settings(processed / "settings.yaml"),
    )


if "snakemake" in globals():
    from aft_themes.workflow.job import run

    run(main, globals()["snakemake"])
elif __name__ == "__main__":
    _from_command_line()
