"""Options of a view's pictures."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, kw_only=True)
class Style:
    """Options of the pictures that the kernel draws; `iterscope.MixtureWidget` has traits of these names."""

    dims: tuple[int, ...] = (0, 1)
    colors: Literal["blend", "argmax"] = "blend"
    fade: bool = False
    classes: bool = True
    sigmas: tuple[int, ...] = (1, 2, 3)
    density: Literal["none", "heat", "contours"] = "none"
    image_shape: tuple[int, int] | None = None
    width: int = 960
    height: int = 540
