"""Base of the estimators: `fit`, the stream of steps, and the parameters that a view sets."""

from abc import abstractmethod
from collections.abc import Mapping
from typing import Any, ClassVar, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.base import clone
from sklearn.utils.validation import check_is_fitted, validate_data

from iterscope.fit import loop
from iterscope.fit.algorithm import Algorithm
from iterscope.fit.data import Data, data_of
from iterscope.fit.data.hints import hinted
from iterscope.fit.progress.callbacks import CallbackSupportMixin, Tasks, with_callbacks
from iterscope.validation.arguments import shown
from iterscope.validation.order import order


class IterativeEstimator(CallbackSupportMixin):  # type: ignore[misc]
    """Base class of estimators that are fitted by an `Algorithm`, step by step."""

    kind: ClassVar[str]
    """Its name in the registry."""
    settings: ClassVar[tuple[str, ...]]
    """Names of the parameters that a view shows and sets."""
    dropped: ClassVar[Mapping[str, tuple[str, ...]]] = {}
    """Parameters that are set to None with a setting: they were given for another value of it."""
    given: ClassVar[tuple[str, ...]] = ()
    """Parameters by which a user gives the start, None where it is found."""
    variants: ClassVar[Mapping[str, tuple[str, ...]]] = {}
    """Parameters that divide the kind into families, and their values."""
    least_samples: ClassVar[int] = 1
    """Number of samples below which a fit is refused."""

    may_outnumber: ClassVar[bool] = False
    """Whether there may be more components than samples."""
    sequential: ClassVar[bool] = False
    """Whether rows follow one another: `X` may be a list of tables then, each of them a sequence."""
    missing_in_blocks: ClassVar[bool] = False
    """Whether values of samples that are not in memory may be missing, too."""

    allows_missing: bool = False
    """Whether values of `X` may be missing."""
    max_iter: int
    degenerate_: tuple[int, ...] = ()
    """Components that have collapsed, or that no sample belongs to."""

    @with_callbacks  # type: ignore[untyped-decorator]
    def fit(self, X: ArrayLike | Data, y: object = None, sample_weight: ArrayLike | None = None) -> Self:
        """Fit the model.

        The same as exhausting `iterate`, bit for bit. An interrupt leaves the parameters of the last
        iteration.

        Parameters
        ----------
        X : array-like of shape (n_samples, n_features) or Source
            A memory map is not copied, unless samples in it have the weight 0. A dask array or data frame, a
            list of delayed, a zarr array, a parquet file or data set, and an object with ``shape``,
            ``offsets`` and ``load(i)`` are loaded block by block, in each iteration.
        y : ignored
        sample_weight : array-like of shape (n_samples,), default=None
            How many samples each one stands for. A sample of weight 0 is as good as absent.

        Returns
        -------
        self

        Raises
        ------
        ValueError
            If a parameter or `X` cannot be what it must be, or a covariance matrix collapses.
        """
        self._fit(X, y, sample_weight=sample_weight)
        return self

    @with_callbacks  # type: ignore[untyped-decorator]
    def fit_predict(
        self, X: ArrayLike | Data, y: object = None, sample_weight: ArrayLike | None = None
    ) -> NDArray[Any]:
        """Fit the model and find the component of each sample: the nearest, or the most probable one.

        Parameters
        ----------
        X : array-like of shape (n_samples, n_features)
        y : ignored
        sample_weight : array-like of shape (n_samples,), default=None

        Returns
        -------
        ndarray of shape (n_samples,)
        """
        return self._labels(self._fit(X, y, sample_weight=sample_weight))

    def iterate(
        self,
        X: ArrayLike | Data,
        y: object = None,
        sample_weight: ArrayLike | None = None,
        *,
        half_steps: bool = False,
        responsibilities: bool = False,
    ) -> loop.StepIterator:
        """Fit the model step by step.

        Everything is checked when this is called, nothing is computed before the first step is asked for.
        Each step leaves the model fitted with its parameters, so a ``break`` does too.

        Parameters
        ----------
        X : array-like of shape (n_samples, n_features)
        y : ignored
        sample_weight : array-like of shape (n_samples,), default=None
        half_steps : bool, default=False
            Whether to stop between the E and the M step too: after samples have found their components, and
            after components have moved.
        responsibilities : bool, default=False
            Whether steps carry the responsibilities, an array of shape (n_samples, n_components); of k-means
            the labels as zeros and ones.

        Returns
        -------
        StepIterator
            Of steps: for each start first the start itself, then its iterations.

        Raises
        ------
        ValueError
            If a parameter or `X` cannot be what it must be.

        Examples
        --------
        >>> from iterscope import GaussianMixture, make_blobs
        >>> X, _ = make_blobs(n_samples=300, centers=3, n_features=2, random_state=0)
        >>> model = GaussianMixture(3, random_state=0)
        >>> for step in model.iterate(X):
        ...     if step.change < 1e-2:
        ...         break
        >>> model.means_.shape
        (3, 2)
        """
        del y
        algorithm = self.prepare(X, sample_weight)
        if responsibilities and not algorithm.data.in_memory:
            raise ValueError("responsibilities must be False for samples that are not in memory")
        return loop.StepIterator(algorithm, half_steps=half_steps, responsibilities=responsibilities)

    def reordered(self, by: int | str | ArrayLike = "weight") -> Self:
        """Return a copy of the fitted model with its components in another order.

        A fit numbers them as its start does. In an order of one's own they can be compared with those of
        another fit.

        Parameters
        ----------
        by : {'weight', 'mean'}, int, str or array-like of int, default='weight'
            ``'weight'``: the heaviest first; of k-means that whose samples weigh most. ``'mean'``: the least
            first; the first feature decides, and between equals the second, and so on. A feature's number or
            name: the least in this feature first. An array: the components themselves, in their new order.

        Returns
        -------
        estimator
            Fitted; this one stays as it is.

        Raises
        ------
        NotFittedError
            If the model is not fitted.
        TypeError, ValueError
            If `by` is none of these.

        Examples
        --------
        >>> from iterscope import GaussianMixture
        >>> model = GaussianMixture(2, random_state=0).fit([[1], [2], [1], [9], [8], [9], [8]])
        >>> model.reordered("mean").means_.round(2).tolist()
        [[1.33], [8.5]]
        >>> model.reordered("weight").means_.round(2).tolist()
        [[8.5], [1.33]]
        """
        check_is_fitted(self)
        columns = getattr(self, "feature_names_in_", None)
        found = order(by, *self._components(), None if columns is None else list(columns))
        model: Self = clone(self)
        kept = {name: value for name, value in vars(self).items() if name not in vars(model)}
        for name, value in {**kept, **self._in_order(found)}.items():
            setattr(model, name, value)
        return model

    def prepare(
        self, X: ArrayLike | Data, sample_weight: ArrayLike | None = None, lengths: ArrayLike | None = None
    ) -> Algorithm[Any]:
        """Check the parameters and the data, and return the fit, not yet begun.

        Parameters
        ----------
        X : array-like of shape (n_samples, n_features) or Data
            Data are taken without another check.
        sample_weight : array-like of shape (n_samples,), default=None
        lengths : array-like of int, shape (n_sequences,), default=None
            Rows of each sequence; only some models look at them.

        Returns
        -------
        Algorithm

        Raises
        ------
        TypeError, ValueError
            If a parameter, `X`, `sample_weight` or `lengths` cannot be what it must be.
        """
        data = self._data(X, sample_weight, lengths, reset=True, least=self.least_samples)
        self._check_size(data.n_samples)
        return self._algorithm(data)

    def __setstate__(self, state: Mapping[str, Any]) -> None:
        """Restore an estimator, also from the state of one that did not have all of the parameters yet."""
        super().__setstate__({**type(self)().get_params(deep=False), **state})

    @classmethod
    def alternative(cls) -> Self:
        """Return a model that a view switches to from one of another kind."""
        return cls()

    @property
    def family(self) -> dict[str, Any]:
        """Parameters that tell the family of the distributions, without being settings of a view."""
        return {}

    def read_settings(self) -> dict[str, Any]:
        """Return the parameters that a view shows, by the names that it gives them."""
        return {name: plain(getattr(self, name)) for name in self.settings}

    def write_setting(self, name: str, value: Any) -> None:
        """Set a parameter by the name that a view gives it; one that this model has not is ignored."""
        if name in self.settings:
            self.set_params(**{name: value}, **dict.fromkeys(self.dropped.get(name, ())))

    def drop_start(self) -> None:
        """Forget the start that a user has given, so that a seed finds another one."""
        self.set_params(**dict.fromkeys(self.given))

    def most_components(self, data: Data) -> int:
        """Return how many components, or factors, data can have.

        Parameters
        ----------
        data : Data

        Returns
        -------
        int
        """
        return data.n_samples

    @abstractmethod
    def _components(self) -> tuple[NDArray[Any], NDArray[Any]]:
        """Return the weights and the means of the components."""

    def _in_order(self, order: NDArray[np.intp]) -> dict[str, Any]:
        """Return the attributes that depend on the order of the components, in this order."""
        places = np.argsort(order)
        return {"degenerate_": tuple(sorted(int(places[k]) for k in self.degenerate_))}

    @abstractmethod
    def _algorithm(self, data: Data) -> Algorithm[Any]:
        """Return the fit to checked data."""

    def _check_size(self, n_samples: int) -> None:
        """Refuse fewer samples than components."""
        n_components = self.read_settings()["n_components"]
        if n_samples < n_components:
            raise ValueError(
                f"Expected n_samples >= n_components but got n_components = {shown(n_components)}, "
                f"n_samples = {n_samples}"
            )

    def _check_data(self, data: Data) -> Data:
        """Return the data if the model can have such values; otherwise raise ValueError."""
        return data

    def _labels(self, data: Data) -> NDArray[Any]:
        """Return the component of each sample of a fit."""
        labels: NDArray[Any] = self.predict(data.whole)
        return labels

    def _data(
        self,
        X: ArrayLike | Data,
        sample_weight: ArrayLike | None,
        lengths: ArrayLike | None = None,
        *,
        reset: bool,
        least: int = 1,
    ) -> Data:
        """Check the parameters and the data, which are those of a new fit if `reset`."""
        self._validate_params()
        user, missing = type(self).__name__, self.allows_missing
        with hinted(self):
            found = data_of(
                X,
                sample_weight,
                min_samples=least,
                user=user,
                missing=missing,
                lengths=lengths,
                lists=self.sequential,
                model=self,
                missing_in_blocks=self.missing_in_blocks,
            )
        data = self._check_data(found) if found.in_memory else found
        if not reset:
            validate_data(self, data.header, reset=False, skip_check_array=True)
        return data

    def _fit(self, X: ArrayLike | Data, y: object, **metadata: ArrayLike | None) -> Data:
        """Fit to the end, with callbacks, and return the data."""
        algorithm = self.prepare(X, **metadata)
        arguments = {"X": X, "y": y, "metadata": metadata}
        loop.exhaust(algorithm, Tasks(self, algorithm.n_init, self.max_iter, arguments))
        return algorithm.data


def plain(value: Any) -> Any:
    """Return a parameter as a value of JSON; None for a generator of random numbers."""
    if hasattr(value, "item"):
        value = value.item()
    return value if type(value) in {str, bool, int, float} else None
