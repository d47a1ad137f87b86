"""The small rules of de-identification, each at its edge."""

from collections import Counter

import pandas as pd
import pytest

from aft_themes.deidentify.leak_gate.names import (
    _counts,
    _found_name,
    _listed_name,
    _only_short,
    _Own,
    _untitled,
    _Words,
)
from aft_themes.deidentify.leak_gate.search import Leak, Searcher, _advice, _pattern, _places
from aft_themes.deidentify.names_beforehand import without_title
from aft_themes.deidentify.pipeline import _study
from aft_themes.deidentify.recognizers.capitalised.runs import find_mentions
from aft_themes.deidentify.recognizers.capitalised.surroundings import _addressed, _mixed
from aft_themes.deidentify.recognizers.capitalised.words import is_plain
from aft_themes.deidentify.recognizers.dates import _band_year, _century
from aft_themes.deidentify.recognizers.known_names import Known, _fold, speaker_name, variants
from aft_themes.deidentify.recognizers.phone_numbers import _counting, find_phones
from aft_themes.deidentify.recognizers.roles import _role
from aft_themes.deidentify.recognizers.spelling import plain, spellings
from aft_themes.deidentify.spans import Span, overlapping, settle
from aft_themes.deidentify.tokens import (
    Statistics,
    Turn,
    _capital_parts,
    cased_interviews,
    count,
    tokenise,
)
from aft_themes.language import load

EN = load("en")
WORDS = _Words(EN, frozenset({"comet"}))


@pytest.mark.parametrize(
    ("said", "counting"),
    [
        ("24 25 26", True),
        ("24 25", False),
        ("7 24 25 26", True),  # the number of a line, then those that are counted
        ("24 25 27", False),
        ("24 26 28", False),
        ("26 25 24", False),
    ],
)
def test_whoever_counts_gives_no_number(said, counting):
    assert _counting(said) == counting


@pytest.mark.parametrize(
    ("zone", "found"),
    [
        ("020 7946 0018", True),
        ("+44 20 7946 0018", True),
        ("212 555 0188", True),
        ("912 345 678", True),
        ("12.05.2003", False),
        ("2003-05-12", False),
    ],
)
def test_which_digits_are_a_telephone_number(zone, found):
    assert bool(list(find_phones(zone))) == found


@pytest.mark.parametrize(
    ("said", "initial"),
    [
        ("Xelby came", True), ("We saw Xelby", False), ("No. Xelby came", True),
        ('He said, "Xelby"', True), ("so (Xelby came)", True), ("well; Xelby came", True),
        ("Dr. Xelby came", False), ("dr. Xelby came", True), ("St. Xelby came", False),
        ("J. Xelby came", False), ("So did I. Xelby came", True), ("the clinic. Xelby", True),
        ("him\u2014Xelby said", False), ("him \u2014 Xelby said", True),
        ("him\u2014 Xelby said", True), ("\u2014Xelby said", True), ("him \u2014Xelby said", True),
        ("well- Xelby said", True), ("him -Xelby said", True), ("- Xelby said", True),
        ("\u2026 Xelby said", True), ("[A] Xelby said", True), ("a 5 Xelby said", False),
        ('. " Xelby said', True), ("and, Xelby said", False), ("(5) Xelby said", True),
    ],
)  # fmt: skip
def test_where_a_word_begins_a_sentence(said, initial):
    token = next(token for token in tokenise(said, EN) if token.key == "xelby")
    assert token.initial == initial


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("Anne-Marie's", [("anne-marie", True, "'s")]),
        ("Dutch-born", [("dutch", True, "")]),
        ("anti-Nixon", [("anti", False, ""), ("nixon", True, "")]),
        ("e-Mail", [("e-mail", False, "")]),
        ("PS5 1D A&M", [("a&m", True, "")]),
        ("XXXX Xx XX-XX", [("xxxx", False, ""), ("xx", False, ""), ("xx-xx", False, "")]),
        ("X", [("x", True, "")]),
    ],
)
def test_words_with_hyphens_endings_and_numbers(said, words):
    found = [(token.key, token.capital, token.ending) for token in tokenise(said, EN)]
    assert found == words


def test_only_capital_parts_of_a_word_are_a_name():
    assert _capital_parts("Anne-Marie-born-Ann") == "Anne-Marie"
    assert _capital_parts("Anne") == "Anne"


