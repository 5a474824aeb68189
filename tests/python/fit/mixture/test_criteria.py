"""Likelihoods and information criteria of weighted samples, against scikit-learn's of repeated ones."""

from typing import Any

import numpy as np
import pytest
import sklearn.mixture
from numpy.typing import NDArray

from iterscope import BernoulliMixture, GaussianMixture, make_blobs
from iterscope.fit.data import Data
from iterscope.fit.mixture.covariance import COVARIANCE_TYPES

X = make_blobs(n_samples=300, centers=3, n_features=2, random_state=0)[0]
COUNTS = np.random.default_rng(1).integers(0, 5, len(X))
REPEATED = np.repeat(X, COUNTS, axis=0)
BITS = np.greater(X, X.mean(axis=0)).astype(float)


def theirs(model: GaussianMixture) -> sklearn.mixture.GaussianMixture:
    """scikit-learn's mixture with the same parameters."""
    other = sklearn.mixture.GaussianMixture(model.n_components, covariance_type=model.covariance_type)
    for name in ("weights_", "means_", "covariances_", "precisions_", "precisions_cholesky_"):
        setattr(other, name, getattr(model, name))
    return other


def entropy(shares: NDArray[Any]) -> float:
    found = shares[shares > 0]
    return float(-(found * np.log(found)).sum())


@pytest.mark.parametrize("covariance_type", COVARIANCE_TYPES)
def test_a_weight_is_a_repetition(covariance_type: str) -> None:
    model = GaussianMixture(3, covariance_type=covariance_type, random_state=0).fit(X)
    other = theirs(model)
    assert model.score(X, sample_weight=COUNTS) == pytest.approx(other.score(REPEATED), rel=1e-12)
    assert model.bic(X, COUNTS) == pytest.approx(other.bic(REPEATED), rel=1e-12)
    assert model.aic(X, sample_weight=COUNTS) == pytest.approx(other.aic(REPEATED), rel=1e-12)
    expected = other.bic(REPEATED) + 2 * entropy(other.predict_proba(REPEATED))
    assert model.icl(X, sample_weight=COUNTS) == pytest.approx(expected, rel=1e-10)


def test_a_weight_is_a_repetition_of_binary_samples() -> None:
    model = BernoulliMixture(2, random_state=0).fit(BITS)
    p = model.probabilities_
    logs = [
        np.log(w) + BITS @ np.log(q) + (1 - BITS) @ np.log(1 - q)
        for w, q in zip(model.weights_, p, strict=True)
    ]
    total = COUNTS @ np.logaddexp(*logs)
    assert model.score(BITS, sample_weight=COUNTS) == pytest.approx(total / COUNTS.sum(), rel=1e-12)
    bic = -2 * total + (p.size + 1) * np.log(COUNTS.sum())
    assert model.bic(BITS, COUNTS) == pytest.approx(bic, rel=1e-12)
    assert model.aic(BITS, COUNTS) == pytest.approx(-2 * total + 2 * (p.size + 1), rel=1e-12)
    shares = np.exp(np.array(logs) - np.logaddexp(*logs))
    assert model.icl(BITS, COUNTS) == pytest.approx(bic + 2 * entropy(np.repeat(shares, COUNTS, axis=1)))


@pytest.mark.parametrize(("model", "samples"), [(GaussianMixture(2), X), (BernoulliMixture(2), BITS)])
def test_weights_are_counts_of_any_size(model: Any, samples: NDArray[Any]) -> None:
    model = model.set_params(random_state=0).fit(samples)
    scores = model.score_samples(samples)
    weights = np.random.default_rng(2).uniform(0, 3, len(samples))
    assert model.score(samples, sample_weight=weights) == pytest.approx(np.average(scores, weights=weights))
    assert model.aic(samples, weights) == pytest.approx(-2 * scores @ weights + 2 * model.n_parameters_)
    for measure in (model.score, model.bic, model.aic, model.icl):
        plain = measure(samples)
        assert measure(samples, sample_weight=np.ones(len(samples))) == pytest.approx(plain, rel=1e-14)
        assert measure(samples, sample_weight=1) == pytest.approx(plain, rel=1e-14)
        assert measure(Data.of(samples, weights)) == measure(samples, sample_weight=weights)


@pytest.mark.parametrize("measure", ["score", "bic", "aic", "icl"])
def test_a_sample_of_weight_zero_is_absent(measure: str) -> None:
    model = GaussianMixture(2, random_state=0).fit(X)
    far = np.vstack([X, [[1e300, -1e300]]])
    found = getattr(model, measure)(far, sample_weight=np.append(np.ones(len(X)), 0.0))
    assert found == getattr(model, measure)(X)


@pytest.mark.parametrize("measure", ["score", "bic", "aic", "icl"])
@pytest.mark.parametrize("model", [GaussianMixture(1), BernoulliMixture(1)])
def test_wrong_weights_are_refused(model: Any, measure: str) -> None:
    model.fit(BITS)
    for wrong, message in (
        (np.ones(7), "sample_weight.shape"),
        (-np.ones(len(BITS)), "Negative values in sample_weight"),
        (np.zeros(len(BITS)), "sample_weight must have a finite sum"),
        (np.full(len(BITS), np.nan), "sample_weight contains NaN"),
        ("heavy", "sample_weight"),
    ):
        with pytest.raises(ValueError, match=message):
            getattr(model, measure)(BITS, sample_weight=wrong)
