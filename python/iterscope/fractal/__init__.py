"""Escape-time fractals: arrays and pictures, with or without a notebook."""

from iterscope.fractal.coloring import palette
from iterscope.fractal.families import Julia

__all__ = ["Julia", "palette"]
