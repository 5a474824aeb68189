"""Escape-time fractals: arrays and pictures, with or without a notebook."""

from iterscope.fractal.coloring import palette
from iterscope.fractal.families import Julia, Mandelbrot

__all__ = ["Julia", "Mandelbrot", "palette"]
