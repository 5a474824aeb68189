"""Driver of one view of a mixture widget on a page: reads what it shows, moves pointer and keys."""

import numpy as np
from numpy.typing import ArrayLike, NDArray
from playwright.sync_api import Locator, Page

from ..support.notebook import Notebook
from ..support.view import View, pause

TWEEN = 400
"""Milliseconds after which a picture has surely come to rest."""
WIDGET = "from iterscope import GaussianMixture, MixtureWidget\nimport numpy as np\n"


class FitView(View):
    """The element of one view of a fit."""

    def __init__(self, page: Page, root: Locator) -> None:
        super().__init__(page, root)
        self.canvas = root.locator(".its-pane canvas").first
        self.scrubber = root.get_by_role("slider", name="Step")

    @property
    def index(self) -> int:
        """The step that the scrubber says is shown."""
        return int(self.scrubber.get_attribute("aria-valuenow") or -1)

    def shows(self, index: int) -> bool:
        return self.index == index

    @property
    def iteration(self) -> int:
        return int(self.root.locator(".its-iteration").inner_text())

    @property
    def phase(self) -> str:
        return self.root.locator(".its-phase").inner_text()

    @property
    def box(self) -> NDArray[np.float64]:
        """Left, right, bottom and top of the scene, in the data's units."""
        return np.array((self.canvas.get_attribute("data-its-box") or "").split(), float)

    @property
    def card(self) -> str:
        """The text of the card about what is under the pointer."""
        return self.root.locator(".its-hover.its-active").inner_text()

    def rest(self) -> None:
        """Wait until the picture has come to rest."""
        self.settle()
        pause(self._page, TWEEN)

    def share(self, point: ArrayLike) -> NDArray[np.float64]:
        """Return where points of the data lie, as fractions of the scene's width and height, shape (..., 2)."""
        left, right, bottom, top = self.box
        x, y = np.moveaxis(np.asarray(point, float), -1, 0)
        return np.stack(((x - left) / (right - left), (top - y) / (top - bottom)), -1)

    def inked(self, points: ArrayLike, color: str) -> NDArray[np.bool_]:
        """Tell at which points of the data the picture has nearly that color, or one pixel beside them."""
        picture = self.pixels().astype(float)
        height, width = picture.shape[:2]
        places = np.floor(self.share(points) * (width, height)).astype(int)
        wanted = np.array([int(color[at : at + 2], 16) for at in (1, 3, 5)], float)
        near = [picture[max(y - 1, 0) : y + 2, max(x - 1, 0) : x + 2] for x, y in places]
        return np.array([np.abs(square - wanted).max(-1).min(initial=255) < 48 for square in near])

    def scrub(self, share: float) -> None:
        """Press on a place of the scrubber, from 0 to 1."""
        box = self.scrubber.bounding_box()
        assert box is not None
        self.scrubber.click(position={"x": share * (box["width"] - 1), "y": box["height"] / 2})

    def colorful(self) -> int:
        """Count the pixels that are not grey."""
        pixels = self.pixels().astype(int)
        return int((pixels.max(axis=2) - pixels.min(axis=2) > 40).sum())


def fit_view(notebook: Notebook, index: int = 0) -> FitView:
    """Return one of the views on the page, from the top."""
    return FitView(notebook.page, notebook.page.locator(".its-mixture").nth(index))


def show_fit(notebook: Notebook, make: str, *more: str, end: str = "widget") -> FitView:
    """Show the widget that some code makes in a new notebook, above more cells, and wait for its picture."""
    notebook.write(f"{WIDGET}{make}\n{end}", *more)
    notebook.run(0)
    view = fit_view(notebook)
    view.settle()
    return view
