"""Which strings must not stand in an output, and in which spellings."""

from __future__ import annotations

import getpass
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import pandas as pd

from aft_themes.corpus.tags import PARTICIPANT
from aft_themes.deidentify.name_files import DOUBTFUL
from aft_themes.deidentify.recognizers.dates import AGE
from aft_themes.deidentify.recognizers.known_names import Known, speaker_name, variants
from aft_themes.deidentify.recognizers.listed_numbers import core_of
from aft_themes.deidentify.recognizers.spelling import caseless, plain, spellings
from aft_themes.language import Language, load
from aft_themes.vocabulary import Role

OF_LABELS = (PARTICIPANT, "INTERVIEWER", "SPEAKER")
"""Tags of the names in speakers' labels, whoever bears them."""
OF_THE_MACHINE = ("HOME_FOLDER", "USER_NAME")
"""Tags of what is no part of the study, and may differ from one computer to another."""
TOKEN = re.compile(r"[^\W_]+")
_LONGEST_DOTTED = 6  # characters of a place's initials with stops
_TRADE = 9  # letters: "videographer"; shorter words that speech writes small may be surnames
_SHORT = 5  # letters below which a word in small letters is too often another word
_COMMON_USERS = frozenset("root user ubuntu runner admin docker guest nobody vscode jovyan".split())
_OF_ADDRESSES = ("@", "://", "www.")
# "employee number 100": as digits alone it is a count, which stands in every table
_COUNT = re.compile(r"\d{1,3}|\d{1,3}0{2,}")
_BARE_YEAR = re.compile(r"(?:19|20)\d\d|'\d\d")


@dataclass(frozen=True, order=True, kw_only=True)
class Name:
    """A string that must not occur.

    Parameters
    ----------
    text : str
        The string.
    tag : str
        The entity's tag.
    exact : bool
        Whether letter case counts.
    within : bool
        Whether only capitals within a sentence count, because the word begins sentences too.
    literal : bool
        Whether the string counts as it stands, punctuation included.
    not_before : tuple of str
        Words before which it is a verb ("Will you").
    alone : bool
        Whether it counts only without a capitalised word behind it, which makes it the beginning of
        another name ("Red" of "Red Cross").
    spaced : bool
        Whether it is the core of a listed number or code, which counts in every spacing.
    """

    text: str
    tag: str
    exact: bool = False
    within: bool = False
    literal: bool = False
    not_before: tuple[str, ...] = ()
    alone: bool = False
    spaced: bool = False


@dataclass(frozen=True)
class _Words:
    """What is known about words: the language's, and those that the study writes small."""

    language: Language
    small: frozenset[str]

    def ordinary(self, word: str) -> bool:
        language = self.language
        return word in self.small or language.is_word(word) or word in language.no_names


def names_to_check(
    *,
    identifiers: pd.DataFrame,
    key: Mapping[str, Iterable[str]],
    turns: pd.DataFrame,
    allowed: Iterable[str] = (),
    decisions: pd.DataFrame | None = None,
    ordinary: str = "",
    language: str = "en",
    printed: bool = False,
) -> list[Name]:
    """Gather every name that is known or was found.

    What is listed in ``identifiers`` counts in each form in which it is replaced; a listed word
    that is also an ordinary word counts wherever it is capitalised. A name that was only found and
    is also an ordinary word counts within sentences, unless another name begins with it, and not at
    all if ``ordinary`` holds it or if it only stands for a longer name, which counts. In what is
    ``printed`` such a word counts only if it is also a first name or a surname: it was replaced
    in speech wherever it looked like a name, and must not stop a run as a verb or a button. Bare
    years and found numbers that may be counts ("100", "2500") do not count. The running user's
    name and home folder count, too.
    """
    words = _Words(load(language), frozenset(_small_words(turns["text"])))
    refused = _refused(decisions)
    free = {text.casefold() for text in allowed} | refused
    names: set[Name] = set()
    for text, tag in _labels(turns, words.language):
        if _counts(text, free) and _names_somebody(text, words):
            names.update(_label_name(text, tag, words))
    for text, tag in _listed(identifiers, words.language):
        if _counts(text, free):
            doubtful = f"{text}{DOUBTFUL}".casefold() not in refused
            names.update(_listed_name(text, tag, words, everywhere=doubtful))
    names.update(_listed_numbers(identifiers, free))
    listed = {name.text.casefold() for name in names}
    own = _Own(ordinary)
    for tag, strings in key.items():
        if tag == AGE:  # "94" stands in every table
            continue
        found = [_said_once(_untitled(said, words)) for said in strings]
        for text in found:
            if (
                _counts(text, free)
                and not _COUNT.fullmatch(text)
                and text.casefold() not in listed
                and not own.holds(text)
                and not _only_short(text, found, words)
                and not (printed and _only_word(text, words))
            ):
                names.add(_found_name(text, tag, words))
    names.update(_personal(words))
    return sorted(names, key=lambda name: (name.text, name.tag))


