"""Topics in the page: a map with links, the same as a table, and the passages of one topic."""

from collections.abc import Callable
from pathlib import Path

from selenium.webdriver.common.keys import Keys

from aft_themes.settings import check_settings

from .making import Study, small_study
from .reader import Reader


def test_the_map_names_topics_and_the_table_says_the_same(reader: Reader, small_page: Path) -> None:
    reader.open(small_page, "#view=topics")
    assert reader.status == "2 topics."
    assert reader.texts(".map-name") == ["1 tape, room, <u>silent</u>", "2 bus, late"]
    rows = reader.run(
        "return [...document.querySelectorAll('.topics tbody tr')]"
        ".map((row) => [...row.children].map((cell) => cell.textContent))"
    )
    assert rows == [
        ["Broad: tape / room", "tape, room", "4", "4", ""],
        [
            "1 tape, room, <u>silent</u>",
            "tape, room, <u>silent</u>",
            "4",
            "4",
            "50%: How was showing tape? <b>",
        ],
        ["Broad: bus / group", "bus", "6", "5", ""],
        ["2 bus, late", "bus, late", "3", "3", ""],
    ]


def test_a_topic_is_chosen_by_keyboard_and_read(reader: Reader, small_page: Path) -> None:
    reader.open(small_page, "#view=topics")
    reader.run("document.querySelector('.map-name').focus()")
    reader.press(Keys.ENTER)
    reader.wait("document.querySelector('.passages')")
    assert reader.address == "#view=topics&topic=1"
    assert reader.segments == ["P1.002.1", "P2.002.1", "P3.004.1", "P6.002.1"]
    assert "Caution: one question." in "".join(reader.texts("main p"))
    reader.go("#view=topics&topic=b2")
    assert reader.status == "All passages: 5 of 6 participants, 6 segments."
    assert "Broad" not in reader.texts(".map-name[aria-current]")


def test_a_point_leads_to_its_place(reader: Reader, small_page: Path) -> None:
    reader.open(small_page, "#view=topics")
    assert reader.run("return document.querySelector('.points').width") > 300
    # the outermost point to the right, where no name lies over it
    reader.run(
        "const canvas = document.querySelector('.points');"
        "const { top, right, height } = canvas.getBoundingClientRect();"
        "for (let y = top; y < top + height && !location.hash.includes('transcript'); y += 6)"
        " canvas.dispatchEvent(new MouseEvent('click', { clientX: right - 10, clientY: y }))"
    )
    reader.wait("document.querySelector('.transcript')")
    assert "&at=P" in reader.address


def test_filters_hold_for_topics(reader: Reader, small_page: Path) -> None:
    reader.open(small_page, "#view=topics&code=tasks.tape")
    counts = reader.texts(".topics td.number")
    assert counts[2:4] == ["2", "2"]  # topic 1: passages, participants


def test_a_study_without_topics_has_no_such_view(reader: Reader, page_without_topics: Path) -> None:
    reader.open(page_without_topics)
    assert not reader.one("#view-topics").is_displayed()
    assert reader.texts("#topic") == []
    reader.go("#view=topics")
    assert "No stable topics" in reader.texts("main")[0]


REFLEXIVE = {"report": {"approach": "reflexive", "synthetic": True}}


def test_a_reflexive_study_has_no_machine_and_no_agreement(
    reader: Reader, write_page: Callable[[str, Study], Path]
) -> None:
    left_out = (
        "topics", "broad_topics", "topic_assignments", "suggestions", "disagreements", "settings"
    )  # fmt: skip
    study = {name: value for name, value in small_study().items() if name not in left_out}
    study["codings"] = study["codings"].query("layer == 'human'")
    page = write_page("reflexive", study | {"settings": check_settings(REFLEXIVE)})
    for view in ("", "#code=tasks.tape", "#view=transcript", "#view=coding&interview=P1"):
        reader.open(page, view)
        shown = reader.one("body").text.lower()
        for word in ("topic", "suggest", "program", "machine", "coders differ", "wilson", "review"):
            assert word not in shown
