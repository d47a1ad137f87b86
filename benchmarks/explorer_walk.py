"""Walk through five tasks in the sample's explorer and count clicks and keys.

Run ``python benchmarks/explorer_walk.py`` after ``make reproduce`` (half a minute; needs Chromium
and its driver). Every step is a real click or key in the browser. The time of a person is estimated
by the keystroke-level model (Card, Moran & Newell, 1983, The Psychology of Human-Computer
Interaction, ch. 8), without the time to read; the page's own time is measured.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
sys.path.insert(0, str(Path(__file__).parent))
from browser.reader import Reader
from explorer import start_browser

PAGE = Path(__file__).parents[1] / "reports" / "aft-sample" / "explorer" / "index.html"
# seconds: a key of somebody who types, but not for a living; pointing and a click; one thought
KEY_S, CLICK_S, THOUGHT_S = 0.28, 1.30, 1.35
TURNS, DECISIONS = 10, 20


@dataclass
class Walker:
    """Somebody who clicks and types; counts what it takes."""

    reader: Reader
    clicks: int = 0
    keys: int = 0
    thoughts: int = 0

    def click(self, selector: str, text: str = "") -> None:
        """Click the first visible element of a selector that begins with a text."""
        ActionChains(self.reader.driver).click(self._find(selector, text)).perform()
        self.clicks += 1
        self.thoughts += 1

    def choose(self, select: str, value: str) -> None:
        """Choose an entry of a list: one click opens it, one takes the entry."""
        self.reader.choose(select, value)
        self.clicks += 2
        self.thoughts += 1

    def press(self, *keys: str) -> None:
        """Press keys where the focus is."""
        self.reader.press(*keys)
        self.keys += sum(len(key) for key in keys)
        self.thoughts += 1

    def drag_over(self, words: WebElement) -> None:
        """Select the first line of a paragraph with the mouse."""
        self._scroll(words)
        left, top = -words.size["width"] // 2 + 2, -words.size["height"] // 2 + 8
        move = ActionChains(self.reader.driver).move_to_element_with_offset(words, left, top)
        move.click_and_hold().move_by_offset(280, 0).release().perform()
        self.clicks += 1
        self.thoughts += 1

    def _find(self, selector: str, text: str) -> WebElement:
        script = (
            "return [...document.querySelectorAll(arguments[0])]"
            ".find((e) => e.textContent.trim().startsWith(arguments[1]) && e.checkVisibility())"
        )
        wait = WebDriverWait(self.reader.driver, 5)
        found: WebElement = wait.until(lambda _: self.reader.run(script, selector, text))
        self._scroll(found)
        return found

    def _scroll(self, element: WebElement) -> None:
        self.reader.run("arguments[0].scrollIntoView({ block: 'center' })", element)


def shows(walker: Walker, selector: str, text: str) -> None:
    """Wait until a part of the page holds a text."""
    found = f"document.querySelector({selector!r})?.textContent.includes({text!r})"
    walker.reader.wait(found)


def read_a_group(walker: Walker) -> None:
    """Find what S3's trainees say about support."""
    walker.choose("attribute-1", "S3")
    walker.click("[aria-label='Codes below Supervisor stance']")
    walker.click(".tree .code", "Support and validation")
    shows(walker, "#status", "Support and validation: 7 of 13 participants")


def read_two_codes(walker: Walker) -> None:
    """Find who has shame together with tape."""
    walker.click("#view-together")
    walker.click("[aria-label^='Codes below Trainee']")
    walker.click(".tree .code", "Shame")
    walker.click(".pairs a", "Tape as exposure")
    shows(walker, ".filters", "And: Tape as exposure")


def copy_two_quotes(walker: Walker) -> None:
    """Copy two quotes with their sources."""
    walker.click(".list > li:nth-child(1) .action", "Copy quote")
    shows(walker, "#status", "Copied")
    walker.click(".list > li:nth-child(2) .action", "Copy quote")


def code_blind(walker: Walker) -> None:
    """Code ten turns of an interview blind, and save the file."""
    reader = walker.reader
    walker.click("#view-coding")
    walker.click("#coder")
    walker.press("B")
    walker.click("#blind")
    spoken = "return [...document.querySelectorAll('#coding .turn.participant .words')]"
    for turn in range(TURNS):
        walker.drag_over(reader.run(f"{spoken}[{turn}]"))
        reader.wait("document.activeElement.id === 'give'")
        walker.press("sham", Keys.ENTER)
    walker.click("button", "Save codings.csv")
    shows(walker, "#mine-title", f"Your codings here ({TURNS})")


def decide_twenty(walker: Walker) -> None:
    """Accept or reject twenty suggestions, and save the file."""
    walker.click("#view-coding")
    walker.click("#queue h3")
    for number in range(DECISIONS):
        walker.press("a" if number % 3 else "r")
    shows(walker, ".saves", f"Save review ({DECISIONS})")
    walker.click("button", "Save review")


TASKS: dict[str, tuple[Callable[[Walker], None], str]] = {
    "Find what S3's trainees say about support": (read_a_group, "#"),
    "Find who has shame together with tape": (read_two_codes, "#"),
    "Copy two quotes with sources": (copy_two_quotes, "#code=supervisor.support"),
    "Code ten turns of an interview blind": (code_blind, "#"),
    "Accept or reject twenty suggestions": (decide_twenty, "#participant=P07"),
}


def main() -> None:
    """Do the tasks, and print what each takes."""
    browser = start_browser()
    try:
        print("| task | clicks | keys | a person, about | the page |\n|---|--:|--:|--:|--:|")
        for name, (task, begin) in TASKS.items():
            reader = Reader(browser)
            reader.screen(1400, 1000)
            reader.open(PAGE, begin)
            reader.forget()
            walker = Walker(reader)
            begun = time.perf_counter()
            task(walker)
            took = time.perf_counter() - begun
            person = KEY_S * walker.keys + CLICK_S * walker.clicks + THOUGHT_S * walker.thoughts
            print(f"| {name} | {walker.clicks} | {walker.keys} | {person:.0f} s | {took:.1f} s |")
    finally:
        browser.quit()


if __name__ == "__main__":
    main()
