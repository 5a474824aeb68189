"""Components of the interior: which one a parameter lies in."""

from dataclasses import dataclass
from typing import SupportsComplex, SupportsFloat, SupportsIndex

from iterscope import _core
from iterscope.dynamics.angle import Angle
from iterscope.dynamics.cycle import MAX_ITER, Cycle
from iterscope.dynamics.internal_address import InternalAddress
from iterscope.dynamics.nucleus import Nucleus, nucleus_of
from iterscope.dynamics.place import Decimals
from iterscope.validation import arguments


@dataclass(frozen=True, slots=True)
class Component:
    """A component of the interior of the Mandelbrot set, or of that of a higher degree.

    Attributes
    ----------
    cycle : Cycle
        The attracting cycle of the parameter by which it was found.
    nucleus : Nucleus
        Its center.
    root : (str, str)
        Where it grows on its parent, or has its cusp: real and imaginary part as decimal strings, with as
        many decimals as the nucleus.
    is_cusp : bool
        Whether it has a cusp at its root, so that it is no satellite.
    angles : tuple of two Angle, or None
        The angles whose rays land at the root, the lesser one first. None for the main component, for degrees
        above 2, and where float64 does not tell them.
    """

    cycle: Cycle
    nucleus: Nucleus
    root: Decimals
    is_cusp: bool
    angles: tuple[Angle, Angle] | None

    @property
    def address(self) -> InternalAddress | None:
        """The way from the main component to this one; None if its angles are not known."""
        return self.angles and InternalAddress.of(self.angles[0])


def component(
    c: SupportsComplex | SupportsFloat,
    *,
    degree: SupportsIndex = 2,
    max_iter: SupportsIndex = 100_000,
) -> Component | None:
    """Return the component of the interior that a parameter lies in: nucleus, root, angles, address.

    The angles are read from the Julia set of the nucleus, and their rays are followed to prove them.

    Parameters
    ----------
    c : complex
        The parameter of z -> z^d + c.
    degree : int, default=2
        The degree d, from 2 to 8.
    max_iter : int, default=100000
        Steps of the orbit of 0 in which its cycle is looked for.

    Returns
    -------
    Component or None
        None if 0 escapes, c lies on an edge, or no cycle was found.

    Raises
    ------
    TypeError, ValueError
        If an argument is not a number, not finite, or out of range.

    Examples
    --------
    >>> found = component(-0.12 + 0.74j)
    >>> found.nucleus.period, found.angles, found.address
    (3, (Angle(1, 7), Angle(2, 7)), InternalAddress('1_1/3 3'))
    """
    power = arguments.integer("degree", degree, 2, _core.MAX_DEGREE)
    found = _core.component(
        arguments.complex_number("c", c), power, arguments.integer("max_iter", max_iter, 1, MAX_ITER)
    )
    if found is None:
        return None
    cycle, nucleus, (root, is_cusp), pair = found
    angles = pair and (Angle(*pair[0]), Angle(*pair[1]))
    return Component(Cycle(*cycle), nucleus_of(nucleus, power), root, is_cusp, angles)
