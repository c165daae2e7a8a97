"""A resident writes a report: the form from its first step to the receipt."""

import re
import struct
import tempfile
import zlib
from pathlib import Path

from .walk import SEND, Report, Walk


def picture(blue: int) -> bytes:
    """A PNG of 64 by 48 pixels; each `blue` from 0 to 255 makes another one."""
    rows = b"".join(b"\0" + b"".join(bytes((column * 4, row * 5, blue)) for column in range(64)) for row in range(48))
    chunks = [(b"IHDR", struct.pack(">IIBBBBB", 64, 48, 8, 2, 0, 0, 0)), (b"IDAT", zlib.compress(rows)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
        for name, content in chunks
    )


class Reporting(Walk):
    def report(self, index: int, photos: int = 1, also: str = "") -> Report:
        """A resident reports: five steps, a receipt with a number, a link and dates."""
        page = self.page
        description = f"Example {index} in {page.name}: the lamp by the stairs is dark.{also}"
        latitude = f"52.1{index % 20:03}"
        report = Report("", "", f"resident-{index}-{page.name.lower()}@mail.example", description, latitude)
        self._open(f"/{self.town}")
        self._look("home")
        self._open(f"/{self.town}/report")
        assert page.address.endswith("/report/place"), page.address
        self._look("place")
        page.fill("#address", "ul. Żółwia 7")
        page.press("details:has(#latitude) summary")
        page.fill("#latitude", latitude)
        page.fill("#longitude", "19.3")
        page.press(SEND)
        self._look("problem")
        self._category()
        page.fill("#description", description)
        page.press(SEND)
        self._add_photos(photos)
        self._look("contact")
        page.fill("#email", report.email)
        page.press(SEND)
        self._look("check")
        assert "ul. Żółwia 7" in page.text("main") and description in page.text("main"), "the check shows what was typed"
        for box in ("#terms", "#age"):
            if page.count(box):
                page.press(box)
        page.press(SEND)
        assert page.address.endswith("/receipt"), f"no receipt: {page.address}"
        self._look("receipt")
        number, report.secret = re.search(r"/z/(\d+-\d+)/([0-9a-z-]+)/receipt", page.address).groups()
        report.number = number.replace("-", "/")
        assert report.number in page.text("main"), "the receipt shows the number"
        self.done.append("report")
        return report

    def _category(self) -> None:
        page = self.page
        if page.count("select#category"):
            page.choose("#category", page.run("return document.querySelector('#category option:not([value=\"\"])').value"))
        else:
            page.press("#category"); page.press("input[name=category]")

    def _attach(self, content: bytes) -> None:
        """Chooses a file with this content and adds it to the photos."""
        page = self.page
        if page.count("#photoTerms"):
            page.press("#photoTerms")
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "1.png"
            file.write_bytes(content)
            page.attach("#photos", str(file))
            page.press("button[value=add]")

    def _add_photos(self, count: int) -> None:
        """Photos are added and shown one after the other, with or without scripts."""
        page = self.page
        self._look("photos")
        for number in range(count):
            self._attach(picture(blue=90 + number))
            assert page.count(".photos img") == number + 1, "the photo that was added is shown"
        self._look(f"photos with {count}")
        page.press("button[value=next]")

    def send_twice(self, report: Report) -> None:
        """The button pressed twice makes one report."""
        self.page.go_back()
        if self.page.count(SEND):
            self.page.press(SEND)
        assert report.number in self.page.text("main"), "the second press leads to the same receipt"
        self.done.append("send twice")

    def stumble(self) -> None:
        """A step sent empty comes back with the fault on top and with what was typed."""
        page = self.page
        self._open(f"/{self.town}/report/place")
        page.fill("#hint", "behind the gate")
        page.press(SEND)
        self._refused("place", {"hint": "behind the gate"})
        page.fill("#address", "ul. Żółwia 8")
        page.press(SEND)
        page.fill("#description", "Typed before the category was chosen.")
        page.press(SEND)
        self._refused("problem", {"description": "Typed before the category was chosen."})
        page.press("details:has(input[value=tree]) summary")
        page.press("input[value=tree]")
        page.fill("#description", "")
        page.press(SEND)
        assert page.count("details[open] input[value=tree]:checked"), "the category that was chosen is in sight"
        self._refused("problem without words")
        page.fill("#description", "The lamp by the gate is dark.")
        page.press("input[value=street-light]")
        page.press(SEND)
        assert page.address.endswith("/report/details"), page.address
        self.done.append("stumble")

    def tell_details(self) -> None:
        """A category that asks for more gets it; the draft is that of `stumble`."""
        page = self.page
        page.fill("#field-pole", "12/a")
        page.press(SEND)
        self._refused("details", {"field-pole": "12/a"})
        page.press("input[name=field-problem]")
        page.press(SEND)
        assert page.address.endswith("/report/photos"), page.address
        self.done.append("details")

    def choose_photos(self) -> None:
        """A file that is no photo is named as such, a photo can be taken out again, and none is needed."""
        page = self.page
        self._attach(b"no photo at all")
        self._refused("photos")
        self._attach(picture(blue=9))
        assert page.count(".photos img") == 1, "the photo is there"
        page.press("button[name=photo]")
        assert page.count(".photos img") == 0, "the photo is gone"
        page.press("button[value=next]")
        assert page.address.endswith("/report/contact"), page.address
        self.done.append("photos")

    def mend_contact(self) -> None:
        """An address that is none stays to be mended, and so does everything beside it."""
        page = self.page
        page.fill("#email", "ida")
        page.fill("#phone", "1")
        page.fill("#name", "Ida Zmyślona")
        page.press(SEND)
        self._refused("contact", {"email": "ida", "phone": "1", "name": "Ida Zmyślona"})
        page.fill("#email", "ida@mail.example")
        page.fill("#phone", "")
        page.press(SEND)
        assert page.address.endswith("/report/check"), page.address
        self.done.append("contact")

    def change_before_sending(self) -> None:
        """The last step asks for the terms, and leads to an answer and back."""
        page = self.page
        page.press(SEND)
        self._refused("check")
        page.press("a[href*='report/place?return=check']")
        page.fill("#address", "ul. Żółwia 9")
        page.press(SEND)
        assert page.address.endswith("/report/check"), page.address
        assert "ul. Żółwia 9" in page.text("main") and "12/a" in page.text("main"), "the check shows the new answers"
        self.done.append("change before sending")

    def lose_draft(self) -> None:
        """Without its cookie the form says that the draft is lost."""
        self.page.forget()
        self._open(f"/{self.town}/report/contact")
        assert self.page.address.split("?")[0].endswith("/report/place"), self.page.address
        self._look("a lost draft")
        self.done.append("lost draft")

    def place_on_map(self) -> None:
        """The reporter sets the point with the map alone, by keys."""
        page = self.page
        self._open(f"/{self.town}/report/place")
        self._wait("document.querySelector('.map.placing:not([hidden]) .map-outline')")
        self._look("place with its map")
        page.run(
            "const map = document.querySelector('.map-canvas'); map.focus();"
            "map.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', bubbles: true})); return true"
        )
        assert page.value("#latitude").startswith("52.") and page.value("#longitude").startswith("19."), "Enter sets it"
        page.press(SEND)
        assert page.address.endswith("/report/problem"), "a point in the town is enough"
        page.forget()
        self.done.append("place on the map")
