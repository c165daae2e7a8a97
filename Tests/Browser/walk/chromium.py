"""Debian's Chromium, driven by Playwright."""

from pathlib import Path

from playwright.sync_api import BrowserContext, CDPSession, ConsoleMessage


class ChromiumPage:
    name = "Chromium"
    hears_keys = True

    def __init__(self, context: BrowserContext) -> None:
        self._context = context
        self._page = context.new_page()
        self._page.set_default_timeout(5_000)
        self._troubles: list[str] = []
        self._authenticators: CDPSession | None = None
        self._plugged: list[str] = []
        self._page.on("console", self._note)
        self._page.on("pageerror", lambda error: self._troubles.append(f"script: {error}"))

    def _note(self, message: ConsoleMessage) -> None:
        # A page that answers with an error status is noted too; the walk asks for some on purpose.
        if message.type == "error" and "Failed to load resource" not in message.text:
            self._troubles.append(message.text)

    def open(self, address: str) -> None:
        self._page.goto(address)

    @property
    def address(self) -> str:
        return self._page.url

    @property
    def title(self) -> str:
        return self._page.title()

    def text(self, selector: str = "body") -> str:
        return self._page.inner_text(selector)

    def value(self, selector: str) -> str:
        return self._page.input_value(selector)

    def count(self, selector: str) -> int:
        return self._page.locator(selector).count()

    def links(self) -> list[str]:
        return [link.get_attribute("href") or "" for link in self._page.locator("a[href]").all()]

    def fill(self, selector: str, words: str) -> None:
        self._page.fill(selector, words)

    def choose(self, selector: str, value: str) -> None:
        self._page.select_option(selector, value)

    def attach(self, selector: str, file: str) -> None:
        self._page.set_input_files(selector, file)

    def press(self, selector: str) -> None:
        self._page.locator(selector).first.click()
        self._page.wait_for_load_state()

    def save(self, selector: str) -> bytes:
        with self._page.expect_download() as download:
            self._page.locator(selector).first.click()
        return Path(download.value.path()).read_bytes()

    def drag(self, selector: str, start: tuple[float, float], end: tuple[float, float]) -> None:
        self._page.locator(selector).scroll_into_view_if_needed()
        box = self._page.locator(selector).bounding_box()
        places = [(box["x"] + box["width"] * x, box["y"] + box["height"] * y) for x, y in (start, end)]
        self._page.mouse.move(*places[0])
        self._page.mouse.down()
        self._page.mouse.move(*places[1], steps=4)
        self._page.mouse.up()

    def enter(self, selector: str) -> None:
        self._page.press(selector, "Enter")
        self._page.wait_for_load_state()

    def key(self, key: str) -> None:
        self._page.keyboard.press(key)

    def go(self, key: str) -> None:
        with self._page.expect_navigation():
            self._page.keyboard.press(key)

    def type(self, words: str) -> None:
        self._page.keyboard.type(words)

    def arrive(self, part: str) -> None:
        self._page.wait_for_url(lambda address: part in address)

    def go_back(self) -> None:
        self._page.go_back()

    def picture(self, file: str) -> None:
        self._page.screenshot(path=file, full_page=True)

    def stretch(self) -> None:
        self._size = self._page.viewport_size
        height = self._page.evaluate("document.documentElement.scrollHeight")
        self._page.set_viewport_size({"width": self._size["width"], "height": height})

    def shrink(self) -> None:
        self._page.set_viewport_size(self._size)

    def forget(self) -> None:
        self._context.clear_cookies()

    def run(self, script: str) -> object:
        return self._page.evaluate(f"() => {{ {script} }}")

    def plug_in(self, transport: str) -> bool:
        if self._authenticators is None:
            self._authenticators = self._context.new_cdp_session(self._page)
            self._authenticators.send("WebAuthn.enable")
        options = {
            "protocol": "ctap2",
            "transport": transport,
            "hasResidentKey": True,
            "hasUserVerification": True,
            "isUserVerified": True,
        }
        added = self._authenticators.send("WebAuthn.addVirtualAuthenticator", {"options": options})
        self._plugged.append(added["authenticatorId"])
        return True

    def unplug(self) -> None:
        for plugged in self._plugged:
            self._authenticators.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": plugged})
        self._plugged = []

    def troubles(self) -> list[str]:
        found, self._troubles = self._troubles, []
        return found
