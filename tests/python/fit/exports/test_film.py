"""Films of a fit: their frames against the pictures of the steps, and what makes none."""

import io
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import av
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from iterscope import GaussianMixture, MixtureWidget
from iterscope.widget import progress
from iterscope.widget.film import formats


@pytest.fixture
def view() -> MixtureWidget:
    X = np.random.default_rng(0).normal(size=(80, 2)) @ [[2.0, 0.5], [0.0, 1.0]]
    model = GaussianMixture(2, init_params="random_from_data", random_state=0, tol=0, max_iter=3)
    view = MixtureWidget(X, model, width=480, height=300)
    view.finish()
    view.seek(3)
    return view


def picture(png: bytes) -> NDArray[np.int64]:
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB")).astype(int)


def stills(view: MixtureWidget, **options: Any) -> list[NDArray[np.int64]]:
    found = []
    for index in range(view.n_steps):
        view.index = index
        found.append(picture(view.to_png(**options)))
    return found


@pytest.mark.parametrize("suffix", [".mp4", pytest.param(".webm", marks=pytest.mark.slow)])
def test_a_film_shows_each_step_as_long_as_the_others_and_rests_on_the_last(
    view: MixtureWidget, tmp_path: Path, suffix: str
) -> None:
    told: list[tuple[int, int]] = []
    view.to_film(tmp_path / f"fit{suffix}", fps=6, progress=lambda *done: told.append(done))
    with av.open(str(tmp_path / f"fit{suffix}")) as film:
        assert film.streams.video[0].average_rate == 30
        frames = [
            frame.reformat(format="rgb24", src_colorspace="ITU709").to_ndarray()
            for frame in film.decode(video=0)
        ]
    assert len(frames) == 5 * view.n_steps + 30
    assert told == [(n + 1, view.n_steps) for n in range(view.n_steps)]
    assert view.index == 3
    for index, still in enumerate(stills(view, panels=True)):
        for frame in (frames[5 * index], frames[5 * index + 4]):
            assert np.abs(frame - still).mean() < 3


def test_a_gif_holds_the_steps_with_their_panels(view: MixtureWidget, tmp_path: Path) -> None:
    view.to_gif(tmp_path / "fit.gif", fps=4)
    with Image.open(tmp_path / "fit.gif") as gif:
        assert (gif.n_frames, gif.size, gif.info["duration"]) == (view.n_steps, (480, 300), 250)
        for index, still in enumerate(stills(view, panels=True)):
            gif.seek(index)
            assert np.abs(np.asarray(gif.convert("RGB")).astype(int) - still).mean() < 4
        assert gif.info["duration"] == 1250


def test_a_scaled_film_of_an_odd_view_has_even_sides(view: MixtureWidget, tmp_path: Path) -> None:
    view.width, view.height = 161, 121
    view.to_film(tmp_path / "fit.mp4", scale=1.5, progress=False)
    with av.open(str(tmp_path / "fit.mp4")) as film:
        assert (film.streams.video[0].width, film.streams.video[0].height) == (242, 182)


@pytest.mark.parametrize(
    ("name", "options", "words"),
    [
        ("fit.avi", {}, r"path must end in \.mp4, \.webm or \.gif, got '.*fit\.avi'"),
        ("fit", {}, r"path must end in \.mp4"),
        ("fit.mp4", {"fps": 0.01}, r"fps must be from 0\.1 to 50, got 0\.01"),
        ("fit.gif", {"fps": float("nan")}, "fps must be finite, got nan"),
        ("fit.mp4", {"scale": 100}, "scale must be from|at most 16777216 pixels"),
    ],
)
def test_what_makes_no_film_is_named(
    view: MixtureWidget, tmp_path: Path, name: str, options: dict[str, Any], words: str
) -> None:
    with pytest.raises(ValueError, match=words):
        view.to_film(tmp_path / name, progress=False, **options)
    assert list(tmp_path.iterdir()) == []


def test_a_missing_encoder_is_named(
    view: MixtureWidget, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "av", None)
    with pytest.raises(ImportError, match=r"pip install 'iterscope\[film\]'"):
        view.to_film(tmp_path / "fit.mp4", progress=False)
    assert list(tmp_path.iterdir()) == []


class Stop(BaseException):
    """As an interrupt, which pytest would take for its own."""


