"""What is listed as a name is found in the forms in which people list and say it."""

import pandas as pd
import pytest

from aft_themes.deidentify import (
    apply_replacements,
    find_replacements,
    load_decisions,
    load_identifiers,
)
from aft_themes.deidentify.leak_gate.file_contents import Text
from aft_themes.deidentify.leak_gate.names import names_to_check
from aft_themes.deidentify.leak_gate.search import Searcher
from aft_themes.errors import InputError
from aft_themes.settings import DeidentifySettings
from tests.deidentify.test_deidentify import turns_of

HEADER = "text,kind,replacement\n"


@pytest.mark.parametrize(
    ("cell", "kind", "names"),
    [
        ("Zelby, Ann", "person", ["Ann Zelby"]),
        ("Zelby, Jr.", "person", ["Zelby"]),
        ("Ann, Bea, Cleo", "person", ["Ann", "Bea", "Cleo"]),
        ("Ann Zelby; Nan", "person", ["Ann Zelby", "Nan"]),
        ("Dr. Ann Zelby / Nan", "person", ["Dr. Ann Zelby", "Nan"]),
        ("Ann (Nan) Zelby", "person", ["Ann Zelby", "Nan"]),
        ("Ann Zelby (peer)", "person", ["Ann Zelby"]),
        ("Ann aka Nan | Nanny", "person", ["Ann", "Nan", "Nanny"]),
        ("Xelby Health (XHS); Xelby (North)", "organisation", ["Xelby Health", "Xelby", "XHS"]),
        ("Zelby, Oak and Sons", "organisation", ["Zelby, Oak and Sons"]),
        ("Ze\u00adl\u200bby\u00a0Oak", "person", ["Zelby Oak"]),
        ("Zo\u0308e", "person", ["Z\u00f6e"]),
        ("\u201cAnn Zelby\u201d", "person", ["Ann Zelby"]),
        ("'Ann Zelby:", "person", ["Ann Zelby"]),
        ("Ann\u2011Marie \u2013 Oak?", "person", ["Ann-Marie - Oak"]),
        ("Ste\ufb00i", "person", ["Steffi"]),
        ("3/4/2004; 5", "date", ["3/4/2004; 5"]),
        ("a@b.org; c@d.org", "contact", ["a@b.org; c@d.org"]),
    ],
)
def test_a_cell_may_hold_several_names(tmp_path, cell, kind, names):
    path = tmp_path / "identifiers.csv"
    path.write_text(f'{HEADER}"{cell}",{kind},ONE_1\n', encoding="utf-8")
    found = load_identifiers(path)
    assert found["text"].tolist() == names
    assert set(found["replacement"]) == {"ONE_1"}


@pytest.mark.parametrize(
    ("row", "kind", "tag"),
    [
        ("Ann,Person,[PEER 1]", "person", "PEER_1"),
        ("Xelby,organization,CLINIC-2", "organisation", "CLINIC_2"),
        ("Xelby, LOCATION ,TOWN", "place", "TOWN"),
    ],
)
def test_kinds_and_tags_may_be_spelt_otherwise(tmp_path, row, kind, tag):
    path = tmp_path / "identifiers.csv"
    path.write_text(f"Text,Kind,Replacement\n{row}\n", encoding="utf-8")
    assert load_identifiers(path)[["kind", "replacement"]].values.tolist() == [[kind, tag]]
    decided = tmp_path / "deidentify_decisions.csv"
    text, *rest = row.split(",")
    decided.write_text(f"candidate,decision,kind,tag\n{text},Confirm,{','.join(rest)}\n")
    assert load_decisions(decided)[["kind", "tag"]].values.tolist() == [[kind, tag]]


def listed(said, name, kind="person"):
    known = pd.DataFrame([{"text": name, "kind": kind, "replacement": "ONE_1"}])
    turns = turns_of(f"So it was {said} who came.")
    found = find_replacements(turns, known, None, DeidentifySettings()).replacements
    return apply_replacements(turns["text"][0], found.to_dict("records"))[0]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Dr. Orvane", "Orvane"),
        ("Sister Zenka", "Zenka"),
        ("Maria de la Zelby", "de la Zelby"),
        ("Maria de la Zelby", "De la Zelby"),
        ("Maria de la Zelby", "M. de la Zelby"),
        ("Ann Xelby-Orvane", "Orvane"),
        ("Ann Xelby-Orvane", "Xelby"),
        ("Sean O'Zelby", "OZelby"),
        ("Sean O\u2019Zelby", "O'Zelby"),
    ],
)
def test_a_part_of_a_listed_name_means_the_person(name, said):
    assert listed(said, name) == "So it was [ONE_1] who came."


def test_small_words_inside_a_name_mean_nobody():
    assert listed("la plage", "Maria de la Zelby") == "So it was la plage who came."


@pytest.mark.parametrize("name", ["St Zenka's Hospital", "St. Zenka's Hospital", "Saint Zenka's"])
@pytest.mark.parametrize("said", ["St Zenka's", "St. Zenka's", "Saint Zenka's"])
def test_a_saint_is_written_in_three_ways(name, said):
    assert listed(said, name, "organisation") == "So it was [ONE_1] who came."


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ("text,kind,replacement\nZ\u0435lby,person,ONE_1\n", "row 2.*two alphabets"),
        ("text,kind,replacement\n4.915E+12,contact,ONE_1\n", "row 2.*cut short"),
        ("text,last name,kind,replacement\nAnn,Zelby,person,ONE_1\n", "last name would not be"),
    ],
)
def test_names_that_nobody_could_find_are_refused(tmp_path, table, message):
    path = tmp_path / "identifiers.csv"
    path.write_text(table, encoding="utf-8")
    with pytest.raises(InputError, match=message) as caught:
        load_identifiers(path)
    assert "lby" not in str(caught.value)


