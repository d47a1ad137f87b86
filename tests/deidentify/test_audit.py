"""Audit arithmetic on a case worked by hand, quality on the labelled sample, k-anonymity."""

import time
from pathlib import Path

import pandas as pd
import pytest

from aft_themes.corpus.cleaning import clean
from aft_themes.deidentify import (
    apply_replacements,
    find_replacements,
    k_anonymity,
    load_identifiers,
)
from aft_themes.deidentify.audit import audit, load_labels, missed
from aft_themes.deidentify.leak_gate.names import names_to_check
from aft_themes.deidentify.leak_gate.search import find_leaks
from aft_themes.errors import InputError

SAMPLE = Path("data/raw/aft-sample")
LABELS = Path("data/raw/aft-sample/deidentify_labels.csv")


def turns_of(*said):
    rows = [("P01", at, "participant", "P", None, None, s, "") for at, s in enumerate(said, 1)]
    columns = ["interview", "turn", "role", "speaker", "start_s", "end_s", "text", "locator"]
    return pd.DataFrame(rows, columns=columns)


NONE = pd.DataFrame(columns=["text", "kind", "replacement"])


def test_scores_of_a_case_worked_by_hand():
    # 12 words; "Ingrid" is found twice, "Ossawin" is missed, "Quillon" is wrong
    turns = turns_of("I told Mrs. Petrakis, and Ingrid said ossawin is Ingrid's, not Quillon's.")
    labels = pd.DataFrame(
        [
            ("P01", 1, "Mrs. Petrakis", "person"),
            ("P01", 1, "Ingrid", "person"),
            ("P01", 1, "ossawin", "place"),
        ],
        columns=["interview", "turn", "text", "kind"],
    )
    found = find_replacements(turns, NONE)
    scores = audit(found, turns, labels).set_index("kind")
    person, everything = scores.loc["person"], scores.loc["all"]
    assert (person.labels, person.found, person.replaced_words, person.wrong_words) == (3, 3, 4, 1)
    assert person.recall == 1
    assert person.precision == 0.75
    assert scores.loc["place", "recall"] == 0
    assert everything.recall == 0.75
    assert everything.wrong_per_1000 == pytest.approx(1000 / 12)
    problems = missed(found, turns, labels)[["text", "problem"]].to_numpy().tolist()
    assert problems == [["ossawin", "missed"], ["Quillon", "wrong"]]


def test_what_waits_for_review_counts_apart():
    turns = turns_of("And then Bismarck. I am Dutch.", "We sat under a Rochelle lamp.")
    labels = pd.DataFrame([("P01", 1, "Dutch", "person")],
                          columns=["interview", "turn", "text", "kind"])  # fmt: skip
    scores = audit(find_replacements(turns, NONE), turns, labels).set_index("kind")
    assert scores.loc["person", ["found", "listed"]].tolist() == [0, 1]
    assert scores.loc["person", "recall_with_review"] == 1


def test_labels_are_checked(tmp_path):
    path = tmp_path / "deidentify_labels.csv"
    for row, problem in [("P01,x,Ann,person", "number"), ("P01,1,,person", "text"),
                         ("P01,1,Ann,thing", "kind")]:  # fmt: skip
        path.write_text(f"interview,turn,text,kind\n{row}\n")
        with pytest.raises(InputError, match=problem):
            load_labels(path)


@pytest.fixture(scope="module")
def sample(sample_read):
    _, turns, _ = sample_read
    identifiers = load_identifiers(SAMPLE / "identifiers.csv")
    begun = time.process_time()
    found = find_replacements(turns, identifiers)
    return turns, identifiers, found, time.process_time() - begun


def test_the_labelled_interviews_of_the_sample(sample):
    turns, _, found, seconds = sample
    labels = load_labels(LABELS)
    assert labels["interview"].nunique() == 10
    scores = audit(found, turns, labels).set_index("kind")
    assert scores.loc["direct", "recall"] >= 0.95
    assert scores.loc["direct", "recall_with_review"] >= 0.98
    assert scores.loc["date", "recall"] >= 0.95
    assert scores.loc["all", "wrong_per_1000"] <= 3
    assert seconds < 6  # about 1 s on a free core


def test_no_name_is_left_in_the_sample(sample, tmp_path):
    turns, identifiers, found, _ = sample
    names = names_to_check(identifiers=identifiers, key=found.key, turns=turns)
    rows = found.replacements.set_index(["interview", "turn"]).sort_index()
    for interview, own in turns.groupby("interview"):
        said = []
        for row in own.itertuples():
            here = (interview, row.turn)
            mine = rows.loc[[here]].to_dict("records") if here in rows.index else []
            said.append(apply_replacements(clean(row.text).text, mine)[0])
        (tmp_path / f"{interview}.txt").write_text("\n".join(said), encoding="utf-8")
    assert find_leaks([tmp_path], names) == []


def test_k_anonymity_lists_small_groups():
    people = pd.DataFrame(
        {
            "cohort": ["a", "a", "a", "b", "b", None],
            "setting": ["VA", "VA", "clinic", "VA", "VA", ""],
        }
    )
    few = k_anonymity(people, ["cohort", "setting"], 2)
    assert few.to_numpy().tolist() == [["(none)", "(none)", 1], ["a", "clinic", 1]]
    assert k_anonymity(people, ["cohort"], 1).empty
    assert k_anonymity(people, [], 5).empty
    assert k_anonymity(people, ["cohort"], 3)["participants"].tolist() == [1, 2]
    with pytest.raises(ValueError, match="attributes"):
        k_anonymity(people, ["age"], 5)
