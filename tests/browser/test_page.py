"""The explorer in a browser: counts, passages, quotes, words, transcripts and addresses."""

import itertools
import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from selenium.webdriver.common.keys import Keys

from aft_themes.explorer import ExplorerStudy, build_explorer
from aft_themes.notices import Lost, LostOfCode
from aft_themes.themes.quotation import printed_words
from aft_themes.themes.themes import roll_up

from .making import HEBREW, IMAGE, SCRIPT, SEPARATORS, TEMPLATE, Study, small_study
from .reader import Reader


def test_asks_for_nothing_but_itself(reader: Reader, small_page: Path) -> None:
    address = reader.open(small_page, "#code=tasks.tape")
    reader.go("#view=words&q=silence")
    reader.go("#view=transcript&interview=P2")
    assert set(reader.requests()) <= {address, address.partition("#")[0]}


@pytest.mark.parametrize("step", [3, pytest.param(1, marks=pytest.mark.nightly)])
def test_counts_of_codes_are_those_of_the_theme_table(
    reader: Reader, page36: Path, study36: Study, step: int
) -> None:
    reader.open(page36)
    for theme in study36["themes"].iloc[::step].itertuples():
        reader.go(f"#code={theme.code}")
        assert reader.status == f"{theme.name}: {theme.n} of {theme.of} participants, " + (
            f"{theme.segments} segment{'' if theme.segments == 1 else 's'}."
        )
        split = " ".join(reader.texts(".legend li"))
        for name, count in (
            ("as benefit only", theme.benefit),
            ("as both", theme.mixed),
            ("as challenge only", theme.challenge),
            ("as neither", theme.none),
        ):
            assert (f"{name}: {count}" in split) == (count > 0)


def test_a_code_says_how_many_quotes_its_counts_lack(reader: Reader, tmp_path: Path) -> None:
    study = ExplorerStudy(**small_study())
    lost = Lost(3, 90, codes=(LostOfCode("tasks.tape", 3, 12),))
    path = tmp_path / "index.html"
    path.write_text(build_explorer(study, lost), encoding="utf-8")
    reader.open(path, "#code=tasks.tape")
    assert [text[:27] for text in reader.texts(".not-counted")] == ["Not counted: 3 coded quotes"]
    reader.go("#code=tasks")  # with those of the codes below it
    assert len(reader.texts(".not-counted")) == 1
    other = next(one for one in study.codebook.ids if not one.startswith("tasks"))
    reader.go(f"#code={other}")
    assert reader.texts(".not-counted") == []


def test_combined_choices_count_as_pandas_counts(
    reader: Reader, page36: Path, study36: Study
) -> None:
    reader.open(page36)
    for code, valence, cohort, topic in itertools.product(
        ("", "tasks", "impact"), ("", "benefit", "none"), ("", "2011-2015"), (0, 2)
    ):
        reader.go(f"#code={code}&valence={valence}&a.cohort={cohort}&topic={topic or ''}&page=1")
        fitting, of = fitting_segments(study36, code, valence, cohort, topic)
        n, total = fitting["interview"].nunique(), len(fitting)
        assert f": {n} of {of} participants, {total:,} segment" in reader.status
        assert reader.segments == fitting["segment_id"].tolist()[:20]


def fitting_segments(
    study: Study, code: str, valence: str, cohort: str, topic: int
) -> tuple[pd.DataFrame, int]:
    people = study["participants"]
    if cohort:
        people = people[people["cohort"] == cohort]
    segments = study["segments"].merge(study["topic_assignments"][["segment_id", "topic"]])
    fitting = segments[segments["participant"].isin(people["participant"])]
    if topic:
        fitting = fitting[fitting["topic"] == topic]
    told = study["codings"]
    if code:
        rolled = roll_up(told, study["codebook"])
        told = rolled[rolled["code"] == code]
    if valence:
        told = told[told["valence"] == valence]
    if code or valence:
        fitting = fitting[fitting["segment_id"].isin(told["segment_id"])]
    return fitting, len(people)


