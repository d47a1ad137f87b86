"""Take the README's pictures from the sample's report and explorer: `make pictures`."""

from __future__ import annotations

import io
import shutil
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
# scrolls to what the picture shows: the first quote of the report; a code and its passages
QUOTE = "document.querySelector('blockquote')?.scrollIntoView({block: 'center'})"
CODE = "[...document.links].find((link) => link.textContent.includes(arguments[0])).click()"


def open_browser() -> webdriver.Chrome:
    """Open a browser without a window."""
    options = webdriver.ChromeOptions()
    options.binary_location = next(filter(None, map(shutil.which, BROWSERS)))
    for argument in ARGUMENTS:
        options.add_argument(argument)
    browser = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
    browser.set_window_size(*SIZE)
    return browser


def save(browser: webdriver.Chrome, name: str) -> None:
    """Save what the browser shows in 128 colours, which keeps the file small."""
    with Image.open(io.BytesIO(browser.get_screenshot_as_png())) as picture:
        picture.convert("RGB").quantize(128).save(IMAGES / f"{name}.png", optimize=True)


def main() -> None:
    """Take both pictures; the sample must have been run."""
    browser = open_browser()
    browser.get((REPORTS / "report.html").as_uri())
    browser.execute_script(QUOTE)
    save(browser, "report")
    browser.get((REPORTS / "explorer" / "index.html").as_uri())
    for code in ("Supervisor stance", "Insufficient support"):
        browser.execute_script(CODE, code)
    browser.execute_script("window.scrollTo(0, 0)")
    save(browser, "explorer")
    browser.quit()


if __name__ == "__main__":
    main()