@pytest.mark.parametrize("suffix", [".mp4", ".gif"])
def test_a_film_that_is_interrupted_leaves_all_as_it_was(
    view: MixtureWidget, tmp_path: Path, suffix: str
) -> None:
    path = tmp_path / f"fit{suffix}"
    path.write_text("before")

    def stop(done: int, _total: int) -> None:
        if done == 6:
            raise Stop

    with pytest.raises(Stop):
        view.to_film(path, progress=stop)
    assert [file.name for file in tmp_path.iterdir()] == [path.name]
    assert path.read_text() == "before"


FULL = """if True:
    import resource, signal, sys
    import numpy as np
    from iterscope import MixtureWidget
    view = MixtureWidget(np.random.default_rng(0).normal(size=(40, 2)), width=480, height=320)
    view.finish()
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1024, 1024))
    for write in (lambda path: view.to_film(path, progress=False), view.history.to_csv):
        try:
            write(sys.argv[1])
        except OSError as error:
            print("OSError", error.errno)
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="limits of file sizes are Unix's")
@pytest.mark.parametrize("suffix", [".mp4", ".gif"])
def test_a_full_disk_leaves_nothing(tmp_path: Path, suffix: str) -> None:
    command = [sys.executable, "-c", FULL, str(tmp_path / f"fit{suffix}")]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    assert done.stdout.split() == ["OSError", "27"] * 2, done.stderr  # EFBIG, as ENOSPC
    assert list(tmp_path.iterdir()) == []


def test_what_is_no_file_stays(view: MixtureWidget, tmp_path: Path) -> None:
    folder, pipe = tmp_path / "folder.gif", tmp_path / "pipe.gif"
    folder.mkdir()
    os.mkfifo(pipe)
    with pytest.raises(IsADirectoryError, match=r"folder\.gif"):
        view.to_gif(folder)
    for write in (view.to_gif, view.to_film):
        with pytest.raises(OSError, match="a device or a pipe"):
            write(pipe)
    assert pipe.is_fifo()
    assert sorted(tmp_path.iterdir()) == [folder, pipe]


def test_a_gif_that_would_fill_the_memory_is_refused_before_it_is_drawn(
    view: MixtureWidget, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(formats, "MAX_GIF_PIXELS", 1_000_000)
    monkeypatch.setattr(view.session.pictures, "drawing", lambda *_, **__: pytest.fail("it is drawn"))
    words = f"at most 1000000 pixels, and {view.n_steps} steps of 480 x 300 have more: take a smaller scale"
    for write in (view.to_gif, view.to_film):
        with pytest.raises(ValueError, match=words):
            write(tmp_path / "a.gif")
    assert not list(tmp_path.iterdir())


def test_the_bar_counts_steps(view: MixtureWidget, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[dict[str, Any]] = []
    counts: list[int] = []

    class Bar:
        n = 0
        start_t = 0.0

        def __init__(self, **options: Any) -> None:
            told.append(options)

        def close(self) -> None: ...

        def refresh(self) -> None:
            counts.append(self.n)

    monkeypatch.setattr(progress, "DELAY", 0)
    module = ModuleType("tqdm.auto")
    module.tqdm = Bar  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "tqdm", ModuleType("tqdm"))
    monkeypatch.setitem(sys.modules, "tqdm.auto", module)
    view.to_film(tmp_path / "fit.gif", scale=0.25, progress=True)
    assert [(options["total"], options["unit"]) for options in told] == [(view.n_steps, "step")]
    assert counts[-1] == view.n_steps


def test_a_gif_has_more_frames_than_a_process_has_files(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    frames = [np.full((4, 4, 3), (index, 255 - index, 0), np.uint8) for index in range(0, 250, 5)]
    gif = formats.Gif(10.0)
    gif.write(frames, tmp_path / "part")
    free = os.dup(0)
    os.close(free)
    limits = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (free + 20, limits[1]))
    try:
        gif.join([tmp_path / "part"], tmp_path / "film.gif")
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, limits)
    with Image.open(tmp_path / "film.gif") as film:
        assert film.n_frames == len(frames)
        for number, frame in enumerate(frames):
            film.seek(number)
            shown = np.asarray(film.convert("RGB")).astype(int)
            assert np.abs(shown - frame).max() <= 40
