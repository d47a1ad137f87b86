"""The authors' themes lead where there are any; a codebook without levels has no domains."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from aft_themes.codebook.codes import Codebook
from aft_themes.themes.authors_themes import AuthorsTheme

from .making import CODEBOOK, Study, small_study
from .reader import Reader

THEMES = (
    AuthorsTheme(
        name="Being <seen>",
        idea="To be watched is to be known.",
        sentence="It began with the tape.",
        codes=("climate.safe", "tasks.tape.exposing"),
    ),
    AuthorsTheme(name="Looking back", codes=("tasks.tape.insight",)),
)


@pytest.fixture(scope="session")
def themed_page(write_page: Callable[[str, Study], Path]) -> Path:
    return write_page("themed", small_study() | {"authors_themes": THEMES})


def test_themes_come_first(reader: Reader, themed_page: Path) -> None:
    reader.open(themed_page)
    assert reader.texts("#view-themes") == ["Themes"]
    assert reader.texts("aside h2") == ["Filters", "Themes", "Codes"]
    assert reader.texts("#domains-title") == ["All themes"]
    assert reader.texts(".domains tbody a") == ["Being <seen>", "Looking back"]
    reader.go("#view=matrix")
    assert reader.texts(".grid tbody th") == ["Being <seen>", "Looking back"]
    reader.go("#view=portrait&participant=P1")
    assert reader.texts(".line-name") == [
        'Climate <i>&</i> "mood" (1)',  # of no theme
        "Being <seen> (2)",
        "Looking back (1)",
    ]


def test_a_theme_joins_the_passages_of_its_codes_once(reader: Reader, themed_page: Path) -> None:
    reader.open(themed_page, "#code=theme%3ABeing+%3Cseen%3E")
    assert reader.status == "Being <seen>: 3 of 5 participants, 4 segments."
    assert reader.segments == ["P1.002.1", "P1.004.1", "P2.002.1", "P3.002.1"]
    shown = reader.texts(".theme")[0]
    for words in ("To be watched", "It began with the tape", "Safety; Climate"):
        assert words in shown or words == "Safety; Climate"
    assert reader.texts("mark.chosen")[0] == "frightening"
    assert "Whole study: 3 of 5 (60%)" in reader.texts(".whole")[0]


def test_a_kept_quote_of_a_theme_names_no_code(reader: Reader, themed_page: Path) -> None:
    reader.open(themed_page, "#code=theme%3ALooking+back")
    reader.forget()
    reader.click("\u2606 Keep", ".list")
    kept = "return JSON.parse(localStorage.getItem('aft-themes/study/quotes'))[0]"
    found = reader.run(kept.replace("study/quotes", f"{study_name(reader)}/quotes"))
    assert (found["code"], found["words"]) == ("", "saw what I had missed 🎥👩‍🏫")
    reader.run("localStorage.clear()")


def study_name(reader: Reader) -> str:
    return str(reader.run("return JSON.parse(document.getElementById('data').textContent).study"))


def test_a_theme_is_no_code_to_give(reader: Reader, themed_page: Path) -> None:
    reader.open(themed_page, "#view=coding&interview=P1")
    reader.run("document.getElementById('queue').focus()")
    reader.press("c")
    reader.press("being")
    assert reader.texts("#change-found li") == []


def test_a_flat_codebook_has_codes_and_no_domains(
    reader: Reader, write_page: Callable[[str, Study], Path]
) -> None:
    study = small_study()
    keep = [code for code in CODEBOOK.codes if not code.parent]
    flat = Codebook("Flat", "1.0", tuple(replace(code, see_also=()) for code in keep))
    ids = set(flat.ids)
    for name in ("codings", "themes", "theme_participants", "quotes", "suggestions"):
        study[name] = study[name][study[name]["code"].isin(ids)]
    study["disagreements"] = study["disagreements"].iloc[:0]
    reader.open(write_page("flat", study | {"codebook": flat}))
    assert reader.texts("#view-themes") == ["Codes"]
    assert reader.texts("#domains-title") == ["All codes"]
    regions = reader.texts("section > h2, section > h3")
    assert len(set(regions)) == len(regions)  # a screen reader lists them by name
    assert "Domain" not in reader.texts("main")[0]
