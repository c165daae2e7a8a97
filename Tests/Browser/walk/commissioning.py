"""Who else works on a case: a unit that is asked, and a firm that answers by a link without an account."""

from .following import Following
from .walk import SEND, Report


class Commissioning(Following):
    def ask_unit(self, report: Report) -> None:
        """Another unit is asked and answers; without words both are told what to do, and what was typed stays."""
        page = self.page
        card = "section:has(#units)"
        self._case(report)
        self._work("askUnit", {"note": "Is this your cable?"})
        self._refused("unit that is asked", {"askUnit-note": "Is this your cable?"})
        page.choose("#askUnit-unit", "greenery")
        self._work("askUnit", {})
        self._taken("case with a unit that was asked")
        assert page.count(f"{card} .status-waiting"), "the lead sees who has not answered"
        self._open(f"/{self.town}/office?queue=asked")
        assert report.path in " ".join(page.links()), "the unit has it in a queue"
        self._look("cases of other units")
        self._case(report)
        page.press("form[action$='/answerUnit'] button[value=given]")
        self._refused("answer of a unit")
        page.fill("#answerUnit-note", "No, it belongs to the power plant.")
        page.press("form[action$='/answerUnit'] button[value=given]")
        self._taken("case with an answer of a unit")
        assert page.count(f"{card} .status-done"), "the lead sees the answer"
        self.done.append("ask unit")

    def give_away(self, report: Report) -> None:
        """A firm gets work by letter, asks, and reports it as done; the office looks, and takes another piece back."""
        firm = f"firm-{report.path}@poczta.example"
        contractor = self._register_firm(f"Firm {report.path}", firm)
        self._order(report, contractor, "The lamp by the stairs is dark.")
        link = self._link_to(firm, "commission/")
        self.page.open(link)
        self._look("door to work of a firm")
        assert "by the stairs" not in self.page.text("main"), "mail scanners open links"
        self.page.press(SEND)
        self._taken("work of a firm")
        self._answer_as_firm(link)
        self._look_at_answers(report)
        self._take_back(report, contractor)
        self.done.append("give away")

    def _register_firm(self, name: str, address: str) -> str:
        """The id of the firm, which only a link of the register tells."""
        page = self.page
        self._open(f"/{self.town}/office/contractors")
        self._look("register of contractors")
        before = set(page.links())
        page.press("main a[href$='/contractors/new']")
        page.fill("#name", name)
        page.press(SEND)
        self._refused("contractor", {"name": name})
        page.fill("#email", address)
        page.press(SEND)
        self._taken("register with a contractor")
        assert name in page.text("main"), "the firm is in the register"
        return (set(page.links()) - before).pop().split("/")[-1]

    def _order(self, report: Report, contractor: str, words: str) -> None:
        page = self.page
        self._case(report)
        page.press("main a[href$='/commissions/new']")
        self._look("order to a contractor")
        page.fill("#order", words)
        page.press(SEND)
        self._refused("order", {"order": words})
        page.choose("#contractor", contractor)
        page.press(SEND)
        self._taken("case with an order")

    def _answer_as_firm(self, link: str) -> None:
        page = self.page
        self._work("ask", {"words": ""})
        self._refused("question of a firm")
        self._work("ask", {"words": "From which side?"})
        self._taken("thanks for a question")
        page.open(link)
        page.press(SEND)
        assert "From which side?" in page.text("main"), "the firm sees what it asked"
        self._work("done", {"words": "New lamp."})
        self._taken("thanks for the work")

    def _look_at_answers(self, report: Report) -> None:
        page = self.page
        self._open(f"/{self.town}/office?queue=commissioned")
        assert report.path in " ".join(page.links()), "what a firm said is in a queue"
        self._look("cases with an answer of a firm")
        self._case(report)
        assert "New lamp." in page.text("section:has(#commissions)")
        page.press("form[action$='/see'] button")
        self._taken("case after a look at an answer")

    def _take_back(self, report: Report, contractor: str) -> None:
        page = self.page
        self._order(report, contractor, "Paint the pole.")
        page.press("details:has(form[action$='/withdraw']) > summary")
        page.press("form[action$='/withdraw'] button")
        self._taken("case with an order that was taken back")