def test_choices_show_how_the_counts_would_change(reader: Reader, small_page: Path) -> None:
    reader.open(small_page, "#code=tasks.tape")
    assert reader.texts("#attribute-0 option") == ["Any", "early (2 of 2)", "late (2 of 3)"]
    assert reader.texts("#valence option")[1:] == [
        "Neither (0 participants)",
        "Benefit (1 participant)",
        "Challenge (2 participants)",
        "Mixed (2 participants)",
    ]
    reader.choose("attribute-0", "late")
    reader.wait("document.querySelector('.filters')")
    assert reader.address == "#code=tasks.tape&a.cohort=late"
    assert reader.status == "Tape: 2 of 3 participants, 2 segments."
    assert reader.texts("#attribute-0 option") == ["Any", "early (2 of 2)", "late (2 of 3)"]
    counts = [text.replace("\n", "") for text in reader.texts(".code .count")]
    assert counts[0] == ": 2 of 3 participants, 2 segments"
    reader.one(".filters a").click()
    reader.wait("!document.querySelector('.filters')")
    assert reader.status == "Tape: 4 of 5 participants, 5 segments."


def test_passages_without_a_code_leave_out_interviews_that_nobody_coded(
    reader: Reader, small_page: Path
) -> None:
    reader.open(small_page, "#code=-")
    assert reader.segments == ["P3.004.1", "P5.002.1"]
    assert reader.status.startswith("Passages without a code: 2 of 5 participants")
    reader.go("#")
    assert reader.status == "All passages: 6 of 6 participants, 10 segments."


def test_who_lacks_a_theme_is_listed(reader: Reader, small_page: Path) -> None:
    reader.open(small_page, "#code=climate")
    reader.one(".absent summary").click()
    reader.wait("document.querySelector('.absent li')")
    assert reader.texts(".absent li a") == ["P3", "P4", "P5"]
    assert "Whole study: 2 of 5 (40%; Wilson interval 12% to 77%)" in reader.texts(".whole")[0]


def test_coded_words_are_marked_to_the_letter(reader: Reader, small_page: Path) -> None:
    # emoji before and in the words take two units each in a browser
    reader.open(small_page, "#code=tasks.tape.insight")
    assert reader.texts("mark.chosen") == [
        "saw what I had missed 🎥👩‍🏫",
        "I learned from it",
        "I saw myself interrupting. Again and again.",
    ]
    assert reader.texts("mark.coded") == ["the café was silent", "I hated it"]


def test_a_code_lights_up_its_words(reader: Reader, small_page: Path) -> None:
    reader.open(small_page, "#code=tasks.tape.insight")
    chip = reader.one("[data-segment='P2.002.1'] .chip:not(.chosen)")
    assert reader.texts("mark.lit") == []
    reader.run("arguments[0].focus()", chip)
    assert reader.texts("mark.lit") == ["I hated it"]


def test_quotes_for_and_against_stand_side_by_side(reader: Reader, small_page: Path) -> None:
    reader.open(small_page, "#code=tasks.tape")
    assert [text[:12] for text in reader.texts(".side.benefit .quoted")] == ["Then I saw w"]
    # the rest of the turn stands around it
    assert reader.texts(".side.benefit .rest")[0].startswith("It was frightening.")
    assert HEBREW in reader.texts(".side.challenge blockquote")[0]
    assert "contrary" in reader.texts(".side.challenge .source")[0]
    assert printed_words(IMAGE) in reader.texts(".side.other blockquote")[0]
    left, right = (reader.one(f".side.{side}").rect for side in ("benefit", "challenge"))
    assert left["y"] == right["y"]
    assert left["x"] < right["x"]


def test_segment_comes_with_question_and_neighbours(reader: Reader, small_page: Path) -> None:
    reader.open(small_page, "#code=climate.safe")
    assert reader.texts(".question") == ["Interviewer: And the group?"]
    reader.one(".around summary").click()
    reader.wait("document.querySelector('.around .turn')")
    turns = reader.texts(".around .turn > p:last-child")
    assert [turn[:14] for turn in turns] == ["It was frighte", "And the group?", "The group felt"]
    assert reader.texts(".around mark.chosen") == ["safe enough"]
    reader.one(".around a").click()
    reader.wait("document.querySelector('.transcript')")
    assert reader.run("return document.activeElement.dataset.segment") == "P1.004.1"


