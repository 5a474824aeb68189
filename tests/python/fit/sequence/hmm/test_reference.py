"""Published fits and fits of other programs, to their printed digits."""

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from tests.python.fit.sequence.series import EARTHQUAKES, FAITHFUL, GEYSER

from iterscope import BernoulliHMM, GaussianHMM, GaussianMixture, PoissonHMM, PoissonMixture

pytestmark = pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")


def stays(k: int, share: float = 0.8) -> NDArray[np.float64]:
    """Return transitions of a chain that mostly stays where it is."""
    return np.full((k, k), (1 - share) / (k - 1)) + (share - (1 - share) / (k - 1)) * np.eye(k)


@pytest.mark.parametrize(
    ("rates", "log_likelihood"),
    [([20.0], -391.918928), ([15, 26], -341.878701), ([13, 20, 30], -328.527483)],
)
def test_earthquakes_are_those_of_zucchini_and_macdonald(rates: list[float], log_likelihood: float) -> None:
    k = len(rates)
    start = np.array(rates)[:, np.newaxis]
    transition = stays(k) if k > 1 else None
    model = PoissonHMM(k, rates_init=start, transmat_init=transition, tol=1e-14, max_iter=3000)
    model = model.fit(EARTHQUAKES).reordered("mean")
    assert model.score_samples(EARTHQUAKES).sum() == pytest.approx(log_likelihood, abs=6e-7)
    if k == 2:
        np.testing.assert_allclose(model.rates_.ravel(), [15.42076, 26.01822], atol=2e-5)
        np.testing.assert_allclose(model.transmat_, [[0.92837, 0.07163], [0.11903, 0.88097]], atol=1e-5)
    if k == 3:
        np.testing.assert_allclose(model.rates_.ravel(), [13.1338, 19.7132, 29.7097], atol=6e-5)
        rows = [[0.93929, 0.0321, 0.02861], [0.0404, 0.90644, 0.05316], [0, 0.19026, 0.80974]]
        np.testing.assert_allclose(model.transmat_, rows, atol=6e-6)


@pytest.mark.parametrize("k", [2, 3])
def test_earthquakes_without_a_chain_are_a_mixture(k: int) -> None:
    """A chain whose next state does not depend on the last one is the mixture with the same weights."""
    mixture = PoissonMixture(k, random_state=0, tol=1e-12, max_iter=20_000).fit(EARTHQUAKES)
    weights = mixture.weights_ / mixture.weights_.sum()
    model = PoissonHMM.from_parameters(weights, np.tile(weights, (k, 1)), mixture.rates_)
    assert model.score(EARTHQUAKES) == pytest.approx(mixture.score(EARTHQUAKES), rel=1e-12)
    np.testing.assert_allclose(
        model.predict_proba(EARTHQUAKES), mixture.predict_proba(EARTHQUAKES), atol=1e-12
    )


def test_the_geyser_ends_at_the_boundary() -> None:
    model = BernoulliHMM(
        2, probabilities_init=[[0.9], [0.3]], transmat_init=[[0.3, 0.7], [0.8, 0.2]], tol=1e-14, max_iter=5000
    ).fit(GEYSER)
    assert model.score_samples(GEYSER).sum() == pytest.approx(-126.707762, abs=6e-6)
    np.testing.assert_allclose(model.transmat_, [[0.1713, 0.8287], [1, 0]], atol=6e-5)
    np.testing.assert_allclose(model.probabilities_.ravel(), [1, 0.22507], atol=6e-6)
    assert np.isfinite(model.predict_proba(GEYSER)).all()


def test_faithful_as_a_sequence() -> None:
    model = GaussianHMM(2, covariance_type="full", random_state=0, tol=1e-14, max_iter=2000, reg_covar=0)
    model = model.fit(FAITHFUL).reordered("mean")
    assert model.score_samples(FAITHFUL).sum() == pytest.approx(-1096.104068, abs=6e-6)
    rows = [[0.061837, 0.938163], [0.523239, 0.476761]]
    np.testing.assert_allclose(model.transmat_, rows, atol=6e-7)


