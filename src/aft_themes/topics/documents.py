"""Which segments topics are made from, and which are only assigned to one."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from aft_themes.language import Language
from aft_themes.settings import TopicSettings
from aft_themes.topics.debiasing import Neutral, make_neutral
from aft_themes.topics.selection import SEGMENTS_PER_TOPIC, numbers_to_try
from aft_themes.topics.smoothing import Ints, Space, make_space
from aft_themes.topics.vocabulary import Terms, find_terms

SAMPLE: Final = 3000  # segments from which topics are made in a larger study
_LEAST_SPEAKERS = 4  # leaving participants out needs some to be left
_RARELY = "A study of this size rarely has stable topics."
_LEAST_PARTICIPANTS = 3  # who must use a word for it to count

Names = npt.NDArray[np.object_]


@dataclass(frozen=True)
class Corpus:
    """Segments from which topics are made, and others that join them.

    Parameters
    ----------
    segments : pandas.DataFrame
        All, in key order.
    neutral : Neutral
        Their vectors, apart from who speaks and of whom.
    fitted : numpy.ndarray
        Rows from which topics are made.
    rest : numpy.ndarray
        Rows that join the nearest topic: repetitions, and in a large study all but a sample.
    space : Space
        The fitted rows as points.
    terms : Terms
        Their terms.
    groups : numpy.ndarray
        Their participants.
    names : numpy.ndarray
        The different participants, sorted.
    participants : numpy.ndarray
        The participants of the fitted rows as numbers from 0.
    language : Language
        What is spoken.
    own_subjects : bool
        Whether segments of the same participant may draw each other together.
    sampled : bool
        Whether the fitted rows are a part of the segments that are long enough.
    """

    segments: pd.DataFrame
    neutral: Neutral
    fitted: Ints
    rest: Ints
    space: Space
    terms: Terms
    groups: Names
    names: Names
    participants: Ints
    language: Language
    own_subjects: bool
    sampled: bool


def make_corpus(
    segments: pd.DataFrame,
    vectors: npt.NDArray[np.floating],
    settings: TopicSettings,
    language: Language,
) -> Corpus | str:
    """Sort out short and repeated segments, and draw a sample from a large study."""
    ordered, placed = _in_order(segments, vectors)
    eligible, repeated = _eligible(ordered, settings.min_words)
    reason = _too_small(ordered, eligible, settings)
    if reason:
        return reason
    fitted = eligible
    if len(eligible) > SAMPLE:
        # rows at even distances: each interview has its share, and each part of an interview
        fitted = eligible[((np.arange(SAMPLE) + 0.5) * len(eligible) / SAMPLE).astype(np.int64)]
    groups = ordered["participant"].to_numpy(object)[fitted]
    spoken = ordered["spoken"].iloc[fitted].tolist()
    terms = find_terms(spoken, groups.tolist(), language, least_participants=_LEAST_PARTICIPANTS)
    if not terms.names:
        return f"No word is used by {_LEAST_PARTICIPANTS} participants."
    names, participants = np.unique(groups, return_inverse=True)
    own = bool(settings.own_subjects)
    neutral = make_neutral(ordered, placed, fitted, language, own_subjects=own)
    return Corpus(
        segments=ordered,
        neutral=neutral,
        fitted=fitted,
        rest=np.sort(np.concatenate([np.setdiff1d(eligible, fitted), repeated])),
        space=_space(neutral, fitted, participants, own_subjects=own),
        terms=terms,
        groups=groups,
        names=names,
        participants=participants,
        language=language,
        own_subjects=own,
        sampled=len(fitted) < len(eligible),
    )


def keep_subjects(corpus: Corpus) -> Corpus:
    """Keep what each interview has in common, and let its own segments be neighbours."""
    neutral = make_neutral(
        corpus.segments,
        corpus.neutral.vectors,
        corpus.fitted,
        corpus.language,
        own_subjects=True,
    )
    space = _space(neutral, corpus.fitted, corpus.participants, own_subjects=True)
    return replace(corpus, neutral=neutral, space=space, own_subjects=True)


def _space(neutral: Neutral, fitted: Ints, participants: Ints, *, own_subjects: bool) -> Space:
    # neighbours come from other participants, or from all: each segment then is a group by itself
    apart = np.arange(len(fitted)) if own_subjects else participants
    return make_space(neutral.segments(fitted), apart)


def _in_order(
    segments: pd.DataFrame, vectors: npt.NDArray[np.floating]
) -> tuple[pd.DataFrame, npt.NDArray[np.floating]]:
    keys = segments.reset_index(drop=True)[["interview", "turn", "part"]]
    order = keys.sort_values(["interview", "turn", "part"]).index.to_numpy()
    if np.array_equal(order, np.arange(len(order))):  # as stage files are: copy nothing
        return segments, vectors
    return segments.iloc[order], np.asarray(vectors)[order]


def _eligible(segments: pd.DataFrame, min_words: int) -> tuple[Ints, Ints]:
    """Rows that are long enough, first ones and repetitions apart."""
    counts = segments["words"].to_numpy() >= min_words
    long = np.flatnonzero(counts)
    texts = segments["spoken"].to_numpy(object)
    # hashes in place of texts: those of a million segments fit in memory
    plain = (" ".join(re.findall(r"\w+", texts[row].casefold())) for row in long)
    hashes = np.fromiter((hash_text(text) for text in plain), dtype=np.uint64, count=len(long))
    repeats = pd.Series(hashes).duplicated().to_numpy()
    return long[~repeats], long[repeats]


def hash_text(text: str) -> int:
    """Hash a text to 64 bits, the same in every process."""
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest())


def _too_small(segments: pd.DataFrame, eligible: Ints, settings: TopicSettings) -> str:
    people = segments["participant"].iloc[eligible].nunique()
    least = settings.number or settings.min_topics
    if people < _LEAST_SPEAKERS:
        return (
            f"Segments of {people} participants are long enough; at least {_LEAST_SPEAKERS} "
            f"participants are needed. {_RARELY}"
        )
    if not numbers_to_try(least, max(least, settings.max_topics), len(eligible)):
        return (
            f"There are {len(eligible)} different segments of at least {settings.min_words} "
            f"words; at least {SEGMENTS_PER_TOPIC * least} are needed for {least} topics. {_RARELY}"
        )
    return ""
