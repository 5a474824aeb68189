"""The command line of pyramids."""

import argparse
import sys
from pathlib import Path
from typing import Any

from iterscope.fractal.base import Fractal
from iterscope.fractal.coloring import Coloring
from iterscope.fractal.families import BurningShip, Newton
from iterscope.fractal.places.options import formula, shared, view
from iterscope.fractal.pyramids.write import to_dzi, to_pmtiles, to_zarr


def main() -> None:
    """Write what was asked for; exit with 1 and a word if that cannot be, with 130 if interrupted."""
    options = _options()
    try:
        fractal = _fractal(options)
        place = fractal.home if options.place is None else view(options.place, fractal)
        shape = options.size[::-1]
        kept: dict[str, Any] = {
            "max_iter": "auto" if options.max_iter is None else options.max_iter,
            "resume": options.resume,
        }
        if options.tile_size is not None:
            kept["tile_size"] = options.tile_size
        if options.path.suffix.lower() == ".zarr":
            to_zarr(fractal, options.path, place, shape, options.field or ["smooth"], **kept)
        else:
            write = to_dzi if options.path.suffix.lower() == ".dzi" else to_pmtiles
            color_by: Any = options.color_by or fractal.color_by
            coloring = Coloring(options.colormap, color_by, options.density, light=options.light)
            write(
                fractal,
                options.path,
                place,
                shape,
                coloring=coloring,
                antialias=options.antialias,
                **kept,
            )
    except (TypeError, ValueError, ImportError, OSError, MemoryError) as error:
        sys.exit(f"error: {error}")
    except KeyboardInterrupt:
        sys.exit(130)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m iterscope.fractal.pyramids",
        description="Write a view in all its resolutions: colors as PMTiles or Deep Zoom, fields as zarr.",
        parents=[shared((8192, 8192))],
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
    add("--color-by", metavar="FIELD", help="what colors tell (default: the family's usual)")
    add("--light", type=float, default=0.0, help="of a light on slopes, from 0 to 1 (default 0)")
    add("--field", action="append", metavar="FIELD", help="of zarr arrays, may be repeated (default smooth)")
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
    return formula(options.julia, options.degree)


if __name__ == "__main__":
    main()
