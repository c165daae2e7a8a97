"""What the office tells of disturbances of the service, and where residents read it."""

from .walk import Walk

FORM = "form[action$='/office/disruptions'] button"


class Announcing(Walk):
    def announce(self) -> None:
        """A break without a day is refused, one that is near comes back with a question; a fault is read and ended."""
        page = self.page
        self._open(f"/{self.town}/office/disruptions")
        self._look("office page of disturbances")
        page.fill("#words-pl", "Zdjęcia dochodzą z opóźnieniem.")
        page.press(FORM)
        self._refused("a break", {"words-pl": "Zdjęcia dochodzą z opóźnieniem."})
        page.press("input[name=kind][value=unplanned]")
        page.press(FORM)
        assert page.count("#warnings") == 1, "a text in one language is asked about"
        self._look("a fault that is asked about")
        page.press(FORM)
        self._taken("a fault that is announced")
        self._open(f"/{self.town}")
        assert "Zdjęcia dochodzą z opóźnieniem." in page.text(".service-bar"), "the first page tells of the fault"
        self._look("first page with a fault")
        page.press(".service-bar a")
        self._look("page of disturbances")
        self._open(f"/{self.town}/imprint")
        self._look("imprint")
        self._open(f"/{self.town}/office/disruptions")
        page.press("main table a")
        page.press("form[action$='/end'] button")
        self._taken("a fault that is over")
        self._open(f"/{self.town}")
        assert page.count(".service-bar") == 0, "what is over leaves the pages"
        self.done.append("announce a fault")
