"""Cues and scores of de-identification at their edges."""

import gzip
import io
from dataclasses import replace
from itertools import pairwise
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from aft_themes.deidentify import count_waiting, find_replacements, name_combinations
from aft_themes.deidentify.anonymity import k_anonymity
from aft_themes.deidentify.audit import _label_spans, audit
from aft_themes.deidentify.leak_gate.file_contents import _json, texts_in
from aft_themes.deidentify.leak_gate.names import names_to_check
from aft_themes.deidentify.leak_gate.search import _words, find_leaks
from aft_themes.deidentify.recognizers.capitalised.candidate import Candidate
from aft_themes.deidentify.recognizers.capitalised.cues import _institution_cue
from aft_themes.deidentify.recognizers.capitalised.mention import Mention
from aft_themes.deidentify.recognizers.capitalised.surroundings import _sentence_words
from aft_themes.deidentify.recognizers.contacts import find_contacts
from aft_themes.deidentify.tokens import tokenise
from aft_themes.deidentify.weighing import _within
from aft_themes.language import load

NONE = pd.DataFrame(columns=["text", "kind", "replacement"])


def turns_of(*said):
    rows = [("P01", at, "participant", "P", None, None, s, "") for at, s in enumerate(said, 1)]
    columns = ["interview", "turn", "role", "speaker", "start_s", "end_s", "text", "locator"]
    return pd.DataFrame(rows, columns=columns)


def mentioned(before, after="", *, addressed=False):
    words = tuple(before.split())
    return Mention(
        at=0, interview="P01", start=0, end=5, keys=("xelby",), title="",
        initial=not words, called=False,
        before=words, after=after, possessive=False, shout=False, mixed=False,
        run_together=False, ordinary=False, asked=False, whereabouts=False, addressed=addressed,
        among_places=False, among_people=False, among_figures=False, numbered=False, said_to_be="",
        household=False,
        firm=False,
        labels=False, listed=(), greeted=False, acquainted=False, nicknamed=False, asks=False,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("before", "place"),
    [
        ("we stayed in", True),
        ("somewhere near", True),
        ("we drove to", True),
        ("i graduated from", True),
        ("i talked to", False),
        ("a letter from", False),
        ("we drove past", False),
        ("", False),
    ],
)
def test_to_and_from_speak_of_a_place_only_where_somebody_moves(before, place):
    candidate = Candidate(("xelby",), load("en"))
    assert candidate.as_place(mentioned(before)) == place


@pytest.mark.parametrize(
    ("before", "after", "addressed", "person"),
    [
        ("i met with", "", False, True),
        ("then", "said", False, True),
        ("thank you", "", True, True),
        ("we stayed in", "", False, False),
    ],
)
def test_any_of_three_cues_speaks_of_a_person(before, after, addressed, person):
    candidate = Candidate(("xelby",), load("en"))
    assert candidate.as_person(mentioned(before, after, addressed=addressed)) == person


def test_the_audit_finds_a_listed_name_with_or_without_its_title():
    turns = turns_of("And then Bismarck.")
    found = find_replacements(turns, NONE)
    for listed, labelled in (("Mrs. Bismarck", "Bismarck"), ("Bismarck", "Mrs. Bismarck")):
        candidates = pd.DataFrame(
            [(listed, "review", "P01")], columns=["candidate", "decision", "interviews"]
        )
        said = turns_of(f"And then {labelled}.")
        labels = pd.DataFrame(
            [("P01", 1, labelled, "person")], columns=["interview", "turn", "text", "kind"]
        )
        waiting = type(found)(
            **{**vars(found), "replacements": found.replacements.iloc[:0], "candidates": candidates}
        )
        scores = audit(waiting, said, labels).set_index("kind")
        assert scores.loc["person", "listed"] == 1, listed


@pytest.mark.parametrize(("signs", "cut"), [(59, False), (60, False), (61, True)])
def test_a_value_of_sixty_signs_is_quoted_whole(signs, cut):
    value = "v" * (signs - len("site "))
    few = k_anonymity(pd.DataFrame({"site": [value]}), ["site"], 2).assign(published_in="t")
    (line,) = name_combinations(few)
    assert (f"site {value}:" in line) != cut
    assert ("\u2026:" in line) == cut
    assert len(line.partition(":")[0]) == min(signs, 60)


