"""What an issue needs to know."""

import platform
import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import numpy as np
import pytest

import iterscope
from iterscope import _core, versions


def test_it_prints_versions_threads_and_instruction_set(capsys: pytest.CaptureFixture[str]) -> None:
    with iterscope.threads(3):
        iterscope.show_versions()
    text = capsys.readouterr().out
    lines = {line[4:24].strip(): line[24:] for line in text.splitlines() if line.startswith("    ")}
    assert lines["version"] == iterscope.__version__
    assert lines["threads"] == "3"
    assert lines["numpy"] == np.__version__
    assert lines["python"].startswith(platform.python_version())
    _, simd, available = _core.runtime()
    assert lines["instruction set"] == f"{simd} (of {', '.join(available)})"


def test_it_names_variables_that_set_threads() -> None:
    code = "import iterscope; iterscope.show_versions()"
    command = [sys.executable, "-c", code]
    done = subprocess.run(
        command, capture_output=True, text=True, check=True, env={"OMP_NUM_THREADS": "1", **_path()}
    )
    assert "    OMP_NUM_THREADS     1\n" in done.stdout
    assert "    threads             1\n" in done.stdout


def _path() -> dict[str, str]:
    return {"PYTHONPATH": ":".join(filter(None, sys.path))}


def test_what_is_lacking_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    found = metadata.version

    def version(name: str) -> str:
        if name in {"jupyterlab_widgets", "cmap", "numba"}:
            raise metadata.PackageNotFoundError(name)
        return found(name)

    monkeypatch.setattr(metadata, "version", version)
    entries = versions.versions()
    assert "JupyterLab needs it" in entries["notebooks"]["jupyterlab_widgets"]
    assert entries["needed"]["cmap"] == "not installed"
    assert "numba" not in entries["optional"]


def test_what_is_too_old_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    found = metadata.version
    old = {"anywidget": "0.9.21", "numpy": "1.26.0rc1", "cmap": "0.10.0"}
    monkeypatch.setattr(metadata, "version", lambda name: old.get(name) or found(name))
    needed = versions.versions()["needed"]
    assert needed["anywidget"] == "0.9.21, too old: 0.11 or newer is needed"
    assert needed["numpy"] == "1.26.0rc1"
    assert needed["cmap"] == "0.10.0", "ten is more than six"


def test_it_knows_what_the_package_asks_for() -> None:
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text())["project"]
    asked = dict(text.split(">=") for text in project["dependencies"])
    assert asked == versions._LEAST  # noqa: SLF001 - it is to be the same
