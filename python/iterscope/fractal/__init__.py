"""Escape-time fractals: arrays and pictures, with or without a notebook."""

from iterscope.fractal.article import ComplexRegion, JuliaDiv
from iterscope.fractal.colormap import palette
from iterscope.fractal.julia import Julia

__all__ = ["ComplexRegion", "Julia", "JuliaDiv", "palette"]
