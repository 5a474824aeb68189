"""The colormaps of a view: those of its menu, and any other one."""

import base64
import re
from functools import lru_cache

import numpy as np

from iterscope.fractal.coloring import passage
from iterscope.fractal.messages.colors import Coloring, Colormaps, ColormapsRequest, Swatch

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
"""The colormaps of the view's menu; its panel finds all others, too."""
STOPS = 10
"""Colors of a swatch."""


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


def answer(request: ColormapsRequest) -> Colormaps:
    """Return all colormaps for a page that asks for them."""
    return {"kind": "colormaps", "vid": request.vid, "seq": request.seq, "colormaps": [*catalog()]}


@lru_cache(maxsize=1)
def catalog() -> tuple[Swatch, ...]:
    """Return all colormaps by name; of those that come in several numbers of colors the usual one."""
    # Imported here: it costs a third of `import iterscope`.
    from cmap import Colormap  # noqa: PLC0415

    known = Colormap.catalog()
    # Some names come in two spellings: "romao" is "romaO".
    names = {name.lower(): name for name in sorted((known.resolve(name) for name in known), reverse=True)}
    found: list[Swatch] = []
    for name in sorted(names.values(), key=lambda name: name.split(":")[-1].lower()):
        if re.search(r"_(\d+|r)$", name):
            continue
        colormap = Colormap(name)
        rgb = np.rint(255 * np.asarray(colormap(np.arange(STOPS) / (STOPS - 1)))[:, :3]).astype(np.uint8)
        found.append({"name": name, "category": str(colormap.category), "colors": rgb.tobytes().hex()})
    return tuple(found)
