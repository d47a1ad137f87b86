"""Find every identifying string of a study and give each entity one tag."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise

import pandas as pd

from aft_themes.catalog import REPLACEMENTS
from aft_themes.corpus.cleaning import clean
from aft_themes.corpus.tags import split_tag
from aft_themes.deidentify.recognizers.contacts_and_dates import find_contacts, find_dates
from aft_themes.deidentify.recognizers.known_names import (
    MISSPELT,
    Finder,
    Known,
    misspellings,
    speaker_name,
    split_names,
)
from aft_themes.deidentify.review_list import review_list
from aft_themes.deidentify.spans import Span, overlapping, settle
from aft_themes.deidentify.tokens import Study, Token, Turn, count, tokenise
from aft_themes.deidentify.weighing import evidence_spans, weigh
from aft_themes.io.parquet import empty_frame
from aft_themes.language.english_names import NOT_NAMES, STOP_WORDS, TITLES
from aft_themes.settings import DeidentifySettings
from aft_themes.vocabulary import Role

PARTICIPANT = "PARTICIPANT"
"""Tag of a participant's own name in the participant's own interview."""
_MISSPELT_RANK = 2
_ASKED = 60  # characters of the turn before that may ask for a name


@dataclass(frozen=True)
class Deidentification:
    """What was found in a study.

    Parameters
    ----------
    replacements : pandas.DataFrame
        Contract :data:`~aft_themes.io.parquet.REPLACEMENTS`.
    key : dict of str to list of str
        Private: each tag and the strings it stands for.
    candidates : pandas.DataFrame
        Private: the review list, with the columns candidate, decision (review, automatic,
        confirm or refuse), kind, tag, count, interviews and contexts.
    """

    replacements: pd.DataFrame
    key: dict[str, list[str]]
    candidates: pd.DataFrame


def find_replacements(
    turns: pd.DataFrame,
    identifiers: pd.DataFrame,
    decisions: pd.DataFrame | None = None,
    settings: DeidentifySettings | None = None,
) -> Deidentification:
    """Find what identifies people, places and institutions in a study.

    Layers, strongest first: contacts by their form; names known beforehand, confirmed by people,
    or borne by speakers, in all their forms; their misspellings; dates; capitalised words with
    enough evidence. What has some evidence but not enough goes on the review list.

    Parameters
    ----------
    turns : pandas.DataFrame
        Contract :data:`~aft_themes.io.parquet.TURNS`, of the whole study.
    identifiers : pandas.DataFrame
        As :func:`~aft_themes.deidentify.recognizers.known_names.load_identifiers` returns it.
    decisions : pandas.DataFrame, optional
        As :func:`~aft_themes.deidentify.recognizers.known_names.load_decisions` returns it.
    settings : DeidentifySettings, optional
        What to do with dates.

    Returns
    -------
    Deidentification
        Tags are numbered by first appearance over the study, after the numbers that the
        identifiers use.
    """
    decisions = (
        pd.DataFrame(columns=["candidate", "decision", "kind", "tag"])
        if decisions is None
        else decisions
    )
    study = _study(turns)
    known = _listed(identifiers) + _confirmed(decisions)
    speakers = _speakers(study.turns, known)
    known += _in_full(study, known)
    speakers += _in_full(study, speakers)
    refused = _refused(decisions)
    policy = (settings or DeidentifySettings()).dates
    spans = _sure_spans(study, known, speakers, refused, policy)
    candidates, mentions = weigh(study, settle(spans))
    spans = settle(spans + evidence_spans(study, candidates, mentions, refused))
    spans = _numbered(spans, known)
    return Deidentification(
        _frame(study.turns, spans),
        _key(study.turns, spans),
        review_list(study, spans, candidates, refused),
    )


def _study(turns: pd.DataFrame) -> Study:
    ordered = turns.sort_values(["interview", "turn"], kind="stable")
    columns = ["interview", "turn", "role", "speaker", "text"]
    rows: list[Turn] = []
    for interview, number, role, speaker, raw in ordered[columns].itertuples(index=False):
        before = rows[-1] if rows and rows[-1].interview == interview else None
        asked = before.text[-_ASKED:] if before else ""
        text = clean(str(raw)).text
        rows.append(Turn(str(interview), int(number), str(role), str(speaker), text, asked))
    tokens = [tokenise(turn.text) for turn in rows]
    contacts = [list(find_contacts(at, turn.text)) for at, turn in enumerate(rows)]
    # an address is written small, whatever names it is made of
    counted = [_outside(words, spans) for words, spans in zip(tokens, contacts, strict=True)]
    return Study(rows, tokens, count(rows, counted), contacts)


def _outside(tokens: list[Token], spans: list[Span]) -> list[Token]:
    within = overlapping([(t.start, t.end) for t in tokens], [(s.start, s.end) for s in spans])
    return [token for token, inside in zip(tokens, within, strict=True) if not inside]


def _listed(identifiers: pd.DataFrame) -> list[Known]:
    return [
        Known(text, kind, tag, "", "identifier")
        for text, kind, tag in identifiers[["text", "kind", "replacement"]].itertuples(index=False)
    ]


def _confirmed(decisions: pd.DataFrame) -> list[Known]:
    names = []
    for row in decisions[decisions["decision"] == "confirm"].to_dict("records"):
        kind = row["kind"] or "person"
        parts = split_tag(row["tag"])
        whole = parts is not None and bool(parts.number or parts.detail)
        stem = row["tag"] or kind.upper()
        tag = row["tag"] if whole else ""
        names.append(Known(clean(row["candidate"]).text, kind, tag, stem, "decision"))
    return names


def _refused(decisions: pd.DataFrame) -> frozenset[str]:
    named = decisions.loc[decisions["decision"] == "refuse", "candidate"]
    return frozenset(_bare(clean(str(name)).text) for name in named)


def _bare(name: str) -> str:
    words = [word for word in re.split(r"[\s.]+", name.casefold()) if word]
    return " ".join(words[1:] if len(words) > 1 and words[0] in TITLES else words)


def _speakers(turns: list[Turn], known: list[Known]) -> list[Known]:
    listed = {" ".join(sorted(name.text.casefold().split())): name for name in known}
    found: dict[Known, None] = {}
    for turn in turns:
        name = speaker_name(clean(turn.speaker).text)
        if not name:
            continue
        same = listed.get(" ".join(sorted(name.casefold().split())))
        if same:
            found[replace(same, text=name)] = None
        elif turn.role == Role.PARTICIPANT:
            found[Known(name, "person", PARTICIPANT, "", "speaker", turn.interview)] = None
        else:
            stem = "INTERVIEWER" if turn.role == Role.INTERVIEWER else "PERSON"
            scope = "" if turn.role == Role.INTERVIEWER else turn.interview
            found[Known(name, "person", "", stem, "speaker", scope)] = None
    return list(found)


def _in_full(study: Study, names: list[Known]) -> list[Known]:
    """Names of one word as they are spoken with a surname: a label says Ann, she says Ann Berg."""
    single = {(n.interview, n.text.casefold()): n for n in names if n.kind == "person"}
    found: dict[Known, None] = {}
    for turn, tokens in zip(study.turns, study.tokens, strict=True):
        for first, second in pairwise(tokens):
            name = single.get((turn.interview, first.key)) or single.get(("", first.key))
            beside = turn.text[first.end : second.start] == " "
            if name and first.capital and beside and _like_a_surname(study, turn, second):
                found[replace(name, text=turn.text[first.start : second.end])] = None
    return list(found)


def _like_a_surname(study: Study, turn: Turn, token: Token) -> bool:
    """Tell whether a word is capitalised as names are, and nowhere written small."""
    ordinary = token.key in STOP_WORDS | NOT_NAMES or study.statistics.small[token.key] > 0
    return token.capital and not ordinary and not turn.text[token.start : token.end].isupper()


def _sure_spans(
    study: Study,
    known: list[Known],
    speakers: list[Known],
    refused: frozenset[str],
    policy: str,
) -> list[Span]:
    everywhere = Finder([*known, *(n for n in speakers if not n.interview)], study.statistics, 1)
    titled = frozenset(
        word.key
        for tokens in study.tokens
        for before, word in pairwise(tokens)
        if before.capital and before.key in TITLES and word.capital
    )
    misspelt = misspellings(everywhere, study.statistics, titled)
    own: dict[str, list[Known]] = defaultdict(list)
    for name in speakers:
        if name.interview:
            own[name.interview].append(name)
    finders = {interview: Finder(names, study.statistics, 1) for interview, names in own.items()}
    spans: list[Span] = []
    for at, turn in enumerate(study.turns):
        spans += study.contacts[at]
        spans += find_dates(at, turn.text, policy)
        spans += everywhere.find(at, turn, study.tokens[at])
        if turn.interview in finders:
            spans += finders[turn.interview].find(at, turn, study.tokens[at])
        spans += _misspelt_spans(at, study.tokens[at], misspelt)
        spans += split_names(at, turn.text, study.tokens[at], everywhere.words, _MISSPELT_RANK)
    return [s for s in spans if s.layer == "identifier" or _said(study, s) not in refused]


def _misspelt_spans(at: int, tokens: list[Token], misspelt: dict[str, Known]) -> Iterable[Span]:
    for before, token in zip([None, *tokens], tokens, strict=False):
        name = misspelt.get(token.key) if token.capital else None
        if name:
            titled = before is not None and before.capital and before.key in TITLES
            start = before.start if before is not None and titled else token.start
            yield Span(
                at,
                start,
                token.end,
                _MISSPELT_RANK,
                name.kind,
                MISSPELT,
                name.entity,
                name.stem,
                name.tag,
            )


def _said(study: Study, span: Span) -> str:
    return _bare(study.turns[span.turn].text[span.start : span.end])


def _numbered(spans: list[Span], known: list[Known]) -> list[Span]:
    # numbers go on after the identifiers'; a number that a decision took is left out
    last: Counter[str] = Counter()
    taken = {name.tag for name in known}
    for name in known:
        parts = split_tag(name.tag)
        if name.layer == "identifier" and parts and parts.number:
            last[parts.stem] = max(last[parts.stem], int(parts.number))
    given: dict[str, str] = {}
    numbered = []
    for span in spans:
        if not span.tag and span.entity not in given:
            last[span.stem] += 1
            while f"{span.stem}_{last[span.stem]}" in taken:
                last[span.stem] += 1
            given[span.entity] = f"{span.stem}_{last[span.stem]}"
        numbered.append(span if span.tag else replace(span, tag=given[span.entity]))
    return numbered


def _frame(turns: list[Turn], spans: list[Span]) -> pd.DataFrame:
    if not spans:
        return empty_frame(REPLACEMENTS)
    rows = [
        (turns[s.turn].interview, turns[s.turn].number, s.start, s.end, s.tag, s.kind, s.layer)
        for s in spans
    ]
    return pd.DataFrame(rows, columns=REPLACEMENTS.schema.names)


def _key(turns: list[Turn], spans: list[Span]) -> dict[str, list[str]]:
    key: dict[str, set[str]] = defaultdict(set)
    for span in spans:
        key[span.tag].add(turns[span.turn].text[span.start : span.end])
    return {tag: sorted(key[tag]) for tag in sorted(key)}
