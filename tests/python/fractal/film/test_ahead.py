"""Frames that are made while others are encoded."""

import threading
import time
from collections.abc import Iterator
from contextlib import closing

import pytest

from iterscope._core import CancelledError, check_cancelled
from iterscope.fractal.film.ahead import ahead


def test_all_come_in_their_order() -> None:
    assert list(ahead(iter(range(100)), 3)) == list(range(100))
    assert list(ahead(iter(()), 3)) == []


def test_another_thread_makes_so_many_and_no_more() -> None:
    made: list[int] = []
    third = threading.Event()

    def items() -> Iterator[int]:
        for number in range(10):
            made.append(number)
            assert threading.current_thread() is not threading.main_thread()
            if number == 2:
                third.set()
            yield number

    with closing(ahead(items(), 3)) as coming:
        assert next(coming) == 0
        assert third.wait(60), "the next ones are made before they are asked for"
        assert len(made) <= 4
        assert list(coming) == list(range(1, 10))


def test_an_error_comes_where_the_item_would_have_come() -> None:
    def items() -> Iterator[int]:
        yield 1
        raise KeyError("second")

    coming = ahead(items(), 4)
    assert next(coming) == 1
    with pytest.raises(KeyError, match="second"):
        next(coming)


def test_what_is_being_made_is_cancelled() -> None:
    ended: list[type[BaseException]] = []
    begun = threading.Event()

    def items() -> Iterator[int]:
        yield 1
        try:
            while True:
                begun.set()
                check_cancelled()
                time.sleep(0.001)
        except CancelledError as error:
            ended.append(type(error))
            raise

    with closing(ahead(items(), 2)) as coming:
        assert next(coming) == 1
        assert begun.wait(60)
    assert ended == [CancelledError]
