"""Previews of tiles that take long: what few steps tell of them, and coarse pixels."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from iterscope import _core
from iterscope.fractal.messages.tiles import Field

EXPENSIVE = 8
"""A tile has previews if its points may take more than so many times the steps of "auto"."""
BLOCK = 8
"""Pixels along the sides of a block: in a coarse preview its middle stands for all of it."""

Levels = dict[Field, NDArray[np.uint32]]
"""The integers of fields, 0 where they are not defined."""
Compute = Callable[[tuple[int, int], int], Levels]
"""``compute(shape, max_iter)``: the fields of a tile in so many pixels."""
Preview = Callable[[Compute, int, int], Levels]
"""``preview(compute, z, max_iter)``: fields of all pixels, 0 where they are not known yet."""

WHOLE = (_core.TILE_SIZE, _core.TILE_SIZE)
_BLOCKS = (_core.TILE_SIZE // BLOCK, _core.TILE_SIZE // BLOCK)


def previews(z: int, max_iter: int) -> tuple[Preview, ...]:
    """Return the previews of tiles of a level, the quickest first; together a third of a tile's time."""
    if z > _core.MAX_Z:
        return (blocks,)
    return (quick, coarse) if max_iter > EXPENSIVE * _core.level_max_iter(z) else ()


def quick(compute: Compute, z: int, max_iter: int) -> Levels:  # noqa: ARG001 - as all previews
    """Take as many steps as "auto" would: what escapes meanwhile has its value, once and for all."""
    return compute(WHOLE, _core.level_max_iter(z))


def coarse(compute: Compute, z: int, max_iter: int) -> Levels:
    """Fill what `quick` leaves open with blocks."""
    known, early = quick(compute, z, max_iter), compute(_BLOCKS, _core.level_max_iter(z))
    late = blocks(compute, z, max_iter)
    # The middle of a block may have escaped where this point is known to stay.
    return {
        field: np.where((values == 0) & (_spread(early[field]) == 0), late[field], values)
        for field, values in known.items()
    }


def blocks(compute: Compute, z: int, max_iter: int) -> Levels:  # noqa: ARG001 - as all previews
    """Draw all in blocks."""
    return {field: _spread(values) for field, values in compute(_BLOCKS, max_iter).items()}


def _spread(values: NDArray[np.uint32]) -> NDArray[np.uint32]:
    return values.repeat(BLOCK, axis=0).repeat(BLOCK, axis=1)
