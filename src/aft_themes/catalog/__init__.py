"""Every table and file of a study: its only name, its place, and what it holds.

Rules, scripts, the public class ``Study``, tables, figures, the manifest and the data dictionary
all read these pages, one for each chapter of the method. A file has one name, and a name means one
file. Column texts have the form ``type: sentence``; a ``?`` after the type says that a value may be
missing.
"""

# ruff: noqa: F403  # every entry of a chapter is the catalog's, too
from __future__ import annotations

from typing import Final

from aft_themes.catalog import (
    agreement,
    brought,
    codings,
    language_model,
    published,
    segments,
    suggestions,
    themes,
    topics,
)
from aft_themes.catalog.agreement import *
from aft_themes.catalog.brought import *
from aft_themes.catalog.codings import *
from aft_themes.catalog.language_model import *
from aft_themes.catalog.published import *
from aft_themes.catalog.segments import *
from aft_themes.catalog.suggestions import *
from aft_themes.catalog.themes import *
from aft_themes.catalog.topics import *
from aft_themes.io.entries import Entry, Table

_CHAPTERS = (
    brought,
    segments,
    codings,
    agreement,
    suggestions,
    language_model,
    topics,
    themes,
    published,
)
CATALOG: Final[dict[str, Entry]] = {
    entry.name: entry
    for chapter in _CHAPTERS
    for entry in vars(chapter).values()
    if isinstance(entry, Entry)
}
"""All entries by name."""


def stored_tables() -> list[Table]:
    """List the tables that have a file."""
    return [entry for entry in CATALOG.values() if isinstance(entry, Table) and entry.path]
