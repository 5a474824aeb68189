"""The worker: one thread, commands in order, a clock, the newest picture of each view, and an end."""

import signal
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest

from iterscope import GaussianMixture
from iterscope._core import Cancellation, CancelledError, check_cancelled
from iterscope.widget.commands import MAX_COMMANDS
from iterscope.widget.job import Once
from iterscope.widget.worker import Worker


@dataclass(frozen=True)
class Wanted:
    vid: str
    seq: int
    layer: str = "samples"


class Pieces(Once):
    """A job of two pieces."""

    left = 2

    @property
    def pending(self) -> bool:
        return self.left > 0

    def take(self) -> None:
        self.left -= 1


class Bench:
    def __init__(self) -> None:
        self.ticks: list[float] = []
        self.pauses: list[float | None] = []
        self.painted: list[Wanted] = []
        self.cancelled: list[Wanted] = []
        self.failures: list[Exception] = []
        self.sent: list[Any] = []
        self.idle = threading.Semaphore(0)
        self.gate = threading.Event()
        self.gate.set()
        self.begun = threading.Semaphore(0)
        self.threads: set[int] = set()
        self.worker = Worker(
            self.sent.append, fail=self.failures.append, tick=self.tick, idle=self.rest, rest=0.3
        )

    def tick(self) -> float | None:
        self.threads.add(threading.get_ident())
        self.ticks.append(time.monotonic())
        return self.pauses.pop(0) if self.pauses else None

    def ask(self, wanted: Wanted) -> None:
        key = wanted.vid, wanted.layer
        self.worker.request(Once(wanted.vid, wanted.seq, key, lambda stop: self.paint(wanted, stop)))

    def paint(self, wanted: Wanted, cancellation: Cancellation) -> Wanted:
        self.begun.release()
        while not self.gate.wait(0.002):
            if cancellation.cancelled:
                self.cancelled.append(wanted)
                raise CancelledError
        self.painted.append(wanted)
        return wanted

    def rest(self, _cancellation: Cancellation) -> None:
        self.idle.release()


@pytest.fixture
def bench() -> Iterator[Bench]:
    bench = Bench()
    yield bench
    bench.gate.set()
    bench.worker.close()
    assert bench.worker.join(60)


def raising(error: Exception) -> Callable[[], None]:
    def command() -> None:
        raise error

    return command


def test_commands_are_done_in_order(bench: Bench) -> None:
    done: list[int] = []
    for number in range(100):
        bench.worker.submit(lambda number=number: done.append(number))  # type: ignore[misc]
    bench.worker.run(lambda: done.append(100))
    assert done == list(range(101))


def test_a_command_under_the_same_key_replaces_the_one_that_waits(bench: Bench) -> None:
    done: list[Any] = []
    hold = threading.Event()
    bench.worker.submit(hold.wait)
    for number in range(1000):
        bench.worker.submit(lambda number=number: done.append(number), "move")  # type: ignore[misc]
    bench.worker.submit(lambda: done.append("last"))
    hold.set()
    bench.worker.run(lambda: None)
    assert done == [999, "last"]


def test_a_flood_of_commands_is_refused(bench: Bench) -> None:
    hold = threading.Event()
    bench.worker.submit(hold.wait, "first")
    while bench.worker._commands:  # noqa: SLF001
        time.sleep(0.001)
    for _ in range(MAX_COMMANDS):
        bench.worker.submit(lambda: None)
    with pytest.raises(ValueError, match="too many"):
        bench.worker.submit(lambda: None)
    hold.set()
    bench.worker.run(lambda: None)


def test_who_waits_gets_the_error(bench: Bench) -> None:
    with pytest.raises(ZeroDivisionError):
        bench.worker.run(lambda: 1 / 0)
    assert not bench.failures
    bench.worker.submit(raising(KeyError("x")))
    bench.worker.run(lambda: None)
    (error,) = bench.failures
    assert type(error) is KeyError


def test_a_command_may_run_another(bench: Bench) -> None:
    seen: list[str] = []
    bench.worker.run(lambda: bench.worker.run(lambda: seen.append("inner")))
    assert seen == ["inner"]


def test_the_clock_keeps_time_and_stops(bench: Bench) -> None:
    bench.pauses = [0.05] * 6
    began = time.monotonic()
    bench.worker.start()
    bench.worker.wait()
    # A busy machine may come late; nobody comes early.
    assert all(tick - began >= 0.05 * number for number, tick in enumerate(bench.ticks))
    assert len(bench.ticks) == 7
    assert len(bench.threads) == 1


