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

    def join(self, repeated: Report, earlier: Report) -> None:
        """The clerk finds the earlier case beside the new one; its link fills in the join, which one button makes. A wrong
        number is refused and nothing typed is lost."""
        page = self.page
        card = "section[aria-labelledby=joins]"
        self._open(f"/{self.town}/office/reports/{repeated.path}")
        page.press(f"section[aria-labelledby=duplicates] a[href*='joinTo={earlier.path}']")
        assert page.value("#join-leading") == earlier.number, "the number of the earlier case is filled in"
        self._look("case with its join filled in")
        page.fill("#join-leading", "2020/1")
        page.press(f"{card} form button")
        self._refused("join", {"join-leading": "2020/1"})
        page.fill("#join-leading", earlier.number)
        page.press(f"{card} form button")
        self._taken("joined case")
        assert earlier.number in page.text("section[aria-labelledby=history]"), "the history names the earlier case"
        page.press(f"{card} a[href$='/office/reports/{earlier.path}']")
        assert repeated.number in page.text(card), "the leading case shows the joined one"
        self._look("leading case")
        self.done.append("join")

    def take_apart(self, repeated: Report) -> None:
        """The clerk takes a joined case apart, with a reason; it goes on where it was."""
        page = self.page
        card = "section[aria-labelledby=joins]"
        self._open(f"/{self.town}/office/reports/{repeated.path}")
        page.press(f"{card} summary")
        page.press(f"{card} form button")
        self._refused("taking apart")
        page.fill("#part-reason", "It is another lamp.")
        page.press(f"{card} form button")
        self._taken("case that was taken apart")
        assert page.count(".page-head .status-new"), "the case goes on where it was"
        self.done.append("take apart")
