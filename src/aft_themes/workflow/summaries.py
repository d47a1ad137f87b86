"""Lay out a study's summaries.xlsx from its last run."""

from __future__ import annotations

from pathlib import Path

from aft_themes.catalog import CODEBOOK, PASSAGES, SUMMARIES_FILE, THEME_PARTICIPANTS, THEMES_FILE
from aft_themes.codebook.reading import load_codebook
from aft_themes.errors import InputError
from aft_themes.io.parquet import read_frame
from aft_themes.themes.authors_themes import load_authors_themes
from aft_themes.themes.summaries import framework_topics, load_summaries
from aft_themes.themes.summaries_workbook import write_summaries
from aft_themes.workflow.study_files import StudyFiles


def write_summaries_of(study: str) -> Path:
    """Write the workbook with what is in it already, and return its path."""
    files = StudyFiles(study)
    counted = Path(files.path(THEME_PARTICIPANTS.name))
    if not counted.is_file():
        raise InputError(study, "has not been run.", f"type `aft-themes run {study}` first.")
    codebook = load_codebook(Path(files.path(CODEBOOK.name)))
    themes = Path(files.path(THEMES_FILE.name))
    authors = load_authors_themes(themes, codebook) if themes.is_file() else ()
    topics = framework_topics(codebook, authors)
    path = Path(files.path(SUMMARIES_FILE.name))
    given = load_summaries(path, topics) if path.is_file() else {}
    people = sorted(read_frame(counted, THEME_PARTICIPANTS)["participant"].unique())
    passages = read_frame(Path(files.path(PASSAGES.name)), PASSAGES)
    write_summaries(path, people, topics, passages, given)
    return path
