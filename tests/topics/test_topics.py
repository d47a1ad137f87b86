"""Topics: choice, stability, invariance, numbering, terms, what makes no topic."""

import json
import os
import runpy
import subprocess
import sys
from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import adjusted_rand_score

from aft_themes.catalog import (
    BROAD_TOPICS,
    SEGMENTS,
    TOPIC_ASSIGNMENTS,
    TOPIC_CHANGES,
    TOPIC_CHOICE,
    TOPIC_SHARES,
    TOPIC_TERMS,
    TOPICS,
)
from aft_themes.io.parquet import write_frame
from aft_themes.language.english import ENGLISH
from aft_themes.settings import Settings, check_settings
from aft_themes.topics import (
    FOUND,
    NOT_STABLE,
    TopicResult,
    find_topics,
    fingerprint,
    keep_terms,
    terms_before,
)
from aft_themes.topics import documents as corpus
from aft_themes.topics.clustering import assign, centres, find_spread, memberships, partition
from aft_themes.topics.debiasing import make_neutral
from aft_themes.topics.describe import (
    flags,
    foremost_question,
    representatives,
    topic_stability,
)
from aft_themes.topics.matching import list_changes, number_topics
from aft_themes.topics.selection import (
    adjusted_rand,
    best_jaccard,
    choose_number,
    information,
    numbers_to_try,
    share_held,
)
from aft_themes.topics.smoothing import make_space
from aft_themes.topics.term_lift import leave_out, term_lifts
from aft_themes.topics.terms import coherence, drop_redundant_terms
from aft_themes.topics.vocabulary import find_names, find_terms
from aft_themes.workflow.rule_files import RuleFiles

SCRIPT = Path(__file__).parents[2] / "scripts" / "find_topics.py"

CONTRACTS = {
    "topics": TOPICS,
    "assignments": TOPIC_ASSIGNMENTS,
    "shares": TOPIC_SHARES,
    "terms": TOPIC_TERMS,
    "choice": TOPIC_CHOICE,
    "changes": TOPIC_CHANGES,
    "broad": BROAD_TOPICS,
}
THEMES = {
    "tape": "tape camera recording video rewind watched screen nodding".split(),
    "breath": "breathing mindful cushion bell shoulders silent calm floor".split(),
    "roles": "role chair rehearsed acted improvised partner pretend scene".split(),
    "rupture": "angry withdrew apologised rupture repaired tension missed hurt".split(),
    "group": "peers group colleagues trusted shared safe supported together".split(),
}
Study = tuple[pd.DataFrame, np.ndarray, np.ndarray]


def make_study(
    per_theme: int = 4,
    interviews: int = 10,
    spread: float = 0.5,
    seed: int = 1,
    themes: dict[str, list[str]] = THEMES,
) -> Study:
    """Segments whose words and vectors follow a theme; interviews differ a little."""
    random = np.random.default_rng(seed)
    axes = random.standard_normal((len(themes), 60))
    rows, vectors, truth = [], [], []
    for i in range(interviews):
        own = 0.2 * random.standard_normal(60)
        for turn, theme in enumerate(np.repeat(range(len(themes)), per_theme), start=1):
            words = random.permutation(list(themes.values())[theme])[:5]
            text = f"And so we were {' and '.join(words)} then, {i} and {turn}, you know."
            rows.append(segment(f"P{i:02d}", turn, text))
            vectors.append(axes[theme] + own + spread * random.standard_normal(60))
            truth.append(theme)
    values = np.array(vectors, dtype=np.float32)
    frame = pd.DataFrame(rows)
    return frame, values / np.linalg.norm(values, axis=1, keepdims=True), np.array(truth)


def segment(interview: str, turn: int, spoken: str, question: str = "Go on.") -> dict[str, Any]:
    return {
        "segment_id": f"{interview}.{turn:03d}.1",
        "interview": interview,
        "participant": interview,
        "turn": turn,
        "part": 1,
        "start": 0,
        "end": len(spoken),
        "clean_start": 0,
        "clean_end": len(spoken),
        "text": spoken,
        "spoken": spoken,
        "question": question,
        "words": len(spoken.split()),
        "position": 0.5,
    }


def settings(**topics: Any) -> Settings:
    return Settings.model_validate({"topics": {"max_topics": 8, **topics}})


def dump(result: TopicResult, folder: Path) -> dict[str, bytes]:
    files = {}
    for name, rule in CONTRACTS.items():
        path = folder / f"{name}.parquet"
        write_frame(getattr(result, name), path, rule)
        files[name] = path.read_bytes()
    return files


@pytest.fixture(scope="module")
def study() -> Study:
    return make_study()


@pytest.fixture(scope="module")
def found(study: Study) -> TopicResult:
    return find_topics(study[0], study[1], settings())


