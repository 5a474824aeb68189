"""The player: one thread, commands in order, a clock, the newest picture of each view, and an end."""

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from iterscope._core import Cancellation, CancelledError
from iterscope.streaming.player import MAX_COMMANDS, Player


@dataclass(frozen=True)
class Wish:
    vid: str
    seq: int
    layer: str = "samples"


class Bench:
    def __init__(self) -> None:
        self.ticks: list[float] = []
        self.pauses: list[float | None] = []
        self.painted: list[Wish] = []
        self.cancelled: list[Wish] = []
        self.failures: list[tuple[Exception, Wish | None]] = []
        self.idle = threading.Semaphore(0)
        self.gate = threading.Event()
        self.gate.set()
        self.begun = threading.Semaphore(0)
        self.threads: set[int] = set()
        self.player: Player[Wish] = Player(self.tick, self.paint, self.fail, self.rest)

    def tick(self) -> float | None:
        self.threads.add(threading.get_ident())
        self.ticks.append(time.monotonic())
        return self.pauses.pop(0) if self.pauses else None

    def paint(self, wish: Wish, cancellation: Cancellation) -> None:
        self.begun.release()
        while not self.gate.wait(0.002):
            if cancellation.cancelled:
                self.cancelled.append(wish)
                raise CancelledError
        self.painted.append(wish)

    def fail(self, error: Exception, wish: Wish | None) -> None:
        self.failures.append((error, wish))

    def rest(self) -> None:
        self.idle.release()


@pytest.fixture
def bench() -> Iterator[Bench]:
    bench = Bench()
    yield bench
    bench.gate.set()
    bench.player.close()
    assert bench.player.join(5)


def raising(error: Exception) -> Callable[[], None]:
    def command() -> None:
        raise error

    return command


def test_commands_are_done_in_order(bench: Bench) -> None:
    done: list[int] = []
    for number in range(100):
        bench.player.submit(lambda number=number: done.append(number))  # type: ignore[misc]
    bench.player.run(lambda: done.append(100))
    assert done == list(range(101))


def test_a_command_under_the_same_key_replaces_the_one_that_waits(bench: Bench) -> None:
    done: list[Any] = []
    hold = threading.Event()
    bench.player.submit(hold.wait)
    for number in range(1000):
        bench.player.submit(lambda number=number: done.append(number), "move")  # type: ignore[misc]
    bench.player.submit(lambda: done.append("last"))
    hold.set()
    bench.player.run(lambda: None)
    assert done == [999, "last"]


def test_a_flood_of_commands_is_refused(bench: Bench) -> None:
    hold = threading.Event()
    bench.player.submit(hold.wait, "first")
    while bench.player._commands:  # noqa: SLF001
        time.sleep(0.001)
    for _ in range(MAX_COMMANDS):
        bench.player.submit(lambda: None)
    with pytest.raises(ValueError, match="too many"):
        bench.player.submit(lambda: None)
    hold.set()
    bench.player.run(lambda: None)


def test_who_waits_gets_the_error(bench: Bench) -> None:
    with pytest.raises(ZeroDivisionError):
        bench.player.run(lambda: 1 / 0)
    assert not bench.failures
    bench.player.submit(raising(KeyError("x")))
    bench.player.run(lambda: None)
    ((error, wish),) = bench.failures
    assert (type(error), wish) == (KeyError, None)


def test_a_command_may_run_another(bench: Bench) -> None:
    seen: list[str] = []
    bench.player.run(lambda: bench.player.run(lambda: seen.append("inner")))
    assert seen == ["inner"]


def test_the_clock_keeps_time_and_stops(bench: Bench) -> None:
    bench.pauses = [0.05] * 6
    bench.player.start()
    bench.player.wait()
    assert len(bench.ticks) == 7
    gaps = [b - a for a, b in zip(bench.ticks, bench.ticks[1:], strict=False)]
    assert min(gaps) > 0.02
    assert sum(gaps) > 0.29
    assert len(bench.threads) == 1


def test_a_stopped_clock_does_not_tick_and_starts_at_once(bench: Bench) -> None:
    bench.pauses = [60.0, None]
    bench.player.start()
    bench.player.run(lambda: None)
    while not bench.ticks:
        time.sleep(0.005)
    bench.player.stop()
    bench.player.wait()
    assert len(bench.ticks) == 1
    bench.player.start()
    bench.player.wait()
    assert len(bench.ticks) == 2


def test_an_error_stops_the_clock_and_not_the_thread(bench: Bench) -> None:
    bench.player._tick = raising(ValueError("collapsed"))  # type: ignore[assignment]  # noqa: SLF001
    bench.player.start()
    bench.player.wait()
    assert [str(error) for error, _ in bench.failures] == ["collapsed"]
    bench.player.run(lambda: None)


def test_only_the_newest_picture_is_drawn(bench: Bench) -> None:
    bench.gate.clear()
    bench.player.wish(Wish("a", 1))
    assert bench.begun.acquire(timeout=5)
    for seq in range(2, 50):
        bench.player.wish(Wish("a", seq))
    bench.player.wish(Wish("a", 7))
    bench.player.wish(Wish("b", 1))
    bench.player.wish(Wish("a", 1, "density"))
    bench.gate.set()
    assert bench.idle.acquire(timeout=5)
    assert bench.painted == [Wish("a", 1), Wish("a", 49), Wish("b", 1), Wish("a", 1, "density")]
    assert not bench.cancelled


def test_a_clock_that_is_late_leaves_time_for_pictures(bench: Bench) -> None:
    seen: list[str] = []

    def tick() -> float | None:
        seen.append("tick")
        bench.player.wish(Wish("a", len(seen)))
        return 0.0 if len(seen) < 20 else None

    bench.player._tick = tick  # noqa: SLF001
    bench.player._paint = lambda *_: seen.append("picture")  # noqa: SLF001
    bench.player.start()
    assert bench.idle.acquire(timeout=5)
    assert seen == ["tick", "picture"] * (len(seen) // 2)


def test_a_view_that_is_gone_is_forgotten(bench: Bench) -> None:
    bench.gate.clear()
    bench.player.wish(Wish("a", 1))
    assert bench.begun.acquire(timeout=5)
    bench.player.wish(Wish("a", 1, "density"))
    bench.player.forget("a")
    assert bench.idle.acquire(timeout=5)
    assert bench.cancelled == [Wish("a", 1)]
    assert not bench.painted


def test_the_thread_ends_when_there_is_nothing_to_do(bench: Bench) -> None:
    before = threading.active_count()
    bench.player.run(lambda: None)
    assert bench.player.join(5)
    assert bench.idle.acquire(timeout=1)
    assert threading.active_count() == before
    bench.player.run(lambda: None)


def test_nothing_happens_after_close(bench: Bench) -> None:
    bench.gate.clear()
    bench.player.wish(Wish("a", 1))
    assert bench.begun.acquire(timeout=5)
    bench.player.close()
    assert bench.player.join(2)
    bench.player.submit(lambda: 1 / 0)
    bench.player.wish(Wish("a", 2))
    bench.player.start()
    with pytest.raises(RuntimeError, match="closed"):
        bench.player.run(lambda: None)
    assert bench.cancelled == [Wish("a", 1)]
    assert not bench.ticks
    assert not bench.failures
