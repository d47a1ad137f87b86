"""Words of a turn, which of them are capitalised, and which only because they begin a sentence."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from sys import intern
from typing import NamedTuple, overload

from aft_themes.deidentify.spans import Span
from aft_themes.language import Language
from aft_themes.language.rules import compiled

# no digit beside it: "PS5" and "1D" hold no words; "A&M" is one
_WORD = re.compile(
    r"(?<![^\W_])(?:(?:[A-Z] ){2,5}[A-Z](?![\w'])|[^\W\d_]++(?:['&-][^\W\d_]++)*+)(?!\d)"
)
_NAME_BEHIND = re.compile(r"(?<=\w\w)-(?=[A-Z\u00c0-\u00de])")  # not "e-Mail"
_INNER_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_BLANKED = re.compile(r"[Xx]{2,}(?:-[Xx]+)*")  # what a transcriber blacked out: "XXXX"
# or begins one: "\u00bfQui\u00e9n?", "-> Yes", a point of a list
_POINTS = "\u2022\u25cf\u25e6\u25aa\u25b8\u25ba\u27a2\u2192\u21d2\u2713"
_ENDS_SENTENCE = frozenset(".?!:;\u2026-*])\u00bf\u00a1\u00ab\u201e>" + _POINTS)
_LONGEST_MARK = 60  # characters of what a transcriber puts into brackets
_DASHES = frozenset("\u2014\u2013")
# English speech has some 10 to 20 capitals in 100 words ("I" among them); with fewer than 2 a
# transcript was typed without them. Where most words are all capitals they tell nothing either.
_FEWEST_CAPITALS = 0.02
_MOST_SHOUTED = 0.5
# 33 to 82 in 100 words of 340 public English interviews are words of grammar, 1 to 11 of interviews
# in German, French, Spanish and Dutch
_FEWEST_OF_LANGUAGE = 0.2
_FEWEST_WORDS = 50  # fewer tell no language: names and answers such as "Xelby, Ohio."
# within sentences: where nouns have capitals, as in German, 10 to 20 in 100 words, else 1 to 5
_MOST_WITHIN = 0.07


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
    shout : bool
        Whether all its letters are capitals.
    """

    start: int
    end: int
    key: str
    capital: bool
    initial: bool
    ending: str
    shout: bool = False


Tokens = Sequence[list[Token]]
_FEWEST_SPELT = 3  # letters
MOST_KEPT = 100_000
"""Turns whose words are kept: some 2,300 interviews, 3 GB. Of more they are cut when asked for."""


@dataclass(frozen=True)
class Statistics:
    """How often each word is written small, and how often capitalised within a sentence.

    Parameters
    ----------
    small, middle : Counter
        Counts over the study by word.
    small_in : dict of str to set
        Words written small, by interview.
    middle_in : Counter
        Counts of capitalised words by interview and word.
    pairs : Counter
        Counts of two capitalised words side by side.
    """

    small: Counter[str] = field(default_factory=Counter)
    middle: Counter[str] = field(default_factory=Counter)
    small_in: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    middle_in: Counter[tuple[str, str]] = field(default_factory=Counter)
    pairs: Counter[tuple[str, str]] = field(default_factory=Counter)

    def common(self, key: str, interview: str) -> bool:
        """Tell whether a word is an ordinary word rather than a name in this interview."""
        if not self.small[key]:
            return False
        if self.middle_in[interview, key] > 1 and key not in self.small_in.get(interview, ()):
            return False
        # a name is now and then typed small; a word is written small at least once in five times
        return self.small[key] * 4 > self.middle[key]


@dataclass(frozen=True)
class Study:
    """The turns of a study, their words, and counts over them.

    Parameters
    ----------
    turns : list of Turn
        Sorted by interview and number.
    tokens : sequence of list of Token
        The words of each turn.
    statistics : Statistics
        Counts over all of them but those of addresses.
    contacts : list of list of Span
        The e-mail addresses, telephone numbers and links of each turn.
    cased : set of str
        Interviews in which a capital tells something.
    language : Language
        The word lists.
    foreign : dict of str to bool
        Interviews in another language, and whether its nouns have capitals.
    """

    turns: list[Turn]
    tokens: Tokens
    statistics: Statistics
    contacts: list[list[Span]]
    cased: set[str]
    language: Language
    foreign: dict[str, bool] = field(default_factory=dict)

    def ordinary(self, key: str, interview: str) -> bool:
        """Tell whether a word is an ordinary word, in the language or in this interview."""
        return self.language.is_word(key) or self.statistics.common(key, interview)


class TokensOnDemand(Sequence[list[Token]]):
    """The words of each turn of a large study, cut when they are asked for."""

    def __init__(self, turns: Sequence[Turn], language: Language) -> None:
        self._turns, self._language = turns, language

    def __len__(self) -> int:
        return len(self._turns)

    @overload
    def __getitem__(self, at: int) -> list[Token]: ...
    @overload
    def __getitem__(self, at: slice) -> list[list[Token]]: ...
    def __getitem__(self, at: int | slice) -> list[Token] | list[list[Token]]:
        if isinstance(at, slice):
            return [tokenise(turn.text, self._language) for turn in self._turns[at]]
        return tokenise(self._turns[at].text, self._language)


def tokens_of(turns: Sequence[Turn], language: Language) -> Tokens:
    """Cut all turns into words: at once, or in a large study each time they are asked for."""
    found = TokensOnDemand(turns, language)
    return found if len(turns) > MOST_KEPT else list(found)