def test_known_themes_are_found_and_counted(study: Study, found: TopicResult) -> None:
    assert found.status == FOUND
    assert found.choice.loc[found.choice["chosen"], "number"].tolist() == [5]
    labels = found.assignments.set_index("segment_id")["topic"].loc[study[0]["segment_id"]]
    assert adjusted_rand_score(study[2], labels) == 1
    assert found.topics["segments"].tolist() == [40] * 5
    assert found.topics["participants"].tolist() == [10] * 5
    assert (found.topics["stability"] > 0.95).all()


def test_terms_are_those_of_the_theme(study: Study, found: TopicResult) -> None:
    labels = found.assignments.set_index("segment_id")["topic"].loc[study[0]["segment_id"]]
    for topic in found.topics.itertuples():
        (theme,) = set(study[2][labels.to_numpy() == topic.topic])
        words = {word for term in topic.terms for word in term.split()}
        assert words <= set(list(THEMES.values())[theme])
        assert topic.label == " / ".join(topic.terms[:3])


def test_every_frame_keeps_its_contract(found: TopicResult, tmp_path: Path) -> None:
    assert {field.name for field in fields(TopicResult)} == {*CONTRACTS, "status", "reason"}
    assert len(dump(found, tmp_path)) == len(CONTRACTS)


def test_representatives_come_from_different_participants(found: TopicResult) -> None:
    for topic in found.topics.itertuples():
        assert len({name[:3] for name in topic.representative}) == len(topic.representative) == 5
        own = found.assignments.loc[found.assignments["topic"] == topic.topic, "segment_id"]
        assert set(topic.representative) <= set(own)


def test_quotes_are_near_and_bear_the_terms() -> None:
    """Of the closer half the one with most terms; far ones and short ones only fill up."""
    words = [20, 20, 20, 20, 5]
    frame = pd.DataFrame([segment(f"P{i}", 1, "word " * n) for i, n in enumerate(words)])
    closeness, borne = np.array([0.9, 0.8, 0.7, 0.1, 1.0]), np.array([0, 2, 1, 9, 9])
    assert [name[:2] for name in representatives(frame, closeness, borne)] == [
        "P1",
        "P0",
        "P2",
        "P3",
        "P4",
    ]


def test_shares_add_up(found: TopicResult) -> None:
    assert found.shares.groupby("participant")["share"].sum().round(4).eq(1).all()
    assert len(found.shares) == 5 * 10


def test_row_order_changes_no_byte(study: Study, found: TopicResult, tmp_path: Path) -> None:
    order = np.random.default_rng(3).permutation(len(study[0]))
    again = find_topics(study[0].iloc[order], study[1][order], settings())
    assert dump(again, tmp_path / "again") == dump(found, tmp_path / "found")


def test_a_hair_of_difference_in_vectors_moves_no_segment() -> None:
    """Vectors of few different cosines: at each edge many neighbours are equally near.

    A hair decides which of them are averaged. Were neighbours counted alike, each of these
    divisions would change.
    """
    random = np.random.default_rng(0)
    axes, theme = random.choice([-1, 1], (5, 32)), np.arange(150) % 5
    flipped = np.where(random.random((150, 32)) < 0.25, -1, 1)
    vectors, people = (axes[theme] * flipped / 32**0.5).astype(np.float32), np.arange(150) // 15
    found = partition(make_space(vectors, people), range(3, 9))
    for seed in range(3):
        noise = np.random.default_rng(seed).uniform(-3e-7, 3e-7, vectors.shape)
        again = partition(make_space(vectors + noise.astype(np.float32), people), range(3, 9))
        assert all(np.array_equal(again[number], found[number]) for number in found)


def find_by_script(folder: Path, out: Path) -> dict[str, bytes]:
    """Call the rule's script; give the bytes of all that it writes."""
    made = "topics broad_topics topic_assignments topic_shares topic_terms topic_choice"
    names = f"{made} topic_changes topic_status".split()
    paths = {name: out / f"{name}.parquet" for name in names}
    paths |= {"segments": folder / "segments.parquet", "vectors": folder / "vectors.npy"}
    runpy.run_path(str(SCRIPT))["main"](
        files=RuleFiles(paths),
        threads=1,
        cache=str(out / "terms"),
        history=str(out / "history.parquet"),
        settings=check_settings({"topics": {"max_topics": 6}}),
    )
    return {path.name: path.read_bytes() for path in sorted(out.iterdir())}


