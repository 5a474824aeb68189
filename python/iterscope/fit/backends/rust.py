"""The package's own engine: both steps in one pass over the samples."""

import numpy as np
from numpy.typing import NDArray

from iterscope import _core
from iterscope.fit.backends.floor import floor

Matrix = NDArray[np.float64]


class Rust:
    """Keeps sufficient statistics only: no array of samples by components is made."""

    @staticmethod
    def expect(
        X: Matrix, parameters: _core.Parameters, sample_weight: Matrix | None
    ) -> _core.SufficientStatistics:
        """Take the E step and gather what the M step needs."""
        return _core.expect_statistics(X, parameters, sample_weight)

    @staticmethod
    def maximize(
        expected: _core.SufficientStatistics, reg_covar: float | str
    ) -> tuple[_core.Parameters, list[int]]:
        """Take the M step."""
        return _core.maximize_statistics(expected, **floor(reg_covar))
