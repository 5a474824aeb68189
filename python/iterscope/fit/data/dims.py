"""The features and principal axes that a view shows, as a user names them."""

from typing import Any, Literal

from iterscope.fit.data.data import SHOWN, Data
from iterscope.fit.data.projection import FEWEST_FEATURES, MOST_FEATURES
from iterscope.validation import features

View = Literal["plane", "table", "series", "net"]
"""Ways to draw a model."""


def first(data: Data, view: View) -> list[int]:
    """Return what a view shows first: in a space principal axes of many features, elsewhere features."""
    return data.telling_dims if view in {"plane", "net"} else sorted(data.widest[:SHOWN])


def numbered(value: Any, data: Data | None) -> Any:
    """Return numbers of features, and beyond them of principal axes, in the place of names.

    Parameters
    ----------
    value : object
        Names such as "petal length" and "PC1", or numbers; "pca" stands for two principal axes, "features"
        for the two features of most variance.
    data : Data or None

    Returns
    -------
    object
        Anything else is left to the caller.

    Raises
    ------
    ValueError
        If there is no such feature or axis.
    """
    given: Any = [value] if isinstance(value, str) else value
    if isinstance(value, list | tuple) or getattr(value, "ndim", 0) == 1:
        given = list(value)
    if data is None:
        return features.numbered("dims", given, None)
    word = given[0] if isinstance(given, list) and len(given) == 1 and isinstance(given[0], str) else ""
    if word in {"features", "pca"} and word not in (data.columns or ()):
        if word == "features":
            return sorted(data.widest[:SHOWN])
        if data.principal is not None:
            return [data.n_features, data.n_features + 1]
        raise ValueError(
            f"dims='pca' needs complete data of {FEWEST_FEATURES} to {MOST_FEATURES} features, "
            f"got {data.n_features}"
        )
    if data.principal is None:
        return features.numbered("dims", given, data.columns)
    columns = data.feature_names if data.columns is None else data.columns
    axes = [f"PC{number}" for number in range(1, len(data.principal.axes) + 1)]
    return features.numbered("dims", given, [*columns, *axes])