@pytest.mark.parametrize(
    ("small", "middle", "common"),
    [(0, 0, False), (1, 0, True), (1, 3, True), (1, 4, False), (2, 7, True), (2, 8, False)],
)
def test_a_word_is_common_if_it_is_small_once_in_five_times(small, middle, common):
    counts = Statistics(Counter(xelby=small), Counter(xelby=middle))
    assert counts.common("xelby", "P01") == common


@pytest.mark.parametrize(
    ("here", "small_here", "common"), [(1, False, True), (2, False, False), (2, True, True)]
)
def test_a_word_that_one_interview_only_capitalises_is_a_name_there(here, small_here, common):
    counts = Statistics(Counter(xelby=9), Counter(xelby=here))
    counts.middle_in["P01", "xelby"] = here
    if small_here:
        counts.small_in["P01"].add("xelby")
    assert counts.common("xelby", "P01") == common


def counted(*said, cased=("P01",)):
    turns = [Turn("P01", at, "participant", "P", text) for at, text in enumerate(said)]
    return count(turns, [tokenise(text, EN) for text in said], set(cased))


def test_words_that_begin_a_sentence_are_not_counted():
    found = counted("Xelby saw Xelby, and xelby.", "He met Xelby.")
    assert (found.small["xelby"], found.middle["xelby"]) == (1, 2)
    assert found.middle_in["P01", "xelby"] == 2
    assert "xelby" in found.small_in["P01"]
    assert counted("He met Xelby.", cased=()) == Statistics()


@pytest.mark.parametrize(
    ("capitals", "shouted", "small", "cased"),
    [(2, 0, 98, True), (1, 0, 99, False), (0, 50, 50, True), (0, 51, 49, False), (0, 0, 9, False)],
)
def test_capitals_tell_something_if_there_are_some_and_not_only_they(
    capitals, shouted, small, cased
):
    said = " ".join(["Ab"] * capitals + ["AB"] * shouted + ["ab"] * small)
    turn = Turn("P01", 1, "participant", "P", said)
    assert (cased_interviews([turn], [tokenise(said, EN)]) == {"P01"}) == cased


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("Xelby, Ann", "Ann Xelby"), ("Ann_Xelby", "Ann Xelby"), ("Dr. Ann Xelby", "Ann Xelby"),
        ("Ann (client)", "Ann"), ("**Ann**", "Ann"), ("Speaker 1", ""), ("Interviewer", ""),
        ("P3", ""), ("A. B.", ""), ("Bo", ""), ("Bob", "Bob"), ("Bo Lin", "Bo Lin"),
    ],
)  # fmt: skip
def test_a_speakers_label_is_a_name_if_it_names_somebody(label, name):
    assert speaker_name(label, EN) == name


@pytest.mark.parametrize(
    ("text", "kind", "forms"),
    [
        ("Ann Berg", "person",
         ["Ann Berg", "A. Berg", "Ann", "Berg", "Anns", "Bergs", "AnnBerg"]),
        ("Ann", "person", ["Ann", "Anns"]),
        ("Dr. Ines", "person", ["Dr. Ines", "Ines"]),
        ("Ann C. Berg", "person",
         ["Ann C. Berg", "Ann Berg", "A. Berg", "Ann", "Berg", "Anns", "Bergs"]),
        ("Harrow Falls", "place", ["Harrow Falls", "Harrow", "HarrowFalls"]),
        ("Harrow", "place", ["Harrow"]),
        ("New Harrow", "place", ["New Harrow", "NewHarrow"]),
        ("5 West", "place", ["5 West", "Five West", "5-West", "5W"]),
        ("2004", "date", ["2004"]),
    ],
)  # fmt: skip
def test_the_forms_of_a_known_name(text, kind, forms):
    assert list(variants(Known(text=text, kind=kind, layer="identifier"), EN)) == forms


def test_an_organisation_has_initials_if_it_has_three_words():
    def forms(text):
        return list(variants(Known(text=text, kind="organisation", layer="identifier"), EN))

    assert "NMC" in forms("Northgate Medical Center")
    assert "Northgate" in forms("Northgate Center")
    assert "NC" not in forms("Northgate Center")
    assert "NC" in forms("Northgate of Center")


@pytest.mark.parametrize(
    ("name", "forms"),
    [
        ("M\u00fcller", {"muller", "mueller", "m\u00fcller"} - {"m\u00fcller"}),
        ("Mueller", {"mueller", "muller"}),
        ("Sue", {"sue"}),
        ("Ha\u00df", {"ha\u00df", "hass"}),
        ("Hass", {"hass", "ha\u00df"}),
        ("\u0141ukasz", {"lukasz"}),
    ],
)
def test_spellings_of_a_name(name, forms):
    assert set(spellings(name)) == forms


