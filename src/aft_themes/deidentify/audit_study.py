"""Score a study's de-identification against labels made by hand."""

from __future__ import annotations

import logging
from pathlib import Path

from aft_themes.catalog import (
    AUDIT_PROBLEMS,
    AUDIT_SCORES,
    IDENTIFIERS,
    MERGED_SETTINGS,
    NAME_DECISIONS,
    TURNS,
)
from aft_themes.deidentify.audit import audit, load_labels, missed
from aft_themes.deidentify.name_files import load_decisions, load_identifiers_if_any
from aft_themes.deidentify.pipeline import find_replacements
from aft_themes.errors import InputError
from aft_themes.io.parquet import read_frame
from aft_themes.io.settings_files import load_settings
from aft_themes.io.spreadsheets import write_csv

logger = logging.getLogger(__name__)


def audit_study(study: str, labels: Path | None = None, root: Path = Path()) -> None:
    """Score the replacements of a study; print the scores and write them.

    Writes ``deidentification_audit.csv`` (no names in it) and, private, what was missed or wrong.
    """
    raw, processed = root / "data/raw" / study, root / "data/processed" / study
    labels = labels or raw / "deidentify_labels.csv"
    if not labels.is_file():
        fix = "label some interviews by hand; docs/privacy.md says how."
        raise InputError(labels, "is missing.", fix)
    for entry in (TURNS, MERGED_SETTINGS):
        if not (processed / entry.path).is_file():
            raise InputError(processed / entry.path, "is missing.", "run the study first.")
    decisions = raw / NAME_DECISIONS.path
    turns, wanted = read_frame(processed / TURNS.path, TURNS), load_labels(labels)
    settings = load_settings(processed / MERGED_SETTINGS.path)
    found = find_replacements(
        turns,
        load_identifiers_if_any([path for path in [raw / IDENTIFIERS.path] if path.is_file()]),
        load_decisions(decisions) if decisions.is_file() else None,
        settings.deidentify,
        language=settings.language,
    )
    scores = audit(found, turns, wanted)
    write_csv(scores.round(4), processed / AUDIT_SCORES.path)
    write_csv(missed(found, turns, wanted), processed / AUDIT_PROBLEMS.path)
    number = wanted["interview"].nunique()
    table = scores.round(3).to_string(index=False)
    logger.info("scores against the labels of %d interviews:\n%s", number, table)
