"""Kinds of names that real studies taught, each with invented words."""

from pathlib import Path

import pandas as pd
import pytest

from aft_themes.deidentify import apply_replacements, find_replacements
from aft_themes.deidentify.leak_gate.names import Name, names_to_check
from aft_themes.deidentify.leak_gate.own_text import is_own
from aft_themes.deidentify.leak_gate.search import find_leaks, tags_in
from aft_themes.deidentify.pipeline import _numbered, _study
from aft_themes.deidentify.recognizers.known_names import misheard, speaker_name
from aft_themes.deidentify.said_again import said_again
from aft_themes.language import load

NOBODY = pd.DataFrame(columns=["text", "kind", "replacement"])
# so that capitals tell something, and "party" is a word that the study writes small
SMALL_TALK = "I think that it was a good party, and we did it with a lot of people in the end."


def turns(*said, interviews=(), speakers=()):
    rows = [
        (
            interviews[at] if interviews else "P01",
            at + 1,
            "participant",
            speakers[at] if speakers else "P",
            None,
            None,
            words,
            "",
        )
        for at, words in enumerate(said)
    ]
    columns = ["interview", "turn", "role", "speaker", "start_s", "end_s", "text", "locator"]
    return pd.DataFrame(rows, columns=columns)


def shown(table, identifiers=NOBODY):
    found = find_replacements(table, identifiers).replacements
    for row in table.itertuples():
        here = found[(found["interview"] == row.interview) & (found["turn"] == row.turn)]
        yield apply_replacements(row.text, here.to_dict("records"))[0]


def said(*words, identifiers=NOBODY):
    return list(shown(turns(SMALL_TALK, *words), identifiers))[1:]


def waiting(*words):
    candidates = find_replacements(turns(SMALL_TALK, *words), NOBODY).candidates
    return candidates.loc[candidates["decision"] == "review", "candidate"].tolist()


@pytest.mark.parametrize(
    "words",
    [
        "Thank you, Mr. Chair, for that.",
        "Thank you, Madam Speaker, for that.",
        "Then Mr. Prime Minister, you said so.",
    ],
)
def test_who_is_spoken_to_by_an_office_is_not_named(words):
    assert said(words) == [words]


def test_a_name_after_a_title_is_still_a_name():
    assert said("Thank you, Mr. Chairdon, for that.") == ["Thank you, [CLIENT_1], for that."]


@pytest.mark.parametrize(
    "label",
    [
        "Doctor",
        "The Chair",
        "Project Manager",
        "Industrial Designer",
        "Grad A",
        "PhD B",
        "Mother",
        "Videographer/Interviewer",
        "Interviewer & Researcher",
        "Students",
        "Several Students",
        "Class",
        "Everyone",
        "ChatGPT",
        "Model",
    ],
)
def test_a_label_that_says_what_somebody_is_names_nobody(label):
    assert speaker_name(label, load("en")) == ""


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("Interviewer Ann Xelby", "Ann Xelby"),
        ("Hill", "Hill"),
        ("Nan", "Nan"),
        ("Ann M.", "Ann M."),
        ("Dr. Chairdon", "Chairdon"),
        ("Childs", "Childs"),
    ],
)
def test_a_label_with_a_name_keeps_it(label, name):
    assert speaker_name(label, load("en")) == name


def test_the_initials_of_an_area_that_is_named_are_an_organisation():
    words = said(
        "I work for the Orvane Downtown Improvement District, or ODIDX.",
        "The Orvane Downtown Improvement District is ours. Then ODID came, and ODID paid.",
    )
    assert "ODID " not in words[1]
    assert "ODIDX" in words[0]  # other letters: no initials of it


def test_what_follows_a_word_for_a_firm_is_its_name_however_it_is_written():
    assert said("I joined the game studio BlueFrosk then.") == [
        "I joined the game studio [ORGANISATION_1] then."
    ]
    assert said("I joined the thing BlueFrosk then.") == ["I joined the thing BlueFrosk then."]


def test_a_person_may_have_the_name_of_a_car():
    assert said("I met Rosk Ford there.") == ["I met [NAME_1] there."]
    assert said("We drove the Amazon Ford there.") == ["We drove the Amazon Ford there."]


def test_a_long_name_with_a_word_of_firms_waits_though_its_words_are_said():
    small = "We have software here, and party, and people, and a network."
    assert waiting(small, "It is a project of the Software People Network now.") == [
        "Software People Network"
    ]


def test_a_name_whose_space_is_lost_is_a_name():
    assert said("I thank BrunoXelbane for it.") == ["I thank [NAME_1] for it."]


