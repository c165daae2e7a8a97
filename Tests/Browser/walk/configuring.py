"""An administrator changes the settings of the town, reads what changed and takes it back."""

from .walk import Walk

SAVE = "form[action*='/settings/categories/'] button:not([name])"
PART = "form[action*='/settings/brand'] button:not([name])"


class Configuring(Walk):
    def configure(self) -> None:
        """A category without a name is refused; one is looked at, added, found in the form, and taken back with a reason."""
        page = self.page
        categories = f"/{self.town}/office/settings/categories"
        self._open(f"/{self.town}/office/settings")
        self._look("settings of the town")
        self._open(categories)
        self._look("categories")
        page.press("main table a")
        self._look("category")
        group, unit = page.value("#group"), page.value("#unit")
        self._open(f"{categories}/new")
        page.fill("#id", "walked-ice")
        page.fill("#name-pl", "Lód na próbę")
        page.choose("#group", group)
        page.choose("#unit", unit)
        page.choose("#icon", "snow")
        page.fill("#reason", "Próba.")
        page.press(SAVE)
        self._refused("a category", {"name-pl": "Lód na próbę", "reason": "Próba."})
        page.fill("#name-uk", "Лід на пробу")
        page.fill("#name-en", "Ice to try")
        page.press("button[name=preview]")
        assert "Lód na próbę" in page.text("section[aria-labelledby=preview]"), "the preview shows the category"
        self._look("preview of a category")
        page.press(SAVE)
        self._taken("revision with a category")
        assert "walked-ice" in page.text("main"), "the revision tells what it changed"
        before = int(page.address.split("/")[-1]) - 1
        self._open(f"/{self.town}/office/settings/{before}/restore")
        self._look("way back")
        page.press("form[action$='/restore'] button")
        self._refused("way back without a reason")
        page.fill("#reason", "Koniec próby.")
        page.press("form[action$='/restore'] button")
        self._taken("revision that was taken back")
        self._open(categories)
        assert "walked-ice" not in page.text("main"), "the category is gone"
        self._edit_parts()
        self.done.append("configure the town")

    def _edit_parts(self) -> None:
        """Each editor is looked at, and takes nothing without a reason or a change."""
        page = self.page
        places = "modules", "terms", "regulation", "units", "rules", "routing", "privacy", "imprint", "accessibility"
        for place in (*places, "words?find=privacy."):
            self._open(f"/{self.town}/office/settings/{place}")
            self._look(f"settings: {place}")
        self._open(f"/{self.town}/office/settings/brand")
        self._look("settings: brand")
        letter = page.value("#mark")
        page.fill("#mark", "XY")
        page.fill("#reason", "Próba.")
        page.press(PART)
        self._refused("a sign of two letters", {"mark": "XY", "reason": "Próba."})
        page.fill("#mark", "Ż" if letter != "Ż" else "Ź")
        page.press("button[name=preview]")
        assert page.count(".ground-dark"), "the preview shows both grounds"
        self._look("preview of a brand")
        page.press(PART)
        self._taken("revision with another letter")
        before = int(page.address.split("/")[-1]) - 1
        self._open(f"/{self.town}/office/settings/{before}/restore")
        page.fill("#reason", "Koniec próby.")
        page.press("form[action$='/restore'] button")
        self._taken("letter that was taken back")
