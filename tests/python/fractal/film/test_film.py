"""Films: their frames against stills, and how their progress is told."""

import sys
from fractions import Fraction
from pathlib import Path
from types import ModuleType
from typing import Any

import av
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from iterscope import Coloring, Flight, Julia, Mandelbrot, View, film
from iterscope.fractal.places import Bookmark, SavedView, find
from iterscope.widget import progress

from .short import HEIGHT, HOME, SMALL, TIP, VALLEY, WIDTH, frames_of, names
from .test_warp import light_of


def decoded(path: Path) -> list[NDArray[np.uint8]]:
    with av.open(str(path)) as container:
        return [
            frame.reformat(format="rgb24", src_colorspace="ITU709").to_ndarray()
            for frame in container.decode(video=0)
        ]


def still(view: View, coloring: Coloring, **options: Any) -> NDArray[np.uint8]:
    return Mandelbrot().render(view, (HEIGHT, WIDTH), coloring=coloring, **options)


def views_of(views: list[View], count: int) -> list[View]:
    flight = Flight(views)
    return [flight.at(number / (count - 1)) for number in range(count)]


def blurred(picture: NDArray[np.uint8]) -> NDArray[np.float64]:
    """Return the mean light of 3 x 3 pixels: what of a difference is more than where samples are."""
    light = light_of(picture)
    rows = light[:-2] + light[1:-1] + light[2:]
    return (rows[:, :-2] + rows[:, 1:-1] + rows[:, 2:]) / 9


@pytest.mark.parametrize(
    ("views", "seconds"),
    [
        pytest.param([HOME, VALLEY], 4, id="in"),
        pytest.param([VALLEY, HOME], 4, id="out"),
        pytest.param([HOME, TIP], 12, id="deep"),
        pytest.param([VALLEY, View(("-0.7436", "0.1319"), -10)], 3, id="over"),
    ],
)
def test_frames_are_stills_of_their_views(tmp_path: Path, views: list[View], seconds: int) -> None:
    coloring = Coloring("twilight_shifted")
    film(tmp_path / "film", views, seconds=seconds, fps=30, coloring=coloring, antialias=2, **SMALL)
    found, path = frames_of(tmp_path / "film"), views_of(views, 30 * seconds)
    assert len(found) == len(path)
    for number in (0, len(path) - 1):
        assert (found[number] == still(path[number], coloring, antialias=2)).all()
    ours, plain = [], []
    for number in range(1, len(path) - 1, 7):
        true = blurred(still(path[number], coloring, antialias=4))
        ours.append(np.abs(blurred(found[number]) - true).mean())
        plain.append(np.abs(blurred(still(path[number], coloring, antialias=2)) - true).mean())
    assert max(ours) < 0.01
    assert np.mean(ours) < np.mean(plain)  # nearer to a fine still than one of as many samples


@pytest.mark.parametrize(
    "coloring",
    [Coloring("magma", color_by="distance"), Coloring("magma", interior="distance")],
    ids=["distance", "interior"],
)
def test_distances_in_pixels_are_those_of_each_frame(tmp_path: Path, coloring: Coloring) -> None:
    film(tmp_path / "film", [HOME, VALLEY], seconds=1, fps=12, coloring=coloring, **SMALL)
    for frame, view in zip(frames_of(tmp_path / "film"), views_of([HOME, VALLEY], 12), strict=True):
        assert (frame == still(view, coloring)).all()


def test_a_constant_moves_from_frame_to_frame(tmp_path: Path) -> None:
    def walk(share: float) -> Julia:
        turn = np.exp(2j * np.pi * share)
        return Julia(complex(turn / 2 - turn**2 / 4))

    place = View(0, 3.5)
    coloring = Coloring("magma", color_by="count")
    film(
        tmp_path / "film", [place], formula=walk, seconds=1, fps=12, max_iter=200, coloring=coloring, **SMALL
    )
    found = frames_of(tmp_path / "film")
    assert len(found) == 12
    for number, frame in enumerate(found):
        assert (
            frame == walk(number / 11).render(place, (HEIGHT, WIDTH), max_iter=200, coloring=coloring)
        ).all()
    asked: list[float] = []
    film(
        tmp_path / "flight",
        [HOME, VALLEY],
        formula=lambda share: asked.append(share) or Mandelbrot(2 + round(share)),  # type: ignore[func-returns-value]
        seconds=1,
        fps=12,
        coloring=coloring,
        **SMALL,
    )
    assert asked == [number / 11 for number in range(12)]
    frames = frames_of(tmp_path / "flight")
    assert (frames[-1] == Mandelbrot(3).render(VALLEY, (HEIGHT, WIDTH), coloring=coloring)).all()