@pytest.mark.parametrize(("k", "listed"), [(2, []), (3, [2])])
def test_a_group_of_exactly_k_participants_is_not_listed(k, listed):
    people = pd.DataFrame({"site": ["a", "a", "b", "b", "b"]})
    assert k_anonymity(people, ["site"], k)["participants"].tolist() == listed


def test_k_must_be_one_or_more():
    people = pd.DataFrame({"site": ["a"]})
    assert k_anonymity(people, ["site"], 1).empty
    with pytest.raises(ValueError, match="at least 1"):
        k_anonymity(people, ["site"], 0)


def test_in_small_letters_a_listed_name_that_is_a_word_needs_a_word_about_a_person_beside_it():
    listed = pd.DataFrame(
        [("Grace", "person", "SUPERVISOR_1")], columns=["text", "kind", "replacement"]
    )
    said = (
        "so i thought about grace a lot and grace said nothing",
        "she did it with grace and by the grace of god we were done",
        "grace",
        *["and then we went on and on about it for a while because it was so hard"] * 5,
    )
    found = find_replacements(turns_of(*said), listed).replacements
    assert found[["turn", "start"]].to_numpy().tolist() == [
        [1, said[0].index("grace said")],
        [2, said[1].index("grace and")],
    ]


def test_the_audit_takes_the_longest_label_first():
    texts = {("P01", 1): "In Harrow Falls, and in Harrow."}
    labels = pd.DataFrame(
        [("P01", "1", "Harrow", "organisation"), ("P01", "1", "Harrow Falls", "place")],
        columns=["interview", "turn", "text", "kind"],
    )
    found = _label_spans(texts, labels)["P01", 1]
    assert sorted(found) == [(3, 15, "place"), (24, 30, "organisation")]


def test_parts_of_a_file_are_named_where_a_name_may_stand():
    packed = io.BytesIO()
    with gzip.GzipFile(filename="Lena Marchetti.csv", mode="wb", fileobj=packed) as stream:
        stream.write(b"a,b\n")
    names = {text.where: text.body for text in texts_in("rows.csv.gz", packed.getvalue())}
    assert names["packed file's name"] == "Lena Marchetti.csv"
    assert [text.where for text in texts_in("a.json", b'{"a": "Lena"}')] == ["text"]
    assert [text.where for text in _json("a.json", b'{"a": "%20"}', "page 2", 0)] == [
        "page 2",
        "page 2, quoted text",
    ]


def test_a_name_inside_a_longer_run_of_capitals_has_its_own_place():
    text = "We met at UC-San Diego. Then San Diego again, and sandy Diego."
    whole = replace(mentioned(""), start=10, end=22)  # "UC-San Diego"
    (found,) = _within(text, whole, ("san", "diego"), ("san", "diego"))
    assert text[found.start : found.end] == "San Diego"
    assert found.start == 13
    assert list(_within(text, whole, ("uc",), ("dieg",))) == []


@pytest.mark.parametrize(
    "body", ["\u0130zmir. Lena Marchetti", "Lena Marchetti, \u0130zmir", "Lena"]
)
def test_names_are_found_where_small_letters_are_longer_than_capitals(tmp_path, body):
    names = names_to_check(
        identifiers=pd.DataFrame(
            [("Lena Marchetti", "person", "SUPERVISOR_1")],
            columns=["text", "kind", "replacement"],
        ),
        key={},
        turns=turns_of("nothing"),
    )
    (tmp_path / "a.md").write_text(body, encoding="utf-8")
    assert {leak.tag for leak in find_leaks([tmp_path], names)} == {"SUPERVISOR_1"}


@pytest.mark.parametrize(
    ("noun", "titled", "small"),
    [(False, False, True), (True, False, False), (False, True, False), (True, True, False)],
)
def test_a_word_that_is_also_written_small_is_no_name_unless_a_title_or_a_place_says_so(
    noun, titled, small
):
    candidate = SimpleNamespace(
        noun=noun, titled=titled, mentions=[replace(mentioned("in"), ordinary=True)]
    )
    written_small = Candidate.written_small.fget
    assert written_small(candidate) == small
    candidate.mentions.append(mentioned("in"))
    assert not written_small(candidate)


