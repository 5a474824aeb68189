"""Online EM: the statistics of all samples so far, to which those of more samples are added."""

from typing import NamedTuple, Self

from iterscope import _core
from iterscope.fit.backends.floor import floor


class Running(NamedTuple):
    """The sums that a mixture's parameters were made of, about its present means, in float64."""

    parameters: _core.Parameters
    """What the next samples are shared out by."""
    statistics: _core.SufficientStatistics | None
    """Of all samples so far, with nothing added to the variances; None before the first ones."""

    @property
    def weight(self) -> float:
        """Weight of all samples so far."""
        return 0.0 if self.statistics is None else self.statistics.weight

    @classmethod
    def of(cls, parameters: _core.Parameters, weight: float, reg_covar: float | str) -> Self:
        """Return the sums of samples that a fit has made parameters of.

        Parameters
        ----------
        parameters : Parameters
        weight : float
            Of those samples in all; 0 if there are none.
        reg_covar : float or 'relative'
            Of that fit.

        Returns
        -------
        Running
        """
        if weight == 0:
            return cls(parameters, None)
        return cls(parameters, _core.SufficientStatistics.of(parameters, weight, **floor(reg_covar)))

    def plus(self, fresh: _core.SufficientStatistics, reg_covar: float | str) -> tuple[Self, list[int]]:
        """Return the sums with those of more samples, about the means of all.

        Parameters
        ----------
        fresh : SufficientStatistics
            Of the E step of more samples with these parameters.
        reg_covar : float or 'relative'

        Returns
        -------
        running : Running
            With the parameters of all samples.
        degenerate : list of int
            Components that no sample belongs to, or that only `reg_covar` keeps from collapsing.

        Raises
        ------
        ValueError
            If a covariance matrix of all samples is not positive definite.
        """
        statistics = fresh if self.statistics is None else self.statistics + fresh
        parameters, degenerate = _core.maximize_statistics(statistics, **floor(reg_covar))
        return type(self)(parameters, statistics.about(parameters)), degenerate
