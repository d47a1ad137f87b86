"""Names in small letters among capitals, as speech recognition leaves some of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby

from aft_themes.corpus.tags import UNSURE
from aft_themes.deidentify.spans import EVIDENCE, Span, overlapping
from aft_themes.deidentify.tokens import Study, Token, tokenise
from aft_themes.language import Language
from aft_themes.language.rules import compiled

_RANK = 6  # after all that was found where it stands
_SHORTEST = 5  # letters; shorter ones are parts of words and other languages' words as often
_SHARE = 2  # a word that is small in more than one of three places is a word of this study
_MOST_WORDS = 3  # of a name; longer ones are whole sentences' worth of ordinary words
_Keys = tuple[str, ...]


def find_small(study: Study, spans: Iterable[Span]) -> list[Span]:
    """Find countries and large cities, and what was found with capitals, in small letters.

    Only what is nothing else: none of its words is a word of the language, nor is the word without
    its last "s". Interviews without any capitals are left to the review list.
    """
    spans = list(spans)
    known = _found_with_capitals(study, spans)
    taken: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for span in spans:
        taken[span.turn].append((span.start, span.end))
    small: list[Span] = []
    for interview, turns in groupby(range(len(study.turns)), lambda at: study.turns[at].interview):
        # the dictionary tells nothing of another language's small words
        if interview not in study.cased or interview in study.foreign:
            continue
        here = known[""] | known[interview]
        begins = {keys[0] for keys in here} | study.language.sure_places
        for at in turns:
            tokens = study.tokens[at]
            if any(token.key in begins and not token.capital for token in tokens):
                small += _in_turn(study, at, tokens, taken[at], here)
    return small


def _in_turn(
    study: Study,
    at: int,
    tokens: list[Token],
    taken: list[tuple[int, int]],
    known: dict[_Keys, Span],
) -> list[Span]:
    held = overlapping([(token.start, token.end) for token in tokens], taken)
    found: list[Span] = []
    position = 0
    while position < len(tokens):
        length = 0
        if not (held[position] or tokens[position].capital):
            length, name = _name_at(study, tokens, position, known)
        if length:
            start, end = tokens[position].start, tokens[position + length - 1].end
            found.append(replace(name, turn=at, start=start, end=end))
        position += length or 1
    return found


def _name_at(
    study: Study, tokens: list[Token], at: int, known: dict[_Keys, Span]
) -> tuple[int, Span]:
    """Give how many words of a name begin here, and a span of it; 0 where none does."""
    for length in range(_MOST_WORDS, 0, -1):
        keys = tuple(token.key for token in tokens[at : at + length])
        if len(keys) == length and keys in known:
            return length, known[keys]
    key = tokens[at].key
    if key in study.language.sure_places and _nothing_else(study.language, key):
        return 1, _place(key)
    return 0, _place(key)


def _found_with_capitals(study: Study, spans: list[Span]) -> dict[str, dict[_Keys, Span]]:
    """Gather what was found by what stands around it, by its words, in each interview and in all.

    A name may have several tags; the more frequent wins.
    """
    said: Counter[tuple[str, _Keys, Span]] = Counter()
    for span in spans:
        if span.layer != EVIDENCE:
            continue
        words = tokenise(study.turns[span.turn].text[span.start : span.end], study.language)
        keys = tuple(word.key for word in words)
        written = all(word.capital for word in words) and 0 < len(keys) <= _MOST_WORDS
        if written and all(_only_a_name(study, key) for key in keys):
            name = replace(span, turn=0, start=0, end=0, rank=_RANK)
            here = study.turns[span.turn].interview
            said.update([("", keys, _anybody(keys, name)), (here, keys, name)])
    found: dict[str, dict[_Keys, Span]] = defaultdict(dict)
    for (interview, keys, name), _ in sorted(said.items(), key=lambda one: (one[1], one[0])):
        found[interview][keys] = name
    return found


def _anybody(keys: _Keys, name: Span) -> Span:
    """Give a person of another interview no role: it may be somebody else."""
    if name.kind != "person":
        return name
    return replace(name, stem=UNSURE, entity=f"{UNSURE} {' '.join(keys)}")


def _only_a_name(study: Study, key: str) -> bool:
    """Tell whether a word can only be a name, and is mostly written as one."""
    rarely = _SHARE * study.statistics.small[key] <= study.statistics.middle[key]
    return rarely and _nothing_else(study.language, key)


def _nothing_else(language: Language, key: str) -> bool:
    """Tell whether a word in small letters can only be a name."""
    forms = {key, key.removesuffix("s"), key.removesuffix("es")}
    other = any(language.is_word(form) or language.is_brand(form) for form in forms)
    return len(key) >= _SHORTEST and key.isalpha() and not (other or language.is_nearly_word(key))


def find_small_houses(study: Study, spans: Iterable[Span]) -> dict[str, list[tuple[int, int, int]]]:
    """Find what may be the name of a school or a hospital in small letters ("at flat iron school").

    Returns turn, start and end of each place, by name; a person decides.
    """
    taken: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for span in spans:
        taken[span.turn].append((span.start, span.end))
    patterns = compiled(study.language.small_houses), compiled(study.language.small_called)
    found: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
    for at, turn in enumerate(study.turns):
        places = [match.span("name") for match in patterns[0].finditer(turn.text)]
        places = [place for place in places if _may_be_a_house(study.language, turn.text, place)]
        called = (match.span("name") for match in patterns[1].finditer(turn.text))
        places += [place for one in called if (place := _called(study.language, turn.text, one))]
        held = overlapping(places, taken[at])
        for (start, end), inside in zip(places, held, strict=True):
            if not inside:
                found[turn.text[start:end].casefold()].append((at, start, end))
    return found


def _called(language: Language, text: str, place: tuple[int, int]) -> tuple[int, int] | None:
    """Cut what goes on the sentence from what a house is called ("called blue frog and")."""
    start, end = place
    first, *second = text[start:end].split()
    if first in language.stop_words:
        return None
    goes_on = second and (
        second[0] in language.stop_words or second[0].endswith(language.past_endings)
    )
    return start, start + len(first) if goes_on else end


def _may_be_a_house(language: Language, text: str, place: tuple[int, int]) -> bool:
    """Tell whether no word but the last says what kind of school or hospital it is."""
    *words, _ = text[slice(*place)].casefold().split()
    general = language.generic | language.field_words | language.stop_words | language.no_names
    return not any(
        word in general or word in language.nouns or word.endswith(language.past_endings)
        for word in words
    )


def _place(key: str) -> Span:
    return Span(
        turn=0,
        start=0,
        end=0,
        rank=_RANK,
        kind="place",
        layer=EVIDENCE,
        entity=f"PLACE {key}",
        stem="PLACE",
    )
