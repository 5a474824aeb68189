"""Regression with a mixture: the conditional mean of the targets and its standard deviation."""

from typing import Any, ClassVar, Literal, Self, overload

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.base import RegressorMixin
from sklearn.utils.validation import check_is_fitted, validate_data

from iterscope import _core
from iterscope.fit.cluster.seeding import blocks
from iterscope.fit.data import Data
from iterscope.fit.mixture.gaussian import GaussianMixture
from iterscope.validation import arrays
from iterscope.validation.parameters import CheckedParameters
from iterscope.validation.seed import Seed

_ARRAYS = 8
"""Number of arrays of a block of samples that a prediction makes, about."""


Piece = tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]
"""A component's mean, its regression of the targets on the features, and the variances about that."""
Kept = tuple[_core.Parameters, _core.Parameters, list[Piece]]
"""Parameters of a mixture, and what predictions take from them."""


class GaussianMixtureRegressor(RegressorMixin, CheckedParameters):  # type: ignore[misc]
    """Gaussian mixture regression.

    A `GaussianMixture` of features and targets together is fitted; a prediction is the mean of the targets
    under the mixture conditioned on the features. With one component this is linear regression.

    Parameters
    ----------
    n_components : int, default=1
        Number of components: of locally linear pieces.
    covariance_type : {'full', 'tied', 'diag', 'spherical'}, default='full'
        ``'diag'`` and ``'spherical'`` give locally constant pieces.
    tol : float, default=1e-3
    reg_covar : float or 'relative', default='relative'
        What is added to the variances pulls slopes towards 0: as a share of each feature's variance it does
        so by a millionth, whatever the scale.
    max_iter : int, default=100
    n_init : int, default=1
    init_params : {'kmeans', 'k-means++', 'k-means||', 'random', 'random_from_data'}, default='kmeans'
    random_state : int, Generator, SeedSequence, RandomState or None, default=None
        As in `GaussianMixture`.

    Attributes
    ----------
    mixture_ : GaussianMixture
        Of features and targets, in this order.
    n_iter_ : int
        Number of iterations of the fit.
    n_features_in_ : int
    feature_names_in_ : ndarray of shape (n_features,)

    References
    ----------
    Z. Ghahramani and M. I. Jordan, "Supervised learning from incomplete data via an EM approach", NIPS 6
    (1993).
    """

    _parameter_constraints: ClassVar[dict[str, list[Any]]] = {
        name: GaussianMixture._parameter_constraints[name]  # noqa: SLF001  they are this mixture's
        for name in (
            "n_components", "covariance_type", "tol", "reg_covar", "max_iter", "n_init", "init_params",
            "random_state",
        )
    }  # fmt: skip

    mixture_: GaussianMixture
    n_iter_: int
    _flat: bool
    _kept: Kept

    def __init__(
        self,
        n_components: int = 1,
        *,
        covariance_type: str = "full",
        tol: float = 1e-3,
        reg_covar: float | str = "relative",
        max_iter: int = 100,
        n_init: int = 1,
        init_params: str = "kmeans",
        random_state: Seed = None,
    ) -> None:
        self.n_components = n_components
        self.covariance_type = covariance_type
        self.tol = tol
        self.reg_covar = reg_covar
        self.max_iter = max_iter
        self.n_init = n_init
        self.init_params = init_params
        self.random_state = random_state

    def fit(self, X: ArrayLike, y: ArrayLike, sample_weight: ArrayLike | None = None) -> Self:
        """Fit the mixture of features and targets.

        Parameters
        ----------
        X : array-like of shape (n_samples, n_features)
        y : array-like of shape (n_samples,) or (n_samples, n_targets)
        sample_weight : array-like of shape (n_samples,), default=None

        Returns
        -------
        self

        Raises
        ------
        ValueError
            If a parameter, `X` or `y` cannot be what it must be, or a covariance matrix collapses.
        """
        self._validate_params()
        if y is None:
            raise ValueError(f"{type(self).__name__} requires y to be passed, but the target y is None")
        data = Data.of(X, min_samples=2, user=type(self).__name__)
        samples, columns = data.values, data.names
        targets = arrays.real(y, "y")
        if targets.ndim not in (1, 2):
            raise ValueError(f"y must have 1 or 2 dimensions, got {targets.ndim}")
        if len(targets) != len(samples):
            raise ValueError(
                "Found input variables with inconsistent numbers of samples: "
                f"{[len(samples), len(targets)]} (X, y)"
            )
        flat = targets.ndim == 1
        targets = arrays.matrix(targets.reshape(len(targets), -1), "y", user=type(self).__name__)
        mixture = GaussianMixture(**self.get_params(deep=False))
        mixture.fit(np.hstack([samples, targets]), sample_weight=sample_weight)
        kept = mixture.parameters_, *_conditionals(mixture, samples.shape[1])
        self.__dict__.pop("feature_names_in_", None)  # of an earlier fit
        self.__dict__.update(columns, mixture_=mixture, n_iter_=mixture.n_iter_, _flat=flat, _kept=kept)
        return self

    @overload
    def predict(self, X: ArrayLike, return_std: Literal[False] = ...) -> NDArray[np.float64]: ...
    @overload
    def predict(
        self, X: ArrayLike, return_std: Literal[True]
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]: ...
    def predict(
        self,
        X: ArrayLike,
        return_std: bool = False,  # noqa: FBT001, FBT002  scikit-learn's regressors take it by position
    ) -> NDArray[np.float64] | tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Predict targets.

        Parameters
        ----------
        X : array-like of shape (n_samples, n_features)
        return_std : bool, default=False
            Whether to return the standard deviation of the conditional mixture too.

        Returns
        -------
        y_mean : ndarray of shape (n_samples,) or (n_samples, n_targets)
        y_std : ndarray of the same shape
            Only if `return_std`.

        Raises
        ------
        NotFittedError
            If the model is not fitted.
        ValueError
            If `X` cannot be what it must be.
        """
        check_is_fitted(self)
        samples = arrays.samples(X, "X", user=type(self).__name__)
        validate_data(self, X, reset=False, skip_check_array=True)
        n_features = samples.shape[1]
        kept: Kept | None = getattr(self, "_kept", None)
        if kept is not None and kept[0] is self.mixture_.parameters_:
            _, marginal, pieces = kept
        else:  # of an earlier version, or changed by hand
            marginal, pieces = _conditionals(self.mixture_, n_features)
        n_targets = self.mixture_.means_.shape[1] - n_features
        mean = np.zeros((len(samples), n_targets))
        variance = np.zeros_like(mean if return_std else mean[:0])
        # Less memory than the result takes: so few samples at a time.
        for block in blocks(len(samples), _ARRAYS * (n_features + n_targets + len(pieces))):
            rows = samples[block]
            shares, _ = _core.responsibilities(rows, marginal)
            parts = [
                (share[:, np.newaxis], center[n_features:] + (rows - center[:n_features]) @ gain, spread)
                for share, (center, gain, spread) in zip(shares.T, pieces, strict=True)
            ]
            for share, part, _ in parts:
                mean[block] += share * part
            if return_std:
                for share, part, spread in parts:
                    variance[block] += share * (spread + np.square(part - mean[block]))
        if not return_std:
            return self._shaped(mean)
        return self._shaped(mean), self._shaped(np.sqrt(variance, out=variance))

    def _shaped(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        return values[:, 0] if self._flat else values

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.target_tags.single_output = True
        tags.target_tags.multi_output = True
        return tags


def _conditionals(mixture: GaussianMixture, n_features: int) -> tuple[_core.Parameters, list[Piece]]:
    """Return the mixture of the features alone, and the piece of each component."""
    joint = mixture.to_dataclass()
    marginal = _core.Parameters(
        joint.weights,
        np.ascontiguousarray(joint.means[:, :n_features]),
        np.ascontiguousarray(joint.covs[:, :n_features, :n_features]),
        "full",
    )
    pieces = []
    for center, cov in zip(joint.means, joint.covs, strict=True):
        gain = np.linalg.solve(cov[:n_features, :n_features], cov[:n_features, n_features:])
        spread = np.diag(cov[n_features:, n_features:] - cov[n_features:, :n_features] @ gain)
        pieces.append((center, gain, np.maximum(spread, 0.0)))
    return marginal, pieces
