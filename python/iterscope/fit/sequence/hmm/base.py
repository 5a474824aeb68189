"""Base of the hidden Markov models: what a fitted one tells of sequences."""

import math
import sys
from abc import abstractmethod
from collections.abc import Mapping
from typing import Any, ClassVar, Self, SupportsIndex

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.base import DensityMixin
from sklearn.utils._param_validation import StrOptions
from sklearn.utils.validation import check_is_fitted, validate_data

from iterscope.fit.criteria import SequenceCriteria
from iterscope.fit.data import Data, data_of, draws
from iterscope.fit.data.narrow import narrowed
from iterscope.fit.mixture.base import same
from iterscope.fit.sequence.estimator import SequenceEstimator
from iterscope.fit.sequence.hmm import chain, walks
from iterscope.fit.sequence.results import of_rows, of_sequences
from iterscope.fit.sequence.weights import check_weights, total
from iterscope.validation import arguments, seed
from iterscope.validation.parameters import AT_LEAST_ONE, ITERATED, CheckedParameters
from iterscope.widget.progress import lasting


class HiddenMarkovModel(SequenceEstimator, SequenceCriteria, DensityMixin, CheckedParameters):  # type: ignore[misc]
    """A hidden Markov model, fitted by EM."""

    allows_missing = True
    has_criteria = True
    least_samples = 1
    dropped: ClassVar[Mapping[str, tuple[str, ...]]] = {}
    parts: ClassVar[tuple[str, ...]]
    """Names of the parameters: start, transitions, and those of the emissions, as they are in the core."""
    core: ClassVar[Any]
    """The class of the parameters in the core."""
    random_state: Any
    startprob_: NDArray[Any]
    transmat_: NDArray[Any]
    lower_bounds_: list[float]
    _parameter_constraints: ClassVar[dict[str, list[Any]]] = {
        **ITERATED,
        "n_components": [AT_LEAST_ONE],
        "init_params": [StrOptions({"kmeans", "random", "random_from_data", "k-means++"})],
        "frozen": [list, tuple, None],
    }

    def __sklearn_tags__(self) -> Any:
        """Return scikit-learn's tags: NaN is a value that is missing."""
        tags = super().__sklearn_tags__()
        tags.input_tags.allow_nan = True
        return tags

    def __init_subclass__(cls, **options: Any) -> None:
        """Let a start be given for each of the parameters, and be dropped with the number of states."""
        super().__init_subclass__(**options)
        if "parts" in vars(cls):
            cls.given = tuple(f"{part}_init" for part in cls.parts)
            cls.dropped = {"n_components": (*cls.given, "frozen"), "init_params": (*cls.given, "frozen")}
            starts = {name: ["array-like", None] for name in cls.given}
            cls._parameter_constraints = cls._parameter_constraints | starts

    def score_samples(self, X: ArrayLike | Data, lengths: ArrayLike | None = None) -> NDArray[np.float64]:
        """Compute the log-likelihood of each sequence.

        Parameters
        ----------
        X : array-like of shape (n_samples, n_features), or list of such
        lengths : array-like of int, shape (n_sequences,), default=None

        Returns
        -------
        ndarray of shape (n_sequences,)

        Raises
        ------
        NotFittedError
            If the model is not fitted.
        ValueError
            If `X` cannot be what it must be, or a sequence is impossible.
        """
        data = self._samples(X, lengths=lengths)
        return of_sequences(data, walks.log_likelihoods, self.parameters_)

    def decode(
        self, X: ArrayLike | Data, lengths: ArrayLike | None = None
    ) -> tuple[float, NDArray[np.int64]]:
        """Find the most likely states of sequences, by Viterbi's algorithm.

        Parameters
        ----------
        X : array-like of shape (n_samples, n_features), or list of such
        lengths : array-like of int, shape (n_sequences,), default=None

        Returns
        -------
        log_probability : float
            The logarithm of how likely these states and the rows are together, of all sequences.
        states : ndarray of shape (n_samples,)
        """
        data, parameters = self._samples(X, lengths=lengths), self.parameters_
        if data.in_memory:
            states, logs = parameters.decode(data.values, data.lengths)
            return float(logs.sum()), states
        log_probability = float(of_sequences(data, walks.decoded, parameters).sum())
        return log_probability, of_rows(data, walks.states, parameters, dtype=np.int64)

    def predict(self, X: ArrayLike | Data, lengths: ArrayLike | None = None) -> NDArray[np.int64]:
        """Find the most likely states of sequences, as a whole.

        They need not be the most likely state of each row, which is that of the largest `predict_proba`.

        Parameters
        ----------
        X : array-like of shape (n_samples, n_features), or list of such
        lengths : array-like of int, shape (n_sequences,), default=None

        Returns
        -------
        ndarray of shape (n_samples,)
        """
        data = self._samples(X, lengths=lengths)
        return of_rows(data, walks.states, self.parameters_, dtype=np.int64)

    def predict_proba(self, X: ArrayLike | Data, lengths: ArrayLike | None = None) -> NDArray[Any]:
        """Compute how probable each state is in each row, given the whole sequence.

        Parameters
        ----------
        X : array-like of shape (n_samples, n_features), or list of such
        lengths : array-like of int, shape (n_sequences,), default=None

        Returns
        -------
        ndarray of shape (n_samples, n_components)
            Each row sums to 1.
        """
        data, parameters = self._samples(X, lengths=lengths), self.parameters_
        dtype = np.result_type(data.dtype, self.startprob_)
        return of_rows(data, walks.posteriors, parameters, width=parameters.n_components, dtype=dtype)

    def icl(
        self, X: ArrayLike | Data, sample_weight: ArrayLike | None = None, lengths: ArrayLike | None = None
    ) -> float:
        """Compute the integrated completed likelihood criterion, which prefers states that are told apart.

        Parameters
        ----------
        X : array-like of shape (n_samples, n_features), or list of such
        sample_weight : array-like of shape (n_sequences,) or (n_samples,), default=None
        lengths : array-like of int, shape (n_sequences,), default=None

        Returns
        -------
        float
            As `bic`, of the likelihood of the rows together with their most likely states.

        References
        ----------
        G. Celeux and J.-B. Durand, "Selecting hidden Markov model state number with cross-validated
        likelihood", Computational Statistics 23 (2008).
        """
        data = self._samples(X, sample_weight, lengths)
        logs = of_sequences(data, walks.decoded, self.parameters_)
        return -2 * total(logs, data) + self.n_parameters_ * math.log(data.total_weight)

    def sample(self, n_samples: SupportsIndex = 1) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
        """Draw a sequence.

        Parameters
        ----------
        n_samples : int, default=1
            Its number of rows.

        Returns
        -------
        X : ndarray of shape (n_samples, n_features)
        states : ndarray of shape (n_samples,)

        Raises
        ------
        TypeError
            If `n_samples` is not an integer.
        ValueError
            If it is less than 1, or so large that no array could hold the rows.
        """
        check_is_fitted(self)
        parameters = self.parameters_
        most = sys.maxsize // (np.dtype(np.float64).itemsize * parameters.n_features)
        count = arguments.integer("n_samples", n_samples, -sys.maxsize, most)
        if count < 1:
            raise ValueError(
                f"Invalid value for 'n_samples': {count} . The sampling requires at least one sample."
            )
        random_state = seed.random_state(self.random_state)
        drawn, done = np.empty((count, parameters.n_features)), 0
        mixture = self._mixture(parameters)
        with lasting(count, unit="row") as show:
            chances = draws.rows(random_state.random_sample, count, 1).ravel()
            states = chain.walk(parameters.start, parameters.transition, chances)
            for state in range(parameters.n_components):
                own = np.flatnonzero(states == state)
                for first in range(0, len(own), draws.AT_ONCE):  # between them an interrupt is heard
                    rows = own[first : first + draws.AT_ONCE]
                    drawn[rows] = mixture._draw(state, len(rows), random_state)  # noqa: SLF001  its own way
                    done += len(rows)
                    show(done)
        return drawn, states

    @property
    def n_parameters_(self) -> int:
        """Number of free parameters: neither what is frozen nor a probability that is 0 from the start."""
        check_is_fitted(self)
        k = len(self.startprob_)
        given = self.startprob_init, self.transmat_init
        first, transition = (
            free if start is None else np.asarray(start)
            for start, free in zip(given, (np.ones(k), np.ones((k, k))), strict=True)
        )
        counts = {
            "startprob": int(np.count_nonzero(first)) - 1,
            "transmat": int(np.count_nonzero(transition)) - k,
            **self._n_emitting,
        }
        return sum(count for part, count in counts.items() if part not in (self.frozen or ()))

    @property
    def parameters_(self) -> Any:
        """The fitted parameters in float64, as the core's functions take them.

        Where attributes were changed by hand, they count.
        """
        check_is_fitted(self)
        kept = getattr(self, "_parameters", None)
        if kept is not None:
            start, transition, *parts = ((getattr(self, f"{part}_"), part) for part in self.parts)
            pairs = [(start[0], kept.start), (transition[0], kept.transition)]
            pairs += [(array, getattr(kept.emission, part)) for array, part in parts]
            if same(*pairs):
                return kept
        k = len(self.startprob_)
        first = chain.check(self.startprob_, "startprob_", (k,))
        return self.core(first, chain.check(self.transmat_, "transmat_", (k, k)), self._emission())

    @property
    @abstractmethod
    def prior(self) -> dict[str, Any]:
        """What the core's M step is told."""

    @property
    @abstractmethod
    def _n_emitting(self) -> dict[str, int]:
        """Numbers of parameters of the emissions, by their names."""

    @abstractmethod
    def _emission(self) -> Any:
        """Return the emissions that the attributes hold, as the core has them."""

    @abstractmethod
    def _mixture(self, parameters: Any) -> Any:
        """Return a mixture with these emissions, as if it had been fitted."""

    def _ordered(self, parameters: Any, order: NDArray[np.intp]) -> Any:
        """Return parameters with their states in another order."""
        emission = self._emission_in_order(parameters.emission, order)
        transition = np.ascontiguousarray(parameters.transition[np.ix_(order, order)])
        return self.core(parameters.start[order], transition, emission)

    @abstractmethod
    def _emission_in_order(self, emission: Any, order: NDArray[np.intp]) -> Any:
        """Return emissions in another order."""

    def _components(self) -> tuple[NDArray[Any], NDArray[Any]]:
        weights = chain.long_run(self.startprob_.astype(np.float64), self.transmat_.astype(np.float64))
        return weights, self._levels()

    def _levels(self) -> NDArray[Any]:
        """Return the mean of each feature in each state."""
        levels: NDArray[Any] = getattr(self, f"{self.parts[2]}_")
        return levels

    def _in_order(self, order: NDArray[np.intp]) -> dict[str, Any]:
        parameters = self._ordered(self.parameters_, order)
        emission, dtype = parameters.emission, self.startprob_.dtype
        found = {"startprob_": parameters.start, "transmat_": parameters.transition}
        found |= {f"{part}_": getattr(emission, part) for part in self.parts[2:]}
        attributes = {name: narrowed(array, dtype) for name, array in found.items()}
        return super()._in_order(order) | attributes | {"_parameters": parameters}

    def _log_likelihood(self, data: Data) -> tuple[float, float]:
        logs = of_sequences(data, walks.log_likelihoods, self.parameters_)
        return total(logs, data), data.total_weight

    def _samples(
        self,
        X: ArrayLike | Data,
        sample_weight: ArrayLike | None = None,
        lengths: ArrayLike | None = None,
    ) -> Data:
        check_is_fitted(self)
        user = type(self).__name__
        found = data_of(X, sample_weight, user=user, missing=True, lengths=lengths, lists=True, model=self)
        data = self._check_data(found) if found.in_memory else found.by_sequences(self.together)
        check_weights(data)
        validate_data(self, data.header, reset=False, skip_check_array=True)
        n_features = self.parameters_.n_features
        if data.n_features != n_features:
            raise ValueError(
                f"X has {data.n_features} features, but {type(self).__name__} is expecting "
                f"{n_features} features as input."
            )
        return data

    @classmethod
    def _with(cls, model: Self, startprob: ArrayLike, transmat: ArrayLike, emission: Any) -> Self:
        """Return a model with a chain and emissions, as if it had been fitted.

        Raises ValueError if a shape is wrong, or probabilities are none.
        """
        k = emission.n_components
        first = chain.check(startprob, "startprob", (k,))
        parameters = cls.core(first, chain.check(transmat, "transmat", (k, k)), emission)
        algorithm = model._algorithm(Data.of(np.zeros((k, emission.n_features))))
        step = algorithm.step(
            iteration=0, init=0, phase="init", parameters=parameters, stop_reason=None, bounds=[]
        )
        algorithm.fit_model(step)
        return model