def test_accents_are_taken_off_and_the_length_stays():
    assert plain("Zo\u00eb \u00d8re, \u0141\u00f3d\u017a \uac00") == "Zoe Ore, Lodz \uac00"
    assert plain("Zoe") == "Zoe"
    assert _fold(" Ann,  Berg-Lee. ") == "ann berg lee"


@pytest.mark.parametrize(
    ("votes", "clear", "role"),
    [
        ({}, {}, ""), ({"CLIENT": 1}, {}, ""), ({"CLIENT": 2}, {"CLIENT": 2}, "CLIENT"),
        ({"CLIENT": 2, "PEER": 2}, {"CLIENT": 2, "PEER": 2}, ""),
        ({"CLIENT": 3, "PEER": 2}, {"CLIENT": 2, "PEER": 2}, "CLIENT"),
        ({"CLIENT": 2, "PEER": 3}, {"CLIENT": 2}, ""),
    ],
)  # fmt: skip
def test_a_role_needs_a_clear_cue_and_no_rival(votes, clear, role):
    assert _role(Counter(votes), Counter(clear)) == role


@pytest.mark.parametrize(
    ("word", "mixed"),
    [("GitHub", True), ("PDFs", True), ("McKay", False), ("MIT", False), ("O'Neill", False),
     ("Ann-Marie", False), ("Ann", False), ("iPad", True), ("Ann-GitHub", True)],
)  # fmt: skip
def test_which_words_are_written_like_products(word, mixed):
    assert _mixed(word, EN) == mixed


@pytest.mark.parametrize(
    ("text", "addressed"),
    [("yes, Ann, I do", True), ("yes, Ann.", True), ("yes, Ann said", False),
     ("yes Ann, I do", False), ("Ann, I do", False), ("yes, Ann", False)],
)  # fmt: skip
def test_who_is_spoken_to_stands_between_commas(text, addressed):
    at = text.index("Ann")
    assert _addressed(text, at, at + 3) == addressed


def test_bands_of_years_and_centuries():
    years = (2000, 2001, 2005, 2006)
    assert [_band_year(year) for year in years] == [
        "1996-2000", "2001-2005", "2001-2005", "2006-2010"
    ]  # fmt: skip
    assert [_century(short) for short in ("00", "49", "50", "99")] == [
        "2000", "2049", "1950", "1999"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "bare"),
    [("Dr. Ann Berg", "ann berg"), ("Ann Berg", "ann berg"), ("Dr.", "dr"), ("A. Berg", "a berg")],
)
def test_a_decision_holds_with_and_without_the_title(name, bare):
    assert without_title(name, EN) == bare


# the leak gate -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "counts"),
    [("Ann", True), ("An", False), ("berg", False), ("L. Berg", False), ("L. Xelby", True),
     ("Ann Berg", True), ("1999", False), ("'87", False), ("2999", True), ("in 1999", True)],
)  # fmt: skip
def test_which_strings_are_looked_for(text, counts):
    assert _counts(text, {"berg", "an"}) == counts


@pytest.mark.parametrize(
    ("said", "name"),
    [("Dr. Xelby", "Xelby"), ("Prof. Dr. Xelby", "Xelby"), ("Dr. Comet", "Dr. Comet"),
     ("Dr.", "Dr."), ("Comet", "Comet"), ("Dr. Ann Comet", "Ann Comet")],
)  # fmt: skip
def test_titles_are_taken_off_a_name_that_can_do_without(said, name):
    assert _untitled(said, WORDS) == name


@pytest.mark.parametrize(
    ("text", "short"),
    [("Comet", True), ("Lantern", True), ("Comet Hall", False), ("Xelby", False), ("...", False),
     ("Com", False)],
)  # fmt: skip
def test_ordinary_words_only_stand_for_a_longer_name(text, short):
    found = ["Comet Hall", "The Lantern Xelby", text]
    assert _only_short(text, found, WORDS) == short


def test_text_of_the_team_holds_whole_words():
    own = _Own("The Comet study, of Lantern-House.")
    assert own.holds("comet")
    assert own.holds("Lantern House")
    assert not own.holds("Com")
    assert not own.holds("...")


