"""Invariance of fits to the origin and the unit of the data."""

import numpy as np
import pytest
from numpy.typing import NDArray
from sklearn.exceptions import ConvergenceWarning

from iterscope import GaussianMixture, KMeans
from iterscope.fit.mixture.covariance import COVARIANCE_TYPES


@pytest.fixture(scope="module", name="X")
def _samples() -> NDArray[np.float64]:
    rng = np.random.default_rng(7)
    return np.vstack([rng.normal(size=(400, 2)), rng.normal([10, 0], size=(600, 2))])


def model(covariance_type: str, reg_covar: float | str, init_params: str = "kmeans") -> GaussianMixture:
    return GaussianMixture(
        2, covariance_type=covariance_type, reg_covar=reg_covar, init_params=init_params, random_state=0
    )


@pytest.mark.parametrize("reg_covar", [0.0, "relative"])
@pytest.mark.parametrize("exponent", [-140, -75, -10, -5, -3, 3, 10, 75, 140])
@pytest.mark.parametrize("covariance_type", COVARIANCE_TYPES)
def test_scale(X: NDArray[np.float64], covariance_type: str, exponent: int, reg_covar: float | str) -> None:
    scale = 10.0**exponent
    plain = model(covariance_type, reg_covar).fit(X)
    scaled = model(covariance_type, reg_covar).fit(X * scale)
    np.testing.assert_array_equal(scaled.predict(X * scale), plain.predict(X))
    np.testing.assert_allclose(scaled.means_ / scale, plain.means_, rtol=1e-9, atol=1e-9)
    np.testing.assert_allclose(scaled.covariances_ / scale / scale, plain.covariances_, rtol=1e-9, atol=1e-9)
    assert scaled.n_iter_ == plain.n_iter_


@pytest.mark.parametrize("exponent", [-100, -40, 40, 140])
@pytest.mark.parametrize("init_params", ["k-means++", "random_from_data", "random"])
def test_scale_of_every_start(X: NDArray[np.float64], init_params: str, exponent: int) -> None:
    scale = 2.0**exponent
    plain = model("full", "relative", init_params).fit(X)
    scaled = model("full", "relative", init_params).fit(X * scale)
    np.testing.assert_array_equal(scaled.predict(X * scale), plain.predict(X))
    np.testing.assert_allclose(scaled.means_ / scale, plain.means_, rtol=1e-7, atol=1e-7)


@pytest.mark.parametrize("offset", [1e3, 1e6, -1e9, 1e12])
@pytest.mark.parametrize("covariance_type", COVARIANCE_TYPES)
def test_offset(X: NDArray[np.float64], covariance_type: str, offset: float) -> None:
    moved = X + offset
    back = moved - offset  # what is left of X at that distance
    plain = model(covariance_type, 1e-6).fit(back)
    far = model(covariance_type, 1e-6).fit(moved)
    np.testing.assert_array_equal(far.predict(moved), plain.predict(back))
    np.testing.assert_allclose(far.covariances_, plain.covariances_, rtol=1e-2, atol=1e-2)
    np.testing.assert_allclose(far.means_ - offset, plain.means_, atol=1e-15 * abs(offset) + 1e-9)


@pytest.mark.parametrize("init_params", ["k-means++", "random_from_data"])
@pytest.mark.parametrize("covariance_type", COVARIANCE_TYPES)
def test_offset_of_a_start_from_samples(
    X: NDArray[np.float64], covariance_type: str, init_params: str
) -> None:
    offset = 2.0**40
    back = (X + offset) - offset
    plain = model(covariance_type, 1e-6, init_params).fit(back)
    far = model(covariance_type, 1e-6, init_params).fit(back + offset)
    np.testing.assert_array_equal(far.predict(back + offset), plain.predict(back))


def test_columns_of_different_units(X: NDArray[np.float64]) -> None:
    units = np.array([1e-6, 1e6])
    plain = model("full", 0.0).fit(X)
    mixed = model("full", 0.0, "random").set_params(
        means_init=plain.means_ * units,
        weights_init=plain.weights_,
        precisions_init=plain.precisions_ / np.outer(units, units),
    )
    mixed.fit(X * units)
    np.testing.assert_array_equal(mixed.predict(X * units), plain.predict(X))


@pytest.mark.parametrize("exponent", [-140, -20, 20, 140])
def test_kmeans_scale(X: NDArray[np.float64], exponent: int) -> None:
    scale = 10.0**exponent
    plain, scaled = KMeans(2, random_state=0).fit(X), KMeans(2, random_state=0).fit(X * scale)
    np.testing.assert_array_equal(plain.labels_, scaled.labels_)
    np.testing.assert_allclose(scaled.cluster_centers_ / scale, plain.cluster_centers_, rtol=1e-12)


def test_kmeans_offset(X: NDArray[np.float64]) -> None:
    plain, far = KMeans(2, random_state=0).fit(X), KMeans(2, random_state=0).fit(X + 1e12)
    np.testing.assert_array_equal(plain.labels_, far.labels_)


@pytest.mark.filterwarnings("ignore:degenerate:sklearn.exceptions.ConvergenceWarning")
@pytest.mark.parametrize("distance", [1e3, 1e6, 1e12, 1e50, 1e100])
def test_one_far_outlier_takes_a_component(X: NDArray[np.float64], distance: float) -> None:
    far = np.vstack([X, [[distance, -distance]]])
    fitted = GaussianMixture(3, random_state=0, reg_covar=1e-6).fit(far)
    shares = fitted.predict_proba(far)
    assert np.isfinite(fitted.means_).all()
    np.testing.assert_allclose(shares.sum(axis=1), 1.0, rtol=1e-12)
    assert (fitted.predict(far) == fitted.predict(far[-1:])).sum() == 1


@pytest.mark.parametrize("exponent", [-300, -200, 155, 200, 300])
@pytest.mark.parametrize("init_params", ["kmeans", "k-means++", "random", "random_from_data"])
@pytest.mark.parametrize("covariance_type", COVARIANCE_TYPES)
def test_beyond_the_range_it_is_right_or_refused(
    X: NDArray[np.float64], covariance_type: str, init_params: str, exponent: int
) -> None:
    scaled = X * 10.0**exponent
    try:
        fitted = model(covariance_type, "relative", init_params).fit(scaled)
    except ValueError as error:
        assert "scale" in str(error)  # noqa: PT017  either is right
        return
    except ConvergenceWarning as warning:
        assert "degenerate" in str(warning)  # noqa: PT017  it says that the squares of the data vanish
        return
    plain = model(covariance_type, "relative", init_params).fit(X)
    np.testing.assert_array_equal(fitted.predict(scaled), plain.predict(X))
