"""Weigh capitalised words over a study and turn those with enough evidence into spans."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from aft_themes.corpus.cleaning import find_marks
from aft_themes.corpus.tags import find_tags
from aft_themes.deidentify.name_files import DOUBTFUL
from aft_themes.deidentify.recognizers.capitalised.candidate import Candidate
from aft_themes.deidentify.recognizers.capitalised.cues import ENOUGH
from aft_themes.deidentify.recognizers.capitalised.mention import Mention
from aft_themes.deidentify.recognizers.capitalised.runs import find_mentions
from aft_themes.deidentify.recognizers.capitalised.traits import LEAST_INITIALS
from aft_themes.deidentify.recognizers.dates import find_holidays
from aft_themes.deidentify.recognizers.roles import propose_roles
from aft_themes.deidentify.spans import EVIDENCE, Span, overlapping
from aft_themes.deidentify.tokens import Study, tokenise
from aft_themes.language import Language
from aft_themes.language.rules import compiled

_RANK = 4  # after all that is known or found by its form
_LEAST_BEGINNING = 2  # "Capital Crossroads" of an association; "Capital" would be a word
_INITIALS_BEHIND = re.compile(r" [A-Z]{2,5}(?![\w-])")
_BRACKETS = re.compile(r"\[[^\[\]]{1,60}\]|\([^()]{1,60}\)")  # "[DOG BARKS]" stresses nothing
_MANNER = 5  # ordinary words in capitals within an interview; fewer may be names of houses
_SHOUTED = re.compile(r"(?<![\[\w])[A-Z]{2,}(?![\w\]])")
_Keys = tuple[str, ...]


class _Chosen(NamedTuple):
    mention: Mention
    keys: _Keys  # the entity's name in full
    start: int
    end: int


def weigh(study: Study, spans: list[Span]) -> tuple[dict[_Keys, Candidate], list[Mention]]:
    """Gather the runs of capitalised words that no other finder holds, by their words."""
    taken: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for span in spans:
        taken[span.turn].append((span.start, span.end))
    shouted = _shouted(study)
    mentions: list[Mention] = []
    for at, turn in enumerate(study.turns):
        if turn.interview in study.cased:
            held = (
                taken[at]
                + _marks(turn.text, study.language, shouted)
                + find_holidays(turn.text, study.language.dates)
            )
            found = find_mentions(study, at, turn, held)
            if turn.interview in study.foreign:
                found = (_abroad(study, one) for one in found if _named_abroad(study, one))
            mentions += found
    candidates: dict[_Keys, Candidate] = {}
    for mention in mentions:
        new = Candidate(mention.keys, study.language)
        candidates.setdefault(mention.keys, new).mentions.append(mention)
    houses = {short for candidate in candidates.values() for short in candidate.initials}
    beginnings = {begin for candidate in candidates.values() for begin in _beginnings(candidate)}
    short = {keys[0] for keys, candidate in candidates.items() if candidate.acronym}
    surnames = frozenset(c.keys[-1] for c in candidates.values() if c.titled or c.first_name)
    stressing = _stressing(study)
    for keys, candidate in candidates.items():
        candidate.spelt_out = candidate.acronym and keys[0] in houses
        candidate.longer = keys in beginnings
        candidate.abbreviated = not short.isdisjoint(candidate.initials_of_group)
        candidate.family = _family(candidate, surnames)
        candidate.stressed = all(m.shout and m.interview in stressing for m in candidate.mentions)
    return candidates, mentions


def _named_abroad(study: Study, mention: Mention) -> bool:
    """Tell whether a capital may be a name's in a language without a dictionary here.

    No list of words tells what begins a sentence, nor which of German's nouns are names.
    """
    if mention.title:
        return True
    language, statistics = study.language, study.statistics
    nouns = study.foreign[mention.interview]  # "Analyse von Daten"; else "Larcina de Xelbia"
    links = frozenset() if nouns else language.particles
    if any(statistics.small[key] for key in mention.keys if key not in links):
        return False
    names = [language.first_names, language.sure_places]
    if not mention.initial or len(mention.keys) > 1:
        names += [language.surnames, language.places]  # "Dann", "Bueno" begin sentences
    listed = any(key in words for key in mention.keys for words in names)
    return listed or not (mention.initial or nouns)


def _abroad(study: Study, mention: Mention) -> Mention:
    """Leave out what would be an article in English ("a Gracinda" in Portuguese)."""
    article = mention.last_before in study.language.determiners
    return replace(mention, before=()) if article else mention


def _family(candidate: Candidate, surnames: frozenset[str]) -> bool:
    """Tell whether a name is the plural of somebody's surname."""
    last = candidate.keys[-1]
    alone = len(candidate.keys) == 1 and last.endswith("s") and not candidate.acronym
    if not alone or candidate.first_name or candidate.surname or candidate.words:
        return False
    language = candidate.language
    known = [surnames]
    if any(mention.last_before == language.the for mention in candidate.mentions):
        known += [language.surnames, language.rare_surnames]  # "there were the Napolis"
    singular = (last.removesuffix("s"), last.removesuffix("es"))
    return any(one in names for names in known for one in singular)


