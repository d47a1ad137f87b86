"""The terms of topics: class-based TF-IDF by BERTopic, nearness in meaning, co-occurrence.

A participant counts once for a term of a topic, so that one person's favourite word makes no
topic's name, and a term must be used by several participants within the topic.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from aft_themes.topics.smoothing import Floats, Ints
from aft_themes.topics.vocabulary import Terms, spaced

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

SHOWN: Final = 10  # terms of a topic that are shown
KEPT: Final = 30  # terms of a topic that are kept, to match topics between runs
_CANDIDATES = 100  # foremost terms of a topic whose meaning is compared with the topic's
_FAMILY = 6  # letters with which words of one family begin
_LEAST = 3  # participants who use a term within the topic
_COMPANY = 0.3  # weight of co-occurrence beside class-based TF-IDF; judged on left-out interviews

Ranked = list[tuple[str, float]]


def count_users(terms: Terms, labels: Ints, participants: Ints) -> csr_matrix:
    """Participants who use each term within each topic."""
    from scipy.sparse import csr_matrix

    people = int(participants.max()) + 1
    groups, index = np.unique(labels * people + participants, return_inverse=True)
    ones = np.ones(len(labels))
    member = csr_matrix((ones, (index, np.arange(len(labels)))), (len(groups), len(labels)))
    used = ((member @ terms.counts) > 0).astype(np.float64)
    topic = csr_matrix(
        (np.ones(len(groups)), (groups // people, np.arange(len(groups)))),
        (int(labels.max()) + 1, len(groups)),
    )
    return csr_matrix(topic @ used)


def rank_terms(terms: Terms, users: csr_matrix, near: Floats | None = None) -> list[Ranked]:
    """Terms of each topic by class-based TF-IDF, without BERTopic: for comparing divisions.

    Grootendorst (2022), BERTopic, arXiv 2203.05794, with frequent words reduced (square root).
    """
    counts = users.toarray()
    weights = _class_tfidf(users)
    weights[counts < _LEAST] = 0
    return [
        drop_redundant_terms(_prefer_company(terms, _prefer_near(terms, row, near, topic)))
        for topic, row in enumerate(weights)
    ]


def _class_tfidf(users: csr_matrix) -> Floats:
    """Weights of terms by topic: rarely used elsewhere, often here, frequent words reduced."""
    from bertopic.vectorizers import ClassTfidfTransformer

    with np.errstate(divide="ignore"):  # a term that nobody uses here
        found = ClassTfidfTransformer(reduce_frequent_words=True).fit_transform(users.copy())
    weights: Floats = found.toarray()
    return weights


def _foremost(names: Sequence[str], weights: Floats) -> Ranked:
    order = np.argsort(-weights, kind="stable")[:KEPT]
    return [(names[i], float(weights[i])) for i in order if weights[i] > 0]


def _prefer_near(terms: Terms, weights: Floats, near: Floats | None, topic: int) -> Ranked:
    """Keep those of the foremost terms that are near to the topic in meaning."""
    if near is None:
        return _foremost(terms.names, weights)
    candidates = np.argsort(-weights, kind="stable")[:_CANDIDATES]
    nearby = weights[candidates] * near[candidates, topic]
    return _foremost([terms.names[i] for i in candidates], nearby)


def _prefer_company(terms: Terms, ranked: Ranked) -> Ranked:
    """Prefer terms that occur in the same segments as the topic's other terms."""
    if len(ranked) < 2:
        return ranked
    weights = np.array([weight for _, weight in ranked])
    company = np.clip(_npmi(terms, [term for term, _ in ranked]), 0, 1) @ weights / weights.sum()
    most = company.max() or 1.0
    weights *= 1 - _COMPANY + _COMPANY * company / most
    order = np.argsort(-weights, kind="stable")
    return [(ranked[i][0], float(weights[i])) for i in order]


def drop_redundant_terms(ranked: Ranked) -> Ranked:
    """Drop terms that repeat another term."""
    pairs = {word for term, _ in ranked[:SHOWN] if len(_parts(term)) > 1 for word in _parts(term)}
    begun: set[str] = set()
    kept = []
    for term, weight in ranked:
        begins = {word[:_FAMILY] for word in _parts(term)}
        if term not in pairs and not begins & begun:
            kept.append((term, weight))
            begun |= begins
    return kept


def _parts(term: str) -> list[str]:
    return spaced(term).split()


def _npmi(terms: Terms, names: list[str]) -> Floats:
    """Normalised pointwise mutual information of terms over segments; 0 with themselves."""
    present = terms.borne(names).astype(np.float64)
    both = present.T @ present / len(present)
    single = np.diag(both)
    with np.errstate(divide="ignore", invalid="ignore"):
        value = np.log(both / np.outer(single, single)) / -np.log(both)
    value[both == 0] = -1
    value[both == 1] = 0
    np.fill_diagonal(value, 0)
    npmi: Floats = value
    return npmi


def coherence(terms: Terms, names: list[str]) -> float:
    """Mean normalised pointwise mutual information of a topic's terms over segments.

    Bouma (2009). Compare only topics of one vocabulary.
    """
    if len(names) < 2:
        return 0.0
    return float(_npmi(terms, names)[np.triu_indices(len(names), 1)].mean())


def diversity(ranked: list[Ranked]) -> float:
    """Share of different terms among the topics' foremost terms."""
    shown = [term for topic in ranked for term, _ in topic[:SHOWN]]
    return len(set(shown)) / len(shown) if shown else 0.0


def terms_frame(ranked: dict[int, Ranked]) -> pd.DataFrame:
    """Terms of all topics as rows."""
    rows = [
        {"topic": topic, "rank": rank, "term": spaced(term), "weight": round(weight, 6)}
        for topic, found in ranked.items()
        for rank, (term, weight) in enumerate(found[:KEPT], start=1)
    ]
    return pd.DataFrame(rows, columns=["topic", "rank", "term", "weight"])
