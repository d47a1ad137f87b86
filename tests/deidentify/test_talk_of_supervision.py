"""Names as people who train say them: who somebody is, who is greeted, initials, scripts."""

import pandas as pd
import pytest

from aft_themes.corpus.cleaning import clean
from aft_themes.deidentify import find_replacements
from aft_themes.deidentify.leak_gate.names import names_to_check
from aft_themes.deidentify.leak_gate.search import tags_in
from aft_themes.language import load

from .test_institutions import found, replaced, waiting

# the words are written small, too, so that their capitals alone make no names of them
SMALL = "The lantern was lit, and we talked of the sparrow and of the thimble in that story."
COLUMNS = ["text", "kind", "replacement"]


def listed(said, *names):
    identifiers = pd.DataFrame([(n, "person", f"PEER_{at}") for at, n in enumerate(names, 1)])
    identifiers.columns = COLUMNS
    rows = [("P01", 1, "participant", "P", None, None, said, "")]
    turns = pd.DataFrame(
        rows,
        columns=["interview", "turn", "role", "speaker", "start_s", "end_s", "text", "locator"],
    )
    done = find_replacements(turns, identifiers)
    text = clean(said).text
    return [text[row.start : row.end] for row in done.replacements.itertuples()], identifiers, turns


@pytest.mark.parametrize(
    "said",
    [
        "My supervisor Sparrow said that I rush.",
        "My supervisor was called Sparrow.",
        "I had a supervisor named Sparrow back then.",
        "A colleague called Sparrow sat in on it.",
        "My therapist, Sparrow, retired last year.",
        "My first mentor was Sparrow and she was kind.",
        "One of my clients, Sparrow, cried.",
        "I share an office with my colleague Sparrow.",
        "It was my supervisor Sparrow's idea.",
        "I was supervised by Sparrow for two years.",
        "I had supervision with Sparrow on Tuesdays.",
        "I asked Sparrow, my tutor, about it.",
        "A friend of mine, Sparrow, told me that.",
        "The other trainee was Sparrow.",
        "We had a trainer whose name was Sparrow.",
        "My mother-in-law Sparrow paid.",
        "My dog Sparrow barked.",
        "Hello, Sparrow.",
        "Hi Sparrow, come in.",
        "Thanks Sparrow.",
        "Good morning, Sparrow!",
        "His nickname was Sparrow.",
        "He goes by Sparrow.",
    ],
)
def test_a_word_is_a_name_where_it_is_said_who_that_is(said):
    assert replaced(said, SMALL) == ["Sparrow"]


@pytest.mark.parametrize(
    "said",
    [
        "I told my client, Breathe slowly, and she did.",
        "I told my client, Breathe.",
        "Luckily, my supervisor knew it.",
        "My supervisor Clinical Lead said no.",
        "My colleague Monday was off.",
        "My therapist was Catholic.",
        "Hi Folks, come in.",
        "Thanks, Everyone.",
        "They call it Burnout.",
        "Hello, Reader.",
        "Dear Diary.",
        "Thanks, Team.",
        "My client called Emergency.",
        "My supervisor, Actually, no.",
        "My nurse Training was long.",
        "I was on Ward 7 then.",
    ],
)
def test_a_capital_after_a_role_or_a_greeting_is_not_always_a_name(said):
    assert replaced(said, SMALL, "We breathe, and burnout is a lead.") in (
        [],
        ["Breathe"] if said.endswith("Breathe.") else [],
    )


@pytest.mark.parametrize("said", ["Hey Siri, call her.", "Our partner DigitalXelby paid."])
def test_a_brand_or_a_product_is_no_acquaintance(said):
    assert replaced(said, SMALL) == []


def test_one_colleague_among_many_mentions_of_a_word_is_a_manner_of_speech():
    said = ["We open the Sparrow, and use the Sparrow, and close the Sparrow."] * 3
    assert replaced("And our colleague Sparrow won.", *said, SMALL) == []


def test_who_is_said_before_a_list_is_said_of_all_in_it():
    said = "My peers Sparrow, Thimble and Lantern were there."
    assert replaced(said, SMALL) == ["Sparrow", "Thimble", "Lantern"]
    assert replaced("My two supervisors, Sparrow and Thimble, said no.", SMALL) == [
        "Sparrow",
        "Thimble",
    ]


@pytest.mark.parametrize(
    "said", ["Let me call her Sparrow.", "I'm Sparrow and I am new.", "I call that client Sparrow."]
)
def test_a_word_that_somebody_is_called_is_asked_about(said):
    assert replaced(said, SMALL) == []
    assert waiting(said, SMALL) == ["Sparrow"]


def test_a_question_to_somebody_begins_with_the_name():
    assert replaced("Xelby, what do you think?") == ["Xelby"]
    assert replaced("Hopefully, what do you think?") == []


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("R. H. was my supervisor then.", ["R. H"]),
        ("I talked with R.H. about it.", ["R.H"]),
        ("So, J.C., would you begin?", ["J.C"]),
        ("My client K. cried.", ["K"]),
        ("We lived in the U. K. and in the U.S. then.", ["U. K", "U.S"]),
        ("I have a B.Sc. and an M.Phil. from there.", []),
        ("It was at 9 A. M. and, P.S., I left.", []),
        ("Plan B. was better. Vitamin C. helps.", []),
    ],
)
def test_initials_with_stops_are_somebodys_where_people_speak_of_somebody(said, names):
    assert replaced(said) == names


