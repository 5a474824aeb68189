"""Gaussian mixtures and k-means behind scikit-learn's interface, with every iteration in view."""

from sklearn.datasets import make_blobs

from iterscope.mixture.em import EMIterator
from iterscope.mixture.gaussian_mixture import GaussianMixture
from iterscope.mixture.kmeans import KMeans
from iterscope.mixture.kmeans_step import KMeansIterator, KMeansStep
from iterscope.mixture.model import (
    GaussianMixtureModel,
    Likelihood,
    expect,
    initialize,
    maximize,
    maximize_native,
)
from iterscope.mixture.regressor import GaussianMixtureRegressor
from iterscope.mixture.selection import Selection, select
from iterscope.mixture.statistics import (
    Parameters,
    SufficientStatistics,
    expect_statistics,
    maximize_statistics,
)
from iterscope.mixture.step import EMStep

__all__ = [
    "EMIterator",
    "EMStep",
    "GaussianMixture",
    "GaussianMixtureModel",
    "GaussianMixtureRegressor",
    "KMeans",
    "KMeansIterator",
    "KMeansStep",
    "Likelihood",
    "Parameters",
    "Selection",
    "SufficientStatistics",
    "expect",
    "expect_statistics",
    "initialize",
    "make_blobs",
    "maximize",
    "maximize_native",
    "maximize_statistics",
    "select",
]
