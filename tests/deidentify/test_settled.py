"""What need not wait for a person, and what is replaced without one."""

import pandas as pd
import pytest

from aft_themes.deidentify import find_replacements
from aft_themes.language import load

from .test_institutions import NONE, found, replaced, waiting


@pytest.mark.parametrize(
    "said",
    [
        "We read a book called Puzzled Lanterns that year.",  # a thing by what it is called
        "They wrote it in a language called QPLX for that.",
        "I never had a Zorvex. Nobody had a Zorvex.",  # what can be counted is nobody
        "We passed QRSX 2 last year.",  # numbered
        "The Red Bull kept us up, and the Red Cross came.",  # known to all
        "I use Photoshop, and Photoshop is all. Photoshop said so. We drove to Photoshop.",
        "And then ZQ was there, so ZQ it was.",  # two letters
        "Then the Interviewer Interviewee part began.",
    ],
)
def test_what_is_surely_no_name_does_not_wait(said):
    assert waiting(said) == []
    assert replaced(said) == []


@pytest.mark.parametrize(
    "sound",
    ["Yeahhh", "Nooo", "Truuust", "Opensource", "Disregulated", "Vampirism", "Situational"],
)
def test_a_sound_or_a_derived_word_that_begins_a_sentence_does_not_wait(sound):
    assert waiting(f"I think so. {sound}. We went on.") == []


def test_a_name_that_only_begins_sentences_waits_or_is_replaced():
    assert waiting("I think so. Zorvexel? We went on.") == ["Zorvexel"]
    assert replaced("I think so. Perkin? We went on.") == ["Perkin"]  # a rare surname


def test_initials_still_wait_where_nothing_tells_what_they_are():
    assert waiting("So we took the QRSX with us.") == ["QRSX"]


@pytest.mark.parametrize("word", ["zorvexel", "pellinor", "marchetti", "tolvane"])
def test_what_looks_like_no_word_is_none(word):
    assert not load("en").is_nearly_word(word)


def test_a_word_of_any_length_is_looked_at_in_no_time():
    assert not load("en").is_nearly_word("q" * 1_000_000)


def test_a_name_in_brackets_that_is_replaced_does_not_wait():
    assert waiting("And then [Orla] came.") == []
    assert replaced("And then [Orla] came.") == ["[Orla]"]


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("I was in a club called the Wee Badgers then.", "Wee Badgers"),
        ("The counselor at QRSX suggested it.", "QRSX"),  # a verb, no label
        ("There were ten QRSX members in the room.", "QRSX"),
        ("He was at firms like Brelt, QuickPath, BadgerSoft and Zarn.", "BadgerSoft"),
        ("I have worked at BadgerSoft for two years.", "BadgerSoft"),
        ("I was still working at Thimble that year.", "Thimble"),
        ("So I work for Egghead now.", "Egghead"),
        ("I got into QRSX that year.", "QRSX"),
        ("The town pays into QRSX, and its subsidy to QRSX is large.", "QRSX"),
        ("It is the Council of Brimdale, and COB was there.", "COB"),
        ("QRSX is a fellowship, and QRSX paid.", "QRSX"),
        ("She works with Thimble for Atlanta now.", "Thimble for Atlanta"),
        ("It was Thimble, a Dutch software company, that paid.", "Thimble"),
        ("He worked for A.C. Beltane then.", "A.C. Beltane"),
        ("He met Orla Beltane Jr. there.", "Orla Beltane Jr"),
        ("My first book, which Copper Lantern published, was short.", "Copper Lantern"),
        ("It was unlike the school at Lantern and the others.", "Lantern"),
        ("We walked to Brimdale elementary school each day.", "Brimdale elementary school"),
        ("She asked at the Carefold centre about it.", "Carefold centre"),
        ("They showed it at the Northern Cattle Exposition.", "Northern Cattle Exposition"),
    ],
)
def test_an_institution_is_replaced_for_where_it_stands(said, name):
    assert name in replaced(said)


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("They are all from the Seldrin area, I think.", "Seldrin"),
        ("My parents came to Hiroshima, and we were in Hiroshima.", "Hiroshima"),
        ("We stopped between Muskrat and Grand Haven once.", "Grand Haven"),
        ("We lived on First and Pine, that is southwest.", "First and Pine"),
        ("My address? Sixty Hanover steps.", "Sixty Hanover steps"),
        ("We met at ScarbeltQuay again.", "ScarbeltQuay"),
        ("It is for the City of Fairdale to pay.", "City of Fairdale"),
        ("I grew up in Hackney, and Hackney was cheap.", "Hackney"),
    ],
)
def test_a_place_is_replaced_for_where_it_stands(said, name):
    assert name in replaced(said)


