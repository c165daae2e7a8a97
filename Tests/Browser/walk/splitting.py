"""A report that tells of several things: the office splits a part off, and the first case waits for it."""

from .handling import DECIDE, Handling
from .walk import Report


class Splitting(Handling):
    def split(self, report: Report) -> None:
        """Without a category what was typed stays; the case is not ended before its part, and stands in a queue after it."""
        page = self.page
        self._case(report)
        self._work("split", {"description": "The road under the lamp has a hole."})
        self._refused("part to be split off", {"split-description": "The road under the lamp has a hole."})
        page.choose("#split-category", "pothole")
        self._work("split", {})
        self._taken("case with a part")
        card = "section:has(#parts)"
        assert page.count(f"{card} li .status-new"), "the case names its part"
        before = {link for link in page.links() if "/office/reports/" in link}
        self._end(report, "Wait for nobody.")
        self._refused("end of a case with an open part", {"justification": "Wait for nobody."})
        page.press(f"{card} li a")
        part = page.address.split("/")[-1]
        assert any(link.endswith(part) for link in before), "the case leads to its part"
        assert "The road under the lamp has a hole." in page.text("main"), "the words of the office are the report"
        assert report.email not in page.text("main"), "nothing of the reporter goes along"
        self._look("part of a case")
        page.press("input[name=move][value=rejected]")
        page.choose("#rejection", "outOfScope")
        page.fill("#justification", "The road belongs to the state.")
        page.press(DECIDE)
        self._taken("part that has ended")
        self._open(f"/{self.town}/office?queue=partsDone")
        assert report.path in " ".join(page.links()), "the end of the last part is news"
        self._look("cases of which all parts have ended")
        self._case(report)
        page.press("form[action$='/seeParts'] button")
        self._taken("case whose parts have ended")
        assert not page.count("form[action$='/seeParts']"), "somebody knows"
        self.done.append("split")

    def _end(self, report: Report, reason: str) -> None:
        """Tries to close a case that has been accepted."""
        page = self.page
        page.press("input[name=move][value=closed]")
        page.fill("#justification", reason)
        page.fill("#solution", "Another way.")
        page.press(DECIDE)
