"""Somebody asks the town for messages, types the code, chooses, and leaves; a clerk writes somebody down."""

import re
import time

from .following import MAILBOX, Following
from .walk import SEND

# Number and code of a letter: eight digits each, in two groups.
DIGITS = re.compile(r"\b\d{4} \d{4}\b")


class Receiving(Following):
    def receive_messages(self, first: int) -> None:
        """Faults are told beside the fields; a letter brings the code; what is chosen holds; who leaves is gone."""
        page = self.page
        address = f"recipient-{first}@poczta.example"
        self._open(f"/{self.town}/messages")
        self._look("door of messages")
        page.press("a[href$='/messages/register']")
        self._look("registration for messages")
        page.fill("#email", "nobody")
        page.press(SEND)
        self._refused("registration with faults", {"email": "nobody"})
        self._ask_for_messages(address, "Ewa")
        self._taken("code is on its way")
        number, code = self._recipient_code(address)
        page.fill("#number", number)
        page.fill("#code", "0000 0000")
        page.press(SEND)
        self._refused("wrong code", {"number": number})
        page.fill("#code", code)
        page.press(SEND)
        self._taken("own messages")
        assert "Ewa Example" in page.text("main"), page.text("main")
        self._decide_about_messages()
        self._leave_register()
        self.done.append("receive messages")

    def _ask_for_messages(self, address: str, name: str) -> None:
        page = self.page
        page.fill("#givenName", name)
        page.fill("#surname", "Example")
        page.fill("#email", address)
        page.press("#consent")
        page.press(SEND)

    def _recipient_code(self, address: str) -> tuple[str, str]:
        """Number and code of the letter to an address, as soon as it is there."""
        before = self.page.address
        for _ in range(60):
            self.page.open(self.base + MAILBOX)
            text = self.page.text("main")
            if address in text:
                digits = DIGITS.findall(text[text.index(address):])
                self.page.open(before)
                return digits[0], digits[1]
            time.sleep(0.5)
        raise AssertionError(f"no letter to {address}")

    def _decide_about_messages(self) -> None:
        page = self.page
        page.press("form[action$='/messages/choices'] button")
        self._taken("choices saved")
        page.press("form[action$='/messages/email/stop'] button")
        self._taken("address stopped")
        page.press("form[action$='/messages/email/start'] button")
        page.fill("#from", "2030-02-02")
        page.fill("#until", "2030-02-01")
        page.press("form[action$='/messages/pause'] button")
        self._refused("pause that ends first")
        page.fill("#from", "")
        page.fill("#until", "2030-02-01")
        page.press("form[action$='/messages/pause'] button")
        self._taken("messages paused")
        page.press("form[action$='/messages/resume'] button")
        page.press("a[href$='/messages/data']")
        self._look("own data")
        page.fill("#phone", "600 100 200")
        page.press(SEND)
        self._taken("code for a new address")
        page.open(f"{self.base}/{self.town}/messages")
        self._look("own messages with an address to confirm")

    def _leave_register(self) -> None:
        page = self.page
        page.press("a[href$='/messages/leave']")
        self._look("leaving")
        page.press("form[action$='/messages/leave'] button")
        self._taken("left")
        assert not page.count("form[action$='/messages/pause']"), page.text("main")

    def keep_recipients(self, first: str) -> None:
        """A clerk writes somebody down, finds the entry, holds and releases it, notes the signed paper, deletes it."""
        page = self.page
        address = f"counter-{first}@poczta.example"
        self._open(f"/{self.town}/office/recipients")
        self._look("recipients")
        page.press("a[href$='/office/recipients/new']")
        page.press("main form[action$='/recipients/new'] button[type=submit]")
        self._refused("recipient without data")
        page.fill("#givenName", "Adam")
        page.fill("#surname", "Example")
        page.fill("#email", address)
        page.press("#consent")
        page.press("main form[action$='/recipients/new'] button[type=submit]")
        self._taken("recipient entered")
        self._open(f"/{self.town}/office/recipients")
        page.fill("#words", address)
        page.press("main form[action$='/office/recipients'] button")
        self._look("recipient found")
        page.press("form[action$='/hold'] button")
        self._refused("hold without a reason")
        page.fill("#reason", "Nobody lives there.")
        page.press("form[action$='/hold'] button")
        self._taken("recipient held")
        page.press("form[action$='/release'] button")
        page.press("form[action$='/sign'] button")
        self._taken("consent signed")
        page.press("a[href$='/data']")
        self._look("data of a recipient")
        page.press("main form[action$='/data'] button[type=submit]")
        page.press("form[action$='/erase'] button")
        self._refused("deletion that nobody asked for")
        page.press("#confirmed")
        page.press("form[action$='/erase'] button")
        self._taken("recipient deleted")
        assert address not in page.text("main")
        self.done.append("keep recipients")
