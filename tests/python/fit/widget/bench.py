"""Views of fits without a browser: calls from Python, messages from the page, and what is sent."""

import time
from collections.abc import Callable
from typing import Any

import numpy as np

from iterscope import MixtureWidget

FITTED = ("weights_", "means_", "covariances_", "precisions_", "lower_bounds_", "n_iter_", "stop_reason_")


class Bench:
    """Widgets, and what each has sent."""

    def __init__(self) -> None:
        self.widgets: list[MixtureWidget] = []
        self.sent: list[Any] = []

    def show(self, *arguments: Any, **options: Any) -> MixtureWidget:
        widget = MixtureWidget(*arguments, **options)
        self.widgets.append(widget)
        return widget

    def messages(self, *kinds: str) -> list[Any]:
        custom = [message["content"] for message in self.sent if message["method"] == "custom"]
        return [message for message in custom if not kinds or message["kind"] in kinds]

    def wait_for(self, condition: Callable[[], Any], seconds: float = 60) -> Any:
        end = time.monotonic() + seconds
        while not (found := condition()):
            assert time.monotonic() < end, self.messages("error")
            time.sleep(0.002)
        return found


def tell(widget: MixtureWidget, kind: str, **fields: Any) -> None:
    widget._handle_custom_msg({"kind": kind, "vid": "v", **fields}, [])  # noqa: SLF001


def settle(widget: MixtureWidget) -> None:
    """Wait until all that was asked for is done."""
    widget.session.worker.run(lambda: None)


def move(widget: MixtureWidget, seq: int = 1, **changes: Any) -> None:
    place = {
        "run": widget.run,
        "index": widget.index,
        "component": 0,
        "dims": [0, 1],
        "at": [1.5, 2.5],
        "done": True,
    }
    tell(widget, "move", **{"seq": seq, **place, **changes})


def same(one: Any, other: Any) -> bool:
    return all(np.array_equal(getattr(one, name), getattr(other, name)) for name in FITTED)
