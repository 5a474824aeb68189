"""A JupyterLab of its own, which shares no setting, kernel or folder with anyone else's."""

import itertools
import json
import os
import secrets
import sys
import urllib.parse
import urllib.request
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from .service import Service, free_port

# Neither news nor updates are asked for: nothing pops up over a notebook, nothing leaves the machine.
SETTINGS = {
    "apputils-extension/notification": {
        "fetchNews": "false",
        "checkForUpdates": False,
        "doNotDisturbMode": True,
    },
    "docmanager-extension/plugin": {"autosave": False},
}
EXTENSIONS = Path(__file__).parents[3] / "python/wheel/data/share/jupyter/labextensions"
"""The extension as the tree has it, in preference to that which is installed."""


class Server:
    """A running JupyterLab.

    Parameters
    ----------
    folder : Path
        An empty folder for everything that it writes.
    """

    def __init__(self, folder: Path) -> None:
        self._notebooks = folder / "notebooks"
        self._numbers = itertools.count(1)
        self._folder = folder
        self._token = secrets.token_hex(16)
        self._address = f"http://127.0.0.1:{free_port()}"
        self._service = Service(
            self._command(), self._environment(), folder / "server.log", lambda: self.ask("status")
        )

    def __enter__(self) -> Self:
        self._notebooks.mkdir(parents=True)
        for name, settings in SETTINGS.items():
            file = self._folder / "settings/@jupyterlab" / f"{name}.jupyterlab-settings"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(json.dumps(settings))
        self._service.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._service.__exit__(kind, error, trace)

    def add(self, cells: Sequence[str], place: str = "doc/tree") -> str:
        """Make a notebook of these code cells; return the address where it is alone on a page.

        The place is that of JupyterLab, ``notebooks`` of Notebook, or ``voila/render`` of Voila, which the same
        server serves.
        """
        notebook = f"{next(self._numbers)}.ipynb"
        (self._notebooks / notebook).write_text(json.dumps(_document(cells)))
        return f"{self._address}/{place}/{notebook}?token={self._token}"

    def ask(self, path: str, method: str = "GET") -> Any:
        """Call the server's REST interface."""
        request = urllib.request.Request(  # noqa: S310 - it is our own server
            f"{self._address}/api/{path}", method=method, headers={"Authorization": f"token {self._token}"}
        )
        with urllib.request.urlopen(request, timeout=120) as reply:  # noqa: S310 - likewise
            body = reply.read()
        return json.loads(body) if body else None

    def _command(self) -> list[str]:
        return [
            *(sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--expose-app-in-browser"),
            f"--ServerApp.port={urllib.parse.urlsplit(self._address).port}",
            "--ServerApp.ip=127.0.0.1",
            "--ServerApp.port_retries=0",
            f"--ServerApp.root_dir={self._notebooks}",
            f"--IdentityProvider.token={self._token}",
            f"--LabApp.user_settings_dir={self._folder / 'settings'}",
            f"--LabApp.workspaces_dir={self._folder / 'workspaces'}",
            "--LabApp.extension_manager=readonly",
            f"--LabServerApp.extra_labextensions_path={EXTENSIONS}",
            "--JupyterNotebookApp.expose_app_in_browser=True",
        ]

    def _environment(self) -> dict[str, str]:
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("JUPYTER")}
        folders = {
            f"JUPYTER_{kind}_DIR": str(self._folder / kind.lower()) for kind in ("CONFIG", "DATA", "RUNTIME")
        }
        return {
            **inherited,
            **folders,
            "IPYTHONDIR": str(self._folder / "ipython"),
            "JUPYTER_PLATFORM_DIRS": "1",
        }


def _document(cells: Sequence[str]) -> dict[str, Any]:
    return {
        "cells": [
            {
                "cell_type": "code",
                "execution_count": None,
                "id": f"cell-{index}",
                "metadata": {},
                "outputs": [],
                "source": source,
            }
            for index, source in enumerate(cells)
        ],
        "metadata": {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