@pytest.mark.parametrize("word", ["BrunoFold", "GitHubbe", "MariaDB", "PaulWay", "DataXelbane"])
def test_a_product_is_no_name_whose_space_is_lost(word):
    assert said(f"I like {word} for it.") == [f"I like {word} for it."]


def test_a_short_form_of_a_house_is_the_house():
    assert said("He studied at Ellmork College, and Ellmork was good. I left Ellmork.") == [
        "He studied at [UNIVERSITY_1], and [UNIVERSITY_1] was good. I left [UNIVERSITY_1]."
    ]


def test_a_first_name_is_no_short_form_of_a_house():
    words = said("He studied at Susan College, and Susan was good. I met Susan.")
    assert words == ["He studied at [UNIVERSITY_1], and [NAME_1] was good. I met [NAME_1]."]


LENA = pd.DataFrame([("Lena Marchetti", "person", "SUPERVISOR_1")], columns=NOBODY.columns)


def test_a_listed_first_name_with_its_surname_misspelt_is_one_person():
    assert said("Then Lena Marchetty came, and Lena Marketti.", identifiers=LENA) == [
        "Then [SUPERVISOR_1] came, and [SUPERVISOR_1]."
    ]
    candidates = find_replacements(turns(SMALL_TALK, "Then Lena Marchetty came."), LENA).candidates
    assert candidates["reasons"].tolist() == ["like a known name, but misspelt"]


def test_a_listed_first_name_with_another_surname_is_somebody_else():
    assert said("Then Lena Hobbs came.", identifiers=LENA) == ["Then [NAME_1] came."]


@pytest.mark.parametrize(
    ("word", "name", "same"),
    [
        ("marchetty", "marchetti", True),
        ("marketti", "marchetti", True),
        ("markotty", "marchetti", False),
        ("kohns", "kohms", True),  # five letters, one edit
        ("kohls", "bohns", False),
        ("berk", "berg", False),  # four letters
    ],
)
def test_a_misheard_surname_is_one_or_two_edits_away(word, name, same):
    assert misheard(word, name) == same


def test_places_with_stops_are_places():
    assert said("We work in the U.S. and the U.K. now, and in B.C.") == [
        "We work in the [PLACE_1]. and the [PLACE_2]. now, and in [PLACE_3]."
    ]
    assert said("He was in the U.S. Navy for years.") == [
        "He was in the [ORGANISATION_1] for years."
    ]


def test_a_state_that_does_what_people_do_is_a_place():
    words = "We met in China and in China. China said no, and China wants it. I saw China's plan."
    assert said(words) == [words.replace("China", "[PLACE_1]")]
    assert said("I met China. China said no. I asked China.") == [
        "I met [NAME_1]. [NAME_1] said no. I asked [NAME_1]."
    ]


@pytest.mark.parametrize("address", ["QuillFerns.com", "quill.tv/fernsy", "quillferns.ai"])
def test_an_address_may_have_capitals_or_a_short_ending(address):
    assert said(f"Find me at {address} every day.") == ["Find me at [URL_1] every day."]


@pytest.mark.parametrize("words", ["It ended.So we left.", "We use Node.js and ASP.NET there."])
def test_a_missing_space_makes_no_address(words):
    assert said(words) == [words]


def test_a_span_of_years_is_no_telephone_number():
    assert said("It is from 1998-1999 I think.") == ["It is from [DATE: 1996-2000] I think."]


def test_a_label_inside_speech_holds_a_name():
    assert said("So [Speaker: Brindlow] I think so.") == ["So [Speaker: [NAME_1]] I think so."]


@pytest.mark.parametrize(
    "words",
    [
        "The Prime Minister said so, and the Prime Minister left.",
        "We saw DANCING IN THE SNOW, and SNOW, and DANCING.",
    ],
)
def test_offices_and_titles_in_capitals_wait_for_nobody(words):
    assert said(words) == [words]
    assert not {"Prime Minister", "DANCING", "SNOW"} & set(waiting(words[: words.index(",")]))


@pytest.mark.parametrize(
    "word", ["Paracetamol", "Bisoprolol", "Lorazepam", "Zoloft", "Fexofenadine", "Amoxicillin"]
)
def test_a_medicine_is_nobody(word):
    words = f"I took {word} then, and {word} helped. I was on {word} for years."
    assert said(words) == [words]
    assert waiting(words) == []


def test_a_first_name_that_ends_like_a_medicine_is_a_name():
    assert said("I met Clement, and Clement said so.") == ["I met [NAME_1], and [NAME_1] said so."]


@pytest.mark.parametrize("people", ["Armenian", "Armenians", "Chicana", "Pilipinos"])
def test_peoples_are_nobody(people):
    words = f"We are {people} here, and the {people} said so."
    assert said(words) == [words]


