"""Comments under a report: written by a resident, read by the office first, reported as abuse, taken away."""

from .persons import Persons
from .walk import SEND, Report


class Commenting(Persons):
    def comment(self, report: Report, first: int) -> None:
        """Nobody reads a comment before the office; a warning and a fault lose no word; the letter says what was decided."""
        page = self.page
        login = f"commenting-{first}@poczta.example"
        page.forget()
        self._open(f"/{self.town}/reports/{report.path}")
        assert not page.count("#comment-words"), "comments need an account"
        self._register(login, "")
        self._activate(login)
        self._write_comment(report)
        page.forget()
        self._open(f"/{self.town}/reports/{report.path}")
        assert "is too dark" not in page.text("main"), "nobody reads what the office has not read"
        self.sign_in()
        self._publish_comment(report)
        self._link_to(login, f"reports/{report.path}")
        self._report_abuse(report)
        self._answer_as_office(report)
        self._leave_comment()
        self.done.append("comment")

    def _write_comment(self, report: Report) -> None:
        page = self.page
        form = "form[action$='/comments']"
        self._open(f"/{self.town}/reports/{report.path}")
        page.press(f"{form} button")
        self._refused("comment without words")
        page.fill("#comment-words", "The corner is too dark, call 600 100 200.")
        page.press(f"{form} button")
        assert page.count("#comment-warning") and "600 100 200" in page.text("#comment-warning")
        self._look("comment with a warning")
        page.fill("#comment-words", "The corner is too dark, please hurry.")
        page.press(f"{form} button")
        self._taken("comment that waits")
        assert "is too dark" in page.text("section:has(#comments)"), "whoever wrote it sees it"
        self._open(f"/{self.town}/account/comments")
        self._look("own comments")

    def _publish_comment(self, report: Report) -> None:
        page = self.page
        self._open(f"/{self.town}/office")
        page.press("a[href$='/office/comments']")
        self._look("comments that wait")
        page.press("main a[href*='/office/comments/']")
        self._look("comment at the office")
        page.press("form[action$='/refuse'] button")
        self._refused("refusal without a reason")
        page.fill("#publish-words", "The corner is too dark.")
        page.press("form[action$='/publish'] button")
        self._taken("comments after a decision")
        self._open(f"/{self.town}/reports/{report.path}")
        assert "The corner is too dark." in page.text("main"), "everybody reads it"
        self._look("report with a comment")

    def _report_abuse(self, report: Report) -> None:
        page = self.page
        self._open(f"/{self.town}/reports/{report.path}")
        page.press("main a[href$='/flag']")
        self._look("abuse of a comment")
        page.press(SEND)
        self._refused("abuse without a ground")
        page.press("input[name=ground][value=personalData]")
        page.press(SEND)
        self._taken("abuse reported")

    def _answer_as_office(self, report: Report) -> None:
        page = self.page
        self._open(f"/{self.town}/office/reports/{report.path}/comments")
        self._look("all comments on a report")
        page.press(SEND)
        self._refused("answer without words")
        page.fill("#words", "We look into it.")
        page.press(SEND)
        self._taken("answer of the office")

    def _leave_comment(self) -> None:
        page = self.page
        self._open(f"/{self.town}/office/comments")
        page.press("main a[href*='/office/comments/']")
        self._look("comment that somebody reported")
        page.press("form[action$='/keep'] button")
        self._taken("comments after one was left")