def test_hash_seed_threads_and_locale_change_no_byte(study: Study, tmp_path: Path) -> None:
    write_frame(study[0], tmp_path / "segments.parquet", SEGMENTS)
    np.save(tmp_path / "vectors.npy", np.pad(study[1], ((0, 0), (0, 384 - 60))))  # as MiniLM's
    out = tmp_path / "out"
    elsewhere = {"PYTHONHASHSEED": "2", "LC_ALL": "C", "TZ": "Asia/Tokyo"}
    elsewhere |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    program = (
        "import sys; from pathlib import Path; sys.path.insert(0, '.');"
        "from tests.topics.test_topics import find_by_script;"
        "find_by_script(*map(Path, sys.argv[1:]))"
    )
    command = [sys.executable, "-c", program, str(tmp_path), str(out)]
    subprocess.run(command, env=os.environ | elsewhere, check=True)
    first = {path.name: path.read_bytes() for path in sorted(out.iterdir())}
    assert len(first) == 10
    # the second run also finds the history of the first
    assert find_by_script(tmp_path, out) == first


def test_structureless_vectors_give_no_topics() -> None:
    frame, vectors, _ = make_study(spread=0.5)
    random = np.random.default_rng(0).standard_normal(vectors.shape).astype(np.float32)
    random /= np.linalg.norm(random, axis=1, keepdims=True)
    result = find_topics(frame, random, settings())
    assert result.status == NOT_STABLE
    assert "better than points without topics" in result.reason
    assert result.topics.empty
    assert result.assignments.empty
    assert len(result.choice) == 5
    assert not result.choice["chosen"].any()


def test_groups_that_share_one_word_only_are_no_topics() -> None:
    """As where words are shuffled: a group has its word, which says nothing about the others."""
    frame, vectors, truth = make_study(per_theme=6, themes=dict(list(THEMES.items())[:4]))
    random = np.random.default_rng(3)
    others = THEMES["group"] + [word for theme in list(THEMES.values())[:4] for word in theme[1:]]
    frame["spoken"] = [
        f"And so we were {list(THEMES.values())[theme][0]} and "
        f"{' and '.join(random.choice(others, 5, replace=False))} then, {row}, you know."
        for row, theme in enumerate(truth)
    ]
    result = find_topics(frame, vectors, settings(min_topics=4, max_topics=4))
    assert (result.choice["good"] >= 2).all() and (result.choice["good_share"] >= 0.5).all()
    assert result.status == NOT_STABLE
    assert "shuffled words" in result.reason


def test_equal_vectors_give_no_topics(study: Study) -> None:
    same = np.tile(study[1][:1], (len(study[0]), 1))
    assert find_topics(study[0], same, settings()).reason == "All segments say the same."


@pytest.mark.parametrize(
    ("interviews", "per_theme", "reason"),
    [(3, 4, "3 participants"), (10, 1, "50 different segments"), (0, 0, "0 participants")],
)
def test_a_small_study_gets_a_clear_answer(
    interviews: int, per_theme: int, reason: str, tmp_path: Path
) -> None:
    frame, vectors, _ = make_study(max(per_theme, 1), max(interviews, 1))
    rows = slice(0, interviews * per_theme * 5)
    result = find_topics(frame.iloc[rows], vectors[rows], settings())
    assert result.status == NOT_STABLE
    assert reason in result.reason
    dump(result, tmp_path)  # empty frames keep their contracts too


