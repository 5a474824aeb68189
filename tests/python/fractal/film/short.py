"""Short films, and what is in their folders."""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from iterscope import Mandelbrot, View

WIDTH, HEIGHT = 96, 54
HOME = Mandelbrot().home
VALLEY = View(("-0.743643887037151", "0.131825904205330"), -14)
TIP = View(("0", "1"), width="1e-40")
SMALL: dict[str, Any] = {"size": (WIDTH, HEIGHT), "progress": False}


def frames_of(folder: Path) -> list[NDArray[np.uint8]]:
    return [np.asarray(Image.open(path)) for path in sorted(folder.iterdir())]


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())
