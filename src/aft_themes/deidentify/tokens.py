"""Words of a turn, which of them are capitalised, and which only because they begin a sentence."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

from aft_themes.deidentify.spans import Span
from aft_themes.language.english_names import TITLES

_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_SUFFIX = re.compile(r"'(?:s|d|ll|ve|re|m|S|D|LL)$")
_ENDS_SENTENCE = frozenset(".?!:;\u2026-\u2014\u2013*])")
_CASED_SHARE = 0.02  # transcripts below this share of capitals were typed without them


@dataclass(frozen=True)
class Turn:
    """A cleaned turn.

    Parameters
    ----------
    interview : str
        The interview's id.
    number : int
        The turn's number in the interview.
    role : str
        Role of who speaks.
    speaker : str
        The speaker's label in the file.
    text : str
        The cleaned text.
    asked : str
        The end of the turn before it.
    """

    interview: str
    number: int
    role: str
    speaker: str
    text: str
    asked: str = ""


class Token(NamedTuple):
    """A word without its possessive or contracted ending.

    Parameters
    ----------
    start, end : int
        Span in the turn's cleaned text.
    key : str
        The word in lower case.
    capital : bool
        Whether it begins with a capital.
    initial : bool
        Whether it stands where any word would be capitalised.
    ending : str
        What was cut off, e.g. ``'s``.
    """

    start: int
    end: int
    key: str
    capital: bool
    initial: bool
    ending: str


@dataclass(frozen=True)
class Statistics:
    """How often each word is written small, and how often capitalised within a sentence.

    Parameters
    ----------
    small, middle : Counter
        Counts over the study by word.
    small_in, middle_in : Counter
        Counts by interview and word.
    """

    small: Counter[str] = field(default_factory=Counter)
    middle: Counter[str] = field(default_factory=Counter)
    small_in: Counter[tuple[str, str]] = field(default_factory=Counter)
    middle_in: Counter[tuple[str, str]] = field(default_factory=Counter)

    def common(self, key: str, interview: str) -> bool:
        """Tell whether a word is an ordinary word rather than a name in this interview.

        Parameters
        ----------
        key : str
            The word in lower case.
        interview : str
            The interview's id.

        Returns
        -------
        bool
        """
        if not self.small[key]:
            return False
        if not self.small_in[interview, key] and self.middle_in[interview, key] > 1:
            return False
        return self.small[key] * 4 > self.middle[key]


@dataclass(frozen=True)
class Study:
    """The turns of a study, their words, and counts over them.

    Parameters
    ----------
    turns : list of Turn
        Sorted by interview and number.
    tokens : list of list of Token
        The words of each turn.
    statistics : Statistics
        Counts over all of them but those of addresses.
    contacts : list of list of Span
        The e-mail addresses, telephone numbers and links of each turn.
    """

    turns: list[Turn]
    tokens: list[list[Token]]
    statistics: Statistics
    contacts: list[list[Span]]


def tokenise(text: str) -> list[Token]:
    """Split a text into words.

    Parameters
    ----------
    text : str
        A cleaned turn.

    Returns
    -------
    list of Token
    """
    tokens: list[Token] = []
    for match in _WORD.finditer(text):
        start, word = match.start(), match.group()
        capital = word[0].isupper()
        bare, ending = word, ""
        suffix = _SUFFIX.search(word)
        if suffix:
            bare, ending = word[: suffix.start()], suffix.group()
        if capital and "-" in bare:
            bare = _capital_parts(bare)
        initial = capital and _begins_sentence(text, start, tokens)
        tokens.append(Token(start, start + len(bare), bare.lower(), capital, initial, ending))
    return tokens


def _capital_parts(word: str) -> str:
    # "Anne-Marie" is one name, "Dutch-born" is not
    parts = word.split("-")
    kept = 1
    while kept < len(parts) and parts[kept][0].isupper():
        kept += 1
    return "-".join(parts[:kept])


def _begins_sentence(text: str, start: int, before: list[Token]) -> bool:
    if start and text[start - 1] in "\"'(":
        return True
    at = start - 1
    while at >= 0 and text[at] in " \"'":
        at -= 1
    if at < 0:
        return True
    if text[at] == ".":
        return not (before and before[-1].end == at and _abbreviated(before[-1]))
    if text[at] == "-":
        return at == 0 or not text[at - 1].isalnum() or text[at + 1] == " "
    return text[at] in _ENDS_SENTENCE


def _abbreviated(token: Token) -> bool:
    short = len(token.key) == 1 and token.key != "i"
    return token.capital and (token.key in TITLES or token.key == "st" or short)


def count(turns: list[Turn], tokens: list[list[Token]]) -> Statistics:
    """Count small and capitalised words over the study.

    Parameters
    ----------
    turns : list of Turn
        The study's turns.
    tokens : list of list of Token
        Their words.

    Returns
    -------
    Statistics
    """
    cased = _cased_interviews(turns, tokens)
    found = Statistics()
    for turn, words in zip(turns, tokens, strict=True):
        for word in words:
            if not word.capital and turn.interview in cased:
                found.small[word.key] += 1
                found.small_in[turn.interview, word.key] += 1
            elif word.capital and not word.initial:
                found.middle[word.key] += 1
                found.middle_in[turn.interview, word.key] += 1
    return found


def _cased_interviews(turns: list[Turn], tokens: list[list[Token]]) -> set[str]:
    words: Counter[str] = Counter()
    capitals: Counter[str] = Counter()
    for turn, found in zip(turns, tokens, strict=True):
        words[turn.interview] += len(found)
        capitals[turn.interview] += sum(word.capital for word in found)
    return {name for name in words if capitals[name] >= _CASED_SHARE * words[name]}
