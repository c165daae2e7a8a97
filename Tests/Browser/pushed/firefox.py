"""Debian's Firefox, which listens to a push service of ours."""

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from marionette_driver.marionette import Marionette


@contextmanager
def firefox(port: int, log: Path) -> Iterator[Marionette]:
    logging.disable(logging.INFO)
    prefs = {
        "dom.push.serverURL": f"ws://127.0.0.1:{port}/",
        "dom.push.connection.enabled": True,
        "dom.push.testing.allowInsecureServerURL": True,
        "dom.push.testing.ignorePermission": True,
        "permissions.default.desktop-notification": 1,
        # The desktop's own notifications are missing on a machine without one.
        "alerts.useSystemBackend": False,
    }
    driver = Marionette(bin="/usr/bin/firefox-esr", headless=True, gecko_log=str(log), prefs=prefs)
    try:
        driver.start_session()
        driver.timeout.script = 15
        yield driver
    finally:
        driver.quit()
        driver.cleanup()
        # Its profile is removed now and not while Python itself is being taken apart.
        driver.instance = None


def subscribe(driver: Marionette, port: int, key: str) -> dict:
    """The subscription that the page got."""
    driver.navigate(f"http://localhost:{port}/")
    script = """
        const [key, done] = arguments;
        window.wrappedJSObject.subscribe(key).then((text) => done({ text }), (error) => done({ error: `${error}` }));
    """
    result = driver.execute_async_script(script, script_args=[key])
    if "error" in result:
        raise AssertionError(f"Firefox does not subscribe: {result['error']}")
    return json.loads(result["text"])
