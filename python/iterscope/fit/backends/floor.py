"""The amount that is added to variances so that none collapses."""

from typing import Any

ILL_DEFINED = (
    "Fitting the mixture model failed because some components have ill-defined empirical covariance (for "
    "instance caused by singleton or collapsed samples). Try to decrease the number of components, increase "
    "reg_covar, or scale the input data."
)
RELATIVE_FLOOR = 1e-6
"""The amount that ``reg_covar="relative"`` adds to variances, in units of the mean variance of the data."""


def floor(reg_covar: float | str) -> dict[str, Any]:
    """Return `reg_covar` as the core's M steps take it."""
    if reg_covar == "relative":
        return {"reg_covar": RELATIVE_FLOOR, "relative": True}
    return {"reg_covar": float(reg_covar)}
