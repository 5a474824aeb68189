"""The tutorial's engines: two separate steps, with an array of samples by components between them."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final

import numpy as np
from numpy.typing import NDArray

from iterscope import _core
from iterscope.fit.backends import blocks
from iterscope.fit.backends.floor import added
from iterscope.fit.backends.shares import Shares, checked, data_of
from iterscope.reference import einsum, loops

Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Textbook:
    """An E step and an M step as functions of arrays."""

    expectation: Callable[[Matrix, _core.Parameters], tuple[Matrix, Matrix]]
    """Responsibilities and log densities."""
    maximization: Callable[[Matrix, Matrix], blocks.Estimates]

    def expect(self, X: Matrix, parameters: _core.Parameters, sample_weight: Matrix | None) -> Shares:
        """Take the E step."""
        with np.errstate(divide="ignore", over="ignore", invalid="ignore"):
            responsibilities, log_densities = blocks.expect(
                lambda block: self.expectation(block, parameters), X, parameters.n_components
            )
        if sample_weight is None:
            total, weight = log_densities.sum(), len(X)
        else:
            total, weight = (sample_weight * log_densities).sum(), sample_weight.sum()
            responsibilities = responsibilities * sample_weight[:, np.newaxis]
        return Shares(X, responsibilities, parameters.covariance_type, float(total), float(weight))

    def maximize(self, expected: Shares, reg_covar: float | str) -> tuple[_core.Parameters, list[int]]:
        """Take the M step."""
        sums = expected.responsibilities.sum(axis=0)
        if not sums.all():
            raise ValueError(
                f"component {sums.argmin()} is empty, and this M step would divide by zero: fit with "
                "engine='rust', or with fewer components"
            )
        weights, means, covariances = blocks.maximize(
            self.maximization, expected.X, expected.responsibilities
        )
        least = added(data_of(expected.X, expected.responsibilities.sum(axis=1)), reg_covar)
        return checked(weights, means, covariances + np.diag(least), least, expected)


def _unpacked(
    expect: Callable[[Matrix, Matrix, Matrix, Matrix], tuple[Matrix, Matrix]],
) -> Callable[[Matrix, _core.Parameters], tuple[Matrix, Matrix]]:
    return lambda X, parameters: expect(X, parameters.weights, parameters.means, parameters.covariances)


TEXTBOOKS: Final = {
    "loops": Textbook(_unpacked(loops.expect), loops.maximize),
    "einsum": Textbook(_unpacked(einsum.expect), einsum.maximize),
    **{
        f"rust-{style}": Textbook(_core.responsibilities, partial(_core.maximize_styled, style=style))
        for style in ("indexed", "iterators", "functional", "parallel")
    },
}
"""Each by its name; they know full covariances only."""
