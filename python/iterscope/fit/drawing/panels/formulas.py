"""The formulas of the two half-steps of each model, as its view has them, with their numbers."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from iterscope.fit.drawing.panels.typeset import Part, Text, fraction, row, sub, sup
from iterscope.fit.recording import Recording

_MOST_NUMBERS = 3
"""Vectors of more numbers are not written out."""
_MINUS = "\N{MINUS SIGN}"
_SIGMA = "\N{GREEK SMALL LETTER SIGMA}"

Halves = tuple[tuple[Part, ...], tuple[Part, ...]]
"""Formulas of the first and of the second half-step."""


@dataclass(frozen=True)
class Example:
    """The sample and the component whose numbers are written."""

    sample: int
    component: int
    share: float
    """Of the component in the sample; NaN before the first E step."""
    weight: float
    center: tuple[float, ...]
    """Of the component, in the features that are shown."""
    variant: str
    """Type of the covariances; "" for a model without them."""


def example(recording: Recording, step: Any, dims: Sequence[int], rows: Any) -> Example:
    """Choose the most doubtful of some samples, and the component to which it belongs most.

    Parameters
    ----------
    recording : Recording
    step : Step
    dims : sequence of int
        Features that are shown.
    rows : ndarray of int or slice
        Of the samples that are looked at.

    Returns
    -------
    Example
    """
    sample, component, share = 0, 0, math.nan
    if step.shading is not None:
        shares = recording.algorithm.responsibilities(recording.data.values[rows], step.shading)
        doubtful = int(shares.max(axis=1).argmin())
        component = int(shares[doubtful].argmax())
        share = float(shares[doubtful, component])
        sample = doubtful if isinstance(rows, slice) else int(rows[doubtful])
    centers = getattr(step, recording.algorithm.names[1])
    center = tuple(float(centers[component, dim]) for dim in dims)
    variant = recording.algorithm.description.get("covariance_type", "")
    return Example(sample, component, share, float(step.weights[component]), center, variant)


def formulas(kind: str, shown: Example) -> Halves:
    """Return the formulas of a kind of models.

    Parameters
    ----------
    kind : str
        One of the registry's.
    shown : Example

    Returns
    -------
    pair of tuple of Part
        Of the first and the second half-step.
    """
    return _FORMULAS[kind](shown)


def shares_of(kind: str) -> str:
    """Return what the components' weights are called."""
    return "Shares" if kind == "kmeans" else "Weights"


def figures(value: float, digits: int = 3) -> str:
    """Write a number with so many significant digits, and all those before the point.

    Parameters
    ----------
    value : float
    digits : int, default=3

    Returns
    -------
    str
        A dash for what is no number.
    """
    if not math.isfinite(value):
        return "\N{EN DASH}"
    exponent = int(f"{value:.{digits - 1}e}".split("e")[1])
    decimals = max(0, digits - 1 - exponent)
    text = f"{value:.{decimals}f}" if -4 < exponent < 9 else f"{value:.{digits - 1}e}"
    return text.replace("-", _MINUS)


def _sum(index: str) -> Part:
    return row(sub("Σ", index), " ")


def _vector(values: Sequence[float]) -> str:
    if len(values) > _MOST_NUMBERS:
        return ""
    written = ", ".join(map(figures, values))
    return f" = {written}" if len(values) == 1 else f" = ({written})"


def _share(shown: Example) -> Part:
    return row(sub("r", f"{shown.sample},{shown.component}"), f" = {figures(shown.share)}")


def _weight(shown: Example) -> Part:
    summed = row(_sum("n"), sub("r", "nk"))
    return row(sub("π", str(shown.component)), " = ", fraction(summed, "N"), f" = {figures(shown.weight)}")


def _responsibility(term: Callable[[str], Part], of: str) -> Part:
    return row(sub("r", "nk"), " = ", fraction(term("k"), row(_sum(of), term(of))))


def _gaussian(shown: Example) -> Halves:
    k = str(shown.component)

    def term(j: str) -> Part:
        return row(sub("π", j), " N(", sub("x", "n"), " | ", sub("μ", j), ", ", sub("Σ", j), ")")

    members, off = row(_sum("n"), sub("r", "nk")), row("(", sub("x", "n"), f" {_MINUS} ", sub("μ", "k"), ")")
    squares = {
        "full": (sub("Σ", k), row(members, " ", off, sup(off, "T")), members, "I"),
        "tied": (Text("Σ"), row(_sum("nk"), sub("r", "nk"), " ", off, sup(off, "T")), Text("N"), "I"),
        "diag": (row(_SIGMA, sub("²", k)), row(members, " ", sup(off, "2")), members, ""),
        "spherical": (
            row(_SIGMA, sub("²", k)),
            row(members, " |", sub("x", "n"), f" {_MINUS} ", sub("μ", "k"), "|²"),
            row("d ", members),
            "",
        ),
    }
    name, numerator, denominator, unit = squares[shown.variant]
    covariance = row(name, " = ", fraction(numerator, denominator), f" + ε{unit}")
    mean = row(sub("μ", k), " = ", fraction(row(members, " ", sub("x", "n")), members), _vector(shown.center))
    return (_responsibility(term, "j"), _share(shown)), (_weight(shown), mean, covariance)


def _kmeans(shown: Example) -> Halves:
    k = str(shown.component)
    nearest = row(
        sub("z", "n"), " = ", sub("argmin", "k"), " |", sub("x", "n"), f" {_MINUS} ", sub("μ", "k"), "|²"
    )
    winner = k if math.isfinite(shown.share) else "\N{EN DASH}"
    chosen = row(sub("z", str(shown.sample)), f" = {winner}")
    members = row("|", sub("C", "k"), "|")
    center = row(
        sub("μ", k), " = ", fraction(row(_sum("n in C"), sub("x", "n")), members), _vector(shown.center)
    )
    share = row(fraction(row("|", sub("C", k), "|"), "N"), f" = {figures(shown.weight)}")
    return (nearest, chosen), (share, center)


def _bernoulli(shown: Example) -> Halves:
    def term(i: str) -> Part:
        p, x = sub("p", f"{i}j"), sub("x", "nj")
        zero = row("(1 ", _MINUS, " ", p, ")", sup("", row("1", _MINUS, x)))
        return row(sub("π", i), " ", sub("Π", "j"), " ", sup(p, x), " ", zero)

    members = row(_sum("n"), sub("r", "nk"))
    probability = row(
        sub("p", f"{shown.component}j"), " = ", fraction(row(members, " ", sub("x", "nj")), members)
    )
    return (_responsibility(term, "i"), _share(shown)), (_weight(shown), probability)


_FORMULAS: Final[dict[str, Callable[[Example], Halves]]] = {
    "gaussian_mixture": _gaussian,
    "kmeans": _kmeans,
    "bernoulli_mixture": _bernoulli,
}
"""By the kinds of the registry."""
