"""The M step from given responsibilities, on data laid out as the tutorial's files are.

The tutorial (github.com/StefanUlbrich/PyCon2024, branch benchmarks) publishes 10,000 samples of two features and
random responsibilities of ten components, stored with the components first, so that their transpose is in Fortran
order. Its repository states no licence for the files, so they are made anew here.
"""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from iterscope import make_blobs
from iterscope._core import maximize_responsibilities

Moments = tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]


def two_passes(X: NDArray[np.float64], responsibilities: NDArray[np.float64]) -> Moments:
    """Bishop's equations 9.24 to 9.27, the covariances about the new means."""
    masses = responsibilities.sum(axis=0)
    means = responsibilities.T @ X / masses[:, np.newaxis]
    apart = X[:, np.newaxis] - means
    covariances = np.einsum("nk,nka,nkb->kab", responsibilities, apart, apart)
    return masses / masses.sum(), means, covariances / masses[:, np.newaxis, np.newaxis]


@pytest.mark.parametrize("offset", [0.0, 1e6])
def test_it_equals_two_passes_of_numpy(tmp_path: Path, offset: float) -> None:
    X, _ = make_blobs(n_samples=10_000, centers=10, n_features=2, random_state=7)
    drawn = np.random.default_rng(7).dirichlet(np.ones(10), size=len(X))
    for name, values in (("data", X + offset), ("responsibilities", drawn.T)):
        np.save(tmp_path / f"{name}.npy", values)
    data, stored = (np.load(tmp_path / f"{name}.npy") for name in ("data", "responsibilities"))
    assert stored.shape == (10, 10_000)
    for responsibilities in (stored.T, np.ascontiguousarray(stored.T)):
        found, degenerate = maximize_responsibilities(
            data, responsibilities, covariance_type="full", reg_covar=0.0
        )
        assert degenerate == []
        # Moments do not change with the origin, and there NumPy loses no digits to it.
        weights, means, covariances = two_passes(data - offset, responsibilities)
        scale = np.abs(means).max() + offset
        np.testing.assert_allclose(found.weights, weights, rtol=1e-12)
        np.testing.assert_allclose(found.means - offset, means, rtol=0, atol=1e-12 * scale)
        np.testing.assert_allclose(
            found.covariances, covariances, rtol=0, atol=1e-12 * np.abs(covariances).max()
        )
