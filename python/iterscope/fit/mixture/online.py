"""Online EM: the statistics of all samples so far, to which those of more samples are added."""

from dataclasses import replace
from typing import Any, NamedTuple, Self

from numpy.typing import ArrayLike

from iterscope import _core
from iterscope.fit.backends.floor import floor
from iterscope.fit.mixture.density import GaussianDensity
from iterscope.fit.mixture.em import EMStep, GaussianEM
from iterscope.fit.mixture.start.warm import check_goes_on
from iterscope.validation import arguments


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


class OnlineGaussian(GaussianDensity):
    """A mixture of Gaussians that goes on with more samples."""

    frozen: Any
    reg_covar: Any
    weights_init: Any
    means_init: Any
    precisions_init: Any
    n_samples_seen_: float
    lower_bounds_: list[float]

    def partial_fit(self, X: ArrayLike, y: object = None, sample_weight: ArrayLike | None = None) -> Self:
        """Take one EM step with more samples, on top of the statistics of earlier ones.

        The first call starts from its samples, as `fit` does. Each call adds its sufficient statistics to
        those of all samples before, in float64, and takes the M step of the sum: with one component the
        result is that of one fit, in whatever batches and order samples come. Only ``engine='rust'`` can.

        A fit counts as ``n_samples_seen_`` samples; set it lower to let a model forget.

        Parameters
        ----------
        X : array-like of shape (n_samples, n_features)
        y : ignored
        sample_weight : array-like of shape (n_samples,), default=None

        Returns
        -------
        self

        Raises
        ------
        ValueError
            If a parameter or `X` cannot be what it must be, ``n_components`` or ``covariance_type`` is not
            that of the fit before, or a covariance matrix of all samples collapses; the model stays as it
            was.

        Warns
        -----
        VarianceFloorWarning
            If `reg_covar` has become most of a variance.

        References
        ----------
        R. M. Neal and G. E. Hinton, "A view of the EM algorithm that justifies incremental, sparse, and other
        variants" (1998).
        """
        del y
        if hasattr(self, "converged_"):
            check_goes_on(self, "partial_fit")
        running = self._running()
        data = self._data(X, sample_weight, reset=running is None)
        if not data.in_memory:
            raise ValueError(
                "partial_fit takes samples in memory: load a block at a time, and call it with each"
            )
        if self.engine != "rust":
            raise ValueError(f"partial_fit needs engine='rust', got {self.engine!r}")
        if self.frozen:
            raise ValueError(f"partial_fit leaves nothing frozen, got frozen={arguments.shown(self.frozen)}")
        bounds: list[float] = []
        if running is None:
            data.check_features()
            if self.weights_init is None or self.means_init is None or self.precisions_init is None:
                self._check_size(len(data.filled))
            algorithm = GaussianEM(self, data)
            running = Running(next(algorithm.starts()), None)
        else:
            algorithm = GaussianEM(self, replace(data, dtype=self.means_.dtype))
            names = ("n_features_in_", "feature_names_in_")
            algorithm.columns = {name: vars(self)[name] for name in names if name in vars(self)}
            bounds = self.lower_bounds_
        fresh = algorithm.expect(running.parameters)
        after, degenerate = running.plus(fresh, self.reg_covar)
        bounds = [*bounds, fresh.log_likelihood / fresh.weight]
        algorithm.fit_model(EMStep.resting(after.parameters, bounds, degenerate))
        self._online, self.n_samples_seen_ = tuple(after), after.weight
        floored = algorithm.floored(after.parameters, degenerate)
        told = () if running.statistics is None else algorithm.floored(running.parameters, degenerate)
        if set(floored) - set(told):
            algorithm.warn_floored(floored)
        return self

    def _running(self) -> Running | None:
        """Return the sums that the fitted parameters stand for, None before the first samples."""
        if not hasattr(self, "converged_"):
            return None
        parameters = self.parameters_
        seen = arguments.real("n_samples_seen_", self.n_samples_seen_)
        if seen < 0:
            raise ValueError(f"n_samples_seen_ must be at least 0, got {seen!r}")
        kept = Running(*getattr(self, "_online", (None, None)))
        if kept.parameters is parameters and kept.weight == seen:
            return kept
        return Running.of(parameters, seen, getattr(self, "_reg_covar", self.reg_covar))
