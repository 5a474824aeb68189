"""What of a fractal takes long says how far it is, on the thread that waits, and stops when it is told to."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import iterscope
from iterscope import Coloring, ComplexRegion, FractalWidget, Julia, JuliaDiv, Mandelbrot, View
from iterscope.fractal.overlays import equipotentials
from iterscope.widget import progress

REGION = (-2.0, 0.5, -1.25, 1.25)
SHAPE = (70, 90)
SLOW = Julia(0.25 + 1e-12j)
"""Its points inside go on to the end."""
DEEP = (0.24, 0.26, -0.01, 0.01)

CALLS: dict[str, Callable[[Any], object]] = {
    "escape_counts": lambda told: Mandelbrot().escape_counts(REGION, SHAPE, progress=told),
    "numpy": lambda told: Mandelbrot().escape_counts(REGION, SHAPE, engine="numpy", progress=told),
    "smooth": lambda told: Mandelbrot().smooth(REGION, SHAPE, progress=told),
    "distance": lambda told: Mandelbrot().distance(REGION, SHAPE, progress=told),
    "interior": lambda told: Mandelbrot().interior(REGION, SHAPE, progress=told),
    "deep": lambda told: Mandelbrot().fields(
        View(("0", "1"), width="1e-60"), SHAPE, ["count", "smooth"], progress=told
    ),
    "symmetric": lambda told: Julia(-0.8 + 0.156j).escape_counts(Julia(1j).home, SHAPE, progress=told),
    "turned": lambda told: Julia(1j, degree=4).escape_counts(View(0, width=4), (90, 90), progress=told),
    "render": lambda told: Mandelbrot().render(REGION, SHAPE, progress=told),
    "colored": lambda told: Mandelbrot().render(
        REGION, SHAPE, coloring=Coloring(), antialias=2, progress=told
    ),
    "to_png": lambda told: Mandelbrot().to_png(REGION, SHAPE, progress=told),
    "colored png": lambda told: Mandelbrot().to_png(
        REGION, SHAPE, coloring=Coloring(), antialias=4, progress=told
    ),
    "equipotentials": lambda told: equipotentials(Mandelbrot(), Mandelbrot().home, SHAPE, progress=told),
    "over": lambda told: JuliaDiv(1j, resolution=70).over(ComplexRegion(-2, 2, -1, 2.6), progress=told),
    "view": lambda told: FractalWidget(width=90, height=70).escape_counts(progress=told),
    "fields of a view": lambda told: FractalWidget(width=90, height=70).fields(["smooth"], progress=told),
    "picture of a view": lambda told: FractalWidget(width=90, height=70).to_png(progress=told),
}


@pytest.mark.parametrize("name", CALLS)
def test_all_pixels_are_told_in_the_end_and_never_less_than_before(name: str) -> None:
    pixels = {"turned": 90 * 90, "over": 70 * 63}.get(name, 70 * 90)
    told: list[tuple[int, int]] = []
    CALLS[name](lambda *at: told.append(at))
    done, total = zip(*told, strict=True)
    assert set(total) == {pixels}
    assert done[-1] == pixels
    assert list(done) == sorted(done)


@pytest.mark.parametrize(
    "fractal",
    [SLOW, Julia(3 * 4 ** (-4 / 3) + 1e-12j, degree=4)],
    ids=["float64", "quarter"],
)
def test_it_is_told_while_it_goes_on_by_the_thread_that_waits_and_an_error_ends_it(fractal: Julia) -> None:
    class Enough(Exception):  # noqa: N818 - no error
        pass

    threads: set[int] = set()

    def told(done: int, total: int) -> None:
        threads.add(threading.get_ident())
        assert total == 600 * 600
        if 0 < done < total:
            raise Enough

    region = DEEP if fractal.degree == 2 else View(0, width=1.2)
    with pytest.raises(Enough):
        fractal.escape_counts(region, (600, 600), max_iter=200_000, progress=told)
    assert threads == {threading.get_ident()}


def test_what_is_told_may_compute_itself() -> None:
    told: list[Any] = []

    def nested(done: int, total: int) -> None:
        told.append((done, total, Mandelbrot().escape_counts(REGION, (3, 4), progress=False).shape))

    Mandelbrot().escape_counts(REGION, SHAPE, progress=nested)
    assert told[-1] == (70 * 90, 70 * 90, (3, 4))


def test_the_counts_are_the_same_whoever_is_told() -> None:
    plain = Mandelbrot().escape_counts(REGION, SHAPE, progress=False)
    np.testing.assert_array_equal(Mandelbrot().escape_counts(REGION, SHAPE, progress=lambda *_: None), plain)


def test_a_bar_counts_pixels(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("tqdm")
    monkeypatch.setattr(progress, "DELAY", 0)
    Mandelbrot().smooth(REGION, SHAPE)
    assert "fields: 100%" in capsys.readouterr().err
    Mandelbrot().smooth(REGION, SHAPE, progress=False)
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("wrong", ["yes", 1, None])
def test_others_are_refused(wrong: Any) -> None:
    with pytest.raises(TypeError, match="progress must be a function or a bool"):
        Mandelbrot().escape_counts(REGION, SHAPE, progress=wrong)
    with pytest.raises(TypeError, match="progress must be a function or a bool"):
        FractalWidget().to_html("never.html", progress=wrong)


def test_a_file_tells_its_tiles(tmp_path: Path) -> None:
    view, told = FractalWidget(width=256, height=256), []
    view.to_html(tmp_path / "julia.html", depth=0, progress=lambda *at: told.append(at))
    tiles = len(view.record(0)["tiles"])
    assert told[-1] == (tiles, tiles)
    assert {total for _, total in told} == {tiles}
    explorer, both = iterscope.explore(width=512, height=256), []
    explorer.to_html(tmp_path / "both.html", depth=0, progress=lambda *at: both.append(at))
    assert sum(done == total for done, total in both) >= 2


def test_what_is_told_ends_a_file(tmp_path: Path) -> None:
    def stop(_done: int, _total: int) -> None:
        raise KeyError("enough")

    view = FractalWidget(formula=SLOW, width=512, height=512, max_iter=100_000)
    with pytest.raises(KeyError, match="enough"):
        view.to_html(tmp_path / "never.html", progress=stop)
    assert not list(tmp_path.iterdir())
    view.max_iter = 20
    assert view.escape_counts().shape == (512, 512)


def test_what_a_view_computes_by_itself_shows_no_bar(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(progress, "DELAY", 0)
    Mandelbrot()._repr_html_()
    view = FractalWidget(formula=Mandelbrot(), overlays=["equipotentials"], width=256, height=256)
    view.goto("detail")
    view.record()
    view._repr_mimebundle_()
    assert "".join(capsys.readouterr()) == ""
