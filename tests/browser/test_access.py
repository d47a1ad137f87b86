"""Accessibility: axe-core's WCAG 2.2 AA rules on every view, in light and dark, wide and narrow."""

from importlib.resources import files
from pathlib import Path

import pytest

from .reader import Reader

STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast", "link-in-text-block"]  # all rules that look at colours
AXE = (files("selenium_axe_python") / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
CHECK = """
const done = arguments[1];
axe.run(document, { ...arguments[0], resultTypes: ["violations"] }).then(
  ({ violations, passes }) => done({
    violations: violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html).slice(0, 3)]),
    rules: passes.map(({ id }) => id),
  }),
  (error) => done({ violations: [String(error)], rules: [] }),
);
"""
VIEWS = {
    "all": "",
    "theme": "#code=tasks.tape&a.cohort=early",
    "uncoded": "#code=-",
    "nothing": "#code=climate.never",
    "words": "#view=words&q=silen*",
    "no words": "#view=words",
    "transcript": "#view=transcript&interview=P1&code=tasks&at=P1.002.1",
    "unknown": "#code=gone",
    "suggestions": "#code=tasks&suggestions=shown",
    "matrix": "#view=matrix&by=cohort",
    "matrix of people": "#view=matrix&by=cohort&columns=people&code=tasks",
    "together": "#view=together&code=tasks.tape&with=climate",
    "pairs": "#view=together",
    "compare": "#view=compare&by=cohort&code=tasks",
    "portrait": "#view=portrait&participant=P1",
    "topics": "#view=topics",
    "a topic": "#view=topics&topic=1",
    "quotes": "#view=quotes",
    "coding": "#view=coding&interview=P1",
}


WAYS = (390, "light"), (390, "dark"), (1280, "light")


@pytest.mark.parametrize("view", VIEWS)
def test_axe_finds_nothing_on_phones_in_the_dark_and_on_wide_screens(
    reader: Reader, small_page: Path, view: str
) -> None:
    reader.screen(390)
    show(reader, small_page, VIEWS[view])
    for width, scheme in WAYS:
        check(reader, width, scheme)


def show(reader: Reader, page: Path, address: str) -> None:
    """Load a page once, narrow; then only its address changes, and axe is still there."""
    here = reader.run("return window.axe && location.pathname")
    if here == page.as_posix():
        reader.go(address)
    else:
        reader.open(page, address)


def check(reader: Reader, width: int, scheme: str = "light") -> None:
    """Ask axe: in the dark, where the page differs in its colours only, about these."""
    reader.screen(width, scheme=scheme)
    reader.run("for (const details of document.querySelectorAll('details')) details.open = true")
    reader.wait("document.getAnimations().every((one) => one.playState === 'finished')")
    if not reader.run("return Boolean(window.axe)"):
        reader.run(AXE)
    dark = scheme == "dark"
    asked = {"runOnly": COLOURS if dark else STANDARDS, "preload": not dark}
    found = reader.driver.execute_async_script(CHECK, asked)
    assert found["violations"] == [], scheme
    assert set(found["rules"]) >= {"color-contrast", *([] if dark else ["target-size"])}


# what stands in the coding view only after a step
STEPS = {
    "a code to give": (
        "document.querySelector('#coding').focus();"
        "document.querySelector('#coding').dispatchEvent("
        "new KeyboardEvent('keydown', { key: 'ArrowDown' }))"
    ),
    "another code": (
        "document.querySelector('#queue').dispatchEvent(new KeyboardEvent('keydown', { key: 'c' }))"
    ),
    "a decision": (
        "document.querySelector('#queue').dispatchEvent(new KeyboardEvent('keydown', { key: 'a' }))"
    ),
}


def test_axe_finds_nothing_where_sure_ones_are_ticked_off(reader: Reader, sure_page: Path) -> None:
    for interview, times in (("P0002", 1), ("P0001", 4)):  # the sample
        reader.open(sure_page, f"#view=coding&interview={interview}")
        for _ in range(times):
            reader.run(STEPS["a decision"])
    for width, scheme in WAYS:
        check(reader, width, scheme)
    assert reader.texts(".ticks li")
    assert reader.texts(".worklist td")
    reader.run("localStorage.clear()")


@pytest.mark.parametrize("step", STEPS)
def test_axe_finds_nothing_while_one_codes(coder: Reader, step: str) -> None:
    coder.run(STEPS[step])
    for width, scheme in WAYS:
        check(coder, width, scheme)


def test_counts_are_announced(reader: Reader, small_page: Path) -> None:
    reader.open(small_page)
    status = reader.one("[role=status]")
    reader.go("#code=climate")
    # the very element that was there, with new text: that is what screen readers announce
    assert status.get_attribute("textContent") == reader.status
    assert reader.status.startswith("Climate")


def test_movement_only_where_it_is_welcome(reader: Reader, small_page: Path) -> None:
    reader.open(small_page)
    still = {"features": [{"name": "prefers-reduced-motion", "value": "reduce"}]}
    reader.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", still)
    duration = "return getComputedStyle(document.querySelector('.fill')).transitionDuration"
    assert reader.run(duration) == "0s"
