"""A question to the office: asked by a resident, answered, published in other words, found by whoever asks the same."""

import re

from .walk import SEND, Walk


class Asking(Walk):
    def ask_office(self, first: int) -> None:
        """Nobody reads what was asked; what the office wrote of it is found by words and shown to the next one who asks."""
        page = self.page
        page.forget()
        asked = f"When does the ferry number {first} of Mister Zmyślony leave on Sundays?"
        number, secret = self._ask(asked, first)
        self.sign_in()
        self._answer(number)
        self._publish(number, first)
        page.forget()
        self._read(number, asked, first)
        self._open(f"/{self.town}/z/{number}/{secret}")
        assert page.count(f"main a[href$='/questions/{number}']"), "who asked sees that everybody can read it"
        self._look("question that is answered")
        self._perhaps_answered(first)
        page.forget()
        self.sign_in()
        self.done.append("ask the office")

    def _ask(self, words: str, first: int) -> tuple[str, str]:
        page = self.page
        self._open(f"/{self.town}/report/place")
        page.press("main a[href$='/report/question']")
        self._look("question")
        page.press(SEND)
        self._refused("question without words")
        page.press("input[name=category][value=question-fees]")
        page.fill("#description", words)
        page.press(SEND)
        if page.address.split("?")[0].endswith("/report/answered"):
            page.press("main a[href*='/report/contact']")
        page.fill("#email", f"asking-{first}-{page.name.lower()}@mail.example")
        page.press(SEND)
        self._look("check of a question")
        assert words in page.text("main"), "the check shows what was typed"
        page.press("#terms")
        page.press(SEND)
        assert page.address.endswith("/receipt"), f"no receipt: {page.address}"
        return re.search(r"/z/(\d+-\d+)/([0-9a-z-]+)/receipt", page.address).groups()

    def _answer(self, number: str) -> None:
        page = self.page
        self._open(f"/{self.town}/office")
        page.press("a[href$='queue=questions']")
        self._look("queue of questions")
        self._open(f"/{self.town}/office/reports/{number}")
        self._look("case of a question")
        page.press("input[name=move][value=done]")
        page.fill("#justification", "At ten, Mister Zmyślony.")
        page.press("form:has([name=move]) button:not([name])")
        self._look("case of an answered question")

    def _publish(self, number: str, first: int) -> None:
        page = self.page
        page.press(f"main a[href$='/office/questions/{number}']")
        self._look("public answer")
        page.fill("#answer", "")
        page.press("button[value=preview]")
        self._refused("public answer without words")
        page.fill("#question", f"When does ferry {first} leave on Sundays?")
        page.fill("#answer", "Every Sunday at ten.")
        page.press("button[value=preview]")
        self._look("public answer looked over")
        assert "Every Sunday at ten." in page.text("section:has(#preview)"), "it is shown as everybody will read it"
        page.press("button[value=publish]")
        self._look("public answer published")

    def _read(self, number: str, asked: str, first: int) -> None:
        page = self.page
        self._open(f"/{self.town}/questions")
        self._look("questions and answers")
        page.fill("input[name=q]", f"ferry {first} sunday")
        page.press("main form[role=search] button")
        assert page.count(f"main a[href$='/questions/{number}']"), "it is found by its words"
        page.press(f"main a[href$='/questions/{number}']")
        self._look("question with its answer")
        assert "Every Sunday at ten." in page.text("main") and "Zmyślony" not in page.text("main"), asked

    def _perhaps_answered(self, first: int) -> None:
        page = self.page
        self._open(f"/{self.town}/report/question")
        page.press("input[name=category][value=question-fees]")
        page.fill("#description", f"On Sundays, when does the ferry {first} leave?")
        page.press(SEND)
        assert page.address.split("?")[0].endswith("/report/answered"), page.address
        page.press("details summary")
        self._look("perhaps answered already")
        page.press("main a[href*='/report/contact']")
        assert page.address.endswith("/report/contact"), page.address
