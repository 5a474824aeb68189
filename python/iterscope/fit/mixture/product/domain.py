"""What samples may be made of: zeros and ones, counts, categories. What is missing is not refused."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from iterscope.fit.data import Data

LIMIT: Final = 2.0**32
"""Counts from here on are refused: the logarithm of a probability would be wrong by more than 1e-5."""


def check_shares(data: Data) -> None:
    """Refuse what is neither 0 nor 1 nor between them; raises ValueError."""
    if not (data.low.min() >= 0 and data.high.max() <= 1):
        _refuse(data, (data.values < 0) | (data.values > 1), "zeros and ones, or shares between them")


def check_counts(data: Data) -> None:
    """Refuse what is no whole number from 0 on, and what is too large; raises ValueError."""
    values = data.values
    _refuse(data, (values < 0) | (values != np.floor(values)), "counts, whole numbers from 0")
    _refuse(data, values >= LIMIT, "counts below 2**32")


def check_categories(data: Data, n_categories: int, name: str) -> None:
    """Refuse what is no whole number from 0 to one less than there are; raises ValueError."""
    values, most = data.values, n_categories - 1
    outside = (values < 0) | (values > most) | (values != np.floor(values))
    _refuse(data, outside, f"{name}, whole numbers from 0 to {most}")


def _refuse(data: Data, refused: NDArray[np.bool_], expected: str) -> None:
    if (wrong := refused & ~np.isnan(data.values)).any():
        row, column = np.argwhere(wrong)[0]
        raise ValueError(
            f"X must be made of {expected}, got {data.values[row, column]} at row {row}, column {column}"
        )
