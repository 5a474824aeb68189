"""Charts that are saved with the notebooks: they suit a light page and a dark one, and a text says what to look for."""

import base64
import io

import numpy as np
import pytest
from PIL import Image
from tests.notebooks import FOLDER, read

DRAWN = ("01_julia.ipynb", "04_from_python_to_rust.ipynb")


@pytest.mark.parametrize("name", DRAWN)
def test_a_chart_has_no_ground_of_its_own_and_ink_that_is_seen_on_any(name: str) -> None:
    charts = [
        Image.open(io.BytesIO(base64.b64decode(output.data["image/png"])))
        for cell in read(FOLDER / name).cells
        if cell.cell_type == "code" and ("plt." in cell.source or "plot(" in cell.source)
        for output in cell.get("outputs", [])
        if "image/png" in output.get("data", {})
    ]
    assert charts
    for chart in charts:
        pixels = np.asarray(chart.convert("RGBA")).astype(int)
        opaque = pixels[..., 3] > 0
        assert not opaque[[0, 0, -1, -1], [0, -1, 0, -1]].any()
        rows, columns = np.nonzero(pixels[..., 3] > 200)
        outside = pixels[rows, columns][columns < 0.05 * pixels.shape[1]][:, :3].mean(axis=1)
        assert ((outside > 60) & (outside < 190)).all(), "numbers are neither black nor white"


def test_the_first_notebook_names_the_mandelbrot_set_and_asks() -> None:
    text = " ".join(cell.source for cell in read(FOLDER / DRAWN[0]).cells if cell.cell_type == "markdown")
    assert "Mandelbrot" in text
    assert "xercise" in text
    assert "?" in text