def test_transcript_opens_at_the_place(reader: Reader, page36: Path) -> None:
    reader.open(page36, "#code=tasks&participant=P0030")
    place = reader.segments[-1]
    reader.one(f"[data-segment='{place}'] .place").click()
    reader.wait("document.querySelector('.transcript')")
    assert reader.run("return document.activeElement.dataset.segment") == place
    box = reader.run("return document.activeElement.getBoundingClientRect().toJSON()")
    assert 0 <= box["top"] < 900
    assert len(reader.texts(".transcript .turn")) == 38
    assert reader.status == "Transcript of P0030, 38 turns."


def test_a_code_chosen_in_a_transcript_is_marked_there(reader: Reader, small_page: Path) -> None:
    reader.open(small_page, "#view=transcript&interview=P1")
    assert reader.texts(".places") == []
    reader.one("#sidebar .code[href*='code=climate']").click()
    reader.wait("document.querySelector('.places')")
    assert reader.address == "#view=transcript&code=climate&interview=P1"
    assert reader.texts("mark.chosen") == ["the café was silent", "safe enough"]
    assert reader.texts(".places a") == ["2", "4"]
    reader.one(".places a").click()
    reader.wait("document.querySelector('.target')")
    assert reader.run("return document.activeElement.dataset.segment") == "P1.002.2"
    assert reader.texts(".places a[aria-current]") == ["2"]


def test_back_and_permalinks_restore_everything(reader: Reader, small_page: Path) -> None:
    address = "#code=tasks&valence=mixed&participant=P2&a.cohort=early&topic=1"
    reader.open(small_page, address)
    shown = reader.one("main").text
    assert reader.address == address
    reader.one("#view-words").click()
    reader.wait("document.querySelector('#query')")
    reader.one("#query").send_keys("hated", Keys.ENTER)
    reader.wait("document.querySelector('.kwic')")
    assert reader.address.endswith("&q=hated")
    reader.driver.back()
    reader.driver.back()
    reader.wait("document.querySelector('.passages')")
    assert reader.address == address
    assert reader.one("main").text == shown
    reader.open(small_page, address)
    assert reader.one("main").text == shown


def test_an_address_of_another_codebook_says_so(reader: Reader, small_page: Path) -> None:
    reader.open(small_page, "#code=gone&topic=9&page=-1")
    assert "code=gone, topic=9, page=-1" in reader.texts("#view .notice")[0]
    assert reader.status.startswith("All passages")


def fold(text: str) -> str:
    plain = unicodedata.normalize("NFD", text)
    return "".join(sign for sign in plain if not unicodedata.combining(sign)).lower()


@pytest.mark.parametrize(
    ("query", "pattern"),
    [
        ("silence", r"\bsilence\b"),
        ("CAFE", r"\bcafe\b"),
        ("café", r"\bcafe\b"),
        ("caf*", r"\bcaf\w*\b"),
        ("the and", r"\bthe\W+and\b"),
        ("the ta*", r"\bthe\W+ta\w*\b"),
        ("i* tape", r"\bi\w*\W+tape\b"),
    ],
)
def test_words_are_found_as_python_finds_them(
    reader: Reader, page36: Path, study36: Study, query: str, pattern: str
) -> None:
    reader.open(page36)
    turns = study36["clean_turns"]
    for voices, mine in (("", turns[turns["role"] == "participant"]), ("all", turns)):
        reader.go(f"#view=words&q={query}&voices={voices}")
        hits = mine["text"].map(lambda text: len(re.findall(pattern, fold(text))))
        people = mine.loc[hits > 0, "interview"].nunique()
        assert hits.sum() > 0
        assert reader.status == f"{query}: {hits.sum():,} places in {people} of 36 interviews."


