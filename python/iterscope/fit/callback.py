"""The view as a callback of scikit-learn (SLEP 23): it watches a fit that runs elsewhere."""

import time
from collections.abc import Mapping
from typing import Any

from iterscope.fit.cluster.kmeans import KMeans
from iterscope.fit.estimators import Estimators
from iterscope.fit.mixture.gaussian import GaussianMixture
from iterscope.fit.observed import Watched
from iterscope.fit.requests import Requests
from iterscope.fit.samples import Samples
from iterscope.fit.stage import FRAME_SECONDS


class Callback(Requests):
    """A view that can be given to ``set_callbacks`` of a `GaussianMixture` or a `KMeans`.

    It shows every iteration, and changes nothing of the fit. Its own model is another one with the same
    parameters.
    """

    _watched: Watched | None = None
    _told = 0.0

    def setup(self, estimator: Any, context: Any) -> None:
        """Take in which estimator will be fitted; raises TypeError if it is none of the two."""
        del context
        if not isinstance(estimator, GaussianMixture | KMeans):
            raise TypeError(
                f"MixtureWidget watches a GaussianMixture or a KMeans, not a {type(estimator).__name__}"
            )

    def teardown(self, estimator: Any, context: Any) -> None:
        """Show the last iteration, also of a fit that an error has ended."""
        del estimator, context
        if self._watched is not None and len(self._watched):
            self._player.run(self._follow)
        self._watched = None

    def on_fit_task_begin(
        self,
        estimator: Any,
        context: Any,
        *,
        X: Any = None,
        metadata: Mapping[str, Any] | None = None,
        fitted_estimator: Any = None,
    ) -> None:
        """Note the data of a fit, or the start of the iterations."""
        if context.task_name == "fit":
            sample_weight = None if metadata is None else metadata.get("sample_weight")
            self._samples = Samples.of(X, None, sample_weight)
            self._watched = Watched(estimator, X, sample_weight)
        elif context.task_name == "iteration" and context.task_id == 0:
            self._add(fitted_estimator, context.parent.task_id)

    def on_fit_task_end(self, estimator: Any, context: Any, *, fitted_estimator: Any = None) -> None:
        """Show an iteration, or that the fit is done."""
        del estimator
        if self._watched is None:
            return
        if context.task_name == "iteration":
            self._add(fitted_estimator, context.parent.task_id)
        elif context.task_name == "fit" and len(self._watched):
            self._watched.end(fitted_estimator)

    def _add(self, fitted: Any, init: int) -> None:
        watched = self._watched
        if watched is None:
            return
        watched.add(fitted, init)
        if len(watched) == 1:
            self._player.run(self._watch)
        elif time.monotonic() - self._told > FRAME_SECONDS:
            self._told = time.monotonic()
            self._player.submit(self._follow, "follow")

    def _watch(self) -> None:
        """Begin to show the fit."""
        if self._watched is None or self._samples is None:
            return
        self.playing = False
        self._estimators = Estimators(self._watched.model)
        self._original = self.model, self.model.get_params(deep=False), self._samples
        self._mirror()
        self.dims = [dim for dim in self.dims if dim < self._samples.values.shape[1]] or [0]
        self.set_trait("feature_names", self._samples.feature_names)
        self.send(self._samples.message())
        self._begin(self._watched)

    def _follow(self) -> None:
        """Show what has come since, unless somebody has begun another run meanwhile."""
        run = self._run
        if run is not None and run.recording is self._watched:
            self._publish(run.last)
