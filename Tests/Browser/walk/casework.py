"""What the office keeps of its cases for itself: who leads them, notes, watching, views, and several at once."""

from pathlib import Path
from tempfile import TemporaryDirectory

from .handling import Handling
from .walk import Report


class Casework(Handling):
    def lead_case(self, report: Report) -> None:
        """The clerk takes a case, watches it and notes what only the office reads; an empty note is refused."""
        page = self.page
        self._case(report)
        page.press("section[aria-labelledby=lead] form[action$='/assign'] button.small")
        self._taken("case that somebody leads")
        assert page.text("section[aria-labelledby=lead]").count("Jagoda") >= 1, "the page says who leads the case"
        page.press("form[action$='/watch'] button")
        assert page.count("form[action$='/watch'] input[name=watch][value='0']"), "the case is watched"
        page.press("form[action$='/note'] button")
        self._refused("note")
        page.fill("#note-note", "The same circuit as yesterday.")
        page.press("form[action$='/note'] button")
        self._taken("case with a note")
        self._attach_plan()
        assert "The same circuit as yesterday." in page.text("section[aria-labelledby=notes]"), "the note is there"
        self._open(f"/{self.town}/z/{report.path}/{report.secret}")
        assert "The same circuit" not in page.text(), "the reporter does not see it"
        self.done.append("lead case")

    def _attach_plan(self) -> None:
        """A program is refused, a table goes along with a note, and is taken away as the wrong one."""
        page, notes = self.page, "section[aria-labelledby=notes]"
        for name, content in (("setup-1.exe", "MZ"), ("plan-1.csv", "pole;circuit\n")):
            page.fill("#note-note", "The plan of the circuit.")
            with TemporaryDirectory() as folder:
                file = Path(folder) / name
                file.write_text(content, encoding="utf-8")
                page.attach("#note-files", str(file))
                page.press("form[action$='/note'] button")
            if name.endswith("exe"):
                self._refused("note with a program")
                assert page.value("#note-note") == "The plan of the circuit.", "the words stay"
        self._taken("case with a file")
        assert "plan-1.csv (1 kB)" in page.text(notes), page.text(notes)
        page.press(f"{notes} details summary")
        self._look("file that may be taken away")
        page.press(f"{notes} form[action$='/remove'] button")
        self._taken("case without the file")
        assert "plan-1.csv" not in page.text(notes), page.text(notes)

    def search_words(self, report: Report) -> None:
        """Words of a report that nobody has published lead to it; words of none say what can be looked for."""
        page = self.page
        self._open(f"/{self.town}/office")
        for words, is_found in ((report.description, True), ("hippopotamus", False)):
            page.fill(".find input", words)
            page.enter(".find input")
            assert page.value(".find input") == words, "what was typed stays"
            assert (report.number in page.text("main")) == is_found, f"{words}: {page.text('main')}"
            self._look(f"search that found {'something' if is_found else 'nothing'}")
        self.done.append("search words")

    def keep_view(self) -> None:
        """A queue is narrowed, kept under a name, and forgotten; a view without a name is refused."""
        page = self.page
        self._open(f"/{self.town}/office?queue=unassigned")
        page.choose("#status", "new")
        page.press(".filters button")
        assert "queue=unassigned" in page.address and "status=new" in page.address, page.address
        self._look("inbox that is narrowed")
        page.press("details:has(form[action$='/office/views']) > summary")
        page.press("form[action$='/office/views'] button")
        self._refused("view without a name")
        page.fill("#name", "New and free")
        page.press("form[action$='/office/views'] button")
        assert "New and free" in page.text(".saved-views"), "the view is kept"
        self._look("inbox with a kept view")
        page.press(".saved-views button")
        assert not page.count(".saved-views"), "the view is forgotten"
        self.done.append("keep view")

    def work_together(self, first: Report, second: Report) -> None:
        """Two watched cases are given to one person at once; a decision that lacks its words is asked for again."""
        page = self.page
        for report in (first, second):
            self._open(f"/{self.town}/office/reports/{report.path}")
            if page.count("form[action$='/watch'] input[name=watch][value='1']"):
                page.press("form[action$='/watch'] button")
        self._open(f"/{self.town}/office?queue=watched")
        for report in (first, second):
            page.press(f"input[name=case][value='{report.number}']")
        self._look("inbox with two cases ticked")
        page.press(".bulk button[value=decide]")
        assert first.number in page.text("main") and second.number in page.text("main"), "both cases are named"
        self._look("two cases to decide")
        page.fill("#justification", "A fitter comes on Monday.")
        page.press("form[action$='/together'] button[type=submit]")
        self._refused("two cases without a status", {"justification": "A fitter comes on Monday."})
        self._open(f"/{self.town}/office/together?act=assign&case={first.number}&case={second.number}")
        page.press("form[action$='/together'] button[type=submit]")
        self._look("two cases, done")
        assert page.count("section[aria-labelledby=done] li") == 2, "both cases are changed"
        self._open(f"/{self.town}/office/together")
        self._look("no case ticked")
        self.done.append("work together")
