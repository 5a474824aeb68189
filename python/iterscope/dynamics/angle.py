"""External angles: exact fractions of a turn."""

from fractions import Fraction
from numbers import Rational
from typing import Self, SupportsIndex, TypeAlias

from iterscope import _core
from iterscope.validation import arguments

Turns: TypeAlias = str | int | Rational
"""What an angle can be made of; ints are no `Rational` to type checkers."""


class Angle(Fraction):
    """An external angle in turns, from 0 to below 1: a fraction, and how doubling acts on it.

    It is a `fractions.Fraction`, and what is computed from it is one, too.

    Parameters
    ----------
    angle : str, int or Fraction
        The angle, such as ``"9/56"``; whole turns are taken away.
    denominator : int or Fraction, default=1
        What an `angle` that is a number is divided by, not 0.

    Attributes
    ----------
    preperiod : int
        The number of doublings until the orbit of the angle repeats. It is that of the critical *value* whose
        ray this is: 1 for 1/6, the angle of c = i. (Who counts from the critical point 0 has 1 more.)
    period : int
        The number of doublings in which the orbit repeats.

    Raises
    ------
    TypeError
        If `angle` is no exact fraction: a float is none.
    ValueError
        If the denominator is 0, or preperiod and period are together more than 65536.

    Examples
    --------
    >>> angle = Angle("9/56")
    >>> angle.preperiod, angle.period, angle.kneading_sequence
    (3, 3, '110(111)')
    >>> angle.conjugates()
    (Angle(11, 56), Angle(15, 56))
    """

    preperiod: int
    period: int

    def __new__(cls, angle: Turns, denominator: int | Rational = 1) -> Self:
        """Read the angle and follow it until it repeats."""
        if isinstance(angle, str):
            parts = _core.parse_angle(angle)
        else:
            above, below = _fraction("angle", angle), _fraction("denominator", denominator)
            parts = _core.make_angle((above[0] * below[1], above[1] * below[0]))
        self = super().__new__(cls, *parts[:2])
        self.preperiod, self.period = parts[2:]
        return self

    def __repr__(self) -> str:
        try:
            return super().__repr__()
        except ValueError:  # more decimal digits than Python writes
            return f"{type(self).__name__}({self.numerator:#x}, {self.denominator:#x})"

    @property
    def kneading_sequence(self) -> str:
        """The sides of the diameter from θ/2 to (θ + 1)/2 on which the orbit of θ lies.

        ``1`` is the side of θ itself, ``0`` the other, ``*`` the diameter. Periodic ones end in ``*``; in
        others what repeats is in parentheses, as in ``1(10)``.
        """
        return _core.kneading_sequence(self.as_integer_ratio())

    def conjugates(self) -> tuple[Self, ...]:
        """Return the other angles whose parameter rays land at the same point, in ascending order.

        Returns
        -------
        tuple of Angle
            Exactly one if the angle is periodic, but for 0; any number if it is preperiodic.

        Raises
        ------
        ValueError
            If the angle is preperiodic, and preperiod and period are together more than 1024.
        """
        return self._all(_core.conjugates(self.as_integer_ratio()))

    def tuned(self, component: Turns) -> tuple[Self, ...]:
        """Return the angles of the corresponding point in a small copy of the Mandelbrot set.

        Each binary digit is replaced by those of the component's lesser (0) or greater (1) angle: Douady's
        tuning.

        Parameters
        ----------
        component : Angle, Fraction or str
            One of the two angles of the component in the middle of the copy.

        Returns
        -------
        tuple of Angle
            One, or two if the angle is dyadic: it has two expansions.

        Raises
        ------
        TypeError
            If `component` is no exact fraction.
        ValueError
            If `component` is not periodic, or the result has more than 65536 digits.

        Examples
        --------
        >>> Angle("1/3").tuned("1/7")
        (Angle(10, 63),)
        """
        return self._all(_core.tune(self.as_integer_ratio(), type(self)(component).as_integer_ratio()))

    @classmethod
    def _all(cls, fractions: list[tuple[int, int]]) -> tuple[Self, ...]:
        return tuple(cls(*fraction) for fraction in fractions)


def _fraction(name: str, value: object) -> tuple[int, int]:
    if not isinstance(value, Rational) or isinstance(value, bool):
        raise TypeError(f"{name} must be a fraction such as '1/7', got {arguments.shown(value)}")
    return int(value.numerator), int(value.denominator)


def bulb_angles(p: SupportsIndex, q: SupportsIndex) -> tuple[Angle, Angle]:
    """Return the two angles that land at the root of the p/q bulb of the main cardioid, the lesser one first.

    Parameters
    ----------
    p, q : int
        The rotation number, in lowest terms, 0 < p < q <= 65536.

    Raises
    ------
    TypeError, ValueError
        If one is no integer, or out of range.

    Examples
    --------
    >>> bulb_angles(2, 5)
    (Angle(9, 31), Angle(10, 31))
    """
    q = arguments.integer("q", q, 2, _core.MAX_ANGLE_LENGTH)
    lower, upper = _core.bulb_angles(arguments.integer("p", p, 1, q - 1), q)
    return Angle(*lower), Angle(*upper)
