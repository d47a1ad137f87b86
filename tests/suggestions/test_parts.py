"""Parts of the suggestions against plain re-computation, scikit-learn and published ideas."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import Ridge
from sklearn.metrics import cohen_kappa_score, f1_score, precision_score, recall_score

from aft_themes.codebook.codes import Code, Codebook
from aft_themes.language.english import ENGLISH
from aft_themes.stats import bootstrap_weights
from aft_themes.suggestions.assertion import find_cautions
from aft_themes.suggestions.counts import Bootstrap, count, f1, kappa
from aft_themes.suggestions.counts import precision as precision_of
from aft_themes.suggestions.counts import recall as recall_of
from aft_themes.suggestions.cross_validated_run import find_siblings
from aft_themes.suggestions.cross_validation import curve_samples, make_folds
from aft_themes.suggestions.explanations import _nearest
from aft_themes.suggestions.kernel_ridge import (
    Kernel,
    choose_landmarks,
    keep_positive,
    make_kernel,
)
from aft_themes.suggestions.labels import Tree, count_valences, make_tree
from aft_themes.suggestions.learning import measure_unseen
from aft_themes.suggestions.model import Prediction
from aft_themes.suggestions.quality import hits_at
from aft_themes.suggestions.similarities import match_sentences, weigh
from aft_themes.suggestions.texts import (
    Floats,
    Ints,
    Sentences,
    mean_of_others,
    most_of_others,
    neighbour,
)
from aft_themes.suggestions.thresholds import (
    MOST_PREDICTED,
    level_thresholds,
)


def random(seed: int = 1) -> np.random.Generator:
    return np.random.default_rng(seed)


def code(name: str, valence: str = "either") -> Code:
    return Code(name, name, "d", "i", "e", valence)


# --- ridge


def refit(features: Floats, targets: Floats, train: Ints, rest: Ints, penalty: float) -> Floats:
    """Fit some training segments by scikit-learn, on what the kernel's features are: centred on
    all training segments, and a constant."""
    centred = features - features[train].mean(axis=0)
    known = np.column_stack([centred, np.full(len(features), np.sqrt(0.3))])
    model = Ridge(alpha=penalty, fit_intercept=False).fit(known[rest], targets[rest])
    return model.predict(known)


def linear(features: Floats, landmarks: Ints | None = None) -> Kernel:
    every = np.arange(len(features))
    chosen = every if landmarks is None else landmarks
    return make_kernel(features @ features[chosen].T, chosen)


@pytest.mark.parametrize(
    ("landmarks", "width"),
    [(None, 6), (np.arange(0, 40, 3), 6), (np.arange(39), 36)],
    ids=["all segments", "more segments than features", "fewer segments than features"],
)
def test_left_out_scores_equal_refitting_without_the_interview(
    landmarks: Ints | None, width: int
) -> None:
    """The closed forms against one fit of scikit-learn's Ridge per interview."""
    rng = random()
    features, targets = rng.normal(size=(40, width)), rng.normal(size=(40, 3))
    groups = np.repeat(np.arange(8), 5)
    train = np.arange(30)
    fitted = linear(features, landmarks).fit(train, groups, targets[train], 0.7)
    for group in range(6):
        rest = train[groups[train] != group]
        expected = refit(features, targets, train, rest, 0.7)
        here = np.flatnonzero(groups == group)
        assert np.allclose(fitted.scores[here], expected[here], atol=1e-6)
    expected = refit(features, targets, train, train, 0.7)
    assert np.allclose(fitted.scores[30:], expected[30:], atol=1e-6)
    # the weights of the similarities with training segments are the same function
    centred = features - features[train].mean(axis=0)
    said = centred @ (centred[train].T @ fitted.dual) + 0.3 * fitted.dual.sum(axis=0)
    assert np.allclose(said, expected, atol=1e-6)


def test_training_segments_may_stand_anywhere() -> None:
    rng = random(2)
    features, targets = rng.normal(size=(50, 4)), rng.normal(size=(50, 2))
    groups = np.repeat(np.arange(10), 5)
    train = np.flatnonzero(groups % 3 > 0)
    fitted = linear(features).fit(train, groups, targets[train], 1.0)
    rest = train[groups[train] != 4]
    expected = refit(features, targets, train, rest, 1.0)
    assert np.allclose(fitted.scores[20:25], expected[20:25], atol=1e-8)
    others = np.flatnonzero(groups % 3 == 0)
    expected = refit(features, targets, train, train, 1.0)
    assert np.allclose(fitted.scores[others], expected[others], atol=1e-8)


