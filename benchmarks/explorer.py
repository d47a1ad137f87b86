"""Time the explorer in headless Chromium: loading, filters, searches, coding.

Run ``python benchmarks/explorer.py`` (two minutes; needs Chromium and its driver). A change is
timed from the new address, or from the key, until the page is painted; the table gives the
quickest, the median and the slowest of the repeats, and the median of the page's own computing
time, which other work of the machine does not lengthen. The command fails if a page computes for
more than two seconds to load, or for more than 100 ms for a change: the time within which an answer
feels immediate (Nielsen, 1993, Usability Engineering, ch. 5).
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.chrome.service import Service

from aft_themes.explorer import ExplorerStudy, build_explorer

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from browser.conftest import ARGUMENTS, BROWSERS
from browser.making import Study, generated_study, with_suggestions
from browser.reader import Reader

FILTERS = {
    "a domain": "#code=tasks",
    "a code and a valence": "#code=tasks.videotape&valence=benefit",
    "a domain in a cohort": "#code=impact&a.cohort=2011-2015",
    "one participant": "#participant=P0030",
    "a topic": "#topic=1",
    "everything": "#",
}
SEARCHES = {
    "a word": "#view=words&q=silence",
    "the commonest word, all voices": "#view=words&q=the&voices=all",
    "a word, sorted by its left": "#view=words&q=tape&sort=left",
    "a phrase": "#view=words&q=the+and",
    "any ending": "#view=words&q=caf*",
    "within a domain": "#view=words&q=ba*&in=selection&code=tasks",
}
OTHERS = {
    "a transcript": "#view=transcript&interview=P0030&code=tasks",
    "a matrix of groups": "#view=matrix&by=supervisor&code=tasks",
    "a second code": "#code=tasks&with=impact&how=and",
    "what goes with a code": "#view=together&code=tasks",
    "pairs of domains": "#view=together",
    "groups side by side": "#view=compare&by=supervisor&code=tasks",
    "a portrait": "#view=portrait&participant=P0030",
    "the map of topics": "#view=topics",
    "passages with suggestions": "#code=tasks&suggestions=shown",
    "a transcript to code": "#view=coding&interview=P0030",
}
BEFORE = "#code=-"  # what every change begins from
PAUSE = 0.12  # seconds; Chromium ignores changes of the address beyond 200 in ten seconds
LOADED = "const [n] = performance.getEntriesByType('navigation'); return n.loadEventEnd"
LOAD_MS, CHANGE_MS = 2000, 100
CODED = 200  # codings at hand while one codes

# what a coder does: keys at the transcript, the list of codes and the queue
KEYS = {
    "a sentence is chosen": ("coding", "ArrowDown"),
    "a code is given": ("give", "Enter"),
    "a step is taken back": ("coding", "u"),
    "a suggestion is accepted": ("queue", "a"),
    "another code is looked for": ("queue", "c"),
}
# presses a key at an element; resolves when the page is painted
PRESS = """
const [id, key, done] = arguments;
const begun = performance.now();
document.getElementById(id).dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
requestAnimationFrame(() => {
  const channel = new MessageChannel();
  channel.port1.onmessage = () => done(performance.now() - begun);
  channel.port2.postMessage(0);
});
"""
# sentences of the interview at hand and of those before it, as codings that were made in the page
MAKE_CODINGS = """
const data = JSON.parse(document.getElementById("data").textContent);
const codings = [];
for (let turn = 1; codings.length < arguments[0]; turn += 2) {
  const quote = data.text.slice(data.turns.start[turn], data.turns.start[turn + 1] - 1);
  const interview = data.interviews.id[data.turns.interview[turn]];
  const at = { interview, turn: data.turns.number[turn], start: 0 };
  codings.push({ ...at, quote, code: "tasks", valence: "none", memo: "" });
}
localStorage.setItem(`aft-themes/${data.study}/coding`, JSON.stringify({ coder: "A", codings }));
"""


def start_browser() -> webdriver.Chrome:
    """Start the browser that the tests use."""
    options = webdriver.ChromeOptions()
    options.binary_location = next(filter(None, map(shutil.which, BROWSERS)))
    for argument in ARGUMENTS:
        options.add_argument(argument)
    return webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))


class Stopwatch:
    """Times actions by the clock and by the computing time of the page's thread."""

    def __init__(self, reader: Reader) -> None:
        self._driver = reader.driver
        self._driver.execute_cdp_cmd("Performance.enable", {"timeDomain": "threadTicks"})
        self.times: dict[str, list[tuple[float, float]]] = {}

    def time(self, name: str, act: Callable[[], float]) -> None:
        """Do something that tells its own milliseconds, and note them."""
        before = self._computed()
        by_clock = act()
        self.times.setdefault(name, []).append((by_clock, self._computed() - before))

    def _computed(self) -> float:
        found = self._driver.execute_cdp_cmd("Performance.getMetrics", {})["metrics"]
        (seconds,) = [one["value"] for one in found if one["name"] == "TaskDuration"]
        return 1000 * float(seconds)


