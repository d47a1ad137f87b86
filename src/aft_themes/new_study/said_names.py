"""Names of people and places that a study says: in labels, in its list of names and in speech."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from aft_themes.deidentify.name_files import is_long_enough, load_identifiers_if_any
from aft_themes.deidentify.recognizers.known_names import speaker_name
from aft_themes.errors import AftThemesError
from aft_themes.language import Language, load
from aft_themes.settings import check_settings
from aft_themes.transcripts.languages import language_of
from aft_themes.transcripts.role_words import asks_by_name
from aft_themes.transcripts.turns import Transcript

WORD = re.compile(r"[^\W\d_]+")
"""A run of letters."""
_HUMP = re.compile(r"[A-Z]?[a-z]+")  # "InterviewAnn"
_WITHIN = re.compile(r"(?:(?<=[^\W_] )|(?<=[,;] ))[^\W\d_]{3,}")  # a word inside a sentence
_SHORTEST = 3  # letters of a word that may be a name
_NOUNS_IN_CAPITALS = "de"  # the language in which a capital says nothing
_OF_FILES = frozenset(  # what names of files say of interviews
    "audio aufnahme befragung befragte befragter code codes codierung datei dokument experte "
    "experten expertin gespr\u00e4ch gruppe gruppendiskussion interview interviews kategorien "
    "kodierung kopie nummer person probandin proband protokoll teil teilnehmer teilnehmerin text "
    "transkript transkripte transkription version".split()
)
# labels that are a role, a device or a number, and no name
_GENERIC = re.compile(
    r"(?:speaker|spk|sprecher(?:in)?|befragte[rn]?|entrevistad[oa]|participante|intervistat[oa]|"
    r"interview[e\u00e9]+e?|participant|respondent|interviewee|interviewer|moderator|facilitator|client|"
    r"therapist|researcher|subject|person|unknown|guest|host|user|male|female|man|woman|[a-z]{1,2})"
    r"[\W_]*\d{0,4}(?:\s*\(.*\))?",
    re.IGNORECASE,
)


def _language() -> Language:
    return load(check_settings({}).language)


def bare_name(speaker: str) -> str:
    """Give the name in a label, without roles in brackets; empty if it names nobody."""
    name = re.sub(r"[(\[{].*?[)\]}]", " ", speaker).strip(" :*_-")
    # a listed article would be searched for in every output
    name = re.sub(r"\A(?:the|an?) (?=\S)", "", " ".join(name.split()), flags=re.IGNORECASE)
    if (
        asks_by_name(name)
        or _GENERIC.fullmatch(name)
        or len(name) < _SHORTEST  # initials
        or not speaker_name(name, _language())
        or not is_long_enough(name)
    ):
        return ""
    return name if any(letter.isalpha() for letter in name) else ""


def words_of(text: str) -> set[str]:
    """Give the words of a text that may be names, in small letters."""
    found = [*WORD.findall(text), *_HUMP.findall(text)]
    return {word.casefold() for word in found if len(word) >= _SHORTEST}


@dataclass(frozen=True)
class SaidNames:
    """The words of the names of a study.

    Parameters
    ----------
    words : frozenset of str
        Of speakers, of listed names, and what speech writes with a capital only; small letters.
    nouns : frozenset of str
        What speech writes with a capital only, in a language in which all nouns have one.
    """

    words: frozenset[str]
    nouns: frozenset[str] = frozenset()

    def stand_in(self, text: str) -> bool:
        """Tell whether a text holds one, also two that are written as one word."""
        return any(word in self.words or self._joined(word) for word in words_of(text))

    def in_file(self, name: str) -> bool:
        """Tell whether a file's name holds one, or a noun that may be one.

        A neutral name does no harm, but a place in a file's name stands in every output.
        """
        return self.stand_in(name) or not self.nouns.isdisjoint(words_of(name) - _OF_FILES)

    def _joined(self, word: str) -> bool:
        parts = ((word[:at], word[at:]) for at in range(_SHORTEST, len(word) - _SHORTEST + 1))
        return any({first, last} <= self.words for first, last in parts)


def names_a_person(text: str) -> bool:
    """Tell whether a text holds a first name that is no ordinary word, whoever bears it."""
    return _language().has_first_name(words_of(text))


def said_names(transcripts: Iterable[Transcript], identifiers: Path | None) -> SaidNames:
    """Gather the names of a study that stand in its labels, in its list and in speech."""
    turns = [turn for transcript in transcripts for turn in transcript.turns]
    speech = "\n".join(turn.text for turn in turns)
    small = small_words(speech)
    names = {bare_name(speaker) for speaker in {turn.speaker for turn in turns}}
    words = {word for name in names if not is_heading(name, small) for word in words_of(name)}
    if identifiers is not None:
        words |= set(_listed_words(listed_if_readable(identifiers)))
    capital = _capital_words(speech, small)
    if language_of(speech) == _NOUNS_IN_CAPITALS:
        return SaidNames(frozenset(words), frozenset(capital))
    return SaidNames(frozenset(words | capital))


def listed_if_readable(identifiers: Path) -> pd.DataFrame:
    """Read the listed names; a list that cannot be read is told by the check, not here."""
    try:
        return load_identifiers_if_any([identifiers])
    except AftThemesError:
        return load_identifiers_if_any([])


def small_words(speech: str) -> set[str]:
    """Give the words that speech writes small."""
    return {word for word in WORD.findall(speech) if word.islower()}


def is_heading(name: str, small: Collection[str]) -> bool:
    """Tell whether a label is made of words that speakers write small ("Stranger")."""
    words = [word.casefold() for word in WORD.findall(name)]
    language = _language()
    names = language.first_names | language.surnames
    may = len(words) == 1 and (words[0] in names or not language.is_word(words[0]))  # "Rose"
    return not may and all(word in small for word in words)


def _listed_words(listed: pd.DataFrame) -> Iterator[str]:
    language = _language()
    for text, kind in zip(listed["text"], listed["kind"], strict=True):
        ordinary = kind != "person"  # "hospital" of "Hill Hospital"
        yield from (one for one in words_of(text) if not (ordinary and language.is_word(one)))


def _capital_words(speech: str, small: Collection[str]) -> set[str]:
    """Give the words that speech writes with a capital inside sentences, and never small."""
    language = _language()
    known = language.first_names | language.surnames
    within = {word for word in _WITHIN.findall(speech) if word[0].isupper() and not word.isupper()}
    capital = {word.casefold() for word in within} - language.calendar
    return {
        word
        for word in capital
        if word not in small and (word in known or not language.is_word(word))
    }
