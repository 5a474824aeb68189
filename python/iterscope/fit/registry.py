"""Registry of the models that can be watched: one line for each."""

from typing import Final

from iterscope.fit.cluster.kmeans import KMeans
from iterscope.fit.cluster.self_organizing_map import SelfOrganizingMap
from iterscope.fit.estimator import IterativeEstimator
from iterscope.fit.factor.factor_analysis import FactorAnalysis
from iterscope.fit.factor.ppca import PPCA
from iterscope.fit.mixture.gaussian import GaussianMixture
from iterscope.fit.mixture.product.bernoulli import BernoulliMixture
from iterscope.fit.mixture.product.categorical import CategoricalMixture
from iterscope.fit.mixture.product.poisson import PoissonMixture
from iterscope.fit.mixture.spatial.bayesian import BayesianGaussianMixture
from iterscope.fit.mixture.spatial.regressions import MixtureOfRegressions
from iterscope.fit.mixture.spatial.student import StudentMixture
from iterscope.fit.sequence.hmm.bernoulli import BernoulliHMM
from iterscope.fit.sequence.hmm.categorical import CategoricalHMM
from iterscope.fit.sequence.hmm.gaussian import GaussianHMM
from iterscope.fit.sequence.hmm.poisson import PoissonHMM
from iterscope.fit.sequence.kalman.smoother import KalmanSmoother

MODELS: Final[dict[str, type[IterativeEstimator]]] = {
    GaussianMixture.kind: GaussianMixture,
    KMeans.kind: KMeans,
    BernoulliMixture.kind: BernoulliMixture,
    PoissonMixture.kind: PoissonMixture,
    CategoricalMixture.kind: CategoricalMixture,
    GaussianHMM.kind: GaussianHMM,
    PoissonHMM.kind: PoissonHMM,
    CategoricalHMM.kind: CategoricalHMM,
    BernoulliHMM.kind: BernoulliHMM,
    SelfOrganizingMap.kind: SelfOrganizingMap,
    StudentMixture.kind: StudentMixture,
    BayesianGaussianMixture.kind: BayesianGaussianMixture,
    MixtureOfRegressions.kind: MixtureOfRegressions,
    KalmanSmoother.kind: KalmanSmoother,
    FactorAnalysis.kind: FactorAnalysis,
    PPCA.kind: PPCA,
}
"""Estimators by their kind, the name that they have in messages and in the page."""
