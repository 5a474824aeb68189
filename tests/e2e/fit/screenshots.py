"""Pictures of fits in the real JupyterLab: ``python -m tests.e2e.fit.screenshots FOLDER [NAME ...]``.

Each kind of view is taken at four widths, light and dark, and of one also its panels, its card about what is pointed at, a
quiz and what a room sees. The name ``panels`` takes these alone. With ``--quick`` one picture is taken.
"""

import argparse
from collections.abc import Callable, Iterable
from pathlib import Path

from playwright.sync_api import ViewportSize

from ..screenshots import THEMES
from ..support import lab
from ..support.notebook import Notebook
from .view import FitView, show_fit

SETTING = """
import pandas
from sklearn.datasets import load_digits
from iterscope import BayesianGaussianMixture, BernoulliMixture, FactorAnalysis, GaussianHMM, KalmanSmoother, PPCA
from iterscope import MixtureOfRegressions, SelfOrganizingMap, StudentMixture, make_blobs
X, labels = make_blobs(n_samples=400, centers=4, n_features=2, cluster_std=1.6, random_state=7)
def mixture(k, **options):
    return GaussianMixture(k, init_params="random_from_data", tol=1e-6, random_state=8, **options)
def blobs(n_samples, n_features):
    return make_blobs(n_samples, centers=4, n_features=n_features, random_state=1)[0]
"""
LONG = "['length of the left wing after a week of rain (mm)', 'time between one eruption and the next but one (minutes)']"
KINDS = "np.array(['a kind that nobody has named', 'Iris versicolor', 'others', 'unknown'])[labels]"
FITS = {
    "two": "mixture(2).explore(X, labels=labels)",
    "thirty": "mixture(30).explore(X, density='heat')",
    "names": f"mixture(3).explore(pandas.DataFrame(X, columns={LONG}), labels={KINDS})",
    "point": "GaussianMixture(1, init_params='random_from_data').explore(np.ones((2, 2)))",
    "million": "mixture(5).explore(blobs(1_000_000, 2))",
    "compared": "mixture(4).explore(X, compare=True, lesson='Which of the two finds the groups, and why?')",
    "histogram": "mixture(3).explore(X[:, 0])",
    "cloud": "mixture(4).explore(blobs(400, 3), dims=[0, 1, 2])",
    "pairs": "mixture(4).explore(blobs(400, 4), pairs=True)",
    "regression": "mixture(4).explore(X, regression=True, density='contours')",
    "digits": "mixture(10, reg_covar=1.0).explore(load_digits().data, image_shape=(8, 8))",
    "quiz": "mixture(4).explore(X, quiz=True)",
    "table": "BernoulliMixture(3, random_state=0).explore((X > 0).repeat(4, axis=1).astype(float))",
    "net": "SelfOrganizingMap(5, 7, shrink_iter=8).explore(X)",
    "states": "GaussianHMM(3, random_state=0).explore(X)",
    "smoother": "KalmanSmoother().explore(X[:, :1])",
    "factors": "FactorAnalysis(1).explore(X)",
    "plane": "PPCA(2).explore(blobs(400, 5))",
    "outliers": "StudentMixture(4, random_state=8).explore(np.vstack([X, 4 * X[:20]]))",
    "fading": "BayesianGaussianMixture(8, random_state=8).explore(X)",
    "lines": "MixtureOfRegressions(3, random_state=8).explore(X)",
}
WINDOW = ViewportSize(width=2100, height=1200)
HEIGHTS = {480: 340, 700: 460, 1000: 560, 1600: 900}
PANELS = {
    "model": "m",
    "view": "v",
    "save": "x",
    "help": "?",
    "starts": "w",
    "basins": "g",
    "bound": "t",
    "peer": "j",
    "selection": "b",
}
STAYING = ("basins", "bound", "peer", "selection")
"""What Escape does not close."""
PATIENCE = 2500
"""Milliseconds after which a panel has surely what it shows."""


