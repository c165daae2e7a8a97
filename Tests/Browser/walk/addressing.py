"""Somebody looks for an address: on a page, below a field, and by a name that is no more."""

from .walk import SEND, Walk


class Addressing(Walk):
    def find_address(self) -> None:
        """The page of the search, with a name that is no more, one that is nothing, and the list of renamed streets."""
        page = self.page
        self._open(f"/{self.town}/addresses")
        self._look("addresses")
        self._search("zapałkowa 7")
        found = page.text("ul.addresses")
        assert "ul. Guzikowa 7" in found and "ul. Zapałkowa" in found, found
        self._look("addresses found")
        self._search("olowkowa 99")
        assert "ul. Ołówkowa 24" in page.text("ul.addresses"), "the house beside the number"
        self._look("address beside a number")
        self._search("xyzzy")
        assert not page.count("ul.addresses li"), page.text("main")
        self._look("no address found")
        self._open(f"/{self.town}/renamed-streets")
        self._look("renamed streets")
        page.fill("form.search input[name=q]", "guzikowa")
        page.press("form.search button")
        assert "ul. Zapałkowa" in page.text("main"), page.text("main")
        self._look("renamed streets found")
        self.done.append("find address")

    def _search(self, words: str) -> None:
        self.page.fill("#q", words)
        self.page.press("form[action$='/addresses'] button[type=submit]")

    def choose_address(self) -> None:
        """The form of a report asks which house was meant where the register has no such number, and takes the one chosen."""
        page = self.page
        self._open(f"/{self.town}/report/place")
        page.fill("#address", "ul. Guzikowa 99")
        page.press(SEND)
        assert "/report/address" in page.address, page.address
        self._look("which address")
        page.press(SEND)
        page.open(f"{self.base}/{self.town}/report/place")
        assert page.value("#address").startswith("ul. Guzikowa 24"), page.value("#address")
        assert page.value("#latitude"), "the address has its place"
        self.done.append("choose address")

    def keep_addresses(self) -> None:
        """Whoever has an account keeps addresses there, is asked which house was meant, and takes one for a report."""
        page = self.page
        self._open(f"/{self.town}/account")
        page.press("a[href$='/account/addresses']")
        self._look("no own addresses")
        page.press("a[href$='/account/addresses/new']")
        page.press(SEND)
        self._refused("own address")
        page.press("input[name=kind][value=home]")
        page.fill("#address", "ul. Guzikowa 7 m. 3")
        page.press(SEND)
        self._taken("own address kept")
        assert "ul. Guzikowa 7" in page.text("main") and "3" in page.text("article.card"), page.text("main")
        page.press("a[href$='/account/addresses/new']")
        page.press("input[name=kind][value=other]")
        page.fill("#words", "Allotment")
        page.fill("#address", "ul. Guzikowa 99")
        page.press(SEND)
        self._look("which own address")
        page.press("input[name=chosen][value='']")
        page.press(SEND)
        assert "Allotment" in page.text("main") and "ul. Guzikowa 99" in page.text("main"), page.text("main")
        self._take_own_address()
        self._open(f"/{self.town}/account/addresses")
        page.press("article.card:last-of-type a[href$='/remove']")
        self._look("removing an own address")
        page.press(SEND)
        self._taken("own address removed")
        assert "Allotment" not in page.text("main"), page.text("main")
        self._open(f"/{self.town}/account")
        self.done.append("keep addresses")

    def _take_own_address(self) -> None:
        page = self.page
        self._open(f"/{self.town}/report/place")
        self._look("place with own addresses")
        assert "99" not in page.text("nav[aria-labelledby=own-places]"), "an address without a place is not offered"
        page.press("nav[aria-labelledby=own-places] a")
        assert page.value("#address").startswith("ul. Guzikowa 7"), page.value("#address")
        assert page.value("#latitude"), "the own address brings its place"

    def type_address(self) -> None:
        """With the script the houses of the register stand below the field, and keys choose one of them."""
        page = self.page
        page.forget()
        self._open(f"/{self.town}/report/place")
        page.run("document.querySelector('#address').focus()")
        page.type("parasolowa 1")
        self._wait("document.querySelectorAll('#address-list [role=option]').length > 1")
        self._look("addresses below a field")
        page.key("ArrowDown")
        assert page.run("return document.querySelector('#address').getAttribute('aria-activedescendant')")
        page.key("Enter")
        assert page.value("#address").startswith("al. Parasolowa 1,"), page.value("#address")
        assert page.value("#latitude"), "the address brings its place"
        assert page.run("return document.querySelector('#address-list').hidden")
        page.key("Backspace")
        self._wait("document.querySelector('#latitude').value === ''")
        self.done.append("type address")
