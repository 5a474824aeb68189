"""Internal addresses: the way from the main cardioid to a component of the Mandelbrot set."""

from fractions import Fraction
from typing import Self, SupportsIndex

from iterscope import _core
from iterscope.dynamics.angle import Angle, Turns
from iterscope.validation import arguments


class InternalAddress:
    """An angled internal address: the components that lead to one, and where the way leaves each.

    Each component is the one of least period behind the last. Two components never share an angled address
    (Lau and Schleicher).

    Parameters
    ----------
    address : str
        Periods from 1 on, each but the last with its internal angle: ``"1_1/2 2_1/2 3"``. Angles may be left
        out where they can only be 1/2, and arrows are read as spaces: ``"1 -> 2 -> 4 -> 8"``.

    Raises
    ------
    TypeError
        If `address` is no string.
    ValueError
        If it is not written so, its period is beyond 4096, or no component has it.

    Examples
    --------
    >>> address = InternalAddress("1_1/3 3_1/2 4")
    >>> address.periods, address.internal_angles
    ((1, 3, 4), (Fraction(1, 3), Fraction(1, 2)))
    >>> address.angles
    (Angle(1, 5), Angle(4, 15))
    >>> InternalAddress.of("3/7")
    InternalAddress('1_1/2 2_1/2 3')
    """

    __slots__ = ("_angles", "_internal_angles", "_periods", "_text")

    def __init__(self, address: str) -> None:
        if not isinstance(address, str):
            raise TypeError(
                f"address must be a string such as '1_1/2 2_1/2 3', got {arguments.shown(address)}"
            )
        self._read(_core.parse_internal_address(address))
        self._angles: tuple[Angle, Angle] | None = self._found()

    @classmethod
    def of(cls, angle: Turns, max_period: SupportsIndex | None = None) -> Self:
        """Return the address of the component of a periodic angle.

        Parameters
        ----------
        angle : Angle, Fraction or str
            The angle.
        max_period : int, optional
            The way ends at the last component up to this period; by default that of a periodic angle, and for
            a preperiodic one, which has no end, its preperiod and twice its period.

        Raises
        ------
        TypeError, ValueError
            If an argument is of the wrong type or out of range.

        Examples
        --------
        >>> InternalAddress.of("1/6", max_period=7)
        InternalAddress('1_1/3 3_1/2 5_1/2 7')
        """
        angle = Angle(angle)
        last = angle.preperiod + angle.period * (2 if angle.preperiod else 1)
        if max_period is not None:
            last = arguments.integer("max_period", max_period, 1, _core.MAX_ANGLE_LENGTH)
        self = cls.__new__(cls)
        self._read(_core.internal_address(angle.as_integer_ratio(), min(last, _core.MAX_ANGLE_LENGTH)))
        self._angles = None
        return self

    @property
    def periods(self) -> tuple[int, ...]:
        """The periods of the components on the way, the last one that of the component itself."""
        return self._periods

    @property
    def internal_angles(self) -> tuple[Fraction, ...]:
        """The internal angles at which the way leaves each component but the last."""
        return self._internal_angles

    @property
    def period(self) -> int:
        """The period of the component."""
        return self._periods[-1]

    @property
    def angles(self) -> tuple[Angle, Angle]:
        """The two angles whose rays land at the root of the component, the lesser one first."""
        if self._angles is None:
            self._angles = self._found()
        return self._angles

    def _read(self, parts: tuple[str, list[tuple[int, int, int]], int]) -> None:
        self._text, way, period = parts
        self._periods = (*(entry[0] for entry in way), period)
        self._internal_angles = tuple(Fraction(*entry[1:]) for entry in way)

    def _found(self) -> tuple[Angle, Angle]:
        lower, upper = _core.address_angles(self._text)
        return Angle(*lower), Angle(*upper)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, InternalAddress) and self._text == other._text

    def __hash__(self) -> int:
        return hash(self._text)

    def __str__(self) -> str:
        return self._text

    def __repr__(self) -> str:
        return f"InternalAddress({self._text!r})"
