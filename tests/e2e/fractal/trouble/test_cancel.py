"""What takes long is cancelled by Escape."""

from ...support.notebook import Notebook
from ..picture import assert_true, log2_width

WIDGET = f"iterscope.FractalWidget(width=320, height=240, max_iter=60, log2_width={log2_width(320, 1)!r})"
THREADS = "[t.name for t in __import__('threading').enumerate() if t.name.startswith('iterscope')]"
FOCUSED = "root => root.matches(':focus-within')"


def test_escape_cancels_tiles_that_take_long(notebook: Notebook) -> None:
    view = notebook.show(WIDGET)
    view.focus()
    # No point of the unit disc escapes: with NumPy a tile takes minutes.
    notebook.execute("widget.engine, widget.max_iter, widget.c = 'numpy', 1_000_000, 0")
    view.wait_for_state("working")
    notebook.pause(1_500)  # what is awaited for a shorter time is not cancelled
    assert view.root.locator(".its-progress.its-active").count() == 1, "the line of progress shows it"
    view.press("Escape")
    view.wait_for_state("error")
    assert "Stopped" in view.notice
    assert view.root.locator(".its-progress.its-active").count() == 0
    assert view.root.evaluate(FOCUSED)
    notebook.wait_until(lambda: notebook.value(THREADS) == [], "the kernel must stop")
    notebook.traffic.clear()
    view.hover(0.3, 0.3)
    notebook.pause(1_000)
    assert notebook.traffic.sent == [], "it is not asked for again"
    view.press("Escape")
    assert not view.root.evaluate(FOCUSED), "then Escape leaves the view"
    view.root.get_by_role("button", name="Go on").click()
    notebook.wait_until(lambda: notebook.value(THREADS) != [], "the kernel must go on")
    notebook.execute("widget.engine = 'rust'")
    assert_true(notebook, view)
    assert view.notice == ""
