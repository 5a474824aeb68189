"""Measure what a flood of messages does to a kernel: ``python -m tests.robustness.flood``.

A page sends 10 000 messages as fast as it can, and a cell waits behind them. How long it waits stands beside the
same flood at a widget of anywidget's that does nothing with it, in the same kernel. The kernel's replies and the
growth of its memory are counted too.
"""

import argparse
import json
import queue
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, Final, NamedTuple

from jupyter_client.blocking.client import BlockingKernelClient
from jupyter_client.manager import KernelManager

MESSAGES = 10_000
WIDGETS: Final = {
    "nothing": "anywidget.AnyWidget()",
    "mixture": "iterscope.MixtureWidget(numpy.random.default_rng(0).normal(size=(5000, 2)), n_components=3)",
    "fractal": "iterscope.FractalWidget(width=800, height=600)",
}
TILES: Final = {
    "kind": "view", "formula": {"kind": "julia", "parameters": {"c": ["-0.8", "0.156"]}}, "engine": "rust",
    "max_iter": "auto", "fields": ["count"], "z": 4, "x": "8", "y": "8", "tiles": [[0, 0], [-1, 0], [0, -1], [-1, -1]],
}  # fmt: skip
FLOODS: Final[list[tuple[str, dict[str, Any]]]] = [
    ("mixture", {"kind": "open"}),
    ("mixture", {"kind": "brush", "tool": "add", "dims": [0, 1], "at": [[0, 0]], "radius": [1, 1]}),
    ("mixture", {"kind": "brush", "tool": "erase", "dims": [0, 1], "at": [[0, 0]], "radius": [99, 99]}),
    ("mixture", {"kind": "step", "n": 1}),
    ("mixture", {"kind": "step", "n": 10**9}),
    ("mixture", {"kind": "restart"}),
    ("mixture", {"kind": "?" * 1000}),
    ("mixture", {"n_components": 4}),
    ("mixture", {"n_components": -1}),
    (
        "mixture",
        {"kind": "move", "run": 1, "index": 0, "component": 0, "dims": [0, 1], "at": [0, 0], "done": False},
    ),
    (
        "mixture",
        {"kind": "move", "run": 9, "index": 0, "component": 0, "dims": [0, 1], "at": [0, 0], "done": False},
    ),
    ("fractal", TILES),
    ("fractal", {**TILES, "engine": "fortran"}),
    ("fractal", {"kind": "?"}),
    ("fractal", {"log2_width": -1.5}),
    ("fractal", {"colormap": "nonsense"}),
]
"""The widget and the message; without a kind it sets a trait."""
NUMBERED: Final = {"move", "view"}
"""Kinds of messages that have a number."""


class Measured(NamedTuple):
    """What a flood has done."""

    seconds: float
    busy: float
    """Seconds of a processor that the thread of messages and cells took."""
    replies: int
    megabytes: float


class Kernel:
    """A kernel of its own, and what a page knows of it.

    Parameters
    ----------
    client : BlockingKernelClient
    """

    def __init__(self, client: BlockingKernelClient) -> None:
        self._client = client
        self.run("import anywidget, iterscope, numpy, os, psutil, time")

    def run(self, code: str) -> str:
        """Run a cell; return what it prints."""
        said: list[str] = []

        def hear(message: dict[str, Any]) -> None:
            if message["msg_type"] == "stream":
                said.append(message["content"]["text"])

        reply = self._client.execute_interactive(code, output_hook=hear, timeout=600)
        if reply["content"]["status"] != "ok":
            raise RuntimeError("\n".join(reply["content"]["traceback"]))
        return "".join(said)

    def flood(self, widget: str, message: dict[str, Any], count: int) -> Measured:
        """Send a message to a new widget again and again; return how long a cell waits behind them."""
        self.run(f"widget = {WIDGETS[widget]}")
        before, name = self._used(), self.run("print(widget.comm.comm_id)").strip()
        heard: list[bool] = []
        listening = threading.Event()
        listening.set()

        def listen() -> None:
            while listening.is_set():
                with suppress(queue.Empty):
                    heard.append(self._client.get_iopub_msg(timeout=0.1)["msg_type"] == "comm_msg")

        listener = threading.Thread(target=listen)
        listener.start()
        began = time.perf_counter()
        for number in range(count):
            data: dict[str, Any] = {"method": "custom", "content": {**message, "vid": "flood", "seq": number}}
            if message.get("kind") not in NUMBERED:
                del data["content"]["seq"]
            if "kind" not in message:
                data = {"method": "update", "state": message}
            content = {"comm_id": name, "data": data}
            self._client.shell_channel.send(self._client.session.msg("comm_msg", content))
        cell = self._client.execute("pass")
        while self._client.get_shell_msg(timeout=600)["parent_header"].get("msg_id") != cell:
            pass
        seconds = time.perf_counter() - began
        time.sleep(0.5)  # what was held back comes
        listening.clear()
        listener.join()
        replies = sum(heard)
        after = self._used()
        self.run("widget.close()")
        busy, more = (late - early for early, late in zip(before, after, strict=True))
        return Measured(seconds, busy, replies, more / 1e6)

    def _used(self) -> tuple[float, float]:
        """Return seconds of the processor, and bytes."""
        used = self.run("print(time.thread_time(), psutil.Process().memory_info().rss)")
        seconds, memory = map(float, used.split())
        return seconds, memory


@contextmanager
def start() -> Iterator[Kernel]:
    """Start a kernel, and end it."""
    manager = KernelManager()
    manager.start_kernel()
    client = manager.blocking_client()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=120)
        yield Kernel(client)
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def main(words: list[str], *, quick: bool) -> None:
    """Print the table."""
    count = 1000 if quick else MESSAGES
    print(f"{count} messages: seconds that a cell waits behind them, and behind a widget that does nothing")
    print("busy: how many times as long the processor is with them")
    print(f"{'seconds':>8} {'nothing':>8} {'ratio':>6} {'busy':>6} {'replies':>8} {'MB':>6}  widget, message")
    with start() as kernel:
        for widget, message in FLOODS:
            told = f"{widget} {json.dumps(message)}"
            if words and not any(word in told for word in words):
                continue
            nothing = kernel.flood("nothing", message, count)
            found = kernel.flood(widget, message, count)
            print(
                f"{found.seconds:8.2f} {nothing.seconds:8.2f} {found.seconds / nothing.seconds:6.2f} "
                f"{found.busy / nothing.busy:6.2f} {found.replies:8d} {found.megabytes:6.1f}  {told[:78]}",
                flush=True,
            )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="1000 messages; such times say nothing")
    parser.add_argument("words", nargs="*", help="only the messages that contain one of them")
    main(**vars(parser.parse_args()))