def test_what_training_segments_do_not_differ_in_says_nothing_of_others() -> None:
    """For example questions, where only one of two studies has the interviewer's words."""
    rng = random(5)
    features = np.vstack([np.ones((20, 3)), rng.normal(size=(10, 3)) * 100])
    targets, groups = rng.normal(size=(20, 2)), np.repeat(np.arange(6), 5)
    fitted = linear(features).fit(np.arange(20), groups, targets, 1.0)
    assert np.allclose(fitted.scores[20:], fitted.scores[20])


def test_landmarks_are_spread_evenly() -> None:
    assert choose_landmarks(5, 12).tolist() == [0, 1, 2, 3, 4]
    assert choose_landmarks(101, 5).tolist() == [0, 25, 50, 75, 100]


def test_negative_spectrum_is_left_out_and_nothing_else() -> None:
    rng = random(3)
    features = rng.normal(size=(30, 4))
    every, positive = np.arange(30), features @ features.T
    assert np.allclose(keep_positive(positive, every), positive)
    found = keep_positive(positive - 0.5 * np.eye(30), every)
    assert np.linalg.eigvalsh(found).min() > -1e-9
    nearest = np.linalg.eigh(positive)
    spectrum = np.maximum(nearest.eigenvalues - 0.5, 0)
    assert np.allclose(found, (nearest.eigenvectors * spectrum) @ nearest.eigenvectors.T)


# --- similarities


def test_weights_equal_tfidf() -> None:
    texts = ["the tape the tape ran", "a role in a play", "the tape and the play", "unseen tape"]
    reference = TfidfVectorizer(sublinear_tf=True, min_df=1, max_df=1.0, token_pattern=r"\w+")
    reference.fit(texts[:3])
    vocabulary = sorted({word for text in texts for word in text.split()})
    counts = sparse.csr_array(
        np.array([[text.split().count(word) for word in vocabulary] for text in texts], dtype=float)
    )
    # weigh also drops terms of one segment only, and of more than half of them
    seen = (counts[:3] > 0).sum(axis=0)
    (found,) = weigh(counts[:3])
    assert found.nnz == 0
    many = sparse.csr_array(np.vstack([counts.toarray()[:3], np.zeros((7, counts.shape[1]))]))
    (found,) = weigh(many)
    kept = [i for i, word in enumerate(vocabulary) if 2 <= seen[i] <= 5]
    idf = np.log((1 + 10) / (1 + seen[kept])) + 1
    expected = np.where(counts.toarray()[:3][:, kept] > 0, 1.0, 0.0) * idf
    expected *= 1 + np.log(np.maximum(counts.toarray()[:3][:, kept], 1))
    expected /= np.maximum(np.linalg.norm(expected, axis=1, keepdims=True), 1e-12)
    assert np.allclose(found.toarray()[:3][:, kept], expected)


