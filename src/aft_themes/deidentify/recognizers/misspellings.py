"""Known names that were misspelt or misheard."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from rapidfuzz.distance import OSA

from aft_themes.deidentify.recognizers.known_names import LONG, SHORTEST, Finder, Known
from aft_themes.deidentify.recognizers.spelling import plain
from aft_themes.deidentify.spans import Span
from aft_themes.deidentify.tokens import Study, Token, Turn

MISSPELT = "misspelling"
_RANK = 2
_CUTS = ("*", "__", "- ")
_PART = r"[^\W_](?:[^\W_]|['\u2019-](?=[^\W_])){0,29}"  # "O'B- rien"
_CUT = re.compile(rf"{_PART}(?:(?:\*{{1,2}}|__|- ){_PART}){{1,3}}")
_LONG_TITLED = 8  # letters; after a title, with three edits, too


def misspellings(finder: Finder, study: Study) -> dict[str, Known]:
    """Find words of the study that are known names misspelt or misheard.

    A word counts if it is capitalised within sentences, or where capitals tell nothing, if it means
    nothing else, and lies within one edit of a known name (two of a long one, three of a long one
    after a title; always one of a first name). Edits are counted as optimal string alignment
    distance.
    """
    words = study.statistics.middle.keys() | _without_capitals(study)
    return _like_known(finder, study, (w for w in words if not _has_own_meaning(w, study)))


def find_figures_like_known(
    finder: Finder, study: Study
) -> dict[str, tuple[Known, list[tuple[int, int, int]]]]:
    """Find famous people whose names may be known names, misspelt; a person decides.

    Returns the known name, and turn, start and end of each place, by the word.
    """
    language, small = study.language, study.statistics.small
    words = study.statistics.middle.keys() & language.public_figures
    like = _like_known(finder, study, (w for w in words if not (language.is_word(w) or small[w])))
    places: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
    for at, tokens in enumerate(study.tokens if like else ()):
        for token in tokens:
            if token.capital and token.key in like:
                places[token.key].append((at, token.start, token.end))
    return {word: (like[word], found) for word, found in places.items()}


def _like_known(finder: Finder, study: Study, words: Iterable[str]) -> dict[str, Known]:
    """Give the known name that each word lies within a few edits of, if there is one."""
    forms = finder.words
    # plurals are forms to find, not names to compare with
    known = {
        form: name
        for form, name in forms.items()
        if len(form) >= SHORTEST and not (form.endswith("s") and form[:-1] in forms)
    }
    titled = _titled(study)
    found: dict[str, Known] = {}
    for word in sorted(words):
        if len(word) < SHORTEST - 1 or word in forms:
            continue
        # no tolerance is larger than 3 letters
        near = [form for form in known if abs(len(form) - len(word)) < 4]
        closest = min(near, key=lambda form: (OSA.distance(word, form), form), default="")
        if near and OSA.distance(word, closest) <= _tolerance(closest, word in titled, study):
            found[word] = known[closest]
    return found


def _without_capitals(study: Study) -> set[str]:
    """Gather the words of interviews that were typed without capitals, or in capitals alone."""
    pairs = zip(study.turns, study.tokens, strict=True)
    typed = (tokens for turn, tokens in pairs if turn.interview not in study.cased)
    return {token.key for tokens in typed for token in tokens}


def _titled(study: Study) -> set[str]:
    titles = study.language.titles
    return {
        word.key
        for tokens in study.tokens
        for before, word in pairwise(tokens)
        if before.capital and before.key in titles and word.capital
    }


def _has_own_meaning(word: str, study: Study) -> bool:
    language = study.language
    lists = (
        language.no_names,
        language.nouns,
        language.first_names,
        language.surnames,
        language.places,
        language.brands,
        language.public_figures,
    )
    listed = any(word in words for words in lists) or word.upper() in language.acronyms
    return listed or language.is_word(word) or bool(study.statistics.small[word])


def _tolerance(form: str, titled: bool, study: Study) -> int:
    if form in study.language.first_names:
        return 1
    if titled and len(form) >= _LONG_TITLED:
        return 3
    return 2 if len(form) >= LONG else 1


def find_misspelt(
    at: int, turn: Turn, tokens: list[Token], misspelt: Mapping[str, Known], study: Study
) -> Iterator[Span]:
    """Find the misspellings in a turn, with the title before them."""
    for before, token in zip([None, *tokens], tokens, strict=False):
        tells = token.capital or turn.interview not in study.cased
        name = misspelt.get(token.key) if tells else None
        if name and (name.own is None or turn.interview in name.own):
            titled = before and before.capital and before.key in study.language.titles
            start = before.start if before and titled else token.start
            yield _span(at, start, token.end, name)


def split_names(
    at: int, text: str, tokens: list[Token], words: Mapping[str, Known]
) -> Iterator[Span]:
    """Find known names that were heard as two words, e.g. "North Gate"."""
    for first, second in pairwise(tokens):
        if not (first.capital and second.capital) or first.ending:
            continue
        name = words.get(first.key + second.key)
        if name and text[first.end : second.start] in (" ", "-"):
            yield _span(at, first.start, second.end, name)


def cut_names(at: int, text: str, letters: Mapping[str, Known]) -> Iterator[Span]:
    """Find known names with a sign of bold type or the end of a line inside ("Berg**man**")."""
    if not any(sign in text for sign in _CUTS):
        return
    for match in _CUT.finditer(text):
        name = letters.get(plain(re.sub(r"[\W_]+", "", match.group()).lower()))
        if name:
            yield _span(at, *match.span(), name)


def _span(at: int, start: int, end: int, name: Known) -> Span:
    return Span(
        turn=at,
        start=start,
        end=end,
        rank=_RANK,
        kind=name.kind,
        layer=MISSPELT,
        entity=name.entity,
        stem=name.stem,
        tag=name.tag,
    )
