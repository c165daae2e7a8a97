"""A reporter says how content they are with the end of a report, and changes it."""

from .following import Following
from .walk import Report


class Rating(Following):
    def rate(self, report: Report) -> None:
        """An answer is needed; what was typed stays; it may be changed, and nobody else reads it."""
        page = self.page
        form = "form[action$='/satisfaction']"
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
