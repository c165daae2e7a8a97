"""What a walk needs of a browser, in words that Chromium and Firefox both understand."""

from contextlib import contextmanager
from typing import Iterator, Protocol

# Where the device says it is, to every page that asks.
POSITION = {"latitude": 52.1, "longitude": 19.3}


class Page(Protocol):
    """One tab. A selector is CSS; whoever names something that is not there gets an error."""

    name: str
    # Whether keys work as on a desk. The window of a Firefox without a screen never becomes active, and so no key presses a
    # button in it.
    hears_keys: bool

    def open(self, address: str) -> None: ...

    @property
    def address(self) -> str: ...

    @property
    def title(self) -> str: ...

    def text(self, selector: str = "body") -> str: ...

    def value(self, selector: str) -> str: ...

    def count(self, selector: str) -> int: ...

    def links(self) -> list[str]: ...

    def fill(self, selector: str, words: str) -> None: ...

    def choose(self, selector: str, value: str) -> None: ...

    def attach(self, selector: str, file: str) -> None: ...

    def press(self, selector: str) -> None: ...

    def drag(self, selector: str, start: tuple[float, float], end: tuple[float, float]) -> None:
        """Draws a line with the pointer over something, between two places in parts of its width and height."""

    def save(self, selector: str) -> bytes | None:
        """Presses what gives a file out; nothing where the browser keeps its files to itself."""

    def enter(self, selector: str) -> None:
        """Sends the form of a field by the key Enter."""

    def key(self, key: str) -> None:
        """Presses a key of the keyboard where the focus is: Tab, Enter, Space, ArrowDown, ArrowUp."""

    def go(self, key: str) -> None:
        """Presses a key that leads to another page, and waits for it."""

    def type(self, words: str) -> None:
        """Types where the focus is."""

    def arrive(self, part: str) -> None:
        """Waits until a script has led to an address with `part`; the page that is being left can be asked nothing."""

    def go_back(self) -> None: ...

    def stretch(self) -> None:
        """Makes the window as tall as the page, so that nothing sticky lies over anything."""

    def shrink(self) -> None:
        """Gives the window its own height back."""

    def forget(self) -> None:
        """Removes all cookies."""

    def run(self, script: str) -> object:
        """Runs the body of a function in the page and returns what it returns."""

    def plug_in(self, transport: str) -> bool:
        """Gives the browser an authenticator for passkeys that says yes to everything, built in (`internal`) or a security
        key (`usb`); false where the browser has none to give."""

    def unplug(self) -> None:
        """Takes all of them away again."""

    def troubles(self) -> list[str]:
        """What the page's console complained of since the last call."""


@contextmanager
def chromium(width: int, scheme: str = "light", contrast: str = "no-preference", scripts: bool = True) -> Iterator[Page]:
    from playwright.sync_api import sync_playwright

    from .chromium import ChromiumPage

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        context = browser.new_context(
            viewport={"width": width, "height": 844 if width < 1_000 else 900},
            color_scheme=scheme,
            contrast=contrast,
            reduced_motion="reduce",
            locale="pl-PL",
            java_script_enabled=scripts,
            geolocation=POSITION,
            permissions=["geolocation"],
        )
        yield ChromiumPage(context)
        browser.close()


@contextmanager
def firefox(width: int) -> Iterator[Page]:
    from .firefox import FirefoxPage, start

    driver = start(width, POSITION)
    try:
        yield FirefoxPage(driver)
    finally:
        driver.quit()
        driver.cleanup()
        # Its profile is removed now and not while Python itself is being taken apart.
        driver.instance = None