def resize(notebook: Notebook, view: FitView, width: int) -> None:
    """Give a fit one of the sizes."""
    notebook.execute(f"widget.fluid, widget.width, widget.height = False, {width}, {HEIGHTS[width]}")
    notebook.wait_until(
        lambda: view.root.evaluate("node => node.offsetWidth") == width, "the view must have its size"
    )
    view.rest()


def photograph(notebook: Notebook, folder: Path, theme: str, name: str, widths: Iterable[int]) -> None:
    """Take one kind of view at some widths."""
    view = show_fit(notebook, f"{SETTING}widget = {FITS[name]}\nwidget.seek(9)")
    for width in widths:
        resize(notebook, view, width)
        view.root.screenshot(path=folder / f"fit-{name}-{width}-{theme}.png")


def photograph_panels(notebook: Notebook, folder: Path, theme: str, width: int) -> None:
    """Take what a view opens over or beside its scene, and what it shows of what one does."""
    view = show_fit(notebook, f"{SETTING}widget = {FITS['two']}\nwidget.seek(9)")
    resize(notebook, view, width)

    def shoot(name: str) -> None:
        view.root.screenshot(path=folder / f"fit-{name}-{width}-{theme}.png")

    def press(*keys: str) -> None:
        view.focus()
        view.press(*keys)
        notebook.pause(PATIENCE)

    def point(place: str) -> None:
        view.hover(*view.share(notebook.value(place)))
        notebook.pause(600)

    point("X[X[:, 0].argmax()].tolist()")
    shoot("sample")
    point("widget.model.means_[0].tolist()")
    shoot("mean")
    notebook.page.mouse.move(0, 0)
    for panel, key in PANELS.items():
        press(key)
        shoot(panel)
        if panel not in STAYING:
            view.press("Escape")
    press("n")
    press("End")
    shoot("runs")
    press("g", "t", "q")
    press("Home", "ArrowRight")
    shoot("asked")
    view.root.locator(".its-quiz-choices button").first.click()
    notebook.pause(PATIENCE)
    shoot("answered")
    press("q")
    photograph_presented(notebook, view, width, shoot)


def photograph_presented(notebook: Notebook, view: FitView, width: int, shoot: Callable[[str], None]) -> None:
    """Take a view on the screen of a room, from the moment at which it goes there."""
    notebook.page.set_viewport_size({"width": width, "height": HEIGHTS[width]})
    view.root.evaluate("node => node.scrollIntoView()")
    view.hover(*view.share(notebook.value("widget.model.means_[0].tolist()")))
    view.press("p")
    notebook.page.wait_for_function("() => document.fullscreenElement?.matches('.its-mixture')")
    view.rest()
    shoot("presenting")
    notebook.pause(PATIENCE)
    view.press("End")
    notebook.pause(PATIENCE)
    shoot("presented")
    view.press("Escape")
    notebook.page.set_viewport_size(WINDOW)


def main(folder: Path, names: Iterable[str], *, quick: bool) -> None:
    """Take all pictures, or those of some kinds of view."""
    folder.mkdir(parents=True, exist_ok=True)
    with lab.start() as jupyter:
        notebook = jupyter.open()
        notebook.page.set_viewport_size(WINDOW)
        for theme, title in THEMES.items():
            notebook.choose_theme(title)
            if quick:
                photograph(notebook, folder, theme, "two", [700])
                return
            for name in names:
                if name != "panels":
                    photograph(notebook, folder, theme, name, HEIGHTS)
                    continue
                for width in HEIGHTS:
                    photograph_panels(notebook, folder, theme, width)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("names", nargs="*", default=[*FITS, "panels"], help=f"of panels, {', '.join(FITS)}")
    parser.add_argument("--quick", action="store_true", help="one picture, to see that it works")
    main(**vars(parser.parse_args()))
