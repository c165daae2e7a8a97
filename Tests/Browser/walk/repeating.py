"""What is known is reported again: the resident is shown the earlier report, and so is the clerk."""

from .walk import SEND, Report, Walk

MINE_IS_DIFFERENT = "main a.button[href*='/report/']:not([href*='similar'])"


class Repeating(Walk):
    def _repeat(self, earlier: Report, description: str) -> None:
        """As far as the similar reports, where the clerk placed the earlier one, and with its category."""
        page = self.page
        self._open(f"/{self.town}/report/place")
        page.fill("#address", "ul. Żółwia 7")
        if not page.count("details[open] #latitude"):
            page.press("details:has(#latitude) summary")
        page.fill("#latitude", earlier.latitude)
        page.fill("#longitude", "19.31")
        page.press(SEND)
        # Who has described the problem before is shown them at once.
        if "/report/similar" not in page.address:
            self._category()
            page.fill("#description", description)
            page.press(SEND)
        assert "/report/similar" in page.address, f"nothing similar is shown: {page.address}"
        assert earlier.number in page.text("main"), "the earlier report is shown"
        self._look("similar reports")

    def follow_instead(self, earlier: Report) -> None:
        """A resident who finds the same report follows it and sends none."""
        page = self.page
        self._repeat(earlier, "It is still dark here.")
        page.press(f"main a[href*='/reports/{earlier.path}#follow']")
        assert page.address.endswith(f"/reports/{earlier.path}#follow"), page.address
        page.fill("[aria-labelledby=follow] input", f"second-{earlier.path}@poczta.example")
        page.press("[aria-labelledby=follow] button")
        self._taken("report that is followed instead")
        assert page.count("[aria-labelledby=follow] .notice.success"), "a letter is on its way"
        self.done.append("follow instead")

    def report_anyway(self, earlier: Report) -> Report:
        """A resident who has something else goes on, and nothing has to be typed twice."""
        page = self.page
        description = f"Another thing beside {earlier.number}: the pole leans."
        self._repeat(earlier, description)
        page.press(MINE_IS_DIFFERENT)
        page.fill("#description", description)
        page.press(SEND)
        if "/report/similar" in page.address:
            page.press(MINE_IS_DIFFERENT)
        page.press("button[value=next]")
        page.press(SEND)
        assert description in page.text("main"), "the check shows what was typed before"
        for box in ("#terms", "#age"):
            if page.count(box):
                page.press(box)
        page.press(SEND)
        assert page.address.endswith("/receipt"), f"no receipt: {page.address}"
        path = page.address.split("/z/")[1].split("/")[0]
        self.done.append("report anyway")
        return Report(path.replace("-", "/"), "", "", description, earlier.latitude)

    def reject_as_duplicate(self, repeated: Report, earlier: Report) -> None:
        """The clerk finds the earlier case beside the new one; its link fills in the decision, which one button makes."""
        page = self.page
        self._open(f"/{self.town}/office/reports/{repeated.path}")
        page.press(f"section[aria-labelledby=duplicates] a[href*='duplicateOf={earlier.path}']")
        assert page.value("#earlier") == earlier.number, "the number of the earlier case is filled in"
        self._look("case with its rejection filled in")
        page.press("section[aria-labelledby=moves] button:not([name])")
        self._taken("duplicate")
        assert earlier.number in page.text("section[aria-labelledby=history]"), "the history names the earlier case"
        self.done.append("reject as duplicate")
