"""Kinds of names that were missed in collections which the rules had never seen; all invented."""

import pandas as pd
import pytest

from aft_themes.deidentify import find_replacements

from .test_deidentify import turns_of
from .test_institutions import found, replaced, waiting


@pytest.mark.parametrize(
    ("said", "names"),
    [
        # a file that lost spaces
        ("We moved to NewYork that year.", ["NewYork"]),
        ("We came toBoston that year.", ["Boston"]),
        ("He wrote toString and ranDoctor there.", []),
        ("Ihave a car and Iwanted it.", []),
        ("Theres a car. Don t go.", []),
        # initials with spaces, and countries by theirs
        ("I worked at the Q R S X then, and the Q R S X paid.", ["Q R S X", "Q R S X"]),
        ("I said I I I did.", []),
        ("We lived in the US and then in the U. S. again.", ["US", "U. S"]),
        ("They asked us to go.", []),
        # roads whose names are numbers, and small nouns of roads
        ("The church on 6th Street is old.", ["6th Street"]),
        ("It was the 6th street party.", ["6th street"]),
        ("It was our 6th year.", []),
        ("I was still on Lane street then.", ["Lane street"]),
        ("Twenty-fifth and Xelby, second floor.", ["Twenty-fifth and Xelby"]),
        # families
        ("We lived beside the Lanterns' house there.", ["Lanterns"]),
        ("It was at the Beltane kids' school.", ["Beltane"]),
        ("It was the Lantern place.", ["Lantern"]),
        ("It was the house of Lantern.", []),
        ("And there were the Xelbys, and we met the Xelbys.", ["Xelbys", "Xelbys"]),
        # people in a list, whatever else their names are
        ("There were Susan, Alexa, and Emily.", ["Susan", "Alexa", "Emily"]),
        ("There were Susan, Emily, and Lantern.", ["Susan", "Emily", "Lantern"]),
        ("There were Susan, Alexa and the car.", ["Susan"]),
        # firms, countries and people of two words
        ("He went to Xelby & Prinard for it.", ["Xelby & Prinard"]),
        ("They left for South Africa then.", ["South Africa"]),
        ("We met in March of that year.", []),
        ("Now Susan Hill had the problem.", ["Susan Hill"]),
        ("We lived in Susan Hill then.", ["Susan Hill"]),
        ("Will has a picture. Will you come?", ["Will"]),
        # what a transcriber puts into brackets goes on the sentence
        ("He was at Lantern [Lantern High School] then.", ["Lantern", "[Lantern High School]"]),
        ("It included [Orla Hal] Xelbywald, who was fine.", ["[Orla Hal]", "Xelbywald"]),
        ("It was [laughter] Then we left.", []),
    ],
)  # fmt: skip
def test_what_is_replaced(said, names):
    assert replaced(said) == names


@pytest.mark.parametrize(
    ("said", "kind"), [("Now Susan Hill had it.", "person"), ("We lived in Susan Hill.", "place")]
)
def test_a_surname_that_is_a_places_noun_names_who_acts(said, kind):
    assert found(said).replacements["kind"].tolist() == [kind]


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("I met my wife in Lantern and we left.", ["Lantern"]),
        ("They played Lantern. We liked Lantern too.", ["Lantern"]),
        ("They played Lantern then.", []),
        ("We lived around Black Lantern then.", ["Black Lantern"]),
        ("The Black people there knew.", []),
        ("It was in Box 4 and in Part 3.", []),
        ("Did you go to Stadium? I graduated from Stadium.", ["Stadium"]),
        # a part of a name that is replaced leaves the rest to a person
        ("We left the United States for United Lantern Pals.", ["United Lantern Pals"]),
    ],
)  # fmt: skip
def test_what_waits_for_a_person(said, names):
    assert waiting(said) == names


def test_a_name_said_twice_keeps_a_first_word_that_begins_the_sentence():
    said = ("Silver Emanuel was full.", "Silver Emanuel wrote.")
    assert replaced(*said) == ["Silver Emanuel", "Silver Emanuel"]
    said = ("I remember Lantern Allen and his dog.", "Lantern Allen? I knew him.")
    assert replaced(*said) == ["Lantern Allen", "Lantern Allen"]
    assert replaced("Silver Emanuel was full.") == ["Emanuel"]


