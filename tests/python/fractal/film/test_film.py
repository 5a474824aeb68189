"""Films: their frames against stills, and what happens to them on the way."""

import signal
import subprocess
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

from iterscope import BurningShip, Coloring, Flight, Julia, Mandelbrot, View, film

from .test_warp import light_of

WIDTH, HEIGHT = 96, 54
HOME = Mandelbrot().home
VALLEY = View(("-0.743643887037151", "0.131825904205330"), -14)
TIP = View(("0", "1"), width="1e-40")
SMALL: dict[str, Any] = {"size": (WIDTH, HEIGHT), "progress": False}


def frames_of(folder: Path) -> list[NDArray[np.uint8]]:
    return [np.asarray(Image.open(path)) for path in sorted(folder.iterdir())]


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


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
        ([HOME, VALLEY], 4),
        ([VALLEY, HOME], 4),
        ([HOME, TIP], 12),
        ([VALLEY, View(("-0.7436", "0.1319"), -10)], 3),
    ],
    ids=["in", "out", "deep", "over"],
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


def test_a_single_view_is_reached_from_home(tmp_path: Path) -> None:
    julia = Julia(-0.8 + 0.156j)
    film(tmp_path / "film", [View((0, 0), -3)], formula=julia, seconds=0.5, fps=8, **SMALL)
    found = frames_of(tmp_path / "film")
    assert len(found) == 4
    assert (found[0] == julia.render(julia.home, (HEIGHT, WIDTH), coloring=Coloring())).all()


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

        def __init__(self, **options: Any) -> None:
            assert options["total"] == 12

        def __enter__(self) -> None: ...

        def __exit__(self, *_: object) -> None: ...

        def update(self, by: int) -> None:
            self.n += by
            updates.append(self.n)

    module = ModuleType("tqdm.auto")
    module.tqdm = Bar  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "tqdm", ModuleType("tqdm"))
    monkeypatch.setitem(sys.modules, "tqdm.auto", module)
    film(tmp_path / "film", [HOME, VALLEY], seconds=1, fps=12, size=(96, 54))
    assert updates == list(range(1, 13))


class Stop(BaseException):
    """As an interrupt, which pytest would take for its own."""


def stop_at(number: int) -> Any:
    def progress(done: int, _total: int) -> None:
        if done >= number:
            raise Stop

    return progress


