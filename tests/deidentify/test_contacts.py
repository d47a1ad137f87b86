"""Addresses, numbers and days of birth as the countries of the world write and say them."""

import pandas as pd
import pytest

from aft_themes.corpus.cleaning import clean
from aft_themes.deidentify import apply_replacements, find_replacements
from aft_themes.deidentify.leak_gate.names import names_to_check
from aft_themes.settings import DeidentifySettings

NOBODY = pd.DataFrame(columns=["text", "kind", "replacement"])


def turns_of(*said):
    rows = [
        ("P01", at, "participant", "P", None, None, text, "") for at, text in enumerate(said, 1)
    ]
    columns = ["interview", "turn", "role", "speaker", "start_s", "end_s", "text", "locator"]
    return pd.DataFrame(rows, columns=columns)


def shared(*said, dates="band"):
    turns = turns_of(*said)
    found = find_replacements(turns, NOBODY, None, DeidentifySettings(dates=dates)).replacements
    return [
        apply_replacements(clean(text).text, found[found["turn"] == at].to_dict("records"))[0]
        for at, text in enumerate(said, start=1)
    ]


@pytest.mark.parametrize(
    ("said", "tagged"),
    [
        # houses, flats and floors
        ("it was 14 Xelby Gardens, upstairs", "it was [ADDRESS_1], upstairs"),
        ("at Flat 3, 27 Xelby Terrace", "at [ADDRESS_1], [ADDRESS_2]"),
        ("at 9 Xelby Road, Flat 3, upstairs", "at [ADDRESS_1], upstairs"),
        ("at 350 Xelby Ave, 21st Floor, there", "at [ADDRESS_1], there"),
        ("at 48 Xelby Street West, there", "at [ADDRESS_1], there"),
        ("at 2 The Old Mill, Pond Lane", "at [ADDRESS_1], [STREET_1]"),
        ("at Level 2, 88 Xelby Street", "at [ADDRESS_1], [ADDRESS_2]"),
        ("on Lot 7 Xelby Road, there", "on [ADDRESS_1], there"),
        ("on Rural Route 2, Box 118 then", "on [ADDRESS_1] then"),
        ("at Private Bag X12 there", "at [ADDRESS_1] there"),
        ("in Am Alten Markt 3, 50667 Xelby", "in [ADDRESS_1], [POSTCODE_1] [NAME_1]"),
        ("at 31 Xelby Court #22, then", "at [ADDRESS_1], then"),
        ("at 5 Lantern View, Xelby", "at [ADDRESS_1], [NAME_1]"),
        ("at Xelbykade 9, upstairs", "at [ADDRESS_1], upstairs"),
        ("at Largo da Xelba 9, upstairs", "at [ADDRESS_1], upstairs"),
        ("at 95 place de Xelby, upstairs", "at [ADDRESS_1], upstairs"),
        # postcodes
        ("in Rua da Xelba 42, 5955-334 Xelby", "in [ADDRESS_1], [POSTCODE_1] [NAME_1]"),
        ("in Xelbygatan 72, 775 99 Xelby", "in [ADDRESS_1], [POSTCODE_1] [NAME_1]"),
        ("it was T81 P8K7, I think", "it was [POSTCODE_1], I think"),
        ("it was BC T1E 7E6, I think", "it was [POSTCODE_1], I think"),
        ("in 12 rue des Ormes, 75019 Xelby", "in [ADDRESS_1], [POSTCODE_1] [NAME_1]"),
        ("the postcode there is 4810 now", "the postcode there is [POSTCODE_1] now"),
        ("it was SW sixteen six JT, I think", "it was [POSTCODE_1], I think"),
        # electronic addresses
        ("M Xelby at Gmail dot com, yes", "[EMAIL_1], yes"),
        ("my email address is Kim dot Xelby at quill dot org", "my email address is [EMAIL_1]"),
        ("my Skype name is live:xelby.kim now", "my Skype name is [HANDLE_1] now"),
        ("my Discord is quietowl#4821 now", "my Discord is [HANDLE_1] now"),
        ("my email is kim.xelby@ quill.org, yes", "my email is [EMAIL_1], yes"),
        ("my email is kim_xelby@quill. nl, yes", "my email is [EMAIL_1], yes"),
        ("my email is kim at quill.edu.au, yes", "my email is [EMAIL_1], yes"),
        ("my email is kim [at] quill dot ca, yes", "my email is [EMAIL_1], yes"),
        ("write to kim at quill dot com dot au, yes", "write to [EMAIL_1], yes"),
        ("it is quill dot com slash kim, yes", "it is [URL_1], yes"),
        ("it is quill.fm slash kim, yes", "it is [URL_1], yes"),
        ("on TikTok I am xelby_64, yes", "on TikTok I am [HANDLE_1], yes"),
        # numbers
        ("plate number XE-420-LB, he", "plate number [NUMBER_1], he"),
        ("car reg 8XEL009, he", "car reg [NUMBER_1], he"),
        ("it is 0000-0002-1825-0097 there", "it is [NUMBER_1] there"),
        ("case number 2021-CV-00432 was", "case number [NUMBER_1] was"),
        ("the order reference is GB-4471-XK, he", "the order reference is [NUMBER_1], he"),
        ("the Medicare card says 1EG4-TE5-MK73, he", "the Medicare card says [NUMBER_1], he"),
        ("my badge is number 48213, he", "my badge is number [NUMBER_1], he"),
        ("prison number A1234BC, he", "prison number [NUMBER_1], he"),
        ("it is XELBY753116SM9IJ, he", "it is [NUMBER_1], he"),
        ("a blue car, BD51 SMR, left", "a blue car, [NUMBER_1], left"),
        ("a blue car, B-MA 4711, left", "a blue car, [NUMBER_1], left"),
        ("a taxi, MH 12 AB 1234, left", "a taxi, [NUMBER_1], left"),
        ("from 00:1B:44:11:3A:B7 it came", "from [NUMBER_1] it came"),
        ("oh seven seven double oh nine hundred", "[PHONE_1]"),
    ],
)
def test_forms_of_many_countries(said, tagged):
    assert shared(said) == [tagged]


