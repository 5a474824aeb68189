"""Fits that can be watched: models, their steps, the running fit and its view."""

from typing import TYPE_CHECKING

from iterscope.fit import kinds

if TYPE_CHECKING:
    from iterscope.fit.estimator import IterativeEstimator


@kinds.models.leads_to
def _models() -> dict[str, type["IterativeEstimator"]]:
    from iterscope.fit.registry import MODELS  # noqa: PLC0415 - they import scikit-learn

    return MODELS
