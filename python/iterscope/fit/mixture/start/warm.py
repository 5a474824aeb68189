"""Starts where the last fit ended."""

from typing import Any


def check_goes_on(model: Any, what: str) -> None:
    """Refuse to go on from a fit with another number or type of components.

    Parameters
    ----------
    model : GaussianMixture or BayesianGaussianMixture
        Fitted.
    what : str
        That goes on, for the message.

    Raises
    ------
    ValueError
        If ``n_components`` or ``covariance_type`` is not that of the fit.
    """
    kept = getattr(model, "_parameters", None)
    kind = model.covariance_type if kept is None else getattr(kept, "gaussian", kept).covariance_type
    for name, value in [("n_components", len(model.means_)), ("covariance_type", kind)]:
        given = getattr(model, name)
        if given != value:
            raise ValueError(
                f"{what} goes on from a fit with {name}={value!r}, got {name}={given!r}: set it back, or "
                "begin with a clone of the model"
            )
