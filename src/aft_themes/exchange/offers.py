"""What an import offers beside the codings: new codes, attributes, and documents as transcripts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pandas as pd
import yaml

from aft_themes.exchange import mapping as mapped
from aft_themes.exchange.mapping import CODE, SOURCE, StudyMapping
from aft_themes.exchange.model import ImportedCode, Project, split_description
from aft_themes.exchange.study_words import StudyWords

_TO_WRITE = "to be written"


def file_name(file: str) -> str:
    """Make a file name of a document's or a project's name."""
    return re.sub(r"[^\w.-]+", "_", Path(file).stem).strip("._") or "imported"


def new_codes(projects: Sequence[Project], mapping: StudyMapping, study: StudyWords) -> str:
    """Write codes that the study's codebook does not have as codebook entries (YAML)."""
    entries: dict[str, ImportedCode] = {}
    for project in projects:
        ids = mapped.new_ids(project.codes)
        wanted = {
            ids[code.key]: code
            for code in project.codes
            if not study.codebook or not mapping.ours(project.file, CODE, code.key)
        }
        above = {ids[code.key]: code for code in project.codes}
        for one in list(wanted):
            parts = one.split(".")
            for depth in range(1, len(parts) + 1):
                key = ".".join(parts[:depth])
                known = study.codebook is not None and key in study.codebook
                if key in above and not known:
                    entries.setdefault(key, above[key])
    if not entries:
        return ""
    tree = {"title": "Imported codes", "version": "1.0", "codes": _tree("", entries)}
    return yaml.safe_dump(tree, sort_keys=False, allow_unicode=True, width=100)


def _tree(parent: str, entries: dict[str, ImportedCode]) -> list[dict[str, object]]:
    found = []
    for one, code in entries.items():
        above = one.rpartition(".")[0]
        if above == parent or (not parent and above not in entries):
            definition, include, exclude = split_description(code.description)
            entry: dict[str, object] = {
                "id": one,
                "name": code.path[-1],
                "definition": definition or _TO_WRITE,
                "include": include or _TO_WRITE,
                "exclude": exclude or _TO_WRITE,
            }
            below = _tree(one, {key: other for key, other in entries.items() if key != one})
            found.append({**entry, "codes": below} if below else entry)
    return found


def attributes(
    projects: Sequence[Project], mapping: StudyMapping, study: StudyWords
) -> pd.DataFrame:
    """Gather variables of cases and sources, one row per interview."""
    found: dict[str, dict[str, str]] = {}
    for project in projects:
        for case in project.cases:
            named = case.name if case.name in study.files else ""
            interviews = {mapping.ours(project.file, SOURCE, key) for key in case.sources} or {
                named
            }
            for interview in sorted(interviews & set(study.files)):
                found.setdefault(interview, {}).update(case.values)
    rows = [
        {"interview": interview, **values} for interview, values in sorted(found.items()) if values
    ]
    return pd.DataFrame(rows).fillna("") if rows else pd.DataFrame()


def transcripts(projects: Sequence[Project], mapping: StudyMapping) -> list[tuple[str, str]]:
    """List documents that are no interview of the study: file name and text."""
    found: dict[str, str] = {}
    for project in projects:
        for source in project.sources:
            if source.text.strip() and not mapping.ours(project.file, SOURCE, source.key):
                text = source.text.replace("\r\n", "\n").replace("\r", "\n")
                found.setdefault(f"{file_name(source.name)}.txt", text)
    return sorted(found.items())
