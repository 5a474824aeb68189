"""The command line of films."""

import argparse
import sys
from pathlib import Path

from iterscope.fractal.base import Fractal
from iterscope.fractal.coloring import Coloring
from iterscope.fractal.families import Julia, Mandelbrot
from iterscope.fractal.film.produce import film
from iterscope.fractal.places.address import find
from iterscope.fractal.view import View


def main() -> None:
    """Film what was asked for; exit with 1 and a word if there is no such film, with 130 if interrupted."""
    options = _options()
    try:
        formula = _formula(options.julia, options.degree)
        film(
            options.path,
            [_view(place, formula) for place in options.place],
            formula=formula,
            coloring=Coloring(options.colormap, density=options.density),
            max_iter="auto" if options.max_iter is None else options.max_iter,
            seconds=options.seconds,
            size=options.size,
            fps=options.fps,
            antialias=options.antialias,
            resume=options.resume,
        )
    except (TypeError, ValueError, ImportError, OSError, MemoryError) as error:
        sys.exit(f"error: {error}")
    except KeyboardInterrupt:
        sys.exit(130)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m iterscope.fractal.film",
        description="Film a flight from home, or from the first of several places, to the last one.",
    )
    add = parser.add_argument
    add("path", type=Path, help=".mp4, .webm, .gif, or a new folder for PNG files")
    add(
        "place",
        nargs="+",
        help="what 'Go to' takes, such as a point and a width, '0 + 1i, 1e-50', or an angle; or a PNG",
    )
    add("--julia", metavar="RE,IM", help="film a Julia set, --julia=-0.8,0.156 (default: the Mandelbrot set)")
    add("--degree", type=int, default=2, help="of the formula (default 2)")
    add("--colormap", default="inferno", help="(default inferno)")
    add("--density", type=float, default=1.0, help="how often the colors pass by (default 1)")
    add("--max-iter", type=int, metavar="N", help="iterations (default: by the depth)")
    add("--seconds", type=float, help="how long it lasts (default: a second for each zoom by four)")
    add("--size", type=_size, default=(1920, 1080), metavar="WxH", help="pixels (default 1920x1080)")
    add("--fps", type=int, default=30, help="frames a second (default 30)")
    add("--antialias", type=int, default=1, help="samples along a side of a pixel: 1, 2 or 4 (default 1)")
    add(
        "--resume", action="store_true", help="keep what is done of an interrupted film, and go on from there"
    )
    return parser.parse_args()


def _formula(julia: str | None, degree: int) -> Fractal:
    if julia is None:
        return Mandelbrot(degree)
    real, comma, imaginary = julia.partition(",")
    if not comma:
        raise ValueError(f"--julia must be two decimals such as 0,1, got {julia}")
    return Julia((real, imaginary), degree)


def _view(place: str, formula: Fractal) -> View:
    return View.from_png(place) if place.lower().endswith(".png") else find(place, formula).view


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.partition("x")
    if not (width.isdecimal() and height.isdecimal()):
        raise argparse.ArgumentTypeError(f"must be such as 1920x1080, got {text}")
    return int(width), int(height)


if __name__ == "__main__":
    main()
