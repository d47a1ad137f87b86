"""The names that nothing of a study may hold, from its own files."""

from __future__ import annotations

import json

from aft_themes import catalog
from aft_themes.deidentify import load_decisions, load_identifiers_if_any
from aft_themes.deidentify.leak_gate.names import Name, names_to_check
from aft_themes.settings import Settings
from aft_themes.workflow.rule_files import RuleFiles


def names_of(files: RuleFiles, settings: Settings) -> list[Name]:
    """Gather all names of a study; the codebook's words and the study's own name are none."""
    decisions = files.paths(catalog.NAME_DECISIONS)
    codebook = files.path(catalog.CODEBOOK).read_text(encoding="utf-8", errors="replace")
    return names_to_check(
        identifiers=load_identifiers_if_any(files.paths(catalog.IDENTIFIERS)),
        key=json.loads(files.path(catalog.NAME_KEY).read_text(encoding="utf-8")),
        turns=files.read(catalog.TURNS),
        allowed=settings.deidentify.allowed,
        decisions=load_decisions(decisions[0]) if decisions else None,
        ordinary=f"{settings.study}\n{codebook}",
        language=settings.language,
        printed=True,
    )
