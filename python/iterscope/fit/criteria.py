"""Scores and information criteria: what new samples, or sequences, say for a fitted model."""

import math
from abc import ABC, abstractmethod

from numpy.typing import ArrayLike

from iterscope.fit.data import Data


class Likely(ABC):
    """A fitted model under which data have a likelihood."""

    @property
    @abstractmethod
    def n_parameters_(self) -> int:
        """Number of free parameters."""

    @abstractmethod
    def _log_likelihood(self, data: Data) -> tuple[float, float]:
        """Return the log-likelihood of data, and how many rows they have."""

    def _mean(self, data: Data) -> float:
        total, n_samples = self._log_likelihood(data)
        return total / n_samples

    def _bic(self, data: Data) -> float:
        total, n_samples = self._log_likelihood(data)
        return -2 * total + self.n_parameters_ * math.log(n_samples)

    def _aic(self, data: Data) -> float:
        total, _ = self._log_likelihood(data)
        return -2 * total + 2 * self.n_parameters_


class Criteria(Likely):
    """Score and criteria of a model of samples."""

    @abstractmethod
    def _samples(self, X: ArrayLike | Data, sample_weight: ArrayLike | None = None) -> Data:
        """Return new samples, checked against the fitted model."""

    def score(self, X: ArrayLike | Data, y: object = None, sample_weight: ArrayLike | None = None) -> float:
        """Compute the mean log density of samples.

        Parameters
        ----------
        X : array-like of shape (n_samples, n_features)
        y : ignored
        sample_weight : array-like of shape (n_samples,), default=None
            How many samples each one stands for.

        Returns
        -------
        float
            With `X` the training data this is of the final parameters; ``lower_bound_`` is of those before
            the last M step.
        """
        del y
        return self._mean(self._samples(X, sample_weight))

    def bic(self, X: ArrayLike | Data, sample_weight: ArrayLike | None = None) -> float:
        """Compute the Bayesian information criterion.

        Parameters
        ----------
        X : array-like of shape (n_samples, n_features)
        sample_weight : array-like of shape (n_samples,), default=None
            How many samples each one stands for: n_samples is their sum.

        Returns
        -------
        float
            ``-2 L + n_parameters_ log(n_samples)`` with the log-likelihood L: the lower the better.
        """
        return self._bic(self._samples(X, sample_weight))

    def aic(self, X: ArrayLike | Data, sample_weight: ArrayLike | None = None) -> float:
        """Compute the Akaike information criterion.

        Parameters
        ----------
        X : array-like of shape (n_samples, n_features)
        sample_weight : array-like of shape (n_samples,), default=None
            How many samples each one stands for.

        Returns
        -------
        float
            ``-2 L + 2 n_parameters_`` with the log-likelihood L: the lower the better.
        """
        return self._aic(self._samples(X, sample_weight))


class SequenceCriteria(Likely):
    """Score and criteria of a model of sequences."""

    @abstractmethod
    def _samples(
        self,
        X: ArrayLike | Data,
        sample_weight: ArrayLike | None = None,
        lengths: ArrayLike | None = None,
    ) -> Data:
        """Return new sequences, checked against the fitted model."""

    def score(
        self,
        X: ArrayLike | Data,
        y: object = None,
        sample_weight: ArrayLike | None = None,
        lengths: ArrayLike | None = None,
    ) -> float:
        """Compute the mean log-likelihood of a row: that of all sequences over the number of rows.

        Parameters
        ----------
        X : array-like of shape (n_samples, n_features), or list of such
        y : ignored
        sample_weight : array-like of shape (n_sequences,) or (n_samples,), default=None
        lengths : array-like of int, shape (n_sequences,), default=None

        Returns
        -------
        float
            The ``score`` of hmmlearn is the total, which is the sum of `score_samples`.
        """
        del y
        return self._mean(self._samples(X, sample_weight, lengths))

    def bic(
        self, X: ArrayLike | Data, sample_weight: ArrayLike | None = None, lengths: ArrayLike | None = None
    ) -> float:
        """Compute the Bayesian information criterion.

        Parameters
        ----------
        X : array-like of shape (n_samples, n_features), or list of such
        sample_weight : array-like of shape (n_sequences,) or (n_samples,), default=None
        lengths : array-like of int, shape (n_sequences,), default=None

        Returns
        -------
        float
            ``-2 L + n_parameters_ log(n_samples)`` with the log-likelihood L: the lower the better.
        """
        return self._bic(self._samples(X, sample_weight, lengths))

    def aic(
        self, X: ArrayLike | Data, sample_weight: ArrayLike | None = None, lengths: ArrayLike | None = None
    ) -> float:
        """Compute the Akaike information criterion.

        Parameters
        ----------
        X : array-like of shape (n_samples, n_features), or list of such
        sample_weight : array-like of shape (n_sequences,) or (n_samples,), default=None
        lengths : array-like of int, shape (n_sequences,), default=None

        Returns
        -------
        float
            ``-2 L + 2 n_parameters_`` with the log-likelihood L: the lower the better.
        """
        return self._aic(self._samples(X, sample_weight, lengths))
