"""Requests for tiles: of each view only the newest, nothing twice, nothing after close."""

import threading
import time
from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest

from iterscope._core import Cancellation, CancelledError
from iterscope.fractal import requests as module
from iterscope.fractal.messages.tiles import Tile, ViewRequest
from iterscope.fractal.messages.values import Formula
from iterscope.fractal.requests import BATCH, TileJob
from iterscope.widget.jobs import MAX_JOBS
from iterscope.widget.worker import Worker


def request(seq: int, *places: tuple[int, int], vid: str = "v", z: int = 5) -> ViewRequest:
    formula = Formula("julia", {"c": ("0", "0")})
    return ViewRequest(vid, seq, formula, "auto", "rust", ("count",), z, "0", "0", places)


def tile(place: tuple[int, int], *, preliminary: bool = False) -> Tile:
    x, y = (f"{index:x}" for index in place)
    return {"x": x, "y": y, "max_iter": 1, "preliminary": preliminary, "ms": 0.0, "fields": {}}


class Bench:
    """A worker whose painter waits to be let go, tile by tile."""

    def __init__(self) -> None:
        self.painted: list[tuple[int, tuple[int, int]]] = []
        self.cancelled: list[tuple[int, int]] = []
        self.sent: list[Any] = []
        self.idle = 0
        self.previews = 0
        self.gate = threading.Semaphore(0)
        self.begun = threading.Semaphore(0)
        self.worker = Worker(self.sent.append, idle=self.rest)

    def submit(self, asked: ViewRequest) -> None:
        if self.worker.request(TileJob(asked, lambda _: partial(self.paint, asked))):
            self.sent.append({"kind": "accepted", "vid": asked.vid, "seq": asked.seq})

    def paint(
        self, asked: ViewRequest, place: tuple[int, int], passes: int, cancellation: Cancellation
    ) -> Tile:
        self.begun.release()
        while cancellation.cancelled or not self.gate.acquire(timeout=0.002):
            if cancellation.cancelled:
                self.cancelled.append(place)
                raise CancelledError
        self.painted.append((asked.seq, place))
        return tile(place, preliminary=passes < self.previews)

    def rest(self, _cancellation: Cancellation) -> None:
        self.idle += 1

    def let(self, count: int) -> None:
        self.gate.release(count)

    def wait_for_a_tile(self) -> None:
        assert self.begun.acquire(timeout=60)

    def finish(self) -> None:
        assert self.worker.join(60)

    def tiles(self) -> list[tuple[int, list[str], int]]:
        return [
            (message["seq"], [tile["x"] for tile in message["tiles"]], message["remaining"])
            for message in self.sent
            if message["kind"] == "tiles"
        ]


@pytest.fixture
def bench(monkeypatch: pytest.MonkeyPatch) -> Iterator[Bench]:
    monkeypatch.setattr(module, "BATCH_SECONDS", float("inf"))  # however busy this machine is
    bench = Bench()
    yield bench
    bench.worker.close()
    bench.finish()


def test_the_first_tile_travels_alone_and_the_rest_in_batches(bench: Bench) -> None:
    count = 2 * BATCH + 3
    bench.let(count)
    bench.submit(request(1, *((i, 0) for i in range(count))))
    bench.finish()
    assert bench.tiles() == [
        (1, ["0"], count - 1),
        (1, ["1", "2", "3", "4"], count - 1 - BATCH),
        (1, ["5", "6", "7", "8"], count - 1 - 2 * BATCH),
        (1, ["9", "a"], 0),
    ]
    assert bench.idle == 1


def test_slow_tiles_travel_alone(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "BATCH_SECONDS", 0)
    bench.let(3)
    bench.submit(request(1, (0, 0), (1, 0), (2, 0)))
    bench.finish()
    assert bench.tiles() == [(1, ["0"], 2), (1, ["1"], 1), (1, ["2"], 0)]


def test_each_pass_goes_over_all_tiles_before_the_next(bench: Bench) -> None:
    bench.previews = 2
    bench.let(3 * 3)
    bench.submit(request(1, (0, 0), (1, 0), (2, 0)))
    bench.finish()
    assert bench.tiles() == [
        (1, ["0"], 3),
        (1, ["1", "2"], 3),
        (1, ["0", "1", "2"], 3),
        (1, ["0", "1", "2"], 0),
    ]
    passes = [tile["preliminary"] for message in bench.sent for tile in message["tiles"]]
    assert passes == 6 * [True] + 3 * [False]


def test_a_tile_that_is_being_finished_goes_on(bench: Bench) -> None:
    bench.previews = 1
    bench.submit(request(1, (0, 0), (1, 0)))
    bench.let(2)
    for _ in range(3):
        bench.wait_for_a_tile()  # the last is the whole of the first
    bench.submit(request(2, (0, 0), (5, 0)))
    bench.let(3)
    bench.finish()
    assert bench.cancelled == []
    assert [place for _, place in bench.painted] == [(0, 0), (1, 0), (0, 0), (5, 0), (5, 0)]
    assert bench.tiles()[-1] == (2, ["5"], 0)


def test_a_newer_request_goes_on_where_the_older_one_was(bench: Bench) -> None:
    bench.previews = 2
    bench.submit(request(1, (0, 0), (1, 0), (2, 0)))
    bench.let(4)
    for _ in range(5):
        bench.wait_for_a_tile()  # the last is the second pass of the second
    bench.submit(request(2, (2, 0), (1, 0), (0, 0), (3, 0)))
    bench.let(8)
    bench.finish()
    first, then = [(0, 0), (1, 0), (2, 0), (0, 0)], [(1, 0), (3, 0), (2, 0), (3, 0)]
    assert [place for _, place in bench.painted] == [*first, *then, (0, 0), (1, 0), (2, 0), (3, 0)]
    assert sum(tiles.count("0") for _, tiles, _ in bench.tiles()) == 3  # two previews and the whole
    assert bench.tiles()[-1][2] == 0


