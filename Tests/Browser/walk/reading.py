"""What anybody reads of the reports: list, map, feeds, and every page there is a link to."""

import csv
import io
import json
import re
import urllib.request
from urllib.parse import urljoin

import feedparser

from .walk import Report, Walk


class Reading(Walk):
    def search(self, report: Report) -> None:
        """A resident finds the report in the list by a word and by its status, and the search that finds nothing leads back."""
        page = self.page
        self._open(f"/{self.town}/reports")
        page.fill("input[name=q]", "volcano")
        page.press("form.narrow button")
        assert page.count(".empty"), "a word that no title has finds nothing"
        self._look("list, nothing found")
        self._open(f"/{self.town}/reports?q=lamp&status=accepted")
        assert report.number in page.text("main"), "the list finds the report by a word and its status"
        assert page.value("input[name=q]") == "lamp", "the search stays in its field"
        self._open(f"/{self.town}/reports?near=52.1,19.3&from=2020-13-01")
        assert page.count(".errors"), "a day that there is not is named"
        self._look("list with an error")
        self.done.append("search")

    def filter(self, report: Report) -> None:
        """The list is narrowed by its form alone, and the way back is a link."""
        page = self.page
        self._open(f"/{self.town}/reports")
        page.press("form.narrow summary")
        page.choose("#status", "accepted")
        page.choose("#category", "pothole")
        page.press("form.narrow details button")
        assert report.number in page.text("main"), "the list has the report"
        assert (page.value("#status"), page.value("#category")) == ("accepted", "pothole"), "the questions stay"
        self._look("list, narrowed")
        self._open(f"/{self.town}/reports?status=accepted&to=2020-01-01")
        assert page.count(".empty"), "nothing is as old as that"
        page.press(".empty a")
        assert page.address.endswith("/reports"), page.address
        self.done.append("filter")

    def find_nearest(self) -> None:
        """Whoever tells a point gets the nearest first, and the newest again by a link."""
        page = self.page
        self._open(f"/{self.town}/reports?near=52.1,19.3")
        self._nearest_first()
        self._look("list, nearest first")
        page.press(".segments a:not([aria-current])")
        assert "near" not in page.address, page.address
        self.done.append("nearest")

    def find_nearest_by_device(self) -> None:
        """The device tells the point when the reader presses."""
        self._open(f"/{self.town}/reports")
        self.page.press("[data-nearest] button")
        self.page.arrive("near=52.1")
        self._nearest_first()
        self.done.append("nearest by device")

    def _nearest_first(self) -> None:
        said = re.findall(r"· ([0-9,]+) (k?m) ·", self.page.text(".reports"))
        metres = [float(number.replace(",", ".")) * (1000 if unit == "km" else 1) for number, unit in said]
        assert len(metres) > 1 and metres == sorted(metres), f"not the nearest first: {metres}"

    def turn_pages(self, reports: int) -> None:
        """The pages of the list lead on to the last one and show each report once, `reports` or more in all."""
        page, seen = self.page, []
        self._open(f"/{self.town}/reports")
        while True:
            seen += re.findall(r"\b\d{4}/\d+\b", page.text(".reports"))
            if not page.count(".pagination a"):
                break
            page.press(".pagination a")
            self._look("list, another page")
        assert len(seen) == len(set(seen)) >= reports, f"{len(seen)} reports, {len(set(seen))} of them different"
        self.done.append("pages")

    def read_feeds(self, report: Report) -> None:
        """A feed reader takes both feeds without a complaint and finds the report."""
        self._open(f"/{self.town}/reports")
        linked = self.page.run("return document.querySelector('link[type=\"application/atom+xml\"]').href")
        for address in (linked, linked.replace(".atom", ".rss")):
            feed = feedparser.parse(address)
            assert not feed.bozo, f"{address}: {feed.get('bozo_exception')}"
            titles = [entry.title for entry in feed.entries]
            assert any(report.description[:40] in title for title in titles), f"{address}: {titles}"
            assert all(entry.link and entry.id and entry.updated_parsed or entry.published_parsed for entry in feed.entries)
        self.done.append("feeds")

    def take_open_data(self, report: Report) -> None:
        """From the foot of a page to the files, which programs can read and which hold the report."""
        page = self.page
        self._open(f"/{self.town}")
        page.press(".footer a[href$='/open-data']")
        self._look("open data")
        files = [link for link in page.links() if "/open-data/reports." in link]
        texts = {link.rsplit("reports.", 1)[1]: self._fetch(link) for link in files if "?" not in link}
        rows = [*csv.DictReader(io.StringIO(texts["csv"])), *csv.DictReader(io.StringIO(texts["open311.csv"]))]
        features = json.loads(texts["geojson"])["features"]
        records = rows + [feature["properties"] for feature in features] + json.loads(texts["open311.json"])
        assert len(records) % 4 == 0 and len(records) >= 4, f"each file holds the same reports, {len(records)} in all"
        found = [record for record in records if report.number in record.values() or report.path in record.values()]
        assert len(found) == 4, f"each file holds the report once, not {len(found)} times in all"
        self.done.append("open data")

    def _fetch(self, link: str) -> str:
        with urllib.request.urlopen(urljoin(self.base, link), timeout=30) as answer:
            return answer.read().decode()

    def see_map(self, report: Report) -> None:
        """The map shows the report; a pin opens a card that leads to it."""
        page = self.page
        self._open(f"/{self.town}/reports")
        self._wait("document.querySelector('.map:not([hidden]) .pin, .map:not([hidden]) .cluster')")
        assert page.count(".map-outline"), "the map draws the town"
        self._open(f"/{self.town}/reports/{report.path}")
        self._wait("document.querySelector('.map:not([hidden]) .pin')")
        page.run("const pin = document.querySelector('.pin'); pin.focus(); pin.click(); return true")
        self._wait("document.querySelector('.map-card a')?.textContent.includes('Public Example')")
        self._look("map with a card")
        self.done.append("map")

    def wander(self) -> None:
        """Every page that a visitor reaches by links, in every town and language."""
        self._open("/")
        self._look("towns")
        seen, waiting = {"/"}, self._local_links()
        while waiting:
            path = waiting.pop()
            if path in seen or len(seen) > 200:
                continue
            seen.add(path)
            self._open(path)
            self._look(path)
            waiting += self._local_links()
        assert len(seen) > 30, f"only {len(seen)} pages are linked"
        self.done.append(f"{len(seen)} linked pages")

    def _local_links(self) -> list[str]:
        links = [link.removeprefix(self.base).split("#")[0] for link in self.page.links()]
        # A picture or a file is no page, and runs no script, not even a check.
        others = ("/_demo", "/assets/", "/photos/", "/open-data/", "/api/", "/open311/", ".csv")
        return [link for link in links if link.startswith("/") and not any(other in link for other in others)]
