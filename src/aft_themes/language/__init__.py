"""Word lists of each language, one room per language; the setting ``language`` chooses."""

from __future__ import annotations

from collections.abc import Iterator

from aft_themes.language.english import ENGLISH
from aft_themes.language.lists import Language

__all__ = ["Language", "every", "load"]

_LANGUAGES = {language.code: language for language in (ENGLISH,)}


def every() -> Iterator[Language]:
    """Give every language: for marks and sounds, which transcribers write in any of them."""
    yield from _LANGUAGES.values()


def load(code: str) -> Language:
    """Give the word lists of a language."""
    if code not in _LANGUAGES:
        raise ValueError(f"no word lists for {code!r}; there are {', '.join(_LANGUAGES)}")
    return _LANGUAGES[code]
