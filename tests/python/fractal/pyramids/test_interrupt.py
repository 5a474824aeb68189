"""Pyramids that are interrupted, killed and resumed, or for which there is no room."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import zarr

from iterscope import Mandelbrot, _core
from iterscope.fractal.pyramids import to_dzi, to_pmtiles, to_zarr
from iterscope.fractal.pyramids.content import Content
from iterscope.fractal.pyramids.formats.zarr import Zarr
from iterscope.fractal.pyramids.levels import Levels
from iterscope.fractal.pyramids.sampler import Sampler

from .small import FLAT, QUIET, VIEW, files, names

WRITERS: list[tuple[Callable[..., None], str]] = [
    (to_pmtiles, "a.pmtiles"),
    (to_dzi, "a.dzi"),
    (to_zarr, "a.zarr"),
]
each = pytest.mark.parametrize(("write", "name"), WRITERS, ids=["pmtiles", "dzi", "zarr"])


class Stop(BaseException):
    """As an interrupt, which pytest would take for its own."""


def stop_at(number: int) -> Any:
    def progress(done: int, _total: int) -> None:
        if done >= number:
            raise Stop

    return progress


@pytest.fixture(autouse=True)
def _small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("iterscope.fractal.pyramids.levels.BLOCK", 128)


@each
def test_one_that_is_interrupted_leaves_nothing(
    tmp_path: Path, write: Callable[..., None], name: str
) -> None:
    with pytest.raises(Stop):
        write(Mandelbrot(), tmp_path / name, VIEW, (512, 512), tile_size=128, progress=stop_at(9))
    assert names(tmp_path) == []


def test_a_file_stays_until_another_takes_its_place(tmp_path: Path) -> None:
    path = tmp_path / "a.pmtiles"
    path.write_text("before")
    with pytest.raises(Stop):
        to_pmtiles(Mandelbrot(), path, VIEW, (512, 512), tile_size=128, progress=stop_at(9))
    assert path.read_text() == "before"
    to_pmtiles(Mandelbrot(), path, VIEW, (256, 256), coloring=FLAT, **QUIET)
    assert path.read_bytes()[:7] == b"PMTiles"


@each
def test_one_that_is_resumed_has_the_same_bytes(
    tmp_path: Path, write: Callable[..., None], name: str
) -> None:
    whole, path = tmp_path / "whole", tmp_path / "part"
    whole.mkdir()
    path.mkdir()
    write(Mandelbrot(), whole / name, VIEW, (512, 512), **QUIET)
    with pytest.raises(Stop):
        write(Mandelbrot(), path / name, VIEW, (512, 512), tile_size=128, progress=stop_at(9), resume=True)
    assert names(path) == [f"{name}.parts"]
    with pytest.raises(ValueError, match="path must not have parts of another pyramid beside it"):
        write(Mandelbrot(3), path / name, VIEW, (512, 512), resume=True, **QUIET)
    told: list[tuple[int, int]] = []
    write(
        Mandelbrot(),
        path / name,
        VIEW,
        (512, 512),
        tile_size=128,
        progress=lambda *done: told.append(done),
        resume=True,
    )
    assert told[0][0] >= 9  # what is there already
    assert told[-1][0] == told[-1][1]
    assert dict(files(path)) == dict(files(whole))


SCRIPT = """if True:
    import sys
    from iterscope import Julia
    from iterscope.fractal.pyramids import levels
    levels.BLOCK = 256
    julia = Julia(("0", "1"))
    write = getattr(julia, sys.argv[1])
    write(sys.argv[2], julia.home, (1024, 1024), tile_size=128, max_iter=2000, resume=True,
          progress=lambda *done: print(*done, flush=True))
"""


@pytest.mark.parametrize(("write", "name"), [(write.__name__, name) for write, name in WRITERS])
def test_one_whose_process_is_killed_goes_on(tmp_path: Path, write: str, name: str) -> None:
    part, whole = tmp_path / "part", tmp_path / "whole"
    for folder in (part, whole):
        folder.mkdir()
    command = [sys.executable, "-c", SCRIPT, write]
    process = subprocess.Popen([*command, str(part / name)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    for _ in range(4):
        assert process.stdout.readline()
    process.kill()
    process.wait()
    process.stdout.close()
    assert names(part) == [f"{name}.parts"]
    told = subprocess.run([*command, str(part / name)], check=True, capture_output=True, text=True)
    first = int(told.stdout.split()[0])
    assert first > 1
    subprocess.run([*command, str(whole / name)], check=True, capture_output=True)
    assert dict(files(part)) == dict(files(whole))


FULL = """if True:
    import resource, signal, sys
    from iterscope import Mandelbrot, View
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
    try:
        getattr(Mandelbrot(), sys.argv[1])(sys.argv[2], View((0, 1), -8), (512, 512), tile_size=128, progress=False)
    except OSError as error:
        print("OSError", error.errno)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="limits of file sizes are Unix's")
@pytest.mark.parametrize(("write", "name"), [(write.__name__, name) for write, name in WRITERS])
def test_a_full_disk_leaves_nothing(tmp_path: Path, write: str, name: str) -> None:
    command = [sys.executable, "-c", FULL, write, str(tmp_path / name)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stdout.startswith("OSError"), done.stderr
    assert names(tmp_path) == []


SLOW = """if True:
    import sys
    from iterscope import Coloring, Mandelbrot, View
    root = View(("-0.7500001", "0.00001"), -20)  # near that of a component, where points take very many steps
    print("begun", flush=True)
    Mandelbrot().to_pmtiles(sys.argv[1], root, (8192, 8192), max_iter=10**7, progress=lambda *_: None,
                            coloring=Coloring(color_by=sys.argv[2]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other signals")
@pytest.mark.parametrize("color_by", ["count", "smooth"])
def test_ctrl_c_ends_it_soon(tmp_path: Path, color_by: str) -> None:
    """Among the tiles, or while the picture is looked at that colors follow."""
    command = [sys.executable, "-c", SLOW, str(tmp_path / "a.pmtiles"), color_by]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.readline() == b"begun\n"
    deadline = time.monotonic() + 120
    while color_by == "count" and not names(tmp_path):
        assert process.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.05)
    time.sleep(0.5)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert b"KeyboardInterrupt" in errors
    assert names(tmp_path) == []


def test_a_cancellation_ends_it(tmp_path: Path) -> None:
    cancellation = _core.Cancellation()

    def progress(done: int, _total: int) -> None:
        if done >= 5:
            cancellation.cancel()

    with cancellation, pytest.raises(_core.CancelledError):
        to_pmtiles(Mandelbrot(), tmp_path / "a.pmtiles", VIEW, (512, 512), tile_size=128, progress=progress)
    assert names(tmp_path) == []


def test_compression_is_cancelled_between_rows_of_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Zarr takes some tenths of a second for a shard of noise, and hears no interrupt."""
    monkeypatch.setattr("iterscope.fractal.pyramids.levels.BLOCK", 512)
    levels = Levels(VIEW, 512, 512, 128)
    shard = Zarr(Sampler(Content(Mandelbrot(), levels, 9, fields=("smooth",))))
    cancellation, write, written = _core.Cancellation(), zarr.Array.__setitem__, []

    def write_and_cancel(array: Any, rows: slice, values: Any) -> None:
        write(array, rows, values)
        written.append(rows)
        cancellation.cancel()

    monkeypatch.setattr(zarr.Array, "__setitem__", write_and_cancel)
    with cancellation, pytest.raises(_core.CancelledError):
        shard.compute(levels.blocks(0)[0])
    assert written == [slice(0, 128)]
