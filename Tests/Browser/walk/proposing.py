"""An idea: shared by a resident, supported by as many as the rules ask for, answered by the office."""

import re

from .repeating import MINE_IS_DIFFERENT
from .walk import SEND, Walk


class Proposing(Walk):
    def propose(self, first: int) -> None:
        """The office must consider it once the support is there, and says how much of it is accepted."""
        page = self.page
        page.forget()
        number = self._share_idea(first)
        self.sign_in()
        self._settle_idea(number, "accepted")
        page.forget()
        self._see_ideas(number)
        needed = self._support_needed(number)
        for index in range(needed - 1):
            self._support_idea(number, f"idea-{first}-{index}-{page.name.lower()}@poczta.example")
        self._open(f"/{self.town}/reports/{number}")
        self._look("idea with its support")
        assert page.count("#idea") and page.count(f"progress[max='{needed}'][value='{needed}']"), "the bar is full"
        self.sign_in()
        self._open(f"/{self.town}/office")
        page.press("a[href$='queue=supported']")
        self._look("queue of ideas with support")
        assert page.count(f"main a[href$='/office/reports/{number}']"), "the office finds it"
        self._settle_idea(number, "doneInPart", "One rack instead of two.")
        page.forget()
        self._open(f"/{self.town}/reports/{number}")
        self._look("idea that is answered")
        assert "One rack instead of two." in page.text("main"), "everybody reads why"
        self._open(f"/{self.town}/ideas?state=acceptedInPart")
        assert page.count(f"main a[href$='/reports/{number}']"), "the list knows the answer"
        self.sign_in()
        self.done.append("propose an idea")

    def _share_idea(self, first: int) -> str:
        page = self.page
        self._open(f"/{self.town}/report/place")
        page.fill("#address", "ul. Zmyślona 2")
        page.press(SEND)
        page.press("details:has(input[name=category][value=idea]) summary")
        page.press("input[name=category][value=idea]")
        page.fill("#description", f"Number {first}: a rack for bicycles beside the library would be good.")
        page.press(SEND)
        while not page.count("#terms"):
            page.press(self._past_idea_steps())
        page.press("#terms")
        page.press(SEND)
        assert page.address.endswith("/receipt"), f"no receipt: {page.address}"
        return re.search(r"/z/(\d+-\d+)/", page.address).group(1)

    def _past_idea_steps(self) -> str:
        """Past ideas that are perhaps the same, and without a photo."""
        if "/report/similar" in self.page.address:
            return MINE_IS_DIFFERENT
        return "button[value=next]" if self.page.count("button[value=next]") else SEND

    def _settle_idea(self, number: str, move: str, words: str = "") -> None:
        page = self.page
        self._open(f"/{self.town}/office/reports/{number}")
        self._look("case of an idea")
        page.press(f"input[name=move][value={move}]")
        page.fill("#justification", words)
        page.press("form:has([name=move]) button:not([name])")
        self._look("case of an idea after a decision")

    def _see_ideas(self, number: str) -> None:
        page = self.page
        self._open(f"/{self.town}/ideas")
        self._look("ideas")
        page.press("nav a[href$='sort=support']")
        self._look("ideas by support")
        page.choose("select[name=state]", "collecting")
        page.press("form.filters button")
        assert page.count(f"main a[href$='/reports/{number}']"), "it collects support"
        page.press(f"main a[href$='/reports/{number}']")
        self._look("idea that collects support")

    def _support_needed(self, number: str) -> int:
        self._open(f"/{self.town}/reports/{number}")
        return int(re.search(r"(\d+) of (\d+)|(\d+) z (\d+)|(\d+) з (\d+)", self.page.text("main")).group(0).split()[-1])

    def _support_idea(self, number: str, address: str) -> None:
        page = self.page
        self._open(f"/{self.town}/reports/{number}")
        page.fill("#support-email", address)
        page.press("[aria-labelledby=support] button")
        page.open(self._link_to(address, "support/"))
        page.press(SEND)
