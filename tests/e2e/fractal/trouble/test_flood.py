"""A flood of events in the browser is a trickle to the kernel."""

from ...support.notebook import Notebook
from ..picture import assert_true, log2_width

MOST_MESSAGES = 70
"""In a second of it."""


def test_ten_thousand_wheel_events_in_a_second(notebook: Notebook) -> None:
    view = notebook.show(f"iterscope.FractalWidget(width=800, height=600, log2_width={log2_width(800, 2)!r})")
    notebook.pause(500)
    notebook.traffic.clear()
    view.focus()
    seconds = view.flood(10_000, seconds=1)
    view.settle()
    notebook.pause(500)
    kinds = [data["method"] for data in notebook.traffic.sent]
    assert {"custom", "update"} <= set(kinds), "the flood must reach the kernel"
    assert len(kinds) <= MOST_MESSAGES * seconds
    notebook.execute(f"widget.center, widget.log2_width = 0.25, {log2_width(800, 3)!r}")
    assert_true(notebook, view)
