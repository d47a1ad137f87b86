"""What a run of capitalised words is taken for: each property of it, at its edges."""

from dataclasses import replace

import pytest

from aft_themes.deidentify.leak_gate import own_text
from aft_themes.deidentify.recognizers.capitalised.candidate import Candidate
from aft_themes.deidentify.recognizers.capitalised.cues import (
    _after_article,
    _animate,
    _brand,
    _introduced,
    _label,
    _ordinary_words,
    _person_cue,
    _place_cue,
    _possessive,
    _product,
    _public_figure,
    _relation_cue,
    _surname,
    is_general,
)
from aft_themes.language import load

from .test_edges import mentioned

EN = load("en")


def candidate(name, *mentions):
    return Candidate(tuple(name.lower().split()), EN, list(mentions))


def shouted(name, *before):
    return candidate(name, *(replace(mentioned(one), shout=True) for one in before))


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("Brook Hospital", "bh"),
        ("Institute of Xelby Science", "ixs"),
        ("Hospital", ""),
        ("Brook Street", ""),  # a place
        ("Brook Xelby", ""),
    ],
)
def test_only_institutions_of_several_words_have_initials(name, initials):
    assert candidate(name, mentioned("at")).initials[:1] == ((initials,) if initials else ())


def test_initials_may_count_the_small_words_too():
    assert candidate("Institute of Xelby Science", mentioned("at")).initials == ("ixs", "ioxs")


@pytest.mark.parametrize(
    ("name", "mentions", "noun"),
    [
        ("Xelby Hospital", [mentioned("at")], "hospital"),
        ("Hospital Street", [mentioned("at")], "street"),  # the last one counts
        ("Xelby", [mentioned("at", "hospital")], "hospital"),
        ("Xelby", [mentioned("at", "hospital"), mentioned("at", "clinic"),
                   mentioned("at", "clinic")], "clinic"),
        ("Xelby", [mentioned("at", "clinic"), mentioned("at", "hospital")], "clinic"),
        ("Xelby", [mentioned("at", "and")], ""),
        ("Xelby", [replace(mentioned("at", "hospital"), title="dr")], ""),
        ("Susan", [mentioned("at", "hospital")] * 2, "hospital"),
        ("Susan", [mentioned("at", "hospital")] * 3, ""),  # she is spoken of too often
    ],
)  # fmt: skip
def test_the_noun_that_makes_a_house_or_a_place(name, mentions, noun):
    assert candidate(name, *mentions).noun == noun


@pytest.mark.parametrize(
    ("name", "mentions", "known"),
    [
        ("Boston", [mentioned("in")], True),
        ("Xelby", [mentioned("in")], False),
        ("New Boston", [mentioned("in")], True),
        ("Xelby Boston", [mentioned("in")], True),
        ("San Diego", [mentioned("in")], True),
        ("San Diego North", [mentioned("in")], True),
        ("UC-San Diego", [mentioned("in")], True),
        ("Reading", [mentioned("we were in")], True),
        ("Reading", [mentioned("we liked")], False),
        ("Green", [replace(mentioned("we liked"), among_places=True)], True),
    ],
)
def test_which_places_are_known(name, mentions, known):
    assert candidate(name, *mentions).known_place == known


@pytest.mark.parametrize(
    ("name", "mentions", "house"),
    [
        ("Xelby", [mentioned("a company called")], "company"),
        ("Xelby", [mentioned("a man called")], ""),
        ("Xelby", [mentioned("a company near")], ""),
        ("Xelby", [replace(mentioned("we met"), said_to_be="school")], "school"),
        ("Xelby", [replace(mentioned("we met"), said_to_be="school"), mentioned("a")], "school"),
        ("Xelby", [replace(mentioned("a"), said_to_be="school"), mentioned("with"),
                   mentioned("a")], ""),
        ("Xelby", [replace(mentioned("a"), said_to_be="school"), mentioned("in"),
                   mentioned("a")], "school"),
        ("Xelby", [replace(mentioned("a"), said_to_be="school"), mentioned("in"),
                   mentioned("with"), mentioned("a")], ""),
        ("Susan", [replace(mentioned("we met"), said_to_be="school")], ""),
        ("Xelby", [replace(mentioned("we met"), said_to_be="school", title="dr")], ""),
    ],
)  # fmt: skip
def test_what_people_say_a_house_is(name, mentions, house):
    assert candidate(name, *mentions).house == house


@pytest.mark.parametrize(
    ("before", "employer"),
    [
        (["i worked for"], True),
        (["i worked for", "the"], False),
        (["i worked for", "she works for", "the"], True),
        (["i waited for"], False),
    ],
)
def test_an_employer_is_mostly_spoken_of_as_one(before, employer):
    assert candidate("Xelby", *map(mentioned, before)).employer == employer
    assert not candidate("Susan", *map(mentioned, before)).employer


@pytest.mark.parametrize(
    ("name", "spelt"),
    [("k-o-b", True), ("k-o", False), ("i-i-i", False), ("k-o-bb", False), ("kob", False)],
)
def test_three_letters_or_more_with_hyphens_are_spelt(name, spelt):
    assert candidate(name).spelt == spelt
    assert shouted(name, "in").acronym != spelt


