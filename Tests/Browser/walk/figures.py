"""What the office reads of its reports in figures."""

from .walk import Report, Walk


class Figures(Walk):
    def read_figures(self, report: Report) -> None:
        """A clerk narrows the figures by the form and finds every chart beside a table with the same."""
        page = self.page
        self._open(f"/{self.town}/office/statistics")
        self._look("statistics of the office")
        charts, tables = page.count("svg.chart[role=img]"), page.count("table.figures")
        assert 0 < charts <= tables, f"{charts} charts, {tables} tables"
        page.choose("#category", "pothole")
        page.press("form.filters button")
        assert page.value("#category") == "pothole", "the question stays"
        assert "category=pothole" in page.address, page.address
        self._look("statistics of one category")
        page.choose("#category", "idea")
        page.choose("#period", "all")
        page.press("form.filters button")
        self._look("statistics without reports")
        self._open(f"/{self.town}/statistics")
        self._look("statistics for everybody")
        assert report.number not in page.text("main"), "figures name no report"
        self.done.append("figures")
