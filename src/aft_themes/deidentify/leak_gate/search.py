"""The leak gate: no name that is known or was found may stand in anything that is shared.

:func:`~aft_themes.deidentify.leak_gate.names.names_to_check` gathers the names, :func:`find_leaks`
looks for them in every file below some folders, and :func:`check_leaks` raises if there is one.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain
from pathlib import Path

import pandas as pd

from aft_themes.deidentify.leak_gate.file_contents import MAY_COME_AGAIN, Text, texts_of
from aft_themes.deidentify.leak_gate.names import TOKEN, Name
from aft_themes.deidentify.leak_gate.own_text import is_own
from aft_themes.deidentify.recognizers.listed_numbers import pattern_of
from aft_themes.deidentify.recognizers.spelling import caseless, plain
from aft_themes.errors import LeakError
from aft_themes.io.spreadsheets import write_csv
from aft_themes.wording import count

_SPACED = bytes(byte if chr(byte).isalnum() else 32 for byte in range(256))
_GAP = r"[\W_]{1,4}"
_SPACES = re.compile(r"[ \u00a0().+/-]+")  # within numbers
_SHOWN = 20  # tags that the error lists
_ROBUST = 7  # letters; names this long do not occur in compressed bytes by chance
_WITHIN = r"(?<=[a-z,;] )"  # after a word of the sentence
# a cell of its own after others; in "P01,Miles from home" it begins a sentence
_CELL, _CELL_ENDS = r"(?<=,)", r"(?= *(?:[,;\r\n]|$))"
_BEGINS_ANOTHER = r"(?! (?!I\b)[A-Z])"  # "I" is no name


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
    name : str
        The string; private.
    count : int
        How often it stands there.
    """

    file: str
    tag: str
    where: str
    name: str = field(default="", compare=False)
    count: int = field(default=1, compare=False)


class _Form:
    """How a name is looked for: its words, then its exact form where one of them stands."""

    def __init__(self, name: Name) -> None:
        text = plain(unicodedata.normalize("NFKC", name.text))
        words = TOKEN.findall(text)
        self.name = name
        self.words = frozenset(map(_fold, words))
        self.rarest = max(self.words, key=lambda word: (len(word), word), default="")
        self.pattern = _pattern(name, text, words)
        begin = {text} if name.literal else {words[0], words[-1]} if words else set()
        self._begin = {word.lower() for word in begin}

    def places(self, body: str, low: str) -> Iterator[re.Match[str]]:
        """Find where the name stands in a text, given also in lower case."""
        if len(low) != len(body) or self.name.spaced:
            yield from self.pattern.finditer(body)
            return
        # patterns that look back are slow to search for, but quick to try at one place
        tried = {at for word in self._begin for at in _places(low, word)}
        yield from filter(None, (self.pattern.match(body, at) for at in sorted(tried)))


def _places(text: str, word: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)


class Searcher:
    """Finds names in texts."""

    def __init__(self, names: Iterable[Name]) -> None:
        self._forms = [_Form(name) for name in names]
        self._forms.sort(key=lambda form: (-len(form.name.text), form.name.text))
        self._by_word: dict[str, list[_Form]] = {}
        self._within_words: list[_Form] = []  # where words stand without spaces
        self._spaced: list[_Form] = []
        for form in self._forms:
            if form.name.spaced:
                self._spaced.append(form)
            elif caseless(form.rarest):
                self._within_words.append(form)
            else:
                self._by_word.setdefault(form.rarest, []).append(form)
        self._found_once = lru_cache(maxsize=64)(self._found)

    def found(self, text: Text) -> Counter[tuple[str, str]]:
        """Count tag and string of the names in a text, the program's own words left out."""
        find = self._found_once if len(text.body) in MAY_COME_AGAIN else self._found
        return find(text.body, text.binary)

    def _found(self, body: str, binary: bool) -> Counter[tuple[str, str]]:
        found: Counter[tuple[str, str]] = Counter()
        if not body.isascii():
            body = plain(unicodedata.normalize("NFKC", body))
        low = body.lower()
        for form in self._possible(low):
            if binary and len(form.name.text) < _ROBUST:
                continue
            number = sum(not is_own(body, *match.span()) for match in form.places(body, low))
            if number:
                found[form.name.tag, form.name.text] += number
        return found

    def places(self, text: str) -> Iterator[tuple[Name, int, int]]:
        """Find where names stand in a text without accents, the longest first."""
        low = text.lower()
        here = self._possible(low)
        for form in sorted(here, key=lambda form: (-len(form.name.text), form.name)):
            for match in form.places(text, low):
                yield form.name, *match.span()

    def _possible(self, low: str) -> Iterator[_Form]:
        """Give the names all of whose words stand in a text in small letters."""
        words = _words(low)
        for word in words & self._by_word.keys():
            yield from (form for form in self._by_word[word] if form.words <= words)
        if not low.isascii():
            yield from (form for form in self._within_words if form.rarest in low)
        if self._spaced:
            together = _SPACES.sub("", low)
            yield from (form for form in self._spaced if form.name.text in together)

    def masked(self, path: str) -> str:
        """Replace names in a path by their tags."""
        bare = plain(path)
        for form in self._forms:
            if len(bare) == len(path) and form.pattern.search(bare):
                path = bare = form.pattern.sub(f"[{form.name.tag}]", bare)
        return path


