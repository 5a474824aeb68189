"""Pictures of the real widget in the real JupyterLab: ``python -m tests.e2e.screenshots FOLDER``.

The README's pictures are ``fractal-wide-dark.png``, ``explorer.png`` and ``mixture.png``. With ``--quick`` they are the
only ones.
"""

import argparse
from collections.abc import Iterable
from pathlib import Path

from .fit.view import show_fit
from .support import lab
from .support.notebook import Notebook
from .support.view import View

CELLS = (
    "import iterscope",
    "view = iterscope.Julia(-0.8 + 0.156j).explore()\nview",
    "view.center, view.log2_width = (-0.52744, 0.07591), -5",
)
RABBIT = """
import iterscope
explorer = iterscope.explore(c=-0.12 + 0.745j, height=420)
explorer.parameter_plane.overlays, explorer.parameter_plane.angles = ["rays", "bulb"], ["1/7", "2/7"]
explorer.dynamical_plane.overlays, explorer.dynamical_plane.angles = ["rays", "cycle"], ["1/7", "2/7", "4/7"]
explorer
"""
FIT = """
from iterscope import make_blobs
X, _ = make_blobs(n_samples=2000, centers=4, n_features=2, cluster_std=1.6, random_state=7)
widget = GaussianMixture(4, init_params="random_from_data", tol=1e-6, random_state=8).explore(X)
widget.finish()
widget.seek(16)
"""
EXPLORER = "import iterscope\nexplorer = iterscope.explore()\nexplorer"
ALL = "['axes', 'equipotentials', 'cycle', 'critical', 'bulb', 'rays', 'circle', 'orbit']"
OVERLAYS = f"""
for plane in (explorer.parameter_plane, explorer.dynamical_plane):
    plane.overlays, plane.angles = {ALL}, ["1/7", "2/7", "1/6"]
"""
BOOKMARKS = """
start = explorer.c
for c, name in ((-0.12 + 0.745j, "Douady's rabbit"), (1j, "Dendrite"), (-0.75 + 0.11j, "Seahorses")):
    explorer.c = c
    explorer.dynamical_plane.bookmark(name)
explorer.c = start
"""
PRESENTED = {
    "single": "view = iterscope.Mandelbrot().explore()\nplanes, view.angles = [view], ['1/7', '2/7', '1/6']\nview",
    "explorer": "explorer = iterscope.explore(c=-0.12 + 0.745j)\n"
    "planes = [explorer.parameter_plane, explorer.dynamical_plane]\n"
    "for plane in planes:\n    plane.angles = ['1/7', '2/7', '4/7']\nexplorer",
}
SMALL = f"iterscope.Mandelbrot().explore(width=480, height=300, overlays={ALL}, angles=['1/7', '2/7'])"
PANELS = ("colors", "overlays", "goto", "bookmarks", "help")
SIZES = {"narrow": (1000, 760), "wide": (1600, 1000)}
ARRANGEMENTS = {**SIZES, "stacked": (760, 1300)}
THEMES = {"light": "JupyterLab Light", "dark": "JupyterLab Dark"}


def photograph(notebook: Notebook, folder: Path, theme: str, sizes: Iterable[str] = SIZES) -> None:
    """Take one notebook before and after a zoom, at some sizes."""
    page = notebook.page
    notebook.choose_theme(THEMES[theme])
    for name in sizes:
        width, height = SIZES[name]
        page.set_viewport_size({"width": width, "height": height})
        notebook.run(0)
        notebook.run(1)
        view = View(page, page.locator(".its-fractal").first)
        view.settle()
        page.wait_for_timeout(500)
        page.screenshot(path=folder / f"notebook-{name}-{theme}.png")
        notebook.run(2)
        page.wait_for_timeout(500)
        view.settle()
        view.canvas.hover(position={"x": 300, "y": 200})
        page.wait_for_timeout(300)
        page.screenshot(path=folder / f"zoomed-{name}-{theme}.png")
        view.root.screenshot(path=folder / f"fractal-{name}-{theme}.png")
        view.click("colors")
        page.wait_for_timeout(300)
        view.root.screenshot(path=folder / f"colors-{name}-{theme}.png")
        view.press("Escape")