@pytest.mark.parametrize(
    ("name", "mentions", "kind"),
    [
        ("Xelby", [mentioned("we met")], "person"),
        ("Xelby", [mentioned("we stayed in")], "place"),
        ("Xelby", [mentioned("we stayed in"), mentioned("with")], "person"),
        ("Xelby", [mentioned("in"), replace(mentioned("saw"), possessive=True)], "person"),
        ("Susan", [mentioned("in")] * 2, "person"),
        ("Susan", [mentioned("in")] * 3, "place"),
        ("Charlotte", [mentioned("we like")], "place"),
        ("Charlotte", [mentioned("with")], "person"),
        ("Boston", [mentioned("with")], "place"),
        ("Boston", [mentioned("with")] * 2, "person"),
        ("New Xelby", [mentioned("we like")], "place"),
        ("Boston", [replace(mentioned("in"), title="dr")], "person"),
        ("Xelby", [mentioned("i worked for")], "organisation"),
        ("Blue Robotics", [mentioned("we like")], "organisation"),
        ("Xelby Street", [mentioned("we like")], "place"),
        ("Xelby Hospital", [mentioned("we like")], "organisation"),
        ("Xelby", [mentioned("a town called")], "place"),
        ("Xelby", [mentioned("a company called")], "organisation"),
    ],
)  # fmt: skip
def test_what_a_name_names(name, mentions, kind):
    assert candidate(name, *mentions).kind() == kind


@pytest.mark.parametrize(
    ("name", "mentions", "stem"),
    [
        ("Xelby Hospital", [mentioned("at")], "HOSPITAL"),
        ("Xelby", [mentioned("in")], "PLACE"),
        ("Xelby", [mentioned("i worked for")], "ORGANISATION"),
    ],
)
def test_the_beginning_of_a_tag(name, mentions, stem):
    assert candidate(name, *mentions).stem() == stem


@pytest.mark.parametrize(
    ("cue", "name", "mentions", "holds"),
    [
        (_surname, "Kowalski", [mentioned("a")], True),
        (_surname, "Jackson", [mentioned("a")], False),  # counted as a first name
        (_surname, "Susan Jackson", [mentioned("a")], True),
        (_surname, "Garcias", [mentioned("a")], True),
        (_surname, "Xelby", [mentioned("a")], False),
        (_person_cue, "Xelby", [mentioned("a"), mentioned("with")], True),
        (_person_cue, "Xelby", [mentioned("a")], False),
        (_place_cue, "Xelby", [mentioned("a"), mentioned("in")], True),
        (_place_cue, "Lantern", [mentioned("in")], False),
        (_possessive, "Xelby", [mentioned("a"), replace(mentioned("a"), possessive=True)], True),
        (_possessive, "Xelby", [mentioned("a")], False),
        (_animate, "Xelby", [mentioned("a"), mentioned("a", "said")], True),
        (_animate, "Xelby", [mentioned("a", "table")], False),
        (_relation_cue, "Xelby", [mentioned("my sister")], True),
        (_relation_cue, "Xelby", [mentioned("sister of")], False),
        (_product, "Xelby", [mentioned("a"), replace(mentioned("a"), mixed=True)], True),
        (_product, "Xelby", [mentioned("a")], False),
        (_product, "Xelby", [replace(mentioned("a"), mixed=True, title="dr")], False),
        (_product, "Xelby Street", [replace(mentioned("a"), mixed=True)], False),
        (_public_figure, "Freud", [mentioned("a")], True),
        (_public_figure, "Sigmund Freud", [mentioned("a")], True),
        (_public_figure, "Freud Xelby", [mentioned("a")], False),
        (_public_figure, "Freud", [replace(mentioned("a"), title="dr")], False),
        (_brand, "YouTube", [mentioned("on")], True),
        (_brand, "Xelby", [mentioned("on")], False),
        (_brand, "YouTube", [replace(mentioned("on"), title="dr")], False),
        (_brand, "YouTube Hospital", [mentioned("on")], False),
        (_brand, "Amazon Ford", [mentioned("on")], True),
        (_after_article, "Xelby", [mentioned("the")], True),
        (_after_article, "Xelby", [mentioned("the"), mentioned("we met")], False),
        (_after_article, "Xelby", [mentioned("the"), mentioned("a"), mentioned("met")], True),
        (_after_article, "Xelby Prin", [mentioned("the")], False),
        (_after_article, "Kowalski", [mentioned("the")], False),
        (_after_article, "Xelby", [mentioned("the", "hospital")], False),
        (is_general, "High School", [mentioned("at")], True),
        (is_general, "Medical Center", [mentioned("at")], True),
        (is_general, "Temple University", [mentioned("at")], False),
        (is_general, "Lantern", [mentioned("at")], False),
        (_ordinary_words, "Lantern", [mentioned("we met")], True),
        (_ordinary_words, "Xelby", [mentioned("we met")], False),
        (_ordinary_words, "Lantern", [replace(mentioned("we met"), title="dr")], False),
        (_ordinary_words, "Lantern", [replace(mentioned("we met"), asked=True)], False),
        (_ordinary_words, "Lantern", [mentioned("my sister")], False),
        (_ordinary_words, "Lantern", [mentioned("a town called")], False),
        (_ordinary_words, "Lantern", [mentioned("i worked for")], False),
        (_ordinary_words, "Lantern", [mentioned("it was published by")], True),
        (_ordinary_words, "Burning Lantern", [mentioned("i worked for")], False),
        (_ordinary_words, "Burning Lantern", [mentioned("i waited for")], True),
        (_introduced, "Lantern", [mentioned("oh that's"),
                                  replace(mentioned(""), called=True)], True),
        (_introduced, "Lantern", [mentioned("oh that's")], False),
        (_introduced, "Lantern", [replace(mentioned(""), called=True)], False),
    ],
)  # fmt: skip
def test_when_a_cue_holds(cue, name, mentions, holds):
    assert bool(cue(candidate(name, *mentions))) == holds


