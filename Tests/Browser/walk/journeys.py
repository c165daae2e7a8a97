"""What people do, from the first page to the last. A journey ends in an AssertionError where the program fails them."""

import re
import struct
import tempfile
import time
import zlib
from dataclasses import dataclass, field

import feedparser

from .browser import Page
from .checks import Checks

PASSWORD = "ratusz-na-probe"
MAILBOX = "/_demo/mailbox"
SEND = "main form button[type=submit]"
# The pages of cases have a form for each photo as well.
DECIDE = "section[aria-labelledby=moves] button[type=submit]"


def picture() -> bytes:
    """A PNG of 64 by 48 pixels."""
    rows = b"".join(b"\0" + b"".join(bytes((column * 4, row * 5, 90)) for column in range(64)) for row in range(48))
    chunks = [(b"IHDR", struct.pack(">IIBBBBB", 64, 48, 8, 2, 0, 0, 0)), (b"IDAT", zlib.compress(rows)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
        for name, content in chunks
    )


PHOTO = picture()


@dataclass
class Report:
    number: str
    secret: str
    email: str
    description: str


@dataclass
class Journeys:
    """Walks in one browser. `looks` is nil where scripts are off: the checks are scripts."""

    page: Page
    base: str
    town: str
    looks: Checks | None
    done: list[str] = field(default_factory=list)

    def _open(self, path: str) -> None:
        self.page.open(self.base + path)

    def _look(self, name: str) -> None:
        if self.looks:
            self.looks.look(self.page, name)

    def report(self, index: int) -> Report:
        """A resident reports: five steps, a receipt with a number, a link and dates."""
        page = self.page
        description = f"Example {index} in {page.name}: the lamp by the stairs is dark."
        report = Report("", "", f"resident-{index}-{page.name.lower()}@mail.example", description)
        self._open(f"/{self.town}")
        self._look("home")
        self._open(f"/{self.town}/report")
        assert page.address.endswith("/report/place"), page.address
        self._look("place")
        page.fill("#address", "ul. Żółwia 7")
        page.press("details:has(#latitude) summary")
        page.fill("#latitude", f"52.1{index % 20:03}")
        page.fill("#longitude", "19.3")
        page.press(SEND)
        self._look("problem")
        self._category()
        page.fill("#description", description)
        page.press(SEND)
        self._photo()
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

    def _photo(self) -> None:
        """One photo is added and shown, with or without scripts."""
        page = self.page
        self._look("photos")
        if page.count("#photoTerms"):
            page.press("#photoTerms")
        with tempfile.NamedTemporaryFile(suffix=".png") as file:
            file.write(PHOTO)
            file.flush()
            page.attach("#photos", file.name)
            page.press("button[value=add]")
        assert page.count(".photos img") == 1, "the photo that was added is shown"
        self._look("photos with one")
        page.press("button[value=next]")

    def send_twice(self, report: Report) -> None:
        """The button pressed twice makes one report."""
        self.page.go_back()
        if self.page.count(SEND):
            self.page.press(SEND)
        assert report.number in self.page.text("main"), "the second press leads to the same receipt"
        self.done.append("send twice")

    def follow(self, report: Report, word: str | None = None) -> None:
        """The reporter looks the report up by number and secret."""
        page = self.page
        self._open(f"/{self.town}/status")
        self._look("look up")
        page.fill("#number", report.number)
        page.fill("#secret", report.secret.upper().replace("-", " "))
        page.press(SEND)
        assert report.description in page.text("main"), "the reporter sees the whole report"
        assert word is None or word in page.text("main"), f"the page does not say {word}"
        self._look("status")
        self.done.append("follow")

    def confirm(self, report: Report) -> None:
        """The address is confirmed by a button behind the link; only then does the first letter about the report go."""
        page = self.page
        self._open(MAILBOX)
        self._look("mailbox")
        page.open(self._letter(report, "confirm"))
        self._look("confirm")
        page.press(SEND)
        self._look("confirmed")
        self._letter(report, "z/")
        self.done.append("confirm")

    def _letter(self, report: Report, part: str) -> str:
        """The link with `part` in a letter about the report, as soon as the letter is there."""
        wanted = f"/{self.town}/{part}"
        for _ in range(50):
            self._open(MAILBOX)
            links = [link for link in self.page.links() if wanted in link and report.number.replace("/", "-") in link]
            if links and report.email in self.page.text("main"):
                return links[0]
            time.sleep(0.1)
        raise AssertionError(f"no letter with {wanted} to {report.email}")

    def sign_in(self) -> None:
        """A clerk signs in, first with a wrong password."""
        page = self.page
        login = f"jagoda@{self.town}.example"
        self._open(f"/{self.town}/office")
        assert page.address.endswith("/office/sign-in"), page.address
        self._look("sign in")
        page.fill("#login", login)
        page.fill("#password", "wrong")
        page.press(SEND)
        assert page.value("#login") == login, "the login that was typed stays"
        assert page.count(".errors"), "the page says that it was wrong"
        self._look("sign in again")
        page.fill("#password", PASSWORD)
        page.press(SEND)
        assert page.address.endswith("/office"), page.address
        self._look("inbox")
        self.done.append("sign in")

    def _case(self, report: Report) -> None:
        self._open(f"/{self.town}/office/reports/{report.number.replace('/', '-')}")
        assert report.description in self.page.text("main"), "the clerk sees the report"
        self._look("case")

    def accept(self, report: Report) -> None:
        """The clerk accepts and approves what everybody may read."""
        page = self.page
        self._case(report)
        page.press("button[value=release]")
        page.press("input[name=move][value=accepted]")
        page.fill("#publicText", f"Public {report.description}")
        page.press(DECIDE)
        self._look("case after a decision")
        self._open(f"/{self.town}/reports/{report.number.replace('/', '-')}")
        assert f"Public {report.description}" in page.text("main"), "the approved text is public"
        assert report.email not in page.text(), "no contact data in public"
        assert page.count(".photos img") == 1, "the released photo is public"
        self._look("public report")
        self._open(f"/{self.town}/reports")
        assert report.number in page.text("main"), "the list shows the report"
        self._look("list")
        self.done.append("accept")

    def search(self, report: Report) -> None:
        """A resident finds the report in the list by a word and by its status, and the search that finds nothing leads back."""
        page = self.page
        self._open(f"/{self.town}/reports")
        page.fill("input[name=q]", "volcano")
        page.press("form.narrow button")
        assert page.count(".empty"), "a word that no title has finds nothing"
        self._look("list, nothing found")
        self._open(f"/{self.town}/reports?q=lamp&status=accepted")
        assert report.number in page.text("main"), "the list finds the report by a word and its status"
        assert page.value("input[name=q]") == "lamp", "the search stays in its field"
        self._open(f"/{self.town}/reports?near=52.1,19.3&from=2020-13-01")
        assert page.count(".errors"), "a day that there is not is named"
        self._look("list with an error")
        self.done.append("search")

    def read_feeds(self, report: Report) -> None:
        """A feed reader takes both feeds without a complaint and finds the report."""
        self._open(f"/{self.town}/reports")
        linked = self.page.run("return document.querySelector('link[type=\"application/atom+xml\"]').href")
        for address in (linked, linked.replace(".atom", ".rss")):
            feed = feedparser.parse(address)
            assert not feed.bozo, f"{address}: {feed.get('bozo_exception')}"
            titles = [entry.title for entry in feed.entries]
            assert any(report.description[:40] in title for title in titles), f"{address}: {titles}"
            assert all(entry.link and entry.id and entry.updated_parsed or entry.published_parsed for entry in feed.entries)
        self.done.append("feeds")

    def see_map(self, report: Report) -> None:
        """The map shows the report; a pin opens a card that leads to it."""
        page = self.page
        self._open(f"/{self.town}/reports")
        self._wait("document.querySelector('.map:not([hidden]) .pin, .map:not([hidden]) .cluster')")
        assert page.count(".map-outline"), "the map draws the town"
        self._open(f"/{self.town}/reports/{report.number.replace('/', '-')}")
        self._wait("document.querySelector('.map:not([hidden]) .pin')")
        page.run("const pin = document.querySelector('.pin'); pin.focus(); pin.click(); return true")
        self._wait("document.querySelector('.map-card a')?.textContent.includes('Public Example')")
        self._look("map with a card")
        self.done.append("map")

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

    def _wait(self, condition: str) -> None:
        """Until the script of the page has come so far."""
        for _ in range(100):
            if self.page.run(f"return Boolean({condition})"):
                return
            time.sleep(0.1)
        raise AssertionError(f"never true: {condition}")

    def reject(self, report: Report) -> None:
        """The clerk rejects: without a reason the page asks for one and keeps what was typed."""
        page = self.page
        self._case(report)
        page.press("input[name=move][value=rejected]")
        page.fill("#justification", "This land is not the town's.")
        page.press(DECIDE)
        assert page.count(".errors"), "the page asks for the reason"
        assert page.value("#justification") == "This land is not the town's.", "the justification stays"
        self._look("case with an error")
        reason = page.run("return document.querySelector('#rejection option:not([value=\"\"])').value")
        page.choose("#rejection", reason)
        page.press(DECIDE)
        assert not page.count(".errors"), page.text("main")
        self._open(f"/{self.town}/reports/{report.number.replace('/', '-')}")
        assert report.description not in page.text(), "a rejected report is not public"
        self._look("not found")
        self.done.append("reject")

    def stumble(self) -> None:
        """A step sent empty comes back with the fault on top; without cookies the form says what is lost."""
        page = self.page
        self._open(f"/{self.town}/report/place")
        page.press(SEND)
        assert page.count(".errors") and page.title.split(":")[0] in ("Błąd", "Error", "Помилка"), page.title
        self._look("place with an error")
        page.fill("#address", "ul. Żółwia 8")
        page.press(SEND)
        page.fill("#description", "Typed before the category was chosen.")
        page.press(SEND)
        assert page.value("#description") == "Typed before the category was chosen.", "the description stays"
        self._look("problem with an error")
        page.forget()
        self._open(f"/{self.town}/report/contact")
        assert page.address.split("?")[0].endswith("/report/place"), page.address
        self._look("a lost draft")
        self.done.append("stumble")

    def wander(self) -> None:
        """Every page that a visitor reaches by links, in every town and language."""
        self._open("/")
        self._look("towns")
        seen, waiting = {"/"}, self._local_links()
        while waiting:
            path = waiting.pop()
            if path in seen or len(seen) > 200:
                continue
            seen.add(path)
            self._open(path)
            self._look(path)
            waiting += self._local_links()
        assert len(seen) > 30, f"only {len(seen)} pages are linked"
        self.done.append(f"{len(seen)} linked pages")

    def _local_links(self) -> list[str]:
        links = [link.removeprefix(self.base).split("#")[0] for link in self.page.links()]
        # A picture is no page, and runs no script, not even a check.
        others = ("/_demo", "/assets/", "/photos/")
        return [link for link in links if link.startswith("/") and not any(other in link for other in others)]
