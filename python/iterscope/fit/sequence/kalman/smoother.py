"""A linear dynamical system, fitted by EM around a Kalman smoother, that can be watched step by step."""

from collections.abc import Iterable, Mapping
from numbers import Integral
from typing import Any, ClassVar, NoReturn

from numpy.typing import ArrayLike
from sklearn.utils._param_validation import Interval, StrOptions

from iterscope import _core
from iterscope.fit.data import Data
from iterscope.fit.estimator import plain
from iterscope.fit.sequence.estimator import SequenceEstimator
from iterscope.fit.sequence.kalman.base import LinearSystemBase
from iterscope.fit.sequence.kalman.em import KalmanEM
from iterscope.fit.sequence.kalman.parameters import NAMES
from iterscope.validation.parameters import ITERATED
from iterscope.validation.seed import Seed

_TYPES = StrOptions({"full", "diag", "spherical"})


class KalmanSmoother(SequenceEstimator, LinearSystemBase):
    """A linear dynamical system: hidden states that move, and what is seen of them, both with Gaussian noise.

    ``x[0] ~ N(m, P)``, ``x[t+1] = F x[t] + N(0, Q)``, ``y[t] = H x[t] + N(0, R)``. The E step is the Kalman
    filter and the smoother, the M step regressions. A value that is NaN is missing, also a part of a row.
    Systems are known up to a basis of the states only: compare eigenvalues of F, ``H F^i H'`` and
    likelihoods.

    Parameters
    ----------
    n_states : int, default=1
        Number of states, at most 32.
    covariance_type : {'full', 'diag', 'spherical'}, default='full'
        Of Q, what drives the states.
    observation_covariance_type : {'full', 'diag', 'spherical'}, default='full'
        Of R, the noise of what is seen.
    initialization : {'known', 'diffuse'}, default='known'
        Whether the first state is drawn from N(m, P), or nothing is known of it: exactly, as the limit of
        large P. Their likelihoods differ by definition.
    transition_init, transition_covariance_init : array-like, default=None
        F and Q, both (n_states, n_states), to begin with. By default states stay where they are.
    observation_init, observation_covariance_init : array-like, default=None
        H (n_features, n_states) and R (n_features, n_features) to begin with. By default states are seen as
        they are; noises are found from the changes from row to row.
    initial_mean_init, initial_covariance_init : array-like, default=None
        m and P to begin with, of a known start.
    frozen : iterable of str or mapping, default=('transition', 'observation')
        Names of the parameters that stay as they are at the start, or a mapping from names to masks: True
        where an entry stays. Masks of covariances must free or keep whole blocks.
    accelerate : {'squarem'} or None, default=None
        Leaps along the line that two iterations point out, unless the likelihood falls: EM is slow where
        noise is small.
    tol : float, default=1e-3
        A change of the log-likelihood below this, in all and not by row, ends the fit.
    max_iter : int, default=100
        The most iterations of a start.
    n_init : int, default=1
        Number of starts; the best is kept. They differ where the observation matrix is not frozen.
    random_state : int, Generator, SeedSequence, RandomState or None, default=None
        Seeds the starts and `sample`.
    verbose : int, default=0
        1 prints starts and iterations, 2 also times and changes.
    verbose_interval : int, default=10
        Number of iterations between lines.

    Attributes
    ----------
    transition_ : ndarray of shape (n_states, n_states)
    transition_covariance_ : ndarray of shape (n_states, n_states)
    observation_ : ndarray of shape (n_features, n_states)
    observation_covariance_ : ndarray of shape (n_features, n_features)
    initial_mean_ : ndarray of shape (n_states,)
    initial_covariance_ : ndarray of shape (n_states, n_states)
        Of a diffuse start zeros and the identity, which stand for nothing.
    converged_ : bool
    n_iter_ : int
    log_likelihood_ : float
        Of the parameters before the last M step.
    lower_bound_ : float
        The same by row.
    lower_bounds_ : list of float
        That of each iteration.
    stop_reason_ : {'converged', 'max_iter', 'callback'} or None
    degenerate_ : tuple of int
        States of which the rows tell nothing.
    n_features_in_ : int
    feature_names_in_ : ndarray of shape (n_features,)
        If `X` had names.

    References
    ----------
    R. H. Shumway, D. S. Stoffer, "An approach to time series smoothing and forecasting using the EM
    algorithm" (1982). J. Durbin, S. J. Koopman, "Time series analysis by state space methods" (2012).

    Examples
    --------
    >>> from iterscope import KalmanSmoother
    >>> model = KalmanSmoother(initialization="diffuse", tol=1e-6, max_iter=1000)
    >>> model = model.fit([[1.0], [2.0], [1.5], [float("nan")], [3.0], [2.5], [3.5]])
    >>> means, covariances = model.smooth([[1.0], [float("nan")], [3.0]])
    >>> means.shape, covariances.shape
    ((3, 1), (3, 1, 1))
    """

    kind = "kalman_smoother"
    settings = ("n_components", "random_state", "tol", "max_iter")
    given = tuple(f"{name}_init" for name in NAMES)
    allows_missing = True
    missing_in_blocks = True
    together = 1
    _parameter_constraints: ClassVar[dict[str, list[Any]]] = {
        **ITERATED,
        "n_states": [Interval(Integral, 1, _core.MAX_STATES, closed="both")],
        "covariance_type": [_TYPES],
        "observation_covariance_type": [_TYPES],
        "initialization": [StrOptions({"known", "diffuse"})],
        **{f"{name}_init": ["array-like", None] for name in NAMES},
        "accelerate": [StrOptions({"squarem"}), None],
    }

    def __init__(
        self,
        n_states: int = 1,
        *,
        covariance_type: str = "full",
        observation_covariance_type: str = "full",
        initialization: str = "known",
        transition_init: ArrayLike | None = None,
        transition_covariance_init: ArrayLike | None = None,
        observation_init: ArrayLike | None = None,
        observation_covariance_init: ArrayLike | None = None,
        initial_mean_init: ArrayLike | None = None,
        initial_covariance_init: ArrayLike | None = None,
        frozen: Iterable[str] | Mapping[str, ArrayLike] = ("transition", "observation"),
        accelerate: str | None = None,
        tol: float = 1e-3,
        max_iter: int = 100,
        n_init: int = 1,
        random_state: Seed = None,
        verbose: int = 0,
        verbose_interval: int = 10,
    ) -> None:
        self.n_states = n_states
        self.covariance_type = covariance_type
        self.observation_covariance_type = observation_covariance_type
        self.initialization = initialization
        self.transition_init = transition_init
        self.transition_covariance_init = transition_covariance_init
        self.observation_init = observation_init
        self.observation_covariance_init = observation_covariance_init
        self.initial_mean_init = initial_mean_init
        self.initial_covariance_init = initial_covariance_init
        self.frozen = frozen
        self.accelerate = accelerate
        self.tol = tol
        self.max_iter = max_iter
        self.n_init = n_init
        self.random_state = random_state
        self.verbose = verbose
        self.verbose_interval = verbose_interval

    def reordered(self, by: object = None) -> NoReturn:  # noqa: ARG002
        """Refuse: the states of a system are known up to a basis only, so no order means anything."""
        raise ValueError("the states of a linear dynamical system have no order: any other basis is as good")

    def read_settings(self) -> dict[str, Any]:
        """Return the parameters that a view shows, by the names that it gives them."""
        own = {"n_components": self.n_states}
        return {name: plain(own.get(name, getattr(self, name, None))) for name in self.settings}

    def write_setting(self, name: str, value: Any) -> None:
        """Set a parameter by the name that a view gives it; one that this model has not is ignored."""
        if name == "n_components":
            self.drop_start()
            self.set_params(n_states=value)
        else:
            super().write_setting(name, value)

    def _components(self) -> NoReturn:
        raise ValueError("the states of a linear dynamical system have no order: any other basis is as good")

    def _check_size(self, n_samples: int) -> None:
        """Take any number of rows: what they do not tell is known beforehand."""

    def _algorithm(self, data: Data) -> KalmanEM:
        return KalmanEM(self, data)
