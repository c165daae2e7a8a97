"""What saves a clerk time: ready words for answers, a report written down for somebody who calls, somebody who stands in."""

from .walk import Report, Walk

INSERT = "button[name=insert]"


class Daily(Walk):
    def use_template(self, report: Report) -> None:
        """Ready words are kept, put into an answer after what was typed, and not sent while a gap is left."""
        page = self.page
        self._open(f"/{self.town}/office/templates")
        page.press("main a[href$='/templates/new']")
        page.press("main form button")
        self._refused("template without words")
        page.fill("#name", f"Refusal {report.path}")
        page.fill("#words", "Case {numer}.")
        page.press("main form button")
        self._refused("template with a gap that is none", {"words": "Case {numer}."})
        page.fill("#words", "Case {number}, until {due}.")
        page.choose("#use", "rejected")
        page.press("main form button")
        self._taken("templates")
        self._open(f"/{self.town}/office/reports/{report.path}")
        page.fill("#justification", "Dear Sir,")
        page.press("input[name=move][value=rejected]")
        choice = page.run("return [...document.querySelectorAll('#template option')].at(-1).value")
        page.choose("#template", str(choice))
        page.press(f"section[aria-labelledby=moves] {INSERT}")
        words = page.value("#justification")
        assert words.startswith("Dear Sir,") and f"Case {report.number}" in words, words
        self._look("case with ready words")
        page.fill("#justification", "Until {due}.")
        page.choose("#rejection", "unlawful")
        page.press("section[aria-labelledby=moves] button:not([name])")
        self._refused("answer with a gap", {"justification": "Until {due}."})
        self.done.append("use template")

    def register_call(self) -> None:
        """A report of somebody who calls: what is missing is told, then number and code are read out."""
        page = self.page
        self._open(f"/{self.town}/office/new-report")
        self._look("report of a call")
        page.fill("#description", "A lamp hums at night.")
        page.press("main form button:not([name])")
        self._refused("report of a call", {"description": "A lamp hums at night."})
        page.press("input[name=way][value=phone]")
        page.choose("#category", "pothole")
        page.press("main button[name=fields]")
        page.fill("#address", "Zmyślona 1")
        page.press("input[name=terms]")
        page.press("main form button:not([name])")
        self._taken("report of a call, registered")
        page.press("main a[href*='/office/reports/']")
        self._look("case of a call")
        self.done.append("register call")

    def try_routing(self) -> None:
        """A rule is tried on the reports of the last time; a time that is none is told at its field."""
        page = self.page
        self._open(f"/{self.town}/office")
        page.press("nav a[href$='/office/routing']")
        self._look("routing")
        page.choose("#unit", "order")
        page.fill("#from", "8")
        page.press("main form button")
        self._refused("routing", {"from": "8"})
        page.fill("#from", "")
        page.press("main form button")
        self._taken("routing that was tried")
        assert 'unit: "order"' in page.text("main"), "the rule stands there as the file wants it"
        self.done.append("try routing")

    def arrange_substitute(self) -> None:
        """Nobody stands in for themselves; the morning letter is switched off and on."""
        page = self.page
        self._open(f"/{self.town}/office/substitutions")
        self._look("substitutions")
        page.fill("#first", "2031-01-02")
        page.fill("#last", "2031-01-01")
        page.press("form[action$='/substitutions'] button")
        self._refused("substitution")
        self._open(f"/{self.town}/office/account")
        page.press("form[action$='/account/digest'] button")
        self._taken("own account without the morning letter")
        page.press("form[action$='/account/digest'] button")
        self._taken("own account with the morning letter")
        self.done.append("arrange substitute")
