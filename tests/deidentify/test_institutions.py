"""Institutions: which are replaced, and which wait for a person."""

import pandas as pd
import pytest

from aft_themes.deidentify import find_replacements

NONE = pd.DataFrame(columns=["text", "kind", "replacement"])


def found(*said):
    rows = [("P01", at, "participant", "P", None, None, s, "") for at, s in enumerate(said, 1)]
    columns = ["interview", "turn", "role", "speaker", "start_s", "end_s", "text", "locator"]
    return find_replacements(pd.DataFrame(rows, columns=columns), NONE)


def replaced(*said):
    rows = found(*said).replacements
    return [said[row.turn - 1][row.start : row.end] for row in rows.itertuples()]


def waiting(*said):
    candidates = found(*said).candidates
    return candidates.loc[candidates["decision"] == "review", "candidate"].tolist()


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Back then Comet was a small software company, and it grew.", "Comet"),
        ("She sent it to Lantern, which is a publisher in the north.", "Lantern"),
        ("We rang the publisher Lantern about it.", "Lantern"),
        ("My first book was published by Falling Lantern that year.", "Falling Lantern"),
        ("I studied at Temple University for a year.", "Temple University"),
        ("He was in the U.S. Navy for four years.", "U.S. Navy"),
        (
            "I work with the Brook Land Trust and Development Corporation now.",
            "Brook Land Trust and Development Corporation",
        ),
        ("It is spelt B-O-B-K-O, with a K.", "B-O-B-K-O"),
        # what churches and schools are dedicated to
        ("I went to Our Lady of the Thimble University for a year.",
         "Our Lady of the Thimble University"),
        ("Then he was at Our Lady of Sorrows.", "Our Lady of Sorrows"),
        ("He taught at Sacred Heart for years.", "Sacred Heart"),
        ("We were married at First Baptist then.", "First Baptist"),
        ("My son goes to Xelby Methodist now.", "Xelby Methodist"),
        ("The men of the Xelby coal company knew nothing.", "Xelby coal company"),
        ("She worked in the Quorling textile mills then.", "Quorling"),
        # two names that share a noun
        ("We built the Larch and Thimble Libraries.", "Larch and Thimble Libraries"),
        ("They serve Larch and Thimble Counties.", "Larch and Thimble Counties"),
        ("My father owned the News Herald for years.", "News Herald"),
        ("It is called Thimble LLC by now.", "Thimble LLC"),
        # a group whose initials are said, too
        ("I joined the Quick Lantern Hub, or QLH, and the QLH paid me.", "Quick Lantern Hub"),
    ],
)  # fmt: skip
def test_an_institution_is_replaced_for_what_is_said_of_it(said, name):
    assert name in replaced(said)


@pytest.mark.parametrize(
    "said",
    [
        "I believe in the Holy Spirit and the Sacred Heart.",
        "We saw Public and Private Schools.",
        "The Quick Lantern Hub was what we called it.",
        "We use Cognitive Based Therapy, or CBT, there.",
        "It is hard in SaaS, and for a SaaS company.",
        "He was chairman of Political Science, and she taught Urban Studies.",
        "We studied the Roman Empire and the Civil Rights Movement.",
        "He went to pursue college, and to a ninth grade school.",
    ],
)
def test_what_only_looks_like_such_a_house_stays(said):
    assert replaced(said) == []


def test_who_presides_is_a_person_though_the_surname_is_a_wards():
    rows = found("She asked President Susan Ward about it.").replacements
    assert rows["kind"].tolist() == ["person"]


def test_a_maiden_name_is_a_name():
    assert replaced("My name is Doris. Thimble is my maiden name.") == ["Doris", "Thimble"]


def test_the_beginning_of_an_institutions_name_is_that_institution():
    said = (
        "I joined the Silver Saddles Riding Association.",
        "So we rode for Silver Saddles, and the Silver Saddles Summer Parade was ours.",
    )
    assert replaced(*said).count("Silver Saddles") == 2
    assert len(set(found(*said).replacements["tag"])) == 1


def test_one_word_of_a_name_is_the_workplace_in_any_interview():
    turns = pd.DataFrame(
        [
            ("P01", 1, "participant", "P", None, None, "I taught at Freedom High School.", ""),
            ("P02", 1, "participant", "Q", None, None, "I was a coach at Freedom then.", ""),
        ],
        columns=["interview", "turn", "role", "speaker", "start_s", "end_s", "text", "locator"],
    )
    assert find_replacements(turns, NONE).replacements["interview"].tolist() == ["P01", "P02"]


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("We used the QXTR robot for that.", "QXTR"),
        ("Nobody danced at Fences in those days.", "Fences"),
        ("The money went to the Saddle Pals again.", "Saddle Pals"),
        ("They hired me from Deep Robotics last year.", "Deep Robotics"),
    ],
)
def test_what_may_be_an_institution_waits_for_a_person_or_is_replaced(said, name):
    assert name in [*waiting(said), *replaced(said)]


@pytest.mark.parametrize(
    "said",
    [
        "It was GOLD, really.",  # shouted
        "We used a QX robot for that.",  # two letters
        "I-I-I do not know that, I-I-I said so.",  # stammered
        "We met at School Board every week.",  # general
        "They taught Data Science there.",  # subjects
        "We put it on GitHub at GitHub's request.",  # a brand
    ],
)
def test_what_identifies_nobody_does_not_wait(said):
    assert waiting(said) == []


def test_a_person_who_is_said_to_be_a_house_stays_a_person():
    said = ("I met Walt there.", "Then Walt wrote.", "This from Walt was a brass band to me.")
    rows = found(*said).replacements
    assert set(rows["kind"]) == {"person"}


def test_a_town_is_no_part_of_a_name_of_ordinary_words():
    said = ("We moved to Green in Ohio.", "I gave it to the Green Integer people.")
    assert replaced(*said).count("Green") == 1


@pytest.mark.parametrize(
    ("said", "links"),
    [
        ("I was in the.net world, and then.net came out, with asp.net too.", []),
        ("Then I went home.it was late.", []),
        ("Look at the.net/about or at example.org.", ["the.net/about", "example.org"]),
    ],
)
def test_a_missing_space_makes_no_web_address(said, links):
    assert replaced(said) == links


def test_where_people_study_is_a_house_if_once_said_to_be_one():
    said = (
        "I went to Grimwell after that.",
        "At Grimwell it was cold, and I stayed at Grimwell for years.",
        "Grimwell was a small school then.",
    )
    assert "person" not in set(found(*said).replacements["kind"])
