"""Any numbers at all give a finite model or a clear refusal."""

import warnings

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from numpy.typing import NDArray
from sklearn.exceptions import ConvergenceWarning

from iterscope import GaussianMixture, KMeans
from iterscope.fit.mixture.covariance import COVARIANCE_TYPES

SHAPES = hnp.array_shapes(min_dims=2, max_dims=2, min_side=0, max_side=7)
TAME = st.floats(-1e3, 1e3) | st.integers(-3, 3).map(float)
WILD = st.floats() | st.sampled_from([0.0, 5e-324, 1e-200, 1e154, -1e154, 1e200, 1.7e308])
SAMPLES = SHAPES.flatmap(lambda shape: hnp.arrays(np.float64, shape, elements=TAME | WILD)) | SHAPES.flatmap(
    lambda shape: hnp.arrays(np.float64, shape, elements=TAME)
)


@settings(max_examples=400, suppress_health_check=[HealthCheck.too_slow])
@given(
    X=SAMPLES,
    n_components=st.integers(1, 4),
    covariance_type=st.sampled_from(COVARIANCE_TYPES),
    init_params=st.sampled_from(["kmeans", "k-means++", "random", "random_from_data"]),
    reg_covar=st.sampled_from([0.0, 1e-6, 1.0, 1e300, "relative"]),
    weighted=st.booleans(),
)
@pytest.mark.slow
def test_mixtures(
    X: NDArray[np.float64],
    n_components: int,
    covariance_type: str,
    init_params: str,
    reg_covar: float | str,
    weighted: bool,  # noqa: FBT001  likewise
) -> None:
    model = GaussianMixture(
        n_components,
        covariance_type=covariance_type,
        init_params=init_params,
        reg_covar=reg_covar,
        max_iter=5,
        random_state=0,
    )
    weights = np.arange(len(X)) % 3 if weighted else None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        try:
            model.fit(X, sample_weight=weights)
        except ValueError as error:
            assert len(str(error)) <= 600  # noqa: PT017  a refusal is as good as a model
            return
    for name in ("weights_", "means_", "covariances_", "precisions_cholesky_", "lower_bounds_"):
        assert np.isfinite(getattr(model, name)).all(), name
    assert model.weights_.sum() == pytest.approx(1.0)
    try:
        shares, scores = model.predict_proba(X), model.score_samples(X)
    except ValueError as error:
        assert "scale" in str(error)  # noqa: PT017  densities of samples so far out cannot be told
        return
    np.testing.assert_allclose(shares.sum(axis=1), 1.0, rtol=1e-9)
    assert not np.isnan(scores).any()
    assert set(model.predict(X)) <= set(range(n_components))


@pytest.mark.slow
@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow])
@given(X=SAMPLES, n_clusters=st.integers(1, 4), init=st.sampled_from(["k-means++", "random"]))
def test_kmeans(X: NDArray[np.float64], n_clusters: int, init: str) -> None:
    model = KMeans(n_clusters, init=init, n_init=2, max_iter=10, random_state=0)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        try:
            model.fit(X)
        except ValueError as error:
            assert len(str(error)) <= 600  # noqa: PT017
            return
    assert np.isfinite(model.cluster_centers_).all()
    assert np.isfinite(model.inertia_)
    assert model.inertia_ >= 0
    np.testing.assert_array_equal(model.predict(X), model.labels_)
