"""A clerk's work without a pointer: everything is reached by Tab and done by keys."""

from .handling import PASSWORD
from .walk import Walk

# More than on any page of the office.
MOST_STOPS = 250


class Keyboard(Walk):
    def work_by_keys(self) -> None:
        """From signing in to a decision: a case is found, noted on and accepted by keys alone."""
        page = self.page
        if not page.hears_keys:
            return
        page.forget()
        self._open(f"/{self.town}/office")
        self._type_in("#login", f"jagoda@{self.town}.example")
        self._type_in("#password", PASSWORD)
        page.go("Enter")
        assert page.address.endswith("/office"), page.address
        self._skip_to_content()
        self._go("nav a[href*='queue=new']")
        assert "queue=new" in page.address, page.address
        number = page.run("return document.querySelector('a[href*=\"/office/reports/\"]').href.split('/').at(-1)")
        self._type_in(".find input", str(number).replace("-", "/"))
        page.go("Enter")
        assert page.address.endswith(f"/office/reports/{number}"), page.address
        self._skip_to_content()
        self._type_in(f"form[action$='/{number}/note'] textarea", "Written without a mouse.")
        self._go(f"form[action$='/{number}/note'] button")
        assert "Written without a mouse." in page.text("main"), "the note stands at the case"
        # The first of a group of answers is reached by Tab, the others by the arrows.
        self._tab_to("input[name=move]")
        for key in ("Space", "ArrowDown", "ArrowUp"):
            page.key(key)
        assert page.run("return document.activeElement.value") == "accepted", "the arrows choose among the moves"
        self._go("section[aria-labelledby=moves] button:not([name])")
        assert page.count(".page-head .status-accepted"), page.text("main")
        self._taken("case that was accepted by keys")
        self.done.append("work by keys")

    def _skip_to_content(self) -> None:
        """The first stop of a page leads past the menu."""
        self.page.key("Tab")
        assert self.page.run("return document.activeElement.matches('a[href^=\"#\"]')"), "the first stop skips the menu"
        self.page.key("Enter")
        self._wait("location.hash.length > 1")

    def _go(self, selector: str) -> None:
        self._tab_to(selector)
        self.page.go("Enter")

    def _type_in(self, selector: str, words: str) -> None:
        self._tab_to(selector)
        self.page.type(words)

    def _tab_to(self, selector: str) -> None:
        """Tab by Tab from where the focus is; each stop on the way can be seen."""
        start = self.page.run("return location.href")
        for _ in range(MOST_STOPS):
            if self.page.run(f"return Boolean(document.activeElement?.matches({selector!r}))"):
                return
            self.page.key("Tab")
            stop = self.page.run(
                """
                const stop = document.activeElement;
                if (stop === null || stop === document.body) { return "body"; }
                const box = stop.getBoundingClientRect();
                return box.width > 0 && box.height > 0 ? "seen" : stop.outerHTML.slice(0, 120);
                """
            )
            assert stop in ("seen", "body"), f"the focus goes to what nobody sees: {stop}"
        raise AssertionError(f"{selector} is not reached by Tab at {start}")
