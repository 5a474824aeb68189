"""Escape-time fractals: arrays and pictures, with or without a notebook."""

from importlib import import_module
from os import PathLike
from typing import TYPE_CHECKING, Any

from iterscope.fractal import base, view
from iterscope.fractal.coloring import Coloring, palette
from iterscope.fractal.families import FAMILIES, BurningShip, Julia, Mandelbrot, Newton
from iterscope.fractal.families.examples import EXAMPLES
from iterscope.fractal.view import View

if TYPE_CHECKING:
    from iterscope.fractal import overlays as overlays
    from iterscope.fractal import places as places

__all__ = ["BurningShip", "Coloring", "Julia", "Mandelbrot", "Newton", "View", "palette"]

_ROOMS = {"overlays", "places"}

base.families.leads_to(lambda: FAMILIES)
base.examples.leads_to(lambda: EXAMPLES)


@view.find.leads_to
def _find(address: str) -> View:
    from iterscope.fractal.places.address import meant  # noqa: PLC0415 - it imports msgspec

    return meant("address", address).view


@view.seen.leads_to
def _seen(picture: bytes | str | PathLike[str]) -> View:
    from iterscope.fractal.places.saved import SavedView  # noqa: PLC0415 - likewise

    return SavedView.from_png(picture).view


def __getattr__(name: str) -> Any:
    """Import a room when it is first used."""
    if name in _ROOMS:
        return import_module(f"iterscope.fractal.{name}")
    raise AttributeError(f"module 'iterscope.fractal' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *_ROOMS})
