"""Passages: the words that a coder gave a code to, as readers see them.

Codes are counted in segments; what is shown of a code is what the coder marked. A passage is the
coder's quote, widened to whole sentences, across segments if need be. It is shortened only if the
quote itself is too long to print, and then says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, Final, NamedTuple

import pandas as pd

from aft_themes.catalog import PASSAGES
from aft_themes.corpus.cleaning import without_marks
from aft_themes.corpus.sentences import Span, sentences_by_turn
from aft_themes.io.parquet import empty_frame, rows
from aft_themes.language import load
from aft_themes.language.rules import Speech
from aft_themes.settings import QuoteSettings
from aft_themes.vocabulary import Role, join_valences

_MORE: Final = 3  # sentences that may be added on one side to close a quotation or fill a short one
_QUESTION_WORDS: Final = 30  # of a longer question only the last sentences are shown: they ask
_LEAST_QUESTION: Final = 4  # words; "Mm-hm. Go on." asks nothing
_QUOTATION_MARK: Final = re.compile(r'(?P<opens>(?<![^\s(\[\u2014\u2013-]))?"')
_WORD: Final = re.compile(r"[^\W\d_]+")


class Passage(NamedTuple):
    """What is shown of a quote: its span in the turn, and what is left out."""

    start: int
    end: int
    cut_before: bool = False  # the quote's first sentence begins earlier
    cut_after: bool = False  # the quote, or its last sentence, goes on


def make_passages(
    codings: pd.DataFrame,
    clean_turns: pd.DataFrame,
    segments: pd.DataFrame,
    sentences: pd.DataFrame,
    settings: QuoteSettings,
    language: str = "en",
) -> pd.DataFrame:
    """Find what is shown of every final coding."""
    speech = load(language).speech
    turns = {(row.interview, row.turn): row for row in rows(clean_turns)}
    spans = sentences_by_turn(sentences)
    found = []
    for coded in rows(_coded_quotes(codings, segments)):
        key = coded.interview, coded.turn
        text = turns[key].text
        quote = coded.evidence_start, coded.evidence_end
        passage = show_quote(text, spans[key], quote, settings)
        shown = text[passage.start : passage.end]
        goes_on = _goes_on(shown, speech, settings)
        key_before = coded.interview, coded.turn - 1
        before, asked = turns.get(key_before), spans.get(key_before, [])
        found.append(
            {
                **coded._asdict(),
                **passage._asdict(),
                "participant": turns[key].participant,
                "text": shown,
                "words": count_words(shown),
                "paired": is_paired(shown),
                "question": _question(before, asked) if goes_on else "",
            }
        )
    if not found:
        return empty_frame(PASSAGES)
    table = pd.DataFrame(found, columns=PASSAGES.schema.names)
    return table.sort_values(list(PASSAGES.key)).reset_index(drop=True)


def _coded_quotes(codings: pd.DataFrame, segments: pd.DataFrame) -> pd.DataFrame:
    """Give each code's quotes once: a quote over several segments has a row for each of them."""
    whole = segments.set_index("segment_id")[["clean_start", "clean_end"]]
    placed = codings.join(whole, on="segment_id")
    ends = placed[["evidence_start", "evidence_end"]].astype("float64")
    said = ends["evidence_end"] > ends["evidence_start"]  # false where either is missing
    placed["evidence_start"] = placed["evidence_start"].where(said, placed["clean_start"])
    placed["evidence_end"] = placed["evidence_end"].where(said, placed["clean_end"])
    placed = placed.astype({"evidence_start": "int64", "evidence_end": "int64"})
    key = list(PASSAGES.key)
    grouped = placed.sort_values([*key, "segment_id"]).groupby(key)
    return grouped.agg(
        segment_ids=("segment_id", lambda ids: list(dict.fromkeys(ids))),
        valence=("valence", join_valences),
    ).reset_index()


