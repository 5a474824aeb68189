"""The live view of a fit."""

from iterscope.widgets.mixture import MixtureWidget

__all__ = ["MixtureWidget"]
