"""One view of a mixture widget on a page: its picture, its numbers, and a person's hands."""

import numpy as np
from numpy.typing import ArrayLike, NDArray
from playwright.sync_api import Locator, Page

from .view import View

TWEEN = 400
"""Milliseconds after which a picture has surely come to rest."""


class Fit(View):
    """The element of one view of a fit; its canvas is the first scene's."""

    def __init__(self, page: Page, root: Locator) -> None:
        super().__init__(page, root)
        self.canvas = root.locator(".its-pane .its-canvas").first

    @property
    def readout(self) -> str:
        """The iteration and the half-step that are shown, such as ``3 M step``."""
        return " ".join(self.root.locator(".its-iteration, .its-phase").all_inner_texts())

    @property
    def box(self) -> NDArray[np.float64]:
        """Left, right, bottom and top of the scene, in the data's units."""
        return np.array((self.canvas.get_attribute("data-its-box") or "").split(), float)

    @property
    def spoken(self) -> str:
        """What those hear who cannot see the view."""
        return self.root.locator(".its-live").inner_text()

    def rest(self) -> None:
        """Wait until the picture has come to rest."""
        self.settle()
        self._page.wait_for_timeout(TWEEN)

    def share(self, point: ArrayLike) -> NDArray[np.float64]:
        """Return places in the scene, as fractions of its width and height, of points of the data, shape (..., 2)."""
        left, right, bottom, top = self.box
        x, y = np.moveaxis(np.asarray(point, float), -1, 0)
        return np.stack(((x - left) / (right - left), (top - y) / (top - bottom)), -1)

    def inked(self, points: ArrayLike, colour: str, reach: int = 1) -> NDArray[np.bool_]:
        """Tell at which points of the data the picture has nearly that colour, so many pixels around."""
        picture = self.pixels().astype(float)
        height, width = picture.shape[:2]
        places = np.floor(self.share(points) * (width, height)).astype(int)
        wanted = np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)], float)
        found = []
        for x, y in places:
            near = picture[max(y - reach, 0) : y + reach + 1, max(x - reach, 0) : x + reach + 1]
            found.append(np.abs(near - wanted).max(-1).min(initial=255) < 48)
        return np.array(found)

    def play(self) -> None:
        """Press the button that plays and pauses."""
        self.transport("play").click()

    def transport(self, action: str) -> Locator:
        return self.root.locator(f".its-transport button[data-action={action}]")