def test_notes_beside_names_are_left_alone(tmp_path):
    path = tmp_path / "identifiers.csv"
    path.write_text("text,kind,replacement,note,last name\nAnn,person,ONE_1,boss,\n")
    assert load_identifiers(path)["text"].tolist() == ["Ann"]


@pytest.mark.parametrize(
    ("written", "kind", "said"),
    [
        (
            "7911123456",
            "contact",
            ["07911 123456", "07911123456", "+44 7911 123 456"],
        ),
        ("+44 7911 123456", "contact", ["07911 123456", "0044 7911 123456", "7911123456"]),
        ("(020) 7946 0958", "contact", ["020 7946 0958", "2079460958", "+44 (0)20 7946-0958"]),
        ("AB123456C", "contact", ["AB 12 34 56 C", "ab123456c"]),
        ("LS6 2QT", "place", ["LS62QT", "ls6 2qt"]),
    ],
)
def test_numbers_are_found_in_every_spacing(written, kind, said):
    """Excel drops the nought at the beginning; a country's number may be written or not."""
    known = pd.DataFrame([{"text": written, "kind": kind, "replacement": "ONE_1"}])
    for number in said:
        turns = turns_of(f"It was {number}, I think.")
        found = find_replacements(turns, known)
        assert found.key == {"ONE_1": [number]}
        names = names_to_check(identifiers=known, key={}, turns=turns)
        assert Searcher(names).found(Text("text", f"see {number}; and"))["ONE_1", names_core(names)]


def names_core(names):
    (core,) = (name.text for name in names if name.spaced)
    return core


@pytest.mark.parametrize("other", ["17911123456", "79111234567", "791112345", "7 911, 123 456"])
def test_other_numbers_are_not_the_listed_one(other):
    known = pd.DataFrame([{"text": "07911 123456", "kind": "contact", "replacement": "ONE_1"}])
    names = names_to_check(identifiers=known, key={}, turns=turns_of("No."))
    assert not Searcher(names).found(Text("text", f"see {other}; and"))


def test_a_word_at_the_beginning_of_a_cell_begins_a_sentence():
    """A name that was only found, and is also a word, is a leak where nothing else can be meant."""
    known = pd.DataFrame(columns=["text", "kind", "replacement"])
    turns = turns_of("We asked Miles, and Miles said no. It was miles away.")
    names = names_to_check(identifiers=known, key={"NAME_1": ["Miles"]}, turns=turns)
    listed = pd.DataFrame([{"text": "Miles", "kind": "person", "replacement": "PEER_1"}])
    sure = names_to_check(identifiers=listed, key={}, turns=turns)
    for output, leaks in [
        ("P01,3,Miles from home we stopped", False),
        ("P01,3,Miles,42", True),
        ("P01,3,Miles\nP02,4,Ann", True),
        ("and then Miles left", True),
        ("Miles away. Miles.", False),
    ]:
        assert bool(Searcher(names).found(Text("text", output))) == leaks
        assert Searcher(sure).found(Text("text", output))  # what is listed is a leak anywhere


@pytest.mark.parametrize(
    ("names", "encoding", "rows"),
    [
        ("Ku\u010dera", "cp1250", "row 2"),  # alone it is as usual in the West
        ("M\u00fcller|Dvo\u0159\u00e1k", "cp1250", "row 3"),
        ("Jos\u00e9 Hor\u00e1k|R\u016f\u017ei\u010dka", "iso8859-2", "row 3"),
    ],
)
def test_names_that_are_known_with_other_letters_are_asked_about(tmp_path, names, encoding, rows):
    lines = ["text,kind,replacement", *(f"{name},person,CLIENT_1" for name in names.split("|"))]
    path = tmp_path / "identifiers.csv"
    path.write_bytes("\r\n".join(lines).encode(encoding))
    with pytest.raises(InputError, match=r"UTF-8") as caught:
        load_identifiers(path)
    assert rows in str(caught.value) or "read in two ways" in str(caught.value)
    assert not any(name in str(caught.value) for name in names.split("|"))
    path.write_bytes("\r\n".join(lines).encode())  # as the message says
    assert set(load_identifiers(path)["text"]) == set(names.split("|"))


WESTERN = """M\u00fcller Fran\u00e7ois Mu\u00f1oz S\u00f8ren Bj\u00f6rk \u00c5sa Gro\u00df Ren\u00e9
    Zo\u00eb Nu\u00f1ez J\u00e4ger Sj\u00f6berg D\u00edaz In\u00eas Jo\u00e3o Concei\u00e7\u00e3o
    Th\u00e9r\u00e8se Bj\u00f8rn H\u00e5kan""".split()


def test_usual_names_of_western_europe_need_no_question(tmp_path):
    rows = [f"{name},person,CLIENT_{at}" for at, name in enumerate(WESTERN, start=1)]
    path = tmp_path / "identifiers.csv"
    path.write_bytes("\r\n".join(["text,kind,replacement", *rows]).encode("cp1252"))
    assert load_identifiers(path)["text"].tolist() == WESTERN
