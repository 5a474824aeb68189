"""One view of a mixture widget on a page: what it shows, and a person's hands."""

from playwright.sync_api import Locator, Page

from .notebook import Notebook
from .view import View

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

    @property
    def iteration(self) -> int:
        return int(self.root.locator(".its-iteration").inner_text())

    @property
    def phase(self) -> str:
        return self.root.locator(".its-phase").inner_text()

    @property
    def card(self) -> str:
        """What the view says about what is under the pointer."""
        return self.root.locator(".its-card.its-active").inner_text()

    def scrub(self, share: float) -> None:
        """Press on a place of the scrubber, from 0 to 1."""
        box = self.scrubber.bounding_box()
        assert box is not None
        self.scrubber.click(position={"x": share * (box["width"] - 1), "y": box["height"] / 2})

    def colourful(self) -> int:
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