def test_sentences_are_matched_both_ways() -> None:
    rng = random(4)
    vectors = rng.normal(size=(1300, 8)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    begins = np.arange(0, 1300, 2)
    sentences = Sentences(vectors, begins)
    found = match_sentences(sentences, sentences.take(np.array([3, 640])))
    for row in (0, 499, 500, 649):
        for column, other in enumerate((3, 640)):
            cosines = vectors[2 * row : 2 * row + 2] @ vectors[2 * other : 2 * other + 2].T
            expected = (cosines.max(axis=1).mean() + cosines.max(axis=0).mean()) / 2
            assert found[row, column] == pytest.approx(expected, abs=1e-6)


def test_others_of_a_group_are_summed_up_without_oneself() -> None:
    values = np.array([[1.0, 5], [2, 5], [6, -1], [4, -3], [3, 2], [7, -2], [7, -4]])
    groups = np.array([5, 0, 5, 2, 0, 5, 0])
    mean, most = mean_of_others(values, groups), most_of_others(values, groups)
    for row, group in enumerate(groups):
        others = values[(groups == group) & (np.arange(7) != row)]
        expected = (others.mean(axis=0), others.max(axis=0)) if len(others) else (0, 0)
        assert np.allclose(mean[row], expected[0])
        assert np.array_equal(most[row], np.broadcast_to(expected[1], 2))


def test_neighbours_stay_in_the_interview() -> None:
    values = np.arange(1.0, 6.0)[:, None]
    groups = np.array([0, 0, 1, 1, 1])
    assert neighbour(values, groups, 1).ravel().tolist() == [2, 0, 4, 5, 0]
    assert neighbour(values, groups, -2).ravel().tolist() == [0, 0, 0, 0, 3]


# --- decisions


def test_no_code_is_predicted_much_oftener_than_it_occurs() -> None:
    """A code whose probabilities are all high would be predicted everywhere without the cap."""
    rng = random(5)
    probable = rng.uniform(0.5, 1, size=(200, 4))
    truth = np.zeros_like(probable)
    truth[:10, :3] = 1
    thresholds = level_thresholds(probable, truth, np.arange(200), np.zeros(4, dtype=np.int64))
    predicted = (probable >= thresholds).sum(axis=0)
    assert (predicted[:3] <= MOST_PREDICTED * 10).all() and (predicted[:3] > 0).all()
    assert predicted[3] == 0  # nobody ever coded it


def test_thresholds_do_not_differ_by_rounding() -> None:
    random = np.random.default_rng(5)
    probable, kinds = random.random((200, 3)), np.zeros(3, dtype=np.int64)
    truth = np.zeros_like(probable)
    truth[random.permutation(200)[:9]] = 1
    one, two = (
        level_thresholds(chances, truth, np.arange(200), kinds)
        for chances in (probable, probable + 1e-14)
    )
    assert one.tolist() == two.tolist()


def test_measures_equal_scikit_learn() -> None:
    rng = random(7)
    truth, said = rng.random((60, 3)) < 0.3, rng.random((60, 3)) < 0.35
    counts = count(said, truth.astype(float), np.repeat(np.arange(6), 10), 6)
    whole = counts.resample(np.ones((1, 6)))
    for column in range(3):
        pair = truth[:, column], said[:, column]
        assert precision_of(whole)[0, column] == pytest.approx(precision_score(*pair))
        assert recall_of(whole)[0, column] == pytest.approx(recall_score(*pair))
        assert f1(whole)[0, column] == pytest.approx(f1_score(*pair))
        assert kappa(whole)[0, column] == pytest.approx(cohen_kappa_score(*pair))
    pooled = counts.pool(np.arange(3)).resample(np.ones((1, 6)))
    assert kappa(pooled)[0, 0] == pytest.approx(cohen_kappa_score(truth.ravel(), said.ravel()))


def test_undefined_measures_are_missing_not_zero() -> None:
    counts = count(np.zeros((4, 1), dtype=bool), np.zeros((4, 1)), np.arange(4), 4)
    bootstrap = Bootstrap(bootstrap_weights(4, 50, 1), 0.95)
    for measure in (precision_of, recall_of, f1, kappa):
        assert np.isnan(measure(counts.resample(np.ones((1, 4))))).all()
        low, high = bootstrap.interval(measure(counts.resample(bootstrap.weights)))
        assert np.isnan(low).all() and np.isnan(high).all()


def test_bootstrap_resamples_whole_interviews() -> None:
    weights = bootstrap_weights(9, 200, 3)
    assert (weights.sum(axis=1) == 9).all()
    assert weights.mean() == 1


def test_hits_among_the_first_five() -> None:
    probable = np.array([[0.9, 0.8, 0.7, 0.6, 0.5, 0.4], [0.0, 0.1, 0.2, 0.3, 0.4, 0.5]])
    coded = np.array([[1, 0, 0, 0, 0, 1], [1, 1, 0, 0, 0, 0]])
    assert hits_at(probable, coded).ravel().tolist() == [1, 1]


@pytest.mark.parametrize(("codes", "told"), [(4, False), (5, False), (6, True)])
def test_that_a_code_is_among_the_first_five_says_something_of_six_codes(
    codes: int, told: bool
) -> None:
    probable, every = np.tile(np.linspace(0.9, 0.1, codes), (3, 1)), np.arange(codes)
    half = np.full(codes, 0.5)
    prediction = Prediction(probable, probable, half, half, valence=None)  # type: ignore[arg-type]
    tree = Tree(tuple(map(str, every)), every, every, np.ones(codes, int), np.eye(codes))
    measured = measure_unseen(prediction, np.ones((3, codes)), tree, np.arange(3))
    assert np.isfinite(measured["recall at 5"]) == told
    assert np.isfinite(measured["f1"])


# --- folds, tree, valence


def test_folds_leave_whole_interviews_out() -> None:
    groups = np.repeat([3, 5, 8, 9, 11, 20, 21], [4, 1, 2, 7, 3, 3, 5])
    fold = make_folds(groups, 1)
    assert all(len(np.unique(fold[groups == group])) == 1 for group in np.unique(groups))
    assert np.unique(fold).tolist() == list(range(6))
    assert np.array_equal(fold, make_folds(groups, 1))


def test_learning_curve_always_leaves_half_out() -> None:
    samples = list(curve_samples(np.repeat(np.arange(17), 3), 1))
    assert [size for size, _ in samples] == [2, 4, 8] * 3
    for size, interviews in samples:
        assert len(set(interviews.tolist())) == size
    assert set(samples[0][1]) < set(samples[1][1]) < set(samples[2][1])


def test_tree_knows_what_is_above() -> None:
    book = Codebook("t", "1", (code("a"), code("a.b"), code("a.b.c"), code("d")))
    tree = make_tree(book)
    assert tree.below.tolist() == [[1, 1, 1, 0], [0, 1, 1, 0], [0, 0, 1, 0], [0, 0, 0, 1]]
    assert tree.inner.tolist() == [0, 1]
    assert tree.parents.tolist() == [0, 0, 1, 3]
    assert tree.domains.tolist() == [0, 0, 0, 3]


def test_the_sibling_is_the_second_below_the_same_parent() -> None:
    parents = np.array([0, 0, 0, 3, 3])  # a, a.b, a.c, d, d.e
    chances = np.array([[0.9, 0.3, 0.2, 0.8, 0.7], [0.9, 0.3, 0.01, 0.8, 0.7]])
    assert find_siblings(chances, np.array([1, 1]), parents).tolist() == [2, -1]
    assert find_siblings(chances, np.array([2, 4]), parents).tolist() == [1, -1]


def test_valence_is_the_codes_usual_one() -> None:
    book = Codebook("t", "1", (code("a", "benefit"), code("b"), code("c", "challenge")))
    seen = np.array([[0, 1, -1], [-1, 1, -1], [-1, 0, -1], [-1, 1, -1]])
    best, share = count_valences(seen, book).predict(np.array([0, 1, 2]))
    assert best.tolist() == [0, 1, 1]  # nobody coded c: what it can speak for decides
    assert 0.6 < share[1] < 0.85


# --- caution


@pytest.mark.parametrize(
    ("text", "words", "cautions"),
    [
        ("I was not ashamed of it at all.", ["ashamed"], ["negation"]),
        ("I wouldn't say I hated the tape.", ["hated"], ["negation"]),
        ("I never felt in any way ashamed.", ["ashamed"], ["negation"]),  # five words before
        ("I never felt in any one way ashamed.", ["ashamed"], []),  # six words before
        ("It didn't rain. I was ashamed of it.", ["ashamed"], []),
        ("I didn't sleep, but I was proud of the tape.", ["proud", "tape"], []),
        ("I was ashamed, never bored.", ["ashamed"], []),
        ("I would have been mortified.", ["mortified"], ["hypothetical"]),
        ("Had it been another group I'd have left.", ["group"], ["hypothetical"]),
        ("Suppose we watched the tape.", ["tape"], ["hypothetical"]),
        ("My boss thinks it does nothing for us.", ["boss"], ["reported speech"]),
        ("According to the leaflet it lasts.", ["lasts"], ["reported speech"]),
        ("She said she was angry with me.", ["angry"], []),
        ("I know it was there.", ["know"], []),
    ],
)
def test_cautions(text: str, words: list[str], cautions: list[str]) -> None:
    assert find_cautions(text, words, ENGLISH.assertion) == cautions


def test_a_negation_that_begins_the_text_is_seen():
    assert find_cautions("Not a word of anger", ["anger"], ENGLISH.assertion) == ["negation"]


def test_the_similarity_of_a_segment_has_four_decimals():
    vectors = np.array([[0.6, 0.8], [0.123456, 0.0]], dtype=np.float32)
    place, cosine = _nearest(np.array([1.0, 0.0], dtype=np.float32), vectors)
    assert (place, cosine) == (0, 0.6)
    assert _nearest(np.array([1.0, 0.0], dtype=np.float32), vectors[1:]) == (0, 0.1235)
