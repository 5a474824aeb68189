"""Mixtures that are compared by an information criterion."""

from typing import Literal, TypedDict

from iterscope.fit.messages.steps import Model
from iterscope.fit.messages.values import Real
from iterscope.widget.messages import Count, Request


class SelectRequest(Request, frozen=True, tag="select"):
    """Compare mixtures of several sizes, otherwise like the present one, by an information criterion."""


class ChooseRequest(Request, frozen=True, tag="choose"):
    """Show a row of the last selection."""

    n: Count


class SelectionRow(TypedDict):
    """One of the mixtures that were compared; criteria of one that could not be fitted are None."""

    n_components: int
    model: Model
    degenerate: bool
    """Whether a component has collapsed: what the criteria say then means nothing."""
    bic: Real
    aic: Real
    icl: Real


class Selection(TypedDict):
    """The mixtures that `select` has compared."""

    kind: Literal["selection"]
    criterion: Literal["bic", "aic", "icl"]
    best: int
    rows: list[SelectionRow]