def test_initials_that_may_be_a_section_are_asked_about():
    assert waiting("I saw R.H. in the corridor.") == ["R.H"]


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("I went to Xelby State Teachers' College then.", ["Xelby State Teachers' College"]),
        ("I was a tutor at St Orlo's. Then I left.", ["St Orlo's"]),
        ("We lived in Xelbytown, OH. It rained.", ["Xelbytown, OH"]),
        ("We lived in Xelbytown, OK?", ["Xelbytown"]),
        ("Noone came but Peter Noone.", ["Peter Noone"]),
        ("I asked the School Board Office, and the School Board.", []),
        ("I taught two UofX students then.", ["UofX"]),
        ("Major gorges and cliffs. It was Major Xelby.", ["Major Xelby"]),
        ("She founded our firm, Lantern GPS.", ["Lantern GPS"]),
        ("He had the label Lantern then.", ["Lantern"]),
        ("She is at the Rural Medicine Clinic now.", ["Rural Medicine Clinic"]),
        ("She was the Chief Medical Officer there.", []),
        ("I'm Kathleen T. from there.", ["Kathleen T"]),
        ('We called her "Xelbo" in the team.', ["Xelbo"]),
    ],
)  # fmt: skip
def test_names_are_whole(said, names):
    assert replaced(said) == names


def test_every_word_for_a_house_before_its_name_gives_an_organisation():
    for word in sorted(load("en").house_words):
        kinds = found(f"He wrote to the {word} Lantern then.").replacements["kind"].tolist()
        assert kinds == ["organisation"], word


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("She worked for a company called blue lantern and then left.", ["blue lantern"]),
        ("It was a school called thimble.", ["thimble"]),
        ("It was a company called the best.", []),
        ("It was a method called blue lantern.", []),
    ],
)
def test_what_a_house_is_called_in_small_letters_is_asked_about(said, names):
    assert waiting(said, "Here capitals tell something. We did so. I did. Yes.") == names


@pytest.mark.parametrize(
    ("said", "names"),
    [
        (("I told Xel-\nby about it.", "I met Xelby there."), ["Xel- by", "Xelby"]),
        (("I met Marga-\nret there.",), ["Marga- ret"]),
        (("I met Susan1 and Susan2.",), ["Susan1", "Susan2"]),
        (("We used Python3 in Room4, and Kampala2.",), []),
        (("To- morrow I go. Mar- hi there.",), []),
    ],
)
def test_a_line_end_or_a_number_does_not_hide_a_name(said, names):
    done = found(*said)
    cleaned = [clean(text).text for text in said]
    rows = done.replacements.itertuples()
    assert [cleaned[row.turn - 1][row.start : row.end] for row in rows] == names


ARABIC = "\u0645\u062d\u0645\u062f \u0639\u0644\u064a"
CHINESE = "\u674e\u660e"
HEBREW = "\u05d3\u05d5\u05d3"
KOREAN = "\uae40\ubbfc\uc218"
RUSSIAN = "\u0418\u0432\u0430\u043d \u041f\u0435\u0442\u0440\u043e\u0432"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (CHINESE, f"We met {CHINESE} there, and {CHINESE}\u8bf4 so."),
        (KOREAN, f"We met {KOREAN} there, and {KOREAN}\ub294 so."),
        (ARABIC, f"We met {ARABIC}, and \u0648{ARABIC} too."),
        (HEBREW, f"We met {HEBREW}, and \u05d4{HEBREW} too."),
        (RUSSIAN, f"We met {RUSSIAN}, and {RUSSIAN.upper()} too."),
    ],
)
def test_a_listed_name_in_any_script_is_replaced_and_searched_for(name, said):
    places, identifiers, turns = listed(said, name)
    assert [place.casefold() for place in places] == [name.casefold()] * 2
    names = names_to_check(identifiers=identifiers, key={}, turns=turns)
    assert tags_in([said], names) == [frozenset({"PEER_1"})]
    assert tags_in(["We met nobody there."], names) == [frozenset()]


@pytest.mark.parametrize("name", [ARABIC, CHINESE, HEBREW, KOREAN])
def test_words_in_a_script_without_capitals_are_asked_about(name):
    assert waiting(f"My supervisor is {name} and she is kind to me and to all.") == [name]


def test_an_interview_in_such_a_script_fills_no_list():
    assert waiting(f"{ARABIC} {ARABIC} {ARABIC} and so") == []


def test_listed_initials_are_found_without_their_stops():
    places, *_ = listed("Then R. H. came, R.H. left, RH said so, and rh is a factor.", "R. H.")
    assert places == ["R. H", "R.H", "RH"]


@pytest.mark.parametrize(
    "said",
    [
        "I have a degree in Physics and in Biomedical Engineering.",
        "She is the Chief Counsel, and he is the National President.",
        "Dancers go there. Managers do, too. Snd then I left.",
        "It is a Judeo-Christian idea, and Aussies like it.",
        "I got the FRACP and sat the GAMSAT then.",
        "It was for the World Health Organization, and for the United Nations.",
    ],
)
def test_subjects_posts_and_bodies_are_neither_replaced_nor_asked_about(said):
    assert replaced(said) == []
    assert waiting(said) == []


def test_countries_are_places_whatever_they_do():
    kinds = found("The United States said so, and the United States's law.").replacements["kind"]
    assert set(kinds) == {"place"}


def test_a_general_word_is_no_short_name_of_a_house():
    said = ("I studied at the University of Xelby.", "I was at University then.")
    assert replaced(*said) == ["University of Xelby"]
