"""Methods of a fitted linear dynamical system: filter, smoother, forecasts, likelihood, samples."""

from typing import Any, Self, SupportsIndex

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.base import ClassNamePrefixFeaturesOutMixin, DensityMixin, TransformerMixin
from sklearn.utils.validation import check_is_fitted, validate_data

from iterscope import _core
from iterscope.fit.criteria import SequenceCriteria
from iterscope.fit.data import Data, data_of, draws
from iterscope.fit.sequence.kalman import paths
from iterscope.fit.sequence.kalman.frozen import masks
from iterscope.fit.sequence.kalman.parameters import COVARIANCES, NAMES, arrays_of, system_of
from iterscope.fit.sequence.results import of_rows, of_sequences
from iterscope.fit.sequence.weights import check_weights, total
from iterscope.validation import arguments, arrays, seed
from iterscope.validation.parameters import CheckedParameters

MOST_STEPS = 2**24
"""Rows that are forecast or drawn at once."""


class LinearSystemBase(
    ClassNamePrefixFeaturesOutMixin,  # type: ignore[misc]
    TransformerMixin,  # type: ignore[misc]
    SequenceCriteria,
    DensityMixin,  # type: ignore[misc]
    CheckedParameters,
):
    """A linear dynamical system whose parameters are known."""

    initialization: str
    frozen: Any
    covariance_type: str
    observation_covariance_type: str
    random_state: Any
    transition_: NDArray[Any]
    transition_covariance_: NDArray[Any]
    observation_: NDArray[Any]
    observation_covariance_: NDArray[Any]
    initial_mean_: NDArray[Any]
    initial_covariance_: NDArray[Any]

    @classmethod
    def from_parameters(  # noqa: PLR0917  the parameters in their order
        cls,
        transition: ArrayLike,
        transition_covariance: ArrayLike,
        observation: ArrayLike,
        observation_covariance: ArrayLike,
        initial_mean: ArrayLike | None = None,
        initial_covariance: ArrayLike | None = None,
        **parameters: Any,
    ) -> Self:
        """Return a model with known parameters, as if it was fitted; without initial ones of a diffuse start.

        Parameters
        ----------
        transition : array-like of shape (n_states, n_states)
        transition_covariance : array-like of shape (n_states, n_states)
        observation : array-like of shape (n_features, n_states)
        observation_covariance : array-like of shape (n_features, n_features)
        initial_mean : array-like of shape (n_states,), default=None
        initial_covariance : array-like of shape (n_states, n_states), default=None
        **parameters
            Of the constructor.

        Returns
        -------
        KalmanSmoother

        Raises
        ------
        ValueError
            If they do not suit one another, or a covariance is not positive semidefinite.

        Examples
        --------
        >>> from iterscope import KalmanSmoother
        >>> model = KalmanSmoother.from_parameters([[1]], [[1469.1]], [[1]], [[15099]])
        >>> model.predict([[1120], [1160], [963]]).round().ravel().tolist()
        [0.0, 1120.0, 1141.0]
        """
        given = [transition, transition_covariance, observation, observation_covariance]
        if (initial_mean is None) != (initial_covariance is None):
            raise ValueError("initial_mean and initial_covariance must be given both, or none of them")
        if initial_mean is not None and initial_covariance is not None:
            given += [initial_mean, initial_covariance]
        named = (
            arrays.double(arrays.real(value, name), name) for value, name in zip(given, NAMES, strict=False)
        )
        system = _core.LinearSystem(*named)
        kind = "diffuse" if system.diffuse else "known"
        model = cls(system.n_states, **{"initialization": kind, **parameters})
        for name in NAMES:
            setattr(model, f"{name}_", getattr(system, name))
        model._parameters = system
        model.n_features_in_ = system.n_features
        return model

    def filter(
        self, X: ArrayLike | Data, lengths: ArrayLike | None = None
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Find the state of each row, given the rows up to this one: the Kalman filter.

        Parameters
        ----------
        X : array-like of shape (n_samples, n_features), or list of such
            NaN where a value is missing.
        lengths : array-like of int, shape (n_sequences,), default=None

        Returns
        -------
        means : ndarray of shape (n_samples, n_states)
        covariances : ndarray of shape (n_samples, n_states, n_states)
            Infinite where the rows have not told a diffuse first state yet.

        Raises
        ------
        NotFittedError
            If the model is not fitted.
        ValueError
            If `X` or `lengths` cannot be what they must be.
        """
        return self._states(self._samples(X, lengths=lengths), "past")

    def smooth(
        self, X: ArrayLike | Data, lengths: ArrayLike | None = None
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Find the state of each row, given all rows of its sequence, as Rauch, Tung and Striebel did.

        Parameters
        ----------
        X : array-like of shape (n_samples, n_features), or list of such
            NaN where a value is missing.
        lengths : array-like of int, shape (n_sequences,), default=None

        Returns
        -------
        means : ndarray of shape (n_samples, n_states)
        covariances : ndarray of shape (n_samples, n_states, n_states)

        Raises
        ------
        NotFittedError
            If the model is not fitted.
        ValueError
            If `X` or `lengths` cannot be what they must be, or rows do not tell a diffuse first state.
        """
        return self._states(self._samples(X, lengths=lengths), "all")

    def transform(self, X: ArrayLike | Data, lengths: ArrayLike | None = None) -> NDArray[np.float64]:
        """Return the smoothed means of the states.

        Parameters
        ----------
        X : array-like of shape (n_samples, n_features), or list of such
        lengths : array-like of int, shape (n_sequences,), default=None

        Returns
        -------
        ndarray of shape (n_samples, n_states)
        """
        return self.smooth(X, lengths)[0]

    def predict(self, X: ArrayLike | Data, lengths: ArrayLike | None = None) -> NDArray[np.float64]:
        """Predict each row from those before it.

        What comes after the last row is told by `forecast`.

        Parameters
        ----------
        X : array-like of shape (n_samples, n_features), or list of such
        lengths : array-like of int, shape (n_sequences,), default=None

        Returns
        -------
        ndarray of shape (n_samples, n_features)
        """
        data = self._samples(X, lengths=lengths)
        return of_rows(data, paths.predicted, self.parameters_, width=data.n_features)

    def forecast(
        self, X: ArrayLike | Data, n_steps: SupportsIndex = 1
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Forecast the rows that follow a sequence.

        Parameters
        ----------
        X : array-like of shape (n_samples, n_features)
            One sequence.
        n_steps : int, default=1

        Returns
        -------
        means : ndarray of shape (n_steps, n_features)
        covariances : ndarray of shape (n_steps, n_features, n_features)

        Raises
        ------
        TypeError, ValueError
            If `n_steps` is no number of at least 1, or `X` are several sequences.
        """
        count = arguments.integer("n_steps", n_steps, 1, MOST_STEPS)
        data, system = self._samples(X), self.parameters_
        if not data.in_memory:
            raise ValueError("X must be in memory to be continued: give the last rows")
        if data.lengths is not None and len(data.lengths) > 1:
            raise ValueError(f"X must be one sequence to be continued, got {len(data.lengths)}")
        ahead = np.full((count, data.n_features), np.nan)
        values = np.vstack([np.asarray(data.values, np.float64), ahead])
        means, covariances, _ = _core.kalman_paths(values, [len(values)], system, smooth=False)
        observation = system.observation
        seen = observation @ covariances[len(data) :] @ observation.T + system.observation_covariance
        return means[len(data) :] @ observation.T, seen

    def score_samples(self, X: ArrayLike | Data, lengths: ArrayLike | None = None) -> NDArray[np.float64]:
        """Compute the logarithm of the density of each row, given those before it.

        Parameters
        ----------
        X : array-like of shape (n_samples, n_features), or list of such
        lengths : array-like of int, shape (n_sequences,), default=None

        Returns
        -------
        ndarray of shape (n_samples,)
            Their sum is the log-likelihood. Of a diffuse start a value that tells the first state counts
            minus half of the logarithm of what its variance grows by.
        """
        return of_rows(self._samples(X, lengths=lengths), paths.log_densities, self.parameters_)

    def sample(self, n_samples: SupportsIndex = 1) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Draw a sequence; after a diffuse start from the state 0.

        Parameters
        ----------
        n_samples : int, default=1
            Its rows.

        Returns
        -------
        X : ndarray of shape (n_samples, n_features)
        states : ndarray of shape (n_samples, n_states)

        Raises
        ------
        TypeError, ValueError
            If `n_samples` is no number of at least 1.
        """
        system, count = self.parameters_, arguments.integer("n_samples", n_samples, 1, MOST_STEPS)
        source = seed.random_state(self.random_state)
        n, p = system.n_states, system.n_features
        states = draws.rows(source.standard_normal, count, n) @ root(system.transition_covariance).T
        first = np.zeros((n, n)) if system.diffuse else system.initial_covariance
        states[0] = system.initial_mean + root(first) @ source.standard_normal(n)
        transition = system.transition
        for t in range(1, count):
            states[t] += transition @ states[t - 1]
        noise = draws.rows(source.standard_normal, count, p) @ root(system.observation_covariance).T
        return states @ system.observation.T + noise, states

    @property
    def n_parameters_(self) -> int:
        """Number of free parameters: entries that do not stay, of covariances those of a triangle."""
        system = self.parameters_
        stay = masks(self.frozen, system.n_states, system.n_features)
        types = {
            "transition_covariance": self.covariance_type,
            "observation_covariance": self.observation_covariance_type,
        }
        count = 0
        for name in NAMES[:4] if system.diffuse else NAMES:
            free = ~stay[name]
            kind = types.get(name, "full")
            if name in COVARIANCES:
                free = np.tril(free) if kind == "full" else np.diag(np.diag(free))
            count += bool(free.any()) if kind == "spherical" else int(free.sum())
        return count

    @property
    def parameters_(self) -> _core.LinearSystem:
        """The fitted system in float64, as the core's functions take it.

        Where attributes were changed by hand, they count.
        """
        check_is_fitted(self)
        kept: _core.LinearSystem | None = getattr(self, "_parameters", None)
        given = {name: getattr(self, f"{name}_") for name in NAMES}
        if kept is not None and all(
            np.array_equal(given[name], array.astype(np.asarray(given[name]).dtype))
            for name, array in arrays_of(kept).items()
        ):
            return kept
        return system_of(given, diffuse=self.initialization == "diffuse")

    def _states(self, data: Data, given: paths.Given) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return the means and the covariances of the states."""
        system = self.parameters_
        if data.in_memory:
            means, covariances, _ = paths.paths(data.values, system, given, data.lengths)
            return means, covariances
        n = system.n_states
        return (
            of_rows(data, paths.means, system, given, width=n),
            of_rows(data, paths.covariances, system, given, width=(n, n)),
        )

    def _log_likelihood(self, data: Data) -> tuple[float, float]:
        return total(of_sequences(data, paths.log_likelihoods, self.parameters_), data), data.total_weight

    def _samples(
        self,
        X: ArrayLike | Data,
        sample_weight: ArrayLike | None = None,
        lengths: ArrayLike | None = None,
    ) -> Data:
        check_is_fitted(self)
        user = type(self).__name__
        data = data_of(
            X, sample_weight, user=user, missing=True, lengths=lengths, lists=True, missing_in_blocks=True
        ).by_sequences(1)
        check_weights(data)
        validate_data(self, data.header, reset=False, skip_check_array=True)
        if data.n_features != len(self.observation_):
            raise ValueError(
                f"X has {data.n_features} features, but {user} is expecting {len(self.observation_)} "
                "features as input."
            )
        return data

    def __sklearn_tags__(self) -> Any:
        """Tell scikit-learn that values may be missing."""
        tags = super().__sklearn_tags__()
        tags.input_tags.allow_nan = True
        return tags

    @property
    def _n_features_out(self) -> int:
        return int(self.observation_.shape[1])


def root(covariance: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return a matrix whose product with its transpose is a covariance, which may be singular."""
    values, vectors = np.linalg.eigh(covariance)
    found: NDArray[np.float64] = vectors * np.sqrt(np.maximum(values, 0))
    return found
