"""The terms of topics: class-based TF-IDF by BERTopic, then nearness in meaning, then company.

A participant counts once for a term of a topic, so that one person's favourite word makes no
topic's name, and a term must be used by several participants within the topic.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from aft_themes.io.light_imports import without
from aft_themes.topics.clustering import Floats, Ints
from aft_themes.topics.vocabulary import JOIN, Terms, spaced

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
    """Participants who use each term within each topic.

    Parameters
    ----------
    terms : Terms
        Terms and where they occur.
    labels : numpy.ndarray
        Topic of each segment, from 0.
    participants : numpy.ndarray
        Participant of each segment, from 0.

    Returns
    -------
    scipy.sparse.csr_matrix
        Topics x terms, float64.
    """
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

    Parameters
    ----------
    terms : Terms
        Terms and where they occur.
    users : scipy.sparse.csr_matrix
        As :func:`count_users` gives it.
    near : numpy.ndarray, optional
        How near terms are to each topic, terms x topics from 0 to 1.

    Returns
    -------
    list of list of (str, float)
        Terms and weights of each topic, the foremost first.

    Notes
    -----
    Grootendorst (2022), BERTopic, arXiv 2203.05794, with frequent words reduced (square root).
    """
    counts = users.toarray()
    total = counts.sum(axis=0)
    rarity = np.log(1 + int(counts.sum(axis=1).mean()) / np.maximum(total, 1))
    weights = np.sqrt(counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)) * rarity
    weights[counts < _LEAST] = 0
    return [
        without_echoes(_keep_company(terms, _prefer_near(terms, row, near, topic)))
        for topic, row in enumerate(weights)
    ]


def name_topics(
    terms: Terms,
    labels: Ints,
    participants: Ints,
    points: Floats,
    near: Floats,
) -> dict[int, Ranked]:
    """Let BERTopic find the terms of given topics.

    Parameters
    ----------
    terms : Terms
        Terms and where they occur.
    labels : numpy.ndarray
        Topic of each segment, from 0; -1 for none.
    participants : numpy.ndarray
        Participant of each segment, from 0.
    points : numpy.ndarray
        Where each segment lies.
    near : numpy.ndarray
        How near terms are to each topic, terms x topics from 0 to 1.

    Returns
    -------
    dict of int to list of (str, float)
        Terms and weights by topic, the foremost first.

    Notes
    -----
    Weighting terms by how near they are to a topic in meaning follows KeyBERT (Grootendorst,
    2020, doi 10.5281/zenodo.4461265).
    """
    with without("huggingface_hub"):
        from bertopic import BERTopic
    from bertopic.representation import BaseRepresentation
    from bertopic.vectorizers import ClassTfidfTransformer
    from sklearn.feature_extraction.text import CountVectorizer

    if not terms.names:
        return {int(topic): [] for topic in np.unique(labels[labels >= 0])}
    users = count_users(terms.of(labels >= 0), labels[labels >= 0], participants[labels >= 0])
    often = users.toarray() >= _LEAST

    class Company(BaseRepresentation):  # type: ignore[misc]  # bertopic has no types
        def extract_topics(
            self,
            topic_model: BERTopic,
            documents: pd.DataFrame,
            c_tf_idf: csr_matrix,
            topics: dict[int, Ranked],
        ) -> dict[int, Ranked]:
            own = _own_topics(topic_model.topics_, labels)
            weights = c_tf_idf.toarray()  # rows as in sorted(topics), the outliers' -1 first
            candidates = {
                topic: _prefer_near(terms, row * often[own[topic]], near, own[topic])
                for topic, row in zip(sorted(topics), weights, strict=True)
                if topic in own
            }
            return {topic: _keep_company(terms, found) for topic, found in candidates.items()}

    model = BERTopic(
        language="multilingual",  # the words are clean already; "english" would drop letters
        top_n_words=KEPT,
        umap_model=_Given(points),
        hdbscan_model=_Given(labels=labels),
        vectorizer_model=CountVectorizer(vocabulary=list(terms.names), analyzer=str.split),
        ctfidf_model=ClassTfidfTransformer(reduce_frequent_words=True),
        representation_model=Company(),
    )
    model.fit(_once_per_participant(terms, labels, participants), embeddings=points)
    own = _own_topics(model.topics_, labels)
    return {own[i]: without_echoes(model.topic_representations_[i]) for i in sorted(own)}


class _Given:
    """Stands where BERTopic expects a reducer or a clusterer, and hands over what is known."""

    def __init__(self, points: Floats | None = None, labels: Ints | None = None) -> None:
        self._points = points
        self.labels_ = labels

    def fit(self, values: object, y: object = None) -> _Given:
        return self

    def transform(self, values: object) -> Floats | None:
        return self._points


