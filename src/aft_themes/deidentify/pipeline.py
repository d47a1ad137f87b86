"""Find every identifying string of a study and give each entity one tag."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace

import pandas as pd

from aft_themes.catalog import REPLACEMENTS
from aft_themes.corpus.cleaning import clean
from aft_themes.corpus.tags import split_tag
from aft_themes.deidentify.leak_gate.names import names_to_check
from aft_themes.deidentify.name_files import DOUBTFUL
from aft_themes.deidentify.names_beforehand import (
    confirmed_names,
    full_names,
    listed_names,
    refused_names,
    speakers_names,
    without_title,
)
from aft_themes.deidentify.recognizers.broken_names import find_broken
from aft_themes.deidentify.recognizers.contacts import find_contacts, find_dotted_places
from aft_themes.deidentify.recognizers.dates import find_dates
from aft_themes.deidentify.recognizers.known_names import (
    Finder,
    Known,
)
from aft_themes.deidentify.recognizers.misspellings import (
    cut_names,
    find_misspelt,
    misspellings,
    split_names,
)
from aft_themes.deidentify.recognizers.small_names import find_small
from aft_themes.deidentify.review_list import review_list
from aft_themes.deidentify.said_again import said_again
from aft_themes.deidentify.spans import Span, overlapping, settle
from aft_themes.deidentify.tokens import (
    Study,
    Token,
    Turn,
    cased_interviews,
    count,
    foreign_interviews,
    tokens_of,
)
from aft_themes.deidentify.weighing import evidence_spans, weigh
from aft_themes.deidentify.whole_names import joined_spans, whole_spans
from aft_themes.io.parquet import empty_frame
from aft_themes.language import Language, load
from aft_themes.settings import DeidentifySettings

_ASKED = 60  # characters of the turn before that may ask for a name


@dataclass(frozen=True)
class Deidentification:
    """What was found in a study.

    Parameters
    ----------
    replacements : pandas.DataFrame
        By :data:`~aft_themes.catalog.REPLACEMENTS`.
    key : dict of str to list of str
        Private: each tag and the strings it stands for.
    candidates : pandas.DataFrame
        Private: the review list, with the columns candidate, decision (review, automatic,
        confirm or refuse), kind, tag, count, interviews, contexts and reasons.
    """

    replacements: pd.DataFrame
    key: dict[str, list[str]]
    candidates: pd.DataFrame


def find_replacements(
    turns: pd.DataFrame,
    identifiers: pd.DataFrame,
    decisions: pd.DataFrame | None = None,
    settings: DeidentifySettings | None = None,
    *,
    language: str = "en",
) -> Deidentification:
    """Find what identifies people, places and institutions in a study.

    Layers, strongest first: contacts by their form; names known beforehand, confirmed by people,
    or borne by speakers, in all their forms; their misspellings; dates; capitalised words with
    enough evidence. What has some evidence but not enough goes on the review list.

    Parameters
    ----------
    turns : pandas.DataFrame
        By :data:`~aft_themes.catalog.TURNS`, of the whole study.
    identifiers : pandas.DataFrame
        As :func:`~aft_themes.deidentify.load_identifiers` returns it.
    decisions : pandas.DataFrame, optional
        As :func:`~aft_themes.deidentify.load_decisions` returns it.
    settings : DeidentifySettings, optional
        What to do with dates.
    language : str
        The language spoken, as ISO 639-1 code; its word lists are used.

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
    study = _study(turns, load(language))
    confirmed = confirmed_names(decisions)
    known = listed_names(identifiers, study) + [name for name in confirmed if not name.interview]
    speakers = speakers_names(study, known) + [name for name in confirmed if name.interview]
    known += full_names(study, known)
    speakers += full_names(study, speakers)
    refused = refused_names(decisions, study.language)
    settings = settings or DeidentifySettings()
    everywhere = Finder([*known, *(n for n in speakers if not n.interview)], study)
    sure = _sure_spans(study, everywhere, speakers, refused, settings.dates)
    spans = joined_spans(study, settle(sure))
    candidates, mentions = weigh(study, spans)
    spans += evidence_spans(study, candidates, mentions, refused) + _dotted(study, refused)
    broken = [s for s in find_broken(study, settle(spans)) if not _stays(study, s, refused)]
    spans = settle(spans + broken)
    spans = settle(spans + [s for s in find_small(study, spans) if not _stays(study, s, refused)])
    spans = _numbered(whole_spans(study, spans), known)
    names = names_to_check(
        identifiers=identifiers,
        key=_key(study.turns, spans),
        turns=turns,
        allowed=settings.allowed,
        decisions=decisions,
        language=language,
    )
    spans = _numbered(sorted([*spans, *said_again(study, spans, names)]), known)
    return Deidentification(
        _frame(study.turns, spans),
        _key(study.turns, spans),
        review_list(study, spans, candidates, refused, everywhere),
    )


