"""The first look."""

import sys
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest

import iterscope
from iterscope.welcome import Demo


@pytest.fixture
def demo() -> Iterator[Demo]:
    demo = iterscope.demo()
    yield demo
    demo.close()


def test_a_cell_shows_both_views_with_words_between(demo: Demo, monkeypatch: pytest.MonkeyPatch) -> None:
    display = pytest.importorskip("IPython.display")
    shown: list[Any] = []
    monkeypatch.setattr(display, "display", shown.append)
    demo._ipython_display_()
    before, explorer, between, fit, after = shown
    assert (explorer, fit) == (demo.explorer, demo.fit)
    assert demo.fit.playing
    assert "Drag the ring" in before.data
    assert "Space" in between.data
    for name in ("iterscope.explore()", "iterscope.mixture.gallery"):
        assert name in after.data


def test_marimo_shows_the_same(demo: Demo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "marimo", SimpleNamespace(Html=str, vstack=list))
    before, explorer, between, fit, _ = demo._display_()
    assert (explorer, fit) == (demo.explorer, demo.fit)
    assert demo.fit.playing
    assert "Drag the ring" in before
    assert "Space" in between


def test_it_begins_with_the_start_of_the_fit_and_all_of_the_set(demo: Demo) -> None:
    assert demo.fit.index == 0
    assert not demo.fit.playing
    home = demo.explorer.parameter_plane.home
    assert demo.explorer.parameter_plane.center == tuple(home["center"])


def test_the_fit_of_the_demonstration_succeeds(demo: Demo) -> None:
    demo.fit.finish()
    assert demo.fit.failure == ""
    assert demo.fit.model.converged_
    assert demo.fit.model.degenerate_ == ()


def test_elsewhere_it_says_what_to_do(demo: Demo) -> None:
    assert "to_html" in repr(demo)
