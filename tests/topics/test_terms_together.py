"""Terms that come together more often than in shuffled words."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from aft_themes.topics.terms_together import by_chance, company, count_pairs
from aft_themes.topics.vocabulary import Terms


def terms_of(counts: np.ndarray) -> Terms:
    names = tuple(f"t{i:02d}" for i in range(counts.shape[1]))
    return Terms(names, csr_matrix(counts), tuple("" for _ in counts))


def test_terms_tell_which_segments_bear_them() -> None:
    random = np.random.default_rng(5)
    counts = random.integers(0, 3, size=(7, 5))
    terms = terms_of(counts)
    assert terms.borne(["t03", "t00"]).tolist() == (counts[:, [3, 0]] > 0).tolist()
    assert terms.borne([]).shape == (7, 0)
    assert terms.sizes.tolist() == (counts > 0).sum(axis=1).tolist()
    some = np.array([6, 0, 2])
    assert terms.of(some).borne(["t03"]).tolist() == (counts[some][:, [3]] > 0).tolist()
    assert terms.of(some).sizes.tolist() == terms.sizes[some].tolist()


def test_shuffled_words_come_together_as_chance_has_it() -> None:
    random = np.random.default_rng(3)
    sizes = random.integers(5, 60, size=400)
    # each segment draws its words from the same frequencies: none has a subject
    often = random.dirichlet(np.full(80, 0.5))
    counts = np.array([random.multinomial(size, often) for size in sizes])
    found, chance = count_pairs(terms_of(counts), [f"t{i:02d}" for i in range(10)])
    assert found == pytest.approx(chance, rel=0.05)


def spoken(random: np.random.Generator, subjects: np.ndarray) -> Terms:
    """Segments with five terms of either subject, and sixty of none."""
    often = np.full((2, 70), 0.5)
    often[0, 5:10] = often[1, :5] = 0.05
    return terms_of(random.poisson(often[subjects]))


def test_subjects_bring_terms_together() -> None:
    random = np.random.default_rng(4)
    segments = spoken(random, random.integers(2, size=400))
    found, chance = count_pairs(segments, [f"t{i:02d}" for i in range(5)])
    assert found > 1.3 * chance


def test_by_chance_a_term_lies_in_as_many_segments_and_in_long_ones_first() -> None:
    borne = np.array([[1, 0, 1, 1], [1, 0, 0, 1], [0, 0, 1, 1]], dtype=float)
    found = by_chance(borne, np.array([9.0, 3, 3]))
    np.testing.assert_allclose(found.sum(axis=0), borne.sum(axis=0), atol=1e-5)
    assert (found[0, [0, 2]] > found[1, [0, 2]]).all() and (found[:, 1] == 0).all()
    assert ((found >= 0) & (found <= 1)).all()
    # one segment alone bears what it bears
    np.testing.assert_allclose(by_chance(borne[:1], np.array([4.0])), borne[:1], atol=1e-5)


def test_a_topic_without_terms_has_no_pairs() -> None:
    assert count_pairs(terms_of(np.ones((3, 2), dtype=int)), []) == (0, 0)


def test_company_adds_topics_up() -> None:
    assert company(np.array([]), np.array([])) == 0
    assert company(np.array([16.0]), np.array([4.0])) == 6
    assert company(np.array([16.0, 4.0]), np.array([4.0, 4.0])) == pytest.approx(6 / np.sqrt(2))
    assert company(np.array([1.0]), np.array([0.0])) == 1  # rare pairs count as one expected