def test_another_persons_surname_is_none_of_this_one():
    listed = pd.DataFrame(
        [("Ann Berg", "person", "CLIENT_1")], columns=["text", "kind", "replacement"]
    )
    said = "Ann Berg came. Then Ann Kowalski came, and Ann said that Bergs are so."
    found = find_replacements(turns_of(said), listed).replacements
    assert [(said[row.start : row.end], row.tag) for row in found.itertuples()] == [
        ("Ann Berg", "CLIENT_1"),
        ("Ann Kowalski", "NAME_1"),
        ("Ann", "CLIENT_1"),
        ("Bergs", "CLIENT_1"),
    ]


def test_only_undecided_names_wait():
    decisions = ["review", "confirm", "automatic", "refuse", "review"]
    assert count_waiting(pd.DataFrame({"decision": decisions})) == 2
    assert count_waiting(pd.DataFrame({"decision": []})) == 0


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("call 030 555-0178 now", ["030 555-0178"]),
        ("call 555-0178 44 now", ["555-0178 44"]),
        ("call 555-0178, 44 of us", ["555-0178"]),
        ("we were 5 and 555-0178", ["555-0178"]),
    ],
)
def test_groups_of_digits_that_touch_a_number_belong_to_it(text, spans):
    found = find_contacts(0, text, load("en").contacts)
    said = {text[span.start : span.end] for span in found if span.stem == "PHONE"}
    assert sorted(said) == spans


@pytest.mark.parametrize(
    ("name", "listed"),
    [("anne", True), ("anne-marie", True), ("anne-zzyx", False), ("zzyx-anne", False)],
)
def test_a_double_first_name_is_one_of_two_first_names(name, listed):
    assert Candidate((name,), load("en"), [mentioned("in")]).first_name == listed


def initials(*before):
    at = [replace(mentioned(one), keys=("xlby",), shout=True) for one in before]
    return Candidate(("xlby",), load("en"), at)


@pytest.mark.parametrize(
    ("before", "spoken"),
    [
        (["we were at"], True),
        (["we stayed in"], True),
        (["we liked the"], False),
        (["we were at", "the", "the", "the"], True),
        (["we were at", "the", "the", "the", "the"], False),
    ],
)
def test_initials_are_an_institution_where_a_quarter_stands_at_or_in(before, spoken):
    assert _institution_cue(initials(*before)) == spoken


@pytest.mark.parametrize(
    ("said", "before"),
    [
        ("One two three four five Xelby came.", ("two", "three", "four", "five")),
        ("I saw Ann's Xelby.", ("i", "saw", "ann's")),
        ("So, it was Xelby.", ("so", "it", "was")),
        ("It was; then Xelby.", ("then",)),
        ("Xelby came.", ()),
        ("No. Then Xelby.", ("then",)),
    ],
)
def test_four_words_of_the_sentence_before_a_name_are_looked_at(said, before):
    tokens = tokenise(said, load("en"))
    at = next(place for place, token in enumerate(tokens) if token.key == "xelby")
    assert _sentence_words(said, tokens, at) == before


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("I met Okwuosx there.", True),  # one letter is another
        ("I met Okwuxsx there.", True),  # two, of a long name
        ("I met Okxuxsx there.", False),
        ("I met Dr. Okxuxsx there.", False),  # three letters need eight
        ("I met Dr. Marxxetta there.", True),
        ("I met Marxxetta there.", False),
        ("I met Okwuosx, and an okwuosx too.", False),  # written small, it is a word
        ("I met Tobiax there.", True),  # a first name has one
        ("I met Tobxax there.", False),
        ("I met Berx there.", False),  # short names are near too many words
    ],
)
def test_how_far_a_word_may_be_from_a_known_name(said, found):
    listed = pd.DataFrame(
        [(name, "person", f"PEER_{at}") for at, name in enumerate(
            ["Tobias Okwuosa", "Ann Marchetti", "Ian Berg"])],
        columns=["text", "kind", "replacement"],
    )  # fmt: skip
    layers = set(find_replacements(turns_of(said), listed).replacements["layer"])
    assert ("misspelling" in layers) == found


def test_texts_of_arrays_are_read_and_their_numbers_are_not():
    def parts(values):
        stream = io.BytesIO()
        np.save(stream, np.array(values))
        return [(text.where, text.body) for text in texts_in("a.npy", stream.getvalue() + b"Lena")]

    first, header, rest = parts([["Ann", "Bo"], ["Cy", "Di"]])
    assert (first[0], first[1].split()) == ("text", ["Ann", "Bo", "Cy", "Di"])
    assert header[0] == "header"
    assert "(2, 2)" in header[1]
    assert rest == ("content", "Lena")
    assert parts([[1.5, 2.5, 3.5]])[1] == ("content", "Lena")