def tokenise(text: str, language: Language) -> list[Token]:
    """Split a cleaned turn into words."""
    tokens: list[Token] = []
    for start, word in _words(text, language):
        capital = word[0].isupper() and not _BLANKED.fullmatch(word)
        bare, ending = word, ""
        suffix = compiled(language.contracted).search(word)
        if suffix:
            bare, ending = word[: suffix.start()], suffix.group()
        if capital and "-" in bare:
            bare = _capital_parts(bare)
            capital = bare == word or bare.lower() not in language.prefixes  # "Micro-lending"
        initial = capital and _begins_sentence(text, start, tokens, language)
        end, shout = start + len(bare), bare.isupper()
        key = bare.lower().replace(" ", "")  # "Q R S" is QRS
        tokens.append(Token(start, end, key, capital, initial, ending, shout))
    return tokens


def _words(text: str, language: Language) -> Iterator[tuple[int, str]]:
    """Give words and their places; a name behind a small word and a hyphen is one of its own."""
    for match in _WORD.finditer(text):
        start, word = match.start(), match.group()
        inner = None if word.islower() or word.istitle() else _INNER_CAPITAL.search(word)
        if inner and _two_words(word, inner.start(), language):
            yield start, word[: inner.start()]
            start, word = start + inner.start(), word[inner.start() :]
        name = _NAME_BEHIND.search(word) if word[0].islower() else None
        if name:  # "anti-Nixon", "a professor-Harold"
            yield start, word[: name.start()]
            start, word = start + name.end(), word[name.end() :]
        yield start, word


def _two_words(word: str, at: int, language: Language) -> bool:
    """Tell whether a file lost the space before a name ("toBoston") or in a place's ("NewYork")."""
    first, rest = word[:at].lower(), word[at:].lower()
    small = word[0].islower() and at > 1 and first in language.stop_words
    return (small and word.lower() not in language.brands) or f"{first} {rest}" in language.places


def _capital_parts(word: str) -> str:
    # "Anne-Marie" is one name, "Dutch-born" is not; "B-e-r-g" is spelt
    parts = word.split("-")
    if len(parts) >= _FEWEST_SPELT and all(len(part) == 1 for part in parts):
        return word
    kept = 1
    while kept < len(parts) and parts[kept][0].isupper():
        kept += 1
    return "-".join(parts[:kept])


def _begins_sentence(text: str, start: int, before: list[Token], language: Language) -> bool:
    if start and text[start - 1] in "\"'(":
        return True
    at = start - 1
    while at >= 0 and text[at] in " \"'":
        at -= 1
    if at < 0:
        return True
    if text[at] == ".":
        return not (before and before[-1].end == at and _abbreviated(before[-1], language))
    if text[at] in _DASHES:  # "him\u2014Susan": after a dash only a name keeps its capital
        return at == 0 or text[at - 1] == " " or text[at + 1] == " "
    if text[at] == "-":
        return at == 0 or not text[at - 1].isalnum() or text[at + 1] == " "
    if text[at] == "]":  # "with [Jesse] Berg": what a transcriber puts in goes on the sentence
        opened = text.rfind("[", max(0, at - _LONGEST_MARK), at)
        if opened >= 0 and text[opened + 1].isupper():
            return _begins_sentence(text, opened, before, language)
    return text[at] in _ENDS_SENTENCE


def _abbreviated(token: Token, language: Language) -> bool:
    short = len(token.key) == 1 and token.key != language.i
    return token.capital and (
        token.key in language.shortened_titles or token.key == language.saint_short or short
    )


def count(turns: Sequence[Turn], tokens: Iterable[Sequence[Token]], cased: set[str]) -> Statistics:
    """Count small and capitalised words over the interviews in which capitals tell something."""
    found = Statistics()
    for turn, words in zip(turns, tokens, strict=True):
        if turn.interview not in cased:
            continue
        for before, word in pairwise(words):
            if before.capital and word.capital and word.start == before.end + 1:
                found.pairs[before.key, word.key] += 1
        for word in words:
            if not word.capital:
                found.small[word.key] += 1
                found.small_in[turn.interview].add(intern(word.key))  # one object for all of them
            elif not word.initial:
                found.middle[word.key] += 1
                found.middle_in[turn.interview, word.key] += 1
    return found


def cased_interviews(turns: Sequence[Turn], tokens: Iterable[Sequence[Token]]) -> set[str]:
    """Find the interviews in which a capital tells something."""
    words: Counter[str] = Counter()
    capitals: Counter[str] = Counter()
    shouted: Counter[str] = Counter()
    for turn, found in zip(turns, tokens, strict=True):
        words[turn.interview] += len(found)
        capitals[turn.interview] += sum(word.capital for word in found)
        shouted[turn.interview] += sum(word.shout for word in found)
    return {
        name
        for name, number in words.items()
        if capitals[name] >= _FEWEST_CAPITALS * number and shouted[name] <= _MOST_SHOUTED * number
    }


def foreign_interviews(
    turns: Sequence[Turn], tokens: Iterable[Sequence[Token]], language: Language
) -> dict[str, bool]:
    """Find the interviews in another language, and tell whether its nouns have capitals."""
    words: Counter[str] = Counter()
    grammar: Counter[str] = Counter()
    within: Counter[str] = Counter()
    for turn, found in zip(turns, tokens, strict=True):
        words[turn.interview] += len(found)
        grammar[turn.interview] += sum(word.key in language.stop_words for word in found)
        within[turn.interview] += sum(word.capital and not word.initial for word in found)
    return {
        name: within[name] > _MOST_WITHIN * number
        for name, number in words.items()
        if grammar[name] < _FEWEST_OF_LANGUAGE * number and number >= _FEWEST_WORDS
    }
