"""The command line of pyramids."""

import argparse
import sys
from pathlib import Path
from typing import Any

from iterscope.fractal.base import Fractal
from iterscope.fractal.coloring import Coloring
from iterscope.fractal.families import BurningShip, Julia, Mandelbrot, Newton
from iterscope.fractal.places.address import find
from iterscope.fractal.pyramids.write import to_dzi, to_pmtiles, to_zarr
from iterscope.fractal.view import View


def main() -> None:
    """Write what was asked for; exit with 1 and a word if that cannot be, with 130 if interrupted."""
    options = _options()
    try:
        fractal = _fractal(options)
        view = fractal.home if options.place is None else _view(options.place, fractal)
        shared: dict[str, Any] = {
            "max_iter": "auto" if options.max_iter is None else options.max_iter,
            "resume": options.resume,
        }
        if options.tile_size is not None:
            shared["tile_size"] = options.tile_size
        if options.path.suffix.lower() == ".zarr":
            to_zarr(fractal, options.path, view, options.size, options.field or ["smooth"], **shared)
        else:
            write = to_dzi if options.path.suffix.lower() == ".dzi" else to_pmtiles
            color_by: Any = options.color_by or fractal.color_by
            coloring = Coloring(options.colormap, color_by, options.density, light=options.light)
            write(
                fractal,
                options.path,
                view,
                options.size,
                coloring=coloring,
                antialias=options.antialias,
                **shared,
            )
    except (TypeError, ValueError, ImportError, OSError, MemoryError) as error:
        sys.exit(f"error: {error}")
    except KeyboardInterrupt:
        sys.exit(130)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m iterscope.fractal.pyramids",
        description="Write a view in all its resolutions: colors as PMTiles or Deep Zoom, fields as zarr.",
    )
    add = parser.add_argument
    add("path", type=Path, help=".pmtiles, .dzi or .zarr")
    add(
        "place",
        nargs="?",
        help="what 'Go to' takes, such as a point and a width, '0 + 1i, 1e-50', or a PNG (default: home)",
    )
    family = parser.add_mutually_exclusive_group()
    family.add_argument(
        "--julia", metavar="RE,IM", help="a Julia set, --julia=-0.8,0.156 (default: the Mandelbrot set)"
    )
    family.add_argument("--burning-ship", action="store_true", help="the Burning Ship")
    family.add_argument(
        "--newton", metavar="COEFFICIENTS", help="Newton's method, the highest power first: --newton=1,0,0,-1"
    )
    add("--degree", type=int, default=2, help="of the formula (default 2)")
    add("--size", type=_size, default=(8192, 8192), metavar="WxH", help="pixels (default 8192x8192)")
    add("--colormap", default="inferno", help="(default inferno)")
    add("--color-by", metavar="FIELD", help="what colors tell (default: the family's usual)")
    add("--density", type=float, default=1.0, help="how often the colors pass by (default 1)")
    add("--light", type=float, default=0.0, help="of a light on slopes, from 0 to 1 (default 0)")
    add("--antialias", type=int, default=1, help="samples along a side of a pixel: 1, 2 or 4 (default 1)")
    add("--field", action="append", metavar="FIELD", help="of zarr arrays, may be repeated (default smooth)")
    add("--max-iter", type=int, metavar="N", help="iterations (default: by the depth)")
    add("--tile-size", type=int, metavar="N", help="pixels along a side of a tile (default 512; zarr 256)")
    add(
        "--resume",
        action="store_true",
        help="keep what is done of an interrupted pyramid, and go on from there",
    )
    return parser.parse_args()


def _fractal(options: argparse.Namespace) -> Fractal:
    if options.burning_ship:
        return BurningShip()
    if options.newton is not None:
        try:
            return Newton(coefficients=[complex(number) for number in options.newton.split(",")])
        except ValueError as error:
            raise ValueError(f"--newton must be numbers such as 1,0,0,-1: {error}") from None
    if options.julia is None:
        return Mandelbrot(options.degree)
    real, comma, imaginary = options.julia.partition(",")
    if not comma:
        raise ValueError(f"--julia must be two decimals such as 0,1, got {options.julia}")
    return Julia((real, imaginary), options.degree)


def _view(place: str, fractal: Fractal) -> View:
    return View.from_png(place) if place.lower().endswith(".png") else find(place, fractal).view


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.partition("x")
    if not (width.isdecimal() and height.isdecimal()):
        raise argparse.ArgumentTypeError(f"must be such as 8192x8192, got {text}")
    return int(height), int(width)


if __name__ == "__main__":
    main()
