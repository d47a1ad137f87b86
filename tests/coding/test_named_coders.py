"""Coders named above columns or behind codes, with codes that only look like that."""

import pytest

from aft_themes.codebook.reading import load_codebook
from aft_themes.coding.named_coders import coders_behind_codes
from aft_themes.coding.reading import load_codings
from aft_themes.errors import AftThemesError
from aft_themes.new_study import start_study

BOOK = "name\nRain\nLoss\nHelp\nFear (FE)\nHope\n"


def _rows(tmp_path, lines, name="codes.csv"):
    (tmp_path / "book.csv").write_text(BOOK, encoding="utf-8")
    (tmp_path / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    found = load_codings([tmp_path / name], load_codebook(tmp_path / "book.csv")).rows
    return sorted({(row.quote, row.code, row.coder) for row in found.itertuples()})


@pytest.mark.parametrize("names", [("Anna", "Thomas"), ("AB", "CD"), ("R1", "R2")])
@pytest.mark.parametrize(("given", "not_given"), [("x", ""), ("1", "0"), ("yes", "no")])
def test_columns_of_marks_beside_a_code_are_coders(tmp_path, names, given, not_given):
    one, two = names
    found = _rows(
        tmp_path,
        [
            f"interview,quote,code,{one},{two}",
            f"P01,it was wet,Rain,{given},{given}",
            f"P01,we lost it,Loss,{given},{not_given}",
            f"P02,they came,Help,{not_given},{given}",
        ],
    )
    assert found == [
        ("it was wet", "rain", one),
        ("it was wet", "rain", two),
        ("they came", "help", two),
        ("we lost it", "loss", one),
    ]


@pytest.mark.parametrize("names", [("Positive", "Negative"), ("Agreed", "Checked"), ("Hope", "FE")])
def test_columns_of_other_marks_are_no_coders(tmp_path, names):
    found = _rows(
        tmp_path,
        [
            f"interview,quote,code,{names[0]},{names[1]}",
            "P01,it was wet,Rain,x,",
            "P01,we lost it,Loss,,x",
        ],
    )
    assert {coder for *_, coder in found} == {"codes"}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Rain (Anna); Loss (Anna); Rain (Thomas)", "Help (Anna)"),
        ("Rain (Anna, Thomas)\nLoss (Anna)", "Help [Anna]"),
        ("Rain (AB); Loss (AB); Rain (CD)", "Help (AB)"),
    ],
)
def test_names_in_brackets_behind_codes_are_coders(tmp_path, first, second):
    ab, cd = ("AB", "CD") if "AB" in first else ("Anna", "Thomas")
    lines = ["interview,quote,code", f'P01,it was wet,"{first}"', f'P01,they came,"{second}"']
    assert _rows(tmp_path, lines) == sorted(
        [
            ("it was wet", "rain", ab),
            ("it was wet", "loss", ab),
            ("it was wet", "rain", cd),
            ("they came", "help", ab),
        ]
    )


@pytest.mark.parametrize(
    "cells",
    [
        ["Fear (FE); Hope (HO)", "Rain (RA)"],  # abbreviations
        ["Support (peers); Support (family)", "Conflict (peers)"],
        ["Work (Monday); Work (Sunday); Rest (Sunday)"],
        ["Warmth (+); Pace (-); Pace (+)"],
        ["Rain; Loss (Anna)", "Help; Hope"],
    ],
)
def test_other_brackets_are_no_coders(cells):
    assert coders_behind_codes(cells) == frozenset()


@pytest.mark.parametrize("head", ["Code", "Theme"])
def test_a_table_of_codes_by_coders_holds_their_quotes(tmp_path, head):
    lines = [
        f"{head},Anna,Thomas",
        '"Rain","it was wet all day","it was wet all day\nit rained in there"',
        '"Loss",,"we lost the whole of it"',
    ]
    assert _rows(tmp_path, lines) == [
        ("it rained in there", "rain", "Thomas"),
        ("it was wet all day", "rain", "Anna"),
        ("it was wet all day", "rain", "Thomas"),
        ("we lost the whole of it", "loss", "Thomas"),
    ]


def test_a_table_of_codes_by_other_things_is_not_read(tmp_path):
    with pytest.raises(AftThemesError, match="no columns of codings"):
        _rows(tmp_path, ["Code,Before,After", "Rain,it was wet all day,it was dry all day"] * 2)


def test_a_first_draft_has_the_codes_without_their_coders(tmp_path):
    source = tmp_path / "brought"
    source.mkdir()
    (source / "P01.txt").write_text("A: How was it?\nB: It was wet there, and we lost it.\n" * 3)
    (source / "codes.csv").write_text(
        'interview,quote,code\nP01,It was wet there,"Rain (Anna); Rain (Thomas)"\n'
        'P01,we lost it,"Loss (Anna); Rain (Thomas)"\n'
    )
    found = start_study("rivers", source, tmp_path)
    book = load_codebook(found.folder / "codebook.yaml")
    assert sorted(code.name for code in book.codes) == ["Loss", "Rain"]
