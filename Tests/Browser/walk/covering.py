"""What a clerk does so that nobody sees what a photo should not show."""

from .walk import Report, Walk

SAVE = "button[name=step][value=save]"
SIDES = ("left", "top", "width", "height")


class Covering(Walk):
    def cover_photo(self, report: Report) -> None:
        """Parts of a photo are drawn with the pointer where there are scripts, and typed everywhere; the public photo has
        its caption, and the last part goes only with a tick."""
        page = self.page
        self._open_photo(report)
        self._look("photo without covers")
        if page.count("svg.drawing"):
            self._draw()
        self._type_area(1, ("10", "10", "95", "x"))
        page.press(".button[value=show]")
        self._refused("covers", {"left1": "10", "width1": "95", "height1": "x"})
        self._type_area(1, ("10", "10", "40", "30"))
        page.press("button[name=step][value=add]")
        assert page.count("svg .area") == 1, "the area that was typed is on the photo"
        last = page.count(".area-row")
        page.choose(f"#cover{last}", "blur")
        self._type_area(last, ("60", "60", "20", "20"))
        page.fill("#caption", "The stairs, call ida@mail.example")
        page.press(".button[value=show]")
        assert page.count("svg .area") == 2 and page.count("svg .blur") == 1, "both areas are on the photo"
        assert "ida@mail.example" in page.text(".hints"), "the address in the caption is named"
        self._look("photo with covers and a hint")
        page.fill("#caption", "The stairs of the school")
        page.press("input[name=then][value=release]" if page.count("input[name=then]") else "#caption")
        page.press(SAVE)
        assert "done=1" in page.address, page.address
        self._look("photo that was covered")
        self._open(f"/{self.town}/reports/{report.path}")
        assert page.count("img[alt='The stairs of the school']") == 1, "the caption stands for the photo"
        self._look("public report with a covered photo")
        self._uncover(report)
        self.done.append("cover a photo")

    def _open_photo(self, report: Report) -> None:
        self._open(f"/{self.town}/office/reports/{report.path}")
        self.page.press("section[aria-labelledby=photos] a[href$='/cover']")
        assert self.page.address.endswith("/cover"), self.page.address

    def _draw(self) -> None:
        """Two areas are drawn, and one of them is taken away again."""
        page = self.page
        page.drag("[data-picture]", (0.2, 0.2), (0.5, 0.6))
        self._wait("document.querySelectorAll('svg .area').length === 1")
        sides = [float(page.value(f"#{side}1")) for side in SIDES]
        assert all(abs(side - drawn) < 2 for side, drawn in zip(sides, (20, 20, 30, 40))), sides
        page.drag("[data-picture]", (0.9, 0.9), (0.7, 0.8))
        self._wait("document.querySelectorAll('svg .area').length === 2")
        assert abs(float(page.value("#left2")) - 70) < 2, "an area can be drawn from any corner"
        self._look("photo with drawn covers")
        page.press("[data-area='2'] button[name=remove]")
        self._wait("document.querySelectorAll('svg .area').length === 1")

    def _type_area(self, row: int, sides: tuple[str, str, str, str]) -> None:
        for name, typed in zip(SIDES, sides):
            self.page.fill(f"#{name}{row}", typed)

    def _uncover(self, report: Report) -> None:
        page = self.page
        self._open_photo(report)
        for row in (1, 2):
            self._type_area(row, ("", "", "", ""))
        page.press(SAVE)
        self._refused("uncovering", {"caption": "The stairs of the school"})
        page.press("#whole")
        page.press(SAVE)
        assert "done=1" in page.address, page.address
        assert not page.count("svg .area"), "nothing is covered"
