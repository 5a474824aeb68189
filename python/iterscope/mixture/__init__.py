"""Gaussian mixtures and k-means behind scikit-learn's interface, with every iteration in view."""

from iterscope.fit.cluster.kmeans import KMeans
from iterscope.fit.cluster.lloyd import KMeansStep
from iterscope.fit.loop import StepIterator as EMIterator
from iterscope.fit.loop import StepIterator as KMeansIterator
from iterscope.fit.mixture.bernoulli import BernoulliMixture, BernoulliStep
from iterscope.fit.mixture.em import EMStep
from iterscope.fit.mixture.gaussian import GaussianMixture
from iterscope.fit.mixture.regressor import GaussianMixtureRegressor
from iterscope.fit.mixture.selection import Selection, select
from iterscope.fit.mixture.statistics import (
    Parameters,
    SufficientStatistics,
    expect_statistics,
    maximize_statistics,
)
from iterscope.fit.mixture.tutorial import (
    GaussianMixtureModel,
    Likelihood,
    expect,
    initialize,
    make_blobs,
    maximize,
    maximize_native,
)

__all__ = [
    "BernoulliMixture",
    "BernoulliStep",
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
