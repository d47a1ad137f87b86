"""What belongs to a name and is replaced with it: brackets, a state, a beginning broken off."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import zip_longest

from aft_themes.deidentify.recognizers.misspellings import MISSPELT
from aft_themes.deidentify.spans import EVIDENCE, Span
from aft_themes.deidentify.tokens import Study
from aft_themes.language.rules import compiled

_FALSE_START = re.compile(r"(?<![^\W_])(?P<begun>[A-Z][a-z]{1,20})- $")
_LONGEST_START = 25  # characters
_COMPLETED = re.compile(  # "Xelby [County High School]"
    r" \[(?P<rest>[A-Z][\w'\u2019-]*(?: (?:and|of|the|[A-Z][\w'\u2019-]*)){0,5})\]"
)
_NICKNAME = re.compile(r" [\"'(][A-Z]\w{1,20}[\"')] ")  # 'Ann "Rusty" Berg'


def whole_spans(study: Study, spans: list[Span]) -> list[Span]:
    """Take into the span of each name what belongs to it."""
    spans = _with_false_starts(study, joined_spans(study, spans))
    spans = _with_states(study, [_with_brackets(study, span) for span in spans])
    return _with_completions(study, spans)


def joined_spans(study: Study, spans: list[Span]) -> list[Span]:
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
