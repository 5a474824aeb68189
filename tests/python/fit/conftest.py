"""Data that several tests use."""

import numpy as np
import pytest
from numpy.typing import NDArray

from iterscope import make_blobs


@pytest.fixture(scope="session")
def blobs() -> NDArray[np.float64]:
    """Four groups that overlap a little, each stretched its own way."""
    X, groups = make_blobs(n_samples=3000, centers=4, n_features=3, cluster_std=1.6, random_state=11)
    rng = np.random.default_rng(5)
    stretch = rng.normal(size=(4, 3, 3)) * 0.4 + np.eye(3)
    centers = np.array([X[groups == k].mean(axis=0) for k in range(4)])
    return centers[groups] + np.einsum("nd,nde->ne", X - centers[groups], stretch[groups])
