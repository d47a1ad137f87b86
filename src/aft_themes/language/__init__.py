"""Word lists of each language, one room per language; the setting ``language`` chooses."""

from __future__ import annotations

from aft_themes.language.english import ENGLISH
from aft_themes.language.lists import Language

__all__ = ["Language", "load"]

_LANGUAGES = {language.code: language for language in (ENGLISH,)}


def load(code: str) -> Language:
    """Give the word lists of a language."""
    if code not in _LANGUAGES:
        raise ValueError(f"no word lists for {code!r}; there are {', '.join(_LANGUAGES)}")
    return _LANGUAGES[code]