def _stressing(study: Study) -> set[str]:
    """Find the interviews whose writer stresses ordinary words with capitals ("on the WARD")."""
    language = study.language
    stressed: dict[str, set[str]] = defaultdict(set)
    for turn, tokens in zip(study.turns, study.tokens, strict=True):
        places = [(token.start, token.end) for token in tokens]
        held = overlapping(places, [mark.span() for mark in _BRACKETS.finditer(turn.text)])
        stressed[turn.interview] |= {
            token.key
            for token, inside in zip(tokens, held, strict=True)
            if token.shout
            and not inside
            and len(token.key) >= LEAST_INITIALS
            and token.key.isalpha()  # not "A-N-N"
            and language.is_word(token.key)
            and token.key.upper() not in language.acronyms
        }
    return {interview for interview, words in stressed.items() if len(words) >= _MANNER}


def _beginnings(house: Candidate) -> Iterator[_Keys]:
    """Give what people may call an institution for short: two words or more from its beginning."""
    if house.kind() == "organisation" and house.initials:
        for end in range(_LEAST_BEGINNING, len(house.keys)):
            begin = house.keys[:end]
            if not set(begin) <= house.language.generic | house.language.name_words:
                yield begin


def _shouted(study: Study) -> set[str]:
    """Gather the words in capitals that stand without brackets, too: no tags of a transcriber."""
    return {word for turn in study.turns for word in _SHOUTED.findall(turn.text)}


def _marks(text: str, language: Language, shouted: set[str]) -> list[tuple[int, int]]:
    """Find tags, and marks in which no name can stand: "[laughs]", but not "[Ann Berg came]"."""
    tags = [(a, b) for a, b in find_tags(text) if text[a + 1 : b - 1] not in shouted]
    marks = [(a, b) for a, b in find_marks(text) if not _holds_a_name(text[a:b], language)]
    return tags + marks


def _holds_a_name(mark: str, language: Language) -> bool:
    capitals = [word.key for word in tokenise(mark, language) if word.capital]
    named = any(not language.is_word(key) or key in language.first_names for key in capitals)
    house = len(capitals) > 1 and capitals[-1] in language.nouns
    return mark.startswith("[") and (named or house)


def evidence_spans(
    study: Study,
    candidates: dict[_Keys, Candidate],
    mentions: list[Mention],
    refused: frozenset[str],
) -> list[Span]:
    """Turn candidates with enough evidence, that nobody refused, into spans."""
    sure = {
        keys: candidate
        for keys, candidate in candidates.items()
        if candidate.evidence() >= ENOUGH and " ".join(keys) not in refused
    }
    kinds = {keys: candidate.kind() for keys, candidate in sure.items()}
    whole = _workplaces(sure, kinds, mentions) | _whole_names(sure, kinds, candidates)
    chosen: list[_Chosen] = []
    for mention in mentions:
        said = " ".join(mention.keys)
        if said not in refused and not (mention.initial and f"{said}{DOUBTFUL}" in refused):
            chosen += _choose(study.turns[mention.at].text, mention, sure, whole)
    persons: dict[str, list[Mention]] = defaultdict(list)
    for found in chosen:
        if kinds[found.keys] == "person":
            persons[" ".join(found.keys)].append(found.mention)
    roles = propose_roles(study, persons)
    spans = []
    for found in chosen:
        name, kind = sure[found.keys], kinds[found.keys]
        said_in = " ".join(found.keys), found.mention.interview
        stem = roles[said_in] if kind == "person" else name.stem()
        spans.append(_span(study, found, name, kind, stem))
    return spans


def _span(study: Study, found: _Chosen, name: Candidate, kind: str, stem: str) -> Span:
    """Make a span of a mention, with what goes on its name in small letters or initials."""
    mention, keys, start, end = found
    language, text = study.language, study.turns[mention.at].text
    entity = " ".join(keys)
    if not name.surely_person and (tail := _tail(study, mention, end, name)):
        noun, end = tail
        stem, entity = language.nouns[noun], text[start:end].casefold()
        kind = "organisation" if noun in language.organisation_nouns else "place"
    elif house := _saints_house(study, mention, end):
        kind, stem, end = "organisation", "ORGANISATION", house
    elif school := _school_of_a_faith(study, mention, end):
        kind, stem, end = "organisation", "SCHOOL", school
        entity = text[start:end].casefold()
    elif kind == "organisation" and name.house:
        end = _with_initials(text, end)
    return Span(
        turn=mention.at,
        start=start,
        end=end,
        rank=_RANK,
        kind=kind,
        layer=EVIDENCE,
        entity=f"{stem} {entity}",
        stem=stem,
    )


