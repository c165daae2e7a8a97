"""Somebody who has just installed the program makes a town with its pages, signs in and sends a report."""

import re
import time

from .staffing import STAFF_PASSWORD, one_time_code
from .walk import SEND, Walk

# The first button leads on; Enter takes it too.
NEXT = "main form button:not([name])"

TOWN = {
    "name-pl": "Nowa Wieżyca",
    "locative-pl": "w Nowej Wieżycy",
    "office-pl": "Urząd Nowej Wieżycy",
    "address": "ul. Wieżowa 2, 00-001 Nowa Wieżyca",
    "phone": "+48 11 222 33 44",
    "controller": "Wójt Nowej Wieżycy",
    "officer": "iod@wiezyca.example",
}

# Longer than this, and the promise of ten minutes would be none: people read and think, a walk does not.
LIMIT = 120


class SettingUp(Walk):
    def set_up(self, link: str) -> None:
        """Seven steps, each with something wrong once; then the password, the second factor and a report."""
        started = time.monotonic()
        page = self.page
        page.open(self.base)
        page.open(link)
        self._pattern()
        self._town()
        self._look_of_town()
        self._place()
        self._units()
        self._administrator()
        self._make()
        self._join()
        self._report()
        took = time.monotonic() - started
        assert took < LIMIT, f"{took:.0f} s from the link to a report"
        self.done.append(f"set up a town in {took:.0f} s")
        page.open(link)
        assert page.address.endswith("/done"), "the link makes no second town"

    def _step(self, name: str, kept: dict[str, str] | None = None) -> None:
        """What is filled in now is wrong."""
        self.page.press(NEXT)
        self._refused(f"set up: {name}", kept)

    def _next(self, name: str) -> None:
        self.page.press(NEXT)
        assert not self.page.count(".errors"), f"{name}: {self.page.text('.errors')}"

    def _pattern(self) -> None:
        page = self.page
        self._look("set up: pattern")
        self._step("pattern")
        page.press("input[name=profile][value=demo]")
        self._next("pattern")

    def _town(self) -> None:
        page = self.page
        self._look("set up: town")
        for name, words in TOWN.items():
            page.fill(f"#{name}", words)
        page.fill("#id", "setup")
        page.fill("#email", "urzad")
        self._step("town", {"id": "setup", "email": "urzad", "name-pl": TOWN["name-pl"]})
        page.fill("#id", self.town)
        page.fill("#email", "urzad@wiezyca.example")
        # Back and forth loses nothing.
        page.press("button[name=go][value=profile]")
        page.press(NEXT)
        assert page.value("#id") == self.town and page.value("#controller") == TOWN["controller"], "what was typed is there"
        self._next("town")

    def _look_of_town(self) -> None:
        page = self.page
        self._look("set up: look")
        assert page.value("#mark") == "N", "the letter of the town is suggested"
        page.fill("#colour", "#ffee00")
        self._step("look")
        suggestion = re.search(r"#[0-9A-F]{6}", page.text(".errors")).group()
        page.fill("#colour", suggestion.lower())
        self._next("look")

    def _place(self) -> None:
        page = self.page
        self._look("set up: place")
        page.fill("#latitude", "522")
        page.fill("#longitude", "19,3")
        self._step("place", {"latitude": "522", "longitude": "19,3"})
        page.fill("#latitude", "52,1")
        self._next("place")

    def _units(self) -> None:
        page = self.page
        self._look("set up: units")
        page.fill("#unit-roads", "drogi")
        self._step("units", {"unit-roads": "drogi"})
        page.fill("#unit-roads", "drogi@wiezyca.example")
        self._next("units")

    def _administrator(self) -> None:
        page = self.page
        self._look("set up: administrator")
        page.fill("#name", "Wanda Wymyślona")
        page.fill("#login", "wanda")
        self._step("administrator", {"name": "Wanda Wymyślona", "login": "wanda"})
        page.fill("#login", "wanda@wiezyca.example")
        self._next("administrator")

    def _make(self) -> None:
        page = self.page
        self._look("set up: check")
        assert TOWN["name-pl"] in page.text("main") and "wanda@wiezyca.example" in page.text("main"), "all is told again"
        page.press(NEXT)
        assert page.address.endswith("/done"), page.text("main")
        self._look("set up: made")

    def _join(self) -> None:
        page = self.page
        page.press("main a[href*='/office/join/']")
        page.fill("#password", STAFF_PASSWORD)
        page.press(SEND)
        page.fill("#code", "000000")
        page.press(SEND)
        page.fill("#code", one_time_code(page.text("main code.by-hand")))
        page.press(SEND)
        self._open(f"/{self.town}/office")
        assert page.address.endswith("/office"), f"the administrator is not in the office: {page.address}"
        self._look("set up: office")

    def _report(self) -> None:
        page = self.page
        self._open(f"/{self.town}")
        self._look("set up: town of its own")
        assert TOWN["name-pl"] in page.text("header"), "the town has its name"
        self._open(f"/{self.town}/report")
        page.fill("#address", "ul. Wieżowa 7")
        page.press(SEND)
        page.press("#category")
        if not page.count("input[name=category]:checked"):
            page.press("details[open] input[name=category]")
        page.fill("#description", "Lampa przy schodach nie świeci.")
        for _ in range(3):
            page.press("button[value=next]" if page.count("#photos") else SEND)
            if page.count("#terms"):
                break
        page.press("#terms")
        page.press(SEND)
        assert page.address.endswith("/receipt"), f"no receipt: {page.address}"
        self._look("set up: receipt")
