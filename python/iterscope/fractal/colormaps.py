"""The colormaps of a view: those of its menu, and any other one."""

import base64

from iterscope.fractal.coloring import passage
from iterscope.fractal.messages import Coloring

COLORMAPS = (
    "inferno",
    "twilight_shifted",
    "magma",
    "cmocean:ice",
    "cmasher:ember",
    "crameri:vikO",
    "crameri:romaO",
    "crameri:lapaz",
    "viridis",
    "cividis",
    "grey",
)
"""The colormaps of the view's menu; any other name can be set from Python."""


def coloring(colormap: str) -> Coloring:
    """Return what the page has to know of a colormap.

    Parameters
    ----------
    colormap : str

    Returns
    -------
    Coloring

    Raises
    ------
    TypeError, ValueError
        If no colormap has that name.
    """
    colors, cyclic = passage(colormap)
    return {
        "colormap": colormap,
        "palette": base64.b64encode(colors.tobytes()).decode("ascii"),
        "cyclic": cyclic,
    }


def menu() -> list[Coloring]:
    """Return the colormaps of the menu, in its order."""
    return [coloring(name) for name in COLORMAPS]
