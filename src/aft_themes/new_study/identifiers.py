"""Propose identifiers.csv: the names that speakers bear."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from aft_themes.catalog import IDENTIFIERS
from aft_themes.corpus.tags import UNSURE
from aft_themes.io.spreadsheets import write_csv
from aft_themes.new_study.said_names import bare_name, is_heading, small_words
from aft_themes.transcripts.turns import Transcript
from aft_themes.vocabulary import Role


def write_identifiers(
    brought: Path | None,
    transcripts: Iterable[Transcript],
    speakers: Sequence[Mapping[str, Any]],
    raw: Path,
) -> None:
    """Copy the team's list of names, or propose one: the speakers' names.

    Parameters
    ----------
    brought : Path, optional
        The team's list.
    transcripts : iterable of Transcript
        Whose speech tells names from words.
    speakers : sequence of mapping
        Rows of speakers.csv.
    raw : Path
        The study's folder.
    """
    if brought:
        shutil.copyfile(brought, raw / IDENTIFIERS.path)
        return
    small = small_words("\n".join(turn.text for one in transcripts for turn in one.turns))
    rows: dict[str, dict[str, str]] = {}
    numbers: Counter[str] = Counter()
    for one in speakers:
        name = bare_name(str(one["speaker"]))
        if not name or name.casefold() in rows or is_heading(name, small):
            continue
        stem = str(one["role"]).upper() if one["role"] != Role.OTHER else UNSURE
        numbers[stem] += 1
        tag = f"{stem}_{numbers[stem]}"
        rows[name.casefold()] = {"text": name, "kind": "person", "replacement": tag}
    listed = pd.DataFrame(list(rows.values()), columns=["text", "kind", "replacement"])
    write_csv(listed, raw / IDENTIFIERS.path)
