"""Warnings that point at the line of the user's that caused them."""

import inspect
import warnings

_INSIDE = ("iterscope.", "sklearn.")


def warn(message: str, category: type[Warning]) -> None:
    """Warn, in the name of the caller outside of this package and scikit-learn.

    Parameters
    ----------
    message : str
    category : type
    """
    frame, level = inspect.currentframe(), 1
    while frame is not None and str(frame.f_globals.get("__name__")).startswith(_INSIDE):
        frame, level = frame.f_back, level + 1
    warnings.warn(message, category, stacklevel=level)
