"""A day of each role: what its menu offers, its own work from beginning to end, and where it is told that it may not."""

from .handling import PASSWORD, Handling
from .walk import SEND, Report

NOTES = "form[action$='/note']"
MOVES = "section[aria-labelledby=moves]"


class Days(Handling):
    """The colleagues of a demonstration, who have one role each."""

    def each_day(self, report: Report) -> None:
        """`report` is new and has an address."""
        self._dispatch(report)
        self._head_unit(report)
        self._moderate(report)
        self._protect_data(report)
        self._audit(report)
        self._administer(report)
        self._close_day(report)
        self.done.append("each day")

    def _come(self, name: str) -> None:
        """Signs in, and opens each page of the menu."""
        page = self.page
        self._sign_in(name)
        menu = page.run(f"return [...document.querySelectorAll('nav a[href*=\"/office\"]')].map(a => a.getAttribute('href'))")
        assert len(menu) > 5, menu
        for path in menu:
            self._open(path)
            current = page.run("return document.querySelector('nav [aria-current=page]')?.getAttribute('href')")
            assert current == path, f"{name} opens {path}, and the menu says {current}"
            self._look(f"day at {path}")

    def _sign_in(self, name: str) -> None:
        page = self.page
        page.forget()
        self._open(f"/{self.town}/office/sign-in")
        page.fill("#login", f"{name}@{self.town}.example")
        page.fill("#password", PASSWORD)
        page.press(SEND)
        assert not page.count(".errors"), page.text("main")

    def _kept_from(self, path: str) -> None:
        """A page that belongs to others says so, and leads back."""
        self._open(f"/{self.town}/office{path}")
        assert self.page.count("main h1") and not self.page.count("main form"), f"{path}: {self.page.text('main')}"
        self._look(f"day without {path}")

    def _dispatch(self, report: Report) -> None:
        """The dispatcher says who leads and which unit has it, and sees nobody's address."""
        page = self.page
        self._come("bratek")
        self._case(report)
        assert report.email not in page.text(), "a dispatcher sees no contact data"
        assert not page.count(MOVES), "a dispatcher decides nothing"
        page.press("details:has(#assign-assignee) > summary")
        somebody = page.run("return document.querySelector('#assign-assignee option:not([value=\"\"])').value")
        page.choose("#assign-assignee", str(somebody))
        page.fill("#assign-note", "Please call the electricians.")
        page.press("form:has(#assign-assignee) button")
        self._taken("case given to somebody")
        assert "Please call the electricians." in page.text("section[aria-labelledby=notes]"), "the note stands there"
        if page.count("#handOver-unit option[value=roads]"):
            page.press("details:has(#handOver-unit) > summary")
            page.choose("#handOver-unit", "roads")
            self._work("handOver", {"note": "A hole below the lamp."})
            self._taken("case given to a unit")
        self._kept_from("/staff")

    def _head_unit(self, report: Report) -> None:
        """The head of a unit sees the cases of the unit alone, takes one, accepts it and keeps ready words."""
        page = self.page
        self._come("kalina")
        self._open(f"/{self.town}/office?queue=unit")
        assert report.number in page.text("main"), "the unit has the case"
        self._case(report)
        assert report.email in page.text(), "who decides knows who asks"
        page.press("section[aria-labelledby=lead] form[action$='/assign'] button.small")
        self._taken("case that the head leads")
        page.press("input[name=move][value=accepted]")
        page.fill("#publicText", f"Accepted: {report.description}")
        page.press(f"{MOVES} button:not([name])")
        self._taken("case that the head accepted")
        self._kept_from("/audit")

    def _moderate(self, report: Report) -> None:
        """The moderator changes what everybody reads, and decides nothing."""
        page = self.page
        self._come("malina")
        self._case(report)
        assert report.email not in page.text(), "a moderator sees no contact data"
        assert not page.count(MOVES), "a moderator decides nothing"
        self._work("publish", {"publicText": f"Checked: {report.description}"})
        self._taken("case with checked words")
        self._open(f"/{self.town}/reports/{report.path}")
        assert f"Checked: {report.description}" in page.text("main"), "everybody reads the checked words"
        self._kept_from("/statistics")

    def _protect_data(self, report: Report) -> None:
        """The data protection officer sees who asked, changes nothing, and finds the look in the log."""
        page = self.page
        self._come("wrzos")
        self._case(report)
        assert report.email in page.text(), "the officer sees the data that are kept"
        assert not page.count(MOVES) and not page.count(NOTES), "the officer changes nothing"
        self._open(f"/{self.town}/office/audit")
        assert "Wrzos Zmyślony" in page.text("main"), "the look stands in the log"
        self._kept_from("/settings")

    def _audit(self, report: Report) -> None:
        """The auditor reads everything but contact data, and changes nothing."""
        page = self.page
        self._come("cis")
        self._case(report)
        assert report.email not in page.text(), "an auditor sees no contact data"
        assert not page.count(MOVES) and not page.count(NOTES), "an auditor changes nothing"
        self._kept_from("/staff")

    def _administer(self, report: Report) -> None:
        """The administrator keeps people and settings, and no case."""
        page = self.page
        self._come("lipa")
        self._open(f"/{self.town}/office/reports/{report.path}")
        assert report.description not in page.text(), "an administrator reads no case"
        self._look("case that is not for an administrator")
        self._open(f"/{self.town}/office/staff")
        assert "Kalina Zmyślona" in page.text("main"), "the people of the office stand there"

    def _close_day(self, report: Report) -> None:
        """The head of the unit closes what the day began with."""
        self._sign_in("kalina")
        words = {"justification": "The stairs are not the town's.", "solution": "Their owner has been asked."}
        self._decide(report, "closed", {"justification": ""}, words)
