"""Names of overlays, as a trait."""

from typing import Any, get_args

import traitlets

from iterscope.fractal.messages import Overlay
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