def test_words_stand_in_their_context(reader: Reader, small_page: Path) -> None:
    reader.open(small_page, "#view=words&q=SILEN*")
    lines = [text.strip() for text in reader.texts(".kwic tbody tr")]
    assert lines[0].startswith("P1, 2")
    assert lines[0].endswith("the café was silent.")
    assert [text.strip() for text in reader.texts(".kwic tbody th")] == [
        "P1, 2",
        "P2, 4",
        "P2, 4",
        "P3, 4",
        "P6, 2",
    ]
    reader.go("#view=words&q=SILEN*&sort=right")
    assert reader.texts(".kwic tbody th") == ["P1, 2", "P2, 4", "P3, 4", "P2, 4", "P6, 2"]
    reader.go("#view=words&q=SILEN*&in=selection&code=climate")
    assert reader.texts(".kwic tbody th") == ["P1, 2", "P2, 4", "P2, 4"]
    assert reader.texts(".filters li") == ['Code: Climate <i>&</i> "mood" \xd7 (remove)']
    reader.one(".kwic tbody a").click()
    reader.wait("document.querySelector('.transcript')")
    assert reader.texts("mark.word") == ["silent"]


@pytest.mark.parametrize("query", ["a", "*", "(((", "\\", "[a-z]+", "%E2%80%A6", "*ence"])
def test_odd_queries_do_no_harm(reader: Reader, small_page: Path, query: str) -> None:
    reader.open(small_page)
    reader.go(f"#view=words&q={query}")
    assert reader.texts("h2#title") == ["Words in context"]


def test_search_within_the_form(reader: Reader, small_page: Path) -> None:
    reader.open(small_page, "#view=words")
    reader.one("#query").send_keys("tape", Keys.ENTER)
    reader.wait("document.querySelector('.kwic')")
    assert reader.run("return document.activeElement.id") == "query"
    assert reader.status == "tape: 2 places in 1 of 6 interviews."
    reader.one("#everyone").click()
    reader.wait("location.hash.includes('voices=all')")
    assert reader.status == "tape: 8 places in 6 of 6 interviews."


def test_transcripts_are_inert_text(reader: Reader, small_page: Path) -> None:
    for address in ("", "#code=tasks", "#code=climate", "#view=words&q=tape&voices=all"):
        reader.open(small_page, address)
        assert reader.driver.title == "A small study & its </title> - explorer"
        assert reader.run("return document.images.length") == 0
        assert reader.run("return document.scripts.length") == 2
        assert reader.run("return document.querySelectorAll('main b, main i, main u').length") == (
            reader.run("return document.querySelectorAll('.numbers b').length")
        )
    shown = ""
    for interview in ("P1", "P2", "P3"):
        reader.go(f"#view=transcript&interview={interview}")
        shown += "".join(reader.texts(".transcript"))
    for hostile in (SCRIPT, IMAGE, TEMPLATE, HEBREW, SEPARATORS):
        assert hostile in shown
    assert reader.driver.title.startswith("A small study")


def test_right_to_left_words_keep_their_direction(reader: Reader, small_page: Path) -> None:
    reader.open(small_page, "#code=tasks.tape")
    words = reader.one("[data-segment='P3.002.1'] .words")
    assert reader.run("return getComputedStyle(arguments[0]).direction", words) == "rtl"


def test_page_cannot_make_markup_from_text(reader: Reader, small_page: Path) -> None:
    reader.open(small_page)
    refused = reader.run(
        "try { document.getElementById('view').innerHTML = '<b>x</b>'; return ''; }"
        " catch (error) { return error.name; }"
    )
    assert refused == "TypeError"
    assert any("TrustedHTML" in line for line in reader.complaints())