def test_a_stopped_clock_does_not_tick_and_starts_at_once(bench: Bench) -> None:
    bench.pauses = [60.0, None]
    bench.worker.start()
    bench.worker.run(lambda: None)
    while not bench.ticks:
        time.sleep(0.005)
    bench.worker.stop()
    bench.worker.wait()
    assert len(bench.ticks) == 1
    bench.worker.start()
    bench.worker.wait()
    assert len(bench.ticks) == 2


def test_an_error_stops_the_clock_and_not_the_thread(bench: Bench) -> None:
    bench.worker._tick = raising(ValueError("collapsed"))  # type: ignore[assignment]  # noqa: SLF001
    bench.worker.start()
    bench.worker.wait()
    assert [str(error) for error in bench.failures] == ["collapsed"]
    bench.worker.run(lambda: None)


def test_only_the_newest_picture_is_drawn(bench: Bench) -> None:
    bench.gate.clear()
    bench.ask(Wanted("a", 1))
    assert bench.begun.acquire(timeout=60)
    for seq in range(2, 50):
        bench.ask(Wanted("a", seq))
    bench.ask(Wanted("a", 7))
    bench.ask(Wanted("b", 1))
    bench.ask(Wanted("a", 1, "density"))
    bench.gate.set()
    assert bench.idle.acquire(timeout=60)
    assert bench.painted == [Wanted("a", 1), Wanted("a", 49), Wanted("b", 1), Wanted("a", 1, "density")]
    assert bench.sent == bench.painted
    assert not bench.cancelled


@pytest.mark.parametrize(
    ("raised", "code"), [(ValueError("no such step"), "refused"), (KeyError("x"), "failed")]
)
def test_the_view_that_asked_is_told_of_an_error(bench: Bench, raised: Exception, code: str) -> None:
    def compute(_cancellation: Cancellation) -> None:
        raise raised

    bench.worker.request(Once("a", 3, "a", compute))
    assert bench.idle.acquire(timeout=60)
    assert [(message["vid"], message["seq"], message["code"]) for message in bench.sent] == [("a", 3, code)]
    assert not bench.failures
    bench.ask(Wanted("a", 4))
    assert bench.idle.acquire(timeout=60)
    assert bench.sent[-1] == Wanted("a", 4)


def test_jobs_of_several_pieces_take_turns(bench: Bench) -> None:
    hold = threading.Event()
    bench.worker.submit(hold.wait)
    for vid in ("a", "b"):
        bench.worker.request(Pieces(vid, 1, vid, lambda stop, vid=vid: bench.paint(Wanted(vid, 1), stop)))  # type: ignore[misc]
    hold.set()
    assert bench.idle.acquire(timeout=60)
    assert [wanted.vid for wanted in bench.painted] == ["a", "b", "a", "b"]


def test_something_new_cancels_what_is_done_in_idleness() -> None:
    seen: list[str] = []
    begun = threading.Event()

    def idle(cancellation: Cancellation) -> None:
        begun.set()
        while not cancellation.cancelled:
            time.sleep(0.001)
            if "new" in seen:
                return
        seen.append("cancelled")

    worker = Worker(seen.append, idle=idle)
    worker.submit(lambda: None)
    assert begun.wait(60)
    worker.submit(lambda: seen.append("new"))
    assert begun.wait(60)
    while "new" not in seen:
        time.sleep(0.001)
    assert seen[:2] == ["cancelled", "new"]
    worker.close()
    assert worker.join(60)


