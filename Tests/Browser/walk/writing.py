"""What a reporter and the office write to each other and nobody else reads."""

from .following import Following
from .walk import Report


class Writing(Following):
    def write_privately(self, report: Report) -> None:
        """The reporter writes on the page of the report, the office finds it in a queue, looks at it and writes back."""
        page = self.page
        link = f"/{self.town}/z/{report.path}/{report.secret}"
        self._open(link)
        page.press("form[action$='/message'] button")
        self._refused("message of a reporter")
        page.fill("#message", "The lamp hums as well.")
        page.press("form[action$='/message'] button")
        self._taken("report with a message")
        assert "hums as well" in page.text("main"), "the reporter sees what was sent"
        self._see_message(report)
        page.press("form[action$='/thread'] button")
        self._refused("message of the office")
        page.fill("#thread-message", "Thank you, an electrician comes on Tuesday.")
        page.press("form[action$='/thread'] button")
        self._taken("case with a thread")
        self._open(link)
        assert "comes on Tuesday" in page.text("main"), "the reporter reads the office"
        self._look("report with an answer of the office")
        self.done.append("write privately")

    def _see_message(self, report: Report) -> None:
        page = self.page
        queue = f"/{self.town}/office?queue=written"
        self._open(queue)
        assert report.path in " ".join(page.links()), "the case is among those with news"
        self._look("cases whose reporter wrote")
        self._case(report)
        assert "hums as well" in page.text("section:has(#thread)")
        page.press("form[action$='/thread/see'] button")
        self._taken("case whose message was looked at")
        self._open(queue)
        assert report.path not in " ".join(page.links()), "it is no news any more"
        self._case(report)
