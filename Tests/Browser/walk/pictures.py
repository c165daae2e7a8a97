"""Pictures of pages for the documentation."""

import subprocess
from pathlib import Path

from .browser import Page
from .checks import Checks


class Pictures(Checks):
    """Looks at pages like all checks, and saves each one as it is seen, small enough for a repository."""

    def __init__(self, folder: Path, name: str) -> None:
        super().__init__()
        self._folder = folder
        self._name = name
        folder.mkdir(parents=True, exist_ok=True)

    def look(self, page: Page, name: str) -> None:
        if name not in self.pages and name.startswith("set up"):
            file = self._folder / f"{name.removeprefix('set up: ').replace(' ', '-').replace(',', '')}-{self._name}"
            plain = file.with_suffix(".png")
            page.picture(str(plain))
            subprocess.run(["vips", "webpsave", str(plain), f"{file}.webp", "--Q", "60"], check=True)
            plain.unlink()
        super().look(page, name)
