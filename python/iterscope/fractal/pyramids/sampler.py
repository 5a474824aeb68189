"""Fields of pixels, as arrays."""

from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from iterscope import _core
from iterscope.fractal import tiles
from iterscope.fractal.base import LENGTHS
from iterscope.fractal.pyramids.content import Content
from iterscope.fractal.pyramids.levels import Box

WHOLE = ("count", "period", "root")
"""Fields of whole numbers."""


@dataclass(frozen=True, eq=False)
class Sampler:
    """What computes the fields of a pyramid.

    Parameters
    ----------
    content : Content
        With fields.
    """

    content: Content

    @classmethod
    def of(cls, content: Content) -> Self:
        """Look whether there are such fields.

        Raises
        ------
        ValueError
            If float64 cannot tell the finest pixels apart.
        """
        sampler = cls(content)
        for box in content.levels.corners:
            sampler.fields(0, box)
        return sampler

    def fields(self, level: int, box: Box) -> dict[str, NDArray[Any]]:
        """Return the fields of some pixels of a level, shape (height, width), as `Fractal.fields` does."""
        content = self.content
        found: dict[str, NDArray[Any]] = _core.fields(
            content.fractal.formula,
            content.levels.area(level, box),
            box.shape,
            fields=content.fields,
            max_iter=content.max_iter,
            bailout=tiles.BAILOUT,
            grid="pixel",
        )
        if content.unit == "plane":
            side = np.exp2(content.levels.log2_pixel + level)
            for name in LENGTHS:
                if name in found:
                    found[name] *= side
        return found


def dtype_of(name: str) -> np.dtype[Any]:
    """Return the type of a field's numbers."""
    return np.dtype(np.uint32 if name in WHOLE else np.float64)