def measure(reader: Reader, study: Study, repeats: int) -> Stopwatch:
    """Build the page of a study, and time what a reader and a coder do in it."""
    begun = time.process_time()
    page = build_explorer(ExplorerStudy(**study))
    built = time.process_time() - begun
    watch = Stopwatch(reader)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "index.html"
        path.write_text(page, encoding="utf-8")
        print(f"  page built in {built:.2f} s, {path.stat().st_size / 1e6:.1f} MB")
        for _ in range(repeats):
            reader.driver.get("about:blank")
            watch.time("loaded", lambda: load(reader, path))
        time.sleep(1)  # the words are made ready while the reader looks
        for name, address in {**FILTERS, **SEARCHES, **OTHERS}.items():
            for _ in range(repeats):
                time.sleep(PAUSE)
                reader.go(BEFORE)
                watch.time(name, lambda: reader.go(address))  # noqa: B023  # called at once
        reader.run(MAKE_CODINGS, CODED)
        reader.open(path, "#view=coding&interview=P0005")
        for _ in range(repeats):
            for name, (where, key) in KEYS.items():
                watch.time(name, lambda: press(reader, where, key))  # noqa: B023
            press(reader, "change", "Escape")
        reader.run("localStorage.clear()")
    return watch


def load(reader: Reader, path: Path) -> float:
    """Open a page; returns milliseconds until it is loaded."""
    reader.driver.get(path.as_uri())
    return float(reader.run(LOADED))


def press(reader: Reader, where: str, key: str) -> float:
    """Press a key at an element; returns milliseconds until the page is painted."""
    return float(reader.driver.execute_async_script(PRESS, where, key))


def report(watch: Stopwatch) -> list[str]:
    """Print the table of one study; give what took too long."""
    print(f"  {'ms':34}{'quickest':>9}{'median':>9}{'slowest':>9}{'computing':>11}")
    slow = []
    for name, found in watch.times.items():
        clock, computed = zip(*found, strict=True)
        work = statistics.median(computed)
        times = (min(clock), statistics.median(clock), max(clock))
        print(f"  {name:34}{''.join(f'{one:9.0f}' for one in times)}{work:11.0f}")
        if work > (LOAD_MS if name == "loaded" else CHANGE_MS):
            slow.append(f"{name}: {work:.0f} ms")
    return slow


def main() -> None:
    """Measure both sizes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeats", type=int, default=7)
    repeats = parser.parse_args().repeats
    browser = start_browser()
    slow = []
    try:
        reader = Reader(browser)
        reader.screen()
        for interviews in (36, 1000):
            study = with_suggestions(generated_study(interviews))
            words = int(study["segments"]["words"].sum())
            print(f"\n{interviews:,} interviews, {words:,} words of participants")
            slow += report(measure(reader, study, repeats))
    finally:
        browser.quit()
    if slow:
        sys.exit(f"Too slow: {'; '.join(slow)}")


if __name__ == "__main__":
    main()