def _own_topics(found: list[int], labels: Ints) -> dict[int, int]:
    """Our number of each of BERTopic's topics, which it numbers by size."""
    return {int(a): int(b) for a, b in zip(found, labels, strict=True) if b >= 0}


def _once_per_participant(terms: Terms, labels: Ints, participants: Ints) -> list[str]:
    """Each segment's terms, without those that the participant used before in the topic."""
    used: set[tuple[int, int, str]] = set()
    documents = []
    for document, topic, participant in zip(terms.documents, labels, participants, strict=True):
        new = [(int(topic), int(participant), term) for term in document.split()]
        documents.append(" ".join(key[2] for key in dict.fromkeys(new) if key not in used))
        used.update(new)
    return documents


def _foremost(names: Sequence[str], weights: Floats) -> Ranked:
    order = np.argsort(-weights, kind="stable")[:KEPT]
    return [(names[i], float(weights[i])) for i in order if weights[i] > 0]


def _prefer_near(terms: Terms, weights: Floats, near: Floats | None, topic: int) -> Ranked:
    """Of the foremost terms take those near to the topic; those on its far side are dropped."""
    if near is None:
        return _foremost(terms.names, weights)
    candidates = np.argsort(-weights, kind="stable")[:_CANDIDATES]
    nearby = weights[candidates] * near[candidates, topic]
    return _foremost([terms.names[i] for i in candidates], nearby)


def _keep_company(terms: Terms, ranked: Ranked) -> Ranked:
    """Prefer terms that occur in the same segments as the topic's other terms."""
    if len(ranked) < 2:
        return ranked
    weights = np.array([weight for _, weight in ranked])
    company = np.clip(_npmi(terms, [term for term, _ in ranked]), 0, 1) @ weights / weights.sum()
    most = company.max() or 1.0
    weights *= 1 - _COMPANY + _COMPANY * company / most
    order = np.argsort(-weights, kind="stable")
    return [(ranked[i][0], float(weights[i])) for i in order]


def without_echoes(ranked: Ranked) -> Ranked:
    """Drop terms that say again what another says.

    Parameters
    ----------
    ranked : list of (str, float)
        Terms, the foremost first.

    Returns
    -------
    list of (str, float)
        Beside the pair "role play", "role" and "play" go; after "internship", "interns" goes,
        for its first six letters are the same.
    """
    pairs = {word for term, _ in ranked[:SHOWN] if JOIN in term for word in term.split(JOIN)}
    said: set[str] = set()
    kept = []
    for term, weight in ranked:
        begins = {word[:_FAMILY] for word in term.split(JOIN)}
        if term not in pairs and not begins & said:
            kept.append((term, weight))
            said |= begins
    return kept


def _npmi(terms: Terms, names: list[str]) -> Floats:
    """Normalised pointwise mutual information of terms over segments; 0 with themselves."""
    present = terms.borne(names).astype(np.float64).toarray()
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

    Parameters
    ----------
    terms : Terms
        Terms and where they occur.
    names : list of str
        The topic's terms.

    Returns
    -------
    float
        From -1 (never together) to 1 (always); 0 for fewer than two terms.

    Notes
    -----
    Bouma (2009). Compare only topics of one vocabulary.
    """
    if len(names) < 2:
        return 0.0
    return float(_npmi(terms, names)[np.triu_indices(len(names), 1)].mean())


def diversity(ranked: list[Ranked]) -> float:
    """Share of different terms among the topics' foremost terms.

    Parameters
    ----------
    ranked : list of list of (str, float)
        Terms of each topic.

    Returns
    -------
    float
        From 0 to 1 (Dieng, Ruiz and Blei, 2020, doi 10.1162/tacl_a_00325).
    """
    shown = [term for topic in ranked for term, _ in topic[:SHOWN]]
    return len(set(shown)) / len(shown) if shown else 0.0


def terms_frame(ranked: dict[int, Ranked]) -> pd.DataFrame:
    """Terms of all topics as rows.

    Parameters
    ----------
    ranked : dict of int to list of (str, float)
        Terms and weights by topic.

    Returns
    -------
    pandas.DataFrame
        Columns of ``TOPIC_TERMS``.
    """
    rows = [
        {"topic": topic, "rank": rank, "term": spaced(term), "weight": round(weight, 6)}
        for topic, found in ranked.items()
        for rank, (term, weight) in enumerate(found[:KEPT], start=1)
    ]
    return pd.DataFrame(rows, columns=["topic", "rank", "term", "weight"])
