"""`show` opens the file of a view in a browser where there is no notebook."""

import sys
import webbrowser
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urlsplit
from urllib.request import url2pathname

import pytest

from iterscope import FractalWidget


@pytest.fixture
def view() -> FractalWidget:
    return FractalWidget(width=64, height=64)


def test_a_file_is_written_and_opened(
    view: FractalWidget, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(webbrowser, "open", lambda url: opened.append(url) or True)
    view.show()
    view.show(tmp_path / "my view.html")
    files = [Path(url2pathname(urlsplit(url).path)) for url in opened]
    assert files[1] == tmp_path / "my view.html"
    assert files[0] != files[1]
    for file in files:
        assert "iterscope-recording" in file.read_text(encoding="utf-8")


def test_without_a_browser_it_says_where_the_file_is(
    view: FractalWidget, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webbrowser, "open", lambda _url: False)
    with pytest.raises(RuntimeError, match=r"no browser .*view\.html"):
        view.show(tmp_path / "view.html")
    assert (tmp_path / "view.html").exists()


def test_a_folder_that_is_not_there_is_refused(view: FractalWidget, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="nowhere"):
        view.show(tmp_path / "nowhere" / "view.html")


def test_in_marimo_it_is_shown_on_the_page(view: FractalWidget, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[FractalWidget] = []
    opened: list[str] = []
    monkeypatch.setattr(webbrowser, "open", lambda url: opened.append(url) or True)
    output = SimpleNamespace(append=shown.append)
    for runs in (True, False):
        marimo = SimpleNamespace(running_in_notebook=lambda runs=runs: runs, output=output)
        monkeypatch.setitem(sys.modules, "marimo", marimo)
        view.show()
    assert shown == [view]
    assert len(opened) == 1, "a program that marimo runs as a script has no page"
