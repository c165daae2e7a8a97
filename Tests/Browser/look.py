"""Checks and pictures of the gallery. `look` beside this file writes the pages and calls this.

    look.py GALLERY PICTURES [SCREEN ...]
"""

import functools
import http.server
import pathlib
import sys
import threading

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

WIDTHS = (320, 390, 1280)
THEMES = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "contrast": {"contrast": "more"},
}
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; manifest-src 'self'; base-uri 'none'; frame-ancestors 'none'"
)
AXE = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }
}

HERE = pathlib.Path(__file__).parent
MEASURE = (HERE / "measure.js").read_text().split("\n", 1)[1]
FOCUS = (HERE / "focus.js").read_text().split("\n", 1)[1]
LOADED_FONTS = "[...document.fonts].filter((font) => font.status === 'loaded').map((font) => font.family)"


class Handler(http.server.SimpleHTTPRequestHandler):
    """The gallery behind the headers of the server."""

    def end_headers(self):
        self.send_header("Content-Security-Policy", POLICY)
        self.send_header("X-Content-Type-Options", "nosniff")
        super().end_headers()

    def log_message(self, *_):
        pass

    def copyfile(self, source, output):
        # A browser that goes on to the next page hangs up.
        try:
            super().copyfile(source, output)
        except (BrokenPipeError, ConnectionResetError):
            pass


def serve(folder):
    handler = functools.partial(Handler, directory=folder)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_address[1]}"


def take_picture(page, path):
    """The whole page on one tall screen, so that what sticks to the bottom of a screen is at the bottom of the page."""
    page.evaluate(
        "document.activeElement?.blur?.(); for (const e of document.querySelectorAll('.queues ul')) e.scrollLeft = 0"
    )
    height = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({"width": page.viewport_size["width"], "height": height})
    page.screenshot(path=path)


def axe_faults(page):
    violations = Axe().run(page, options=AXE).response["violations"]
    return [
        f"axe {violation['id']}: {node['target']} {node['failureSummary'].splitlines()[-1].strip()}"
        for violation in violations
        for node in violation["nodes"]
    ]


def keyboard_faults(page):
    """Walks through the page with Tab."""
    faults = []
    page.evaluate("document.activeElement?.blur?.(); window.scrollTo(0, 0)")
    stops = set()
    for _ in range(200):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUS)
        if stop is None or stop["key"] in stops:
            break
        stops.add(stop["key"])
        faults += stop["faults"]
    return faults if stops else ["nothing takes the focus"]


def look(page, base, screen, theme, width, pictures):
    """All checks of one screen; the faults found, as lines of words."""
    faults = []
    note = {
        "console": lambda message: message.type == "error" and faults.append(f"console: {message.text}"),
        "pageerror": lambda error: faults.append(f"script: {error}"),
        "requestfailed": lambda request: faults.append(f"not loaded: {request.url}"),
    }
    for event, action in note.items():
        page.on(event, action)
    page.goto(f"{base}/{screen}.html", wait_until="load")
    page.evaluate("document.fonts.ready.then(() => undefined)")
    if "Manrope" not in page.evaluate(LOADED_FONTS):
        faults.append("the font is not there")
    faults += page.evaluate(MEASURE)
    if theme == "light":
        faults += keyboard_faults(page)
    take_picture(page, pictures / f"{screen}-{width}-{theme}.png")
    # Every rule runs on the whole page at once: nothing sticky lies over it then.
    if width != 390:
        faults += axe_faults(page)
    for event, action in note.items():
        page.remove_listener(event, action)
    return faults


def script_faults(browser, base):
    """What the script adds, and the skip link, tried out by hand."""
    faults = []
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()

    def expect(what, found, wanted):
        if found != wanted:
            faults.append(f"{what}: {found!r} instead of {wanted!r}")

    page.goto(f"{base}/errors.html")
    expect("focus of a page with errors", page.evaluate("document.activeElement.className"), "errors")

    page.goto(f"{base}/what.html")
    page.fill("#text", "ąć\n🌳")
    expect("count", page.text_content("#text-count"), "Zostało 1996 z 2000 znaków")
    page.fill("#text", "x" * 2003)
    expect("count of too many", page.text_content("#text-count"), "O 3 za dużo, mieści się 2000 znaków")

    page.goto(f"{base}/sign-in.html")
    page.fill("#password", "secret")
    page.click("[data-reveal]")
    expect("shown password", page.get_attribute("#password", "type"), "text")
    page.click("[data-reveal]")
    expect("hidden password", page.get_attribute("#password", "type"), "password")

    page.goto(f"{base}/done.html")
    page.click("[data-copy]")
    page.wait_for_function("document.querySelector('[data-said]').textContent !== ''")
    expect("copied link", page.evaluate("navigator.clipboard.readText()"), page.text_content("#secret"))

    page.goto(f"{base}/list.html")
    page.keyboard.press("Tab")
    expect("first stop", page.evaluate("document.activeElement.className"), "skip")
    page.keyboard.press("Enter")
    expect("where it leads", page.evaluate("document.activeElement.id"), "main")
    context.close()
    return faults


def other_ways(browser, base, screen, pictures):
    """Forced colours, print, and no script: pictures to look at, and the width without a script."""
    phone = {"width": 390, "height": 844}
    context = browser.new_context(viewport=phone, forced_colors="active", java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{base}/{screen}.html")
    take_picture(page, pictures / f"{screen}-390-forced.png")
    context.close()
    context = browser.new_context(viewport={"width": 794, "height": 1123})
    page = context.new_page()
    page.goto(f"{base}/{screen}.html")
    page.pdf(path=pictures / f"{screen}.pdf", format="A4", print_background=True)
    context.close()


def main():
    gallery, pictures, *wanted = sys.argv[1:]
    pictures = pathlib.Path(pictures)
    pictures.mkdir(parents=True, exist_ok=True)
    screens = sorted(file.stem for file in pathlib.Path(gallery).glob("*.html"))
    screens = [screen for screen in screens if not wanted or screen in wanted]
    base = serve(gallery)
    found = 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for theme, preferences in THEMES.items():
            for width in WIDTHS:
                screen_size = {"width": width, "height": 844 if width < 1000 else 900}
                context = browser.new_context(viewport=screen_size, reduced_motion="reduce", **preferences)
                page = context.new_page()
                for screen in screens:
                    page.set_viewport_size(screen_size)
                    for fault in look(page, base, screen, theme, width, pictures):
                        print(f"{screen} {width} {theme}: {fault}")
                        found += 1
                context.close()
        for screen in screens:
            other_ways(browser, base, screen, pictures)
        for fault in script_faults(browser, base) if len(wanted) == 0 else []:
            print(f"script: {fault}")
            found += 1
        browser.close()
    print(f"{len(screens)} screens, {found} faults, pictures in {pictures}")
    return 1 if found or not screens else 0


sys.exit(main())