def _tail(study: Study, mention: Mention, end: int, name: Candidate) -> tuple[str, int] | None:
    """Find the noun that goes on a name in small letters, and its end ("Mill Ford high school")."""
    text, language = study.turns[mention.at].text, study.language
    if mention.keys[0] in language.saints and text.startswith(language.possessive, end):
        end += len(language.possessive)  # "St. Xelby's hospital"
    tail = compiled(language.house_tail).match(text, end)
    if tail and mention.last_before in language.place_prepositions:
        # "in Sacred Hill church", not "in Brimdale school was strict"
        tail = tail if tail["noun"] == name.noun and not name.known_place else None
    return (tail["noun"], tail.end()) if tail else None


def _with_initials(text: str, end: int) -> int:
    """Find the end of a firm's name that goes on in initials ("our firm, Lantern GPS")."""
    initials = _INITIALS_BEHIND.match(text, end)
    return initials.end() if initials else end


def _saints_house(study: Study, mention: Mention, end: int) -> int | None:
    """Find the end of a house that bears a saint's name and no noun ("a tutor at St Xelby's")."""
    language = study.language
    saint = mention.keys[0] in language.saints and len(mention.keys) > 1
    alone = not mention.after or mention.after in language.stop_words
    if not (saint and mention.possessive and alone):
        return None
    return end + len(language.possessive)


def _school_of_a_faith(study: Study, mention: Mention, end: int) -> int | None:
    """Find the end of a school's name that is a faith ("my son goes to Xelby Catholic")."""
    language = study.language
    there = mention.last_before in language.motion_prepositions | {language.at}
    faith = compiled(language.faith_schools).match(study.turns[mention.at].text, end)
    return faith.end() if there and faith and not mention.title else None


def _choose(
    text: str,
    mention: Mention,
    sure: dict[_Keys, Candidate],
    whole: dict[tuple[str, _Keys], _Keys],
) -> Iterator[_Chosen]:
    keys = whole.get((mention.interview, mention.keys), mention.keys)
    if keys in sure:
        yield _Chosen(mention, keys, mention.start, mention.end)
    elif len(mention.keys) > 1:
        # the whole run is doubtful, but it may hold a name
        for key in dict.fromkeys(mention.keys):
            single = whole.get((mention.interview, (key,)), (key,))
            if single not in sure:
                continue
            person = sure[single].kind() == "person"
            if person and len(mention.keys) == 2:
                yield _Chosen(mention, single, mention.start, mention.end)
                return
            # the village Green is no part of "Green Integer"
            language = sure[single].language
            part = len(single) > 1 and key not in language.field_words
            if person or part or not language.is_word(key):
                yield from _within(text, mention, single, (key,))
        for begin in _beginnings_of(mention.keys, sure):
            full = whole.get((mention.interview, begin), begin)
            yield from _within(text, mention, full, begin)
        for name in _names_behind_hyphens(mention.keys, sure):
            yield from _within(text, mention, name, name)


def _beginnings_of(keys: _Keys, sure: dict[_Keys, Candidate]) -> Iterator[_Keys]:
    """Find an institution's short name that begins a longer run ("Blue Frog Summer Camp")."""
    for end in range(_LEAST_BEGINNING, len(keys)):
        if keys[:end] in sure and sure[keys[:end]].longer:
            yield keys[:end]


def _within(text: str, mention: Mention, keys: _Keys, words: _Keys) -> Iterator[_Chosen]:
    """Find a name inside a longer run of capitals."""
    pattern = rf"(?<!\w){r'[ -]'.join(map(re.escape, words))}(?!\w)"
    for match in re.finditer(pattern, text[mention.start : mention.end], re.IGNORECASE):
        start = mention.start + match.start()
        yield _Chosen(mention, keys, start, start + len(match.group()))


def _names_behind_hyphens(keys: _Keys, sure: dict[_Keys, Candidate]) -> Iterator[_Keys]:
    """Find names of several words that begin after a hyphen: San Diego in UC-San Diego."""
    parts = [part for key in keys for part in key.split("-")]
    if len(parts) == len(keys):
        return
    for first in range(1, len(parts)):
        for end in range(first + 2, len(parts) + 1):
            if tuple(parts[first:end]) in sure:
                yield tuple(parts[first:end])