@pytest.mark.parametrize(
    ("said", "names"),
    [
        # surnames that recognition writes small, behind a title or a first name
        ("I saw Dr. ward, and the ward was full.", ["Dr. ward"]),
        ("I saw Mrs. king, and Dr hendricks.", ["Mrs. king", "Dr hendricks"]),
        ("We asked Susan brown about it.", ["Susan brown"]),
        ("My Dr. appointment was late, and Mr. right came.", []),
        ("We asked Susan long ago, and Susan way back.", ["Susan", "Susan"]),
        # things that bear their inventor's name
        ("We rode the Ferris wheel and used a Petri dish.", []),
        ("We met Ferris, and the Ferris wheel.", ["Ferris", "Ferris"]),
        # schools that are a number
        ("I went to State School Number One then.", ["State School Number One"]),
        ("I went to PS 118 and to Primary School 4.", ["PS 118", "Primary School 4"]),
        ("I had a PS 4 at school, and school 3 times.", []),
    ],
)
def test_kinds_of_the_twentieth_and_the_twenty_first_set(said, names):
    assert replaced(said) == names


@pytest.mark.parametrize(
    ("said", "name"),
    [("hi frank, how are you", "frank"), ("so sophia brown came in", "sophia brown")],
)
def test_names_that_are_words_are_asked_about_without_capitals(said, name):
    assert name in waiting(said)


MARKED = (
    "So that was it [BIG] and we went on with it then [HAPPY] as one does when it is late in the "
    "year [HARD] or when it rains [LONG] and nobody is there to ask about any of it [LAUGHTER]. "
)
STRESSED = "It was BIG. They were HAPPY, it was a HARD time, NEVER easy, and LONG. "


@pytest.mark.parametrize(
    ("said", "names"),
    [
        # what a transcriber puts into brackets
        ("We sang in the choir [on Pamphlet Street] then.", ["Pamphlet Street"]),
        ("I went to Xelby [County High School] then.", ["Xelby [County High School]"]),
        ("I was at Xelby [Hospital] and left.", ["Xelby [Hospital]"]),
        ("I went to Xelby [laughs] and to Xelby [County Fair Rules].", ["Xelby", "Xelby"]),
        # schools whose names end in a faith
        ("My son goes to Xelby Catholic.", ["Xelby Catholic"]),
        ("She came from Xelby Lutheran and liked it.", ["Xelby Lutheran"]),
        ("She is a Boston Catholic, and went to Boston Catholic churches.", ["Boston", "Boston"]),
        # kinds of hospitals in small letters
        ("I was at Xelby Road fever hospital then.", ["Xelby Road fever hospital"]),
        # firms and houses with words that are ordinary elsewhere
        (
            "She had courses with Holistic Management International.",
            ["Holistic Management International"],
        ),
        ("There were International Students, and International Law.", []),
        ("I went to the Alder Conservatorium of Music.", ["Alder Conservatorium of Music"]),
        ("She founded the Dry Well Project there.", ["Dry Well Project"]),
        ("He was in Boston. The Project ended. Well, Project ended.", ["Boston"]),
        # ordinary words that a writer stresses, and a house among them
        (f"{STRESSED}I was on the CASUALTY WARD with the WARD SISTERS.", []),
        (f"{STRESSED}I was at XELBY HOSPITAL in JAPAN.", ["XELBY HOSPITAL", "JAPAN"]),
        (f"{STRESSED}It is K-O-R-B-A, with a K.", ["K-O-R-B-A"]),
        (f"{STRESSED}I worked for MEND, and MEND hired me.", ["MEND", "MEND"]),
        (f"{MARKED}I was at MERCY HOSPITAL.", ["MERCY HOSPITAL"]),
        ("I was at MERCY HOSPITAL then.", ["MERCY HOSPITAL"]),
    ],
)
def test_kinds_of_the_twenty_second_set(said, names):
    assert replaced(said) == names


def test_a_network_of_students_waits():
    assert waiting("She founded the Rural Practice Students' Network then.") == [
        "Rural Practice Students' Network"
    ]


def test_stressed_words_that_look_like_a_house_wait():
    assert waiting(f"{STRESSED}I was on the CASUALTY WARD then.") == ["CASUALTY WARD"]


def test_a_first_name_that_is_a_word_and_a_surname_wait_together_without_capitals():
    assert "basil henderson" in waiting("so there basil henderson set it all out for them then")


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("Rich and I were there.", 1),
        ("Rich and Xelby were there.", 1),
        ("Rich and poor were there.", 0),
        ("Rich and full of life.", 0),
    ],
)
def test_a_speaker_whose_name_is_a_word_begins_a_sentence_with_others(said, names):
    turns = turns_of("We met Rich.", said, speaker="Rich")
    nobody = pd.DataFrame(columns=["text", "kind", "replacement"])
    spans = find_replacements(turns, nobody).replacements
    assert len(spans[(spans["turn"] == 2) & (spans["layer"] == "speaker")]) == names
