"""The parts of topics as scikit-learn estimators, and in a BERTopic of a researcher's own."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest
from sklearn.metrics import adjusted_rand_score
from sklearn.utils.estimator_checks import parametrize_with_checks

from aft_themes.topics.estimators import NeighbourSmoother, WardKMeans


@parametrize_with_checks([NeighbourSmoother(n_neighbors=3), WardKMeans(n_clusters=3)])
def test_estimators_keep_the_rules_of_scikit_learn(estimator, check) -> None:
    check(estimator)


def test_neighbours_come_from_other_groups() -> None:
    vectors = np.eye(6, dtype=np.float32)[[0, 0, 0, 1, 1, 1]] + 0.01 * np.eye(6, dtype=np.float32)
    alone = NeighbourSmoother(n_neighbors=2).fit(vectors)
    grouped = NeighbourSmoother(n_neighbors=2, groups=["a"] * 3 + ["b"] * 3).fit(vectors)
    assert np.linalg.norm(alone.embedding_[0] - alone.embedding_[1]) < 0.01
    # whoever has neighbours among the other group's only is drawn towards these
    apart = np.linalg.norm(alone.embedding_[0] - alone.embedding_[3])
    assert np.linalg.norm(grouped.embedding_[0] - grouped.embedding_[3]) < apart


def test_fitted_texts_are_known_again_with_their_group() -> None:
    random = np.random.default_rng(1)
    vectors, groups = random.standard_normal((60, 8)), np.repeat(range(6), 10)
    model = NeighbourSmoother(n_neighbors=4, groups=groups).fit(vectors)
    np.testing.assert_allclose(model.transform(vectors), model.embedding_, atol=1e-5)


def test_groups_must_be_as_many_as_texts() -> None:
    with pytest.raises(ValueError, match="groups has 2 entries, X has 5 rows"):
        NeighbourSmoother(groups=[1, 2]).fit(np.eye(5))


def test_two_neighbours_that_change_places_at_the_edge_move_nothing() -> None:
    """Equally near texts on two sides: a hair decides which is the last that is averaged.

    Neighbours that count alike would move the text by a third of their distance.
    """
    first, other, third = np.eye(8)[:3]
    rows = [first, first + 0.1 * third, first + other, first - other, *-np.eye(8)[3:]]
    vectors = np.array([row / np.linalg.norm(row) for row in rows])
    found = []
    for nearer in (2, 3):
        changed = vectors.copy()
        changed[nearer] += 3e-7 * first
        model = NeighbourSmoother(n_neighbors=2).fit(changed)
        assert nearer in model.space_.neighbours[0, :3]  # it has changed places
        found.append(np.linalg.norm(model.embedding_[:1] - model.embedding_, axis=1))
    np.testing.assert_allclose(found[0], found[1], atol=1e-5)


def test_five_lines_of_a_notebook_find_known_topics() -> None:
    """The example of docs/topics.md, on texts of three themes by six people."""
    page = (Path(__file__).parents[2] / "docs" / "topics.md").read_text(encoding="utf-8")
    example = re.search(r"```python\n(.*?)```", page, flags=re.DOTALL)
    assert example is not None
    random = np.random.default_rng(2)
    themes = ["tape camera film screen", "breath cushion bell floor", "school mother house garden"]
    known = np.repeat(range(3), 24)
    texts = [" ".join(random.permutation(themes[topic].split())) for topic in known]
    interviews = np.tile(range(6), 12)
    vectors = np.eye(3)[known] @ random.standard_normal((3, 40))
    vectors = vectors + 0.3 * random.standard_normal(vectors.shape)
    given = {"texts": texts, "vectors": vectors, "interviews": interviews, "number": 3}
    exec(example[1], given)  # a page of ours
    found = given["topics"]
    assert adjusted_rand_score(known, found.topics_) == 1
    for topic in range(3):
        words = {word for term, _ in found.get_topic(topic) for word in term.split()}
        own = themes[known[found.topics_.index(topic)]]
        assert words - {""} <= set(own.split())
    again = given["clusters"].predict(given["smoother"].transform(vectors))
    assert adjusted_rand_score(again, found.topics_) == 1
