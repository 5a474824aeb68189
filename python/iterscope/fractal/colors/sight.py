"""What pictures show, for their colors, or those of others, to follow."""

from collections.abc import Sequence
from typing import Any, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from iterscope import _core
from iterscope.fractal.family import Family
from iterscope.fractal.sampling import Sampling


class Sight(NamedTuple):
    """Smooth counts all over some pictures, as the core takes them."""

    smooth: NDArray[np.uint32]
    fractions: NDArray[np.uint32] | None
    """What rounding leaves of each, if the family has that."""

    @classmethod
    def of(
        cls,
        fractal: Family,
        samples: Sampling,
        antialias: int = 1,
        cancellation: _core.Cancellation | None = None,
    ) -> Self:
        """Look at a picture: some of its samples are computed, the same ones by which `render` colors it.

        One of more samples than `render` takes is looked at half as fine, or a quarter.

        Raises
        ------
        ValueError
            If the family has no smooth counts, or float64 cannot tell the samples apart.
        CancelledError
            If it was cancelled.
        """
        height, width = samples["shape"]
        while height * width * antialias**2 > _core.MAX_PIXELS:
            height, width = -(-height // 2), -(-width // 2)
        looked = Sampling(**{**samples, "shape": (height, width)})
        return cls(*_core.sight(fractal.formula, **looked, antialias=antialias, cancellation=cancellation))

    @classmethod
    def joined(cls, sights: Sequence["Sight"]) -> Self:
        """Return what several pictures show together; they may be of families with fractions and without."""
        smooth = np.concatenate([sight.smooth for sight in sights])
        fractions: list[Any] = [sight.fractions for sight in sights]
        is_fine = all(values is not None for values in fractions)
        return cls(smooth, np.concatenate(fractions) if is_fine else None)