def test_words_are_folded_where_they_are_not_ascii():
    assert _words("stra\u00dfe caf\u00e9 \ufb01ne \u2013 day\u2019s") == {
        "strasse", "caf\u00e9", "fine", "day", "s"
    }  # fmt: skip


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("so mr . brown came in and sat down", "brown"),
        ("it was dr. ward who asked me that", "ward"),
        ("then doctor hendricks came in again", "hendricks"),
        ("so susan hendricks came in and sat down", "susan hendricks"),
    ],
)
def test_names_after_titles_are_asked_about_without_capitals(said, name):
    found = find_replacements(turns_of(said), NONE).candidates
    assert name in found["candidate"].tolist()


def test_a_doctor_of_whom_is_spoken_is_no_name():
    found = find_replacements(turns_of("the doctor said that mr and mrs had come in"), NONE)
    assert found.candidates.empty


def test_a_state_that_is_found_by_itself_is_no_part_of_the_town_before_it():
    said = "It ran in San Francisco, LA and Phoenix. We met in Wayne, NJ."
    again = "I flew to LA, and to LA again, to work at NJ and for NJ."
    rows = find_replacements(turns_of(said, again), NONE).replacements
    here = rows[rows["turn"] == 1]
    assert "San Francisco" in [said[row.start : row.end] for row in here.itertuples()]
    assert all(
        after.start >= before.end for before, after in pairwise(here.itertuples(index=False))
    )


_PIECES = (
    "San Francisco|LA|OH|Xelbytown, OH|Wayne, NJ|NJ|[Xelby]|Xelby [High School]|Ber- Berg|U.S.|"
    "Susan Berg|susan hendricks|Dr. ward|St. Xelby's|Our Lady of the Thimble|First Baptist|QLH|"
    "Larch and Thimble Libraries|Quick Lantern Hub|Xelby LLC|14 Xelby Gardens|kim@quill.org|"
    "March 14, 2017|nineteen thirty-four|94 years old|Xelby Catholic|high school|R. H.|Xel- by|"
    "University of Xelby at Dayton|Alliance for Growth, Trust, and Care|B-O-B-K-O|Xelby2|U of X|"
    'Susan "Sue" Berg|Susan (Sue) Berg|Boston, MA and LA|25th and Hoover|de la Cruz'
).split("|")
_BETWEEN = (" and ", ", ", " in ", " at ", ". ", " ", ", in ", " of ", " the ", "? ", " (", ") ")


def test_what_is_replaced_never_overlaps_whatever_stands_beside_it():
    rng = np.random.default_rng(7)
    said = [
        "So " + "".join(rng.choice(_PIECES) + rng.choice(_BETWEEN) for _ in range(5)) + "then."
        for _ in range(150)
    ]
    listed = pd.DataFrame(
        [("Susan Berg", "person", "PEER_1"), ("LA", "place", "PLACE_9")], columns=NONE.columns
    )
    for identifiers in (NONE, listed):
        rows = find_replacements(turns_of(*said), identifiers).replacements
        assert len(rows) > len(said)
        for _, turn in rows.sort_values(["turn", "start"]).groupby("turn"):
            ends = turn["end"].tolist()
            assert all(start >= end for start, end in zip(turn["start"][1:], ends, strict=False))


def test_a_thinker_whose_name_is_nearly_a_listed_one_waits_for_a_person():
    listed = pd.DataFrame([("Winnicotte", "person", "PEER_1")], columns=NONE.columns)
    said = turns_of("We read Winnicott, and Winnicotte and Freud helped.")
    found = find_replacements(said, listed)
    waiting = found.candidates[found.candidates["decision"] == "review"]
    assert waiting[["candidate", "tag"]].values.tolist() == [["Winnicott", "PEER_1"]]
    assert count_waiting(find_replacements(said, NONE).candidates) == 0
    refused = pd.DataFrame(
        [("Winnicott", "refuse", "", "")], columns=["candidate", "decision", "kind", "tag"]
    )
    assert count_waiting(find_replacements(said, listed, refused).candidates) == 0
