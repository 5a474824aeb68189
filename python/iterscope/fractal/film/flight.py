"""Even-paced paths through the plane and its scales."""

import math
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal
from itertools import accumulate, pairwise
from typing import SupportsFloat

from iterscope.fractal.view import MAX_LOG2_WIDTH, View
from iterscope.validation import arguments
from iterscope.validation.decimals import MAX_DIGITS

RHO = math.sqrt(2.0)
"""How much zooming is worth how much panning: the value that people liked best, sqrt(2)."""
_SPARE_DIGITS = 20
"""Decimals of a center beyond those that the width has."""
_EXACT = Context(prec=4 * MAX_DIGITS)
_LN2, _LN10 = math.log(2.0), math.log(10.0)
_LN_RHO2 = 2.0 * math.log(RHO)


class Flight:
    """The smoothest path through some views, along which what is seen changes at an even pace.

    Between far places it zooms out, moves over and zooms in again, as J. J. van Wijk and W. A. A. Nuij found:
    "Smooth and efficient zooming and panning", IEEE Symposium on Information Visualization 2003, equations 6
    to 9, with rho = sqrt(2).

    Parameters
    ----------
    views : sequence of View
        At least one, of any depth.

    Raises
    ------
    TypeError
        If `views` is no sequence of views.
    ValueError
        If it is empty.

    Examples
    --------
    >>> from iterscope import View
    >>> flight = Flight([View(("-0.5", "0"), 1), View(("0", "1"), width="1e-300")])
    >>> flight.at(0), flight.at(1)
    (View(('-0.5', '0'), log2_width=1.0), View(('0', '1'), log2_width=-996.5784284662087))
    >>> round(flight.at(0.5).log2_width)
    -497
    """

    def __init__(self, views: Sequence[View]) -> None:
        if isinstance(views, str | bytes) or not isinstance(views, Iterable):
            raise TypeError(f"views must be a sequence of View, got {arguments.shown(views)}")
        self._views = tuple(views)
        for view in self._views:
            if not isinstance(view, View):
                raise TypeError(f"views must be made of View, got {arguments.shown(view)}")
        if not self._views:
            raise ValueError("views must hold at least one View, got none")
        self._legs = tuple(_Leg.between(*ends) for ends in pairwise(self._views))
        self._ends = tuple(accumulate(leg.length for leg in self._legs))

    def __repr__(self) -> str:
        return f"<Flight through {len(self._views)} views, of length {self.length:.4g}>"

    @property
    def views(self) -> tuple[View, ...]:
        """The views that it leads through."""
        return self._views

    @property
    def length(self) -> float:
        """How far it is as the eye counts: a zoom by two is ``log(2) / sqrt(2)``."""
        return self._ends[-1] if self._ends else 0.0

    @property
    def stops(self) -> tuple[float, ...]:
        """The shares of the way after which its views are reached, the first at 0 and the last at 1."""
        return 0.0, *(end / self.length if self.length else 1.0 for end in self._ends)

    def at(self, share: SupportsFloat) -> View:
        """Return the view after a share of the way.

        Parameters
        ----------
        share : float
            From 0 to 1.

        Returns
        -------
        View
            At both ends exactly the first and the last of the views; between them the center is accurate to
            a billionth of the width.

        Raises
        ------
        TypeError, ValueError
            If `share` is not a number from 0 to 1.
        """
        part = arguments.real("share", share)
        if not 0.0 <= part <= 1.0:
            raise ValueError(f"share must be from 0 to 1, got {arguments.shown(share)}")
        if part in {0.0, 1.0} or self.length == 0.0:
            return self._views[-1 if part == 1.0 else 0]
        passed = part * self.length
        place = min(bisect_right(self._ends, passed), len(self._legs) - 1)
        leg = self._legs[place]
        return leg.after(leg.length - (self._ends[place] - passed))