def _counts(text: str, free: set[str]) -> bool:
    if (
        len(text) <= (1 if caseless(text) else 2)
        or text.casefold() in free
        or _BARE_YEAR.fullmatch(text)
    ):
        return False
    words = TOKEN.findall(text.casefold())
    named = [word for word in words if len(word) > 1]
    return len(named) == len(words) or " ".join(named) not in free  # "L. Berg" as "Berg"


def _refused(decisions: pd.DataFrame | None) -> set[str]:
    if decisions is None:
        return set()
    return {
        str(t).casefold() for t in decisions.loc[decisions["decision"] == "refuse", "candidate"]
    }


def _listed(identifiers: pd.DataFrame, language: Language) -> Iterator[tuple[str, str]]:
    columns = (identifiers[column] for column in ("text", "kind", "replacement"))
    for text, kind, tag in zip(*columns, strict=True):
        name = Known(text=text, kind=kind, tag=tag, layer="identifier")
        yield from ((form, tag) for form in variants(name, language))


def _listed_numbers(identifiers: pd.DataFrame, free: set[str]) -> Iterator[Name]:
    columns = (identifiers[column] for column in ("text", "kind", "replacement"))
    for text, kind, tag in zip(*columns, strict=True):
        core = core_of(text, kind)
        if core and _counts(text, free):
            yield Name(text=core, tag=tag, spaced=True)


def _labels(turns: pd.DataFrame, language: Language) -> Iterator[tuple[str, str]]:
    """Give the names in the speakers' labels, and their surnames."""
    participant, interviewer, other = OF_LABELS
    tags = {Role.PARTICIPANT: participant, Role.INTERVIEWER: interviewer}
    for label, role in sorted(set(zip(turns["speaker"], turns["role"], strict=True))):
        name_of = speaker_name(label, language)
        if name_of:
            words = name_of.split()
            # shorter surnames ("Lee", "An") are found inside too many ordinary words
            surname = words[-1:] if len(words) > 1 and len(words[-1]) > 3 else []
            yield from ((form, tags.get(Role(role), other)) for form in (name_of, *surname))


def _names_somebody(text: str, words: _Words) -> bool:
    """Tell whether a label may be a name: no month, and nothing that speech only writes small."""
    language = words.language
    key = text.lower()
    return key not in language.calendar and not (
        key in words.small
        and key not in language.first_names
        and key not in language.surnames
        and len(key) >= _TRADE
    )


def _label_name(text: str, tag: str, words: _Words) -> Iterator[Name]:
    """Give a name in a label; one that is also an ordinary word counts within sentences."""
    if all(map(words.ordinary, TOKEN.findall(text.lower()))):
        yield _found_name(text, tag, words)
        yield Name(text=text.upper(), tag=tag, exact=True)
    else:
        yield from _listed_name(text, tag, words, everywhere=True)


def _listed_name(text: str, tag: str, words: _Words, *, everywhere: bool) -> Iterator[Name]:
    """Give a listed name in its spellings; a word counts only where it is capitalised."""
    tokens = [token.lower() for token in TOKEN.findall(text)]
    if tag.startswith("DATE") or not tokens:
        yield Name(text=text, tag=tag, literal=True)
        return
    language = words.language
    if not all(language.is_word(word) or word in language.no_names for word in tokens):
        short = len(tokens) == 1 and len(tokens[0]) < _SHORT
        for form in dict.fromkeys((text, *(_cased(s, text) for s in spellings(text)))):
            yield Name(text=form, tag=tag, exact=short)
        return
    verb = len(tokens) == 1 and tokens[0] in language.auxiliaries
    for form in dict.fromkeys((text, text.title(), text.upper())):
        if form[0].isupper():
            yield Name(
                text=form,
                tag=tag,
                exact=True,
                within=not everywhere,
                not_before=tuple(sorted(language.subjects)) if verb else (),
            )