def test_an_office_before_a_stop_names_nobody():
    assert replaced("It was a job. Inspector. I said so.") == []


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Councilmember Hall. Thank you.", "Councilmember Hall"),
        ("I think Mayor Reed knows.", "Mayor Reed"),
        ("We lived on Bishop Street then.", "Bishop Street"),
    ],
)
def test_who_holds_an_office_is_a_person_and_a_street_is_none(said, name):
    spans = found(said).replacements
    kind = "place" if "Street" in name else "person"
    assert (replaced(said), spans["kind"].tolist()) == ([name], [kind])


def test_a_noun_after_a_place_that_one_is_in_is_no_part_of_it():
    assert replaced("And in Ohio school was strict.") == ["Ohio"]


def test_a_name_in_a_note_that_looks_like_a_tag_is_replaced():
    said = ("I asked Orla Beltane.", "So it was [NOTE: Probably Orla Beltane] or [CLIENT_1].")
    assert replaced(*said) == ["Orla Beltane", "Orla Beltane"]


def test_a_familys_plural_is_replaced():
    said = ("Mr. Yorvane built it.", "I was close to the Yorvanes then, the Yorvanes in block two.")
    assert replaced(*said) == ["Mr. Yorvane", "Yorvanes", "Yorvanes"]


def test_a_familys_name_is_replaced_for_its_surname():
    assert replaced("Up the hill there were the Chaffees, and the Chaffees had a shop.") == [
        "Chaffees",
        "Chaffees",
    ]


def test_a_streets_short_name_is_replaced_where_it_stands_as_a_street():
    said = (
        "I grew up on Lantern Street, near the mill.",
        "We had a shop on the corner of Lantern and Elm Street. We lit a lantern.",
    )
    assert replaced(*said) == ["Lantern Street", "Lantern", "Elm Street"]


def test_counting_aloud_is_no_number():
    assert replaced("It has one, two, three, four, five, six, seven...eight lines.") == []
    said = "Call me at five five five, oh one seven eight."
    assert replaced(said) == ["five five five, oh one seven eight"]


def test_a_shouted_word_waits_where_it_may_be_an_institution():
    assert waiting("I was with CLAY for years, and it was CLAY that paid.") == ["CLAY"]


def test_a_shouted_word_is_no_place():
    said = "And then it turns GREEN at the end, and all of it was GREEN then."
    assert replaced(said) == []
    assert waiting(said) == []


@pytest.mark.parametrize("said", ["I-I can see it.", "So we said Ohh and left.", "Th-The end."])
def test_a_stutter_or_a_drawn_out_word_is_no_name(said):
    assert replaced(said) == []
    assert waiting(said) == []


def test_a_speakers_name_that_is_a_word_is_meant_where_the_speaker_acts():
    rows = [
        (
            "P01",
            1,
            "participant",
            "Mark",
            None,
            None,
            "We mark it. Mark is here. Mark my words.",
            "",
        )
    ]
    columns = ["interview", "turn", "role", "speaker", "start_s", "end_s", "text", "locator"]
    spans = find_replacements(pd.DataFrame(rows, columns=columns), NONE).replacements
    assert spans[["start", "end"]].values.tolist() == [[12, 16]]


@pytest.mark.parametrize("said", ["It took two Java close calls.", "At First and Then we left."])
def test_what_only_looks_like_a_street_stays(said):
    assert replaced(said) == []


@pytest.mark.parametrize(
    ("said", "tag"),
    [
        ("It's the fifth of April, uh, nineteen seventy three.", "DATE: 1973, spring"),
        ("Seventeen of January, nineteen eighty seven.", "DATE: 1987, winter"),
        ("On March the 3rd, um, 1980, I think.", "DATE: 1980, spring"),
    ],
)
def test_a_date_of_birth_is_one_date_however_it_is_said(said, tag):
    assert found(said).replacements["tag"].tolist() == [tag]


def test_an_address_that_is_spelt_is_a_link():
    said = "Go to B-L-U-E-O-X.io/start for it."
    assert replaced(said) == ["B-L-U-E-O-X.io/start"]


@pytest.mark.parametrize("said", ["I worked at Microsoft.", "He had a job at Facebook, too."])
def test_a_brand_stays_even_as_an_employer(said):
    assert replaced(said) == []


@pytest.mark.parametrize("name", ["Copper Walkers", "Silver Lantern Day", "High Pockets"])
def test_several_capitals_within_a_sentence_wait_though_the_words_are_said(name):
    small = "It was copper, silver, high. Our walkers had a lantern in their pockets that day."
    assert waiting(small, f"And then we called it the {name} for years.") == [name]


def test_a_field_of_knowledge_does_not_wait():
    assert waiting("We do data science. It was a part of the Data Science then.") == []
