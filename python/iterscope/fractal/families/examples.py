"""Places worth seeing, in all families."""

from iterscope.fractal.families.burning_ship import BurningShip
from iterscope.fractal.families.julia import Julia
from iterscope.fractal.families.mandelbrot import Mandelbrot
from iterscope.fractal.families.newton import Newton
from iterscope.fractal.families.shown import ShownFractal
from iterscope.fractal.view import View

EXAMPLES: tuple[tuple[str, ShownFractal, View | None], ...] = (
    ("Dust of spirals", Julia(-0.8 + 0.156j), None),
    ("Douady's rabbit", Julia(-0.12256116687665 + 0.74486176661974j), None),
    ("Dendrite", Julia(1j), None),
    ("The dendrite's tip at 1e-100", Julia(1j), View(1j, width="4e-100")),
    ("Cauliflower", Julia(0.25), None),
    ("Cubic Julia set", Julia(0.55 + 0.1j, degree=3), None),
    ("Mandelbrot set", Mandelbrot(), None),
    ("Seahorse valley", Mandelbrot(), View(-0.7445 + 0.1155j, width=0.02)),
    ("Misiurewicz point i at 1e-50", Mandelbrot(), View(1j, width="4e-50")),
    ("Multibrot set of degree 4", Mandelbrot(degree=4), None),
    ("Burning Ship", BurningShip(), None),
    ("A ship on the needle", BurningShip(), View(-1.755 - 0.03j, width=0.12)),
    ("Newton's method for z³ = 1", Newton(coefficients=[1, 0, 0, -1]), None),
    ("Newton's method for z⁵ = z", Newton(coefficients=[1, 0, 0, 0, -1, 0]), None),
)
"""Title, fractal and place; None for its home."""
