"""How well a topic's terms find its segments, in interviews that the terms were not taken from."""

from __future__ import annotations

from typing import Final

import numpy as np

from aft_themes.embeddings.vectors import Vectors, unit
from aft_themes.topics.clustering import centres
from aft_themes.topics.debiasing import SHORT
from aft_themes.topics.smoothing import Floats, Ints
from aft_themes.topics.terms import SHOWN, count_users, rank_terms
from aft_themes.topics.vocabulary import Terms

LEAST_LIFT: Final = 1.3  # below it nobody could name the topic by its terms: it is none
_FOLDS = 6
_DIGITS = 6


def find_nearness(
    terms: Terms, labels: Ints, vectors: Vectors, words: Vectors | None = None
) -> Floats:
    """Say how near terms are to what sets a topic apart: where they are used, and what they mean.

    Parameters
    ----------
    terms : Terms
        Terms and where they occur.
    labels : numpy.ndarray
        Topic of each segment, from 0, none empty; -1 for none.
    vectors : numpy.ndarray
        Unit vectors of the segments.
    words : numpy.ndarray, optional
        Unit vectors of the terms; without them only where terms are used counts.

    Returns
    -------
    numpy.ndarray
        Terms x topics, from 0 to 1.
    """
    placed = labels >= 0
    lies = vectors[placed]
    lies = lies - lies.mean(axis=0)
    apart = unit(centres(lies, labels[placed]).astype(np.float32), SHORT)
    used = np.clip(unit((terms.counts[placed] > 0).T @ lies, SHORT) @ apart.T, 0, None)
    if words is not None:
        used = np.sqrt(used * np.clip(words @ apart.T, 0, None))
    near: Floats = used.round(_DIGITS).astype(np.float64)
    return near


def term_lifts(
    terms: Terms, labels: Ints, participants: Ints, vectors: Vectors, words: Vectors | None = None
) -> Floats:
    """Measure how much better than chance each topic's ten terms find its segments.

    Segments of the interviews that are left out are ranked by how many of the terms they bear;
    1 is chance, and 2 says that the topic's segments come twice as densely as they would unsorted.

    Parameters
    ----------
    terms : Terms
        Terms and where they occur.
    labels : numpy.ndarray
        Topic of each segment, from 0, none empty; -1 for none.
    participants : numpy.ndarray
        Participant of each segment, from 0; two or more.
    vectors, words : numpy.ndarray
        As :func:`find_nearness` takes them.

    Returns
    -------
    numpy.ndarray
        Average precision (Buckley and Voorhees, 2000, doi 10.1145/345508.345543) over the
        topic's share of the segments, one value per topic.
    """
    from sklearn.metrics import average_precision_score
    from sklearn.model_selection import GroupKFold

    rows = np.flatnonzero(labels >= 0)
    borne = np.zeros((len(rows), int(labels.max()) + 1))
    folds = GroupKFold(min(_FOLDS, len(np.unique(participants[rows]))))
    for train, test in folds.split(rows, groups=participants[rows]):
        known = rows[train]
        topics, numbered = np.unique(labels[known], return_inverse=True)
        inside = terms.of(known)
        near = find_nearness(inside, numbered, vectors[known], words)
        users = count_users(inside, numbered, participants[known])
        left_out = terms.of(rows[test])
        for topic, ranked in zip(topics, rank_terms(inside, users, near), strict=True):
            names = [term for term, _ in ranked[:SHOWN]]
            borne[test, topic] = np.asarray(left_out.borne(names).sum(axis=1)).ravel()
    own = labels[rows][:, None] == np.arange(borne.shape[1])
    found = [average_precision_score(*pair) for pair in zip(own.T, borne.T, strict=True)]
    lifts: Floats = np.array(found) / own.mean(axis=0)
    return lifts
