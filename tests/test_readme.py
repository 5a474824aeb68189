"""The commands and the code of README and documentation do what they say."""

import base64
import doctest
import re
import subprocess
import sys
import time
import urllib.error
import urllib.request
import webbrowser
from pathlib import Path
from typing import Any

import pytest

from iterscope import FractalWidget
from iterscope.widget.view import View

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text()
MADE = {"generated", "template", "notebooks"}
"""Folders of the documentation whose pages are not written here."""
DOCS = [page for page in (ROOT / "docs").rglob("*.md") if not MADE & {*page.parts}]
PAGES = [*ROOT.glob("*.md"), *DOCS]
TOLD = [
    page for page in DOCS if page.name != "gallery.md" and re.search("```(python|pycon)", page.read_text())
]
"""Pages whose code runs from top to bottom."""


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


def test_ci_runs_the_two_commands() -> None:
    (shell,) = blocks("sh")
    set_up, test = shell.splitlines()
    install, _, lab = set_up.rpartition(" && ")
    ci = (ROOT / ".ci" / "run").read_text().splitlines()
    assert [line for line in ci if line.startswith((".venv", "python3"))] == [install, test]
    assert lab == ".venv/bin/jupyter lab notebooks/00_tour.ipynb"


def test_the_code_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for code in blocks("python"):
        exec(compile(code, "README.md", "exec"), {})  # noqa: S102 - it is our own


@pytest.mark.slow
@pytest.mark.parametrize("page", TOLD, ids=lambda page: page.stem)
def test_the_code_of_a_page_runs(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(webbrowser, "open", lambda _url: True)
    names: dict[str, Any] = {}
    for language, code in re.findall(r"```(python|pycon)\n(.*?)```", page.read_text(), re.DOTALL):
        if language == "python":
            exec(compile(code, page.name, "exec"), names)  # noqa: S102 - it is our own
        else:
            example = doctest.DocTestParser().get_doctest(code, names, page.name, None, None)
            assert not doctest.DocTestRunner().run(example, clear_globs=False).failed
            names |= example.globs
    for value in names.values():
        if isinstance(value, View):
            value.close()


@pytest.mark.rare
@pytest.mark.timeout(3600)
def test_the_command_line_does_as_shown() -> None:
    """Compiled for release, which takes minutes; `tests/rust/cli/readme.rs` runs what the tests have compiled."""
    (console,) = blocks("console")
    for command in console.splitlines():
        done = subprocess.run(command.split(), cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        expected = "Usage: iterscope" if command.endswith("--help") else "1/7, preperiod 0, period 3"
        assert expected in done.stdout


def test_the_pictures_are_there() -> None:
    pictures = re.findall(r"!\[[^]]+\]\(([^)]+)\)", README)
    assert pictures
    for picture in pictures:
        assert (ROOT / picture).read_bytes().startswith(b"\x89PNG")


def test_what_it_says_of_saved_notebooks() -> None:
    """That JupyterLab does as said is in `tests/e2e/hosts/test_jupyter.py`."""
    line = " ".join(README.split())
    assert "A saved notebook holds a picture of each view" in line
    said = re.search(r"reopened notebook if \*Settings > ([^*]+)\* was on", line)
    assert said
    host = Path(sys.prefix, "share", "jupyter", "labextensions", "@jupyter-widgets", "jupyterlab-manager")
    code = "".join(path.read_text(errors="ignore") for path in (host / "static").glob("*.js"))
    command = re.search(rf'\("([^"]+:saveWidgetState)",\{{label:\w+\.__\("{said[1]}"\)', code)
    assert command, "the command has another name"
    assert re.search(rf'settingsMenu\.addGroup\(\[\{{command:"{command[1]}"', code), "it is in another menu"
    view = FractalWidget(width=64, height=64, max_iter=9)
    (data, _) = view._repr_mimebundle_()
    assert base64.b64decode(data["image/png"]).startswith(b"\x89PNG")
    view.close()


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_links_lead_somewhere(path: Path) -> None:
    for link in re.findall(r"\]\((?!https?:)([^)#]+)", path.read_text()):
        assert (path.parent / link).exists(), link


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_named_tests_are_there(path: Path) -> None:
    for name in re.findall(r"`(tests/[\w./]+)`", path.read_text()):
        assert (ROOT / name).exists(), name


def test_named_files_are_there() -> None:
    files = [
        str(path)
        for room in ("docs", "js/src", "python", "rust", "tests")
        for path in (ROOT / room).rglob("*.*")
    ]
    named = re.findall(r"`([\w/.]+/[\w.]+\.(?:js|py|rs))`", (ROOT / "CONTRIBUTING.md").read_text())
    assert len(named) > 10
    assert [name for name in named if not any(file.endswith(f"/{name}") for file in files)] == []


def status(address: str, process: subprocess.Popen[bytes], end: float) -> int:
    """Ask for a page, again while the server, which tells its address early, does not listen yet."""
    while True:
        try:
            with urllib.request.urlopen(address, timeout=120) as page:  # noqa: S310 - it is on this machine
                return int(page.status)
        except urllib.error.URLError as error:
            refused = isinstance(error.reason, ConnectionRefusedError)
            if not refused or time.monotonic() > end or process.poll() is not None:
                raise
            time.sleep(0.2)


@pytest.mark.slow
def test_the_first_command_shows_the_notebook(tmp_path: Path) -> None:
    log = tmp_path / "log"
    command = [
        sys.executable,
        "-m",
        "jupyter",
        "lab",
        "notebooks/00_tour.ipynb",
        "--no-browser",
        "--allow-root",
    ]
    with log.open("wb") as sink:
        process = subprocess.Popen([*command, "--ServerApp.port=0"], cwd=ROOT, stdout=sink, stderr=sink)
    try:
        end = time.monotonic() + 300
        found = None
        while found is None and time.monotonic() < end and process.poll() is None:
            time.sleep(0.2)
            found = re.search(r"(http://127\.0\.0\.1:\d+/)lab\?(token=\w+)", log.read_text())
        assert found, log.read_text()
        for path in ("lab/tree/00_tour.ipynb", "api/contents/01_julia.ipynb"):
            assert status(f"{found[1]}{path}?{found[2]}", process, end) == 200
    finally:
        process.terminate()
        process.wait(120)


@pytest.mark.parametrize("name", ["CHANGELOG.md", "CONTRIBUTING.md", "LICENSE"])
def test_what_a_package_needs_is_there(name: str) -> None:
    assert (ROOT / name).read_text().strip()
