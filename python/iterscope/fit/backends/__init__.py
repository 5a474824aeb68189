"""Engines of a mixture's EM, by name: this package's own, and those of the texts that it comes from.

All lead to the same parameters, up to rounding; they differ in their speed and in what they know.
"""

from typing import Any, Final, Protocol

import numpy as np
from numpy.typing import NDArray

from iterscope import _core
from iterscope.fit.backends.rust import Rust
from iterscope.fit.backends.sklearn import ScikitLearn
from iterscope.fit.backends.textbook import TEXTBOOKS
from iterscope.fit.data import Data

Matrix = NDArray[np.float64]


class Engine(Protocol):
    """Takes E and M steps."""

    def expect(self, X: Matrix, parameters: _core.Parameters, sample_weight: Matrix | None) -> Any:
        """Take the E step; return what `maximize` takes, with its `log_likelihood` and `weight`."""

    def maximize(self, expected: Any, reg_covar: float | str) -> tuple[_core.Parameters, list[int]]:
        """Take the M step; return the parameters and the degenerate components."""


_ALL: Final[dict[str, Engine]] = {**TEXTBOOKS, "sklearn": ScikitLearn(), "rust": Rust()}

ENGINES: Final = tuple(_ALL)
"""NumPy with a loop over components, and without; the tutorial's four M steps in Rust after this package's E
step; scikit-learn; this package."""


def load(name: str) -> Engine:
    """Return the engine of this name."""
    return _ALL[name]


def check(name: str, covariance_type: str, data: Data) -> None:
    """Refuse a fit that an engine cannot do.

    Raises
    ------
    ValueError
        If the engine does not know such covariances, no sample weights, or no missing values.
    """
    if name in TEXTBOOKS and covariance_type != "full":
        raise ValueError(f"engine={name!r} knows covariance_type='full' only, got {covariance_type!r}")
    if name != "rust" and not data.in_memory:
        raise ValueError(f"engine={name!r} needs all samples in memory: only engine='rust' does not")
    if name != "rust" and data.incomplete:
        raise ValueError(f"engine={name!r} knows no missing values: only engine='rust' does")
    if name == "sklearn" and data.weights is not None:
        raise ValueError("engine='sklearn' takes no sample_weight, as scikit-learn's mixtures do not")
