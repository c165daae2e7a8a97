"""A resident acts for a company: asks, is seen by the office, and reports in its name."""

from .persons import Persons
from .walk import SEND

COMPANY = "Example Company"


class Acting(Persons):
    def act_for_another(self, first: int) -> None:
        """The request waits for the office, which proves the names and sees the document; then the form has a choice."""
        page = self.page
        login = f"acting-{first}@poczta.example"
        self._register(login, "")
        self._activate(login)
        self._ask_to_act()
        self._grant(login)
        self._report_for_company()
        self._open(f"/{self.town}/account")
        assert COMPANY in page.text("section:has(#own-reports)"), "own reports say for whom"
        self._open(f"/{self.town}/account/representations")
        page.press("form[action$='/end'] button")
        self._taken("acting for another ended")
        assert not page.count("form[action$='/end']"), "what ended cannot be ended again"
        self.done.append("act for another")

    def _ask_to_act(self) -> None:
        page = self.page
        self._open(f"/{self.town}/account")
        page.press("a[href$='/account/representations']")
        self._look("acting for another")
        page.press("main a[href$='/account/representations/new']")
        self._look("request for authority")
        page.fill("#name", COMPANY)
        page.press(SEND)
        self._refused("request for authority", {"name": COMPANY})
        page.press("input[name=kind][value=body]")
        page.fill("#registerNumber", "0000123456")
        page.fill("#documentNumber", "1/2026")
        page.fill("#documentDate", "2026-01-02")
        page.fill("#validFrom", "2026-01-02")
        page.press(SEND)
        self._taken("acting for another, asked for")

    def _grant(self, login: str) -> None:
        page = self.page
        self._open(f"/{self.town}/office/representations")
        self._look("requests for authority")
        self._open(f"/{self.town}/office/residents")
        page.fill("#email", login)
        page.press(SEND)
        page.press("main a[href*='/office/representations/']")
        self._look("authority of somebody not seen")
        assert not page.count("form[action$='/grant']"), "the names come first"
        page.press("main a[href*='/office/residents/']")
        page.press("form[action$='/verify'] button")
        page.press("main a[href*='/office/representations/']")
        page.press("form[action$='/grant'] button")
        self._refused("authority without a document")
        page.press("#seen")
        page.press("form[action$='/grant'] button")
        self._taken("granted authority")
        page.press("form[action$='/withdraw'] button")
        self._refused("withdrawal without a reason")

    def _report_for_company(self) -> None:
        page = self.page
        self._open(f"/{self.town}/report/place")
        page.fill("#address", "ul. Żółwia 9")
        page.press(SEND)
        page.press("input[value=street-light]")
        page.fill("#description", "The lamp by the company is dark.")
        page.press(SEND)
        page.press("input[name=field-problem]")
        page.press(SEND)
        page.press("button[value=next]")
        page.press("input[name=representation]:not([value=''])")
        self._look("contact with a choice of persons")
        page.press(SEND)
        assert COMPANY in page.text("main"), "the check says for whom"
        self._look("check of a report for another")
        for box in ("#terms", "#age"):
            if page.count(box):
                page.press(box)
        page.press(SEND)
        assert page.address.endswith("/receipt") and COMPANY in page.text("main"), page.address
        self._look("receipt for another")
        number = page.address.split("/z/")[1].split("/")[0]
        self._open(f"/{self.town}/office/reports/{number}")
        assert COMPANY in page.text("section:has(#contact)") and COMPANY in page.text("section:has(#history)")
        self._look("case for another")
