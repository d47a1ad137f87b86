"""Take the pictures of README and docs from the sample's report and explorer: `make pictures`."""

from __future__ import annotations

import io
import shutil
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from selenium import webdriver
from selenium.webdriver.chrome.service import Service

PROJECT = Path(__file__).parents[1]
REPORTS = PROJECT / "reports" / "aft-sample"
IMAGES = PROJECT / "docs" / "images"
ARGUMENTS = ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--hide-scrollbars")
BROWSERS = ("chromium", "google-chrome")
SIZE = 1180, 840
COLOURS = 32  # text and flat areas need no more, and a picture stays below 50 kB
SETTLE_S = 0.3  # bars and maps are drawn
QUOTE = "document.querySelector('blockquote')?.scrollIntoView({block: 'center'})"
TO_PASSAGES = "document.querySelector('.passages').scrollIntoView()"
# two quotes are kept, one with a note
KEEP = """
const stars = [...document.querySelectorAll(".list .star")].slice(0, 2);
for (const star of stars) star.click();
const note = document.querySelector(".list .note");
note.value = "opens the section on support";
note.dispatchEvent(new Event("input"));
location.hash = "#view=quotes";
"""
# a sentence is chosen and the beginning of a code is typed
CODE = """
const desk = document.getElementById("coding");
for (let step = 0; step < 12; step += 1) {
  desk.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowDown" }));
}
const field = document.getElementById("give");
field.value = "tape";
field.dispatchEvent(new Event("input"));
scrollTo(0, 0);
"""


@dataclass(frozen=True)
class View:
    """A view of the explorer: its address, and what is done there before the picture."""

    address: str
    script: str = ""


VIEWS = {
    "explorer": View("#code=supervisor.insufficient_support"),
    "explorer-passages": View("#code=supervisor.insufficient_support&a.supervisor=S3", TO_PASSAGES),
    "explorer-words": View("#view=words&q=silen*&sort=right"),
    "explorer-transcripts": View("#view=transcript&interview=P05&code=experience"),
    "explorer-portraits": View("#view=portrait&participant=P05"),
    "explorer-matrix": View("#view=matrix&by=supervisor&code=supervisor"),
    "explorer-together": View("#view=together&code=experience.shame"),
    "explorer-compare": View("#view=compare&by=supervisor&code=supervisor.insufficient_support"),
    "explorer-topics": View("#view=topics"),
    "explorer-quotes": View("#code=supervisor.insufficient_support", KEEP),
    "explorer-coding": View("#view=coding&interview=P05", CODE),
    "explorer-decide": View("#view=coding&interview=P07"),
}


def open_browser(width: int, height: int) -> webdriver.Chrome:
    """Open a browser without a window."""
    options = webdriver.ChromeOptions()
    options.binary_location = next(filter(None, map(shutil.which, BROWSERS)))
    for argument in ARGUMENTS:
        options.add_argument(argument)
    browser = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
    size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    return browser


def save(browser: webdriver.Chrome, path: Path) -> None:
    """Save what the browser shows in few colours, which keeps the file small."""
    with Image.open(io.BytesIO(browser.get_screenshot_as_png())) as picture:
        picture.convert("RGB").quantize(COLOURS).save(path, optimize=True)


def take_views(browser: webdriver.Chrome, page: Path, folder: Path, ending: str = "") -> None:
    """Take a picture of every view of the explorer."""
    for name, view in VIEWS.items():
        browser.get("about:blank")  # so that a mere change of the address loads the page too
        browser.get(page.as_uri() + view.address)
        if view.script:
            browser.execute_script(view.script)
        time.sleep(SETTLE_S)
        save(browser, folder / f"{name}{ending}.png")
        browser.execute_script("localStorage.clear()")


def main(arguments: list[str]) -> None:
    """Take the pictures of the docs, or with a folder those of all views at three widths."""
    page = REPORTS / "explorer" / "index.html"
    if arguments:
        folder = Path(arguments[0])
        folder.mkdir(parents=True, exist_ok=True)
        for width, height in ((1400, 1000), (1024, 900), (390, 844)):
            browser = open_browser(width, height)
            take_views(browser, page, folder, f"-{width}")
            browser.quit()
        return
    browser = open_browser(*SIZE)
    browser.get((REPORTS / "report.html").as_uri())
    browser.execute_script(QUOTE)
    save(browser, IMAGES / "report.png")
    take_views(browser, page, IMAGES)
    browser.quit()


if __name__ == "__main__":
    main(sys.argv[1:])
