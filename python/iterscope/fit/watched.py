"""Base of the models: estimators whose fit can be watched in a live view."""

from typing import TYPE_CHECKING, Any

from numpy.typing import ArrayLike

from iterscope.fit.data import Data
from iterscope.fit.estimator import IterativeEstimator

if TYPE_CHECKING:
    from iterscope.fit.widget import MixtureWidget


class WatchedEstimator(IterativeEstimator):
    """An estimator that a live view can be asked of; views know it as an `IterativeEstimator`."""

    def explore(self, X: ArrayLike | Data, **options: Any) -> "MixtureWidget":
        """Watch the fit in a live view, half-step by half-step.

        A view that is only made leaves the model as it was. From the first step that is taken or shown on,
        the model is fitted with the parameters of the step that is shown.

        Parameters
        ----------
        X : array-like of shape (n_samples, n_features) or (n_samples,)
            In one dimension, samples of a single feature.
        **options
            Of `iterscope.MixtureWidget`, such as ``sample_weight``, ``lengths``, ``labels`` and ``dims``.

        Returns
        -------
        MixtureWidget
            Whose model is this one.

        Raises
        ------
        ValueError
            If a parameter or `X` cannot be what it must be.
        """
        from iterscope.fit.widget import MixtureWidget  # noqa: PLC0415

        return MixtureWidget(X, self, **options)
