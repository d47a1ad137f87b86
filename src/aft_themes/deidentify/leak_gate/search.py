"""The leak gate: no name that is known or was found may stand in anything that is shared.

:func:`names_to_check` gathers the names, :func:`find_leaks` looks for them in every file below
some folders, and :func:`check_leaks` raises if there is one.
"""

from __future__ import annotations

import getpass
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import chain
from pathlib import Path

import pandas as pd

from aft_themes.deidentify.leak_gate.file_contents import Text, texts_of
from aft_themes.deidentify.pipeline import PARTICIPANT
from aft_themes.deidentify.recognizers.known_names import Known, speaker_name, variants
from aft_themes.errors import LeakError
from aft_themes.io.processes import process_pool
from aft_themes.language.english_names import NOT_NAMES, STOP_WORDS, TITLES, WORDS_AND_NAMES
from aft_themes.vocabulary import Role

_TOKEN = re.compile(r"[^\W_]+")
_MARKS = "\u2013\u2014\u2018\u2019\u201c\u201d\u2026\u2212\u2022"  # frequent, and no letters
_SPACED = bytes(byte if chr(byte).isalnum() else 32 for byte in range(256))
_GAP = r"[\W_]{1,4}"
_LIKE_A_WORD = re.compile(r"(?:ing|ness|tion|ment|able|ful)$")  # "Professor Understanding"
_SHOWN = 20  # leaks that the error lists
_ROBUST = 7  # letters from which a chance hit in compressed bytes is out of the question
_COMMON_USERS = frozenset("root user ubuntu runner admin docker guest nobody vscode jovyan".split())
_OF_ADDRESSES = ("@", "://", "www.")
_BARE_YEAR = re.compile(r"(?:19|20)\d\d|'\d\d")


@dataclass(frozen=True, order=True)
class Leak:
    """Something identifying in an output.

    Parameters
    ----------
    file : str
        The file, relative to the folder that was searched; a name in it is masked by its tag.
    tag : str
        The entity's tag.
    where : str
        Which part of the file, e.g. ``metadata`` or ``page 2``.
    """

    file: str
    tag: str
    where: str


