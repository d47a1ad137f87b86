"""Headless Chromium for the end-to-end tests of the explorer."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.chrome.webdriver import WebDriver

from aft_themes.explorer import ExplorerStudy, build_explorer

from .making import Study, generated_study, small_study, sure_study
from .reader import Reader

BROWSERS = ("chromium", "google-chrome")
PATIENCE = 300  # seconds that a script may take on a busy machine; a calm one needs none
ARGUMENTS = (
    "--headless=new",
    "--no-sandbox",  # containers lack the kernel's sandbox; only our own page is opened
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-gpu",  # it would only be imitated
)


@pytest.fixture(scope="session")
def driver() -> Iterator[WebDriver]:
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    control = shutil.which("chromedriver")
    if not browser or not control:
        missing = "Chromium and its driver are missing (Debian: chromium, chromium-driver)"
        if os.environ.get("CI", "").lower() in ("true", "1"):
            pytest.fail(f"{missing}: in CI the browser tests must run.")
        pytest.skip(f"{missing}: the explorer's browser tests were NOT run.")
    options = webdriver.ChromeOptions()
    options.binary_location = browser
    for argument in ARGUMENTS:
        options.add_argument(argument)
    # of what a page does, only what it asks for is noted
    noted = {"enableNetwork": True, "enablePage": False}
    options.add_experimental_option("perfLoggingPrefs", noted)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    started = webdriver.Chrome(options=options, service=Service(control))
    started.set_script_timeout(PATIENCE)
    yield started
    started.quit()


@pytest.fixture
def saved(driver: WebDriver, tmp_path: Path) -> Path:
    """The folder that the browser saves files to."""
    behaviour = {"behavior": "allow", "downloadPath": str(tmp_path)}
    driver.execute_cdp_cmd("Browser.setDownloadBehavior", behaviour)
    return tmp_path


@pytest.fixture
def reader(driver: WebDriver) -> Iterator[Reader]:
    one = Reader(driver)
    one.clear_logs()
    one.screen()
    yield one
    assert one.complaints() == [], "the browser's console must stay silent"


@pytest.fixture(scope="session")
def write_page(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, Study], Path]:
    folder = tmp_path_factory.mktemp("explorer")

    def write(name: str, study: Study) -> Path:
        path = folder / f"{name}.html"
        path.write_text(build_explorer(ExplorerStudy(**study)), encoding="utf-8", newline="\n")
        return path

    return write


@pytest.fixture(scope="session")
def small_page(write_page: Callable[[str, Study], Path]) -> Path:
    return write_page("small", small_study())


@pytest.fixture(scope="session")
def page_without_topics(write_page: Callable[[str, Study], Path]) -> Path:
    left_out = ("topics", "broad_topics", "topic_names", "topic_assignments")
    study = {name: value for name, value in small_study().items() if name not in left_out}
    return write_page("no_topics", study)


@pytest.fixture(scope="session")
def sure_page(write_page: Callable[[str, Study], Path]) -> Path:
    return write_page("sure", sure_study())


@pytest.fixture(scope="session")
def study36() -> Study:
    return generated_study(36)


@pytest.fixture(scope="session")
def page36(write_page: Callable[[str, Study], Path], study36: Study) -> Path:
    return write_page("36", study36)


@pytest.fixture(scope="session", params=[200, pytest.param(1000, marks=pytest.mark.nightly)])
def large_page(request: pytest.FixtureRequest, write_page: Callable[[str, Study], Path]) -> Path:
    """A page of many interviews; 38 segments each."""
    return write_page(str(request.param), generated_study(request.param))


@pytest.fixture
def coder(reader: Reader, small_page: Path) -> Iterator[Reader]:
    reader.open(small_page, "#view=coding&interview=P1")
    reader.forget()
    yield reader
    reader.run("localStorage.clear()")
