"""Escape-time fractals: arrays and pictures, with or without a notebook."""

from iterscope.fractal.coloring import Coloring, palette
from iterscope.fractal.families import BurningShip, Julia, Mandelbrot, Newton
from iterscope.fractal.view import View

__all__ = ["BurningShip", "Coloring", "Julia", "Mandelbrot", "Newton", "View", "palette"]
