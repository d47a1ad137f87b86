"""Time the explorer in headless Chromium: loading, filters, searches, with 36 and 1,000 interviews.

Run ``python benchmarks/explorer.py`` (about a minute; needs Chromium and its driver). A change is
timed from the new address until the page is painted; the table gives the quickest, the median and
the slowest of the repeats.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.chrome.service import Service

from aft_themes.explorer import build_explorer

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from browser.conftest import ARGUMENTS, BROWSERS
from browser.making import generated_study
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
    "a transcript to code": "#view=coding&interview=P0030",
}
BEFORE = "#code=-"  # what every change begins from
LOADED = "const [n] = performance.getEntriesByType('navigation'); return n.loadEventEnd"


def start_browser() -> webdriver.Chrome:
    """Start the browser that the tests use."""
    options = webdriver.ChromeOptions()
    options.binary_location = next(filter(None, map(shutil.which, BROWSERS)))
    for argument in ARGUMENTS:
        options.add_argument(argument)
    return webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))


def measure(reader: Reader, interviews: int, repeats: int) -> None:
    """Build a study of a size, and print how long its page takes."""
    study = generated_study(interviews)
    begun = time.perf_counter()
    page = build_explorer(**study)
    built = time.perf_counter() - begun
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "index.html"
        path.write_text(page, encoding="utf-8")
        loads = []
        for _ in range(repeats):
            reader.open(path)
            loads.append(float(reader.run(LOADED)))
        time.sleep(1)  # the words are made ready while the reader looks
        words = int(study["segments"]["words"].sum())
        print(f"\n{interviews:,} interviews, {words:,} words of participants")
        print(f"  page built in {built:.2f} s, {path.stat().st_size / 1e6:.1f} MB")
        print(f"  {'ms':34}{'quickest':>9}{'median':>9}{'slowest':>9}")
        report("loaded", loads)
        for name, address in {**FILTERS, **SEARCHES, **OTHERS}.items():
            times = []
            for _ in range(repeats):
                reader.go(BEFORE)
                times.append(reader.go(address))
            report(name, times)


def report(name: str, times: list[float]) -> None:
    """Print one line of the table."""
    print(f"  {name:34}{min(times):9.0f}{statistics.median(times):9.0f}{max(times):9.0f}")


def main() -> None:
    """Measure both sizes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeats", type=int, default=7)
    repeats = parser.parse_args().repeats
    browser = start_browser()
    try:
        reader = Reader(browser)
        reader.screen()
        for interviews in (36, 1000):
            measure(reader, interviews, repeats)
    finally:
        browser.quit()


if __name__ == "__main__":
    main()
