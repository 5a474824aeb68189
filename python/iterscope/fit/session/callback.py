"""What has a session as a callback of scikit-learn (SLEP 23): it watches a fit that runs elsewhere."""

import time
from collections.abc import Mapping
from typing import Any

from iterscope.fit import kinds
from iterscope.fit.data import data_of
from iterscope.fit.observed import ObservedFit
from iterscope.fit.progress.callbacks import Hook
from iterscope.fit.session.playback import FRAME_SECONDS
from iterscope.fit.session.session import Session


class SessionCallback:
    """Base of an object with a session: shows every iteration of a fit in it, and changes nothing of the fit.

    The session's model is another one with the same parameters.
    """

    session: Session
    _observed: ObservedFit | None = None
    _followed_at = 0.0

    def setup(self, estimator: Any, context: Any) -> None:
        """Note which estimator will be fitted, as a callback of scikit-learn; TypeError if it cannot be."""
        del context
        kinds.check(estimator)

    def teardown(self, estimator: Any, context: Any) -> None:
        """Show the last iteration, also of a fit that an error has ended."""
        del estimator, context
        observed, self._observed = self._observed, None
        if observed is not None and len(observed):
            self.session.do(lambda: self.session.follow(observed))

    @Hook
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
            given = {} if metadata is None else metadata
            found = data_of(
                X,
                given.get("sample_weight"),
                missing=estimator.allows_missing,
                lengths=given.get("lengths"),
                lists=estimator.sequential,
                missing_in_blocks=estimator.missing_in_blocks,
            )
            self._observed = ObservedFit(estimator, found.shown)
        elif context.task_name == "iteration" and context.task_id == 0:
            self._add(fitted_estimator, context.parent.task_id)

    @Hook
    def on_fit_task_end(self, estimator: Any, context: Any, *, fitted_estimator: Any = None) -> None:
        """Show an iteration, or that the fit is done."""
        del estimator
        if self._observed is None:
            return
        if context.task_name == "iteration":
            self._add(fitted_estimator, context.parent.task_id)
        elif context.task_name == "fit" and len(self._observed):
            self._observed.end(fitted_estimator)

    def _add(self, fitted: Any, init: int) -> None:
        observed, session = self._observed, self.session
        if observed is None:
            return
        observed.add(fitted, init)
        if len(observed) == 1:
            session.do(lambda: session.adopt(observed))
        elif time.monotonic() - self._followed_at > FRAME_SECONDS:
            self._followed_at = time.monotonic()
            session.do(lambda: session.follow(observed), "follow", wait=False)
