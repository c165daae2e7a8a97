"""What a resident does with an account: open it, sign in, see and change what is there."""

from .walk import SEND, Report, Walk

RESIDENT_PASSWORD = "a sentence about nothing at all"
NEW_PASSWORD = "another sentence about nothing"


class Accounts(Walk):
    def open_account(self, report: Report) -> str:
        """An empty form is refused; the letter and the password together make the account, which has no report yet. The
        login is returned."""
        page = self.page
        login = f"resident-{report.path}@poczta.example"
        self._open(f"/{self.town}/account")
        self._look("sign in of a resident")
        self._open(f"/{self.town}/account/register")
        page.press(SEND)
        self._refused("registration")
        typed = {"givenName": "Ida", "surname": "Example", "email": login, "phone": "600 100 200"}
        for field, words in typed.items():
            page.fill(f"#{field}", words)
        page.fill("#password", RESIDENT_PASSWORD)
        page.press("#terms")
        page.press("input[name=ageGroup][value=ofAge]")
        page.press(SEND)
        self._taken("letter sent")
        page.open(self._link_to(login, "account/activate/"))
        page.fill("#password", "not the password")
        page.press(SEND)
        self._refused("activation")
        page.fill("#password", RESIDENT_PASSWORD)
        page.press(SEND)
        self._taken("new account")
        assert login in page.text("main"), "the account shows the profile"
        self.done.append("open an account")
        return login

    def change_account(self, login: str) -> None:
        """Names and password change on pages of their own, and signing out ends it."""
        page = self.page
        page.press("a[href$='/account/profile']")
        page.fill("#surname", "")
        page.press(SEND)
        self._refused("profile", {"givenName": "Ida"})
        page.fill("#surname", "Changed")
        page.press(SEND)
        self._taken("account after a change")
        assert "Ida Changed" in page.text("main"), "the account has the new name"
        self._ask_for_address()
        page.press("a[href$='/account/log']")
        self._look("log of an account")
        self._open(f"/{self.town}/account")
        page.press("a[href$='/account/password']")
        page.fill("#old", "not the password")
        page.fill("#password", NEW_PASSWORD)
        page.press(SEND)
        self._refused("password")
        page.fill("#old", RESIDENT_PASSWORD)
        page.fill("#password", NEW_PASSWORD)
        page.press(SEND)
        self._taken("account after a new password")
        page.press("form[action$='/account/sign-out'] button")
        page.fill("#login", login)
        page.fill("#password", RESIDENT_PASSWORD)
        page.press(SEND)
        self._refused("sign in with the old password", {"login": login})
        self.done.append("change an account")

    def _ask_for_address(self) -> None:
        """A wish for another address waits for both letters, and is withdrawn."""
        page = self.page
        page.press("a[href$='/account/email']")
        page.fill("#email", "another@poczta.example")
        page.fill("#password", "not the password")
        page.press(SEND)
        self._refused("another address", {"email": "another@poczta.example"})
        page.fill("#password", RESIDENT_PASSWORD)
        page.press(SEND)
        self._taken("another address waits")
        page.press("form[action$='/account/email/cancel'] button")
        self._open(f"/{self.town}/account")

    def close_account(self, login: str) -> None:
        """The office finds an account by its address, closes it with a reason and opens it again."""
        page = self.page
        self._open(f"/{self.town}/office/residents")
        page.fill("#email", login)
        page.press(SEND)
        self._look("an account in the office")
        page.press("form[action$='/block'] button")
        self._refused("closing an account")
        page.fill("#reason", "Insults.")
        page.press("form[action$='/block'] button")
        assert "Insults." in page.text("main"), "the reason stands on the page"
        self._look("a closed account")
        page.press("form[action$='/unblock'] button")
        assert page.count("form[action$='/block']"), "the account is open again"
        page.press("form[action$='/verify'] button")
        self._look("an account that was verified")
        page.press("form[action$='/erase'] button")
        self._refused("deleting an account")
        page.press("input[name=ground][value=unlawful]")
        page.fill("#erasureReason", "Insults.")
        page.press("form[action$='/erase'] button")
        assert page.address.endswith("/office/residents?erased=1"), page.address
        self._look("an account that the office deleted")
        self.done.append("close an account")
