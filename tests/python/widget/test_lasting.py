"""What lasts shows a bar by itself, where a person waits for it and sees it, and nowhere else."""

import os
import re
import subprocess
import sys
import threading
from typing import Any

import joblib
import pytest

from iterscope import Mandelbrot, _core
from iterscope.widget import progress
from iterscope.widget.progress import lasting, shown, watched

BAR = re.compile(r"[\d.]+[kMG]?/[\d.?]+[kMG]? \[")
"""What `tests.notebooks` knows a bar by."""


def last(said: str) -> str:
    """Return the last state of a bar that went away."""
    return [part.strip() for part in said.split("\r") if part.strip()][-1]


@pytest.mark.usefixtures("bars_at_once")
def test_a_bar_counts_and_is_gone(capsys: pytest.CaptureFixture[str]) -> None:
    with lasting(7, unit="block", name="score", note=lambda: "so far") as show:
        for done in range(1, 8):
            show(done)
    said = capsys.readouterr()
    assert said.out == ""
    assert re.search(r"score: 100%.* 7/7 \[.*block.*so far\]", last(said.err))
    assert BAR.search(last(said.err))
    assert said.err.endswith("\r")  # the line is empty again


@pytest.mark.usefixtures("bars_at_once")
def test_where_nobody_knows_the_end_it_names_none(capsys: pytest.CaptureFixture[str]) -> None:
    with lasting(unit="iteration", name="fit") as show:
        show(9)
    with lasting(name="restart") as show:
        show(0)
    said = capsys.readouterr().err
    assert "%" not in said
    assert "fit: 9/? [" in said
    assert last(said) == "restart: 0/? [seconds]"
    assert len(BAR.findall(said)) >= 2


@pytest.mark.usefixtures("bars_at_once")
def test_there_is_one_at_a_time(capsys: pytest.CaptureFixture[str]) -> None:
    with (
        lasting(name="outer") as show,
        lasting(3, name="inner") as inner,
        watched(4, progress=False, name="x"),
    ):
        inner(1)
        show(1)
    with shown(2, progress=False), lasting(name="none") as show:
        show(1)
    with lasting(name="quiet", quiet=True) as show, lasting(name="quiet within") as within:
        show(1)
        within(1)
    with pytest.raises(KeyError), lasting(name="wrong"):
        raise KeyError
    with lasting(name="after") as show:
        show(1)
    assert set(re.findall(r"(\w+): \d", capsys.readouterr().err)) == {"outer", "after"}


@pytest.mark.usefixtures("bars_at_once")
def test_it_goes_on_while_the_core_computes_and_where_loops_listen(monkeypatch: pytest.MonkeyPatch) -> None:
    class Enough(Exception):  # noqa: N818 - no error
        pass

    def draw(_bar: object, _now: float, _total: object) -> None:
        raise Enough

    monkeypatch.setattr(progress.Bar, "draw", draw)

    def listen() -> None:
        while True:
            _core.check_cancelled()

    def compute() -> None:
        region = (-0.1, 0.1, -0.1, 0.1)
        options: Any = {"max_iter": 10**7, "bailout": 2.0, "grid": "pixel"}
        _core.scalar_escape_counts(Mandelbrot().formula, region, (900, 900), **options)

    for work in (listen, compute):
        with pytest.raises(Enough), lasting():
            work()
    with pytest.raises(Enough):  # nothing is around it
        compute()


def test_a_computation_alone_tells_its_rows_and_closes() -> None:
    told: list[Any] = []

    class Told:
        def __call__(self, done: int, total: int) -> None:
            told.append((done, total))
            if len(told) == 3:
                raise KeyError("enough")

        def close(self) -> None:
            told.append("closed")

    _core.watch_otherwise(Told)
    try:
        with pytest.raises(KeyError, match="enough"):
            _core.scalar_escape_counts(
                Mandelbrot().formula,
                (-0.1, 0.1, -0.1, 0.1),
                (900, 900),
                max_iter=30_000,
                bailout=2.0,
                grid="pixel",
            )
    finally:
        _core.watch_otherwise(progress.otherwise)
    assert told[-1] == "closed"
    assert {total for _, total in told[:-1]} == {900 * 900}
    assert [done for done, _ in told[:-1]] == sorted(done for done, _ in told[:-1])


class Terminal:
    """Standard error of a terminal."""

    def isatty(self) -> bool:
        return True

    def write(self, text: str) -> int:
        return len(text)

    def flush(self) -> None:
        pass


def seen_from_a_terminal() -> bool:
    """Tell whether a bar would be seen if this process wrote to a terminal."""
    before, sys.stderr = sys.stderr, Terminal()  # type: ignore[assignment]
    try:
        return progress.is_seen()
    finally:
        sys.stderr = before


def test_it_is_seen_in_a_terminal_by_the_thread_that_a_person_waits_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert seen_from_a_terminal()
    assert not progress.is_seen()  # a file
    monkeypatch.setattr(sys, "stderr", None)  # a program without a window of its own
    assert not progress.is_seen()
    found: list[bool] = []
    monkeypatch.setattr(sys, "stderr", Terminal())
    thread = threading.Thread(target=lambda: found.append(progress.is_seen()))
    thread.start()
    thread.join()
    assert found == [False]


def test_workers_of_joblib_are_silent() -> None:
    assert joblib.Parallel(2)(joblib.delayed(seen_from_a_terminal)() for _ in range(2)) == [False, False]


def test_a_notebook_is_seen_though_it_is_no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    class Shell:
        kernel = object()

    class IPython:
        @staticmethod
        def get_ipython() -> Shell:
            return Shell()

    monkeypatch.setitem(sys.modules, "IPython", IPython)
    assert progress.is_seen()
    monkeypatch.delattr(Shell, "kernel")  # IPython in a terminal that writes to a file
    assert not progress.is_seen()


def test_what_is_quick_imports_no_tqdm() -> None:
    program = (
        "import sys; from iterscope import GaussianMixture, make_blobs; X, _ = make_blobs(300)\n"
        "GaussianMixture(3).fit(X).predict(X); print('tqdm' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert (done.stdout.strip(), done.stderr) == ("False", "")


def test_the_environment_switches_all_bars_off() -> None:
    pytest.importorskip("tqdm")
    program = (
        "from iterscope.widget import progress; progress.DELAY = 0; progress.is_seen = lambda: True\n"
        "with progress.lasting(name='one') as show: show(1)\n"
        "with progress.shown(2, progress=True) as show: show(1, 2)\n"
    )
    said = [
        subprocess.run(
            [sys.executable, "-c", program], capture_output=True, text=True, check=True, env=env
        ).stderr
        for env in (dict(os.environ), {**os.environ, "TQDM_DISABLE": "1"})
    ]
    assert ["one: 0/?" in text and "film: " in text for text in said] == [True, False]
    assert said[1] == ""
