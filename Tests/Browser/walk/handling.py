"""What a clerk does with reports in the office."""

from .walk import SEND, Report, Walk

PASSWORD = "ratusz-na-probe"
# The pages of cases have a form for each photo as well.
DECIDE = "section[aria-labelledby=moves] button:not([name])"


class Handling(Walk):
    def sign_in(self) -> None:
        """A clerk signs in, first with a wrong password."""
        page = self.page
        login = f"jagoda@{self.town}.example"
        self._open(f"/{self.town}/office")
        assert page.address.endswith("/office/sign-in"), page.address
        self._look("sign in")
        page.fill("#login", login)
        page.fill("#password", "wrong")
        page.press(SEND)
        assert page.value("#login") == login, "the login that was typed stays"
        assert page.count(".errors"), "the page says that it was wrong"
        self._look("sign in again")
        page.fill("#password", PASSWORD)
        page.press(SEND)
        assert page.address.endswith("/office"), page.address
        self._look("inbox")
        self.done.append("sign in")

    def find_case(self, report: Report) -> None:
        """A number leads to its case, and each queue is a page."""
        page = self.page
        for queue in ("queue=new", "queue=overdue"):
            self._open(f"/{self.town}/office?{queue}")
            self._look(f"inbox, {queue}")
        page.fill(".find input", report.number)
        page.enter(".find input")
        assert page.address.endswith(f"/office/reports/{report.path}"), page.address
        self.done.append("find case")

    def see_queue(self) -> None:
        """An administrator sees what waits to be sent and what could not be delivered."""
        page = self.page
        self._open(f"/{self.town}/office")
        page.press("nav a[href$='/office/queue']")
        assert page.address.endswith("/office/queue"), page.address
        self._look("queue of deliveries")
        self.done.append("see queue")

    def _case(self, report: Report) -> None:
        self._open(f"/{self.town}/office/reports/{report.path}")
        assert report.description in self.page.text("main"), "the clerk sees the report"
        self._look("case")

    def _work(self, work: str, words: dict[str, str]) -> None:
        """Fills the form of one piece of work, which opens when it is pressed, and sends it."""
        page = self.page
        form = f"form[action$='/{work}']"
        if not page.count(f"details[open] {form}"):
            page.press(f"details:has({form}) > summary")
        for name, typed in words.items():
            page.fill(f"#{work}-{name}", typed)
        page.press(f"{form} button[type=submit]")

    def ask(self, report: Report) -> None:
        """The clerk asks the reporter, and the clock stands."""
        page = self.page
        self._case(report)
        self._work("ask", {"question": ""})
        self._refused("question")
        self._work("ask", {"question": "Which stairs are these?"})
        self._taken("case that waits")
        assert page.count(".page-head .status-waiting") and page.count(".terms .status-waiting"), "the terms stand still"
        assert not page.count("form[action$='/ask']"), "one question at a time"
        self.done.append("ask")

    def note_reply(self, report: Report) -> None:
        """The clerk writes down an answer that came by telephone, and the clock goes on."""
        page = self.page
        self._case(report)
        self._work("reply", {"reply": ""})
        self._refused("noted answer")
        self._work("reply", {"reply": "By the stairs of the school."})
        self._taken("case after a noted answer")
        assert not page.count(".page-head .status-waiting") and not page.count(".terms .status-waiting"), "the terms run on"
        self.done.append("note reply")

    def hand_over(self, report: Report) -> None:
        """Another unit gets the case; without a unit the note stays and the page asks for one."""
        page = self.page
        self._case(report)
        self._work("handOver", {"note": "It is a lamp."})
        self._refused("hand over", {"handOver-note": "It is a lamp."})
        page.choose("#handOver-unit", "lighting")
        self._work("handOver", {})
        self._taken("case after a hand over")
        assert not page.count("#handOver-unit option[value=lighting]"), "the unit has the case"
        assert "It is a lamp." in page.text("main"), "the note is in the history of the office"
        self.done.append("hand over")

    def place(self, report: Report) -> None:
        """The clerk sets the point; what is no number stays to be mended."""
        page = self.page
        self._case(report)
        self._work("place", {"latitude": "north", "longitude": "19.31"})
        self._refused("place of a case", {"place-latitude": "north", "place-longitude": "19.31"})
        self._work("place", {"latitude": report.latitude})
        self._taken("case after placing")
        assert f"{float(report.latitude)}, 19.31" in page.text("main"), "the case has the point"
        self.done.append("place")

    def accept(self, report: Report) -> None:
        """The clerk approves what everybody may read, in other words than the reporter's; no words are refused."""
        page = self.page
        self._case(report)
        page.press("input[name=move][value=accepted]")
        page.fill("#publicText", "")
        page.fill("#publicAddress", "ul. Żółwia")
        page.press(DECIDE)
        self._refused("acceptance", {"publicAddress": "ul. Żółwia"})
        page.fill("#publicText", f"Public {report.description}")
        page.press(DECIDE)
        self._taken("case after a decision")
        self._open(f"/{self.town}/reports/{report.path}")
        assert f"Public {report.description}" in page.text("main"), "the approved text is public"
        assert report.email not in page.text(), "no contact data in public"
        self._open(f"/{self.town}/reports")
        assert report.number in page.text("main"), "the list shows the report"
        self._look("list")
        self.done.append("accept")

    def release_photos(self, report: Report) -> None:
        """Each of the two photos is decided on its own, and can be withheld again."""
        page = self.page
        for press, shown in [("release", 1), ("release", 2), ("withhold", 1)]:
            self._case(report)
            page.press(f"section[aria-labelledby=photos] button[value={press}]")
            self._open(f"/{self.town}/reports/{report.path}")
            assert page.count(".photos img") == shown, f"{shown} of the photos are public"
            self._look("public report")
        self.done.append("release photos")

    def _decide(self, report: Report, move: str, lacking: dict[str, str], words: dict[str, str]) -> None:
        """Moves the case; first with only what `lacking` has, which is refused and kept."""
        page = self.page
        self._case(report)
        page.press(f"input[name=move][value={move}]")
        for name, typed in lacking.items():
            page.fill(f"#{name}", typed)
        page.press(DECIDE)
        assert page.count(f"input[name=move][value={move}]:checked"), "the move that was chosen stays"
        self._refused(f"{move} case", lacking)
        for name, typed in words.items():
            page.fill(f"#{name}", typed)
        page.press(DECIDE)
        self._taken(f"case that is {move}")

    def work_on(self, report: Report) -> None:
        """Begun, and then done: each step says why."""
        page = self.page
        self._decide(report, "inProgress", {"justification": ""}, {"justification": "A fitter comes on Monday."})
        assert page.count(".page-head .status-working"), "the work has begun"
        self._decide(report, "done", {"justification": ""}, {"justification": "The lamp shines."})
        assert page.count(".page-head .status-done"), "the work is done"
        self.done.append("work on")

    def correct(self, report: Report) -> None:
        """A wrong status is taken back, with a reason that the history keeps."""
        page = self.page
        self._case(report)
        self._work("correct", {"reason": ""})
        self._refused("correction")
        self._work("correct", {"reason": "It was another lamp."})
        self._taken("case after a correction")
        assert page.count(".page-head .status-working"), "the status is the one before"
        assert "It was another lamp." in page.text("main"), "the history has the reason"
        self.done.append("correct")

    def close(self, report: Report) -> None:
        """What cannot be done is closed with a reason and with what can be done instead; everybody reads both."""
        page = self.page
        reason, solution = "The lamp is not the town's.", "The owner of the stairs has been asked."
        self._decide(report, "closed", {"justification": reason}, {"solution": solution})
        assert page.count(".page-head .status-closed"), "the case is closed"
        self._open(f"/{self.town}/reports/{report.path}")
        assert reason in page.text("main") and solution in page.text("main"), "everybody reads reason and solution"
        self._look("public report that is closed")
        self.done.append("close")

    def reject(self, report: Report, earlier: Report) -> None:
        """The second report of one thing is rejected as such, with a link to the first; it is not public."""
        page = self.page
        self._case(report)
        page.press("input[name=move][value=rejected]")
        page.fill("#justification", "The lamp is known.")
        page.press(DECIDE)
        self._refused("rejection", {"justification": "The lamp is known."})
        page.choose("#rejection", "duplicate")
        page.fill("#earlier", "2020/1")
        page.press(DECIDE)
        self._refused("duplicate", {"rejection": "duplicate", "earlier": "2020/1", "justification": "The lamp is known."})
        page.fill("#earlier", earlier.number)
        page.press(DECIDE)
        self._taken("case that is rejected")
        self._open(f"/{self.town}/z/{report.path}/{report.secret}")
        assert page.count(f"main a[href$='/reports/{earlier.path}']"), "the reporter is led to the earlier report"
        self._look("status of a duplicate")
        self._open(f"/{self.town}/reports/{report.path}")
        assert report.description not in page.text(), "a rejected report is not public"
        self._look("not found")
        self.done.append("reject")

    def publish(self, report: Report) -> None:
        """The public text is replaced by another one; it cannot be empty."""
        page = self.page
        self._case(report)
        self._work("publish", {"publicText": "", "publicAddress": "ul. Żółwia"})
        self._refused("publication", {"publish-publicAddress": "ul. Żółwia"})
        self._work("publish", {"publicText": "The lamp by the stairs of the school."})
        self._taken("case after a publication")
        self._open(f"/{self.town}/reports/{report.path}")
        assert "The lamp by the stairs of the school." in page.text("main"), "the new text is public"
        self.done.append("publish")

    def take_down(self, report: Report) -> None:
        """A text leaves the public part with a reason, which survives the end of the session."""
        page = self.page
        self._case(report)
        self._work("takeDown", {"reason": ""})
        self._refused("take-down")
        page.forget()
        self._work("takeDown", {"reason": "It names a person."})
        self._look("sign in with work in hand")
        page.fill("#login", f"jagoda@{self.town}.example")
        page.fill("#password", PASSWORD)
        page.press(SEND)
        assert page.value("#takeDown-reason") == "It names a person.", "what was typed is still there"
        self._work("takeDown", {})
        self._taken("case after a take-down")
        self._open(f"/{self.town}/reports/{report.path}")
        assert not page.count(".track"), "the page is gone"
        self._open(f"/{self.town}/reports")
        assert report.number not in page.text("main"), "and so is its line in the list"
        self.done.append("take down")

    def sign_out(self) -> None:
        """Signed out, the office is closed."""
        page = self.page
        self._open(f"/{self.town}/office")
        page.press("form[action$='/sign-out'] button")
        self._open(f"/{self.town}/office")
        assert page.address.endswith("/office/sign-in"), page.address
        self.done.append("sign out")
