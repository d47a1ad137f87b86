"""Letters of a study's figures that no font of this computer has."""

from __future__ import annotations

from pathlib import Path

from aft_themes.catalog import CODEBOOK, INTERVIEWS
from aft_themes.codebook.reading import load_codebook
from aft_themes.corpus.interviews import COLUMNS, load_interviews
from aft_themes.errors import AftThemesError
from aft_themes.figures.fonts import letters_without_glyph, standing_in
from aft_themes.figures.style import find_profile
from aft_themes.workflow.check_study import merged_settings
from aft_themes.workflow.last_lines import say_letters
from aft_themes.workflow.study_files import StudyFiles


def letters_without_font(study: str) -> list[str]:
    """Say which letters of codes and attributes will be boxes in figures; nothing if none."""
    try:
        look = find_profile(merged_settings(study).figures.profile)
        files = StudyFiles(study)
        codebook = load_codebook(Path(files.path(CODEBOOK.name)))
        interviews = load_interviews(Path(files.path(INTERVIEWS.name)))
    except AftThemesError:
        return []  # told already
    attributes = interviews.drop(columns=[*COLUMNS])
    words = [code.name for code in codebook.codes]
    words += [str(value) for name in attributes for value in attributes[name].unique()]
    letters = letters_without_glyph("".join(words), look.font)
    missing = letters_without_glyph(letters, look.font, standing_in(letters))
    return [f"Figures will have {say_letters(missing)}."] if missing else []