@pytest.mark.parametrize("initials", ["CMO", "CISO", "W3C", "GST"])
def test_common_initials_wait_for_nobody(initials):
    assert waiting(f"He was the {initials} there, and I liked the {initials} a lot.") == []


def test_a_name_that_is_found_in_one_place_is_replaced_in_all():
    words = (
        "We worked with a company called Quill Party, and a lot of people.",
        "On the Old Quill Party Hour we talked.",
    )
    assert "Quill Party" not in " ".join(said(*words))


@pytest.mark.parametrize(
    ("label", "word"), [("DQF", "DQF"), ("Orvane Pellin", "Pellin"), ("QXLM", "QXLM")]
)
def test_a_speakers_name_is_replaced_in_somebody_elses_interview(label, word):
    table = turns(
        SMALL_TALK,
        f"So {word} said that before. {SMALL_TALK}",
        interviews=("P01", "P02"),
        speakers=(label, "P"),
    )
    found = find_replacements(table, NOBODY)
    names = names_to_check(identifiers=NOBODY, key=found.key, turns=table)
    assert not any(tags_in(shown(table), names))
    assert word not in list(shown(table))[1]


@pytest.mark.parametrize(
    ("tag", "text"),
    [("USER_NAME", "quillby came"), ("PEER", "[PEER] came"), ("SPEAKER", "[NAME_1] came")],
)
def test_the_running_users_name_is_no_name_of_the_study(tag, text):
    study = _study(turns("quillby came"), load("en"))
    spans = _numbered(said_again(study, [], [Name(text="quillby", tag=tag)]), [])
    rows = [{"start": span.start, "end": span.end, "tag": span.tag} for span in spans]
    assert apply_replacements("quillby came", rows)[0] == text


def test_a_month_is_no_speakers_surname():
    table = turns(
        SMALL_TALK,
        "We met before the May holidays.",
        interviews=("P01", "P02"),
        speakers=("Ann May", "P"),
    )
    assert list(shown(table))[1] == "We met before the May holidays."


@pytest.mark.parametrize(
    ("body", "own"),
    [
        ("labels: hill", True),
        ("themes.labels: hill", True),
        ("<td>hill</td>", True),
        ("profile: nature", True),
        ("speaker: hill", False),
        ("we saw hill there", False),
    ],
)
def test_a_value_of_a_setting_is_no_participants_name(body, own):
    word = "nature" if "nature" in body else "hill"
    at = body.index(word)
    assert is_own(body, at, at + len(word)) == own


@pytest.mark.parametrize(
    ("body", "own"),
    [
        ("neutral: 3.\n\nLong description: neutral, 3.", True),
        ("a day. Long description: neutral", False),
        ("Long stories: neutral", False),
        ("\nLong told us", False),
    ],
)
def test_a_word_of_a_label_is_no_participants_name(body, own):
    at = body.index("Long")
    assert is_own(body, at, at + len("Long")) == own


@pytest.mark.parametrize(
    ("link", "own"), [("https://doi.org", True), ("https://lake-house.org", False)]
)
def test_a_site_that_the_program_links_to_may_be_said(link, own):
    body = f"Hill, 1997. {link}/10.1000/182"
    at = body.index(link)
    assert is_own(body, at, at + len(link)) == own


def test_a_handle_is_searched_for_with_its_sign():
    names = names_to_check(identifiers=NOBODY, key={"HANDLE_1": ["@left_pad"]}, turns=turns("x"))
    assert tags_in(["ask @left_pad", "the left pad"], names) == [{"HANDLE_1"}, frozenset()]


@pytest.mark.parametrize(
    ("body", "own"),
    [
        ("the guideline itself. O\u2019Brien, B. C., Harris, I. B.", True),
        ("and then O\u2019Brien came to the door", False),
    ],
)
def test_an_author_whom_the_program_cites_may_bear_a_participants_name(body, own):
    at = body.index("O\u2019")
    assert is_own(body, at, at + len("O\u2019Brien")) == own


def test_a_measures_author_in_latex_is_no_leak_but_a_person_is(tmp_path):
    names = names_to_check(identifiers=NOBODY, key={"NAME_1": ["Cohen"]}, turns=turns("x"))
    own, told = r"Cohen\textquoteright{}s \ensuremath{\kappa} &", r"Cohen\textquoteright{}s boat"
    (tmp_path / "agreement.tex").write_text(own)
    assert find_leaks([tmp_path], names) == []
    for file, text in (("quotes.tex", told), ("quotes.html", "<p>Cohen\u2019s boat</p>")):
        (tmp_path / file).write_text(text, encoding="utf-8")
    found = {Path(leak.file).name for leak in find_leaks([tmp_path], names)}
    assert found == {"quotes.tex", "quotes.html"}
