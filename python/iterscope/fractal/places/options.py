"""Options that the command lines of films and pyramids share, and what they mean."""

import argparse

from iterscope.fractal.base import Fractal
from iterscope.fractal.families import Julia, Mandelbrot
from iterscope.fractal.places.address import find
from iterscope.fractal.view import View


def shared(size: tuple[int, int]) -> argparse.ArgumentParser:
    """Return a parent of parsers, with this size by default: width and height."""
    usual = "{}x{}".format(*size)

    def parsed(text: str) -> tuple[int, int]:
        width, _, height = text.partition("x")
        if not (width.isdecimal() and height.isdecimal()):
            raise argparse.ArgumentTypeError(f"must be such as {usual}, got {text}")
        return int(width), int(height)

    parser = argparse.ArgumentParser(add_help=False)
    add = parser.add_argument
    add("--degree", type=int, default=2, help="of the formula (default 2)")
    add("--size", type=parsed, default=size, metavar="WxH", help=f"pixels (default {usual})")
    add("--colormap", default="inferno", help="(default inferno)")
    add("--density", type=float, default=1.0, help="how often the colors pass by (default 1)")
    add("--antialias", type=int, default=1, help="samples along a side of a pixel: 1, 2 or 4 (default 1)")
    add("--max-iter", type=int, metavar="N", help="iterations (default: by the depth)")
    return parser


def formula(julia: str | None, degree: int) -> Fractal:
    """Return the Mandelbrot set, or the Julia set of ``--julia``; raise ValueError if that names none."""
    if julia is None:
        return Mandelbrot(degree)
    real, comma, imaginary = julia.partition(",")
    if not comma:
        raise ValueError(f"--julia must be two decimals such as 0,1, got {julia}")
    return Julia((real, imaginary), degree)


def view(place: str, fractal: Fractal) -> View:
    """Return the view that a PNG has, or that 'Go to' would find."""
    return View.from_png(place) if place.lower().endswith(".png") else find(place, fractal).view
