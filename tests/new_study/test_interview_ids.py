"""Ids of interviews from names of files."""

from pathlib import Path

import pytest

from aft_themes.new_study.interview_ids import as_counted, interview_ids
from aft_themes.new_study.said_names import SaidNames


@pytest.mark.parametrize(
    ("files", "ids"),
    [
        (["P1.docx", "P10.docx"], ["P1", "P10"]),
        (["Participant 2.docx", "Participant 10.docx"], ["P02", "P10"]),
        (["Participant 007 (final).txt", "participant 8 (final).txt"], ["P07", "P08"]),
        (["Interview no 3.pdf", "Group talk 1.pdf"], ["I03", "G01"]),
        (["Interview 100.txt", "Interview 2.txt"], ["I100", "I002"]),
        # two kinds of one letter, two numbers, the same number twice, no number, no letter first
        (["Person one 1.txt", "Pilot talk 1.txt"], ["I01", "I02"]),
        (["Talk 1 of 2.txt", "Talk 2 of 2.txt"], ["I01", "I02"]),
        (["Talk no 1.txt", "Talk no 01.txt"], ["I01", "I02"]),
        (["Talk no 1.txt", "Talk.txt"], ["I01", "I02"]),
        (["(talk) no 1.txt", "(talk) no 2.txt"], ["I01", "I02"]),
        (["Zelby no 1.txt", "Zelby no 2.txt"], ["I01", "I02"]),  # a name that somebody says
        (["Interview3_Zelby.txt", "Interview10_Anna.txt"], ["I03", "I10"]),
        (["Talk 3 (Zelby).txt", "talk 7 at noon.txt"], ["I03", "I07"]),
        (["Zelby 3 a.txt", "Zelby 5 b.txt"], ["I01", "I02"]),
        (["Talk 3 Zelby.txt", "Walk 7 Anna.txt"], ["I01", "I02"]),
        (["Talk 2019 Zelby.txt", "Talk 2020 Anna.txt"], ["I01", "I02"]),
        (["Talk 3 Zelby.txt", "Talk 3 Anna.txt"], ["I01", "I02"]),
    ],
)
def test_a_number_in_a_files_name_is_its_ids(files, ids):
    assert list(interview_ids(files, SaidNames(frozenset({"zelby"}))).values()) == ids


def test_files_are_ordered_as_people_count():
    names = ["b/talk 10.txt", "b/talk 9.txt", "b/talk.txt", "a 11/x.txt", "a 2/x.txt"]
    ordered = [path.as_posix() for path in sorted(map(Path, names), key=as_counted)]
    assert ordered == ["a 2/x.txt", "a 11/x.txt", "b/talk 9.txt", "b/talk 10.txt", "b/talk.txt"]