def test_ranks_are_those_of_the_whole_film(tmp_path: Path) -> None:
    """A point keeps its color, however the view's own histogram changes."""
    wide = View(VALLEY.center, -6)
    film(
        tmp_path / "film", [wide, VALLEY], seconds=1, fps=30, coloring=Coloring(color_by="histogram"), **SMALL
    )
    first, *_, last = frames_of(tmp_path / "film")
    coloring = Coloring(color_by="histogram")
    assert (last != still(VALLEY, coloring)).any(axis=2).mean() > 0.5
    middle = first[HEIGHT // 2 - 1 : HEIGHT // 2 + 1, WIDTH // 2 - 1 : WIDTH // 2 + 1]
    whole = light_of(last).mean(axis=(0, 1))
    assert np.abs(light_of(middle).mean(axis=(0, 1)) - whole).max() < 0.2


@pytest.mark.parametrize("suffix", [".mp4", ".webm"])
def test_videos_hold_the_frames(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"film{suffix}"
    coloring = Coloring("twilight_shifted")
    film(path, [HOME, VALLEY], seconds=5, fps=20, coloring=coloring, **SMALL)
    film(tmp_path / "frames", [HOME, VALLEY], seconds=5, fps=20, coloring=coloring, **SMALL)
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        assert (stream.width, stream.height) == (WIDTH, HEIGHT)
        assert stream.average_rate == Fraction(20)
        times = [frame.time for frame in container.decode(video=0)]
    assert times == pytest.approx([number / 20 for number in range(100)], abs=1e-3)
    for shown, meant in zip(decoded(path), frames_of(tmp_path / "frames"), strict=True):
        assert np.abs(blurred(shown) - blurred(meant)).mean() < 0.02
    assert names(tmp_path) == [f"film{suffix}", "frames"]


def test_gifs_hold_the_frames(tmp_path: Path) -> None:
    path = tmp_path / "film.gif"
    film(path, [HOME, VALLEY], seconds=1, fps=10, size=(31, 17), progress=False)
    film(tmp_path / "frames", [HOME, VALLEY], seconds=1, fps=10, size=(31, 17), progress=False)
    with Image.open(path) as gif:
        assert (gif.n_frames, gif.size, gif.info["duration"]) == (10, (31, 17), 100)
        for number, meant in enumerate(frames_of(tmp_path / "frames")):
            gif.seek(number)
            assert np.abs(np.asarray(gif.convert("RGB")).astype(int) - meant).mean() < 6


@pytest.mark.parametrize("fps", [8, 12, 24, 30, 40, 50])
def test_gifs_last_as_long_as_they_should(tmp_path: Path, fps: int) -> None:
    path = tmp_path / "film.gif"
    film(path, [HOME, VALLEY], seconds=2, fps=fps, size=(31, 17), progress=False)
    with Image.open(path) as gif:
        lasting = []
        for number in range(gif.n_frames):
            gif.seek(number)
            lasting.append(gif.info["duration"])
    assert sum(lasting) == 2000
    assert max(lasting) - min(lasting) <= 10


def test_a_single_view_is_reached_from_home(tmp_path: Path) -> None:
    julia = Julia(-0.8 + 0.156j)
    film(tmp_path / "film", [View((0, 0), -3)], formula=julia, seconds=0.5, fps=8, **SMALL)
    found = frames_of(tmp_path / "film")
    assert len(found) == 4
    assert (found[0] == julia.render(julia.home, (HEIGHT, WIDTH), coloring=Coloring())).all()


def test_it_leads_to_whatever_names_a_place(tmp_path: Path) -> None:
    tip = View(("0", "1"), -3)
    ways: list[list[Any]] = [
        [HOME, tip],
        [find("-0.75, 0, 4.2"), SavedView(Julia(1j), tip, 99)],
        [SavedView(Mandelbrot(), HOME), "i, 0.125"],
        [HOME, Bookmark("tip", SavedView(Mandelbrot(), tip))],
    ]
    for at, views in enumerate(ways):
        film(tmp_path / str(at), views, seconds=0.5, fps=4, **SMALL)
    first, *others = (frames_of(tmp_path / str(at)) for at in range(len(ways)))
    assert all(np.array_equal(first, other) for other in others)
    with pytest.raises(ValueError, match="views must be a point"):
        film(tmp_path / "no", ["nowhere"], seconds=0.5, fps=4, **SMALL)
    assert not (tmp_path / "no").exists()


def test_it_lasts_a_second_for_each_zoom_by_four(tmp_path: Path) -> None:
    film(tmp_path / "film", [View((0, 1), 0), View((0, 1), -8)], fps=4, **SMALL)
    assert len(names(tmp_path / "film")) == round(4 * 8 * np.log(2) / np.sqrt(2))


def test_progress_is_told_frame_by_frame(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    film(
        tmp_path / "film.mp4",
        [HOME, VALLEY],
        seconds=2,
        fps=10,
        size=(96, 54),
        progress=lambda *at: told.append(at),
    )
    assert told == [(number, 20) for number in range(1, 21)]


def test_tqdm_shows_a_bar_if_it_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    updates: list[int] = []

    class Bar:
        n = 0
        start_t = 0.0

        def __init__(self, **options: Any) -> None:
            assert options["total"] == 12

        def close(self) -> None: ...

        def refresh(self) -> None:
            updates.append(self.n)

    monkeypatch.setattr(progress, "DELAY", 0)
    monkeypatch.setattr(progress, "PERIOD", 0)
    module = ModuleType("tqdm.auto")
    module.tqdm = Bar  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "tqdm", ModuleType("tqdm"))
    monkeypatch.setitem(sys.modules, "tqdm.auto", module)
    film(tmp_path / "film", [HOME, VALLEY], seconds=1, fps=12, size=(96, 54))
    assert updates == [*range(1, 13), 12]  # and once more in the end