def test_a_clock_that_is_late_leaves_time_for_pictures(bench: Bench) -> None:
    seen: list[str] = []

    def tick() -> float | None:
        seen.append("tick")
        bench.ask(Wanted("a", len(seen)))
        return 0.0 if len(seen) < 20 else None

    bench.worker._tick = tick  # noqa: SLF001
    bench.paint = lambda *_: seen.append("picture")  # type: ignore[method-assign,assignment]
    bench.worker.start()
    assert bench.idle.acquire(timeout=60)
    assert seen == ["tick", "picture"] * (len(seen) // 2)


def test_a_view_that_is_gone_is_forgotten(bench: Bench) -> None:
    bench.gate.clear()
    bench.ask(Wanted("a", 1))
    assert bench.begun.acquire(timeout=60)
    bench.ask(Wanted("a", 1, "density"))
    bench.worker.forget("a")
    assert bench.idle.acquire(timeout=60)
    assert bench.cancelled == [Wanted("a", 1)]
    assert not bench.painted


def test_the_thread_ends_when_there_is_nothing_to_do(bench: Bench) -> None:
    before = threading.active_count()
    bench.worker.run(lambda: None)
    assert bench.worker.join(60)
    assert bench.idle.acquire(timeout=60)
    assert threading.active_count() == before
    bench.worker.run(lambda: None)


def test_nothing_happens_after_close(bench: Bench) -> None:
    bench.gate.clear()
    bench.ask(Wanted("a", 1))
    assert bench.begun.acquire(timeout=60)
    bench.worker.close()
    assert bench.worker.join(60)
    bench.worker.submit(lambda: 1 / 0)
    bench.ask(Wanted("a", 2))
    bench.worker.start()
    with pytest.raises(RuntimeError, match="closed"):
        bench.worker.run(lambda: None)
    assert bench.cancelled == [Wanted("a", 1)]
    assert not bench.ticks
    assert not bench.failures


def test_a_job_that_somebody_waits_for_takes_turns_with_others(bench: Bench) -> None:
    hold = threading.Event()
    bench.worker.submit(hold.wait)
    bench.worker.request(Pieces("a", 1, "a", lambda stop: bench.paint(Wanted("a", 1), stop)))
    awaited = Pieces("file", 1, "file", lambda stop: bench.paint(Wanted("file", 1), stop))
    threading.Timer(0.05, hold.set).start()
    bench.worker.complete(awaited)
    assert not awaited.pending
    assert [wanted.vid for wanted in bench.painted] == ["a", "file", "a", "file"]
    assert bench.idle.acquire(timeout=60)


def test_a_job_is_done_at_once_where_nobody_else_can(bench: Bench) -> None:
    def job() -> Pieces:
        return Pieces("file", 1, "file", lambda stop: bench.paint(Wanted("file", 1), stop))

    bench.worker.run(lambda: bench.worker.complete(job()))
    bench.worker.close()
    bench.worker.complete(job())
    assert len(bench.painted) == 4


def test_who_waits_for_a_job_hears_of_the_end(bench: Bench) -> None:
    bench.gate.clear()
    threading.Timer(0.05, bench.worker.close).start()
    with pytest.raises(RuntimeError, match="closed"):
        bench.worker.complete(Once("file", 1, "file", lambda stop: bench.paint(Wanted("file", 1), stop)))
    assert bench.worker.join(60)
    assert bench.cancelled == [Wanted("file", 1)]


def interrupted(bench: Bench, act: Callable[[], object]) -> None:
    """Interrupt a caller of the worker that waits in this thread."""
    main = threading.get_ident()
    timer = threading.Timer(0.1, signal.pthread_kill, (main, signal.SIGINT))
    timer.start()
    with pytest.raises(KeyboardInterrupt):
        act()
    assert bench.worker.join(60)


def for_ever() -> None:
    while True:
        check_cancelled()
        time.sleep(0.001)


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(signal, "pthread_kill"), reason="no signal can be sent to a thread")
def test_an_interrupt_ends_what_is_waited_for(bench: Bench) -> None:
    interrupted(bench, lambda: bench.worker.run(for_ever))
    bench.worker.submit(for_ever)  # of the page
    done: list[str] = []
    interrupted(bench, lambda: bench.worker.run(lambda: done.append("late")))
    bench.worker.run(lambda: done.append("next"))
    assert done == ["next"]
    bench.worker._tick = for_ever  # type: ignore[assignment]  # noqa: SLF001
    bench.worker.start()
    interrupted(bench, bench.worker.wait)
    bench.gate.clear()
    job = Once("file", 1, "file", lambda stop: bench.paint(Wanted("file", 1), stop))
    interrupted(bench, lambda: bench.worker.complete(job))
    assert bench.cancelled == [Wanted("file", 1)]
    assert not bench.failures


def test_close_ends_a_command(bench: Bench) -> None:
    threading.Timer(0.05, bench.worker.close).start()
    with pytest.raises(RuntimeError, match="the view is closed"):
        bench.worker.run(for_ever)
    assert bench.worker.join(60)


def test_a_computation_obeys_what_its_thread_works_under() -> None:
    outer, inner = Cancellation(), Cancellation()
    outer.cancel()
    check_cancelled()
    with outer:
        with pytest.raises(CancelledError):
            check_cancelled()
        with inner:
            check_cancelled()
        with pytest.raises(CancelledError):
            GaussianMixture(2, random_state=0).fit(np.random.default_rng(0).normal(size=(50, 2)))
    check_cancelled()


def test_a_command_that_may_wait_gives_way_to_who_waits(bench: Bench) -> None:
    done: list[str] = []
    began = time.monotonic()
    bench.worker.submit(lambda: done.append("later"), "later", after=60)
    bench.worker.submit(lambda: done.append("now"))
    while done != ["now"]:
        time.sleep(0.001)
    bench.worker.submit(lambda: done.append("newer"), "later", after=0.2)
    while done != ["now", "newer"]:
        time.sleep(0.001)
    assert time.monotonic() - began >= 0.2
    bench.worker.submit(lambda: done.append("later"), "later", after=60)
    bench.worker.run(lambda: done.append("awaited"))
    assert done == ["now", "newer", "later", "awaited"]
