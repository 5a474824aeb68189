"""Principal axes, against NumPy's eigenvectors of the covariance."""

import itertools

import numpy as np
import pytest
from sklearn.datasets import load_digits

from iterscope import _core


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_axes_of_digits_are_eigenvectors_of_their_covariance(dtype: type[np.floating]) -> None:
    X = load_digits().data.astype(dtype)
    weights = np.arange(len(X)) % 4 + 0.5
    mean, axes, variances = _core.principal_axes(X, 5, weights)
    X = X.astype(np.float64)
    np.testing.assert_allclose(mean, np.average(X, axis=0, weights=weights), rtol=1e-13, atol=1e-13)
    covariance = np.cov(X.T, ddof=0, aweights=weights)
    values, vectors = np.linalg.eigh(covariance)
    np.testing.assert_allclose(variances, values[::-1][:5], rtol=1e-12)
    np.testing.assert_allclose(np.abs(axes @ vectors[:, ::-1][:, :5]), np.eye(5), atol=1e-9)
    largest = np.abs(axes).argmax(axis=1)
    assert (axes[np.arange(5), largest] > 0).all()


@pytest.mark.parametrize(
    "X",
    [
        np.array(list(itertools.product([-1.0, 1.0], repeat=5))) * [1, 1, 1, 0.3, 0.3],
        np.eye(6),
        np.random.default_rng(3).normal(size=(3, 5)),
        np.random.default_rng(4).normal(size=(5, 64)),
    ],
    ids=["a factorial design", "an identity", "3 samples of 5 features", "5 samples of 64 features"],
)
def test_variances_that_repeat_or_vanish_are_found(X: np.ndarray) -> None:
    n_axes = min(X.shape[1], 8)
    _, axes, variances = _core.principal_axes(X, n_axes)
    values = np.linalg.eigvalsh(np.cov(X.T, ddof=0))[::-1][:n_axes]
    np.testing.assert_allclose(variances, values, rtol=0, atol=1e-13 * values[0])
    np.testing.assert_allclose(axes @ axes.T, np.eye(n_axes), atol=1e-13)


def test_data_far_from_the_origin_keep_their_digits() -> None:
    X = np.random.default_rng(0).normal(size=(3000, 3)) * [3, 2, 1]
    near, far = _core.principal_axes(X, 3), _core.principal_axes(X + 1e6, 3)
    np.testing.assert_allclose(far[1], near[1], atol=1e-8)
    np.testing.assert_allclose(far[2], near[2], rtol=1e-9)


def test_what_has_no_axes_is_refused() -> None:
    X = np.ones((4, 2))
    with pytest.raises(ValueError, match="n_axes must be from 1 to the 2 features of X, got 3"):
        _core.principal_axes(X, 3)
    with pytest.raises(ValueError, match="X must be finite, got NaN"):
        _core.principal_axes(np.full((4, 2), np.nan), 1)
