"""Whoever has the same problem says so with one button instead of reporting it again."""

from .following import Following
from .walk import SEND, Report


class Supporting(Following):
    def say_me_too(self, report: Report) -> None:
        """A guest says it on the page and confirms by letter; the number grows by one, and shrinks when it is taken back."""
        page = self.page
        card = "[aria-labelledby=support]"
        address = f"me-too-{report.path}@poczta.example"
        self._open(f"/{self.town}/reports/{report.path}")
        before = page.text(card)
        page.press(f"{card} button")
        self._refused("me too")
        page.fill("#support-email", "neighbour")
        page.press(f"{card} button")
        self._refused("me too", {"support-email": "neighbour"})
        page.fill("#support-email", address)
        page.press(f"{card} button")
        self._taken("report after saying me too")
        assert page.count(f"{card} .notice.success"), "the page says that a letter is on its way"
        link = self._link_to(address, "support/")
        page.open(link)
        self._look("letter to somebody who says me too")
        page.press(SEND)
        self._taken("me too is noted")
        self._open(f"/{self.town}/reports/{report.path}")
        assert page.text(card) != before, "one more is counted"
        self._look("report of several people")
        page.open(link)
        page.press(SEND)
        self._taken("me too is taken back")
        assert not page.count("main form"), "nothing is left to take back"
        self._open(f"/{self.town}/reports/{report.path}")
        assert page.text(card) == before, "one less is counted"
        self.done.append("say me too")