@dataclass(frozen=True)
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
    """

    text: str
    tag: str
    exact: bool = False
    within: bool = False
    literal: bool = False


def names_to_check(
    *,
    identifiers: pd.DataFrame,
    key: Mapping[str, Iterable[str]],
    turns: pd.DataFrame,
    allowed: Iterable[str] = (),
) -> list[Name]:
    """Gather every name that is known or was found.

    Names of one word count as they are capitalised, and in any case if the study never writes
    them small. Bare years do not count. The running user's name and home folder count, too.

    Parameters
    ----------
    identifiers : pandas.DataFrame
        As :func:`~aft_themes.deidentify.recognizers.known_names.load_identifiers` returns it.
    key : mapping of str to iterable of str
        Each tag and the strings that it stands for.
    turns : pandas.DataFrame
        Contract :data:`~aft_themes.io.parquet.TURNS`; its speaker labels count, and its words show
        which names are also common words.
    allowed : iterable of str
        Strings that may stand in outputs, e.g. the surname of an author whom the report cites.

    Returns
    -------
    list of Name
        Sorted, without repetitions.
    """
    small = _small_words(turns["text"])
    known = dict(_known_strings(identifiers, turns, small))
    for tag, strings in key.items():
        for said in strings:
            known.setdefault(_untitled(said, small), tag)
    free = {text.casefold() for text in allowed}
    names = {
        _name(text, tag, small)
        for text, tag in known.items()
        if text.casefold() not in free and not _BARE_YEAR.fullmatch(text) and len(text) > 2
    }
    return sorted(names | set(_personal(small)), key=lambda name: (name.text, name.tag))


def _known_strings(
    identifiers: pd.DataFrame, turns: pd.DataFrame, small: set[str]
) -> Iterable[tuple[str, str]]:
    columns = (identifiers[column] for column in ("text", "kind", "replacement"))
    for text, kind, tag in zip(*columns, strict=True):
        name = Known(text, kind, tag, "", "identifier")
        person = [text, *_first_name(text, small), *_surname(text)]
        forms = person if kind == "person" else list(variants(name))
        yield from ((form, tag) for form in forms)
    tags = {Role.PARTICIPANT: PARTICIPANT, Role.INTERVIEWER: "INTERVIEWER"}
    for label, role in sorted(set(zip(turns["speaker"], turns["role"], strict=True))):
        name_of = speaker_name(label)
        if name_of:
            tag = tags.get(Role(role), "SPEAKER")
            yield from ((form, tag) for form in (name_of, *_surname(name_of)))


def _first_name(name: str, small: set[str]) -> list[str]:
    """Return a first name that is no word; one that is counts where it was found to be meant."""
    words = name.split()
    first = words[0].lower()
    ordinary = first in STOP_WORDS | NOT_NAMES | WORDS_AND_NAMES | TITLES | small
    return words[:1] if len(words) > 1 and len(first) > 3 and not ordinary else []


def _surname(name: str) -> list[str]:
    words = name.split()
    return words[-1:] if len(words) > 1 and len(words[-1]) > 3 else []


def _untitled(said: str, small: set[str]) -> str:
    words = said.split()
    while len(words) > 1 and words[0].rstrip(".").lower() in TITLES:
        words = words[1:]
    # "Mr. Understanding" is known by his title only
    return said if len(words) == 1 and words[0].lower() in small else " ".join(words)


def _small_words(texts: Iterable[str]) -> set[str]:
    small: set[str] = set()
    for said in chain.from_iterable(text.split() for text in texts):
        # an address is written small, whatever names it is made of
        if not any(mark in said for mark in _OF_ADDRESSES):
            small.update(word for word in _TOKEN.findall(said) if word.islower())
    return small


def _name(text: str, tag: str, small: set[str]) -> Name:
    tokens = _TOKEN.findall(text)
    if tag.startswith("DATE") or not tokens:
        return Name(text, tag, literal=True)
    if len(tokens) > 1:
        return Name(text, tag)
    word = tokens[0].lower()
    if word in STOP_WORDS or word in NOT_NAMES or _LIKE_A_WORD.search(word):
        return Name(text, tag, exact=True, within=True)
    return Name(text, tag, exact=word in small or len(word) < 5)


def _personal(small: set[str]) -> Iterable[Name]:
    home = Path.home().as_posix()
    if len(home) > 1:
        yield Name(home, "HOME_FOLDER", exact=True, literal=True)
    try:
        user = getpass.getuser()
    except (KeyError, OSError):  # a container may run as a user without a name
        return
    # a user name that is also a word stands in outputs for itself; the home folder still counts
    if len(user) > 3 and user.lower() not in _COMMON_USERS | STOP_WORDS | small:
        yield Name(user, "USER_NAME", exact=True)


class _Form:
    """How a name is looked for: its words, then its exact form where one of them stands."""

    def __init__(self, name: Name) -> None:
        text = unicodedata.normalize("NFKC", name.text)
        words = _TOKEN.findall(text)
        self.name = name
        self.words = frozenset(map(_fold, words))
        self.rarest = max(self.words, key=lambda word: (len(word), word), default="")
        self.pattern = _pattern(name, text, words)
        begin = {text} if name.literal else {words[0], words[-1]} if words else set()
        self._begin = {word.lower() for word in begin}

    def occurs(self, body: str, low: str) -> bool:
        """Tell whether the name stands in a text, given also in lower case."""
        if len(low) != len(body):
            return self.pattern.search(body) is not None
        # a pattern that begins by looking back is slow to search, but quick to try at a place
        return any(
            self.pattern.match(body, at) for word in self._begin for at in _places(low, word)
        )


def _places(text: str, word: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)


class _Searcher:
    """Finds names in texts."""

    def __init__(self, names: Iterable[Name]) -> None:
        self._forms = [_Form(name) for name in names]
        self._forms.sort(key=lambda form: (-len(form.name.text), form.name.text))
        self._by_word: dict[str, list[_Form]] = {}
        for form in self._forms:
            self._by_word.setdefault(form.rarest, []).append(form)

    def tags(self, text: Text) -> set[str]:
        """Name the entities whose names occur in a text."""
        found: set[str] = set()
        body = text.body if text.body.isascii() else unicodedata.normalize("NFKC", text.body)
        low = body.lower()
        words = _words(low)
        for word in words & self._by_word.keys():
            for form in self._by_word[word]:
                if text.binary and len(form.name.text) < _ROBUST:
                    continue
                if form.words <= words and form.occurs(body, low):
                    found.add(form.name.tag)
        return found

    def masked(self, path: str) -> str:
        """Replace names in a path by their tags."""
        for form in self._forms:
            path = form.pattern.sub(f"[{form.name.tag}]", path)
        return path


def _words(low: str) -> set[str]:
    for mark in _MARKS:
        low = low.replace(mark, " ")
    try:  # several times as fast as a pattern
        words = set(low.encode("latin-1").translate(_SPACED).decode("latin-1").split())
    except UnicodeEncodeError:
        words = set(_TOKEN.findall(low))
    return {word if word.isascii() else _fold(word) for word in words}


@lru_cache(maxsize=200_000)
def _fold(word: str) -> str:
    return unicodedata.normalize("NFKC", word).casefold()


def _pattern(name: Name, text: str, tokens: list[str]) -> re.Pattern[str]:
    flags = re.NOFLAG if name.exact else re.IGNORECASE
    if name.literal:
        return re.compile(rf"(?<![\w-]){re.escape(text)}(?![\w-])", flags)
    words = [re.escape(word) for word in tokens]
    form = _GAP.join(words)
    if len(words) == 2 and all(word.isalpha() for word in words):
        form = f"(?:{form}|{_GAP.join(reversed(words))})"
    before = r"(?<=[a-z,;] )" if name.within else r"(?<![^\W_])"
    return re.compile(rf"{before}{form}(?![^\W_])", flags)


def find_leaks(
    outputs: Iterable[Path],
    names: Iterable[Name],
    skip: Iterable[Path] = (),
    *,
    threads: int = 1,
) -> list[Leak]:
    """Search files for names.

    Parameters
    ----------
    outputs : iterable of Path
        Files, or folders that are searched to the bottom.
    names : iterable of Name
        As :func:`names_to_check` returns them.
    skip : iterable of Path
        Files and folders to leave out.
    threads : int
        How many files are searched at a time, each in a process of its own.

    Returns
    -------
    list of Leak
        Sorted, without repetitions.
    """
    files = sorted(_files(outputs, skip), key=lambda one: (-one[0].lstat().st_size, one))
    shares = [files[first::threads] for first in range(threads)]
    search = partial(_search, names=list(names))
    if threads == 1:
        return sorted(search(files))
    with process_pool(threads) as pool:
        return sorted(set().union(*pool.map(search, shares)))


def _search(files: Iterable[tuple[Path, str]], names: Iterable[Name]) -> set[Leak]:
    searcher = _Searcher(names)
    return {leak for file, shown in files for leak in _leaks_in(file, shown, searcher)}


def _files(outputs: Iterable[Path], skip: Iterable[Path]) -> Iterator[tuple[Path, str]]:
    left_out = [path.absolute() for path in skip]
    for output in outputs:
        for file in [output] if output.is_file() else sorted(output.rglob("*")):
            if not (file.is_file() or file.is_symlink()):
                continue
            if not any(file.absolute().is_relative_to(path) for path in left_out):
                yield (
                    file,
                    f"{output.name}/{file.relative_to(output).as_posix()}".removesuffix("/."),
                )


def _leaks_in(file: Path, shown: str, searcher: _Searcher) -> Iterable[Leak]:
    for text in chain([Text("file name", shown)], texts_of(file)):
        for tag in searcher.tags(text):
            yield Leak(searcher.masked(shown), tag, searcher.masked(text.where))


def check_leaks(
    outputs: Iterable[Path],
    names: Iterable[Name],
    skip: Iterable[Path] = (),
    *,
    threads: int = 1,
) -> int:
    """Fail if a name stands in an output.

    Parameters
    ----------
    outputs, names, skip, threads
        As for :func:`find_leaks`.

    Returns
    -------
    int
        How many files were searched.

    Raises
    ------
    LeakError
        If there is a leak; names files and tags, never the names.
    """
    outputs, skip = list(outputs), list(skip)
    leaks = find_leaks(outputs, names, skip, threads=threads)
    if leaks:
        lines = [f"{leak.file}: {leak.tag} in {leak.where}" for leak in leaks[:_SHOWN]]
        more = [f"and {len(leaks) - _SHOWN} more"] if len(leaks) > _SHOWN else []
        raise LeakError(
            f"{len(leaks)} identifying strings stand in shareable outputs. "
            + "; ".join([*lines, *more])
            + ". Fix: the private key says what each tag stands for; confirm it on the review "
            "list, or allow it under deidentify.allowed if it is no leak."
        )
    return sum(1 for _ in _files(outputs, skip))
