"""Both views in JupyterLab in Firefox, which puppeteer drives by WebDriver BiDi."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from tests.node import JS, PATH, install

from ..support.server import Server
from .live import FIT, FRACTAL, IMPORTS

SCREENSHOTS = Path(__file__).parents[2] / "screenshots"
DRIVER = Path(__file__).parents[2] / "js" / "firefox.mjs"


def test_both_views_live_in_firefox(server: Server) -> None:
    firefox = shutil.which("firefox-esr") or shutil.which("firefox")
    if firefox is None:
        pytest.skip("Firefox is not on the PATH, e.g. on Debian: apt-get install firefox-esr")
    install()
    node = shutil.which("node", path=PATH)
    assert node, "Node.js is missing"
    address = server.add([f"{IMPORTS}\n{FRACTAL}", FIT])
    SCREENSHOTS.mkdir(exist_ok=True)
    command = [node, DRIVER, firefox, address, SCREENSHOTS / "firefox.png"]
    done = subprocess.run(command, cwd=JS, check=False, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout)
    assert min(seen["counts"]) > 20, "there must be pictures"
    assert seen["errors"] == []