def test_keyboard_alone(reader: Reader, small_page: Path) -> None:
    reader.open(small_page)
    active = lambda: reader.run("return document.activeElement.textContent.trim()")  # noqa: E731
    reader.press(Keys.TAB)
    assert active() == "Skip to the content"
    reader.press(Keys.ENTER)
    assert reader.run("return document.activeElement.id") == "main"
    assert reader.address == ""
    reader.run("document.querySelector('#sidebar button').focus()")
    reader.press(Keys.ENTER)
    toggle = "document.activeElement.getAttribute('aria-expanded')"
    assert reader.run(f"return {toggle}") == "true"
    reader.press(Keys.TAB, Keys.TAB, Keys.TAB)
    assert active().startswith("Tape")
    outline = "getComputedStyle(document.activeElement).outlineStyle"
    assert reader.run(f"return {outline}") == "solid"
    reader.press(Keys.ENTER)
    reader.wait("location.hash === '#code=tasks.tape'")
    assert active().startswith("Tape")
    assert reader.run("return document.activeElement.getAttribute('aria-current')") == "true"


def test_a_code_is_found_by_typing_and_its_passages_are_one_key_away(
    reader: Reader, page36: Path
) -> None:
    reader.screen()
    reader.open(page36)
    tree = "[...document.querySelectorAll('.tree .code')].filter((one) => one.offsetParent)"
    shown = f"{tree}.map((one) => one.querySelector('.name')?.textContent).filter(Boolean)"
    before = reader.run(f"return {shown}")
    reader.one("#find-code").send_keys("insuff")
    assert reader.run(f"return {shown}") == ["Supervisor stance", "Insufficient support"]
    reader.press(Keys.ESCAPE)
    assert reader.run(f"return {shown}") == before
    reader.one("#find-code").send_keys("zzz")
    assert reader.run(f"return {shown}") == []
    assert "No code has these words." in reader.texts(".field .hint")
    reader.press(Keys.ESCAPE, "insuff", Keys.ENTER)
    reader.wait("location.hash === '#code=supervisor.insufficient_support'")
    assert reader.run("return document.activeElement.id") == "main"
    reader.run("document.querySelector('.tree [aria-current]').focus()")
    reader.press(Keys.TAB)
    assert reader.run("return document.activeElement.textContent") == "To its passages"
    reader.press(Keys.ENTER)
    assert reader.run("return document.activeElement.id") == "main"


def test_on_a_phone_the_choices_make_room_for_what_was_chosen(reader: Reader, page36: Path) -> None:
    reader.screen(390, 800)
    reader.open(page36)
    reader.run("document.getElementById('choices').open = true")
    reader.run("document.querySelectorAll('.tree .row .code')[0].focus()")
    reader.press(Keys.ENTER)
    reader.wait("location.hash.startsWith('#code=')")
    reader.wait("!document.getElementById('choices').open")
    assert reader.run("return document.activeElement.id") == "main"
    top = reader.run("return document.getElementById('title').getBoundingClientRect().top")
    assert top > reader.run("return document.querySelector('aside').getBoundingClientRect().bottom")


def test_long_names_of_codes_are_not_wider_than_the_screen(
    reader: Reader, write_page: Callable[[str, Study], Path]
) -> None:
    study = small_study()
    long = "Donaudampfschifffahrtsgesellschaftskapitänspatentinhaberstolz"
    codes = tuple(replace(code, name=f"{long} {code.name}") for code in study["codebook"].codes)
    page = write_page("long", {**study, "codebook": replace(study["codebook"], codes=codes)})
    for width in (320, 390, 1280):
        reader.screen(width)
        for address in ("", "#code=tasks.tape", "#view=transcript", "#view=portrait"):
            reader.open(page, address)
            assert reader.run("return document.documentElement.scrollWidth") <= width


def test_focus_is_never_lost(reader: Reader, page36: Path) -> None:
    reader.open(page36, "#code=tasks")
    for step, expected in (
        (".pager [rel=next]", "passages-title"),
        (".path a, .chips a", "title"),
    ):
        reader.run("document.querySelector(arguments[0]).focus()", step)
        before = reader.address
        reader.press(Keys.ENTER)
        reader.wait(f"location.hash !== '{before}'")
        reader.wait(f"document.activeElement.id === '{expected}'")


