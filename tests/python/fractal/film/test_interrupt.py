"""Films that are interrupted, resumed, or for which there is no room."""

import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import psutil
import pytest

from iterscope import film

from .short import HOME, TIP, VALLEY, frames_of, names


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
    assert 10 <= len(told) < 40  # of the first 50 frames all but the part that was under way
    assert told[-1] == 60
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
        print("interrupted", time.process_time(), flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there are no signals")
def test_ctrl_c_ends_it_soon(tmp_path: Path) -> None:
    command = [sys.executable, "-c", INTERRUPTED, str(tmp_path / "film.mp4")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for _ in range(40):
            process.stdout.readline()
        used = sum(psutil.Process(process.pid).cpu_times()[:2])  # to which other processes add nothing
        process.send_signal(signal.SIGINT)
        words = process.stdout.read().split()
        assert process.wait(60) == 0
    assert float(words[words.index("interrupted") + 1]) - used < 2
    assert names(tmp_path) == []


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