@pytest.mark.parametrize(
    ("text", "tag", "options"),
    [
        ("Xelby", "NAME_1", {}),
        ("Xely", "NAME_1", {"exact"}),
        ("Comet", "NAME_1", {"exact", "within", "alone"}),
        ("Comet Lantern", "NAME_1", {"exact", "alone"}),
        ("Comet Xelby", "NAME_1", set()),
        ("May 2004", "DATE: 2004", {"literal"}),
        ("...", "NAME_1", {"literal"}),
    ],
)
def test_how_a_found_name_is_looked_for(text, tag, options):
    name = vars(_found_name(text, tag, WORDS))
    assert {option for option in ("exact", "within", "alone", "literal") if name[option]} == set(
        options
    )


def listed(text, everywhere=True, tag="PEER_1"):
    return list(_listed_name(text, tag, WORDS, everywhere=everywhere))


def test_how_a_listed_name_is_looked_for():
    assert [(one.text, one.exact) for one in listed("Xelby")] == [("Xelby", False)]
    assert [(one.text, one.exact) for one in listed("Xely")] == [("Xely", True)]
    assert [(one.text, one.exact) for one in listed("Ann Xely")] == [("Ann Xely", False)]
    assert [one.text for one in listed("Lantern")] == ["Lantern", "LANTERN"]
    assert [one.within for one in listed("lantern")] == [False, False]
    assert [one.within for one in listed("Lantern", everywhere=False)] == [True, True]
    assert all("you" in one.not_before for one in listed("Will"))
    assert all(one.not_before == () for one in [*listed("Lantern"), *listed("Will Lantern")])
    assert listed("May 2004", tag="DATE: 2004")[0].literal


@pytest.mark.parametrize(
    ("name", "body", "found"),
    [
        (listed("Ann Xelby")[0], "Xelby, Ann", True),
        (listed("Ann Xelby")[0], "ann-xelby", True),
        (listed("Ann Xelby")[0], "AnnXelby", False),
        (listed("Ann Xelby")[0], "Ann Xelbyx", False),
        (listed("Ann C Xelby")[0], "Xelby C Ann", False),
        (listed("Will")[0], "So Will you come", False),
        (listed("Will")[0], "So Will came", True),
        (_found_name("Comet", "NAME_1", WORDS), "the Comet came", True),
        (_found_name("Comet", "NAME_1", WORDS), "Comet came", False),
        (_found_name("Comet", "NAME_1", WORDS), "the comet came", False),
        (_found_name("Comet", "NAME_1", WORDS), "the Comet House", False),
        (_found_name("Comet", "NAME_1", WORDS), "the Comet I saw", True),
        (_found_name("Comet", "NAME_1", WORDS), "a,Comet", True),
        (_found_name("May 2004", "DATE: 2004", WORDS), "in May 2004.", True),
        (_found_name("May 2004", "DATE: 2004", WORDS), "in May-2004", False),
        (_found_name("May 2004", "DATE: 2004", WORDS), "in May 2004-x", False),
    ],
)
def test_where_a_name_counts(name, body, found):
    tokens = [word.strip(".") for word in name.text.split()]
    assert bool(_pattern(name, name.text, tokens).search(body)) == found


def test_every_place_of_a_word_is_tried():
    assert list(_places("aaa", "aa")) == [0, 1]
    assert list(_places("a b", "c")) == []


@pytest.mark.parametrize(("tags", "more"), [(20, False), (21, True), (22, True)])
def test_twenty_tags_are_listed_and_the_rest_is_counted(tags, more):
    leaks = [Leak(f"f{at}", f"T_{at:02}", "text", count=1) for at in range(tags)]
    said = _advice([*leaks, Leak("f0", "T_19", "page 1", count=4)], None)
    assert said.startswith(
        f"Names of {tags} tags stand in outputs that may be shared. T_19: 5 in 2"
    )
    assert (f"and {tags - 20} more tag" in said) == more
    assert ("more tags" in said) == (tags > 21)


# spans -------------------------------------------------------------------------------------------


def span(start, end, rank=1, turn=0):
    return Span(
        turn=turn, start=start, end=end, rank=rank, kind="person", layer="x", entity="", stem=""
    )


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ([(0, 5), (5, 9)], [(0, 5), (5, 9)]),
        ([(0, 5), (4, 9)], [(0, 5)]),
        ([(0, 4), (3, 9)], [(3, 9)]),
        ([(3, 5), (0, 9)], [(0, 9)]),
        ([(4, 6), (0, 5), (5, 10)], [(0, 5), (5, 10)]),
        ([(0, 2), (4, 6), (1, 5)], [(1, 5)]),
    ],
)
def test_the_longest_of_overlapping_spans_is_kept(given, kept):
    assert [(one.start, one.end) for one in settle([span(*one) for one in given])] == kept


