"""The compiled core. Everything here is wrapped, validated and documented by the package."""

from typing import Final, Literal, Self, TypeAlias, final

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "MAX_COLOURS",
    "MAX_ITER",
    "MAX_PIXELS",
    "MAX_Z",
    "MIN_Z",
    "TILE_SIZE",
    "Cancellation",
    "CancelledError",
    "complex_region",
    "configure",
    "escape_counts",
    "julia_div",
    "paint",
    "paint_png",
    "paint_tile",
    "runtime",
]

MAX_COLOURS: Final = 65536
"""Most colours of a palette."""
MAX_ITER: Final = 10000000
"""Most iterations of one point."""
MAX_PIXELS: Final = 268435456
"""Most pixels of one picture."""
MAX_Z: Final = 43
"""Finest level of tiles."""
MIN_Z: Final = -4
"""Coarsest level of tiles."""
TILE_SIZE: Final = 256
"""Pixels along each side of a tile."""

_Simd: TypeAlias = Literal["avx512", "avx2", "portable"]

class CancelledError(RuntimeError):
    """The computation was stopped by its `Cancellation`."""

@final
class Cancellation:
    """Stops the computations it was given to."""

    def __new__(cls) -> Self: ...
    def cancel(self) -> None:
        """Ask the computations to stop; they then raise `CancelledError`."""

    @property
    def cancelled(self) -> bool:
        """Whether `cancel` was called."""

def configure(*, n_threads: int | None = None, simd: str | None = None) -> None:
    """Set the number of threads and the instruction set of all later computations."""

def runtime() -> tuple[int, _Simd, list[_Simd]]:
    """Return the number of threads, the instruction set in use, and all that this processor has."""

def escape_counts(
    c: complex,
    region: tuple[float, float, float, float],
    shape: tuple[int, int],
    *,
    max_iter: int,
    bailout: float,
    grid: str,
    cancellation: Cancellation | None = None,
) -> NDArray[np.uint32]:
    """Return the escape counts, shape (height, width)."""

def paint(
    c: complex,
    region: tuple[float, float, float, float],
    shape: tuple[int, int],
    *,
    max_iter: int,
    min_iter: int | None,
    bailout: float,
    palette: NDArray[np.uint8],
    grid: str,
    cancellation: Cancellation | None = None,
) -> NDArray[np.uint8]:
    """Return the coloured picture, shape (height, width, 3); `min_iter` None repeats the palette."""

def paint_png(
    c: complex,
    region: tuple[float, float, float, float],
    shape: tuple[int, int],
    *,
    max_iter: int,
    min_iter: int | None,
    bailout: float,
    palette: NDArray[np.uint8],
    grid: str,
    cancellation: Cancellation | None = None,
) -> bytes:
    """Return the coloured picture as a PNG."""

def paint_tile(
    c: complex,
    tile: tuple[int, int, int],
    *,
    max_iter: int,
    min_iter: int | None,
    bailout: float,
    palette: NDArray[np.uint8],
    cancellation: Cancellation | None = None,
) -> str:
    """Return the tile (z, x, y) as a PNG in base64."""

def complex_region(bounds: tuple[float, float, float, float], resolution: int) -> NDArray[np.complex128]:
    """Return the points of the article's region, shape (columns, rows)."""

def julia_div(
    c_0: complex,
    threshold: float,
    n_iterations: tuple[int, int],
    resolution: int,
    bounds: tuple[float, float, float, float],
) -> NDArray[np.float64]:
    """Return the article's divergence of the region's points, shape (columns, rows)."""
