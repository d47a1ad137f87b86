"""How well a topic's terms find its segments, in interviews that the terms were not taken from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from aft_themes.embeddings.vectors import SHORT, Vectors, unit
from aft_themes.topics.clustering import centres
from aft_themes.topics.smoothing import Floats, Ints
from aft_themes.topics.terms import SHOWN, count_users, rank_terms
from aft_themes.topics.terms_together import count_pairs
from aft_themes.topics.vocabulary import Terms

LEAST_LIFT: Final = 1.4  # readers could not name the topics below it (docs/appendix)
_FOLDS = 6  # five sixths of the interviews choose the terms
_RESAMPLES = 200  # of interviews: enough for the ends of a 95% interval
_DIGITS = 6  # decimals kept: what differs between machines is smaller


def find_nearness(
    terms: Terms, labels: Ints, vectors: Vectors, words: Vectors | None = None
) -> Floats:
    """Say how near terms are to what sets a topic apart, in use and in meaning; terms x topics."""
    placed = labels >= 0
    lies = vectors[placed]
    lies = lies - lies.mean(axis=0)
    apart = unit(centres(lies, labels[placed]).astype(np.float32), SHORT)
    used = np.clip(unit((terms.counts[placed] > 0).T @ lies, SHORT) @ apart.T, 0, None)
    if words is not None:
        used = np.sqrt(used * np.clip(words @ apart.T, 0, None))
    near: Floats = used.round(_DIGITS).astype(np.float64)
    return near


@dataclass(frozen=True)
class TermLifts:
    """How much better than chance each topic's terms find its segments, with an interval.

    ``pairs`` are the pairs of its terms that segments bear, and ``by_chance`` those that shuffled
    words would give.
    """

    values: Floats
    low: Floats
    high: Floats
    pairs: Floats
    by_chance: Floats


@dataclass(frozen=True)
class LeftOut:
    """A part of the interviews, and the others from which topics' terms are taken.

    Parameters
    ----------
    rows, others : numpy.ndarray
        Segments of this part, and of the others.
    terms, others_terms : Terms
        Their terms.
    """

    rows: Ints
    others: Ints
    terms: Terms
    others_terms: Terms


def leave_out(terms: Terms, participants: Ints) -> list[LeftOut]:
    """Leave out a sixth of the interviews in turn; every number of topics is judged by the same."""
    from sklearn.model_selection import GroupKFold

    folds = GroupKFold(min(_FOLDS, len(np.unique(participants))))
    return [
        LeftOut(rows, others, terms.of(rows), terms.of(others))
        for others, rows in folds.split(participants, groups=participants)
    ]


def term_lifts(
    parts: Sequence[LeftOut],
    labels: Ints,
    participants: Ints,
    vectors: Vectors,
    words: Vectors | None = None,
    *,
    seed: int = 0,
) -> TermLifts:
    """Measure how much better than chance each topic's ten terms find its segments.

    Terms are taken without a sixth of the interviews, and that sixth's segments are ranked by how
    many of the terms they bear; 1 is chance, and 2 says that the topic's segments come twice as
    densely as they would unsorted. Average precision: Buckley and Voorhees (2000), doi
    10.1145/345508.345543. The 95% interval resamples interviews.
    """
    borne = np.zeros((len(labels), int(labels.max()) + 1), dtype=np.int64)
    pairs = np.zeros((2, borne.shape[1]))
    for part in parts:
        topics, numbered = np.unique(labels[part.others], return_inverse=True)
        near = find_nearness(part.others_terms, numbered, vectors[part.others], words)
        users = count_users(part.others_terms, numbered, participants[part.others])
        for topic, ranked in zip(topics, rank_terms(part.others_terms, users, near), strict=True):
            names = [term for term, _ in ranked[:SHOWN]]
            borne[part.rows, topic] = part.terms.borne(names).sum(axis=1)
            pairs[:, topic] += count_pairs(part.terms, names)
    counts = _count_by_rank(borne, labels, participants)
    people = len(counts)
    random = np.random.default_rng(seed)
    drawn = random.multinomial(people, np.full(people, 1 / people), size=_RESAMPLES)
    lifts = _lift(counts.sum(axis=0)[None])[0]
    low, high = np.nanpercentile(_lift(np.tensordot(drawn, counts, 1)), [2.5, 97.5], axis=0)
    return TermLifts(lifts, low, high, *pairs)


def _count_by_rank(borne: Ints, labels: Ints, participants: Ints) -> Floats:
    """Segments by participant, topic, whether they are the topic's own, and terms they bear."""
    people = np.unique(participants, return_inverse=True)[1]
    topics = np.arange(borne.shape[1])
    counts = np.zeros((int(people.max()) + 1, len(topics), 2, SHOWN + 1))
    own = (labels[:, None] == topics).astype(np.int64)
    np.add.at(counts, (people[:, None], topics[None], own, borne), 1)
    return counts


def _lift(counts: Floats) -> Floats:
    """Average precision over the topic's share, resamples x topics; nan for a topic without any."""
    best_first = counts[..., ::-1]
    own = best_first[:, :, 1].cumsum(axis=-1)
    every = best_first.sum(axis=2).cumsum(axis=-1)
    with np.errstate(divide="ignore", invalid="ignore"):
        precision = np.where(every > 0, own / every, 0)
        average = (best_first[:, :, 1] * precision).sum(axis=-1) / own[..., -1]
        lifts: Floats = average / (own[..., -1] / every[..., -1])
    return lifts
