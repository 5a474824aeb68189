"""Features that are given by the names of their columns."""

from collections.abc import Sequence
from typing import Any

from iterscope.validation import arguments

_LONGEST = 40
"""Letters of a name."""
_SHOWN = 20


def numbered(name: str, value: Any, columns: Sequence[Any] | None) -> Any:
    """Return a feature, or several, with their number in the place of a column's name.

    Parameters
    ----------
    name : str
        What messages call the argument.
    value : object
        A name, or an array-like of names and numbers; anything else is left to the caller.
    columns : sequence or None
        The names of all columns, in their order; None where the data had none.

    Returns
    -------
    object
        `value` itself if there is no text in it.

    Raises
    ------
    ValueError
        If there is no column of that name.
    """
    if isinstance(value, str):
        return _number(name, value, columns)
    if (
        not hasattr(value, "__len__")
        or isinstance(value, bytes | dict | set)
        or getattr(value, "ndim", 1) != 1
    ):
        return value
    try:
        items = list(value)
    except Exception:  # noqa: BLE001  of any kind, for it is a stranger's
        return value
    if not any(isinstance(item, str) for item in items):
        return value
    return [_number(name, item, columns) if isinstance(item, str) else item for item in items]


def _number(name: str, item: str, columns: Sequence[Any] | None) -> int:
    if columns is None:
        raise ValueError(
            f"{name} must be numbers of features: their columns have no names, got {arguments.shown(item)}"
        )
    if item not in columns:
        more = ", …" if len(columns) > _SHOWN else ""
        known = ", ".join(map(_shown, columns[:_SHOWN])) + more
        raise ValueError(
            f"{name} must be features of the data, which are {known}; got {arguments.shown(item)}"
        )
    return columns.index(item)


def _shown(column: object) -> str:
    """Return the name of a column, a long one cut."""
    text = column if isinstance(column, str) else str(column)
    return repr(text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…")
