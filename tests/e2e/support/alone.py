"""A page that nobody watches while it is measured.

A browser tells what drives it of every message, which costs as much processor time as much of what is measured. Here
it is driven only before and after: meanwhile a script on the page does all, and says in the page's title that it is done.
"""

import json
import shutil
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Playwright, sync_playwright

from . import browser
from .console import Console
from .lab import WINDOW
from .notebook import Notebook
from .server import Server
from .traffic import Traffic

DONE = "its: measured"
SECONDS = 600
"""Seconds that a script may take."""
SAY = f"window.saying = setInterval(() => {{ document.title = '{DONE}'; }}, 100);"
"""The end of a script on the page, which is heard by `Alone.wait`; the host may change the title in between."""


class Alone:
    """A notebook in a browser of its own.

    Parameters
    ----------
    playwright : Playwright
    port : int
        Where the browser listens.
    """

    def __init__(self, playwright: Playwright, port: int) -> None:
        self._playwright = playwright
        self._address = f"http://127.0.0.1:{port}"

    @contextmanager
    def watch(self, address: str | None = None) -> Iterator[Notebook]:
        """Drive the page, at first to an address; what was started on it goes on after the end of it."""
        connection = self._playwright.chromium.connect_over_cdp(self._address)
        try:
            page = connection.contexts[0].pages[0]
            notebook = Notebook(page, Console(page), Traffic(page))
            if address is not None:
                page.set_viewport_size(WINDOW)
                page.goto(address)
                notebook.wait_for_kernel()
            page.evaluate("() => { clearInterval(window.saying); document.title = ''; }")
            yield notebook
        finally:
            connection.close()

    def wait(self) -> None:
        """Wait, without a look at the page, until its script has come to `SAY`."""
        end = time.monotonic() + SECONDS
        while all(target["title"] != DONE for target in self._targets()):
            assert time.monotonic() < end, f"the page must be measured within {SECONDS} s"
            time.sleep(0.25)

    def _targets(self) -> list[dict[str, str]]:
        with urllib.request.urlopen(f"{self._address}/json/list", timeout=60) as reply:  # noqa: S310 - our own
            return list(json.loads(reply.read()))


@contextmanager
def start() -> Iterator[Alone]:
    """Start JupyterLab and a browser that shows an empty notebook."""
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder,
        sync_playwright() as playwright,
        _chromium(Path(folder)) as port,
        Server(Path(folder) / "server") as server,
    ):
        alone = Alone(playwright, port)
        with alone.watch(server.add([""])):
            pass
        yield alone


@contextmanager
def _chromium(folder: Path) -> Iterator[int]:
    found = next(filter(None, map(shutil.which, browser.NAMES)), None)
    if found is None:
        raise RuntimeError("there is no Chromium on the PATH")
    profile = folder / "profile"
    command = [
        *(found, *browser.ARGUMENTS, "--headless", "--remote-debugging-port=0", f"--user-data-dir={profile}"),
        f"--window-size={WINDOW['width']},{WINDOW['height']}",
        "about:blank",
    ]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield _port(profile / "DevToolsActivePort", process)
    finally:
        process.terminate()
        process.wait()


def _port(file: Path, process: "subprocess.Popen[bytes]") -> int:
    end = time.monotonic() + SECONDS
    while time.monotonic() < end and process.poll() is None:
        if file.exists() and "\n" in (text := file.read_text()):
            return int(text.splitlines()[0])
        time.sleep(0.1)
    raise RuntimeError("the browser did not start")
