"""How somebody comes to work at the office: taken on by an administrator, with a password and a telephone of their own."""

import base64
import hashlib
import hmac
import struct
import time

from .walk import SEND, Report, Walk

STAFF_PASSWORD = "a sentence about the town hall"


def one_time_code(key: str) -> str:
    """The code that an app on a telephone shows now (RFC 6238)."""
    secret = base64.b32decode(key.replace(" ", ""))
    digest = hmac.digest(secret, struct.pack(">q", int(time.time()) // 30), hashlib.sha1)
    offset = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[offset:offset + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"


class Staffing(Walk):
    def take_on(self, report: Report) -> None:
        """An administrator makes an account, gives a second role and takes it back; the link it makes is returned to
        nobody but the newcomer, who sets a password and ties the account to a telephone."""
        page = self.page
        login = f"clerk-{report.path}@urzad.example"
        self._open(f"/{self.town}/office")
        page.press("nav a[href$='/office/audit']")
        self._look("audit log")
        page.press("nav a[href$='/office/staff']")
        self._look("people")
        page.press("main a[href$='/office/staff/new']")
        page.press(SEND)
        self._refused("new person")
        page.fill("#name", "Ela Example")
        page.fill("#login", login)
        page.choose("#unit", "lighting")
        page.choose("#role", "moderator")
        page.press("main button[name=way]")
        self._taken("link for a new person")
        link = page.text("#link").strip()
        page.press("main .back a")
        self._taken("new person")
        page.choose("#role", "auditor")
        page.press("form[action$='/grant'] button[type=submit]")
        self._taken("person with two roles")
        page.press("form[action$='/revoke']:has(input[value=auditor]) button")
        self._taken("person with one role")
        self._join(link, login)
        self.done.append("take on")

    def _join(self, link: str, login: str) -> None:
        page = self.page
        page.forget()
        page.open(link)
        self._look("join the office")
        page.fill("#password", "short")
        page.press(SEND)
        self._refused("join the office")
        page.fill("#password", STAFF_PASSWORD)
        page.press(SEND)
        self._taken("tie to a telephone")
        page.fill("#code", "000000")
        page.press(SEND)
        self._refused("tie to a telephone")
        # An error opens the words for those who cannot scan.
        page.fill("#code", one_time_code(page.text("main code.by-hand")))
        page.press(SEND)
        self._taken("recovery codes")
        assert page.count(".recovery-codes li") == 10, "ten recovery codes"
        code = page.text(".recovery-codes li:first-child code").strip()
        page.press("main a[href$='/office/account']")
        self._look("own account")
        assert not page.count("nav a[href$='/office/staff']"), "a moderator manages nobody"
        self._enter_again(login, code)

    def _enter_again(self, login: str, recovery: str) -> None:
        """Without the telephone, with one of the codes; it works once."""
        page = self.page
        for attempt in ("first", "second"):
            page.press("form[action$='/sign-out'] button")
            page.fill("#login", login)
            page.fill("#password", STAFF_PASSWORD)
            page.press(SEND)
            self._look(f"code, {attempt} time")
            page.fill("#code", recovery)
            page.press(SEND)
            if attempt == "second":
                self._refused("code")
                return
            assert page.address.endswith("/office"), page.address
