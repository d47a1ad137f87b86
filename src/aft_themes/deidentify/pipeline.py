"""Find every identifying string of a study and give each entity one tag."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import count as count_from
from itertools import pairwise, zip_longest

import pandas as pd

from aft_themes.catalog import REPLACEMENTS
from aft_themes.corpus.cleaning import clean
from aft_themes.corpus.tags import PARTICIPANT, UNSURE, split_tag
from aft_themes.deidentify.leak_gate.names import names_to_check
from aft_themes.deidentify.name_files import DOUBTFUL
from aft_themes.deidentify.recognizers.broken_names import find_broken
from aft_themes.deidentify.recognizers.contacts import find_contacts, find_dotted_places
from aft_themes.deidentify.recognizers.dates import find_dates
from aft_themes.deidentify.recognizers.known_names import (
    Finder,
    Known,
    like_a_surname,
    speaker_name,
)
from aft_themes.deidentify.recognizers.misspellings import (
    MISSPELT,
    cut_names,
    find_misspelt,
    misspellings,
    split_names,
)
from aft_themes.deidentify.recognizers.small_names import find_small
from aft_themes.deidentify.recognizers.spelling import plain
from aft_themes.deidentify.review_list import review_list
from aft_themes.deidentify.said_again import said_again
from aft_themes.deidentify.spans import EVIDENCE, Span, overlapping, settle
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
from aft_themes.io.parquet import empty_frame
from aft_themes.language import Language, load
from aft_themes.language.rules import compiled
from aft_themes.settings import DeidentifySettings
from aft_themes.vocabulary import Role

_Member = tuple[str, str]  # an interview, and the name of one of its participants
_MEMBERS = ("PARTICIPANT", "INTERVIEWER")  # tags of those who take part in the study
_FALSE_START = re.compile(r"(?<![^\W_])(?P<begun>[A-Z][a-z]{1,20})- $")
_LONGEST_START = 25  # characters
_COMPLETED = re.compile(  # "Xelby [County High School]"
    r" \[(?P<rest>[A-Z][\w'\u2019-]*(?: (?:and|of|the|[A-Z][\w'\u2019-]*)){0,5})\]"
)
_NICKNAME = re.compile(r" [\"'(][A-Z]\w{1,20}[\"')] ")  # 'Ann "Rusty" Berg'
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
    confirmed = _confirmed(decisions)
    known = _listed(identifiers, study) + [name for name in confirmed if not name.interview]
    speakers = _speakers(study, known) + [name for name in confirmed if name.interview]
    known += _in_full(study, known)
    speakers += _in_full(study, speakers)
    refused = _refused(decisions, study.language)
    settings = settings or DeidentifySettings()
    everywhere = Finder([*known, *(n for n in speakers if not n.interview)], study)
    sure = _sure_spans(study, everywhere, speakers, refused, settings.dates)
    spans = _joined(study, settle(sure))
    candidates, mentions = weigh(study, spans)
    spans += evidence_spans(study, candidates, mentions, refused) + _dotted(study, refused)
    broken = [s for s in find_broken(study, settle(spans)) if not _stays(study, s, refused)]
    spans = settle(spans + broken)
    spans = settle(spans + [s for s in find_small(study, spans) if not _stays(study, s, refused)])
    spans = _with_false_starts(study, _joined(study, spans))
    spans = _with_states(study, [_with_brackets(study, span) for span in spans])
    spans = _with_completions(study, spans)
    spans = _numbered(spans, known)
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


def _listed(identifiers: pd.DataFrame, study: Study) -> list[Known]:
    names = []
    for text, kind, tag in identifiers[["text", "kind", "replacement"]].itertuples(index=False):
        member = kind == "person" and tag.startswith(_MEMBERS)
        own = _interviews_of(text, study) if member else None
        names.append(Known(text=text, kind=kind, tag=tag, layer="identifier", own=own))
    return names


def _interviews_of(name: str, study: Study) -> frozenset[str]:
    """Find the interviews in which somebody speaks, by the speaker labels."""
    words = _spelt(name).split()
    return frozenset(
        turn.interview
        for turn in study.turns
        if words and set(_label(turn, study).split()) & {words[0], words[-1]}
    )


def _label(turn: Turn, study: Study) -> str:
    return _spelt(speaker_name(clean(turn.speaker).text, study.language))


def _spelt(name: str) -> str:
    return plain(name.casefold())


def _confirmed(decisions: pd.DataFrame) -> list[Known]:
    names = []
    for row in decisions[decisions["decision"] == "confirm"].to_dict("records"):
        kind = row["kind"] or "person"
        parts = split_tag(row["tag"])
        whole = parts is not None and bool(parts.number or parts.detail)
        text = clean(row["candidate"].removesuffix(DOUBTFUL)).text
        tag = row["tag"] if whole else ""
        stem = row["tag"] or (UNSURE if kind == "person" else kind.upper())
        names.append(
            Known(
                text=text,
                kind=kind,
                tag=tag,
                stem=stem,
                layer="decision",
                interview=row.get("only_in", ""),
            )
        )
    return names


def _refused(decisions: pd.DataFrame, language: Language) -> frozenset[str]:
    named = decisions.loc[decisions["decision"] == "refuse", "candidate"]
    return frozenset(_bare(clean(str(name)).text, language) for name in named)


def _bare(name: str, language: Language) -> str:
    words = [word for word in re.split(r"[\s.]+", name.casefold()) if word]
    titled = len(words) > 1 and words[0] in language.titles
    return " ".join(words[1:] if titled else words)


def _speakers(study: Study, known: list[Known]) -> list[Known]:
    listed = {" ".join(sorted(_spelt(name.text).split())): name for name in known}
    labels: dict[tuple[str, str], set[str]] = defaultdict(set)  # name and role: interviews
    for turn in study.turns:
        name = speaker_name(clean(turn.speaker).text, study.language)
        if name:
            labels[name, turn.role].add(turn.interview)
    unnamed = {turn.interview for turn in study.turns} - {
        interview
        for (_, role), interviews in labels.items()
        if role == Role.INTERVIEWER
        for interview in interviews
    }
    tags = _group_tags(labels, {name.tag for name in known})
    found: dict[Known, None] = {}
    for (name, role), interviews in labels.items():
        same = listed.get(" ".join(sorted(_spelt(name).split())))
        if same:
            found[replace(same, text=name)] = None
        elif role == Role.INTERVIEWER:
            own = frozenset(interviews | ({""} if unnamed else set()))
            found[Known(text=name, kind="person", stem="INTERVIEWER", layer="speaker", own=own)] = (
                None
            )
        else:
            for at in sorted(interviews):
                tag = tags.get((at, name), PARTICIPANT) if role == Role.PARTICIPANT else ""
                stem = "" if tag else UNSURE
                speaker = Known(
                    text=name, kind="person", tag=tag, stem=stem, layer="speaker", interview=at
                )
                found[speaker] = None
    return list(found)


def _group_tags(labels: Mapping[tuple[str, str], set[str]], taken: set[str]) -> dict[_Member, str]:
    """Give each member of a focus group a tag of its own, by interview and name."""
    groups: dict[str, list[str]] = defaultdict(list)
    for (name, role), interviews in labels.items():
        for interview in interviews if role == Role.PARTICIPANT else ():
            groups[interview].append(name)
    members = [(at, name) for at in sorted(groups) for name in groups[at] if len(groups[at]) > 1]
    free = (tag for number in count_from(1) if (tag := f"{PARTICIPANT}_{number}") not in taken)
    return dict(zip(members, free, strict=False))


def _in_full(study: Study, names: list[Known]) -> list[Known]:
    """Find the surname of a name of one word: the label says Ann, she says Ann Berg.

    With two surnames the word is the first name of two people, and neither is taken.
    """
    single = {(n.interview, _spelt(n.text)): n for n in names if n.kind == "person"}
    found: dict[Known, dict[str, str]] = defaultdict(dict)
    for turn, tokens in zip(study.turns, study.tokens, strict=True):
        for first, second in pairwise(tokens):
            key = plain(first.key)
            name = single.get((turn.interview, key)) or single.get(("", key))
            beside = turn.text[first.end : second.start] == " "
            if name and first.capital and beside and like_a_surname(study, turn, second):
                found[name][second.key] = turn.text[first.start : second.end]
    return [
        replace(name, text=full)
        for name, surnames in found.items()
        for full in surnames.values()
        if len(surnames) == 1
    ]


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


def _joined(study: Study, spans: list[Span]) -> list[Span]:
    """Make one of a person's names that stand side by side, such as a misspelt surname's."""
    joined: list[Span] = []
    for span in spans:
        last = joined[-1] if joined else None
        beside = last and (last.turn, last.entity, last.tag) == (span.turn, span.entity, span.tag)
        gap = study.turns[span.turn].text[last.end : span.start] if last and beside else ""
        if last and _within_a_name(gap, span):
            layer = MISSPELT if MISSPELT in (last.layer, span.layer) else last.layer
            joined[-1] = replace(last, end=span.end, layer=layer)
        else:
            joined.append(span)
    return joined


def _within_a_name(gap: str, span: Span) -> bool:
    """Tell whether what stands between two parts belongs to the name: a space, or a nickname."""
    return gap == " " or (span.kind == "person" and bool(_NICKNAME.fullmatch(gap)))


def _with_false_starts(study: Study, spans: list[Span]) -> list[Span]:
    """Take the beginning of a name that was broken off before it into its span ("Ber- Berg")."""
    longer: list[Span] = []
    for span in spans:
        text = study.turns[span.turn].text
        free = longer[-1].end if longer and longer[-1].turn == span.turn else 0
        begun = _FALSE_START.search(text, max(free, span.start - _LONGEST_START), span.start)
        same = begun and text[span.start :].lower().startswith(begun["begun"].lower())
        longer.append(replace(span, start=begun.start()) if begun and same else span)
    return longer


def _with_brackets(study: Study, span: Span) -> Span:
    """Take the brackets around a name into its span: the tag has brackets of its own."""
    text, start, end = study.turns[span.turn].text, span.start - 1, span.end + 1
    bracketed = start >= 0 and text[start : span.start] == "[" and text[span.end : end] == "]"
    return replace(span, start=start, end=end) if bracketed else span


def _with_states(study: Study, spans: list[Span]) -> list[Span]:
    """Take the abbreviation of a state behind a town into its span ("Xelbytown, OH")."""
    longer: list[Span] = []
    for span, following in zip_longest(spans, spans[1:]):
        behind = compiled(study.language.state_behind).match(study.turns[span.turn].text, span.end)
        # "Xelbytown, LA and Thimble": a city of its own, found by itself
        free = following is None or following.turn != span.turn
        town = behind and span.kind == "place" and (free or behind.end() <= following.start)
        longer.append(replace(span, end=behind.end()) if behind and town else span)
    return longer


def _with_completions(study: Study, spans: list[Span]) -> list[Span]:
    """Take what a transcriber completes a name with into its span ("Xelby [High School]")."""
    language = study.language
    longer: list[Span] = []
    for span, following in zip_longest(spans, spans[1:]):
        text = study.turns[span.turn].text
        rest = _COMPLETED.match(text, span.end) if span.layer == EVIDENCE else None
        noun = rest["rest"].split()[-1].lower() if rest else ""
        free = following is None or following.turn != span.turn
        if rest and noun in language.nouns and (free or rest.end() <= following.start):
            stem = language.nouns[noun]
            kind = "organisation" if noun in language.organisation_nouns else "place"
            entity = f"{stem} {text[span.start : rest.end()].casefold()}"
            span = replace(span, end=rest.end(), kind=kind, stem=stem, entity=entity, tag="")
        longer.append(span)
    return longer


def _said(study: Study, span: Span) -> str:
    return _bare(study.turns[span.turn].text[span.start : span.end], study.language)


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