def _words(low: str) -> set[str]:
    if not low.isascii():
        for mark in (letter for letter in set(low) if ord(letter) > 255 and not letter.isalnum()):
            low = low.replace(mark, " ")
    try:  # several times as fast as a pattern
        words = set(low.encode("latin-1").translate(_SPACED).decode("latin-1").split())
    except UnicodeEncodeError:
        words = set(TOKEN.findall(low))
    return {word if word.isascii() else _fold(word) for word in words}


@lru_cache(maxsize=200_000)  # more different words than all outputs of a study have
def _fold(word: str) -> str:
    return unicodedata.normalize("NFKC", word).casefold()


def _pattern(name: Name, text: str, tokens: list[str]) -> re.Pattern[str]:
    if name.spaced:
        return pattern_of(name.text)
    flags = re.NOFLAG if name.exact else re.IGNORECASE
    if name.literal:
        return re.compile(rf"(?<![\w-]){re.escape(text)}(?![\w-])", flags)
    words = [re.escape(word) for word in tokens]
    form = _GAP.join(words)
    if len(words) == 2 and all(word.isalpha() for word in words):
        form = f"(?:{form}|{_GAP.join(reversed(words))})"
    if caseless(text):
        return re.compile(form)
    unless = rf"(?! (?:{'|'.join(name.not_before)})\b)" if name.not_before else ""
    unless += _BEGINS_ANOTHER if name.alone else ""
    if name.within:
        form = rf"(?:{_WITHIN}{form}(?![^\W_]){unless}|{_CELL}{form}{_CELL_ENDS})"
        return re.compile(form, flags)
    return re.compile(rf"(?<![^\W_]){form}(?![^\W_]){unless}", flags)


def tags_in(texts: Iterable[str], names: Iterable[Name]) -> list[frozenset[str]]:
    """Search texts that are about to be sent, and give the tags of the names in each."""
    searcher = Searcher(names)
    return [frozenset(tag for tag, _ in searcher.found(Text("text", text))) for text in texts]


def find_leaks(outputs: Iterable[Path], names: Iterable[Name]) -> list[Leak]:
    """Search files for names."""
    return _search(_files(outputs, ()), names)


def _search(files: Iterable[tuple[Path, str]], names: Iterable[Name]) -> list[Leak]:
    searcher = Searcher(names)
    return sorted(leak for file, shown in files for leak in _leaks_in(file, shown, searcher))


def _files(outputs: Iterable[Path], skip: Iterable[Path]) -> Iterator[tuple[Path, str]]:
    left_out = [path.absolute() for path in skip]
    for output in outputs:
        for file in [output] if output.is_file() else sorted(output.rglob("*")):
            if not (file.is_file() or file.is_symlink()):
                continue
            place = file.absolute()
            if not any(place.is_relative_to(path) for path in left_out):
                shown = f"{output.name}/{file.relative_to(output).as_posix()}".removesuffix("/.")
                yield file, shown


def _leaks_in(file: Path, shown: str, searcher: Searcher) -> Iterator[Leak]:
    found: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)  # tag and part: names
    for text in chain([Text("file name", shown)], texts_of(file)):
        for (tag, name), number in searcher.found(text).items():
            found[tag, text.where][name] += number
    for (tag, where), names in found.items():
        name = "; ".join(sorted(names))
        yield Leak(searcher.masked(shown), tag, searcher.masked(where), name, names.total())


def check_leaks(
    outputs: Iterable[Path],
    names: Iterable[Name],
    skip: Iterable[Path] = (),
    *,
    private: Path | None = None,
) -> int:
    """Fail if a name stands in an output."""
    files = list(_files(outputs, skip))
    leaks = _search(files, names)
    if private:
        private.unlink(missing_ok=True)
    if leaks:
        if private:
            columns = ["tag", "name", "count", "file", "where"]
            rows = [(leak.tag, leak.name, leak.count, leak.file, leak.where) for leak in leaks]
            write_csv(pd.DataFrame(sorted(rows), columns=columns), private)
        raise LeakError(_advice(leaks, private))
    return len(files)


def _advice(leaks: list[Leak], private: Path | None) -> str:
    by_tag: dict[str, list[Leak]] = defaultdict(list)
    for leak in leaks:
        by_tag[leak.tag].append(leak)
    most = sorted(by_tag.items(), key=lambda item: (-sum(x.count for x in item[1]), item[0]))
    lines = [
        f"{tag}: {sum(leak.count for leak in found)} in "
        f"{count(len({leak.file for leak in found}), 'file')}, first {found[0].file} "
        f"({found[0].where})"
        for tag, found in most[:_SHOWN]
    ]
    more = [f"and {count(len(most) - _SHOWN, 'more tag')}"] if len(most) > _SHOWN else []
    listed = f"Open {private.parent.name}/{private.name}" if private else "Open the private key"
    return (
        f"Names of {count(len(by_tag), 'tag')} stand in outputs that may be shared. "
        + "; ".join([*lines, *more])
        + f". Fix: 1. {listed}: it says which words these are. 2. A name: write it into "
        "identifiers.csv, or confirm it in deidentify_decisions.csv, and run again. 3. No name in "
        "this study: write the word with the decision refuse into deidentify_decisions.csv and run "
        "again. 4. A name that may stand in outputs, such as a cited author's: list it under "
        "deidentify.allowed."
    )
