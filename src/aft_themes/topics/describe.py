"""Describe each topic: size, who speaks in it, what was asked, which segments stand for it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np
import pandas as pd

from aft_themes.catalog import TOPIC_SHARES
from aft_themes.language import Language
from aft_themes.topics.smoothing import Floats, Ints
from aft_themes.topics.term_lift import LEAST_LIFT
from aft_themes.topics.terms import SHOWN, Ranked, coherence
from aft_themes.topics.vocabulary import Terms, spaced, stop_words

ONE_PARTICIPANT: Final = "one participant"
FEW_PARTICIPANTS: Final = "few participants"
ONE_QUESTION: Final = "one question"
NOT_STABLE: Final = "not stable"
NOT_FOUND: Final = "hardly found by its terms"

LABEL_TERMS: Final = 3  # readers named topics by their first three
_PARTICIPANT_SHARE = 1 / 3  # of a topic's segments, from which one participant dominates it
_QUESTION_SHARE = 1 / 3  # of a topic's segments, from which one question dominates it
_FEWEST = 3  # a topic of fewer participants is flagged
STABLE: Final = 0.5  # Jaccard index below which a topic dissolves (Hennig, 2007)
_QUOTES = 5  # representative segments
_QUOTE_WORDS = (12, 60)  # shorter ones say little, longer ones do not fit a table
_SAME_QUESTION = 0.5  # Jaccard index of content words from which two questions are the same
_QUESTIONS = 1000  # most segments of a topic whose questions are compared


def topic_stability(kept: Floats) -> tuple[float, float, float]:
    """Mean and 95% range of a topic's Jaccard index over bootstraps."""
    known = kept[~np.isnan(kept)]
    if not len(known):
        return 0.0, 0.0, 0.0
    low, high = np.percentile(known, [2.5, 97.5])
    return float(known.mean()), float(low), float(high)


def describe_topic(
    segments: pd.DataFrame,
    terms: Terms,
    ranked: Ranked,
    quotes: list[str],
    kept: Floats,
    lift: Mapping[str, float],
    language: Language,
) -> dict[str, Any]:
    """Describe one topic by its segments, in columns of ``TOPICS``.

    ``quotes`` are the segments that stand for it, ``kept`` its Jaccard index in each bootstrap,
    ``lift`` its term lift with the interval.
    """
    shown = ranked[:SHOWN]
    names = [term for term, _ in shown]
    per_participant = segments["participant"].value_counts().sort_index()
    question, question_share = foremost_question(segments["question"].tolist(), language)
    mean, low, high = topic_stability(kept)
    found: dict[str, Any] = {
        "terms": [spaced(name) for name in names],
        "weights": [weight for _, weight in shown],
        "segments": len(segments),
        "participants": len(per_participant),
        "stability": mean,
        "stability_low": low,
        "stability_high": high,
        "coherence": coherence(terms, names),
        "top_participant": str(per_participant.idxmax()),
        "top_participant_share": float(per_participant.max() / len(segments)),
        "question": question,
        "top_question_share": question_share,
        "representative": quotes,
        **lift,
    }
    return found | {"flags": flags(found)}


def lengths_of_labels(terms: Sequence[Sequence[str]]) -> list[int]:
    """Say how many terms label each topic: three, and more where others have the same three."""
    lengths = [LABEL_TERMS] * len(terms)
    for length in range(LABEL_TERMS, max(map(len, terms), default=0)):
        begins = [frozenset(own[:length]) for own in terms]
        borne = Counter(begins)
        lengths = [
            length + 1 if borne[begin] > 1 and len(own) > length else known
            for begin, own, known in zip(begins, terms, lengths, strict=True)
        ]
    return lengths


def labels(terms: Sequence[Sequence[str]]) -> list[str]:
    """Label topics by their foremost terms."""
    lengths = lengths_of_labels(terms)
    return [" / ".join(own[:length]) for own, length in zip(terms, lengths, strict=True)]


def flags(topic: Mapping[str, Any]) -> list[str]:
    """List what a reader must know before trusting a topic."""
    known = {
        ONE_PARTICIPANT: topic["top_participant_share"] >= _PARTICIPANT_SHARE,
        FEW_PARTICIPANTS: topic["participants"] < _FEWEST,
        ONE_QUESTION: topic["top_question_share"] >= _QUESTION_SHARE,
        NOT_STABLE: topic["stability"] < STABLE,
        NOT_FOUND: topic["term_lift"] < LEAST_LIFT,
    }
    return [flag for flag, holds in known.items() if holds]


def foremost_question(questions: list[str], language: Language) -> tuple[str, float]:
    """Find the question that most often came before, however it was worded."""
    from scipy.sparse import csr_array

    some = questions[:: max(1, len(questions) // _QUESTIONS)]
    contents = [content_words(question, language) for question in some]
    vocabulary = {word: i for i, word in enumerate(sorted(set().union(*contents)))}
    if not vocabulary:
        return "", 0.0
    places = [(row, vocabulary[word]) for row, words in enumerate(contents) for word in words]
    rows, columns = np.array(places).T
    used = csr_array((np.ones(len(rows)), (rows, columns)), (len(some), len(vocabulary)))
    both = (used @ used.T).toarray()
    sizes = used.sum(axis=1)
    together = sizes[:, None] + sizes[None] - both
    counts = ((both > 0) & (both >= _SAME_QUESTION * together)).sum(axis=1)
    foremost = int(counts.argmax())
    if counts[foremost] < 2:
        return "", float(counts[foremost] / len(some))
    return some[foremost], float(counts[foremost] / len(some))


def content_words(question: str, language: Language) -> frozenset[str]:
    """Words of a question that say what it asks, in lower case."""
    words = re.findall(r"[^\W\d_]{3,}", re.sub(r"\[[^\]]*\]|\([^)]*\)", " ", question.lower()))
    return frozenset(words) - stop_words(language)


def representatives(segments: pd.DataFrame, closeness: Floats, borne: Ints) -> list[str]:
    """Segments that stand for a topic, each from another participant.

    Of the closer half those that bear most of the topic's terms, so that a reader finds in the
    quotes what the terms promise.
    """
    words = segments["words"].to_numpy()
    quotable = (words >= _QUOTE_WORDS[0]) & (words <= _QUOTE_WORDS[1])
    closer = quotable & (closeness >= np.median(closeness[quotable] if quotable.any() else 0))
    order = np.lexsort((-closeness, -borne * closer, ~closer, ~quotable))
    best = segments.iloc[order].drop_duplicates("participant").head(_QUOTES)
    return [str(name) for name in best["segment_id"]]


def share_per_participant(assignments: pd.DataFrame) -> pd.DataFrame:
    """Share of each participant's segments in each topic."""
    counts = pd.crosstab(assignments["participant"], assignments["topic"])
    shares = counts.div(counts.sum(axis=1), axis=0).round(6)
    long = counts.melt(ignore_index=False, value_name="segments").reset_index()
    long["share"] = shares.melt(ignore_index=False, value_name="share")["share"].to_numpy()
    return pd.DataFrame(long, columns=TOPIC_SHARES.schema.names)


def fitted_topics(labels: Ints) -> list[int]:
    """Topics by size, the largest first."""
    found, first, sizes = np.unique(labels[labels >= 0], return_index=True, return_counts=True)
    return [int(found[i]) for i in np.lexsort((first, -sizes))]
