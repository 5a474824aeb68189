"""Nuclei: the centers of the components of the interior."""

from dataclasses import dataclass
from typing import Any, SupportsComplex, SupportsFloat, SupportsIndex

from iterscope import _core
from iterscope.dynamics.place import Decimals, Place, disc, magnitude, middle, narrow
from iterscope.validation import arguments

NucleusParts = tuple[int, Decimals, tuple[complex, int]]
"""Period, parameter, and size as mantissa and exponent of 2."""


@dataclass(frozen=True, slots=True)
class Nucleus:
    """A parameter c for which 0 is periodic under z -> z^d + c, and the component around it.

    Attributes
    ----------
    period : int
        The period of 0.
    c : (str, str)
        Real and imaginary part as decimal strings.
    size : complex
        The component, and all that surrounds it, looks like that of period 1 times this. 0 below 1e-308.
    log2_size : float
        Logarithm of the absolute value of the size to the base 2, at any depth.
    degree : int
        The degree d of the map.
    """

    period: int
    c: Decimals
    size: complex
    log2_size: float
    degree: int = 2

    @property
    def log2_width(self) -> float:
        """Logarithm of the width of a view of the small copy of the set to the base 2."""
        return self.log2_size + 2

    def point(self, multiplier: SupportsComplex | SupportsFloat, *, branch: SupportsIndex = 0) -> Decimals:
        """Return a parameter of the component whose cycle has this multiplier.

        Parameters
        ----------
        multiplier : complex
            Of absolute value at most 1; 1 gives the root of the component.
        branch : int, default=0
            For degree d there are d - 1 such parameters; from 0 to d - 2, which one.

        Returns
        -------
        (str, str)
            As precise as float64 in units of the component's size.

        Raises
        ------
        TypeError, ValueError
            If it is no number, outside the unit disc, or so close to 1 that it is not told from it; if
            `branch` is out of range.

        Examples
        --------
        >>> complex(*map(float, nucleus(-1.75, 0.1).point(-1)))
        (-1.768529152467685+0j)
        """
        found = _core.component_point(
            self.c,
            self.period,
            self.degree,
            arguments.complex_number("multiplier", multiplier),
            arguments.integer("branch", branch, 0, self.degree - 2),
        )
        if found is None:
            raise ValueError(f"c must be a nucleus of period {self.period}, got {arguments.shown(self.c)}")
        return found


def nucleus(
    view: Place | complex | tuple[Any, Any],
    radius: SupportsFloat | str | None = None,
    *,
    period: SupportsIndex | None = None,
    digits: SupportsIndex | None = None,
    degree: SupportsIndex = 2,
    max_period: SupportsIndex = 100_000,
) -> Nucleus | None:
    """Return the nucleus of the lowest period in a view or a disc, to any number of digits.

    That it is the lowest one is proved: discs of parameters are followed along the orbit of 0, with a bound
    of the remainder (and Rouché's theorem). Newton's method then finds the digits, and the result is proved
    to be a nucleus of this period, and the only one within some distance.

    Parameters
    ----------
    view : View, or complex or pair of decimal strings
        A view, of which a disc as wide as the view is searched, or the center of a disc.
    radius : float, Decimal or decimal string, optional
        The radius of the disc about a center, such as ``"1e-400"``.
    period : int, optional
        Take the nucleus of this period that Newton's method finds from the center; no disc is searched.
    digits : int, optional
        Decimal places, at most 10000. By default as many as show the component.
    degree : int, default=2
        The degree d of z -> z^d + c, from 2 to 8.
    max_period : int, default=100000
        Longest period that is looked for.

    Returns
    -------
    Nucleus or None
        None if the disc has no nucleus of at most `max_period`, or Newton's method finds none of `period`.

    Raises
    ------
    TypeError, ValueError
        If an argument is of the wrong type or out of range, or the disc too large to be decided; naming
        `period` if nuclei of it are so close together there that 10000 digits do not tell one from another.

    Examples
    --------
    >>> nucleus(-1.75, 0.1).c
    ('-1.754877666246692760050', '0.000000000000000000000')
    """
    degree = arguments.integer("degree", degree, 2, _core.MAX_DEGREE)
    places = None if digits is None else arguments.integer("digits", digits, 1, _core.MAX_RESULT_DIGITS)
    if period is not None:
        center = middle(view)
        steps = arguments.integer("period", period, 1, _core.MAX_PERIOD)
        found = _core.nucleus_near(center, steps, degree, places)
    else:
        center, log2_radius = disc(view, radius)
        longest = arguments.integer("max_period", max_period, 1, _core.MAX_PERIOD)
        found = _core.lowest_nucleus(center, log2_radius, degree, longest, places)
    return found and nucleus_of(found, degree)


def nucleus_of(parts: NucleusParts, degree: int = 2) -> Nucleus:
    """Return the nucleus that the core describes so."""
    period, c, size = parts
    return Nucleus(period, c, narrow(size), magnitude(size), degree)
