"""Driver of a view of a series: finds levels, arrows and rows on it."""

import numpy as np
from playwright.sync_api import Locator, Page

from ...support.notebook import Notebook
from ..view import FitView, show_fit

LEFT, RIGHT = 46, 34
"""CSS pixels beside the lanes."""
RING = 19
"""CSS pixels from a lane to the ring of a level."""
QUAKES = """
quakes = np.array([
    13, 14, 8, 10, 16, 26, 32, 27, 18, 32, 36, 24, 22, 23, 22, 18, 25, 21, 21, 14, 8, 11, 14, 23, 18, 17, 19, 20, 22,
    19, 13, 26, 13, 14, 22, 24, 21, 22, 26, 21, 23, 24, 27, 41, 31, 27, 35, 26, 28, 36, 39, 21, 17, 22, 17, 19, 15, 34,
    10, 15, 22, 18, 15, 20, 15, 22, 19, 16, 30, 27, 29, 23, 20, 16, 21, 21, 25, 16, 18, 15, 18, 14, 10, 15, 8, 15, 6,
    11, 8, 7, 18, 16, 13, 12, 13, 20, 15, 16, 12, 18, 15, 16, 13, 15, 16, 11, 11,
], float)[:, None]
"""
"""Large earthquakes of each year from 1900 on."""
STATES = f"""
from iterscope import PoissonHMM
{QUAKES}
model = PoissonHMM(
    2, startprob_init=[0.5, 0.5], transmat_init=[[0.8, 0.2], [0.2, 0.8]], rates_init=[[12.0], [30.0]],
    tol=1e-6, max_iter=200,
)
widget = model.explore(quakes)
"""


class SeriesView(FitView):
    """The element of one view of a series."""

    def __init__(self, page: Page, root: Locator) -> None:
        super().__init__(page, root)
        self._page = page

    @property
    def rows(self) -> tuple[float, float]:
        """The rows that are shown, from and to."""
        first, last = self.box
        return float(first), float(last)

    @property
    def cursor(self) -> str:
        return str(self.canvas.evaluate("canvas => canvas.style.cursor"))

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the scene in CSS pixels."""
        box = self.canvas.bounding_box()
        assert box is not None
        return box["width"], box["height"]

    def across(self, row: float) -> float:
        """Return where a row is, as a fraction of the scene's width."""
        width, _ = self.size
        first, last = self.rows
        return (LEFT + (row - first) / (last - first) * (width - LEFT - RIGHT)) / width

    def level(self, component: int) -> tuple[float, float]:
        """Find the ring of a state's level."""
        x = 1 - (RIGHT - RING) / self.size[0]
        for place, _, card in self._swept([x], np.linspace(0.03, 0.6, 200).tolist()):
            if card.startswith(f"Component {component}"):
                return place[0], place[1] + 0.005
        raise AssertionError(f"no level of state {component} is found")

    def knobs(self) -> list[tuple[float, float]]:
        """Find handles in the panels below: each once."""
        found: list[tuple[float, float]] = []
        width, height = self.size
        xs, ys = np.arange(0, width, 5) / width, np.arange(0.6 * height, height, 4) / height
        for (x, y), cursor, card in self._swept(xs.tolist(), ys.tolist()):
            is_new = all(np.hypot((a - x) * width, (b - y) * height) > 24 for a, b in found)
            if cursor == "move" and not card and is_new:
                found.append((x + 4 / width, y + 5 / height))
        return found

    def cells(self) -> list[tuple[tuple[float, float], str]]:
        """Find places in the trellis with what their cards say."""
        width, height = self.size
        xs, ys = np.arange(0, 0.55 * width, 5) / width, np.arange(0.6 * height, height, 4) / height
        swept = self._swept(xs.tolist(), ys.tolist())
        return [(place, card) for place, _, card in swept if card.startswith("Row ")]

    def _swept(self, xs: list[float], ys: list[float]) -> list[tuple[tuple[float, float], str, str]]:
        """Point at places, row by row, and read the cursor and the card; within the page, which is quick."""
        found = self.canvas.evaluate(
            """(canvas, [xs, ys]) => {
                const card = canvas.closest('.its-mixture').querySelector('.its-hover');
                const { left, top, width, height } = canvas.getBoundingClientRect();
                const point = (x, y) => canvas.dispatchEvent(new PointerEvent('pointermove', {
                    clientX: left + x * width, clientY: top + y * height, bubbles: true, pointerId: 99,
                }));
                const found = [];
                for (const y of ys) for (const x of xs) {
                    point(x, y);
                    const text = card.classList.contains('its-active') ? card.textContent : '';
                    if (text || canvas.style.cursor === 'move') found.push([x, y, canvas.style.cursor, text]);
                }
                return found;
            }""",
            [xs, ys],
        )
        return [((x, y), cursor, card) for x, y, cursor, card in found]

    @property
    def has_card(self) -> bool:
        return self.root.locator(".its-hover.its-active").count() == 1

    def numbers(self, half: str) -> list[str]:
        """The numbers in the formulas of a half-step."""
        return self.root.locator(f".its-half[data-half={half}] .its-slot").all_text_contents()


def show_series(notebook: Notebook, make: str) -> SeriesView:
    """Show a view in a new notebook and wait for its picture."""
    show_fit(notebook, make)
    view = SeriesView(notebook.page, notebook.page.locator(".its-mixture").first)
    view.rest()
    return view
