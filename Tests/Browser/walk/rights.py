"""What a resident does with rights to the own data, and what the office answers."""

from .accounts import NEW_PASSWORD
from .walk import SEND, Walk


class Rights(Walk):
    def use_rights(self, login: str) -> None:
        """Signs in; a request without words is refused, one with a ground stands on the privacy page; letters are chosen."""
        page = self.page
        self._open(f"/{self.town}/account/sign-in")
        page.fill("#login", login)
        page.fill("#password", NEW_PASSWORD)
        page.press(SEND)
        self._taken("account signed in anew")
        page.press("a[href$='/account/privacy']")
        self._look("privacy page of an account")
        page.press("a[href$='/account/rights/restriction']")
        page.fill("#words", "My address is wrong.")
        page.press(SEND)
        self._refused("restriction", {"words": "My address is wrong."})
        page.press("input[name=ground][value=accuracyContested]")
        page.press(SEND)
        self._taken("privacy page with a request")
        page.press("form[action$='/account/unrestrict'] button")
        self._taken("privacy page without the restriction")
        page.press("input[name=refused][value=followedReports]")
        page.press("form[action$='/account/letters'] button")
        self._taken("privacy page with letters refused")
        page.press("a[href$='/account/download']")
        page.fill("#password", "not the password")
        page.press(SEND)
        self._refused("download")
        self.done.append("use rights")

    def answer_right(self) -> None:
        """The office takes more time for the request and answers it; the resident reads the answer."""
        page = self.page
        self._open(f"/{self.town}/office/rights")
        self._look("register of rights")
        page.press("main a[href*='/office/rights/']")
        self._look("a request about data")
        page.fill("#reason", "Many files.")
        page.press("form[action$='/extend'] button")
        self._taken("a request that takes longer")
        page.press("form[action$='/close'] button")
        self._refused("answer to a request")
        page.press("input[name=outcome][value=granted]")
        page.fill("#answer", "The address is put right.")
        page.press("form[action$='/close'] button")
        self._taken("an answered request")
        self._open(f"/{self.town}/account/privacy")
        assert "The address is put right." in page.text("main"), "the resident reads the answer"
        self._look("privacy page with an answer")
        self._open(f"/{self.town}/office/retention")
        self._look("retention of data")
        self._note_breach()
        self.done.append("answer a request about data")

    def _note_breach(self) -> None:
        """A breach without a word on what happened is refused; then it is noted, and the authority need not be told."""
        page = self.page
        self._open(f"/{self.town}/office/breaches")
        page.fill("#day", "2026-01-05")
        page.fill("#time", "08:00")
        page.press("input[name=natures][value=confidentiality]")
        page.press("form[action$='/office/breaches'] button")
        self._refused("breach", {"time": "08:00"})
        page.fill("#events", "A list lay on the copier.")
        page.press("form[action$='/office/breaches'] button")
        self._taken("a breach")
        page.press("form[action$='/notice'] input[value=unneeded]")
        page.fill("#notice-reason", "Nobody had seen it.")
        page.press("form[action$='/notice'] button")
        self._taken("a breach that the authority need not be told of")
        for name in ("disclosures", "processors", "processing"):
            self._open(f"/{self.town}/office/{name}")
            self._look(f"office page {name}")

    def erase_account(self, login: str) -> None:
        """A wrong password erases nothing; the right one ends the account, and a last letter says so."""
        page = self.page
        self._open(f"/{self.town}/account/privacy")
        page.press("a[href$='/account/erase']")
        self._look("erase an account")
        page.fill("#password", "not the password")
        page.press(SEND)
        self._refused("erase an account")
        page.fill("#password", NEW_PASSWORD)
        page.press(SEND)
        self._look("an erased account")
        assert page.address.endswith("/account/erased"), page.address
        self._open(f"/{self.town}/account/sign-in")
        page.fill("#login", login)
        page.fill("#password", NEW_PASSWORD)
        page.press(SEND)
        self._refused("sign in to an erased account", {"login": login})
        self.done.append("erase an account")
