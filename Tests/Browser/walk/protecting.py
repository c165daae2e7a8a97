"""How a resident asks for a second step of signing in, gets in by a passkey after the password and alone, and ends it."""

from .accounts import NEW_PASSWORD
from .passkeys import PASSKEY
from .walk import SEND, Walk


class Protecting(Walk):
    def protect_account(self, login: str) -> None:
        """Begins and ends in the account, signed in."""
        page = self.page
        if not page.plug_in("internal"):
            return
        code = self._switch_on()
        self._by_password(login)
        self._alone()
        page.press("a[href$='/account/second-step']")
        assert "Telephone" in page.text("main"), "the passkey is listed"
        page.press("a[href$='/app/new']")
        self._look("proof before an app")
        page.press(PASSKEY)
        page.arrive("/app/new")
        self._look("app beside a passkey")
        page.fill("#code", "000000")
        page.press(SEND)
        self._refused("app with a wrong code")
        self._switch_off(code)
        page.unplug()
        self.done.append("protect an account")

    def _switch_on(self) -> str:
        """A recovery code is returned."""
        page = self.page
        self._open(f"/{self.town}/account/second-step")
        self._look("second step that is off")
        page.press("main a[href$='/second-step/on']")
        page.fill("#password", "not the password")
        page.press(SEND)
        self._refused("switching the second step on")
        page.fill("#password", NEW_PASSWORD)
        page.press(SEND)
        self._taken("app or passkey of a resident")
        page.press("main details:last-of-type summary")
        page.fill("#name", "Telephone")
        page.press(PASSKEY)
        code = page.text(".recovery-codes li")
        self._taken("recovery codes of a resident")
        page.press("main a[href$='/account/second-step']")
        self._look("second step that is on")
        return code

    def _sign_out(self) -> None:
        self._open(f"/{self.town}/account")
        self.page.press("form[action$='/account/sign-out'] button")

    def _by_password(self, login: str) -> None:
        page = self.page
        self._sign_out()
        page.fill("#login", login)
        page.fill("#password", NEW_PASSWORD)
        page.press(SEND)
        page.arrive("/sign-in/code")
        self._look("second step of a resident")
        page.fill("#code", "000000")
        page.press("main form:has(#code) button[type=submit]")
        self._refused("second step of a resident")
        page.press(PASSKEY)
        page.text("form[action$='/account/sign-out']")
        self._taken("account behind a second step")

    def _alone(self) -> None:
        page = self.page
        self._sign_out()
        page.press("main a[href$='/sign-in/passkey']")
        self._look("door for a passkey")
        page.press(PASSKEY)
        page.text("form[action$='/account/sign-out']")
        self._taken("account behind a passkey")

    def _switch_off(self, code: str) -> None:
        page = self.page
        self._open(f"/{self.town}/account/second-step")
        page.press("main a[href$='/second-step/off']")
        self._look("switching the second step off")
        page.fill("#code", code)
        page.press("main form:has(#code) button[type=submit]")
        page.text(".notice.success")
        self._taken("second step that was switched off")
        self._open(f"/{self.town}/account")
