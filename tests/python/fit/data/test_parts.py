"""Results of many samples, computed a part at a time."""

import numpy as np
import pytest
from numpy.typing import NDArray

from iterscope import _core
from iterscope.fit.data.parts import in_parts


@pytest.mark.parametrize("n_samples", [1, 7, 300_000])
def test_parts_are_the_whole(n_samples: int) -> None:
    values = np.random.default_rng(0).normal(size=(n_samples, 3))
    sizes: list[int] = []

    def doubled(part: NDArray[np.float64]) -> NDArray[np.float64]:
        sizes.append(len(part))
        return part[:, :2] * 2

    np.testing.assert_array_equal(in_parts(doubled, values, 2), values[:, :2] * 2)
    assert max(sizes) * 5 <= 2**18
    assert sum(sizes) == n_samples


def test_a_cancellation_is_heard_between_parts() -> None:
    cancellation, parts = _core.Cancellation(), 0

    def cancel(part: NDArray[np.float64]) -> NDArray[np.float64]:
        nonlocal parts
        parts += 1
        cancellation.cancel()
        return part

    with cancellation, pytest.raises(_core.CancelledError):
        in_parts(cancel, np.zeros((10**6, 2)), 2)
    assert parts == 1
