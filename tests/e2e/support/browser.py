"""The Chromium of this machine."""

import os
import shutil

import pytest
from playwright.sync_api import Browser, Playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
)


def launch(playwright: Playwright, scale: float = 1) -> Browser:
    """Start Chromium; without one the tests are skipped, except where CI promises it.

    A scale other than 1 makes every CSS pixel so many device pixels wide, as a sharp screen does.
    """
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        message = (
            "the end-to-end tests need Chromium on the PATH, e.g. on Debian and Ubuntu: "
            "apt-get install chromium"
        )
        if os.environ.get("CI", "").lower() in {"1", "true"}:
            pytest.fail(message)
        pytest.skip(message)
    return playwright.chromium.launch(
        executable_path=found, args=[*ARGUMENTS, f"--force-device-scale-factor={scale}"]
    )