def _study(turns: pd.DataFrame, language: Language) -> Study:
    ordered = turns.sort_values(["interview", "turn"], kind="stable")
    columns = ["interview", "turn", "role", "speaker", "text"]
    rows: list[Turn] = []
    for interview, number, role, speaker, raw in ordered[columns].itertuples(index=False):
        before = rows[-1] if rows and rows[-1].interview == interview else None
        asked = before.text[-_ASKED:] if before else ""
        text = clean(str(raw)).text
        rows.append(Turn(str(interview), int(number), str(role), str(speaker), text, asked))
    tokens = tokens_of(rows, language)
    contacts = [
        list(find_contacts(at, turn.text, language.contacts)) for at, turn in enumerate(rows)
    ]
    # addresses are written in small letters even if they hold names
    counted = map(_outside, tokens, contacts)
    cased = cased_interviews(rows, tokens)
    foreign = foreign_interviews(rows, tokens, language)
    return Study(rows, tokens, count(rows, counted, cased), contacts, cased, language, foreign)


def _outside(tokens: list[Token], spans: list[Span]) -> list[Token]:
    if not spans:
        return tokens
    within = overlapping([(t.start, t.end) for t in tokens], [(s.start, s.end) for s in spans])
    return [token for token, inside in zip(tokens, within, strict=True) if not inside]


def _sure_spans(
    study: Study,
    everywhere: Finder,
    speakers: list[Known],
    refused: frozenset[str],
    policy: str,
) -> list[Span]:
    misspelt = misspellings(everywhere, study)
    words, letters = everywhere.words, everywhere.letters
    own: dict[str, list[Known]] = defaultdict(list)
    for name in speakers:
        if name.interview:
            own[name.interview].append(name)
    finders = {interview: Finder(names, study) for interview, names in own.items()}
    spans: list[Span] = []
    for at, (turn, tokens) in enumerate(zip(study.turns, study.tokens, strict=True)):
        spans += study.contacts[at]
        spans += find_dates(at, turn.text, policy, study.language.dates, asked=turn.asked)
        spans += everywhere.find(at, turn, tokens)
        if turn.interview in finders:
            spans += finders[turn.interview].find(at, turn, tokens)
        spans += find_misspelt(at, turn, tokens, misspelt, study)
        spans += split_names(at, turn.text, tokens, words)
        spans += cut_names(at, turn.text, letters)
    return [span for span in spans if not _stays(study, span, refused)]


def _dotted(study: Study, refused: frozenset[str]) -> list[Span]:
    words = study.language.contacts
    found = (find_dotted_places(at, turn.text, words) for at, turn in enumerate(study.turns))
    return [span for spans in found for span in spans if not _stays(study, span, refused)]


def _stays(study: Study, span: Span, refused: frozenset[str]) -> bool:
    """Tell whether a person decided that a string is no name, here or anywhere."""
    said = _said(study, span)
    return said in refused or (span.doubtful and f"{said}{DOUBTFUL}" in refused)


def _said(study: Study, span: Span) -> str:
    return without_title(study.turns[span.turn].text[span.start : span.end], study.language)


def _numbered(spans: list[Span], known: list[Known]) -> list[Span]:
    # numbering continues after the identifiers; numbers that decisions use are skipped
    last: Counter[str] = Counter()
    taken = {name.tag for name in known} | {span.tag for span in spans}
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
