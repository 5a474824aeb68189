"""The article's `ComplexRegion` and `JuliaDiv`, as its package ``juliaset`` has them."""

from collections.abc import Sequence
from typing import SupportsComplex, SupportsFloat, SupportsIndex

import numpy as np
from numpy.typing import NDArray

from iterscope import _core
from iterscope.validation import arguments
from iterscope.widget.progress import Progress, watched


class ComplexRegion:
    """A rectangle of the complex plane whose axes run from left to right, whichever is larger.

    Parameters
    ----------
    xleft, xright : float
        Real part of the first column, and of the one after the last.
    yleft, yright : float
        Imaginary part of the first row, and of the one after the last.

    Raises
    ------
    TypeError, ValueError
        If a bound is not a finite real number, or a span is zero or not finite.
    """

    def __init__(
        self, xleft: SupportsFloat, xright: SupportsFloat, yleft: SupportsFloat, yright: SupportsFloat
    ) -> None:
        self._bounds = (
            arguments.real("xleft", xleft),
            arguments.real("xright", xright),
            arguments.real("yleft", yleft),
            arguments.real("yright", yright),
        )
        if self._bounds[0] == self._bounds[1]:
            raise ValueError(f"xleft must differ from xright, got {arguments.shown(xleft)} for both")
        if self._bounds[2] == self._bounds[3]:
            raise ValueError(f"yleft must differ from yright, got {arguments.shown(yleft)} for both")

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """The four arguments, in their order."""
        return self._bounds

    def __repr__(self) -> str:
        return "ComplexRegion({}, {}, {}, {})".format(*self._bounds)

    def build(self, resolution: SupportsIndex) -> NDArray[np.complex128]:
        """Write down the points of the region.

        Parameters
        ----------
        resolution : int
            Points along the real axis; their number along the imaginary axis follows from the aspect ratio.

        Returns
        -------
        ndarray of complex128, shape (resolution, round(resolution * yspan / xspan))
            Axis 0 is the real part. The right ends are excluded.

        Raises
        ------
        TypeError, ValueError
            If there would be no point or more than 2**28, or float64 cannot tell neighbours apart.
        MemoryError
            If the points cannot be allocated.
        """
        return _core.complex_region(self._bounds, _resolution(resolution))


class JuliaDiv:
    """Divergence of the points of a region under z -> z² + c_0: how soon each of them escapes.

    Parameters
    ----------
    c_0 : complex
        The constant.
    threshold : float, default=2.0
        A point diverges when ``abs(z)`` passes it.
    n_iterations : (int, int), default=(0, 50)
        Points that diverge within the first number of iterations count as 0, those that do not within the
        second as 1.
    resolution : int, default=1000
        Points along the real axis.

    Raises
    ------
    TypeError, ValueError
        If an argument is of the wrong type or out of range.
    """

    def __init__(
        self,
        c_0: SupportsComplex | SupportsFloat,
        threshold: SupportsFloat = 2.0,
        n_iterations: Sequence[SupportsIndex] = (0, 50),
        resolution: SupportsIndex = 1000,
    ) -> None:
        self._c_0 = arguments.complex_number("c_0", c_0)
        self._threshold = arguments.radius("threshold", threshold)
        first, last = arguments.items("n_iterations", n_iterations, 2, "(minimum, maximum)")
        last = arguments.integer("n_iterations", last, 1, _core.MAX_ITER)
        self._n_iterations = (arguments.integer("n_iterations", first, 0, last - 1), last)
        self._resolution = _resolution(resolution)

    def __repr__(self) -> str:
        return f"JuliaDiv({self._c_0}, {self._threshold}, {self._n_iterations}, {self._resolution})"

    def over(self, region: ComplexRegion, *, progress: Progress | bool = True) -> NDArray[np.float64]:
        """Compute the divergence of a region's points.

        Parameters
        ----------
        region : ComplexRegion
        progress : callable or bool, default=True
            As for `Julia.escape_counts`.

        Returns
        -------
        ndarray of float64, shape as of ``region.build(resolution)``
            From 0 (fast) to 1 (not at all). Axis 0 is the real part: transpose it to show it.

        Raises
        ------
        TypeError
            If `region` is not a `ComplexRegion`.
        ValueError
            If there would be no point or more than 2**28, or float64 cannot tell neighbours apart.
        MemoryError
            If the values cannot be allocated.
        KeyboardInterrupt
            Within 100 ms of Ctrl-C.
        """
        if not isinstance(region, ComplexRegion):
            raise TypeError(f"region must be a ComplexRegion, got {arguments.shown(region)}")
        with watched(None, progress=progress, name="over"):
            return _core.julia_div(
                self._c_0, self._threshold, self._n_iterations, self._resolution, region.bounds
            )


def _resolution(value: SupportsIndex) -> int:
    return arguments.integer("resolution", value, 1, _core.MAX_PIXELS)
