"""Views in the layouts of ipywidgets: they share rows, and a layout's height is theirs."""

import pytest
from playwright.sync_api import FloatRect, Locator

from ..support.notebook import Notebook

VIEWS = """
import iterscope, ipywidgets, numpy as np
from ipywidgets import Box, HBox, IntSlider, Layout, VBox
fractal = iterscope.FractalWidget(height=320)
model = iterscope.GaussianMixture(2, random_state=0)
mixture = model.explore(np.random.default_rng(0).normal(size=(50, 2)))
"""
KINDS = {"fractal": ".its-fractal", "mixture": ".its-mixture"}
LEAST = 200
"""CSS pixels without which nobody sees a view."""


def show(notebook: Notebook, end: str) -> None:
    notebook.write(f"{VIEWS}{end}")
    notebook.run(0)


def settled(notebook: Notebook, kind: str) -> Locator:
    root = notebook.page.locator(f"{KINDS[kind]}[data-its-state=settled]")
    root.wait_for()
    return root


def place(root: Locator) -> FloatRect:
    box = root.bounding_box()
    assert box is not None
    return box


def test_two_views_share_a_row(notebook: Notebook) -> None:
    show(notebook, "HBox([fractal, mixture])")
    left, right = (place(settled(notebook, kind)) for kind in KINDS)
    assert left["width"] == pytest.approx(right["width"], abs=2)
    assert left["y"] == pytest.approx(right["y"], abs=2)
    assert left["x"] + left["width"] <= right["x"] + 1
    row = notebook.page.locator(".jp-OutputArea-output").bounding_box()
    assert row is not None
    assert left["width"] + right["width"] == pytest.approx(row["width"], abs=8)
    notebook.wait_until(
        lambda: notebook.value("fractal.width") == round(left["width"]), "the share must be reported"
    )


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("box", "share"),
    [
        ("HBox([IntSlider(), {}])", 0.6),
        ("HBox([{}, VBox([IntSlider(), IntSlider()])])", 0.4),
        ("HBox([{}], layout=Layout(align_items='center'))", 0.98),
        ("Box([{}])", 0.98),
        ("VBox([{}], layout=Layout(align_items='center'))", 0.98),
        ("VBox([{}, IntSlider()])", 0.98),
        ("Box([{}], layout=Layout(display='inline-flex'))", 0.5),
        ("Box([{}], layout=Layout(display='grid', justify_items='center'))", 0.98),
    ],
)
def test_a_view_is_seen_in_every_box(notebook: Notebook, kind: str, box: str, share: float) -> None:
    show(notebook, box.format(kind))
    seen = place(settled(notebook, kind))
    row = place(notebook.page.locator(".jp-OutputArea-output"))
    assert share * row["width"] <= seen["width"] <= row["width"] + 1
    assert seen["height"] >= LEAST


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("layout", "height"),
    [
        ("height='300px'", 300),
        ("height='800px'", 800),
        ("max_height='300px'", 300),
        ("min_height='700px'", 700),
    ],
)
def test_the_layouts_height_is_the_views(notebook: Notebook, kind: str, layout: str, height: int) -> None:
    show(notebook, f"{kind}.layout = Layout({layout})\n{kind}")
    root = settled(notebook, kind)
    assert place(root)["height"] == height
    output = place(notebook.page.locator(".jp-OutputArea-output"))
    assert place(root)["y"] + height <= output["y"] + output["height"] + 1
    notebook.wait_until(lambda: notebook.value(f"{kind}.height") == height, "the height must be reported")


@pytest.mark.parametrize(("layout", "rows"), [("height='300px'", 1), ("height='700px', width='500px'", 2)])
def test_the_planes_of_an_explorer_share_the_layouts_height(
    notebook: Notebook, layout: str, rows: int
) -> None:
    show(notebook, f"both = iterscope.explore()\nboth.layout = Layout({layout})\nboth")
    planes = notebook.page.locator(".its-fractal[data-its-state=settled]")
    planes.nth(1).wait_for()
    root, output = (place(notebook.page.locator(name)) for name in (".its-explorer", ".jp-OutputArea-output"))
    upper, lower = (place(planes.nth(k)) for k in range(2))
    assert root["height"] == (300 if rows == 1 else 700)
    assert upper["height"] == lower["height"] == (root["height"] if rows == 1 else (700 - 8) / 2)
    assert lower["y"] + lower["height"] == pytest.approx(root["y"] + root["height"], abs=1)
    assert root["y"] + root["height"] <= output["y"] + output["height"] + 1


def test_a_layout_can_change_its_mind(notebook: Notebook) -> None:
    show(notebook, "fractal")
    root = settled(notebook, "fractal")
    assert place(root)["height"] == 320
    notebook.execute("fractal.layout.height, fractal.layout.width = '260px', '400px'")
    notebook.wait_until(lambda: place(root)["height"] == 260, "the layout's height must hold")
    assert place(root)["width"] == 400
    notebook.execute("fractal.layout.height = fractal.layout.width = None\nfractal.height = 350")
    notebook.wait_until(lambda: place(root)["height"] == 350, "without one the trait's must")


def test_margins_and_sizes_of_neighbors_are_kept(notebook: Notebook) -> None:
    show(notebook, "fractal.layout = Layout(margin='20px')\nfractal")
    box, row = place(settled(notebook, "fractal")), place(notebook.page.locator(".jp-OutputArea-output"))
    assert box["width"] == pytest.approx(row["width"] - 40, abs=1)
    show(notebook, "HBox([iterscope.FractalWidget(width=300, height=200), mixture])")
    small, large = (place(settled(notebook, kind)) for kind in KINDS)
    assert small["width"] == pytest.approx(300, abs=2)
    assert large["width"] == pytest.approx(
        place(notebook.page.locator(".jp-OutputArea-output"))["width"] - 300, abs=2
    )


def test_a_fit_on_the_page_leaves_a_fractals_cards_in_sight(notebook: Notebook) -> None:
    show(
        notebook,
        "fractal.formula, fractal.overlays = iterscope.Julia(-0.1), ['bulb']\nVBox([fractal, mixture])",
    )
    settled(notebook, "mixture")
    card = settled(notebook, "fractal").get_by_label("Period and bulb")
    card.get_by_text("Period 1").wait_for()
    assert card.evaluate("card => card.checkVisibility({ opacityProperty: true })")