def test_a_newer_request_cancels_what_it_does_not_want(bench: Bench) -> None:
    bench.submit(request(1, (0, 0), (1, 0)))
    bench.wait_for_a_tile()
    bench.submit(request(2, (7, 0)))
    bench.wait_for_a_tile()
    bench.let(1)
    bench.finish()
    assert bench.cancelled == [(0, 0)]
    assert bench.tiles() == [(2, ["7"], 0)]
    assert all(message["kind"] != "accepted" for message in bench.sent)


def test_a_tile_that_is_still_wanted_goes_on_and_the_browser_is_told(bench: Bench) -> None:
    bench.submit(request(1, (0, 0), (1, 0)))
    bench.wait_for_a_tile()
    bench.submit(request(2, (2, 0), (0, 0)))
    bench.let(2)
    bench.finish()
    assert bench.cancelled == []
    assert bench.sent[0] == {"kind": "accepted", "vid": "v", "seq": 2}
    assert sorted(tile for _, tiles, _ in bench.tiles() for tile in tiles) == ["0", "2"]
    assert {seq for seq, _, _ in bench.tiles()} == {2}


def test_another_level_is_another_tile(bench: Bench) -> None:
    bench.submit(request(1, (0, 0), z=5))
    bench.wait_for_a_tile()
    bench.submit(request(2, (0, 0), z=6))
    bench.wait_for_a_tile()
    bench.let(1)
    bench.finish()
    assert bench.cancelled == [(0, 0)]
    assert [message["z"] for message in bench.sent] == [6]


def test_overtaken_and_repeated_requests_are_ignored(bench: Bench) -> None:
    bench.let(10)
    bench.submit(request(5, (5, 0)))
    bench.finish()
    for seq in (4, 5, 0):
        bench.submit(request(seq, (1, 0)))
    bench.finish()
    assert bench.tiles() == [(5, ["5"], 0)]


def test_views_do_not_disturb_each_other(bench: Bench) -> None:
    bench.submit(request(1, (0, 0), vid="a"))
    bench.wait_for_a_tile()
    bench.submit(request(1, (1, 0), vid="b"))
    bench.let(2)
    bench.finish()
    assert bench.cancelled == []
    assert [message["vid"] for message in bench.sent if message["kind"] == "tiles"] == ["a", "b"]


def test_a_view_that_is_gone_costs_nothing(bench: Bench) -> None:
    bench.submit(request(1, (0, 0), (1, 0)))
    bench.wait_for_a_tile()
    bench.worker.forget("v")
    bench.finish()
    assert bench.cancelled == [(0, 0)]
    assert bench.sent == []
    bench.let(1)
    bench.submit(request(1, (3, 0)))  # the page was reloaded and counts anew
    bench.finish()
    assert bench.tiles() == [(1, ["3"], 0)]


def test_close_ends_the_work_for_good(bench: Bench) -> None:
    bench.submit(request(1, *((i, 0) for i in range(9))))
    bench.wait_for_a_tile()
    bench.worker.close()
    bench.finish()
    bench.submit(request(2, (0, 0)))
    bench.finish()
    assert bench.sent == []


def test_a_page_cannot_make_the_worker_remember_without_end(bench: Bench) -> None:
    bench.let(10 * MAX_JOBS)
    for i in range(5 * MAX_JOBS):
        bench.submit(request(1, (i, 0), vid=f"v{i}"))
    bench.finish()
    assert len(bench.worker._jobs) <= MAX_JOBS  # noqa: SLF001


@pytest.mark.parametrize(
    ("error", "code"), [(ValueError("z must be small"), "refused"), (ZeroDivisionError("x" * 999), "failed")]
)
def test_an_error_is_told_once_and_the_next_request_is_answered(error: Exception, code: str) -> None:
    sent: list[Any] = []
    broken = [error]

    def paint(place: tuple[int, int], _passes: int, _cancellation: Cancellation) -> Tile:
        if broken:
            raise broken[0]
        return tile(place)

    worker = Worker(sent.append)
    worker.request(TileJob(request(1, (0, 0), (1, 0), (2, 0)), lambda _: paint))
    assert worker.join(60)
    assert [(message["kind"], message["seq"], message["code"]) for message in sent] == [("error", 1, code)]
    assert sent[0]["message"] == str(error)[:300]
    broken.clear()
    worker.request(TileJob(request(2, (0, 0)), lambda _: paint))
    assert worker.join(60)
    assert sent[-1]["kind"] == "tiles"


def test_a_browser_that_is_gone_ends_the_job() -> None:
    painted = []

    def paint(place: tuple[int, int], _passes: int, _cancellation: Cancellation) -> Tile:
        painted.append(place)
        return tile(place)

    def send(_message: Any) -> None:
        raise RuntimeError("comm is closed")

    worker = Worker(send)
    worker.request(TileJob(request(1, *((i, 0) for i in range(50))), lambda _: paint))
    assert worker.join(60)
    assert len(painted) == 1


def test_no_thread_is_left_when_there_is_no_work(bench: Bench) -> None:
    before = threading.active_count()
    for seq in range(20):
        bench.let(1)
        bench.submit(request(seq, (seq, 0)))
    bench.finish()
    deadline = time.monotonic() + 60
    while threading.active_count() > before and time.monotonic() < deadline:
        time.sleep(0.01)
    assert threading.active_count() == before