def _cased(spelling: str, like: str) -> str:
    return " ".join(
        word.capitalize() if model[:1].isupper() else word
        for word, model in zip(spelling.split(), like.split(), strict=False)
    )


def _found_name(text: str, tag: str, words: _Words) -> Name:
    tokens = [token.lower() for token in TOKEN.findall(text)]
    if not tokens or tag.startswith(("DATE", "HANDLE", "URL")):  # made of words, but one string
        return Name(text=text, tag=tag, literal=True)
    if len(text) <= _LONGEST_DOTTED and all(len(token) == 1 for token in tokens):  # "U.S"
        return Name(text=text, tag=tag, exact=True, literal=True)
    ordinary = all(map(words.ordinary, tokens))
    if len(tokens) > 1:
        return Name(text=text, tag=tag, exact=ordinary, alone=ordinary)
    if ordinary:
        return Name(text=text, tag=tag, exact=True, within=True, alone=True)
    return Name(text=text, tag=tag, exact=len(tokens[0]) < _SHORT)


def _only_short(text: str, found: Iterable[str], words: _Words) -> bool:
    """Tell whether words or initials stand for a longer name where it was said ("Psychology")."""
    tokens = [token.lower() for token in TOKEN.findall(text)]
    if not tokens or not (text.isupper() or all(map(words.ordinary, tokens))):
        return False
    longer = (f" {' '.join(TOKEN.findall(name.lower()))} " for name in found)
    here = f" {' '.join(tokens)} "
    return any(here in name and here != name for name in longer)


def _only_word(text: str, words: _Words) -> bool:
    """Tell whether a name is one ordinary word, and nobody's first name or surname ("Save")."""
    tokens = [token.lower() for token in TOKEN.findall(text)]
    people = words.language.first_names | words.language.surnames
    return len(tokens) == 1 and words.ordinary(tokens[0]) and tokens[0] not in people


class _Own:
    """Text that the team wrote: a name that the program found there is no leak."""

    def __init__(self, text: str) -> None:
        self._text = f" {' '.join(_tokens(text))} "

    def holds(self, name: str) -> bool:
        words = _tokens(name)
        orders = [words, words[::-1]] if len(words) == 2 else [words]  # as the search looks for it
        return bool(words) and any(f" {' '.join(order)} " in self._text for order in orders)


def _tokens(text: str) -> list[str]:
    """Give the words of a text without accents, as the search compares them."""
    return TOKEN.findall(plain(unicodedata.normalize("NFKC", text)).casefold())


def _untitled(said: str, words: _Words) -> str:
    parts = said.split()
    while len(parts) > 1 and parts[0].rstrip(".").lower() in words.language.titles:
        parts = parts[1:]
    # "Mr. Understanding" is known by his title only
    known_by_title = len(parts) == 1 and parts[0].lower() in words.small
    return said if known_by_title else " ".join(parts)


def _said_once(name: str) -> str:
    """Give a name once that a slip of the recording or of the typist repeats."""
    tokens = list(TOKEN.finditer(name))
    middle = len(tokens) // 2
    words = [token.group().casefold() for token in tokens]
    twice = len(tokens) % 2 == 0 and middle > 1 and words[:middle] == words[middle:]
    return name[: tokens[middle - 1].end()] if twice else name


def _small_words(texts: Iterable[str]) -> set[str]:
    small: set[str] = set()
    for said in chain.from_iterable(text.split() for text in texts):
        # addresses are written in small letters even if they hold names
        if not any(mark in said for mark in _OF_ADDRESSES):
            small.update(word for word in TOKEN.findall(said) if word.islower())
    return small


def _personal(words: _Words) -> Iterator[Name]:
    home = Path.home().as_posix()
    if len(home) > 1:
        yield Name(text=home, tag=OF_THE_MACHINE[0], exact=True, literal=True)
    try:
        user = getpass.getuser()
    except (KeyError, OSError):  # a container may run as a user without a name
        return
    # a user name that is also a word is not looked for; the home folder still is
    if len(user) > 3 and user.lower() not in _COMMON_USERS and not words.ordinary(user.lower()):
        yield Name(text=user, tag=OF_THE_MACHINE[1], exact=True)
