"""What every page must be, whatever is on it."""

from pathlib import Path

import axe_playwright_python

from .browser import Page

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")

# Below WCAG 2.2 AA nothing is accepted; best practices as well.
RULES = "{runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}"

SHAPE = """
const faults = [];
const wide = document.documentElement.clientWidth;
if (document.documentElement.scrollWidth > wide) faults.push(`the page is ${document.documentElement.scrollWidth} wide`);
if (document.querySelectorAll('h1').length !== 1) faults.push('there is not one heading of the first level');
if (!document.documentElement.lang) faults.push('the page does not say its language');
for (const image of document.images) if (!image.complete || image.naturalWidth === 0) faults.push(`no picture: ${image.src}`);
// A key that nobody translated looks like report.title.
const keys = document.body.innerText.match(/\\b[a-z]+[A-Za-z]*(\\.[a-z][A-Za-z]+){1,4}\\b/g) ?? [];
// The editor of a town's own words names the keys themselves, each as the heading of its texts.
const named = new Set([...document.querySelectorAll('h3[id^="text-"]')].map((heading) => heading.innerText));
for (const key of keys) {
  const isHost = /\\.(example|pl|eu|ua|org|com|gov|net)\\b/.test(key);
  if (!isHost && !named.has(key)) faults.push(`a key instead of words: ${key}`);
}
return faults;
"""


class Checks:
    """Looks at pages and remembers what is wrong with them, each page once."""

    def __init__(self) -> None:
        self.faults: list[str] = []
        self.pages: set[str] = set()

    def look(self, page: Page, name: str) -> None:
        if name in self.pages:
            return
        self.pages.add(name)
        found = [*page.run(SHAPE), *page.troubles()]
        page.stretch()
        found += self._axe(page)
        page.shrink()
        self.faults += [f"{page.name}, {name}: {fault}" for fault in found]

    def _axe(self, page: Page) -> list[str]:
        # The page's policy allows no inline script; the driver's own code is not the page's.
        page.run(f"{AXE}; window.axe = axe;")
        page.run(f"window.axeResult = null; axe.run(document, {RULES}).then((result) => {{ window.axeResult = result; }});")
        for _ in range(200):
            found = page.run(
                "return window.axeResult && window.axeResult.violations.map((v) => "
                "`axe ${v.id}: ${v.nodes.map((n) => n.html.slice(0, 120)).join(' | ')}`)"
            )
            if found is not None:
                return found
        return ["axe did not end"]


class ShapeChecks(Checks):
    """The checks that run where the pages may not run scripts; axe waits for timers that never come."""

    def _axe(self, page: Page) -> list[str]:
        return []
