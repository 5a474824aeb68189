"""Base of the estimators of sequences: they take `lengths`."""

from typing import Any, ClassVar, Self

from numpy.typing import ArrayLike, NDArray

from iterscope import _core
from iterscope.fit import loop
from iterscope.fit.data import Data
from iterscope.fit.progress.callbacks import with_callbacks
from iterscope.fit.sequence.weights import check_weights
from iterscope.fit.watched import WatchedEstimator


class SequenceEstimator(WatchedEstimator):
    """Base class of estimators of sequences."""

    sequential = True
    together: ClassVar[int] = _core.ROW_BLOCK
    """Rows up to which the core computes short sequences together."""

    @with_callbacks  # type: ignore[untyped-decorator]
    def fit(
        self,
        X: ArrayLike | Data,
        y: object = None,
        sample_weight: ArrayLike | None = None,
        lengths: ArrayLike | None = None,
    ) -> Self:
        """Fit the model.

        The same as exhausting `iterate`, bit for bit. An interrupt leaves the parameters of the last
        iteration.

        Parameters
        ----------
        X : array-like of shape (n_samples, n_features), Source, or list of such
            One sequence after the other. NaN where a value is missing. What is not in memory is loaded in
            blocks of whole sequences.
        y : ignored
        sample_weight : array-like of shape (n_sequences,) or (n_samples,), default=None
            How many sequences each one stands for; of its rows the first counts.
        lengths : array-like of int, shape (n_sequences,), default=None
            Rows of each sequence; None for a single one.

        Returns
        -------
        self

        Raises
        ------
        TypeError, ValueError
            If a parameter or an argument cannot be what it must be.
        """
        self._fit(X, y, sample_weight=sample_weight, lengths=lengths)
        return self

    @with_callbacks  # type: ignore[untyped-decorator]
    def fit_predict(
        self,
        X: ArrayLike | Data,
        y: object = None,
        sample_weight: ArrayLike | None = None,
        lengths: ArrayLike | None = None,
    ) -> NDArray[Any]:
        """Fit the model, and return what it then predicts.

        Parameters
        ----------
        X : array-like of shape (n_samples, n_features), or list of such
        y : ignored
        sample_weight : array-like of shape (n_sequences,) or (n_samples,), default=None
        lengths : array-like of int, shape (n_sequences,), default=None

        Returns
        -------
        ndarray
            As `predict` returns it.
        """
        return self._labels(self._fit(X, y, sample_weight=sample_weight, lengths=lengths))

    def iterate(
        self,
        X: ArrayLike | Data,
        y: object = None,
        sample_weight: ArrayLike | None = None,
        lengths: ArrayLike | None = None,
        *,
        half_steps: bool = False,
        responsibilities: bool = False,
    ) -> loop.StepIterator:
        """Fit the model step by step.

        Everything is checked when this is called, nothing is computed before the first step is asked for.
        Each step leaves the model fitted with its parameters, so a ``break`` does too.

        Parameters
        ----------
        X : array-like of shape (n_samples, n_features), or list of such
        y : ignored
        sample_weight : array-like of shape (n_sequences,) or (n_samples,), default=None
        lengths : array-like of int, shape (n_sequences,), default=None
        half_steps : bool, default=False
            Whether to stop between the E and the M step, too.
        responsibilities : bool, default=False
            Whether steps carry the responsibilities.

        Returns
        -------
        StepIterator
            Of steps: for each start first the start itself, then its iterations.

        Raises
        ------
        TypeError, ValueError
            If a parameter or an argument cannot be what it must be.
        """
        del y
        algorithm = self.prepare(X, sample_weight, lengths)
        if responsibilities and not algorithm.data.in_memory:
            raise ValueError("responsibilities must be False for samples that are not in memory")
        return loop.StepIterator(algorithm, half_steps=half_steps, responsibilities=responsibilities)

    def _data(
        self,
        X: ArrayLike | Data,
        sample_weight: ArrayLike | None,
        lengths: ArrayLike | None = None,
        **options: Any,
    ) -> Data:
        found = super()._data(X, sample_weight, lengths, **options)
        check_weights(found)
        return found
