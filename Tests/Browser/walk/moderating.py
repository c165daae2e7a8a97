"""Reports that may be abuse: their reporters notice nothing, a moderator lets one go on and refuses two at once."""

from .handling import Handling

SPAM = " Wejdź na kasyno.example po bonus."


class Moderating(Handling):
    def moderate(self, first: int) -> None:
        """Nobody of the office sees them before; the letter of a refusal says why."""
        page = self.page
        reports = []
        for index in range(first + 30, first + 33):
            page.forget()
            report = self.report(index, photos=0, also=SPAM)
            self.confirm(report)
            reports.append(report)
        page.forget()
        self.sign_in()
        self._open(f"/{self.town}/office?queue=new")
        assert not [link for link in page.links() if link.endswith(reports[0].path)], "no queue of the office has it"
        page.press("nav a[href$='/office/aside']")
        self._look("reports put aside")
        self._ticked(reports[:1], "release")
        page.press("section:has(#decision) button")
        self._taken("report that goes on")
        self._open(f"/{self.town}/office?queue=new")
        assert [link for link in page.links() if link.endswith(reports[0].path)], "it is in the queue of the office"
        self._open(f"/{self.town}/office/aside")
        self._ticked(reports[1:], "refuse")
        page.press("section:has(#decision) button")
        self._refused("refusal without a kind and words", {})
        page.choose("#ground", page.run("return document.querySelectorAll('#ground option')[1].value"))
        page.fill("#justification", "This is advertising.")
        page.press("section:has(#decision) button")
        self._taken("two reports refused at once")
        for report in reports[1:]:
            assert report.path not in " ".join(page.links()), "they wait no more"
        self._open(f"/{self.town}/office/reports/{reports[1].path}")
        assert "This is advertising." in page.text("main"), "the case keeps the reason"
        self._look("case that was refused while it waited")
        self._open(f"/{self.town}/office/watches")
        self._look("senders on watch")
        self.done.append("moderate")

    def _ticked(self, reports: list, act: str) -> None:
        """Ticks the reports and begins the act."""
        page = self.page
        for report in reports:
            page.press(f"input[name=case][value='{report.number}']")
        page.press(f"button[name=act][value={act}]")
        for report in reports:
            assert report.description in page.text("main"), "the moderator reads what is to be judged"
        self._look(f"reports put aside, {act}")
