"""Jobs that give way: commands end a piece of them, which is done again after."""

import threading
import time
from typing import Any

import numpy as np
import pytest

from iterscope._core import Cancellation, CancelledError
from iterscope.widget.job import Once
from iterscope.widget.jobs import PIECE_SECONDS
from iterscope.widget.worker import Worker


class Yielding(Once):
    """A job of one piece that commands may end."""

    gives_way = True
    done = False

    @property
    def pending(self) -> bool:
        return not self.done

    def take(self) -> None:
        pass

    def deliver(self, piece: None, result: object) -> object:
        self.done = True
        return super().deliver(piece, result)


@pytest.mark.parametrize("after", [0.0, 0.05])
def test_a_command_ends_a_piece_that_is_done_again(after: float) -> None:
    begun, gate, ran = threading.Semaphore(0), threading.Event(), threading.Event()
    sent: list[Any] = []
    tries = []

    def compute(cancellation: Cancellation) -> str:
        tries.append(ran.is_set())
        begun.release()
        while not gate.wait(0.002):
            if cancellation.cancelled:
                raise CancelledError
        return "whole"

    delivered = threading.Event()

    def send(message: object) -> None:
        sent.append(message)
        delivered.set()

    worker = Worker(send, fail=sent.append, tick=lambda: None, idle=lambda _: None, rest=0.1)
    worker.request(Yielding("v", 1, "map", compute))
    assert begun.acquire(timeout=60)
    worker.submit(ran.set, after=after)
    assert ran.wait(60), "the command must not wait for the piece"
    assert begun.acquire(timeout=60)
    gate.set()
    assert delivered.wait(60)
    assert (sent, tries) == (["whole"], [False, True])
    worker.close()


def test_no_piece_begins_before_a_tick_that_it_would_make_late() -> None:
    """Between ticks there is room for a piece, and none for a second one."""
    events: list[str] = []
    over = threading.Event()

    def tick() -> float | None:
        events.append("tick")
        if len(events) < 9:
            return 2 * PIECE_SECONDS
        over.set()
        return None

    class Long(Yielding):
        def deliver(self, piece: None, result: object) -> object:  # noqa: ARG002  there is always another piece
            events.append("piece")
            return None

    worker = Worker(events.append, fail=events.append, tick=tick, idle=lambda _: None, rest=0.1)
    worker.start()
    worker.request(Long("v", 1, "map", lambda _: time.sleep(1.2 * PIECE_SECONDS)))
    assert over.wait(60)
    worker.close()
    assert worker.join(60)
    ticks = [place for place, event in enumerate(events) if event == "tick"]
    assert max(np.diff(ticks)) <= 2, events
    assert "piece" in events
