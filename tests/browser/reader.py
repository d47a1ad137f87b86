"""A reader of the explorer: opens it, changes its address, and says what it shows."""

import itertools
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from selenium.webdriver.chrome.webdriver import WebDriver
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait

# resolves after the change has been drawn and painted
GO = """
const done = arguments[1];
const begun = performance.now();
const painted = () => requestAnimationFrame(() => {
  const channel = new MessageChannel();
  channel.port1.onmessage = () => done(performance.now() - begun);
  channel.port2.postMessage(0);
});
addEventListener("hashchange", painted, { once: true });
location.hash = arguments[0];
"""

# resolves once the page shows what its address says and what it has put off for a moment is done
SETTLE = """
const done = arguments[0];
const look = () => {
  const drawn = document.body?.dataset.drawn;
  if (drawn === undefined || drawn === location.hash) setTimeout(done);
  else setTimeout(look, 5);
};
setTimeout(look);
"""
OPENED = itertools.count(1)
PATIENCE = 30  # seconds; a busy machine may need many, a calm one never waits


class Reader:
    """What a test reads or does, it reads or does after the page has settled."""

    def __init__(self, driver: WebDriver) -> None:
        self.driver = driver

    def screen(
        self,
        width: int = 1280,
        height: int = 900,
        *,
        scheme: str = "light",
        media: str = "",
        forced: str = "none",
    ) -> None:
        command = self.driver.execute_cdp_cmd
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        command("Emulation.setDeviceMetricsOverride", size)
        features = [
            {"name": "prefers-color-scheme", "value": scheme},
            {"name": "forced-colors", "value": forced},
        ]
        command("Emulation.setEmulatedMedia", {"media": media, "features": features})

    def open(self, page: Path, address: str = "") -> str:
        """Load a page; returns all of its address."""
        # a mere change of what follows "#" would not load the page anew
        whole = f"{page.as_uri()}?{next(OPENED)}{address}"
        self.driver.get(whole)
        return whole

    def go(self, address: str) -> float:
        """Change the address; returns milliseconds until the change is painted."""
        return float(self.driver.execute_async_script(GO, address))

    def settle(self) -> None:
        self.driver.execute_async_script(SETTLE)

    def run(self, script: str, *values: Any) -> Any:
        self.settle()
        return self.driver.execute_script(script, *values)

    def wait(self, condition: str) -> None:
        self.until(lambda _: self.run(f"return {condition}"))

    def until(self, holds: Callable[[WebDriver], Any]) -> None:
        WebDriverWait(self.driver, PATIENCE, poll_frequency=0.05).until(holds)

    def one(self, selector: str) -> WebElement:
        self.settle()
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def texts(self, selector: str) -> list[str]:
        script = "return [...document.querySelectorAll(arguments[0])].map((e) => e.textContent)"
        return list(self.run(script, selector))

    def press(self, *keys: str) -> None:
        self.settle()
        ActionChains(self.driver).send_keys(*keys).perform()

    def click(self, text: str, within: str = "main") -> None:
        """Click the first button or link of this text, once it is there."""
        script = (
            "const found = [...document.querySelectorAll(`${arguments[0]} :is(button, a)`)]"
            ".find((e) => e.textContent === arguments[1]); found?.click(); return Boolean(found)"
        )
        self.until(lambda _: self.run(script, within, text))

    def file(self, folder: Path, name: str) -> Path:
        """Wait for a file that the page saves."""
        path = folder / name
        self.until(lambda _: path.exists() and path.stat().st_size)
        return path

    def forget(self) -> None:
        """Empty what the page keeps in the browser, and open it anew."""
        self.run("localStorage.clear()")
        self.driver.refresh()

    def choose(self, select: str, value: str) -> None:
        self.one(f"#{select} option[value={json.dumps(value)}]").click()

    @property
    def status(self) -> str:
        return self.texts("#status")[0]

    @property
    def address(self) -> str:
        return str(self.run("return location.hash"))

    @property
    def segments(self) -> list[str]:
        script = "return [...document.querySelectorAll('.list > .passage')]"
        return list(self.run(f"{script}.map((e) => e.dataset.segment)"))

    def clear_logs(self) -> None:
        self.driver.get_log("browser")
        self.driver.get_log("performance")

    def complaints(self) -> list[str]:
        return [entry["message"] for entry in self.driver.get_log("browser")]

    def requests(self) -> list[str]:
        """Addresses that the browser has asked for since the logs were cleared."""
        events = [
            json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance")
        ]
        return [
            event["params"]["request"]["url"]
            for event in events
            if event["method"] == "Network.requestWillBeSent"
        ]