def photograph_panels(notebook: Notebook, folder: Path, theme: str) -> None:
    """Take an explorer in both arrangements, with all overlays and with each panel, and a small view."""
    page = notebook.page
    notebook.choose_theme(THEMES[theme])
    for name, (width, height) in ARRANGEMENTS.items():
        page.set_viewport_size({"width": width, "height": height})
        notebook.write(EXPLORER)
        notebook.run(0)
        root = page.locator(".its-explorer")
        planes = [View(page, root.locator(".its-fractal").nth(index)) for index in (0, 1)]
        for plane in planes:
            plane.settle()
        root.screenshot(path=folder / f"explorer-{name}-{theme}.png")
        notebook.execute(BOOKMARKS)
        for plane in planes:
            plane.settle()
        for panel in PANELS:
            planes[1].focus()
            planes[1].click(panel)
            page.wait_for_timeout(300)
            root.screenshot(path=folder / f"explorer-{panel}-{name}-{theme}.png")
            planes[1].press("Escape")
        notebook.execute(OVERLAYS)
        planes[0].hover(0.32, 0.45)
        page.wait_for_timeout(1500)
        root.screenshot(path=folder / f"explorer-overlays-{name}-{theme}.png")
    view = notebook.show(SMALL)
    view.hover(0.55, 0.4)
    page.wait_for_timeout(1500)
    view.root.screenshot(path=folder / f"small-overlays-{theme}.png")
    view.press("g")
    view.root.get_by_label("Place").fill("1 2 3 1/3 10")
    page.keyboard.press("Enter")
    view.root.locator(".its-place[aria-invalid]").wait_for()
    view.root.screenshot(path=folder / f"small-goto-{theme}.png")


def photograph_presentations(notebook: Notebook, folder: Path, theme: str) -> None:
    """Take a view and an explorer while they are presented: plain, with rays, and with all overlays."""
    page = notebook.page
    notebook.choose_theme(THEMES[theme])
    for name, (width, height) in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        for kind, cell in PRESENTED.items():
            notebook.write(f"import iterscope\n{cell}")
            notebook.run(0)
            roots = page.locator(".its-fractal")
            planes = [View(page, roots.nth(index)) for index in range(roots.count())]
            for plane in planes:
                plane.settle()
            planes[0].press("p")
            page.locator(".its-presenting .its-notice").first.wait_for(state="detached")
            planes[0].hover(0.46, 0.4)
            for shown, overlays in (("plain", "[]"), ("rays", "['rays', 'axes', 'bulb']"), ("all", ALL)):
                notebook.execute(f"for plane in planes:\n    plane.overlays = {overlays}")
                page.wait_for_timeout(1500)
                for plane in planes:
                    plane.settle()
                page.screenshot(path=folder / f"presented-{kind}-{shown}-{name}-{theme}.png")
            planes[0].press("Escape")


def photograph_rabbit(notebook: Notebook, folder: Path) -> None:
    """Take both planes of the rabbit, with its rays."""
    page = notebook.page
    notebook.choose_theme(THEMES["dark"])
    page.set_viewport_size({"width": 1300, "height": 1000})
    notebook.run(0)
    planes = page.locator(".its-fractal")
    for index in range(planes.count()):
        View(page, planes.nth(index)).settle()
    box = page.locator(".its-c").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)  # the card tells of it
    page.wait_for_timeout(1000)
    page.locator(".its-explorer").screenshot(path=folder / "explorer.png")


def photograph_fit(notebook: Notebook, folder: Path) -> None:
    """Take a fit in the middle of its way."""
    notebook.page.set_viewport_size({"width": 1300, "height": 1000})
    view = show_fit(notebook, FIT)
    view.rest()
    view.root.screenshot(path=folder / "mixture.png")


def main(folder: Path, *, quick: bool) -> None:
    """Take all pictures."""
    folder.mkdir(parents=True, exist_ok=True)
    with lab.start() as jupyter:
        if quick:
            photograph(jupyter.open(CELLS), folder, "dark", ["wide"])
        else:
            for theme in THEMES:
                photograph(jupyter.open(CELLS), folder, theme)
                photograph_panels(jupyter.open(), folder, theme)
                photograph_presentations(jupyter.open(), folder, theme)
        photograph_rabbit(jupyter.open([RABBIT]), folder)
        photograph_fit(jupyter.open(device_scale_factor=2), folder)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--quick", action="store_true", help="everything once, to see that it works")
    main(**vars(parser.parse_args()))
