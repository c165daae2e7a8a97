"""A reporter says how content they are with the end of a report, and changes it."""

from .following import Following
from .walk import Report


class Rating(Following):
    def rate(self, report: Report, duplicate: Report) -> None:
        """An answer is needed; what was typed stays; it may be changed. Nobody is asked about a duplicate."""
        page = self.page
        form = "form[action$='/satisfaction']"
        self._status(duplicate)
        assert not page.count(form), "what became of a duplicate is said of the first report"
        self._status(report)
        assert page.count(form), "whoever reported is asked"
        page.fill("#words", "It took long.")
        page.press(f"{form} button")
        self._refused("rating without an answer", {"words": "It took long."})
        page.press("input[name=satisfaction][value=partly]")
        page.press(f"{form} button")
        self._taken("rating")
        assert page.value("#words") == "It took long."
        page.press("input[name=satisfaction][value=satisfied]")
        page.press(f"{form} button")
        self._taken("changed rating")
        self.done.append("rate")
