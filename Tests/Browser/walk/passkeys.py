"""How somebody of the office gets in by a passkey. Chromium brings authenticators that a script can press.

Asking for the words of something waits until it is there.
"""

from .staffing import STAFF_PASSWORD
from .walk import SEND, Report, Walk

PASSKEY = "#passkey button[type=submit]"


class Passkeys(Walk):
    def keep_passkeys(self, report: Report) -> None:
        """A newcomer, invited by letter, ties the account to this device instead of a telephone, gets in by it, and keeps
        a second passkey; the last one stays."""
        page = self.page
        if not page.plug_in("internal"):
            return
        login = f"passkey-{report.path}@urzad.example"
        self._begin(self._invite(login))
        page.press("main details:last-of-type summary")
        self._look("offer of a passkey")
        page.fill("#name", "Laptop")
        page.press(PASSKEY)
        page.text(".recovery-codes")
        self._taken("recovery codes of a passkey")
        page.press("main a[href$='/office/account']")
        assert "Laptop" in page.text("main"), "the passkey is listed"
        self._look("own account with a passkey")
        self._get_in(login)
        self._add_second()
        self._remove()
        self.done.append("keep passkeys")

    def _invite(self, login: str) -> str:
        page = self.page
        self._open(f"/{self.town}/office/staff/new")
        page.fill("#name", "Ela Example")
        page.fill("#login", login)
        page.choose("#role", "moderator")
        page.press(SEND)
        self._taken("invited person")
        page.press("main form[action$='/letter'] button")
        self._taken("person invited again")
        return self._link_to(login, "office/join/")

    def _begin(self, link: str) -> None:
        page = self.page
        page.forget()
        page.open(link)
        page.fill("#password", STAFF_PASSWORD)
        page.press(SEND)

    def _get_in(self, login: str) -> None:
        page = self.page
        page.press("form[action$='/sign-out'] button")
        page.fill("#login", login)
        page.fill("#password", STAFF_PASSWORD)
        page.press(SEND)
        self._look("second step by passkey")
        assert page.run("return !document.querySelector('[data-passkey-fault]').offsetParent"), "nothing failed yet"
        page.press(PASSKEY)
        page.text("a[href$='/office/account']")
        assert not page.address.endswith("/code"), page.address

    def _add_second(self) -> None:
        page = self.page
        self._open(f"/{self.town}/office/account")
        page.press("main a[href$='/passkeys/new']")
        self._look("proof before a passkey")
        page.press(PASSKEY)
        page.arrive("/passkeys/new")
        self._look("new passkey")
        # This device has one; it says so to the script, and the person may take another device.
        page.press(PASSKEY)
        page.text("[data-passkey-fault]:not([hidden])")
        self._look("passkey that is there")
        page.plug_in("usb")
        page.fill("#name", "Key ring")
        page.press(PASSKEY)
        page.text(".notice.success")
        self._taken("two passkeys")
        assert "Key ring" in page.text("main"), "the second passkey is listed"

    def _remove(self) -> None:
        page = self.page
        for attempt in ("first", "last"):
            page.press("main a[href$='/remove']")
            self._look(f"remove the {attempt} passkey")
            page.press(PASSKEY)
            if attempt == "last":
                page.text(".errors")
                self._refused("remove the last passkey")
                return
            page.text(".notice.success")
            self._taken("one passkey")
