"""Where sentences end: Punkt finds them for segments, punctuation marks alone for the encoder.

People read and code segments, so an abbreviation must not cut them. What the encoder reads must
not depend on the other texts of a study: vectors are kept from run to run, and they compare two
studies. So for the encoder a sentence ends at any full stop, and short sentences are joined.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

import pandas as pd

from aft_themes.catalog import SENTENCES
from aft_themes.corpus.cleaning import find_marks
from aft_themes.io.parquet import frame_of, rows
from aft_themes.language import Language, load
from aft_themes.settings import SegmentSettings
from aft_themes.vocabulary import Role

TurnKey = tuple[str, int]  # interview and number
Span = tuple[int, int]

MOST_LEARNT: Final = 10_000
"""Turns from which Punkt learns: some 480 interviews; more teach it nothing and fill the memory."""

_SENTENCE_END: Final = re.compile(r"(?<=[.?!])\s+")
_SENTENCE_WORDS: Final = 9  # shorter sentences are read together with the next


class SentenceSplitter:
    """Finds sentences with NLTK's Punkt, trained on the study itself: nothing is downloaded.

    Punkt learns abbreviations without examples (Kiss & Strunk, 2006, Computational Linguistics
    32(4), doi 10.1162/coli.2006.32.4.485); a fixed list is added to what it learns.

    Parameters
    ----------
    corpus : sequence of str
        Cleaned turns; their order does not matter.
    language : Language
        For its abbreviations.
    abbreviations : iterable of str
        Further abbreviations of the study.
    """

    def __init__(
        self, corpus: Sequence[str], language: Language, abbreviations: Iterable[str] = ()
    ) -> None:
        from nltk.tokenize.punkt import PunktParameters, PunktSentenceTokenizer, PunktTrainer

        trainer = PunktTrainer()
        trainer.INCLUDE_ALL_COLLOCS = False
        texts = sorted(corpus)
        if len(texts) > MOST_LEARNT:
            texts = [texts[at * len(texts) // MOST_LEARNT] for at in range(MOST_LEARNT)]
        trainer.train("\n".join(texts), finalize=True)
        learnt = trainer.get_params()
        parameters = PunktParameters()
        # a word that ends short answers ("nope.") is no abbreviation: keep those with inner stops
        parameters.abbrev_types = {word for word in learnt.abbrev_types if "." in word} | {
            word.lower().rstrip(".") for word in (*language.speech.abbreviations, *abbreviations)
        }
        parameters.sent_starters = learnt.sent_starters
        parameters.ortho_context = learnt.ortho_context
        self._tokenizer = PunktSentenceTokenizer(parameters)

    def spans(self, text: str) -> list[Span]:
        """Find the sentences; a mark alone, ``[laughs]`` or ``!``, ends the sentence before it."""
        marks = set(find_marks(text))
        joined: list[Span] = []
        for start, end in self._tokenizer.span_tokenize(text):
            # Punkt takes the last of several marks, as in "No!!!", for a sentence
            wordless = not any(map(str.isalnum, text[start:end]))
            if joined and (wordless or _only_marks(text, start, end, marks)):
                joined[-1] = (joined[-1][0], end)
            else:
                joined.append((start, end))
        return joined


def _only_marks(text: str, start: int, end: int, marks: set[Span]) -> bool:
    inside = [(a, b) for a, b in marks if start <= a and b <= end]
    return bool(inside) and sum(b - a for a, b in inside) == len("".join(text[start:end].split()))


def splitter_of(
    clean_turns: pd.DataFrame, settings: SegmentSettings, language: str = "en"
) -> SentenceSplitter:
    """Make the splitter of a study: it learns from the participants' turns."""
    spoken = clean_turns[clean_turns["role"] == Role.PARTICIPANT]
    return SentenceSplitter(spoken["text"].tolist(), load(language), settings.abbreviations)


def list_sentences(clean_turns: pd.DataFrame, splitter: SentenceSplitter) -> pd.DataFrame:
    """List the sentences of all turns, found once for every rule that needs them."""
    found = [
        {"interview": row.interview, "turn": row.turn, "start": start, "end": end}
        for row in rows(clean_turns)
        for start, end in splitter.spans(row.text)
    ]
    return frame_of(found, SENTENCES)


def sentences_by_turn(sentences: pd.DataFrame) -> dict[TurnKey, list[Span]]:
    """Give the sentences of each turn in their order."""
    by_turn: dict[TurnKey, list[Span]] = {}
    for row in rows(sentences.sort_values(["interview", "turn", "start"])):
        by_turn.setdefault((row.interview, row.turn), []).append((row.start, row.end))
    return by_turn


def find_sentences(text: str) -> list[Span]:
    """Cut a text at sentence ends into parts of at least nine words, if it has as many."""
    ends = [match.span() for match in _SENTENCE_END.finditer(text)]
    starts = [0, *(end for _, end in ends)]
    spans: list[Span] = []
    for start, end in zip(starts, [*(start for start, _ in ends), len(text)], strict=True):
        if spans and _is_short(text, spans[-1]):
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    if len(spans) > 1 and _is_short(text, spans[-1]):
        _, end = spans.pop()
        spans[-1] = (spans[-1][0], end)
    return spans


def _is_short(text: str, span: Span) -> bool:
    return len(text[slice(*span)].split()) < _SENTENCE_WORDS
