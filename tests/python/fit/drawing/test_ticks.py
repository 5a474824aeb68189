"""Numbers at axes: round ones, where they stand."""

import math

import numpy as np
import pytest

from iterscope.fit.drawing.ticks import ticks


def plain(text: str) -> str:
    return text.replace("\N{MINUS SIGN}", "-").replace("\N{MULTIPLICATION SIGN}", "*")


@pytest.mark.parametrize(
    ("low", "high", "labels", "title"),
    [
        (0.0, 10.0, ["0", "2", "4", "6", "8", "10"], "x"),
        (-1.0, 1.0, ["-1.0", "-0.5", "0.0", "0.5", "1.0"], "x"),
        (0.0, 4e6, ["0", "1", "2", "3", "4"], "x * 1e6"),
        (0.0, 4e-5, ["0", "1", "2", "3", "4"], "x * 1e-5"),
        (1e9, 1e9 + 4, ["0", "1", "2", "3", "4"], "x + 1000000000"),
        (-1e9 - 4, -1e9, ["-4", "-3", "-2", "-1", "0"], "x - 1000000000"),
    ],
)
def test_numbers_are_round_and_say_what_they_have_in_common(
    low: float, high: float, labels: list[str], title: str
) -> None:
    found = ticks(low, high, 6)
    assert [plain(label) for _, label in found.marks] == labels
    assert plain(found.title("x")) == title


@pytest.mark.parametrize(
    ("high", "labels"), [(1.0, "0 1"), (2.4, "0 1 2"), (6.0, "0 1 2 3 4 5 6"), (60.0, "0 10 20 30 40 50 60")]
)
def test_counts_have_whole_numbers_only(high: float, labels: str) -> None:
    assert [label for _, label in ticks(-0.1, high, 7, whole=True).marks] == labels.split()


@pytest.mark.parametrize("seed", range(200))
def test_a_label_is_the_number_where_it_stands(seed: int) -> None:
    rng = np.random.default_rng(seed)
    span = 10.0 ** rng.uniform(-30, 30)
    low = rng.choice([0.0, 1.0, -1.0, 1e4, -1e9]) * span * rng.uniform()
    found = ticks(low, low + span, rng.uniform(2, 12))
    assert 1 <= len(found.marks) <= 13
    for value, label in found.marks:
        written = float(plain(label)) * 10.0**found.exponent + found.offset
        assert math.isclose(written, value, rel_tol=1e-9, abs_tol=1e-6 * span)
        assert low - 1e-6 * span <= value <= low + span * (1 + 1e-6)


@pytest.mark.parametrize(("low", "high"), [(0.0, 0.0), (1.0, math.inf), (0.0, 5e-324), (0.0, math.nan)])
def test_where_there_are_no_round_numbers_there_are_none(low: float, high: float) -> None:
    assert ticks(low, high, 5).marks == []
