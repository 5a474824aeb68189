"""What hmmlearn's own tests ask of its Gaussian, categorical and Poisson models, asked of ours.

Left out, with the reason: the convergence monitor and its printing (a fit has steps and ``verbose``); ``params`` and
``init_params`` of letters, and the warning that what was set is overwritten (`frozen` and ``*_init`` take their place,
and `fit` overwrites nothing that was given); priors (`reg_covar` only); ``implementation`` (there is one way, which takes
to logarithms by itself); ``currstate`` of ``sample``; the number of symbols found from data (``n_categories`` says it);
the writeable diagonal of covariances, and the shapes that a setter takes; GMMHMM and the variational models, which are not
here; ``decode(algorithm="map")``, which is ``predict_proba(X).argmax(axis=1)``.
"""

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from iterscope import CategoricalHMM, GaussianHMM, PoissonHMM
from iterscope.fit.sequence.hmm import chain

pytestmark = pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")
KINDS = pytest.mark.parametrize("kind", ["full", "tied", "diag", "spherical"])
WEATHER: Any = CategoricalHMM.from_parameters(
    [0.6, 0.4], [[0.7, 0.3], [0.4, 0.6]], [[[0.1, 0.4, 0.5]], [[0.6, 0.3, 0.1]]]
)
"""The example of Wikipedia's article on Viterbi's algorithm: rain and sun; walks, shopping and cleaning."""


def rng() -> np.random.Generator:
    return np.random.default_rng(10)


def gaussians(kind: str, scale: float = 20) -> Any:
    random = rng()
    start, transition = random.dirichlet(np.ones(3)), random.dirichlet(np.ones(3), 3)
    means = scale * random.integers(-20, 20, (3, 3)).astype(float)
    covariances = {
        "full": np.tile(np.eye(3), (3, 1, 1)),
        "tied": np.eye(3),
        "diag": np.ones((3, 3)),
        "spherical": np.ones(3),
    }[kind]
    model = GaussianHMM.from_parameters(start, transition, means, covariances, kind)
    return model.set_params(random_state=0)


def rises(model: Any, X: NDArray[np.float64], lengths: list[int]) -> None:
    bounds = [step.lower_bound for step in model.iterate(X, lengths=lengths)][1:]
    assert (np.diff(bounds) >= -1e-12).all()


@KINDS
def test_states_far_apart_are_found(kind: str) -> None:
    model, states = gaussians(kind), np.repeat(np.arange(3), 5)
    X = rng().normal(size=(15, 3)) + model.means_[states]
    shares = model.predict_proba(X)
    np.testing.assert_allclose(shares.sum(axis=1), 1)
    np.testing.assert_array_equal(model.predict(X), states)
    np.testing.assert_array_equal(shares.argmax(axis=1), states)


@KINDS
def test_samples_fit_again(kind: str) -> None:
    X, states = gaussians(kind).sample(1000)
    assert (X.shape, states.shape) == ((1000, 3), (1000,))
    lengths = [100] * 10
    model = GaussianHMM(3, covariance_type=kind, random_state=0).fit(X, lengths=lengths)
    rises(GaussianHMM(3, covariance_type=kind, random_state=1, max_iter=5), X, lengths)
    match = [int(np.abs(model.means_ - mean).sum(axis=1).argmin()) for mean in gaussians(kind).means_]
    np.testing.assert_allclose(model.means_[match], gaussians(kind).means_, atol=0.3)
    np.testing.assert_array_equal(np.argsort(match)[model.predict(X, lengths)], states)


@KINDS
@pytest.mark.parametrize("lengths", [[3, 4, 5], [10, 8, 1]])
def test_sequences_of_any_length_are_fitted(kind: str, lengths: list[int]) -> None:
    X = rng().random((sum(lengths), 3))
    model = GaussianHMM(3, covariance_type=kind, random_state=0).fit(X, lengths=lengths)
    assert np.isfinite(model.score(X, lengths=lengths))


@KINDS
def test_a_feature_may_be_constant(kind: str) -> None:
    X = np.array([
        [715, 585, 0, 0], [715, 520, 1.04705811, -60.3696289], [715, 455, 0.72088623, -52.7055664],
        [715, 390, -0.457946777, -78.0605469], [715, 325, -6.43127441, -55.9954834],
        [715, 260, -2.90063477, -78.0220947], [715, 195, 8.45532227, -73.2294373],
        [715, 130, 4.09387207, -58.3621216], [715, 65, -1.2166748, -44.8131409],
    ])  # fmt: skip
    model = GaussianHMM(3, covariance_type=kind, random_state=0).fit(X)
    assert np.isfinite(model.predict_proba(X)).all()
    assert np.isfinite(model.score(X))


def test_from_left_to_right() -> None:
    transition = np.array([[0.5, 0.5, 0.0], [0.0, 0.5, 0.5], [0.0, 0.0, 1.0]])
    X = rng().random((19, 3))
    model = GaussianHMM(3, startprob_init=[1, 0, 0], transmat_init=transition, random_state=0).fit(X)
    assert (model.startprob_[1:] == 0).all()
    assert (model.transmat_[transition == 0] == 0).all()
    np.testing.assert_allclose(model.predict_proba(X).sum(axis=1), 1)
    assert np.isfinite(model.decode(X)[0])
    assert (np.diff(model.predict(X)) >= 0).all()


