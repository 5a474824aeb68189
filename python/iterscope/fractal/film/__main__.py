"""The command line of films."""

import argparse
import sys
from pathlib import Path

from iterscope.fractal.coloring import Coloring
from iterscope.fractal.film.produce import film
from iterscope.fractal.places.options import formula, shared, view


def main() -> None:
    """Film what was asked for; exit with 1 and a word if there is no such film, with 130 if interrupted."""
    options = _options()
    try:
        fractal = formula(options.julia, options.degree)
        film(
            options.path,
            [view(place, fractal) for place in options.place],
            formula=fractal,
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
        parents=[shared((1920, 1080))],
    )
    add = parser.add_argument
    add("path", type=Path, help=".mp4, .webm, .gif, or a new folder for PNG files")
    add(
        "place",
        nargs="+",
        help="what 'Go to' takes, such as a point and a width, '0 + 1i, 1e-50', or an angle; or a PNG",
    )
    add("--julia", metavar="RE,IM", help="film a Julia set, --julia=-0.8,0.156 (default: the Mandelbrot set)")
    add("--seconds", type=float, help="how long it lasts (default: a second for each zoom by four)")
    add("--fps", type=int, default=30, help="frames a second (default 30)")
    add(
        "--resume", action="store_true", help="keep what is done of an interrupted film, and go on from there"
    )
    return parser.parse_args()


if __name__ == "__main__":
    main()
