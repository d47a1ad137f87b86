"""What one capitalised word is: an ordinary word, a first name, a surname, a people."""

from __future__ import annotations

from aft_themes.deidentify.tokens import Token
from aft_themes.language import Language

_SHORTEST_FIRST = 3  # letters of a first name; "al" and "jo" are other words as often
_SHORTEST_SURNAME = 4  # letters; no other pair of small words has both in a million words of speech


def is_plain(language: Language, word: Token) -> bool:
    """Tell whether a word is an ordinary word and nothing else."""
    names = (language.first_names, language.calendar, language.sure_places)
    return language.is_word(word.key) and not any(word.key in listed for listed in names)


def names_nobody_else(language: Language, word: Token) -> bool:
    """Tell whether a word is a first name, in whatever letters, and nothing else."""
    key = word.key
    listed = key in language.first_names and len(key) >= _SHORTEST_FIRST
    return listed and not (language.is_word(key) or language.is_brand(key))


def small_surname(language: Language, word: Token) -> bool:
    """Tell whether a word is a surname, in whatever letters, and nothing else."""
    key = word.key
    listed = key in language.surnames or key in language.rare_surnames
    long = len(key) >= _SHORTEST_SURNAME
    return listed and long and not (language.is_word(key) or key in language.places)


def word_surname(language: Language, word: Token) -> bool:
    """Tell whether a small word is a surname behind a first name or a title ("Dr. ward")."""
    key = word.key
    return key in language.word_surnames or small_surname(language, word)


def is_of_a_people(language: Language, word: str) -> bool:
    """Tell whether a word says where somebody comes from ("Dutch", "Londoners")."""
    one = word.removesuffix("s")
    named = one in language.surnames or one in language.rare_surnames
    from_there = one.removesuffix("er") in language.sure_places and one.endswith("er")
    return one in language.peoples or (from_there and not named)


def phrase(words: list[Token]) -> str:
    """Give words in small letters with spaces between them."""
    return " ".join(word.key for word in words)