@pytest.mark.parametrize("suffix", [".mp4", ".webm", ".gif", ""])
def test_a_film_that_is_interrupted_leaves_all_as_it_was(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"film{suffix}"
    if suffix:
        path.write_text("before")
    with pytest.raises(Stop):
        film(path, [HOME, VALLEY], seconds=2, fps=10, size=(96, 54), progress=stop_at(15))
    assert names(tmp_path) == ([path.name] if suffix else [])
    assert not suffix or path.read_text() == "before"


@pytest.mark.parametrize("suffix", [".mp4", ""])
def test_a_film_is_resumed(tmp_path: Path, suffix: str) -> None:
    # x264 looks at what memory holds beyond rows that are no multiple of 64 pixels: its bits then vary.
    settings: dict[str, Any] = {"seconds": 6, "fps": 10, "size": (128, 72)}
    whole, path = tmp_path / f"whole{suffix}", tmp_path / f"film{suffix}"
    film(whole, [HOME, VALLEY], progress=False, **settings)
    with pytest.raises(Stop):
        film(path, [HOME, VALLEY], progress=stop_at(50), resume=True, **settings)
    assert names(tmp_path) == sorted([f"film{suffix}.parts", whole.name])
    with pytest.raises(
        ValueError, match=r"path must not have parts of another film beside it, got '.*film.*parts'"
    ):
        film(path, [HOME, TIP], progress=False, resume=True, **settings)
    told: list[int] = []
    film(path, [HOME, VALLEY], progress=lambda done, _: told.append(done), resume=True, **settings)
    assert 20 <= len(told) < 40  # the parts of the first 40 frames, or all but the one that was under way
    assert names(tmp_path) == sorted([path.name, whole.name])
    if suffix:
        assert path.read_bytes() == whole.read_bytes()
    else:
        assert all((a == b).all() for a, b in zip(frames_of(path), frames_of(whole), strict=True))


FULL = """if True:
    import resource, signal, sys
    from iterscope import View, film
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
    try:
        film(sys.argv[1], [View((0, 1), -8)], seconds=2, size=(320, 180), progress=False)
    except OSError as error:
        print("OSError", error.errno)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="limits of file sizes are Unix's")
@pytest.mark.parametrize("suffix", [".mp4", ".webm", ".gif", ""])
def test_a_full_disk_leaves_nothing(tmp_path: Path, suffix: str) -> None:
    command = [sys.executable, "-c", FULL, str(tmp_path / f"film{suffix}")]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    assert done.stdout.startswith("OSError 27"), done.stderr  # EFBIG, as ENOSPC
    assert names(tmp_path) == []


INTERRUPTED = """if True:
    import sys, time
    from iterscope import View, film
    try:
        film(sys.argv[1], [View((0, 1), width="1e-60")], seconds=60, size=(1280, 720),
             progress=lambda done, total: print(done, flush=True))
    except KeyboardInterrupt:
        print("interrupted", time.monotonic(), flush=True)
"""


@pytest.mark.alone
@pytest.mark.skipif(sys.platform == "win32", reason="there are no signals")
def test_ctrl_c_ends_it_soon(tmp_path: Path) -> None:
    import time

    command = [sys.executable, "-c", INTERRUPTED, str(tmp_path / "film.mp4")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for _ in range(40):
            process.stdout.readline()
        sent = time.monotonic()
        process.send_signal(signal.SIGINT)
        words = process.stdout.read().split()
        assert process.wait(60) == 0
    assert float(words[words.index("interrupted") + 1]) - sent < 2
    assert names(tmp_path) == []


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="there are no timers")
@pytest.mark.parametrize("suffix", [".mp4", ".webm"])
def test_no_interrupt_is_lost(tmp_path: Path, suffix: str) -> None:
    def interrupt(_number: int, _frame: object) -> None:
        raise Stop

    before = signal.signal(signal.SIGALRM, interrupt)
    try:
        for moment in range(15):
            signal.setitimer(signal.ITIMER_REAL, 0.5 + 0.02 * moment)
            with pytest.raises(Stop):
                film(tmp_path / f"film{suffix}", [HOME, TIP], seconds=60, size=(640, 360), progress=False)
            assert names(tmp_path) == []
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@pytest.mark.parametrize(("suffix", "package"), [(".mp4", "av"), (".webm", "av"), (".gif", "PIL.Image")])
def test_a_missing_encoder_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str, package: str
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(ImportError, match=r"pip install 'iterscope\[film\]'"):
        film(tmp_path / f"film{suffix}", [HOME, VALLEY], **SMALL)
    assert names(tmp_path) == []


@pytest.mark.parametrize(
    ("name", "options", "words"),
    [
        ("film.mp4", {"size": (95, 54)}, r"size must be of even numbers for MP4 and WebM, got \(95, 54\)"),
        ("film.webm", {"size": (96, 55)}, "size must be of even numbers"),
        ("film.mp4", {"size": (96, 0)}, "size must be from 16 to 8192, got 0"),
        ("film.mp4", {"size": (10_000, 54)}, "size must be from 16 to 8192, got 10000"),
        (
            "film.avi",
            {},
            "path must end in .mp4, .webm or .gif, or be a folder for PNG files, got '.*film.avi'",
        ),
        ("film.mp4", {"fps": 0}, "fps must be from 1 to 120, got 0"),
        ("film.gif", {"fps": 60}, "fps must be from 1 to 50, got 60"),
        ("film.mp4", {"seconds": 0.01}, "seconds must be from 0.0666667 to 3600, got 0.01"),
        ("film.mp4", {"seconds": 1e9}, "seconds must be from .* to 3600, got 1e"),
        ("film.mp4", {"seconds": float("nan")}, "seconds must be finite, got nan"),
        (
            "film.gif",
            {"seconds": 600, "size": (640, 360)},
            "size and seconds must make at most 268435456 pixels",
        ),
        ("film.mp4", {"antialias": 3}, "antialias must be 1, 2 or 4, got 3"),
        ("film.mp4", {"max_iter": 0}, "max_iter must be from 1"),
        ("film.mp4", {"formula": BurningShip()}, "region must be a view of log2_width at least -40"),
        ("film.mp4", {"views": []}, "views must hold at least one View"),
    ],
)
def test_what_makes_no_film_is_named(tmp_path: Path, name: str, options: dict[str, Any], words: str) -> None:
    settings: dict[str, Any] = {"views": [HOME, TIP], "progress": False} | options
    with pytest.raises(ValueError, match=words):
        film(tmp_path / name, **settings)
    assert names(tmp_path) == []


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"formula": "mandelbrot"}, "formula must be a Fractal, got 'mandelbrot'"),
        ({"formula": lambda share: share}, "formula must return a Fractal, got 0.0 at 0"),
        ({"coloring": "magma"}, "coloring must be a Coloring, got 'magma'"),
        ({"size": 1080}, r"size must be \(width, height\), got 1080"),
        ({"fps": 29.97}, "fps must be an integer, got 29.97"),
        ({"progress": "bar"}, "progress must be a function or a bool, got 'bar'"),
        ({"views": [1]}, "views must be made of View, got 1"),
    ],
)
def test_what_is_of_the_wrong_type_is_named(tmp_path: Path, options: dict[str, Any], words: str) -> None:
    settings: dict[str, Any] = {"views": [HOME, VALLEY]} | SMALL | options
    with pytest.raises(TypeError, match=words):
        film(tmp_path / "film.mp4", **settings)
    assert names(tmp_path) == []


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "note").write_text("mine")
    with pytest.raises(ValueError, match="path must be a new or empty folder"):
        film(tmp_path, [HOME, VALLEY], **SMALL)
    assert names(tmp_path) == ["note"]


def test_an_unknown_folder_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        film(tmp_path / "nowhere" / "film.mp4", [HOME, VALLEY], seconds=1, **SMALL)
