"""A minute of random input for all that is taken from outside."""

import time

import pytest
from tests.fuzz import TARGETS

SECONDS = 12


@pytest.mark.slow
@pytest.mark.parametrize("name", TARGETS)
def test_any_input_is_taken_or_refused(name: str) -> None:
    target = TARGETS[name](seed=0)
    end = time.monotonic() + SECONDS
    number = 0
    while time.monotonic() < end:
        target.check(number)
        number += 1
    target.close()
    assert number > 20
