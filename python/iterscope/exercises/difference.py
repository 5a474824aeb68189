"""How a result differs from the right one, in words."""

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

RTOL: Final = 1e-8
"""Relative difference up to which two numbers count as equal."""
FEW: Final = 6
"""Values up to which an array is shown."""


def difference(found: object, right: Any, names: tuple[str, ...] = ()) -> str:
    """Return how a result differs from the right one, "" if it does not.

    Parameters
    ----------
    found : object
        Anything that a function may have returned.
    right : array-like, or a tuple of them
    names : tuple of str, optional
        Of the results, if the right one is a tuple.
    """
    if found is None:
        return "it returned None: a `return` is missing."
    if not names:
        return _of_arrays(found, np.asarray(right), "it")
    if not isinstance(found, tuple | list) or len(found) != len(names):
        size = len(found) if isinstance(found, tuple | list) else 1
        return f"it returned {_count(size, 'value')}, and {len(names)} are wanted: {', '.join(names)}."
    for name, one, other in zip(names, found, right, strict=True):
        words = _of_arrays(one, np.asarray(other), f"for {name} it")
        if words:
            return words
    return ""


def shown(value: Any) -> str:
    """Return an argument as it is spoken of: small ones whole, others by their shape."""
    array = np.asarray(value)
    if array.ndim and array.size > FEW:
        return f"of shape {array.shape}"
    return f"= {repr(value) if array.dtype.kind in 'US' else _text(array)}"


def _of_arrays(found: object, right: NDArray[Any], who: str) -> str:
    try:
        array = np.asarray(found)
    except ValueError:
        array = np.array(found, dtype=object)
    if array.dtype.kind not in "biufc":
        return f"{who} returned {type(found).__name__}, and {_wanted(right)} is wanted."
    if array.shape != right.shape:
        turned = right.ndim == 2 and array.T.shape == right.shape
        also = ": its rows and columns are exchanged" if turned else ""
        return f"{who} returned {_wanted(array)}, and {_wanted(right)} is wanted{also}."
    if np.isnan(array).any():
        return f"{who} returned NaN{_where(np.isnan(array))}."
    wrong = ~np.isclose(array, right, rtol=RTOL, atol=RTOL * np.abs(right).max(initial=0.0))
    if not wrong.any():
        return ""
    first = tuple(np.argwhere(wrong)[0])
    one, other = _apart(array[first], right[first])
    if not right.ndim:
        return f"{who} returned {one}, and {other} is right."
    words = f"{who} has {one}{_where(wrong)}, and {other} is right."
    return f"{words} Of {_count(wrong.size, 'value')} {wrong.sum()} differ{_pattern(array, right)}."


def _pattern(found: NDArray[Any], right: NDArray[Any]) -> str:
    """Return what all values have in common, if it is something simple."""
    with np.errstate(divide="ignore", invalid="ignore"):
        ratios = found / right
    if found.size > 1 and np.isfinite(ratios).all() and np.allclose(ratios, ratios.flat[0], rtol=1e-6):
        return f"; all are {_text(ratios.flat[0])} times what is right"
    apart = np.subtract(found, right, dtype=np.result_type(found, right, float))
    if found.size > 1 and np.allclose(apart, apart.flat[0], rtol=1e-6, atol=0):
        return f"; all are off by {_text(apart.flat[0])}"
    return ""


def _wanted(array: NDArray[Any]) -> str:
    return f"an array of shape {array.shape}" if array.ndim else "a number"


def _where(mask: NDArray[np.bool_]) -> str:
    """Return the first place that a mask has."""
    return f" at [{', '.join(map(str, np.argwhere(mask)[0]))}]" if mask.ndim else ""


def _apart(one: Any, other: Any) -> tuple[str, str]:
    """Return two numbers with as many digits as tell them apart."""
    texts = [(_text(one, digits), _text(other, digits)) for digits in (4, 8, 12, 17)]
    return next((pair for pair in texts if pair[0] != pair[1]), texts[-1])


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _text(value: Any, digits: int = 4) -> str:
    array = np.asarray(value)
    if array.ndim:
        return f"[{', '.join(map(_text, array))}]"
    number = array.item()
    return f"{number:.{digits}g}" if isinstance(number, float | complex) else str(number)
