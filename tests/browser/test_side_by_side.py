"""Matrix, codes together, groups compared, and the portrait of a participant."""

from collections.abc import Callable
from pathlib import Path

import pytest
from selenium.webdriver.common.keys import Keys

from aft_themes.corpus.participants import with_participants
from aft_themes.themes.themes import roll_up

from .making import Study, small_study
from .reader import Reader


def test_matrix_counts_as_pandas_counts(reader: Reader, page36: Path, study36: Study) -> None:
    reader.open(page36, "#view=matrix&by=supervisor&code=tasks")
    people = study36["participants"]
    rolled = roll_up(study36["codings"], study36["codebook"])
    told = with_participants(rolled, study36["segments"]).merge(people, on="participant")
    sizes = people["supervisor"].value_counts()
    names = {code.name: code.id for code in study36["codebook"].codes}
    groups = sorted(sizes.index)
    for name, *cells in reader.run(
        "return [...document.querySelectorAll('.grid tbody tr')]"
        ".map((row) => [...row.children].map((cell) => cell.textContent))"
    ):
        mine = told[told["code"] == names[name]]
        counted = mine.groupby("supervisor")["participant"].nunique()
        assert cells == [f"{counted.get(group, 0)} of {sizes[group]}" for group in groups]


def test_a_cell_leads_to_what_it_counts(reader: Reader, page36: Path) -> None:
    reader.open(page36, "#view=matrix&by=cohort&columns=people")
    about, address = reader.run(
        "const cell = document.querySelector('.grid td a');"
        "return [cell.getAttribute('aria-label'), cell.getAttribute('href')]"
    )
    reader.go(address)
    count = int(about.split(": ")[1].split()[0])
    assert f"{count} segment" in reader.status
    assert "1 of 1 participant" in reader.status


def test_arrows_move_in_the_matrix(reader: Reader, page36: Path) -> None:
    reader.open(page36, "#view=matrix&by=cohort")
    active = "return document.activeElement.getAttribute('aria-label')"
    reader.run("document.querySelector('.grid td a').focus()")
    first = reader.run(active)
    reader.press(Keys.ARROW_RIGHT)
    assert reader.run(active).split(",")[0] == first.split(",")[0]
    assert reader.run(active) != first
    reader.press(Keys.ARROW_DOWN, Keys.HOME, Keys.ARROW_UP)
    assert reader.run(active) == first
    assert reader.run("return document.querySelectorAll('.grid a[tabindex=\"0\"]').length") == 1


@pytest.mark.parametrize(("how", "segments"), [("and", 1), ("or", 7), ("not", 4)])
def test_a_second_code(reader: Reader, small_page: Path, how: str, segments: int) -> None:
    reader.open(small_page, "#view=together&code=tasks.tape&with=climate")
    names = {"and": "And", "or": "Or", "not": "And not"}
    row = f'{names[how]} Climate <i>&</i> "mood"'
    reader.click(row)
    reader.wait("document.querySelector('.passages')")
    assert len(reader.segments) == segments
    assert row in reader.texts(".filters")[0].replace(": ", " ", 1)


def test_what_goes_with_a_code(reader: Reader, small_page: Path) -> None:
    reader.open(small_page, "#view=together&code=tasks.tape")
    rows = reader.texts(".pairs tbody tr")
    assert rows[0] == 'Climate <i>&</i> "mood"112'
    reader.go("#view=together")
    assert reader.texts(".grid td a") == ["1", "1"]


def test_groups_stand_side_by_side(reader: Reader, small_page: Path) -> None:
    reader.open(small_page, "#view=compare&by=cohort&code=tasks.tape.exposing")
    assert reader.texts(".side h4") == ["early", "late"]
    assert reader.texts(".side > .hint") == [
        "2 of 2 participants, 2 passages",
        "1 of 3 participants, 1 passage",
    ]
    assert "frightening" in reader.texts(".side blockquote")[0]
    reader.one("#group-0").click()
    reader.wait("document.querySelectorAll('.side').length === 1")
    assert reader.texts(".side h4") == ["late"]


def test_portrait_shows_attributes_codes_and_places(reader: Reader, small_page: Path) -> None:
    reader.open(small_page, "#view=portrait&participant=P1")
    assert reader.texts(".facts dd") == ["early", "S1", "relational", "3", "yes"]
    assert reader.texts(".line-name") == ["AFT tasks (2)", 'Climate <i>&</i> "mood" (2)']
    assert len(reader.texts(".tick")) == 4
    assert len(reader.texts(".quote")) == 3
    reader.one(".line-name").click()
    reader.wait("document.querySelector('.transcript')")
    assert reader.run("return document.activeElement.dataset.segment") == "P1.002.1"


def test_suggestions_are_a_layer_that_says_so(reader: Reader, small_page: Path) -> None:
    reader.open(small_page, "#participant=P1")
    assert reader.texts(".layer") == []
    reader.one("#suggestions").click()
    reader.wait("document.querySelector('.layer')")
    shown = reader.texts(".layer")
    assert len(shown) == 2
    assert all("Unchecked suggestions" in text for text in shown)
    assert "Confidence 0.80" in shown[0]
    assert "negation" in shown[0]
    assert "P3.002.1" in shown[0]
    # counts and marks are the coders' alone
    reader.go("#code=tasks.tape.exposing&suggestions=shown")
    assert reader.status == "Tape as exposure: 3 of 5 participants, 3 segments."


def test_the_header_stays_in_sight(reader: Reader, page36: Path) -> None:
    reader.open(page36, "#code=tasks")
    reader.run("scrollTo(0, 3000)")
    top = reader.run("return document.querySelector('.top').getBoundingClientRect().top")
    assert top == 0
    assert reader.run("return document.querySelector('#valence').getBoundingClientRect().top") > 0


def test_a_study_that_nobody_coded_says_so(
    reader: Reader, write_page: Callable[[str, Study], Path]
) -> None:
    study = small_study()
    none = {name: study[name][:0] for name in ("codings", "theme_participants", "quotes")}
    counts = dict.fromkeys(("n", "of", "segments", "benefit", "challenge", "mixed", "none"), 0)
    page = write_page("uncoded", {**study, **none, "themes": study["themes"].assign(**counts)})
    reader.open(page, "#view=matrix&columns=people")
    assert reader.texts(".none-here") == ["No interview of these participants is coded yet."]
