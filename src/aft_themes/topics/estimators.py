"""Parts of a BERTopic that gives the same topics in every run: scikit-learn estimators.

:class:`NeighbourSmoother` stands where BERTopic has UMAP, :class:`WardKMeans` where it has HDBSCAN,
and :class:`ParticipantTerms` chooses a topic's terms. :func:`aft_themes.topics.find_topics` is made
of these; a researcher can put them into a BERTopic of her own (docs/topics.md).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import pandas as pd
from bertopic import BERTopic
from bertopic.representation import BaseRepresentation
from bertopic.vectorizers import ClassTfidfTransformer
from scipy.sparse import csr_matrix
from sklearn.base import (
    BaseEstimator,
    ClassNamePrefixFeaturesOutMixin,
    ClusterMixin,
    TransformerMixin,
)
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.utils.validation import check_is_fitted, validate_data

from aft_themes.embeddings.vectors import Vectors, unit
from aft_themes.topics.clustering import assign, centres, cut_tree
from aft_themes.topics.smoothing import Floats, Ints, make_space, smooth, smooth_others
from aft_themes.topics.term_lift import find_nearness
from aft_themes.topics.terms import KEPT, Ranked, count_users, rank_terms
from aft_themes.topics.vocabulary import Terms

_SAME = 1 - 1e-6  # cosine from which a text is one of those that were fitted


class NeighbourSmoother(ClassNamePrefixFeaturesOutMixin, TransformerMixin, BaseEstimator):  # type: ignore[misc]  # scikit-learn has no types
    """Average each text twice with the texts that are most like it, on principal components.

    Nearer texts weigh more: by their cosine minus that of the first that is not averaged.

    Parameters
    ----------
    n_neighbors : int or "auto"
        Texts that are averaged with each. "auto": one for every 15 texts, from 5 to 80.
    n_components : int
        Principal components that are kept.
    groups : array-like of shape (n_samples,), optional
        Who said each of the texts that are fitted, such as its interview. Neighbours then come
        from other groups only, so that what one person tells at length draws nothing together.
    normalize : bool
        Scale rows to length 1 first; False for vectors that have length 1.

    Attributes
    ----------
    embedding_ : numpy.ndarray of shape (n_samples, n_components)
        The texts that were fitted, of length 1.

    Notes
    -----
    Two steps of mean shift (Cheng, 1995, doi 10.1109/34.400568). Exact and deterministic.
    """

    def __init__(
        self,
        n_neighbors: int | Literal["auto"] = "auto",
        n_components: int = 50,
        groups: npt.ArrayLike | None = None,
        normalize: bool = True,
    ) -> None:
        self.n_neighbors = n_neighbors
        self.n_components = n_components
        self.groups = groups
        self.normalize = normalize

    def fit(self, X: npt.ArrayLike, y: object = None) -> NeighbourSmoother:
        """Find the neighbours of each text.

        Parameters
        ----------
        X : array-like of shape (n_samples, n_features)
            Sentence embeddings.
        y : None
            Ignored.

        Returns
        -------
        NeighbourSmoother

        Raises
        ------
        ValueError
            If ``groups`` has another length, or there is only one text.
        """
        vectors = self._vectors(X, reset=True)
        groups = np.arange(len(vectors)) if self.groups is None else np.asarray(self.groups)
        if len(groups) != len(vectors):
            raise ValueError(f"groups has {len(groups)} entries, X has {len(vectors)} rows.")
        number = None if self.n_neighbors == "auto" else int(self.n_neighbors)
        codes = np.unique(groups, return_inverse=True)[1]
        self.space_ = make_space(vectors, codes, neighbours=number, components=self.n_components)
        self.embedding_ = smooth(self.space_)
        self._n_features_out = self.embedding_.shape[1]
        return self

    def fit_transform(self, X: npt.ArrayLike, y: object = None) -> Floats:
        """Find the neighbours of each text and average.

        Parameters
        ----------
        X : array-like of shape (n_samples, n_features)
            Sentence embeddings.
        y : None
            Ignored.

        Returns
        -------
        numpy.ndarray of shape (n_samples, n_components)
        """
        return self.fit(X, y).embedding_

    def transform(self, X: npt.ArrayLike) -> Floats:
        """Average texts with the nearest of those that were fitted.

        Parameters
        ----------
        X : array-like of shape (n_samples, n_features)
            Sentence embeddings; a text that was fitted belongs to its group again.

        Returns
        -------
        numpy.ndarray of shape (n_samples, n_components)
        """
        check_is_fitted(self)
        vectors = self._vectors(X, reset=False)
        cosines = vectors @ self.space_.unit.T
        nearest = cosines.argmax(axis=1)
        same = cosines[np.arange(len(vectors)), nearest] > _SAME
        groups = np.where(same, self.space_.groups[nearest], -1)
        return smooth_others(self.space_, vectors, groups)

    def _vectors(self, X: npt.ArrayLike, *, reset: bool) -> Vectors:
        values = validate_data(self, X, reset=reset, dtype=np.float32, ensure_min_samples=1 + reset)
        return unit(values) if self.normalize else values


class WardKMeans(ClusterMixin, BaseEstimator):  # type: ignore[misc]  # scikit-learn has no types
    """Divide points by k-means that starts from the cut of Ward's tree: the same for any order.

    Parameters
    ----------
    n_clusters : int
        Clusters; there are fewer where points are too alike.

    Attributes
    ----------
    labels_ : numpy.ndarray of shape (n_samples,)
        Cluster of each point, from 0.
    cluster_centers_ : numpy.ndarray of shape (clusters, n_features)
        Centres.

    Notes
    -----
    Ward, J. H. (1963). Hierarchical grouping to optimize an objective function. Journal of the
    American Statistical Association, 58, 236-244.
    """

    def __init__(self, n_clusters: int = 10) -> None:
        self.n_clusters = n_clusters

    def fit(self, X: npt.ArrayLike, y: object = None) -> WardKMeans:
        """Divide points.

        Parameters
        ----------
        X : array-like of shape (n_samples, n_features)
            Points, such as :class:`NeighbourSmoother` gives them.
        y : None
            Ignored.

        Returns
        -------
        WardKMeans
        """
        points = validate_data(self, X, dtype=np.float64, ensure_min_samples=2)
        self.labels_ = cut_tree(points, [self.n_clusters])[self.n_clusters]
        self.cluster_centers_ = centres(points, self.labels_)
        return self

    def predict(self, X: npt.ArrayLike) -> Ints:
        """Nearest centre of each point.

        Parameters
        ----------
        X : array-like of shape (n_samples, n_features)
            Points of the same space.

        Returns
        -------
        numpy.ndarray of shape (n_samples,)
        """
        check_is_fitted(self)
        points = validate_data(self, X, dtype=np.float64, reset=False)
        return assign(points, self.cluster_centers_)


class ParticipantTerms(BaseRepresentation):  # type: ignore[misc]  # bertopic has no types
    """Terms that several participants share: a representation model for BERTopic.

    A participant counts once for a term of a topic, so that one person's favourite word makes no
    topic's name. Terms that occur with a topic's other terms come first.

    Parameters
    ----------
    groups : array-like of shape (n_samples,)
        Who said each text.
    vectors : numpy.ndarray of shape (n_samples, n_features), optional
        Unit vectors of the texts: terms that are used where the topic lies then come first.
    words : numpy.ndarray of shape (n_terms, n_features), optional
        Unit vectors of the vectorizer's terms: and those that mean what sets the topic apart.
    """

    def __init__(
        self, groups: npt.ArrayLike, vectors: Vectors | None = None, words: Vectors | None = None
    ) -> None:
        self.groups = groups
        self.vectors = vectors
        self.words = words

    def extract_topics(
        self,
        topic_model: BERTopic,
        documents: pd.DataFrame,
        c_tf_idf: csr_matrix,
        topics: dict[int, Ranked],
    ) -> dict[int, Ranked]:
        """Choose the terms of each topic; called by BERTopic.

        Parameters
        ----------
        topic_model : bertopic.BERTopic
            Its vectorizer says what a term is.
        documents : pandas.DataFrame
            Columns ``Document``, ``ID`` and ``Topic``.
        c_tf_idf : scipy.sparse.csr_matrix
            Not used: terms are weighed by participants, not by occurrences.
        topics : dict of int to list of (str, float)
            Terms as BERTopic would choose them, by topic; -1 for none.

        Returns
        -------
        dict of int to list of (str, float)
            Terms and weights by topic, the foremost first; padded with "" as BERTopic does.
        """
        texts = documents["Document"].tolist()
        vectorizer = topic_model.vectorizer_model
        counts = csr_matrix(vectorizer.transform(texts))
        terms = Terms(tuple(vectorizer.get_feature_names_out().tolist()), counts, tuple(texts))
        numbers = sorted(topics)
        labels = np.searchsorted(numbers, documents["Topic"].to_numpy())
        codes = np.unique(np.asarray(self.groups), return_inverse=True)[1]
        people = codes[documents["ID"].to_numpy()]
        near = None
        if self.vectors is not None:
            vectors = self.vectors[documents["ID"].to_numpy()]
            near = find_nearness(terms, labels, vectors, self.words)
        ranked = rank_terms(terms, count_users(terms, labels, people), near)
        least = topic_model.top_n_words  # BERTopic expects so many of every topic
        return {
            number: [*found[:least], *[("", 1e-5)] * (least - len(found))]
            for number, found in zip(numbers, ranked, strict=True)
        }


def make_bertopic(
    names: Sequence[str],
    number: int,
    apart: Ints,
    participants: Ints,
    vectors: Vectors,
    words: Vectors | None,
) -> BERTopic:
    """Compose BERTopic of these parts, for texts that are lists of known terms.

    ``apart`` says which texts are no neighbours of each other.
    """
    parts: dict[str, Any] = {
        "umap_model": NeighbourSmoother(groups=apart, normalize=False),
        "hdbscan_model": WardKMeans(number),
        "vectorizer_model": CountVectorizer(vocabulary=list(names), analyzer=str.split),
        "ctfidf_model": ClassTfidfTransformer(reduce_frequent_words=True),
        "representation_model": ParticipantTerms(participants, vectors, words),
    }
    # the words are clean already; with "english" BERTopic would drop letters
    return BERTopic(language="multilingual", top_n_words=KEPT, **parts)
