"""The colorings of a view: those of its menu, and any other colormap's."""

import base64

from iterscope.fractal import tiles
from iterscope.fractal.coloring import palette
from iterscope.fractal.messages import Coloring

COLORMAPS = (
    "inferno",
    "twilight_shifted",
    "twilight",
    "magma",
    "viridis",
    "cividis",
    "crameri:romaO",
    "cmocean:phase",
    "grey",
)
"""The colormaps of the view's menu; any other name can be set from Python."""


def coloring(colormap: str) -> Coloring:
    """Return the coloring of a view in this colormap.

    Parameters
    ----------
    colormap : str
        "grey" for the article's ramp, whose colors run once; all others repeat every `tiles.CYCLE` counts.

    Returns
    -------
    Coloring

    Raises
    ------
    TypeError, ValueError
        If no colormap has that name.
    """
    cycle = tiles.cycle(colormap)
    return {
        "colormap": colormap,
        "scale": "range" if cycle is None else "cycle",
        "min_iter": 0,
        "palette": base64.b64encode(palette(colormap, cycle).tobytes()).decode("ascii"),
    }


def menu() -> list[Coloring]:
    """Return the colorings of the menu, in its order."""
    return [coloring(name) for name in COLORMAPS]
