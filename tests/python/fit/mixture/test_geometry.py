"""Ellipses and conditionals against densities, integrals and samples."""

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.stats import multivariate_normal

from iterscope import GaussianMixture
from iterscope.fit.mixture.covariance import COVARIANCE_TYPES, dense


@pytest.mark.parametrize("covariance_type", COVARIANCE_TYPES)
@pytest.mark.parametrize("dims", [(0, 1), (2, 0), (1, 2)])
def test_points_of_an_ellipse_are_at_their_distance(
    blobs: NDArray[np.float64], covariance_type: str, dims: tuple[int, int]
) -> None:
    model = GaussianMixture(3, covariance_type=covariance_type, random_state=0).fit(blobs)
    covariances = dense(model.covariances_, covariance_type, 3, 3)
    found = model.ellipses((0.5, 1, 3), dims)
    assert found.shape == (3, 3)
    turns = np.linspace(0, 2 * np.pi, 17)
    for k, row in enumerate(found):
        plane = covariances[k][np.ix_(dims, dims)]
        for n_sigma, (center, axes, angle) in zip((0.5, 1, 3), row, strict=True):
            np.testing.assert_array_equal(center, model.means_[k][list(dims)])
            assert axes[0] >= axes[1] > 0
            assert -np.pi / 2 < angle <= np.pi / 2
            local = np.stack([axes[0] * np.cos(turns), axes[1] * np.sin(turns)])
            turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
            offset = turn @ local
            distance = np.sqrt(np.einsum("in,ij,jn->n", offset, np.linalg.inv(plane), offset))
            np.testing.assert_allclose(distance, n_sigma, rtol=1e-10)


def test_ellipses_hold_the_stated_mass() -> None:
    model = GaussianMixture.from_parameters([1.0], [[1.0, -2.0]], [[[4.0, 1.5], [1.5, 2.0]]])
    model.random_state = 0
    X, _ = model.sample(200_000)
    for (center, axes, angle), mass in zip(model.ellipses()[0], (0.393, 0.865, 0.989), strict=True):
        cos, sin = np.cos(angle), np.sin(angle)
        along = (X - center) @ [cos, sin] / axes[0]
        across = (X - center) @ [-sin, cos] / axes[1]
        assert np.mean(along**2 + across**2 <= 1) == pytest.approx(mass, abs=0.004)


def test_a_circle_has_no_angle_and_one_number_is_one_size() -> None:
    model = GaussianMixture.from_parameters([1.0], [[0.0, 0.0]], [9.0], "spherical")
    ((ellipse,),) = model.ellipses(2)
    assert ellipse["angle"] == 0
    np.testing.assert_array_equal(ellipse["axes"], [6, 6])


@pytest.mark.parametrize("covariance_type", COVARIANCE_TYPES)
@pytest.mark.parametrize(("indices", "values"), [(1, 0.5), ([0], [-1.0]), ([2, 0], [1.0, 2.0])])
def test_the_conditional_density_is_joint_over_marginal(
    blobs: NDArray[np.float64], covariance_type: str, indices: object, values: object
) -> None:
    model = GaussianMixture(3, covariance_type=covariance_type, random_state=0).fit(blobs)
    given = model.condition(indices, values)
    known = np.atleast_1d(indices)
    left = np.setdiff1d(np.arange(3), known)
    covariances = dense(model.covariances_, covariance_type, 3, 3)
    marginal = sum(
        weight * multivariate_normal(mean[known], cov[np.ix_(known, known)]).pdf(np.atleast_1d(values))
        for weight, mean, cov in zip(model.weights_, model.means_, covariances, strict=True)
    )
    rest = np.random.default_rng(0).normal(size=(20, len(left))) * 4
    points = np.empty((20, 3))
    points[:, known], points[:, left] = values, rest
    density = sum(
        weight * multivariate_normal(mean, cov).pdf(rest)
        for weight, mean, cov in zip(given.weights, given.means, given.covs, strict=True)
    )
    np.testing.assert_allclose(density, np.exp(model.score_samples(points)) / marginal, rtol=1e-7)
    assert given.weights.sum() == pytest.approx(1.0, rel=1e-12)


def test_far_away_the_conditional_is_still_a_mixture(blobs: NDArray[np.float64]) -> None:
    given = GaussianMixture(3, random_state=0).fit(blobs).condition([0], [1e6])
    assert np.isfinite(given.means).all()
    assert given.weights.sum() == pytest.approx(1.0)


@pytest.mark.parametrize("covariance_type", COVARIANCE_TYPES)
def test_too_far_away_to_tell_components_apart_is_refused(
    blobs: NDArray[np.float64], covariance_type: str
) -> None:
    model = GaussianMixture(3, covariance_type=covariance_type, random_state=0).fit(blobs)
    given = model.condition([0], [1e150])
    assert np.isfinite(given.means).all()
    assert given.weights.sum() == pytest.approx(1.0)
    for far in (1e160, -1e200, 1e308):
        with pytest.raises(
            ValueError, match="values must be of a scale at which squared distances are finite"
        ):
            model.condition([0, 2], [far, 0.0])
        with pytest.raises(ValueError, match="X must be of a scale at which squared distances are finite"):
            model.predict_proba([[far, 0.0, 0.0]])


@pytest.mark.parametrize("covariance_type", COVARIANCE_TYPES)
def test_from_parameters_is_the_model_it_came_from(blobs: NDArray[np.float64], covariance_type: str) -> None:
    fitted = GaussianMixture(3, covariance_type=covariance_type, random_state=0).fit(blobs)
    copy = GaussianMixture.from_parameters(
        fitted.weights_, fitted.means_, fitted.covariances_, covariance_type
    )
    np.testing.assert_array_equal(copy.score_samples(blobs), fitted.score_samples(blobs))
    np.testing.assert_array_equal(copy.precisions_, fitted.precisions_)
    assert copy.n_parameters_ == fitted.n_parameters_


def test_icl_is_bic_and_twice_the_entropy(blobs: NDArray[np.float64]) -> None:
    model = GaussianMixture(4, random_state=0).fit(blobs)
    shares = model.predict_proba(blobs)
    entropy = -np.sum(shares * np.log(shares, where=shares > 0, out=np.zeros_like(shares)))
    assert entropy > 0.1
    assert model.icl(blobs) == pytest.approx(model.bic(blobs) + 2 * entropy, rel=1e-12)