@pytest.mark.parametrize(
    ("after", "label"),
    [
        (["robot"], True),
        (["robot", ""], False),
        (["robot", "plots", ""], True),
        (["said"], False),
        (["and"], False),
    ],
)
def test_initials_are_a_label_where_they_mostly_stand_before_a_word(after, label):
    found = candidate("xlby", *(replace(mentioned("the", one), shout=True) for one in after))
    assert _label(found) == label
    assert not _label(candidate("xelby", *(mentioned("the", one) for one in after)))


@pytest.mark.parametrize(
    ("found", "asked"),
    [
        (shouted("xlb", "the"), True),
        (shouted("xl", "the"), False),
        (shouted("xlbyq", "with the"), True),
        (shouted("xlbyqz", "with the"), False),
        (shouted("gold", "was"), False),
        (candidate("lantern", mentioned("danced at")), True),
        (candidate("lantern", mentioned("danced to")), True),
        (candidate("lantern", mentioned("danced near")), True),
        (candidate("lantern", mentioned("we met")), True),
        (candidate("lantern", mentioned("they played")), False),
        (candidate("lantern", replace(mentioned("we met"), numbered=True)), False),
        (candidate("lantern", mentioned("they played"), mentioned("we liked")), True),
        (candidate("lantern", mentioned("to the"), mentioned("near the")), False),
        (candidate("lantern", mentioned("to the"), mentioned("near")), True),
        (candidate("stadium", mentioned("graduated from")), True),
        (candidate("stadium", mentioned("they played")), False),
        (candidate("saddle pals", mentioned("to the")), True),
        (candidate("saddle pals", mentioned("")), False),
        (candidate("high school", mentioned("at")), False),
        (candidate("lantern", replace(mentioned("danced at"), ordinary=True)), True),
        (candidate("saddle pals", replace(mentioned("danced at"), ordinary=True)), True),
        (candidate("saddle pals", replace(mentioned("to the"), ordinary=True)), True),
        (candidate("data science", replace(mentioned("to the"), ordinary=True)), False),
        (candidate("data science day", replace(mentioned("to the"), ordinary=True)), True),
        (candidate("lantern", replace(mentioned("to the"), ordinary=True)), False),
    ],
)
def test_about_what_a_person_is_asked(found, asked):
    assert found.worth_asking() == asked


def test_reasons_name_each_cue_with_its_weight():
    found = candidate("susan xelby", replace(mentioned("my sister"), possessive=True))
    assert found.reasons() == (
        "a relation before it (+3); a first name (+2); a capital within a sentence (+1); "
        "several capitalised words (+1); no ordinary word (+1); something belongs to it (+1)"
    )
    assert found.evidence() == 9
    assert candidate("susan", mentioned(""), mentioned("saw")).reasons() == (
        "a first name (+2); a capital within a sentence (+1); no ordinary word (+1)"
    )


def test_runs_of_three_and_four_words_are_the_programs(monkeypatch):
    monkeypatch.setattr(own_text, "_texts", lambda: ["One two, three four.", "five six", "a b c"])
    grams = own_text._grams.__wrapped__()
    assert {gram for gram in grams if len(gram.split()) > 2} == {
        "One two three", "two three four", "One two three four", "a b c"
    }  # fmt: skip


@pytest.mark.parametrize(
    ("body", "own"),
    [
        ("a b Name", True),
        ("Name c d", True),
        ("b Name c", True),
        ("a Name d", False),
        ("x b Name", False),
        ("Name", False),
        ("b Name", False),
        ("Name c", False),
        ("a b " + "." * 80 + "Name", False),
    ],
)
def test_words_beside_a_name_must_be_the_programs(monkeypatch, body, own):
    grams = frozenset(["a b Name", "Name c d", "b Name c", "Name", "b Name", "Name c"])
    monkeypatch.setattr(own_text, "_grams", lambda: grams - {"Name", "b Name", "Name c"})
    at = body.index("Name")
    assert own_text.is_own(body, at, at + 4) == own
