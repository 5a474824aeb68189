"""Gaussian mixtures and k-means behind scikit-learn's interface, with every iteration in view."""

import sys
from types import ModuleType

from iterscope.fit.cluster.kmeans import KMeans
from iterscope.fit.cluster.kohonen import MapStep
from iterscope.fit.cluster.lloyd import KMeansStep
from iterscope.fit.cluster.self_organizing_map import SelfOrganizingMap
from iterscope.fit.data.blobs import make_blobs
from iterscope.fit.factor.em import FactorStep
from iterscope.fit.factor.factor_analysis import FactorAnalysis
from iterscope.fit.factor.ppca import PPCA
from iterscope.fit.loop import StepIterator as EMIterator
from iterscope.fit.loop import StepIterator as KMeansIterator
from iterscope.fit.mixture.diagnosis import VarianceFloorWarning
from iterscope.fit.mixture.em import EMStep
from iterscope.fit.mixture.gaussian import GaussianMixture
from iterscope.fit.mixture.product.bernoulli import BernoulliMixture, BernoulliStep
from iterscope.fit.mixture.product.categorical import CategoricalMixture
from iterscope.fit.mixture.product.categories import CategoricalStep
from iterscope.fit.mixture.product.poisson import PoissonMixture, PoissonStep
from iterscope.fit.mixture.regressor import GaussianMixtureRegressor
from iterscope.fit.mixture.selection import Selection, select
from iterscope.fit.mixture.spatial.bayesian import BayesianGaussianMixture
from iterscope.fit.mixture.spatial.heavy_tails import StudentStep
from iterscope.fit.mixture.spatial.lines import RegressionsStep
from iterscope.fit.mixture.spatial.regressions import MixtureOfRegressions
from iterscope.fit.mixture.spatial.student import StudentMixture
from iterscope.fit.mixture.spatial.variational import BayesianStep
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
    maximize,
    maximize_native,
)
from iterscope.fit.sequence.hmm.bernoulli import BernoulliChainStep, BernoulliHMM
from iterscope.fit.sequence.hmm.categorical import CategoricalChainStep, CategoricalHMM
from iterscope.fit.sequence.hmm.gaussian import GaussianHMM
from iterscope.fit.sequence.hmm.poisson import PoissonChainStep, PoissonHMM
from iterscope.fit.sequence.hmm.regimes import GaussianChainStep
from iterscope.fit.sequence.kalman.parameters import KalmanStep
from iterscope.fit.sequence.kalman.smoother import KalmanSmoother
from iterscope.mixture import engines as engines
from iterscope.mixture import gallery as gallery

__all__ = [
    "PPCA",
    "BayesianGaussianMixture",
    "BayesianStep",
    "BernoulliChainStep",
    "BernoulliHMM",
    "BernoulliMixture",
    "BernoulliStep",
    "CategoricalChainStep",
    "CategoricalHMM",
    "CategoricalMixture",
    "CategoricalStep",
    "EMIterator",
    "EMStep",
    "FactorAnalysis",
    "FactorStep",
    "GaussianChainStep",
    "GaussianHMM",
    "GaussianMixture",
    "GaussianMixtureModel",
    "GaussianMixtureRegressor",
    "KMeans",
    "KMeansIterator",
    "KMeansStep",
    "KalmanSmoother",
    "KalmanStep",
    "Likelihood",
    "MapStep",
    "MixtureOfRegressions",
    "Parameters",
    "PoissonChainStep",
    "PoissonHMM",
    "PoissonMixture",
    "PoissonStep",
    "RegressionsStep",
    "Selection",
    "SelfOrganizingMap",
    "StudentMixture",
    "StudentStep",
    "SufficientStatistics",
    "VarianceFloorWarning",
    "expect",
    "expect_statistics",
    "initialize",
    "make_blobs",
    "maximize",
    "maximize_native",
    "maximize_statistics",
    "select",
]

_FORMER = ("gaussian_mixture", "kmeans", "model", "regressor")
"""Modules of this package that pickles of earlier versions name."""

_here: ModuleType = sys.modules[__name__]
for _name in _FORMER:
    sys.modules[f"{__name__}.{_name}"] = _here
for _name in __all__:
    _public = getattr(_here, _name)
    if _public.__module__.startswith("iterscope.fit.") and _public.__name__ == _name:
        _public.__module__ = __name__  # what pickles name from now on, wherever it is defined
