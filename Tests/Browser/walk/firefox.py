"""Debian's Firefox, driven by its own Marionette."""

import json
import logging
import tempfile
import time
from collections.abc import Callable

from marionette_driver.by import By
from marionette_driver.errors import NoSuchElementException
from marionette_driver.keys import Keys
from marionette_driver.marionette import Marionette, WebElement

TIMEOUT_SECONDS = 5


def start(width: int, position: dict[str, float]) -> Marionette:
    logging.disable(logging.INFO)
    log = tempfile.NamedTemporaryFile(prefix="firefox-", suffix=".log", delete=False)
    place = {"location": {"lat": position["latitude"], "lng": position["longitude"]}, "accuracy": 10}
    prefs = {
        "intl.accept_languages": "pl",
        "ui.prefersReducedMotion": 1,
        "geo.prompt.testing": True,
        "geo.prompt.testing.allow": True,
        "geo.provider.network.url": f"data:application/json,{json.dumps(place)}",
    }
    driver = Marionette(bin="/usr/bin/firefox-esr", headless=True, gecko_log=log.name, prefs=prefs)
    driver.start_session()
    driver.set_window_rect(width=width, height=900)
    return driver


class FirefoxPage:
    name = "Firefox"
    hears_keys = False

    def __init__(self, driver: Marionette) -> None:
        self._driver = driver

    def _find(self, selector: str) -> WebElement:
        end = time.monotonic() + TIMEOUT_SECONDS
        while True:
            try:
                return self._driver.find_element(By.CSS_SELECTOR, selector)
            except NoSuchElementException:
                if time.monotonic() > end:
                    raise
                time.sleep(0.05)

    def open(self, address: str) -> None:
        self._driver.navigate(address)

    @property
    def address(self) -> str:
        return self._driver.get_url()

    @property
    def title(self) -> str:
        return self._driver.title

    def text(self, selector: str = "body") -> str:
        return self._find(selector).text

    def value(self, selector: str) -> str:
        return self._find(selector).get_property("value")

    def count(self, selector: str) -> int:
        return len(self._driver.find_elements(By.CSS_SELECTOR, selector))

    def links(self) -> list[str]:
        return self.run("return [...document.querySelectorAll('a[href]')].map((a) => a.getAttribute('href'))")

    def fill(self, selector: str, words: str) -> None:
        element = self._find(selector)
        element.clear()
        element.send_keys(words)

    def choose(self, selector: str, value: str) -> None:
        self._find(f"{selector} option[value='{value}']").click()

    def attach(self, selector: str, file: str) -> None:
        self._find(selector).send_keys(file)

    def press(self, selector: str) -> None:
        element = self._find(selector)
        self._driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", script_args=(element,))
        element.click()

    def drag(self, selector: str, start: tuple[float, float], end: tuple[float, float]) -> None:
        element = self._find(selector)
        self._driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", script_args=(element,))
        box = self._driver.execute_script(
            "const b = arguments[0].getBoundingClientRect(); return [b.x, b.y, b.width, b.height];", script_args=(element,)
        )
        places = [(int(box[0] + box[2] * x), int(box[1] + box[3] * y)) for x, y in (start, end)]
        pointer = self._driver.actions.sequence("pointer", "mouse", {"pointerType": "mouse"})
        pointer.pointer_move(*places[0]).pointer_down(0).pointer_move(*places[1], duration=100).pointer_up(0).perform()

    def enter(self, selector: str) -> None:
        before = self.address
        self._find(selector).send_keys(Keys.ENTER)
        self._wait(lambda: self.address != before)

    def _wait(self, condition: Callable[[], bool]) -> None:
        end = time.monotonic() + TIMEOUT_SECONDS
        while not condition():
            assert time.monotonic() < end, f"still at {self.address}"
            time.sleep(0.05)

    def arrive(self, part: str) -> None:
        self._wait(lambda: part in self.address)

    def go_back(self) -> None:
        self._driver.go_back()

    def stretch(self) -> None:
        self._height = self._driver.window_rect["height"]
        self._driver.set_window_rect(height=self.run("return document.documentElement.scrollHeight") + 200)

    def shrink(self) -> None:
        self._driver.set_window_rect(height=self._height)

    def forget(self) -> None:
        self._driver.delete_all_cookies()

    def run(self, script: str) -> object:
        # One sandbox for all scripts of a page: what one leaves on the window the next one finds.
        return self._driver.execute_script(script, new_sandbox=False)

    def save(self, selector: str) -> None:
        return None

    def plug_in(self, transport: str) -> bool:
        return False

    def unplug(self) -> None:
        return None

    def troubles(self) -> list[str]:
        return []
