"""Traits of overlays: which are shown, and the angles of rays."""

from typing import Any, get_args

import traitlets

from iterscope.fractal.messages.overlays import MAX_ANGLES, Overlay
from iterscope.fractal.overlays.ray import followed
from iterscope.widget.traits import refusal

NAMES: tuple[Overlay, ...] = get_args(Overlay)
"""All overlays, from the lowest up."""


class OverlayNames(traitlets.TraitType[tuple[Overlay, ...], Any]):
    """Names of different overlays, in any order."""

    default_value = ()

    def validate(self, obj: Any, value: Any) -> tuple[Overlay, ...]:  # noqa: ARG002 - traitlets' signature
        """Check a value; raises TraitError."""
        known = isinstance(value, list | tuple) and all(isinstance(each, str) for each in value)
        if not known or len(set(value)) < len(value) or not set(value) <= set(NAMES):
            raise refusal(self.name, f"a list of different names out of {', '.join(NAMES)}", value)
        return tuple(value)


class Angles(traitlets.TraitType[tuple[str, ...], Any]):
    """External angles, as reduced fractions of a turn."""

    default_value = ()

    def validate(self, obj: Any, value: Any) -> tuple[str, ...]:  # noqa: ARG002 - traitlets' signature
        """Check a value; raises TraitError."""
        if not isinstance(value, list | tuple) or len(value) > MAX_ANGLES:
            raise refusal(self.name, f"a list of at most {MAX_ANGLES} fractions such as '1/7'", value)
        try:
            angles = tuple(followed(each) for each in value)
        except (TypeError, ValueError) as error:
            raise traitlets.TraitError(f"{self.name}: {error}") from None
        return tuple(dict.fromkeys(map(str, angles)))
