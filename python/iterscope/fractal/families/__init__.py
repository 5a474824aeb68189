"""The families of fractals, one file each; a new one is a class here and a name in `FAMILIES`."""

from iterscope.fractal.families.burning_ship import BurningShip
from iterscope.fractal.families.julia import Julia
from iterscope.fractal.families.mandelbrot import Mandelbrot
from iterscope.fractal.families.newton import Newton
from iterscope.fractal.families.shown import ShownFractal

__all__ = ["FAMILIES", "BurningShip", "Julia", "Mandelbrot", "Newton"]

FAMILIES: dict[str, type[ShownFractal]] = {
    family.kind: family for family in (Julia, Mandelbrot, BurningShip, Newton)
}
"""The families by their kind."""
