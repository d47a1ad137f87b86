"""One value in several spellings, values that say nothing, and values that must be mended."""

import pytest

from aft_themes.corpus.attribute_values import doubtful_values, faulty_values, one_spelling


@pytest.mark.parametrize(
    ("values", "wanted"),
    [
        (["female", "Female ", "female", "male"], {"female", "male"}),
        (["VA hospital", "VA  hospital", "va\u00a0Hospital"], {"VA hospital"}),
        (["35", "35,0", "35.0", "41"], {"35", "41"}),
        (["PhD", "n/a", "-", "NA", "#N/A", "k. A.", ""], {"PhD", ""}),
        (["unknown", "none"], {"unknown", "none"}),
        (["1.5", "15"], {"1.5", "15"}),
    ],
)
def test_one_value_has_one_spelling(values, wanted):
    assert set(one_spelling(values).values()) == wanted


def test_the_most_frequent_spelling_counts_else_the_first():
    assert one_spelling(["F", "f", "f"]) == {"F": "f", "f": "f"}
    assert one_spelling(["F", "f"]) == {"F": "F", "f": "F"}


def test_errors_of_programs_and_refused_consent_must_be_mended():
    assert not list(faulty_values("degree", [("P1", "PhD"), ("P2", "no")]))
    (broken,) = faulty_values("degree", [("P1", "PhD"), ("P2", "#REF!")])
    assert "at P2" in broken
    (refused,) = faulty_values("consent", [("P1", "yes"), ("P2", "Withdrawn")])
    assert "P2 did not consent" in refused


@pytest.mark.parametrize(
    ("values", "asked"),
    [
        (["F", "Female", "male"], "F and Female"),
        (["5-10", "10. Mai", "11-15"], "10. Mai"),
        (["5-10", "2026-05-10 00:00:00"], "2026-05-10"),
        (["male", "Female"], ""),
        (["12 May", "13 May"], ""),
        (["S1", "S10"], ""),
    ],
)
def test_values_that_may_be_one_are_asked_about(values, asked):
    found = list(doubtful_values("name", values))
    assert asked in " ".join(found)
    assert bool(found) == bool(asked)
