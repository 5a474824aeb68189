"""Driver of an explorer on a page: its planes, and the handle of c."""

from decimal import Decimal

from ...support.notebook import Notebook
from ..picture import log2_width

SIDE = 512
"""CSS pixels along the sides of each plane."""
SIZE = f"width={2 * SIDE + 8}, height={SIDE}"


class Explorer:
    """The explorer that is called ``widget`` in the kernel."""

    def __init__(self, notebook: Notebook) -> None:
        self.notebook = notebook
        self.page = notebook.page
        self.root = self.page.locator(".its-explorer")
        self.handle = self.root.locator(".its-c")
        self.parameters, self.starts = notebook.view(0), notebook.view(1)

    @property
    def c(self) -> tuple[Decimal, Decimal]:
        """The constant in the kernel, with all its digits."""
        re, im = self.notebook.value(
            "list(map(str, widget.dynamical_plane.get_state()['formula']['parameters']['c']))"
        )
        return Decimal(re), Decimal(im)

    def settle(self) -> None:
        self.parameters.settle()
        self.starts.settle()

    def middle(self) -> tuple[float, float]:
        """Return where the handle is, CSS pixels of the page."""
        box = self.handle.bounding_box()
        assert box is not None
        return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    def drag(self, *path: tuple[float, float], release: bool = True) -> None:
        """Drag the handle to places of the parameter plane, fractions of its size."""
        mouse = self.page.mouse
        mouse.move(*self.middle())
        mouse.down()
        for x, y in path:
            mouse.move(*self.parameters.place(x, y))
        if release:
            mouse.up()


def show(notebook: Notebook, options: str = "") -> Explorer:
    """Show an explorer whose dynamical plane has the pixels of tiles."""
    width = f"widget.dynamical_plane.log2_width = {log2_width(SIDE, 0)!r}"
    notebook.write(f"import iterscope\nwidget = iterscope.explore({SIZE}, {options})\n{width}\nwidget")
    notebook.run(0)
    explorer = Explorer(notebook)
    explorer.settle()
    return explorer
