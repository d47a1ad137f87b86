"""Above a set size the model learns from a part of the interviews and is applied to the rest."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from aft_themes.catalog import SUGGESTED_CODINGS, SUGGESTION_SCORES
from aft_themes.io.parquet import check
from aft_themes.language import load
from aft_themes.suggestions import COLD_START, LEAST_LISTED, CodedStudy, Suggestions
from aft_themes.suggestions.coded_study import find_sentence_begins
from aft_themes.suggestions.from_codebook import count_cues
from aft_themes.suggestions.labels import make_tree, read_labels
from aft_themes.suggestions.large_studies import LEAST_SUGGESTED, blocks, choose_learnt
from aft_themes.suggestions.model import fit
from aft_themes.suggestions.similarities import compare, compare_others
from aft_themes.suggestions.texts import read_others, read_texts
from tests.suggestions.test_suggestions import BOOK, embed_text, make_study, run

ENGLISH = load("en")
LEARNT = 84  # segments: seven of the ten interviews


@pytest.fixture(scope="module")
def study() -> CodedStudy:
    return make_study(10, 8)


def run_large(study: CodedStudy, block: int, learnt: int = LEARNT) -> Suggestions:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("aft_themes.suggestions.large_studies.MOST_LEARNT", learnt)
        patch.setattr("aft_themes.suggestions.large_studies.BLOCK", block)
        return run(study)


@pytest.fixture(scope="module")
def large(study: CodedStudy) -> Suggestions:
    return run_large(study, block=1)


def test_a_large_study_has_the_same_tables(study: CodedStudy, large: Suggestions) -> None:
    check(large.suggested, SUGGESTED_CODINGS)
    check(large.scores, SUGGESTION_SCORES)
    assert set(large.suggested["interview"]) == set(study.segments["interview"])
    assert set(large.scores["interview"]) == set(study.segments["interview"])
    by_people = large.scores.groupby("interview")["coded_interview"].all()
    assert by_people.sum() == 8, "one coded interview was not learnt from, and is still coded"
    assert set(large.scores.loc[large.scores["coded"], "interview"]) == {
        f"P{number:02d}" for number in range(1, 9)
    }
    offered = large.suggested[large.suggested["offered"] != ""]
    assert set(offered["interview"]) == {"P09", "P10"}


def test_the_right_code_comes_first_in_what_was_not_learnt(
    study: CodedStudy, large: Suggestions
) -> None:
    """Uncoded interviews say what the coded ones say."""
    whole = run(study)
    right = [
        found.suggested[(found.suggested["interview"] == "P10") & (found.suggested["rank"] == 1)]
        for found in (whole, large)
    ]
    codes = [one.set_index("segment_id")["code"] for one in right]
    same = codes[0].index.intersection(codes[1].index)
    assert len(same) >= 8
    assert (codes[0][same] == codes[1][same]).mean() >= 0.8


def test_improbable_codes_of_further_interviews_get_no_row(large: Suggestions) -> None:
    further = large.scores[(large.scores["fold"] == 0)]
    shown = further["predicted"] | further["predicted_within"] | further["coded"]
    assert (shown | (further["probability"] >= LEAST_LISTED)).all()
    listed = large.suggested[large.suggested["interview"].isin(further["interview"])]
    assert len(listed)
    assert (listed["confidence"] >= LEAST_SUGGESTED).all()


def test_bytes_do_not_depend_on_blocks_or_threads(study: CodedStudy, large: Suggestions) -> None:
    again = run_large(study, block=1000)
    for name, frame in vars(large).items():
        pd.testing.assert_frame_equal(frame, getattr(again, name), check_exact=True)


def test_a_large_study_that_nobody_coded_is_ranked_too() -> None:
    uncoded = make_study(6, 0)
    found = run_large(uncoded, block=24, learnt=30)
    whole = run(uncoded)
    check(found.suggested, SUGGESTED_CODINGS)
    assert set(found.suggested["coder"]) == {COLD_START}
    assert list(found.suggested["segment_id"].unique()) == list(
        whole.suggested["segment_id"].unique()
    )


def test_what_is_applied_is_what_was_fitted(study: CodedStudy) -> None:
    """Segments that are read as further ones get the probabilities that the fit gave them."""
    cues = count_cues(study.segments["spoken"].tolist(), BOOK)
    parts = study.segments, study.vectors, study.sentences
    texts = read_texts(*parts, BOOK, embed_text, cues, ENGLISH)
    labels = read_labels(study.segments, study.human, study.assignments, make_tree(BOOK))
    similarities = compare(texts, all_of_them=False)
    fitted = fit(texts, BOOK, labels, labels.rows, similarities=similarities)
    again = read_others(*parts, embed_text, cues, ENGLISH, texts)
    features, codebook, words = compare_others(again, similarities)
    predicted = fitted.predict(again, features, codebook)
    unseen = np.setdiff1d(np.arange(len(texts)), labels.rows)
    # .01: of what is a landmark itself, the fit leaves out a little negative spectrum
    assert np.allclose(predicted.coded[unseen], fitted.prediction.coded[unseen], atol=0.01)
    assert np.allclose(predicted.within[unseen], fitted.prediction.within[unseen], atol=0.01)
    assert np.corrcoef(predicted.coded.ravel(), fitted.prediction.coded.ravel())[0, 1] > 0.99
    words_only = similarities.views["words"].fit(
        labels.rows, texts.groups, labels.coded[labels.rows], 1
    )
    assert np.allclose(words_only.apply(features["words"])[unseen], words_only.scores[unseen])
    assert np.allclose((words - similarities.word_rows).toarray(), 0)


def test_whole_participants_are_learnt_from_and_coded_ones_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("aft_themes.suggestions.large_studies.MOST_LEARNT", 6)
    names = [f"P{number // 2:02d}" for number in range(20)]
    segments = pd.DataFrame({"interview": names, "participant": names})
    segments.loc[segments["interview"] == "P01", "participant"] = "P00"
    chosen = segments.iloc[choose_learnt(segments, 20, frozenset({"P00", "P07"}))]
    assert {"P00", "P01", "P07"} == set(chosen["interview"])
    assert len(chosen) == 6
    assert len(choose_learnt(segments.head(6), 6, frozenset())) == 6
    # with another study's interviews behind the study's own: own coded ones, then coded ones
    coded = frozenset({"P05", "P06", "P07", "P08", "P09"})
    chosen = segments.iloc[choose_learnt(segments, 14, coded)]
    assert {"P05", "P06"} < set(chosen["interview"]) < coded


def test_blocks_hold_whole_interviews(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aft_themes.suggestions.large_studies.BLOCK", 3)
    rows = np.array([1, 2, 5, 6, 7, 9])
    found = [block.tolist() for block in blocks(["a", "a", "a", "a", "b", "c"], rows)]
    assert found == [[1, 2, 5, 6], [7, 9]]
    assert not list(blocks([], rows[:0]))


def test_some_interviews_are_taken_with_their_sentences(study: CodedStudy) -> None:
    begins = find_sentence_begins(study.segments, ENGLISH)
    assert begins[-1] == len(study.sentences)
    rows = np.flatnonzero(study.segments["interview"].isin(["P02", "P10"]))
    part = study.take(rows, begins)
    assert set(part.segments["interview"]) == {"P02", "P10"}
    assert set(part.human["interview"]) == {"P02"}
    again = find_sentence_begins(part.segments, ENGLISH)
    assert again[-1] == len(part.sentences)
    last = begins[rows[-1]]
    assert np.array_equal(part.sentences[again[-2]], study.sentences[last])
