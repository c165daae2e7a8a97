"""One person with two accounts, and a young person with a guardian."""

import time

from .accounts import RESIDENT_PASSWORD
from .following import MAILBOX
from .walk import SEND, Walk


# Links that a walk has opened: the mailbox is one for all of them.
TAKEN: set[str] = set()


class Persons(Walk):
    def merge_accounts(self, first: int) -> None:
        """The office sees two accounts with the same names and number and asks both owners; their answers make them one."""
        page = self.page
        logins = [f"{name}-{first}@poczta.example" for name in ("twin", "double")]
        for login in logins:
            self._register(login, f"600 {first:06}")
            self._activate(login)
        self._open(f"/{self.town}/office/residents")
        page.press("main a[href$='/office/second-accounts']")
        self._look("second accounts")
        self._mark("form[action$='/merge'] button", logins[0], "ask")
        page.press("#ask")
        self._taken("second accounts with a question")
        for link in self._links("account/merge/", 2):
            page.open(link)
            self._look("question about two accounts")
            page.press(SEND)
            self._look("answer about two accounts")
        assert page.count("main a[href$='/account/sign-in']"), "the accounts are one"
        self._open(f"/{self.town}/office/second-accounts")
        assert logins[1] not in page.text("main"), "the pair is gone"
        self.done.append("merge accounts")

    def ask_guardian(self, first: int) -> None:
        """A young person names a guardian, who agrees and later takes it back."""
        page = self.page
        login, guardian = f"young-{first}@poczta.example", f"guardian-{first}@poczta.example"
        self._register(login, "", guardian="")
        self._refused("registration without a guardian", {"email": login})
        page.fill("#password", RESIDENT_PASSWORD)
        page.fill("#guardianName", "Ola Example")
        page.fill("#guardianEmail", guardian)
        page.press(SEND)
        self._taken("letter to a guardian sent")
        page.open(self._links("account/guardian/", 1)[0])
        self._look("question to a guardian")
        page.press(SEND)
        self._look("answer of a guardian")
        self._activate(login)
        page.open(self._links("account/withdraw/", 1)[0])
        self._look("taking a consent back")
        page.press(SEND)
        self._look("consent taken back")
        self._open(f"/{self.town}/account")
        assert page.address.endswith("/account/sign-in"), page.address
        self.done.append("ask a guardian")

    def _links(self, part: str, count: int) -> list[str]:
        """Links with `part` in the mailbox that were not taken before, as soon as there are so many."""
        wanted = f"/{self.town}/{part}"
        for _ in range(50):
            self._open(MAILBOX)
            links = [link for link in self.page.links() if wanted in link and link not in TAKEN]
            if len(set(links)) >= count:
                TAKEN.update(links)
                return list(dict.fromkeys(links))
            time.sleep(0.1)
        raise AssertionError(f"no {count} letters with {wanted}")

    def _register(self, login: str, phone: str, guardian: str | None = None) -> None:
        page = self.page
        self._open(f"/{self.town}/account/register")
        typed = {"givenName": "Ula", "surname": "Example", "email": login, "phone": phone}
        for field, words in typed.items():
            page.fill(f"#{field}", words)
        page.fill("#password", RESIDENT_PASSWORD)
        page.press(f"input[name=ageGroup][value={'ofAge' if guardian is None else 'young'}]")
        page.press("#terms")
        page.press(SEND)

    def _activate(self, login: str) -> None:
        page = self.page
        page.open(self._link_to(login, "account/activate/"))
        page.fill("#password", RESIDENT_PASSWORD)
        page.press(SEND)
        self._taken("account of somebody else")

    def _mark(self, selector: str, words: str, name: str) -> None:
        """Gives the element with the words an id to find it by."""
        self.page.run(
            f"[...document.querySelectorAll({selector!r})].find(e => e.textContent.includes({words!r})).id = {name!r}"
        )
