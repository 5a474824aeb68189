"""Parameters and statistics travel between processes, every bit of them."""

import copy
import pickle
import struct
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import TypeVar

import numpy as np
import pytest
from numpy.typing import NDArray

from iterscope import (
    FractalWidget,
    GaussianMixture,
    MixtureWidget,
    expect_statistics,
    explore,
    maximize_statistics,
)
from iterscope._core import Parameters, SufficientStatistics
from iterscope.fit.mixture.covariance import COVARIANCE_TYPES
from iterscope.widget.view import View

T = TypeVar("T", Parameters, SufficientStatistics)
ARRAYS = ("weights", "means", "covariances", "precisions_cholesky")


def sent(value: T, protocol: int) -> T:
    received = pickle.loads(pickle.dumps(value, protocol))  # noqa: S301
    assert type(received) is type(value)
    return received


def parameters(X: NDArray[np.float64], covariance_type: str) -> Parameters:
    """Parameters made from precisions, whose factors covariances would not give to the last bit."""
    fitted = GaussianMixture(3, covariance_type=covariance_type, random_state=0, tol=1e-2).fit(X)
    return Parameters.from_precisions(fitted.weights_, fitted.means_, fitted.precisions_, covariance_type)


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
@pytest.mark.parametrize("covariance_type", COVARIANCE_TYPES)
def test_every_bit_survives(blobs: NDArray[np.float64], covariance_type: str, protocol: int) -> None:
    before = parameters(blobs, covariance_type)
    after = sent(before, protocol)
    assert after.covariance_type == covariance_type
    for name in ARRAYS:
        np.testing.assert_array_equal(getattr(after, name), getattr(before, name))
    ours, theirs = expect_statistics(blobs[:500], before), expect_statistics(blobs[500:], after)
    received = sent(theirs, protocol)
    assert received.to_bytes() == theirs.to_bytes()
    # Statistics merge only if they are about the same parameters, to the last bit.
    np.testing.assert_array_equal((ours + received).second, (ours + theirs).second)
    assert copy.deepcopy(received).to_bytes() == received.to_bytes()


@pytest.mark.slow
def test_chunks_of_other_processes_add_up(blobs: NDArray[np.float64]) -> None:
    start = parameters(blobs, "full")
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        one, other = pool.map(expect_statistics, np.array_split(blobs, 2), [start, start])
    merged = maximize_statistics(one + other)
    np.testing.assert_allclose(
        merged.means, maximize_statistics(expect_statistics(blobs, start)).means, rtol=1e-12
    )


def test_bytes_that_are_no_parameters_are_refused(blobs: NDArray[np.float64]) -> None:
    data = parameters(blobs, "diag").to_bytes()
    statistics = expect_statistics(blobs, parameters(blobs, "diag")).to_bytes()
    broken = [b"", data[:-1], data[:-8], data + bytes(8), b"x" + data[1:], statistics]
    broken.append(data[:8] + struct.pack("<Q", 9) + data[16:])
    broken.append(data[:16] + struct.pack("<Q", 2**61) + data[24:])
    broken.append(data[:24] + struct.pack("<Q", 0) + data[32:])
    broken.append(data[:-8] + struct.pack("<d", np.nan))
    broken.append(data[:-8] + struct.pack("<d", -1.0))
    for malformed in broken:
        with pytest.raises(ValueError, match="must be"):
            Parameters.from_bytes(malformed)


@pytest.mark.parametrize("kind", [FractalWidget, MixtureWidget, explore], ids=lambda kind: kind.__name__)
def test_a_view_says_that_it_stays_in_its_process(kind: Callable[[], View]) -> None:
    view = kind()
    with pytest.raises(TypeError, match=f"a {type(view).__name__} cannot be pickled"):
        pickle.dumps(view)
    view.close()