def test_an_outlier_beyond_the_smallest_double() -> None:
    """Hmmlearn's scaling refuses it; its logarithms do not."""
    random = rng()
    X = np.concatenate([random.normal(mean, 1, 100) for mean in (0, 5, 0, 5)])[:, np.newaxis]
    X[40] = 10_000
    model = GaussianHMM(
        2,
        startprob_init=[0.0, 1.0],
        transmat_init=[[0.4, 0.6], [0.6, 0.4]],
        means_init=[[0.0], [5.0]],
        covariances_init=[1.0, 1.0],
        covariance_type="spherical",
        max_iter=100,
    )
    rises(model, X, [400])
    assert np.isfinite(model.score(X))


def test_rain_and_sun() -> None:
    X = [[0], [1], [2]]
    log_probability, states = WEATHER.decode(X)
    assert (round(np.exp(log_probability), 5), states.tolist()) == (0.01344, [1, 0, 0])
    assert WEATHER.predict(X).tolist() == [1, 0, 0]
    shares = [[0.23170303, 0.76829697], [0.62406281, 0.37593719], [0.86397706, 0.13602294]]
    np.testing.assert_allclose(WEATHER.predict_proba(X), shares, atol=1e-6)


def test_symbols_and_counts_fit_again() -> None:
    lengths = [10] * 10
    X, states = WEATHER.set_params(random_state=0).sample(100)
    assert (len(np.unique(X)), X.shape, states.shape) == (3, (100, 1), (100,))
    rises(CategoricalHMM(2, n_categories=3, random_state=0, init_params="random", max_iter=20), X, lengths)
    rises(
        CategoricalHMM(
            2,
            n_categories=3,
            random_state=0,
            transmat_init=WEATHER.transmat_,
            frozen=["transmat"],
            max_iter=20,
        ),
        X,
        lengths,
    )
    counts = PoissonHMM.from_parameters([0.6, 0.4], WEATHER.transmat_, [[0.1, 4, 5], [6, 0.3, 1]])
    rises(
        PoissonHMM(2, random_state=0, max_iter=20), counts.set_params(random_state=0).sample(100)[0], lengths
    )


@pytest.mark.parametrize("bad", [[[0.5], [2]], [[-1], [2]], [[3], [2]]])
def test_symbols_are_whole_and_known(bad: list[list[float]]) -> None:
    with pytest.raises(ValueError, match="X must be made of symbols, whole numbers from 0 to 2, got"):
        WEATHER.predict(bad)


@pytest.mark.parametrize(
    ("name", "value", "match"),
    [
        ("startprob_", [1.2, 0.8], "startprob_ must be made of probabilities from 0 to 1, got 1.2"),
        ("startprob_", [0.3, 0.3], "startprob_ must sum to 1, got the sum 0.6"),
        ("startprob_", [0.3, 0.3, 0.4], "should have the shape of"),
        ("transmat_", [[1.0, 1.0], [0.5, 0.5]], "transmat_ must sum to 1, got the sum 2.0 in row 0"),
        ("transmat_", [[1.0, 0.0]], "transmat_"),
        ("transmat_", [[0.0, 0.0], [0.5, 0.5]], "transmat_ must sum to 1, got the sum 0.0 in row 0"),
    ],
)
def test_attributes_that_cannot_be_are_refused(name: str, value: Any, match: str) -> None:
    model: Any = CategoricalHMM.from_parameters(WEATHER.startprob_, WEATHER.transmat_, WEATHER.probabilities_)
    setattr(model, name, np.array(value))
    with pytest.raises(ValueError, match=match):
        model.predict([[0], [1]])


def test_uniform_transitions_are_a_mixture() -> None:
    means = rng().normal(size=(8, 2))
    model = GaussianHMM.from_parameters(np.full(8, 1 / 8), np.full((8, 8), 1 / 8), means, np.ones((8, 2)))
    X = rng().normal(size=(10, 2))
    logs = -0.5 * np.square(X[:, np.newaxis] - means).sum(axis=2)
    shares = np.exp(logs - np.logaddexp.reduce(logs, axis=1)[:, np.newaxis])
    np.testing.assert_allclose(model.predict_proba(X), shares, rtol=1e-10)
    np.testing.assert_array_equal(model.predict(X), shares.argmax(axis=1))


def test_the_long_run_is_stationary() -> None:
    transition = rng().dirichlet(np.ones(10), 10)
    found = chain.long_run(np.full(10, 0.1), transition)
    np.testing.assert_allclose(found @ transition, found, rtol=1e-10)
    circle = np.roll(np.eye(3), 1, axis=1)
    np.testing.assert_allclose(chain.long_run(np.array([1.0, 0, 0]), circle), np.full(3, 1 / 3))