@pytest.mark.parametrize(
    "said",
    ["We did level 2, then unit 5, and block 3.", "That was Level 2, Psychology and more.",
     "It was CBT-I 12 times.", "I did the GAD-7 24 times.", "It was room 12, in house 3.",
     "on 12 Monday mornings", "in Unit 5, where we met", "the order was 12, then 4711 came",
     "the church at 12, second floor", "He came as employee 100. Before that it was fine.",
     "She was student 120 Percent.",
     "We meet at noon, on TikTok I am shy.", "look at it. It is me", "he slash she is home",
     "room B12 5 is open", "from me@ home, it seems", "it was X-Y 12 there",
     "A three four B, he said"],
)  # fmt: skip
def test_what_only_looks_like_an_address_or_a_plate_stays(said):
    assert shared(said, dates="keep") == [said]


@pytest.mark.parametrize(
    ("said", "tagged"),
    [
        ("It was january 20th , 2020 , then.", "It was [DATE: 2020, winter] , then."),
        ("It was on 14 Mar 1987.", "It was on [DATE: 1987, spring]."),
        ("It was thirty first October nineteen ninety.", "It was [DATE: 1990, autumn]."),
        ("the first of October, ninety-nine, then", "the [DATE: 1999, autumn], then"),
        ("the first of May, of um, uh, nineteen ninety two", "the [DATE: 1992, spring]"),
        ("in two thousand and nineteen", "in [DATE: 2016-2020]"),
        ("It was on 20-2-1999.", "It was on [DATE: 1999, winter]."),
        ("on March the 1st, nineteen thirty-four", "on [DATE: 1934, spring]"),
        ("in nineteen twenty-nine", "in [DATE: 1926-1930]"),
        ("at nineteen thirty we ate", "at nineteen thirty we ate"),
        ("I was born on twenty-five one nineteen sixty-nine.", "I was born on [DATE: 1969]."),
        ("He lived to be 98.", "He lived to be [AGE: 90 or over]."),
        ("He was 94 when it came.", "He was [AGE: 90 or over] when it came."),
        ("She's 92 now.", "She's [AGE: 90 or over] now."),
        ("He was 92 percent sure, and it was 94.", "He was 92 percent sure, and it was 94."),
        ("we may march 3 miles in june", "we may march 3 miles in june"),
        ("My gran is 94 years old.", "My gran is [AGE: 90 or over] years old."),
        ("My ninety-three-year-old gran.", "My [AGE: 90 or over]-year-old gran."),
        ("He died at the age of 97.", "He died at the age of [AGE: 90 or over]."),
        ("Aged 91, he painted.", "Aged [AGE: 90 or over], he painted."),
        ("She turned a hundred and two.", "She turned [AGE: 90 or over]."),
        ("She is 89 years old, aged 42.", "She is 89 years old, aged 42."),
        ("It took 95 years, or 95 percent.", "It took 95 years, or 95 percent."),
    ],
)
def test_dates_and_high_ages(said, tagged):
    assert shared(said) == [tagged]


def test_ages_stay_where_dates_are_kept():
    assert shared("My gran is 94 years old.", dates="keep") == ["My gran is 94 years old."]


def test_a_high_age_is_no_name_that_outputs_must_not_hold():
    turns = turns_of("She is 101 years old.")
    key = find_replacements(turns, NOBODY).key
    assert key == {"AGE: 90 or over": ["101"]}
    names = names_to_check(identifiers=NOBODY, key=key, turns=turns)
    assert "101" not in {name.text for name in names}


@pytest.mark.parametrize(
    ("question", "answer", "tagged"),
    [
        ("And your date of birth?", "Uh, six, twelve, uh, eighty.", "Uh, [DATE]."),
        ("And when were you born?", "3 4 81, in the north.", "[DATE], in the north."),
        ("And when were you born?", "Nineteen eighty one.", "[DATE: 1981-1985]."),
        ("How many were there?", "Six, twelve, uh, eighty.", "Six, twelve, uh, eighty."),
        ("And your date of birth?", "I do not know it, two or three.", None),
    ],
)
def test_numbers_that_answer_the_question_for_a_birthday(question, answer, tagged):
    assert shared(question, answer) == [question, tagged or answer]


def test_a_number_that_may_be_a_count_is_replaced_where_it_is_called_one_and_nowhere_else():
    said = "My student number is 2500, and 2500 people came. Case number 4810, I said 4810."
    assert shared(said) == [
        "My student number is [NUMBER_1], and 2500 people came. Case number [NUMBER_2], I said "
        "[NUMBER_2]."
    ]
    turns = turns_of(said)
    names = names_to_check(
        identifiers=NOBODY, key=find_replacements(turns, NOBODY).key, turns=turns
    )
    assert {"4810", "2500"} & {name.text for name in names} == {"4810"}
