"""Complaints about the working of the system: made in three towns, answered by the office, read in the letter."""

import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

from .following import MAILBOX, Following
from .reporting import picture
from .walk import SEND

# What each town's regulation asks besides the address.
WORDS = {
    "name": "Ada Example",
    "phone": "600 100 200",
    "matter": "The map",
    "description": "The map does not open.",
    "demand": "Please mend the map.",
    "justification": "Without it I cannot show the place.",
}


class Complaining(Following):
    def complain(self, first: int) -> None:
        """Faults are told beside the fields and lose no word; what is no complaint is led elsewhere; a letter confirms."""
        address = f"complaint-{first}@poczta.example"
        self._choose_subject()
        self._stumble_over_fields(address)
        self._send_complaint(address)
        self.page.open(self._link_to(address, "complaints/sent/"))
        self._look("where a complaint stands")
        self.done.append("complain")

    def complain_elsewhere(self, first: int) -> None:
        """Two more towns, each with the fields of its own regulation."""
        page = self.page
        for town in ("kielce", "suprasl"):
            self._open(f"/{town}/complaints/new?about=service")
            self._look(f"complaint in {town}")
            self._fill_complaint(f"complaint-{first}@poczta.example")
            page.press(SEND)
            self._taken(f"complaint sent in {town}")
            assert "/complaints/sent/" in page.address, page.address
        self.done.append("complain in other towns")

    def answer_complaint(self, first: int) -> None:
        """The office opens the complaint, answers it once, and the letter has the words."""
        page = self.page
        address = f"complaint-{first}@poczta.example"
        self._open(f"/{self.town}/office")
        page.press("a[href$='/office/complaints']")
        self._look("register of complaints")
        self._open_complaint(address)
        self._look("complaint at the office")
        page.press("form[action$='/answer'] button")
        self._refused("answer without a decision")
        page.press("input[name=outcome][value=accepted]")
        page.fill("#words", f"The map is mended, {address}.")
        page.press("form[action$='/answer'] button")
        self._taken("complaint with its answer")
        assert not page.count("form[action$='/answer']"), "an answer is final"
        self._read_letter(f"The map is mended, {address}.")
        self._enter_complaint()
        self.done.append("answer a complaint")

    def _choose_subject(self) -> None:
        page = self.page
        self._open(f"/{self.town}")
        page.press("footer a[href$='/complaints']")
        self._look("what a complaint is about")
        page.press(SEND)
        self._refused("what a complaint is about")
        page.press("input[name=about][value=outcome]")
        page.press(SEND)
        assert page.count("main a[href$='/status']"), "a report has a way of its own"
        self._look("no complaint about the service")
        self._open(f"/{self.town}/complaints")
        page.press("input[name=about][value=service]")
        page.press(SEND)
        self._look("complaint")

    def _stumble_over_fields(self, address: str) -> None:
        page = self.page
        self._fill_complaint(address)
        page.fill("#email", "nobody")
        page.fill("#eventDay", str(date.today() - timedelta(days=40)))
        page.press(SEND)
        self._refused("complaint", {"email": "nobody", "description": WORDS["description"]})
        assert page.count("#email-error") and page.count("#eventDay-error"), "each fault stands at its field"

    def _send_complaint(self, address: str) -> None:
        page = self.page
        self._fill_complaint(address)
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "1.png"
            file.write_bytes(picture(blue=80))
            page.attach("#photos", str(file))
            page.press(SEND)
        self._taken("complaint sent")
        assert "R/" in page.text(".receipt"), "the receipt has a number"

    def _fill_complaint(self, address: str) -> None:
        page = self.page
        page.fill("#email", address)
        for field, words in WORDS.items():
            if page.count(f"#{field}"):
                page.fill(f"#{field}", words)
        if page.count("#eventDay"):
            # A day that is over in every time zone.
            page.fill("#eventDay", str(date.today() - timedelta(days=1)))

    def _open_complaint(self, address: str) -> None:
        """The register names nobody, so that each one has to be opened."""
        page = self.page
        wanted = f"/{self.town}/office/complaints/"
        for link in [link for link in page.links() if wanted in link and not link.endswith("/new")]:
            self._open(link)
            if address in page.text("main") and page.count("form[action$='/answer']"):
                return
        raise AssertionError(f"no complaint of {address} waits")

    def _read_letter(self, words: str) -> None:
        for _ in range(50):
            self._open(MAILBOX)
            if words in self.page.text("main"):
                return
            time.sleep(0.1)
        raise AssertionError(f"no letter says: {words}")

    def _enter_complaint(self) -> None:
        page = self.page
        self._open(f"/{self.town}/office/complaints/new")
        self._look("complaint from a letter")
        page.fill("#description", WORDS["description"])
        page.press(SEND)
        self._refused("complaint from a letter", {"description": WORDS["description"]})
        page.fill("#receivedOn", str(date.today() - timedelta(days=30)))
        page.press("input[name=origin][value=desk]")
        page.press("input[name=subject][value=service]")
        page.press(SEND)
        self._taken("complaint that was entered")
        assert page.count(".page-head .status-overdue"), "its term ran from the day of receipt"
