"""What every walk has: a browser, a town, and what is found wrong on the way."""

import time
from dataclasses import dataclass, field

from faults.provider import Provider

from .browser import Page
from .checks import Checks

SEND = "main form button[type=submit]"
ERROR_TITLES = ("Błąd", "Error", "Помилка")


@dataclass
class Report:
    """A report as its reporter knows it."""

    number: str
    secret: str
    email: str
    description: str
    latitude: str = ""

    @property
    def path(self) -> str:
        """The number as addresses have it."""
        return self.number.replace("/", "-")


@dataclass
class Walk:
    """One browser on its way through one town. A journey ends in an AssertionError where the program fails people."""

    page: Page
    base: str
    town: str
    looks: Checks
    provider: Provider
    done: list[str] = field(default_factory=list)

    def _open(self, path: str) -> None:
        self.page.open(self.base + path)

    def _look(self, name: str) -> None:
        self.looks.look(self.page, name)

    def _wait(self, condition: str) -> None:
        """Until the script of the page has come so far."""
        for _ in range(100):
            if self.page.run(f"return Boolean({condition})"):
                return
            time.sleep(0.1)
        raise AssertionError(f"never true: {condition}")

    def _refused(self, name: str, kept: dict[str, str] | None = None) -> None:
        """The page says what is wrong, in its title too, and `kept`, words by the id of their field, still stand there."""
        assert self.page.count(".errors"), f"{name}: nothing says what is wrong"
        assert self.page.title.split(":")[0] in ERROR_TITLES, self.page.title
        for control, words in (kept or {}).items():
            found = self.page.value(f"#{control}")
            assert found == words, f"{name}: {control} lost what was typed and has {found!r}"
        self._look(f"{name} with an error")

    def _taken(self, name: str) -> None:
        """The page took what was sent."""
        assert not self.page.count(".errors"), f"{name}: {self.page.text('main')}"
        self._look(name)
