"""What a reporter does without an account: by letter, by number and secret, by the secret link."""

import time

from .walk import SEND, Report, Walk

MAILBOX = "/_demo/mailbox"


class Following(Walk):
    def follow(self, report: Report) -> None:
        """The reporter looks the report up by number and secret."""
        page = self.page
        self._open(f"/{self.town}/status")
        self._look("look up")
        page.fill("#number", report.number)
        page.fill("#secret", report.secret.upper().replace("-", " "))
        page.press(SEND)
        assert report.description in page.text("main"), "the reporter sees the whole report"
        self._look("status")
        self.done.append("follow")

    def look_up_in_vain(self, report: Report) -> None:
        """What is missing and what does not fit is said; the number stays."""
        page = self.page
        self._open(f"/{self.town}/status")
        page.press(SEND)
        self._refused("look up")
        page.fill("#number", report.number)
        page.fill("#secret", "0" * 28)
        page.press(SEND)
        self._refused("look up in vain", {"number": report.number})
        self.done.append("look up in vain")

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

    def follow_by_mail(self, report: Report) -> str:
        """A neighbour follows the report; an empty and a wrong address are refused, and the link of the letter counts
        only when its button is pressed. The link is returned."""
        page = self.page
        address = self._neighbour(report)
        card = "[aria-labelledby=follow]"
        self._open(f"/{self.town}/reports/{report.path}")
        page.press(f"{card} button")
        self._refused("address")
        page.fill(f"{card} input", "neighbour")
        page.press(f"{card} button")
        self._refused("address", {"email": "neighbour"})
        page.fill(f"{card} input", address)
        page.press(f"{card} button")
        self._taken("report after asking to follow")
        assert page.count(f"{card} .notice.success"), "the page says that a letter is on its way"
        link = self._link_to(address, "follow/")
        page.open(link)
        self._look("letter of a follower")
        page.press(SEND)
        self._taken("following")
        assert page.count("main form[action$='/stop']"), "who follows can stop"
        self.done.append("follow by mail")
        return link

    def stop_following(self, report: Report, link: str) -> None:
        """The change of status has come by letter; one button ends it."""
        page = self.page
        self._link_to(self._neighbour(report), f"reports/{report.path}")
        page.open(link)
        page.press(SEND)
        self._taken("stopped following")
        assert not page.count("main form"), "nothing is left to stop"
        self.done.append("stop following")

    def _letter(self, report: Report, part: str) -> str:
        """The link with `part` in a letter about the report, as soon as the letter is there."""
        return self._link_to(report.email, part, report.path)

    def _neighbour(self, report: Report) -> str:
        return f"neighbour-{report.path}@poczta.example"

    def _link_to(self, address: str, part: str, number: str = "") -> str:
        """The newest link with `part` and `number` in the mailbox, as soon as there is one and a letter to the address."""
        wanted = f"/{self.town}/{part}"
        for _ in range(50):
            self._open(MAILBOX)
            links = [link for link in self.page.links() if wanted in link and number in link]
            if links and address in self.page.text("main"):
                return links[0]
            time.sleep(0.1)
        raise AssertionError(f"no letter with {wanted} to {address}")

    def _status(self, report: Report) -> None:
        """The page behind the secret link."""
        self._open(f"/{self.town}/z/{report.path}/{report.secret}")
        assert report.description in self.page.text("main"), "the reporter sees the whole report"

    def change(self, report: Report) -> None:
        """Until the office has decided, the reporter mends the words; empty ones are refused."""
        page = self.page
        self._status(report)
        self._look("status of a new report")
        page.press("a[href$='/change']")
        self._look("change")
        page.fill("#description", "")
        page.press(SEND)
        self._refused("change")
        before, report.description = report.description, f"{report.description} It flickers."
        page.fill("#description", report.description)
        page.press(SEND)
        self._taken("status after a change")
        assert page.count(".notice.success"), "the page says that it was done"
        shown = page.text("main")
        assert report.description in shown and shown.count(before) > 1, "the new words are there, and the old ones in the history"
        self.done.append("change")

    def change_too_late(self, report: Report) -> None:
        """After the decision nothing can be changed any more, and who tries is told and loses no word."""
        page = self.page
        self._open(f"/{self.town}/z/{report.path}/{report.secret}")
        assert not page.count("a[href$='/change'], a[href$='/withdraw']"), "neither is offered"
        self._open(f"/{self.town}/z/{report.path}/{report.secret}/change")
        page.fill("#description", "Too late.")
        page.press(SEND)
        self._refused("change too late", {"description": "Too late."})
        self.done.append("change too late")

    def withdraw(self, report: Report) -> None:
        """The reporter takes the report back, once."""
        page = self.page
        self._status(report)
        page.press("a[href$='/withdraw']")
        self._look("withdrawal")
        page.press(SEND)
        self._taken("status after a withdrawal")
        assert page.count(".page-head .status-closed"), "the report is closed"
        self._open(f"/{self.town}/z/{report.path}/{report.secret}/withdraw")
        page.press(SEND)
        self._refused("withdrawal")
        self.done.append("withdraw")

    def open_again(self, report: Report) -> None:
        """The reporter opens a report again that has ended, once, and says what is still wrong."""
        page = self.page
        self._status(report)
        page.press("a[href$='/reopen']")
        self._look("reopening")
        page.press(SEND)
        self._refused("reopening")
        page.fill("#reason", "It is dark again.")
        page.press(SEND)
        self._taken("status after a reopening")
        assert "It is dark again." in page.text("main"), "the reporter reads the own words"
        assert not page.count("a[href$='/reopen']"), "once"
        self._open(f"/{self.town}/reports/{report.path}")
        assert "It is dark again." not in page.text("main"), "nobody else does"
        self.done.append("open again")

    def reply(self, report: Report) -> None:
        """The office has asked: the page says so, an empty answer is refused, and with an answer the clock goes on."""
        page = self.page
        self._status(report)
        assert page.count(".question") and page.count(".page-head .status-waiting"), "the page shows the question"
        self._look("status with a question")
        page.press(".question button")
        self._refused("answer")
        page.fill("#reply", "By the third stair.")
        page.press(".question button")
        self._taken("status after an answer")
        assert not page.count(".question, .page-head .status-waiting"), "nothing waits any more"
        assert "By the third stair." in page.text("main"), "the history has the answer"
        self.done.append("reply")

    def see_who_looked(self, report: Report) -> None:
        """The clerk opened the case: the reporter is told within a second, and told no name."""
        page = self.page
        looks = "[aria-labelledby=views] dd"
        for _ in range(50):
            self._status(report)
            if page.count(looks):
                break
            time.sleep(0.1)
        assert page.count(looks), "the page says who looked"
        assert "Jagoda" not in page.text("main"), "and never by name"
        self._look("status with looks")
        self.done.append("see who looked")
