"""Frames of films beside what the page shows at their views."""

import io
from base64 import b64decode

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from ...support.notebook import Notebook

# The views have the pixels of tiles, so the page shows them unscaled; between two stops are as many frames as between others.
FILM = """
import base64, pathlib, tempfile
stops = [iterscope.View(("-0.5", "0"), 2), iterscope.View(("-0.5", "0"), -3), iterscope.View(("-0.5", "0"), -8)]
flight = iterscope.Flight(stops)
folder = pathlib.Path(tempfile.mkdtemp()) / "frames"
coloring = iterscope.Coloring("magma", color_by="distance")
iterscope.film(
    folder, stops, formula=iterscope.Mandelbrot(), coloring=coloring, seconds=21, fps=1, size=(512, 384), progress=False
)
def frame(number):
    return base64.b64encode(sorted(folder.iterdir())[number].read_bytes()).decode()
"""


def frame(notebook: Notebook, number: int) -> NDArray[np.uint8]:
    """Return a frame of the film."""
    file = b64decode(notebook.value(f"frame({number})"))
    return np.asarray(Image.open(io.BytesIO(file)).convert("RGB"))


def blurred(picture: NDArray[np.uint8]) -> NDArray[np.float64]:
    """Return the means of 4 x 4 pixels: what of a difference is more than where samples are."""
    height, width, _ = picture.shape
    return picture.reshape(height // 4, 4, width // 4, 4, 3).mean((1, 3))


def test_frames_are_what_the_page_shows_at_their_views(notebook: Notebook) -> None:
    look = "colormap='magma', color_by='distance', antialias=1"
    view = notebook.show(f"iterscope.Mandelbrot().explore(width=512, height=384, {look})")
    notebook.execute(FILM)
    for number in (0, 10, 20):
        meant = frame(notebook, number)
        notebook.execute(f"widget.goto(flight.at({number} / 20))")

        def agrees(meant: NDArray[np.uint8] = meant) -> bool:
            view.settle()
            return np.array_equal(view.pixels(), meant)

        notebook.wait_until(agrees, f"the page must show frame {number}")
    # Between two stops the page scales the tiles of the level above.
    for number in (3, 14):
        meant = frame(notebook, number)
        notebook.execute(f"widget.goto(flight.at({number} / 20))")

        def is_near(meant: NDArray[np.uint8] = meant) -> bool:
            view.settle()
            return np.abs(blurred(view.pixels()) - blurred(meant)).mean() < 4

        notebook.wait_until(is_near, f"the page must show frame {number}, but for where samples are")