@dataclass(frozen=True)
class _Leg:
    """The way from a view to the next one; lengths are natural logarithms, as float64 ends at 1e-308.

    `before` and `behind` are the paper's r0 and r1.
    """

    start: View
    end: View
    way: tuple[Decimal, Decimal]
    log_way: float
    before: float
    behind: float
    length: float

    @classmethod
    def between(cls, start: View, end: View) -> "_Leg":
        x, y = (
            _EXACT.subtract(Decimal(there), Decimal(here))
            for here, there in zip(start.center, end.center, strict=True)
        )
        first, last = (view.log2_width * _LN2 for view in (start, end))
        narrowing = last - first
        if not (x or y):
            return cls(start, end, (x, y), -math.inf, 0.0, 0.0, abs(narrowing) / RHO)
        log_way = _log_hypot(x, y)
        # r0 = -asinh(b0), b0 = (w1² - w0² + rho⁴ u²) / (2 w0 rho² u), w1² - w0² = 2 w0 w1 sinh(log(w1 / w0)).
        zoom, pan = _log_sinh(abs(narrowing)) - _LN_RHO2 - log_way, _LN_RHO2 + log_way - _LN2
        sign = math.copysign(1.0, narrowing)
        before = -_asinh((sign, last + zoom), (1.0, pan - first))
        behind = -_asinh((sign, first + zoom), (-1.0, pan - last))
        return cls(start, end, (x, y), log_way, before, behind, max(behind - before, 0.0) / RHO)

    def after(self, passed: float) -> View:
        """Return the view after a length of the way."""
        passed = min(max(passed, 0.0), self.length)
        if passed == 0.0:
            return self.start
        left = self.length - passed
        if left == 0.0:
            return self.end
        # All is taken from the nearer end: there nothing cancels.
        near, far, step, bend = (
            (self.start, self.end, passed, self.before)
            if passed <= left
            else (self.end, self.start, left, -self.behind)
        )
        log_width = near.log2_width * _LN2
        if self.log_way == -math.inf:
            log_width += math.copysign(RHO * step, far.log2_width - near.log2_width)
            return _view(near.center, log_width)
        log_width += _log_cosh(bend) - _log_cosh(bend + RHO * step)
        shares = [
            log_width + _log_sinh(RHO * gone) - _log_cosh(turn) - _LN_RHO2 - self.log_way
            for gone, turn in ((passed, self.before), (left, self.behind))
        ]
        from_start = shares[0] <= shares[1]
        share = _exponential(min(shares)) * (1 if from_start else -1)
        origin = self.start if from_start else self.end
        x, y = (
            str(_rounded(_EXACT.add(Decimal(part), _EXACT.multiply(way, share)), log_width))
            for part, way in zip(origin.center, self.way, strict=True)
        )
        return _view((x, y), log_width)


def _view(center: tuple[str, str], log_width: float) -> View:
    return View(center, min(log_width / _LN2, MAX_LOG2_WIDTH))


def _rounded(number: Decimal, log_width: float) -> Decimal:
    """Return a coordinate with as many decimals as a width has, and some more."""
    return _EXACT.quantize(number, Decimal((0, (1,), math.floor(log_width / _LN10) - _SPARE_DIGITS)))


def _log_hypot(x: Decimal, y: Decimal) -> float:
    exponent = max(part.adjusted() for part in (x, y) if part)
    return (
        math.log(math.hypot(*(float(part.scaleb(-exponent, _EXACT)) for part in (x, y)))) + exponent * _LN10
    )


def _exponential(logarithm: float) -> Decimal:
    exponent = math.floor(logarithm / _LN10)
    return Decimal(math.exp(logarithm - exponent * _LN10)).scaleb(exponent, _EXACT)


def _log_sinh(x: float) -> float:
    """Return log(sinh(x)) of x >= 0."""
    return x + math.log(-math.expm1(-2.0 * x) / 2.0) if x > 0.0 else -math.inf


def _log_cosh(x: float) -> float:
    return abs(x) + math.log1p(math.exp(-2.0 * abs(x))) - _LN2


def _asinh(*terms: tuple[float, float]) -> float:
    """Return the inverse hyperbolic sine of a sum of terms, each a sign and a logarithm."""
    scale = max(0.0, *(logarithm for _, logarithm in terms))
    total = sum(sign * math.exp(logarithm - scale) for sign, logarithm in terms)
    if scale < 300.0:
        return math.asinh(total * math.exp(scale))
    return math.copysign(math.log(2.0 * abs(total)) + scale, total) if total else 0.0
