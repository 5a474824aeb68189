"""Traits of the view of a fit, how they follow the session, and how the session follows them."""

from iterscope.fit.traits.controls import TraitControls
from iterscope.fit.traits.mirror import TraitMirror
from iterscope.fit.traits.traits import SETTINGS, FitTraits

__all__ = ["SETTINGS", "FitTraits", "TraitControls", "TraitMirror"]
