"""Weigh capitalised words over a study and turn those with enough evidence into spans."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from aft_themes.corpus.cleaning import find_marks
from aft_themes.deidentify.recognizers.capitalised_names import (
    ENOUGH,
    Candidate,
    Mention,
    find_mentions,
)
from aft_themes.deidentify.recognizers.contacts_and_dates import find_holidays
from aft_themes.deidentify.recognizers.roles import propose_roles
from aft_themes.deidentify.spans import Span
from aft_themes.deidentify.tokens import Study

_RANK = 4
_Keys = tuple[str, ...]


class _Chosen(NamedTuple):
    mention: Mention
    keys: _Keys  # the entity's name in full
    start: int
    end: int


def weigh(study: Study, spans: list[Span]) -> tuple[dict[_Keys, Candidate], list[Mention]]:
    """Gather the runs of capitalised words that no other finder holds.

    Parameters
    ----------
    study : Study
        The study's turns.
    spans : list of Span
        What the other finders hold.

    Returns
    -------
    candidates : dict of tuple of str to Candidate
        By their words.
    mentions : list of Mention
        All of them, in the order of the turns.
    """
    taken: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for span in spans:
        taken[span.turn].append((span.start, span.end))
    mentions: list[Mention] = []
    for at, turn in enumerate(study.turns):
        held = taken[at] + find_marks(turn.text) + find_holidays(turn.text)
        mentions += find_mentions(at, turn, study.tokens[at], held, study.statistics)
    candidates: dict[_Keys, Candidate] = {}
    for mention in mentions:
        candidates.setdefault(mention.keys, Candidate(mention.keys)).mentions.append(mention)
    return candidates, mentions


def evidence_spans(
    study: Study,
    candidates: dict[_Keys, Candidate],
    mentions: list[Mention],
    refused: frozenset[str],
) -> list[Span]:
    """Turn candidates with enough evidence into spans.

    Parameters
    ----------
    study : Study
        The study's turns.
    candidates : dict of tuple of str to Candidate
        As :func:`weigh` returns them.
    mentions : list of Mention
        As :func:`weigh` returns them.
    refused : frozenset of str
        Candidates that people refused, in lower case without titles.

    Returns
    -------
    list of Span
    """
    sure = {
        keys: candidate
        for keys, candidate in candidates.items()
        if candidate.evidence() >= ENOUGH and " ".join(keys) not in refused
    }
    kinds = {keys: candidate.kind() for keys, candidate in sure.items()}
    stems = {keys: candidate.stem() for keys, candidate in sure.items()}
    whole = _whole_names(sure, kinds)
    chosen: list[_Chosen] = []
    for mention in mentions:
        if " ".join(mention.keys) not in refused:
            chosen += _choose(study.turns[mention.at].text, mention, sure, whole)
    persons: dict[str, list[Mention]] = defaultdict(list)
    for found in chosen:
        if kinds[found.keys] == "person":
            persons[" ".join(found.keys)].append(found.mention)
    roles = propose_roles(study.turns, persons)
    spans = []
    for mention, keys, start, end in chosen:
        entity, kind = " ".join(keys), kinds[keys]
        stem = roles[entity, mention.interview] if kind == "person" else stems[keys]
        spans.append(
            Span(mention.at, start, end, _RANK, kind, "evidence", f"{stem} {entity}", stem)
        )
    return spans


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
        # the run as a whole is doubtful, but a name may stand in it
        for key in dict.fromkeys(mention.keys):
            single = whole.get((mention.interview, (key,)), (key,))
            if single in sure:
                pattern = rf"(?<!\w){re.escape(key)}(?!\w)"
                said = text[mention.start : mention.end]
                for match in re.finditer(pattern, said, re.IGNORECASE):
                    start = mention.start + match.start()
                    yield _Chosen(mention, single, start, start + len(match.group()))


def _whole_names(
    sure: dict[_Keys, Candidate], kinds: dict[_Keys, str]
) -> dict[tuple[str, _Keys], _Keys]:
    # "Joyce" is Joyce Harlan, and "Larkin" Larkin Street, in the interviews that call them so
    whole: dict[tuple[str, _Keys], _Keys] = {}
    for keys in sorted(sure):
        if len(keys) < 2:
            continue
        parts = (keys[0], keys[-1]) if kinds[keys] == "person" else (keys[0],)
        for mention in sure[keys].mentions:
            for key in parts:
                if kinds.get((key,), kinds[keys]) == kinds[keys]:
                    whole.setdefault((mention.interview, (key,)), keys)
    return whole