def test_what_only_one_person_says_is_no_vocabulary(study: Study) -> None:
    frame = study[0].copy()
    frame["spoken"] = [chr(97 + i % 26) * (3 + i // 26) + " " for i in range(len(frame))]
    result = find_topics(frame.assign(words=9), study[1], settings())
    assert result.status == NOT_STABLE
    assert "3 participants" in result.reason


def test_short_empty_and_repeated_segments_make_no_topic(study: Study) -> None:
    frame, vectors, _ = study
    extra = [segment("P00", 900 + i, text) for i, text in enumerate(["", "Yeah.", "Mm-hm. Right."])]
    extra += [segment(f"P{i:02d}", 950, frame["spoken"][0].upper()) for i in range(10)]
    axis = np.zeros((len(extra), 60), dtype=np.float32)
    axis[:, 0] = 1  # far from all themes, so that these would make a topic of their own
    result = find_topics(
        pd.concat([frame, pd.DataFrame(extra)]), np.concatenate([vectors, axis]), settings()
    )
    assert result.choice.loc[result.choice["chosen"], "number"].tolist() == [5]
    assigned = set(result.assignments["segment_id"])
    assert not {row["segment_id"] for row in extra[:3]} & assigned
    assert {row["segment_id"] for row in extra[3:]} <= assigned  # repetitions join the nearest
    assert len(assigned) == len(frame) + 10


def test_neither_manner_nor_pronouns_make_topics() -> None:
    """Whether a man or a woman is spoken of, and who speaks, moves vectors more than the theme."""
    frame, vectors, truth = make_study()
    random = np.random.default_rng(7)
    woman = random.random(len(frame)) < 0.5
    axis, own = random.standard_normal(60), random.standard_normal((10, 60))
    told = np.where(woman, " She and her sister.", " He and his brother.")
    frame["spoken"] = frame["spoken"] + told
    moved = 12 * vectors + 2 * np.where(woman, 1, -1)[:, None] * axis
    moved += 2 * np.repeat(own, len(frame) // 10, axis=0)
    moved = (moved / np.linalg.norm(moved, axis=1, keepdims=True)).astype(np.float32)
    nouns = frame.assign(
        spoken=frame["spoken"].str.replace(r"\b(She|her|He|his)\b", "", regex=True)
    )
    for segments, least, most in ((frame, 0.95, 1), (nouns, 0, 0.9)):
        found = find_topics(segments, moved, settings(number=5)).assignments
        labels = found.set_index("segment_id")["topic"].reindex(frame["segment_id"]).fillna(-1)
        assert least <= adjusted_rand_score(truth, labels) <= most


def make_own_subjects(others: int) -> Study:
    """Fifteen interviews, each of which speaks of one theme, and little of the four others."""
    frame, vectors, truth = make_study(per_theme=24, interviews=15, spread=1.5)
    person = np.unique(frame["interview"], return_inverse=True)[1]
    nth = frame.groupby(["interview", truth]).cumcount().to_numpy()
    keep = (truth == person % 5) | (nth < others)
    return frame[keep].reset_index(drop=True), vectors[keep], truth[keep]


def test_what_an_interview_has_in_common_is_kept_where_each_has_its_own_subject() -> None:
    frame, vectors, truth = make_own_subjects(others=0)
    scores = []
    for own in (True, False):
        found = find_topics(frame, vectors, settings(number=5, own_subjects=own)).assignments
        labels = found.set_index("segment_id")["topic"].reindex(frame["segment_id"]).fillna(-1)
        scores.append(adjusted_rand_score(truth, labels))
    assert scores[0] > 0.95, scores
    assert scores[1] < 0.9, scores


@pytest.mark.parametrize("number", [None, 5])
def test_own_subjects_are_kept_if_topics_then_say_clearly_more(number: int | None) -> None:
    frame, vectors, _ = make_own_subjects(others=1)
    chosen = {"number": number, "min_topics": 5, "max_topics": 6}
    found = find_topics(frame, vectors, settings(**chosen))
    kept = find_topics(frame, vectors, settings(**chosen, own_subjects=True))
    pd.testing.assert_frame_equal(found.assignments, kept.assignments)
    assert found.reason.startswith(kept.reason)
    assert "topics.own_subjects: false" in found.reason


def test_own_subjects_are_left_out_if_topics_say_nothing_either_way() -> None:
    frame, vectors, _ = make_study(per_theme=4, spread=6)
    found = find_topics(frame, vectors, settings(number=5))
    without = find_topics(frame, vectors, settings(number=5, own_subjects=False))
    assert not found.choice["information"].any()
    pd.testing.assert_frame_equal(found.assignments, without.assignments)


def test_where_there_are_no_topics_own_subjects_are_named() -> None:
    frame, vectors, _ = make_own_subjects(others=0)
    found = find_topics(frame, vectors, settings(min_topics=5, max_topics=6))
    assert found.status == NOT_STABLE
    assert "topics.own_subjects: true" in found.reason


def test_own_subjects_are_left_out_if_topics_say_no_more(study: Study, found: TopicResult) -> None:
    without = find_topics(study[0], study[1], settings(own_subjects=False))
    pd.testing.assert_frame_equal(found.topics, without.topics)
    assert found.reason == without.reason


def test_a_segment_is_read_with_its_turn_and_alike_in_every_block(study: Study) -> None:
    frame = study[0].assign(turn=study[0]["turn"] // 2)
    fitted = np.arange(len(frame))
    read = make_neutral(frame, study[1], fitted, ENGLISH)
    whole = read.segments(fitted)
    some = np.array([3, 4, 17, 18, 19, 90, 150])
    np.testing.assert_allclose(read.segments(some), whole[some], atol=1e-6)
    np.testing.assert_allclose(np.linalg.norm(whole, axis=1), 1, atol=1e-5)
    alone = make_neutral(study[0], study[1], fitted, ENGLISH).segments(fitted)
    first, second = 1, 2  # one turn in the first reading, two in the other
    assert whole[first] @ whole[second] > alone[first] @ alone[second] + 0.1


def test_a_term_is_near_in_meaning_and_use(study: Study, found: TopicResult) -> None:
    """A meaning given to one word moves it to the front of its topic, and out of the others."""
    direction = study[1][study[2] == 0].mean(axis=0) - study[1].mean(axis=0)

    def embed_terms(words: list[str]) -> np.ndarray:
        vectors = np.tile(0.1 * direction, (len(words), 1)).astype(np.float32)
        vectors[[i for i, word in enumerate(words) if word == "camera"]] += 5 * direction
        return vectors

    result = find_topics(study[0], study[1], settings(), embed_terms=embed_terms)
    assert result.assignments.equals(found.assignments)
    tapes = [topic for topic in result.topics["terms"] if "camera" in list(topic)]
    assert [next(iter(topic)) for topic in tapes] == ["camera"]


def test_terms_find_their_topic_as_far_as_they_are_its_own(study: Study) -> None:
    frame, vectors, truth = study
    groups = np.unique(frame["interview"], return_inverse=True)[1]
    terms = find_terms(
        frame["spoken"].tolist(), frame["interview"].tolist(), ENGLISH, least_participants=3
    )
    parts = leave_out(terms, groups)
    assert np.array_equal(
        np.sort(np.concatenate([one.rows for one in parts])), np.arange(len(frame))
    )
    assert all(set(groups[one.rows]).isdisjoint(groups[one.others]) for one in parts)
    lifts = term_lifts(parts, truth, groups, vectors)
    np.testing.assert_allclose(lifts.values, 5)  # all, of a fifth
    some = np.flatnonzero(truth != 4)
    fewer = leave_out(terms.of(some), groups[some])
    lifts = term_lifts(fewer, truth[some], groups[some], vectors[some])
    np.testing.assert_allclose(lifts.values, 4)  # of a fourth
    chance = np.random.default_rng(0).permutation(truth)
    assert (np.abs(term_lifts(parts, chance, groups, vectors).values - 1) < 0.3).all()


def test_a_group_that_its_terms_do_not_find_is_no_topic() -> None:
    """Segments that lie together but borrow their words from all others stay without a topic."""
    frame, vectors, truth = make_study(per_theme=6)
    random = np.random.default_rng(5)
    others = [word for theme in list(THEMES.values())[:4] for word in theme]
    borrowed = [" and ".join(random.choice(others, 5, replace=False)) for _ in frame["spoken"]]
    frame["spoken"] = np.where(truth == 4, borrowed, frame["spoken"])
    result = find_topics(frame, vectors, settings(min_topics=5, max_topics=5))
    assert len(result.topics) == 4
    assert (result.topics["term_lift"] > 2).all()
    assert set(result.assignments["segment_id"]) == set(frame.loc[truth < 4, "segment_id"])
    assert "Not reported as a topic: 1, and its 60 segments stay without one." in result.reason


def test_a_number_that_is_set_is_kept_and_doubtful_topics_are_flagged() -> None:
    """The same study with topics.number: 5 shows five, and says which one its terms do not find."""
    frame, vectors, truth = make_study(per_theme=6)
    random = np.random.default_rng(5)
    others = [word for theme in list(THEMES.values())[:4] for word in theme]
    borrowed = [" and ".join(random.choice(others, 5, replace=False)) for _ in frame["spoken"]]
    frame["spoken"] = np.where(truth == 4, borrowed, frame["spoken"])
    result = find_topics(frame, vectors, settings(number=5))
    assert len(result.topics) == 5
    flagged = result.topics[result.topics["flags"].map(len) > 0].iloc[0]
    assert list(flagged["flags"]) == ["hardly found by its terms"]
    assert flagged["term_lift_low"] <= flagged["term_lift"] <= flagged["term_lift_high"]
    assert result.reason == "5 topics: set in topics.number. Flagged as doubtful: 1."


def test_eight_topics_that_are_asked_for_are_eight(study: Study) -> None:
    assert len(find_topics(study[0], study[1], settings(number=8)).topics) == 8


def test_broad_topics_hold_the_fine_ones() -> None:
    """Ten themes in five pairs: each fine topic names the broad one that holds its segments."""
    pairs = {
        f"{name}{i}": [f"{word}{'xyz'[i]}" for word in words]
        for name, words in THEMES.items()
        for i in range(2)
    }
    frame, vectors, truth = make_study(per_theme=4, interviews=12, themes=pairs)
    axes = np.random.default_rng(9).standard_normal((5, 60))
    vectors = vectors + 0.25 * axes[truth // 2]
    vectors = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    result = find_topics(frame, vectors, settings(max_topics=10))
    assert len(result.topics) == 10
    assert (result.broad["topics"] == 2).any()
    held = result.topics[result.topics["broad"] > 0]
    assert (held["broad_share"] > 0.5).all()
    assert set(held["broad"]) <= set(result.broad["broad"])
    counts = held["broad"].value_counts()
    assert counts.to_dict() == result.broad.set_index("broad")["topics"].loc[counts.index].to_dict()


def test_without_any_group_that_terms_find_there_are_no_topics() -> None:
    frame, vectors, _ = make_study(per_theme=12)
    random = np.random.default_rng(5)
    words = [word for theme in THEMES.values() for word in theme]
    frame["spoken"] = [" and ".join(random.choice(words, 8, replace=False)) for _ in range(600)]
    result = find_topics(frame, vectors, settings(own_subjects=False))
    assert (result.status, result.topics.empty) == (NOT_STABLE, True)
    assert result.reason == (
        "No number of groups has 2 or more that come back when interviews are drawn again, are "
        "found by their terms, and together hold half of the segments."
    )


def test_terms_that_say_it_again_are_dropped() -> None:
    ranked = [
        ("internship", 4.0),
        ("role", 3.0),
        ("role_play", 2.5),
        ("interns", 2.0),
        ("tape", 1.0),
    ]
    kept = [term for term, _ in drop_redundant_terms(ranked)]
    assert kept == ["internship", "role_play", "tape"]


def test_a_fixed_number_is_kept(study: Study) -> None:
    result = find_topics(study[0], study[1], settings(number=3))
    assert len(result.topics) == 3
    assert result.reason == "3 topics: set in topics.number."
    assert result.choice.loc[result.choice["chosen"], "number"].tolist() == [3]


def test_a_topic_of_one_participant_and_one_question_is_flagged() -> None:
    frame, vectors, truth = make_study(per_theme=6)
    own = (truth == 4) & (frame["interview"] != "P00").to_numpy()
    keep = ~own | (np.cumsum(own) % 9 == 0)
    frame, vectors, truth = frame[keep], vectors[keep], truth[keep]
    question = "Which colleagues in the seminar did you trust?"
    frame.loc[truth == 4, "question"] = question
    result = find_topics(frame, vectors, settings(number=5))
    flagged = result.topics[result.topics["flags"].map(len) > 0]
    assert len(flagged) == 1
    row = flagged.iloc[0]
    assert list(row["flags"]) == ["one participant", "one question"]
    assert (row["top_participant"], row["question"]) == ("P00", question)
    assert row["top_question_share"] == 1


def test_a_larger_study_is_fitted_on_a_sample(
    study: Study, found: TopicResult, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(corpus, "SAMPLE", 120)
    result = find_topics(study[0], study[1], settings(number=5))
    labels = result.assignments.set_index("segment_id")["topic"].loc[study[0]["segment_id"]]
    assert len(result.assignments) == 200
    assert adjusted_rand_score(study[2], labels) == 1
    assert result.assignments["probability"].between(1 / 5, 1).all()
    assert result.topics["segments"].sum() == 200
    assert "made from 120 segments, spread evenly over interviews" in result.reason
    assert "made from" not in found.reason


def test_a_topic_without_terms_keeps_a_number() -> None:
    before = terms_of({1: ["breath"], 2: ["tape"]})
    assert number_topics([1, 2], terms_of({1: ["tape"]}), before) == {1: 2, 2: 3}
    assert number_topics([1, 2], terms_of({}), before) == {1: 3, 2: 4}


def terms_of(topics: dict[int, list[str]]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {"topic": topic, "rank": rank, "term": term, "weight": 1 / rank}
            for topic, words in topics.items()
            for rank, term in enumerate(words, start=1)
        ],
        columns=TOPIC_TERMS.schema.names,
    )


def test_topics_keep_their_numbers() -> None:
    before = terms_of({1: ["tape", "camera"], 2: ["breath", "bell"], 3: ["old", "gone"]})
    now = terms_of({1: ["breath", "bell", "calm"], 2: ["new", "fresh"], 3: ["tape", "video"]})
    numbers = number_topics([1, 2, 3], now, before)
    assert numbers == {1: 2, 2: 4, 3: 1}
    final = now.assign(topic=now["topic"].map(numbers))
    changes = list_changes(final, before).set_index("topic")
    assert changes["change"].to_dict() == {1: "kept", 2: "kept", 3: "gone", 4: "new"}
    assert changes.loc[1, "similarity"] == pytest.approx(0.8)  # 1 / (1 + 1/4)
    assert changes.loc[3, "terms_before"] == ["old", "gone"]


def test_without_a_last_run_topics_are_numbered_by_size() -> None:
    now = terms_of({1: ["a", "b"], 2: ["c", "d"]})
    assert number_topics([1, 2], now, None) == {1: 1, 2: 2}
    assert list_changes(now, None).empty


def test_numbers_follow_the_last_run_through_a_change(study: Study, found: TopicResult) -> None:
    swapped = found.terms.assign(topic=found.terms["topic"].map({1: 5, 2: 4, 3: 3, 4: 2, 5: 1}))
    again = find_topics(study[0], study[1], settings(), previous=swapped)
    before = found.topics.set_index("topic")["label"]
    after = again.topics.set_index("topic")["label"]
    assert [after[6 - topic] for topic in range(1, 6)] == [before[t] for t in range(1, 6)]
    assert set(again.changes["change"]) == {"kept"}


def test_history_compares_the_same_input_with_the_same_run(tmp_path: Path) -> None:
    path, first, second = tmp_path / "h.parquet", terms_of({1: ["a"]}), terms_of({1: ["b"]})
    assert terms_before(path, "x") is None
    keep_terms(path, "x", first, None)
    assert terms_before(path, "x") is None  # the same input again: still a first run
    previous = terms_before(path, "y")
    assert previous is not None
    assert previous["term"].tolist() == ["a"]
    keep_terms(path, "y", second, previous)
    for _ in range(2):
        again = terms_before(path, "y")
        assert again is not None
        assert again["term"].tolist() == ["a"]
        keep_terms(path, "y", second, again)
    assert fingerprint([b"a", b"b"]) != fingerprint([b"ab", b""])


def test_words_leave_out_what_names_no_topic() -> None:
    texts = [
        "Um, she and I've watched the tapes with [CLIENT_1], you know, and Ruth's tape (pause)",
        "He's like, I don't know, the tape of Ruth; [SUPERVISOR_2]'s office, me@clinic.org",
        "Mm-hm. They watched Ruth's tape in VA offices on Tuesday, didn't they, patient's tape",
    ]
    terms = find_terms(texts, ["a", "b", "c"], ENGLISH, least_participants=2)
    assert terms.names == ("office", "tape", "watched")
    assert terms.counts.toarray().tolist() == [[0, 2, 1], [1, 1, 0], [1, 2, 1]]
    assert find_names(texts, ENGLISH) == {"ruth", "tuesday"}


def test_pairs_are_of_words_that_stand_together() -> None:
    texts = ["the role play helped"] * 3 + ["the role of the play"]
    terms = find_terms(texts, list("abcd"), ENGLISH, least_participants=3)
    assert "role_play" in terms.names
    assert terms.counts[3, terms.names.index("role_play")] == 0


def test_information_counts_what_two_draws_both_bring_back() -> None:
    """By hand: two halves say ln 2; where each comes back by half, a quarter of that."""
    halves = np.array([0.5, 0.5])
    assert information(halves, np.ones(2)) == pytest.approx(np.log(2))
    assert information(halves, np.full(2, 0.5)) == pytest.approx(np.log(2) / 4)
    quarters = np.full(4, 0.25)  # twice as much is said, but held too little
    assert information(quarters, np.full(4, 0.7)) < information(halves, np.ones(2))


def test_agreement_of_divisions_is_the_adjusted_rand_index() -> None:
    random = np.random.default_rng(2)
    for topics in (1, 2, 7):
        before, after = random.integers(topics, size=(2, 90))
        again = np.where(random.random(90) < 0.7, before, after)
        for other in (after, again, before):
            agreement = adjusted_rand(before, other, topics)
            assert agreement == adjusted_rand_score(before, other)


def test_jaccard_with_the_most_similar_topic() -> None:
    before, after = np.array([0, 0, 0, 1, 1, 2, -1]), np.array([1, 1, 0, 0, 0, -1, 0])
    found = best_jaccard(before, after, 4)
    # topic 0 {0,1,2} and 1 {0,1}: 2/3; topic 1 {3,4} and 0 {2,3,4,6}: 2/4; topic 2 and none: 0
    assert found[:3].tolist() == pytest.approx([2 / 3, 2 / 4, 0])
    assert np.isnan(found[3])
    assert topic_stability(np.array([0.5, np.nan, 1.0]))[0] == 0.75


def test_coherence_is_normalised_mutual_information() -> None:
    """By hand: p(a) = p(b) = 1/2, p(a, b) = 1/2: NPMI = ln 2 / ln 2 = 1; a and c never meet."""
    texts = ["alpha beta"] * 2 + ["gamma"] * 2
    terms = find_terms(texts, list("abab"), ENGLISH, least_participants=2)
    assert coherence(terms, ["alpha", "beta"]) == pytest.approx(1)
    assert coherence(terms, ["alpha", "gamma"]) == -1
    assert coherence(terms, ["alpha", "beta", "gamma"]) == pytest.approx(-1 / 3)


def test_numbers_that_a_study_can_bear() -> None:
    assert numbers_to_try(4, 20, 1343) == [4, 5, 6, 7, 8, 9, 10, 11, 12, 14, 16, 18, 20]
    assert numbers_to_try(4, 20, 75) == [4, 5]
    assert numbers_to_try(4, 20, 59) == []


def test_questions_in_other_words_are_one() -> None:
    questions = [
        "And how did the supervisor handle ruptures?",
        "(pause) How did your supervisor handle ruptures, [PERSON_1]?",
        "Where did you train?",
        "Mm-hm.",
    ]
    assert foremost_question(questions, ENGLISH) == (questions[0], 0.5)
    assert foremost_question(["Mm-hm.", ""], ENGLISH) == ("", 0.0)


def test_neighbours_are_sought_in_other_interviews(study: Study) -> None:
    groups = np.unique(study[0]["interview"], return_inverse=True)[1]
    space = make_space(study[1], groups)
    assert (space.neighbours[:, 0] == np.arange(len(groups))).all()
    assert (groups[space.neighbours[:, 1:]] != groups[:, None]).all()


def test_partition_of_repeated_rows_is_that_of_weights(study: Study) -> None:
    space = make_space(study[1], np.unique(study[0]["interview"], return_inverse=True)[1])
    rows = np.repeat(np.arange(len(study[0])), 2)
    labels = partition(space, [5], rows)[5]
    assert (labels[::2] == labels[1::2]).all()
    assert adjusted_rand_score(study[2], labels[::2]) == 1


def test_importing_topics_imports_no_heavy_package() -> None:
    code = (
        "import sys, json, aft_themes.topics\n"
        "import aft_themes.embeddings.encoder, aft_themes.topics.crosswalk\n"
        "heavy = 'bertopic sklearn scipy onnx onnxruntime torch nltk matplotlib umap'.split()\n"
        "print(json.dumps([name for name in heavy if name in sys.modules]))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert json.loads(done.stdout) == []


def test_probabilities_are_as_sure_as_topics_hold(study: Study) -> None:
    """With themes that run into each other, probabilities fall to the share that holds."""
    frame, vectors, _ = make_study(spread=3.0)
    result = find_topics(frame, vectors, settings(number=5))
    assert 0.3 < result.assignments["probability"].mean() < 0.95
    before, after = np.array([0, 0, 0, 1, 1, 2]), np.array([1, 1, 0, 0, 0, 0])
    assert share_held(before, after, 3) == pytest.approx(4 / 6)  # 0 with 1, 1 with 0
    points = np.random.default_rng(2).standard_normal((200, 20)) + 2 * np.eye(20)[[0, 1] * 100]
    means = centres(points, np.array([0, 1] * 100))
    labels = assign(points, means)
    for held in (0.6, 0.8, 0.95):
        own = memberships(points, means, find_spread(points, means, labels, held))
        assert own[np.arange(200), labels].mean() == pytest.approx(held, abs=1e-3)


def test_past_forms_count_with_their_verbs() -> None:
    terms = find_terms(
        ["he told me", "they tell us"] * 2, list("abcd"), ENGLISH, least_participants=3
    )
    assert terms.names == ("tell",)


GOOD = {
    "top_participant_share": 0.3,
    "participants": 3,
    "top_question_share": 0.3,
    "stability": 0.5,
    "term_lift": 1.4,
}


@pytest.mark.parametrize(
    ("change", "flagged"),
    [
        ({}, []),
        ({"stability": 0.499}, ["not stable"]),  # less than half of it comes back
        ({"term_lift": 1.399}, ["hardly found by its terms"]),
        ({"participants": 2}, ["few participants"]),  # fewer than three
        ({"top_participant_share": 1 / 3}, ["one participant"]),  # a third or more
        ({"top_question_share": 1 / 3}, ["one question"]),
    ],
)
def test_flags_at_their_limits(change, flagged):
    assert flags(GOOD | change) == flagged


def test_of_numbers_that_say_as_much_the_steadier_is_taken() -> None:
    choice = pd.DataFrame(
        {
            "number": [6, 12, 24],
            "beyond_chance": [0.9, 0.8, 0.7],
            "good": [5, 12, 20],
            "good_share": [0.8, 1.0, 1.0],
            "company": [3.0, 9.0, 9.0],
            "information": [1.8, 1.985, 2.0],  # 12 lies within a hundredth of 24, 6 does not
        }
    )
    assert choose_number(choice)[0] == 12
    assert choose_number(choice.assign(information=[1.8, 1.975, 2.0]))[0] == 24


def test_topics_must_hold_half_of_the_segments() -> None:
    row = {"number": 6, "beyond_chance": 0.3, "good": 2, "good_share": 0.5, "information": 0.5}
    row["company"] = 2.0
    assert choose_number(pd.DataFrame([row]))[0] == 6
    number, reason = choose_number(pd.DataFrame([row | {"good_share": 0.499}]))
    assert number is None
    assert "half of the segments" in reason
    number, reason = choose_number(pd.DataFrame([row | {"company": 1.99}]))
    assert number is None
    assert "shuffled words" in reason
    both = pd.DataFrame([row, row | {"number": 9, "information": 0.9, "company": 1.99}])
    assert choose_number(both)[0] == 6


def test_blanks_that_stand_for_names_are_no_terms():
    texts = ["I worked at XXXXXX XXX with xxxx on maps.", "At XXXXX XXX nobody drew maps."]
    terms = find_terms(texts, ["a", "b"], ENGLISH, least_participants=1)
    assert not [name for name in terms.names if set(name) & {"x"}]
    assert "maps" in terms.names