def test_pages_hold_every_passage_once(reader: Reader, page36: Path, study36: Study) -> None:
    rolled = roll_up(study36["codings"], study36["codebook"])
    wanted = set(rolled.loc[rolled["code"] == "tasks", "segment_id"])
    reader.open(page36)
    found: list[str] = []
    for page in range(1, len(wanted) // 100 + 2):
        reader.go(f"#code=tasks&size=100&page={page}")
        found += reader.segments
    assert found == sorted(wanted)


def test_notices_and_marks_of_machine_suggestions(
    reader: Reader,
    write_page: Callable[[str, Study], Path],
) -> None:
    reader.open(write_page("suggested", small_study(final="suggested", synthetic=False)))
    assert [text[:19] for text in reader.texts(".notice")] == ["Machine suggestions"]
    reader.open(write_page("partly", small_study(final="human+suggested")), "#code=tasks.tape")
    assert [text[:14] for text in reader.texts(".notice")] == ["Synthetic data", "Partly machine"]
    assert reader.texts(".suggested") == [" suggested"]


def test_topics_are_called_heuristic(reader: Reader, small_page: Path) -> None:
    reader.open(small_page, "#topic=1")
    assert reader.texts("#topic-hint")[0].startswith("Topics are a heuristic")
    assert "1 tape, room, <u>silent</u>" in reader.texts(".filters")[0]


def test_print_shows_the_passages_alone(reader: Reader, page36: Path) -> None:
    reader.open(page36, "#code=tasks")
    reader.screen(scheme="dark", media="print")
    shown = "return getComputedStyle(document.querySelector(arguments[0])).display"
    for hidden in ("aside", ".pager", ".masthead nav", "details:not([open])"):
        assert reader.run(shown, hidden) == "none"
    assert reader.run(shown, ".passages") == "block"
    ground = "return getComputedStyle(document.documentElement).backgroundColor"
    assert reader.run(ground) == "rgb(255, 255, 255)"


def test_forced_colours_keep_marks_and_what_is_chosen(reader: Reader, page36: Path) -> None:
    reader.screen(forced="active")
    reader.open(page36, "#view=portrait")
    ground = "return getComputedStyle(document.querySelector(arguments[0])).backgroundColor"
    assert reader.run(ground, ".tick") != reader.run(ground, "main")
    edge = "return getComputedStyle(document.querySelector(arguments[0])).outlineStyle"
    assert reader.run(edge, ".masthead nav a[aria-current]") == "solid"
    assert reader.run(edge, ".masthead nav a:not([aria-current])") == "none"


def test_nothing_is_wider_than_the_screen(reader: Reader, small_page: Path) -> None:
    for address in (
        "",
        "#code=tasks.tape",
        "#view=words&q=silen*",
        "#view=transcript",
        "#view=matrix&columns=people",
        "#view=together&code=tasks",
        "#view=compare&code=tasks",
        "#view=portrait",
        "#view=coding",
    ):
        reader.screen(320)
        reader.open(small_page, address)
        for width in (320, 700, 1280):
            reader.screen(width)
            assert reader.run("return document.documentElement.scrollWidth") <= width, address


def test_same_counts_for_theme_participants(study36: Study) -> None:
    # the page counts from codings; the theme table's own frame must agree with it
    counted: pd.DataFrame = study36["theme_participants"]
    assert counted.loc[counted["segments"] > 0].groupby("code")["participant"].nunique().sum() == (
        study36["themes"]["n"].sum()
    )


@pytest.mark.slow
def test_many_interviews_are_counted(reader: Reader, large_page: Path) -> None:
    # benchmarks/explorer.py tells how long a page of a thousand needs
    reader.open(large_page)
    people = int(large_page.stem)
    counted = f"{people:,} of {people:,} participants, {38 * people:,} segments"
    assert reader.status == f"All passages: {counted}."
    reader.go("#view=words&q=silence")
    assert reader.texts(".kwic tbody tr")
    reader.go("#view=transcript&interview=P0170")
    assert reader.status == "Transcript of P0170, 38 turns."
