"""Methods of a fitted mixture of Gaussians: its ellipses, its conditions on some features, its samples."""

from collections.abc import Sequence
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.utils.validation import check_is_fitted

from iterscope import _core
from iterscope.fit.mixture import covariance
from iterscope.fit.mixture.base import MixtureBase, same
from iterscope.fit.mixture.conditional import condition
from iterscope.fit.mixture.ellipses import ellipses
from iterscope.fit.mixture.start.frozen import n_frozen
from iterscope.fit.mixture.tutorial import GaussianMixtureModel
from iterscope.validation import features

_PARAMETERS: WeakKeyDictionary[Any, tuple[Any, _core.Parameters]] = WeakKeyDictionary()
"""What each model was last asked with, after the arrays that it was made of: to factorise their matrices,
or to copy the factors, takes longer than to predict a sample."""


class GaussianDensity(MixtureBase):
    """A mixture of Gaussians whose parameters are known.

    Attributes
    ----------
    weights_, means_, covariances_, precisions_cholesky_ : ndarray
        As in `GaussianMixture`; all methods go by what these hold when they are called.
    """

    covariance_type: str
    means_: NDArray[Any]
    covariances_: NDArray[Any]
    precisions_cholesky_: NDArray[Any]

    @property
    def _arrays(self) -> tuple[NDArray[Any], ...]:
        return self.weights_, self.means_, self.precisions_cholesky_

    def _holds(self, parameters: _core.Parameters) -> bool:
        if self._kept() is parameters:
            return True
        found = parameters.covariance_type == self.covariance_type and same(
            (self.weights_, parameters.weights),
            (self.means_, parameters.means),
            (self.precisions_cholesky_, parameters.precisions_cholesky),
        )
        if found:
            self._keep(parameters)
        return found

    def _read_parameters(self) -> _core.Parameters:
        """Return what the attributes hold; of the covariances their precisions' factors, as scikit-learn."""
        parameters = self._kept()
        if parameters is None:
            parameters = self._checked_parameters()
            self._keep(parameters)
        return parameters

    def _kept(self) -> _core.Parameters | None:
        """Return the parameters of the last call, if the attributes are what they were made of."""
        if self not in _PARAMETERS:
            return None
        made_of, parameters = _PARAMETERS[self]
        unchanged = parameters.covariance_type == self.covariance_type
        return parameters if unchanged and all(map(np.array_equal, made_of, self._arrays)) else None

    def _keep(self, parameters: _core.Parameters) -> None:
        _PARAMETERS[self] = tuple(map(np.copy, self._arrays)), parameters

    def _checked_parameters(self) -> _core.Parameters:
        weights, means, factors = (
            np.ascontiguousarray(array, np.float64)
            for array in (self.weights_, self.means_, self.precisions_cholesky_)
        )
        if self.precisions_cholesky_.dtype == np.float64:
            covariances = np.ascontiguousarray(getattr(self, "covariances_", factors), np.float64)
            try:
                parameters = _core.Parameters(weights, means, covariances, self.covariance_type)
            except ValueError:
                pass
            else:
                if np.array_equal(parameters.precisions_cholesky, factors):
                    return parameters
        precisions = covariance.precisions(factors, self.covariance_type)
        return _core.Parameters.from_precisions(weights, means, precisions, self.covariance_type)

    @property
    def n_parameters_(self) -> int:
        """Number of free parameters: what is frozen is not."""
        check_is_fitted(self)
        sizes = self.covariance_type, *self.means_.shape
        return covariance.n_parameters(*sizes) - n_frozen(getattr(self, "frozen", None), *sizes)

    def ellipses(
        self, n_sigma: float | Sequence[float] = (1, 2, 3), dims: Sequence[int | str] = (0, 1)
    ) -> NDArray[np.void]:
        """Return the components' ellipses of constant density in two dimensions.

        Parameters
        ----------
        n_sigma : float or sequence of float, default=(1, 2, 3)
            Sizes, in standard deviations.
        dims : pair of int or str, default=(0, 1)
            The two dimensions to project on, by number, or by name where the data had names.

        Returns
        -------
        ndarray of shape (n_components, len(n_sigma)), structured
            Fields ``center`` (2,), ``axes`` (2,) the half axes, the longer first, and ``angle``, of the
            longer axis to the first dimension, in radians.

        Raises
        ------
        ValueError
            If `n_sigma` is not positive, or `dims` are not two different dimensions of the model.
        """
        check_is_fitted(self)
        means, covariances = np.asarray(self.means_, np.float64), np.asarray(self.covariances_, np.float64)
        pair = features.numbered("dims", dims, self._columns)
        return ellipses(means, covariances, self.covariance_type, n_sigma, pair)

    def condition(self, indices: ArrayLike, values: ArrayLike) -> GaussianMixtureModel:
        """Return the mixture of the other features, given the values of some.

        Parameters
        ----------
        indices : int, str or array-like of int or str
            The features whose values are known, by number, or by name where the data had names.
        values : float or array-like of shape (len(indices),)

        Returns
        -------
        GaussianMixtureModel
            Over the features that are left, in their order.

        Raises
        ------
        ValueError
            If an index is out of range or comes twice, there is no such name, no feature is left, or `values`
            have another length or are too far away for squared distances to be finite.
        """
        return condition(self.parameters_, features.numbered("indices", indices, self._columns), values)

    def impute(self, X: ArrayLike) -> NDArray[Any]:
        """Fill in missing values with their means, given the sample's other values.

        Parameters
        ----------
        X : array-like of shape (n_samples, n_features)
            NaN where a value is missing.

        Returns
        -------
        ndarray of shape (n_samples, n_features)
            `X` itself where it has values. A sample without any becomes the mean of the mixture.

        Raises
        ------
        NotFittedError
            If the model is not fitted.
        ValueError
            If `X` cannot be what it must be.

        Examples
        --------
        >>> import numpy as np
        >>> from iterscope import GaussianMixture
        >>> model = GaussianMixture(reg_covar=0).fit([[0, 1], [1, 2], [2, 5], [3, 4]])
        >>> model.impute([[1.5, np.nan]]).round(6)
        array([[1.5, 3. ]])
        """
        data = self._samples(X, missing=True)
        return _core.impute(data.values, self.parameters_).astype(self._dtype(data), copy=False)

    def to_dataclass(self) -> GaussianMixtureModel:
        """Return the tutorial's model with these parameters, and a full covariance matrix for each component.

        Returns
        -------
        GaussianMixtureModel
        """
        parameters = self.parameters_
        shape = parameters.n_components, parameters.n_features
        dense = covariance.dense(parameters.covariances, self.covariance_type, *shape)
        return GaussianMixtureModel(parameters.means, np.array(dense), parameters.weights)

    @property
    def _n_features(self) -> int:
        return int(self.means_.shape[1])

    def _draw(self, component: int, count: int, random_state: np.random.RandomState) -> NDArray[Any]:
        mean = self.means_[component]
        if self.covariance_type in ("full", "tied"):
            spread = self.covariances_[component] if self.covariance_type == "full" else self.covariances_
            spread = spread.astype(np.float64)  # the check would refuse what float32 has rounded
            return random_state.multivariate_normal(mean, spread, count, "ignore")
        deviation = np.sqrt(self.covariances_[component])
        drawn: NDArray[Any] = mean + random_state.standard_normal(size=(count, mean.size)) * deviation
        return drawn