def test_a_lower_rank_wins_and_turns_are_apart():
    found = settle([span(0, 9, 2), span(3, 5, 1), span(0, 9, 2, turn=1)])
    assert [(one.turn, one.start) for one in found] == [(0, 3), (1, 0)]


def test_which_spans_overlap():
    inner = [(0, 2), (2, 4), (4, 6), (9, 10)]
    assert overlapping(inner, [(3, 4), (0, 1), (6, 9)]) == [True, True, False, False]
    assert overlapping(inner, [(0, 10)]) == [True] * 4
    assert overlapping(inner, []) == [False] * 4


# runs of capitalised words -----------------------------------------------------------------------


def runs(said):
    rows = [("P01", at, "participant", "P", text) for at, text in enumerate([said, PLAIN])]
    columns = ["interview", "turn", "role", "speaker", "text"]
    study = _study(pd.DataFrame(rows, columns=columns), EN)
    return [
        (f"{found.title} {' '.join(found.keys)}".strip(), found.initial, found.after)
        for found in find_mentions(study, 0, study.turns[0], [])
    ]


PLAIN = "the lantern, the saddle, the form, then we said that it was so. I said so. I did."


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("We saw Ludwig von der Stolp here.", ["ludwig von der stolp"]),
        ("We saw Ludwig van de la Stolp here.", ["ludwig van de la stolp"]),
        ("We saw Ludwig van de la der Stolp here.", ["ludwig", "stolp"]),
        ("We saw Xelby and Prin here.", ["xelby", "prin"]),
        ("It was the Institute of Xelby Science and Music.",
         ["institute of xelby science and music"]),
        ("We saw Xelby Tuesday, and Jeff Young.", ["xelby", "jeff young"]),
        ("We saw Xelby I think.", ["xelby"]),
        ("We saw Dr. Xelby.", ["dr xelby"]),
        ("We saw Prof. Dr. Xelby Prin.", ["prof dr xelby prin"]),
        ("We saw J. V. Prin.", ["j v prin"]),
        ("Then Xelby came.", ["xelby"]),
        ("Form Xelby came.", ["xelby"]),
        ("We saw Form Xelby.", ["form xelby"]),
        ("Lantern came.", []),
        ("English Xelby came.", ["xelby"]),
        ("We saw Susan English.", ["susan english"]),
        ("We saw Xelby English.", ["xelby"]),
        ("We saw Little Rock.", ["little rock"]),
        ("We saw Associate Professor Prin.", ["professor prin"]),
        ("It was Saint Brendan's Hospital.", ["saint brendan hospital"]),
        ("It was Brendan's Pizza.", ["brendan", "pizza"]),
        ("We saw Xelby, Prin.", ["xelby", "prin"]),
        ("We saw Will, and will.", ["will"]),
        ("Will came.", ["will"]),
        ("Will you come? Will the rain?", []),
        ("June said so.", []),
        ("We saw June said.", ["june"]),
        ("We saw June rain.", []),
        ("We saw A and B.", []),
        (f"We saw {' '.join(['Xelby'] * 13)}.", [" ".join(["xelby"] * 12), "xelby"]),
    ],
)  # fmt: skip
def test_which_capitalised_words_are_one_name(said, found):
    assert [name for name, *_ in runs(said)] == found


def test_what_stands_around_a_name():
    assert runs("Xelby came.") == [("xelby", True, "came")]
    assert runs("We saw Xelby, who came.") == [("xelby", False, "")]
    assert runs("We saw Xelby's pen.") == [("xelby", False, "")]
    assert runs("We saw Xelby Tuesday.") == [("xelby", False, "")]


def test_a_path_without_a_name_stays_as_it_is():
    searcher = Searcher(listed("Lena Marchetti"))
    assert searcher.masked("caf\u00e9/lena.csv") == "caf\u00e9/lena.csv"
    assert searcher.masked("caf\u00e9/Lena_Marchetti.csv") == "cafe/[PEER_1].csv"


@pytest.mark.parametrize(
    ("word", "ordinary"),
    [("Land", True), ("Xelby", False), ("Susan", False), ("Will", False), ("May", False)],
)
def test_a_word_that_may_be_a_name_is_not_only_a_word(word, ordinary):
    (token,) = tokenise(word, EN)
    assert is_plain(EN, token) == ordinary