def show_quote(
    text: str, sentences: Sequence[Span], quote: Span, settings: QuoteSettings
) -> Passage:
    """Widen a coder's quote to what is shown of it."""
    start, end = quote
    inside = [n for n, (first, last) in enumerate(sentences) if last > start and first < end]
    first, last = inside[0], inside[-1]
    begin, stop = sentences[first][0], sentences[last][1]
    if count_words(text[begin:stop]) <= settings.max_words:
        return _with_neighbours(text, sentences, (first, last), settings)
    for one, other in ((begin, end), (start, stop), (start, end)):
        if count_words(text[one:other]) <= settings.max_words:
            cut = bool(text[begin:one].strip()), bool(text[other:stop].strip())
            return Passage(one, other, *cut)
    ends = [min(end, last) for _, last in sentences[first : last + 1]]
    cut_before = bool(text[begin:start].strip())
    return Passage(start, _shortened(text, start, ends, settings.max_words), cut_before, True)


def _with_neighbours(
    text: str, sentences: Sequence[Span], within: tuple[int, int], settings: QuoteSettings
) -> Passage:
    """Add as few sentences as needed if a quotation is open or the quote is short."""
    first, last = within
    options = [
        Passage(sentences[first - before][0], sentences[last + after][1])
        for before, after in _additions()
        if first - before >= 0 and last + after < len(sentences)
    ]
    fitting = [
        one for one in options if count_words(text[one.start : one.end]) <= settings.max_words
    ]
    paired = [one for one in fitting if is_paired(text[one.start : one.end])]
    long = [one for one in paired if count_words(text[one.start : one.end]) >= settings.min_words]
    return next(iter([*long, *paired, *fitting]))


def _additions() -> Iterator[tuple[int, int]]:
    """How many sentences to add before and after: fewest first; of as many, those after first."""
    pairs = [(before, after) for before in range(_MORE + 1) for after in range(_MORE + 1)]
    yield from sorted(pairs, key=lambda pair: (sum(pair), pair[0]))


def _shortened(text: str, start: int, ends: Sequence[int], most: int) -> int:
    """Find where the quote's beginning ends: after whole sentences, else after words."""
    fitting = [end for end in ends if count_words(text[start:end]) <= most]
    paired = [end for end in fitting if is_paired(text[start:end])]
    if fitting:
        return max(paired or fitting)
    words = list(re.finditer(r"\S+", text[start : ends[0]]))
    return start + words[most - 1].end()


@lru_cache(maxsize=4096)  # a passage stands for its code and for each above it
def count_words(text: str) -> int:
    """Count the words that were spoken, without transcription marks."""
    return len(without_marks(text).split())


def is_paired(text: str) -> bool:
    """Whether every quotation mark in a text has its partner."""
    is_open = False
    for mark in _QUOTATION_MARK.finditer(text):
        opens = mark["opens"] is not None and not text[mark.end() : mark.end() + 1].isspace()
        if opens == is_open:
            return False
        is_open = opens
    return not is_open


def _goes_on(shown: str, speech: Speech, settings: QuoteSettings) -> bool:
    """Whether a reader needs the question: the words go on from it, or are few."""
    words = [word.lower() for word in _WORD.findall(without_marks(shown))]
    starts = (word for word in words if word in speech.goes_on or word not in speech.fillers)
    return next(starts, "") in speech.goes_on or len(words) < settings.min_words


def _question(before: Any, sentences: Sequence[Span]) -> str:  # noqa: ANN401  # a turn, or None
    """Give what the interviewer asked in the turn before; empty if nobody asked."""
    if before is None or before.role != Role.INTERVIEWER:
        return ""
    asked: str = before.text
    if count_words(asked) < _LEAST_QUESTION:
        return ""
    starts = [start for start, _ in sentences]
    fitting = [start for start in starts if count_words(asked[start:]) <= _QUESTION_WORDS]
    return asked[min(fitting) :] if fitting else ""
