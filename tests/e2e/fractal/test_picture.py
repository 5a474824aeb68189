"""Pictures: the canvas shows what the kernel computes, pixel for pixel."""

import base64
import cmath
import io

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from playwright.sync_api import Playwright
from tests import coloring

from iterscope import _core
from iterscope.fractal.coloring import passage
from iterscope.fractal.colormaps import COLORMAPS

from ..support import browser
from ..support.lab import Lab
from ..support.notebook import Notebook
from ..support.server import Server
from .picture import assert_true, log2_width

ALIGNED = f"width=800, height=600, log2_width={log2_width(800, 2)!r}, center=(-0.25, 0.125)"


def test_first_picture(notebook: Notebook) -> None:
    view = notebook.show("iterscope.FractalWidget()")
    traits = notebook.traits()
    assert view.pixels().shape == (traits["height"], traits["width"], 3)
    assert traits["width"] > 960, "a view takes the width of its cell"
    assert len(np.unique(view.pixels().reshape(-1, 3), axis=0)) > 50


@pytest.mark.parametrize(
    "options",
    [
        "",
        "colormap='grey', max_iter=100",
        "c=0.285 + 0.01j, colormap='twilight_shifted', max_iter=77",
        "c=-0.123 + 0.745j, colormap='viridis', max_iter=1",
    ],
)
def test_pixels_are_those_of_the_kernel(notebook: Notebook, options: str) -> None:
    view = notebook.show(f"iterscope.FractalWidget({ALIGNED}, {options})")
    assert_true(notebook, view)
    view.focus()
    view.wheel(1, 0.3, 0.4)
    assert_true(notebook, view)
    assert notebook.traits()["log2_width"] == pytest.approx(log2_width(800, 3))


def test_deep_in(notebook: Notebook) -> None:
    c, z = -0.8 + 0.156j, 40
    grid = 2.0 ** (z + 6)
    fixed = (1 + cmath.sqrt(1 - 4 * c)) / 2  # on the Julia set
    center = complex(round(fixed.real * grid), round(fixed.imag * grid)) / grid
    view = notebook.show(
        f"iterscope.FractalWidget(c={c}, center={center}, width=800, height=600,"
        f" log2_width={log2_width(800, z)!r})"
    )
    assert_true(notebook, view)
    assert len(np.unique(view.pixels().reshape(-1, 3), axis=0)) > 50
    view.focus()
    view.wheel(1, 0.4, 0.4)
    assert_true(notebook, view)


@pytest.mark.parametrize(("width", "height"), [(801, 599), (333, 64)])
def test_odd_sizes(notebook: Notebook, width: int, height: int) -> None:
    view = notebook.show(
        f"iterscope.FractalWidget(width={width}, height={height}, log2_width={log2_width(width, 3)!r})"
    )
    view.focus()
    view.wheel(1)  # comes to rest on the tiles' grid
    assert_true(notebook, view)


def test_counts_and_png_of_the_current_view(notebook: Notebook) -> None:
    view = notebook.show(f"iterscope.FractalWidget({ALIGNED}, color_by='count', antialias=1)")
    view.focus()
    view.wheel(1, 0.6, 0.2)
    assert_true(notebook, view)
    pixels = view.pixels()
    encoded = notebook.value("__import__('base64').b64encode(widget.escape_counts().tobytes()).decode()")
    counts = np.frombuffer(base64.b64decode(encoded), dtype=np.uint32).reshape(600, 800)
    assert np.array_equal(_colored(counts, _core.level_max_iter(3)), pixels)
    png = base64.b64decode(notebook.value("__import__('base64').b64encode(widget.to_png()).decode()"))
    assert np.array_equal(np.asarray(Image.open(io.BytesIO(png)).convert("RGB")), pixels)


def test_sharp_screen(playwright: Playwright, server: Server) -> None:
    with browser.launch(playwright, scale=2) as chromium:
        lab = Lab(server, chromium)
        notebook = lab.open(device_scale_factor=2)
        view = notebook.show(
            f"iterscope.FractalWidget(width=400, height=300, log2_width={log2_width(800, 2)!r})"
        )
        assert view.canvas.bounding_box() == view.root.bounding_box()
        assert_true(notebook, view, ratio=2)
        view.focus()
        view.wheel(1, 0.25, 0.75)
        assert_true(notebook, view, ratio=2)
        assert notebook.console.take() == []
        lab.close(notebook)


def _colored(counts: NDArray[np.uint32], max_iter: int) -> NDArray[np.uint8]:
    """Return the colors of counts in the default colormap."""
    colors, cyclic = passage(COLORMAPS[0])
    levels = np.where(counts < max_iter, counts.astype(np.int64) + 1, 0).ravel()
    pixels = coloring.colored(
        colors.astype(np.int64),
        cyclic=cyclic,
        colormap=COLORMAPS[0],
        look=coloring.LOOK | {"color_by": "count"},
        fields={"count": levels, "angle": np.zeros_like(levels)},
        max_iter=max_iter,
    )
    return pixels.astype(np.uint8).reshape(*counts.shape, 3)
