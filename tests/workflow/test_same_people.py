"""Interviews that may have one participant are asked about; labels of anybody are not."""

import pandas as pd
import pytest

from aft_themes.corpus.speakers import COLUMNS
from aft_themes.io.spreadsheets import ROW
from aft_themes.workflow.same_people import say_same_people


def asked(labels, files=None, participants=None):
    ids = [f"P{number}" for number in range(1, len(labels) + 1)]
    turns = pd.DataFrame({"interview": ids, "speaker": labels, "role": "participant"})
    interviews = pd.DataFrame(
        {
            "interview": ids,
            "file": files or [f"{one}.txt" for one in ids],
            "participant": participants or ids,
        }
    )
    return say_same_people(turns, interviews, pd.DataFrame(columns=[*COLUMNS, ROW], dtype=object))


@pytest.mark.parametrize("label", ["Ina Weld", "ina weld", "K07", "Kestrel"])
def test_a_label_that_answers_in_two_files_is_asked_about(label):
    (line,) = asked(["Ina Weld" if label == "ina weld" else label, "Oda", "Per", label])
    assert line.startswith("P1.txt, P4.txt: may be of one participant")


@pytest.mark.parametrize(
    "label", ["B", "P", "P1", "Speaker 2", "SPEAKER_01", "Participant", "Interviewee", ""]
)
def test_labels_of_anybody_are_not_asked_about(label):
    assert asked([label, "Oda", "Per", label]) == []


def test_a_label_of_most_files_and_given_participants_are_not_asked_about():
    assert asked(["Guest", "Guest", "Guest", "Oda"]) == []
    assert asked(["Ina", "Oda", "Per", "Ina"], participants=["K1", "P2", "P3", "K1"]) == []


def test_names_of_files_that_count_talks_are_asked_about():
    files = ["ina part 1.txt", "oda.txt", "per.txt", "ina part 2.txt"]
    (line,) = asked(["A", "B", "C", "D"], files)
    assert line.startswith("ina part 1.txt, ina part 2.txt")