def _whole_names(
    sure: dict[_Keys, Candidate], kinds: dict[_Keys, str], candidates: dict[_Keys, Candidate]
) -> dict[tuple[str, _Keys], _Keys]:
    """Say whose short form a name is: "Joyce" is Joyce Harlan, in interviews that call her so."""
    whole: dict[tuple[str, _Keys], _Keys] = {}
    for keys in sorted(sure):
        if len(keys) < 2 or sure[keys].longer:
            continue
        short = [
            part
            for part in _short_forms(sure[keys], kinds[keys], candidates)
            if _same_kind(part, keys, sure, kinds)
        ]
        for mention in sure[keys].mentions:
            for part in short:
                whole.setdefault((mention.interview, part), keys)
    return whole


def _short_forms(name: Candidate, kind: str, candidates: dict[_Keys, Candidate]) -> Iterator[_Keys]:
    """Give the parts of a name that may stand for it: "Larkin" for Larkin Street."""
    language = name.language
    named = name.first_name or name.titled or name.surname
    # "Challenge" of "Tsukuba Challenge" is a word, "Ranger" of "Rick Ranger" a name; "United" is
    # not the United States
    no_words = name.known_place or (kind == "person" and not named)
    parts = [name.keys[:1]]
    if kind == "person":
        parts += [name.keys[first:] for first in range(1, len(name.keys))]  # "von Stryk", "Stryk"
    for part in parts:
        general = language.house_words_only.issuperset(part)  # of the University of Xelby
        if general or (no_words and all(map(language.is_word, part))):
            continue
        # "WebWeave" of "WebWeave Conference" stays elsewhere, too, and so does "the Left" where
        # "Left Turn" is named; "GQRS" is the GQRS Lab, but "NFT" is no Copper NFT
        alone = candidates.get(part)
        unsure = part != name.keys[:1] and _unsure_initials(alone)
        if named or not (_thing(alone) or unsure):
            yield part


def _same_kind(
    part: _Keys, keys: _Keys, sure: dict[_Keys, Candidate], kinds: dict[_Keys, str]
) -> bool:
    """Tell whether a part of a name stands for it, and not for somebody ("Ellmore" College)."""
    if kinds.get(part, kinds[keys]) == kinds[keys]:
        return True
    short = sure[part]
    named = short.titled or short.first_name or short.surname or short.asked
    return kinds[keys] == "organisation" and kinds[part] == "person" and not named


def _thing(part: Candidate | None) -> bool:
    """Tell whether a part of a name is a product or a brand wherever it stands alone."""
    if part is None or part.evidence() >= ENOUGH:
        return False
    brand = part.language.is_brand(part.keys[-1])
    if part.words and part.written_small:
        return True
    show = len(part.keys) > 1 and len(part.middle) > 1  # "Pottery Hour" of "Welcome Pottery Hour"
    return brand or show or any(mention.mixed for mention in part.mentions)


def _unsure_initials(part: Candidate | None) -> bool:
    return part is not None and part.acronym and part.evidence() < ENOUGH


def _workplaces(
    sure: dict[_Keys, Candidate], kinds: dict[_Keys, str], mentions: list[Mention]
) -> dict[tuple[str, _Keys], _Keys]:
    # "at Freedom" is Freedom High School in whichever interview names it in full
    houses: dict[_Keys, _Keys] = {}
    for keys in sorted(sure):
        if len(keys) > 1 and kinds[keys] == "organisation" and not sure[keys].longer:
            for begin in _beginnings(sure[keys]):
                houses.setdefault(begin, keys)
            general = keys[0] in sure[keys].language.house_words_only  # "University of Xelby"
            if keys[:1] not in sure and not (general or sure[keys].language.is_brand(keys[0])):
                houses.setdefault(keys[:1], keys)
    found = {
        (mention.interview, mention.keys): houses[mention.keys]
        for mention in mentions
        if mention.keys in houses
        and (len(mention.keys) > 1 or sure[houses[mention.keys]].as_workplace(mention))
    }
    return _streets(sure, mentions) | found


def _streets(
    sure: dict[_Keys, Candidate], mentions: list[Mention]
) -> dict[tuple[str, _Keys], _Keys]:
    # "on the corner of Camp and Elm" where Camp Street is named in full somewhere; what is
    # replaced without that keeps its tag
    streets: dict[_Keys, _Keys] = {}
    for keys in sorted(sure):
        if len(keys) > 1 and sure[keys].street:
            streets.setdefault(keys[:-1], keys)
    return {
        (mention.interview, mention.keys): streets[mention.keys]
        for mention in mentions
        if mention.keys in streets
        and mention.keys not in sure
        and not mention.initial
        and mention.last_before in sure[streets[mention.keys]].language.street_prepositions
    }