def test_faithful_without_a_chain_is_a_mixture() -> None:
    mixture = GaussianMixture(2, random_state=0, tol=1e-12, max_iter=5000, reg_covar=0).fit(FAITHFUL)
    weights = mixture.weights_ / mixture.weights_.sum()
    assert mixture.score(FAITHFUL) * 272 == pytest.approx(-1130.263960, abs=6e-6)
    model = GaussianHMM.from_parameters(
        weights, np.tile(weights, (2, 1)), mixture.means_, mixture.covariances_, "full"
    )
    assert model.score(FAITHFUL) == pytest.approx(mixture.score(FAITHFUL), rel=1e-12)


def test_the_forward_and_backward_example_of_wikipedia() -> None:
    """The umbrella world (S. Russell and P. Norvig, "Artificial intelligence", section 15.2)."""
    model = BernoulliHMM.from_parameters([0.5, 0.5], [[0.7, 0.3], [0.3, 0.7]], [[0.9], [0.2]])
    X = [[1], [1], [0], [1], [1]]
    assert round(float(model.score_samples(X)[0]), 4) == -3.3725
    shares = [[0.8673, 0.1327], [0.8204, 0.1796], [0.3075, 0.6925], [0.8204, 0.1796], [0.8673, 0.1327]]
    np.testing.assert_allclose(model.predict_proba(X), shares, atol=6e-5)
    log_probability, states = model.decode(X)
    assert (round(log_probability, 4), states.tolist()) == (-4.459, [0, 0, 1, 0, 0])


MODELS: list[tuple[Any, Any]] = [
    (PoissonHMM(2, random_state=0), EARTHQUAKES),
    (BernoulliHMM(2, random_state=0), GEYSER),
    (GaussianHMM(2, random_state=0), FAITHFUL),
]


def test_what_cannot_change_is_no_free_parameter() -> None:
    forward = {"startprob_init": [1, 0, 0], "transmat_init": [[0.5, 0.5, 0], [0, 0.5, 0.5], [0, 0, 1]]}
    model = GaussianHMM(3, random_state=0, **forward).fit(FAITHFUL)
    assert model.n_parameters_ == 0 + 2 + 6 + 6
    means = [[2, 55], [4, 75], [4.5, 85]]
    for frozen, free in ((["transmat"], 12), (["means"], 8), (["startprob", "transmat", "means"], 6)):
        model = GaussianHMM(3, means_init=means, frozen=frozen, **forward).fit(FAITHFUL)
        assert model.n_parameters_ == free
    found = BernoulliHMM(2, random_state=0, tol=1e-12, max_iter=5000).fit(GEYSER)
    assert found.n_parameters_ == 1 + 2 + 2  # also where the data have made one of them 0
    rates = PoissonHMM(2, rates_init=[[15], [26]], frozen=["rates"]).fit(EARTHQUAKES)
    assert rates.n_parameters_ == 3
    assert rates.aic(EARTHQUAKES) == pytest.approx(-2 * rates.score_samples(EARTHQUAKES).sum() + 6)


@pytest.mark.parametrize(("model", "X"), MODELS, ids=["poisson", "bernoulli", "gaussian"])
def test_criteria_are_made_of_the_log_likelihood(model: Any, X: NDArray[np.float64]) -> None:
    model.fit(X)
    total, n = model.score_samples(X).sum(), len(X)
    free = {"poisson_hmm": 3 + 2, "bernoulli_hmm": 3 + 2, "gaussian_hmm": 3 + 8}[model.kind]
    assert model.n_parameters_ == free
    assert model.bic(X) == pytest.approx(-2 * total + free * np.log(n))
    assert model.aic(X) == pytest.approx(-2 * total + 2 * free)
    assert model.icl(X) == pytest.approx(-2 * model.decode(X)[0] + free * np.log(n))
