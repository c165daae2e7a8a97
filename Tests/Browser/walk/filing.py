"""The file of a case goes to the records system of the office."""

import io
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

import bagit

from .handling import Handling
from .walk import Report


class Filing(Handling):
    def file_case(self, report: Report) -> None:
        """A sign is needed; the package is a bag that a program of archives finds whole, with the photos in it."""
        page = self.page
        self._case(report)
        page.press("section[aria-labelledby=filing] a")
        self._look("file of a case")
        page.press("form[action$='/file'] button")
        self._refused("file of a case")
        page.fill("#sign", "GK.7021.1.2026")
        page.choose("#archivalClass", "BE10")
        package = page.save("form[action$='/file'] button")
        if package is not None:
            self._check(package)
        self._case(report)
        assert "GK.7021.1.2026 BE10" in page.text("section[aria-labelledby=notes]"), "the case says where its file went"
        self.done.append("file case")

    @staticmethod
    def _check(package: bytes) -> None:
        with TemporaryDirectory() as folder, zipfile.ZipFile(io.BytesIO(package)) as file:
            file.extractall(folder)
            [place] = Path(folder).iterdir()
            bag = bagit.Bag(str(place))
            bag.validate()
            assert bag.info["External-Identifier"] == "GK.7021.1.2026", bag.info
            names = {path.name for path in (place / "data").rglob("*") if path.is_file()}
            assert {"case.json", "case.pdf", "1.jpg"} <= names, names
            assert (place / "data" / "case.pdf").read_bytes().startswith(b"%PDF"), "people can read it"
