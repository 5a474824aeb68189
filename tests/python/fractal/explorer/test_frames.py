"""Frames: one picture of a whole view for each message, while something of it is dragged."""

import base64
import io
import time
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from PIL import Image
from tests import coloring

from iterscope import FractalWidget, Julia, View
from iterscope.fractal import colormaps

DEEP = ["0.10000000000000000000000000000000000000000000000000001", "0.65"]


@pytest.fixture
def widget(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    sent: list[Any] = []
    monkeypatch.setattr(FractalWidget, "_send", lambda _self, message, buffers=None: sent.append(message))  # noqa: ARG005
    widget: Any = FractalWidget(width=64, height=64, colormap="grey")
    widget.sent = sent
    yield widget
    widget.close()


def ask(seq: int = 1, **changes: Any) -> dict[str, Any]:
    formula = {"kind": "julia", "parameters": {"c": ["0.3", "0.5"]}}
    place = {"center": ["0", "0"], "log2_width": 2.0, "width": 96, "height": 64}
    return {"kind": "frame", "vid": "v", "seq": seq, "formula": formula, "max_iter": 50, **place, **changes}


def tell(widget: Any, content: Any) -> None:
    widget._handle_custom_msg(content, [])  # noqa: SLF001


def answers(widget: Any, content: Any) -> list[Any]:
    tell(widget, content)
    assert widget._worker.join(60)  # noqa: SLF001
    return [message["content"] for message in widget.sent if message["method"] == "custom"]


@pytest.mark.parametrize("c", [["0.3", "0.5"], ["-1", "0"], DEEP])
def test_a_frame_is_the_picture_of_its_counts(widget: Any, c: list[str]) -> None:
    formula = {"kind": "julia", "parameters": {"c": c}}
    (frame,) = answers(widget, ask(formula=formula))
    assert (frame["kind"], frame["vid"], frame["seq"]) == ("frame", "v", 1)
    assert frame["poster"]["formula"] == formula or c == ["-1", "0"]
    image = Image.open(io.BytesIO(base64.b64decode(frame["poster"]["png"]))).convert("RGB")
    counts = Julia((c[0], c[1])).escape_counts(View(0, 2.0), (64, 96), max_iter=50).astype(int)
    message = colormaps.coloring("grey")
    palette = np.frombuffer(base64.b64decode(message["palette"]), dtype=np.uint8).reshape(-1, 3)
    expected = coloring.colored(
        palette.astype(int),
        cyclic=message["cyclic"],
        colormap="grey",
        look=coloring.LOOK | {"color_by": "count"},
        fields={
            "count": np.where(counts < 50, counts + 1, 0).ravel(),
            "angle": np.zeros(counts.size, dtype=int),
        },
        max_iter=50,
    )
    assert (np.asarray(image).reshape(-1, 3) == expected).all()


@pytest.mark.parametrize(
    "changes",
    [
        {"width": 0},
        {"width": 1025},
        {"height": 2000},
        {"height": "64"},
        {"log2_width": float("nan")},
        {"log2_width": float("inf")},
        {"log2_width": None},
        {"center": ["0"]},
        {"center": ["0", "nan"]},
        {"center": [0, 0]},
        {"max_iter": 0},
        {"max_iter": 2**31 - 1},
        {"formula": {"kind": "julia", "parameters": {"c": ["i", "0"]}}},
        {"formula": {"kind": "julia", "parameters": {}}},
        {"formula": {"kind": "mandelbrot", "parameters": {"c": ["0", "0"]}}},
        {"formula": None},
        {"log2_width": 7.0},
        {"log2_width": -5001.0},
        {"center": ["1e9", "0"]},
        {"vid": "<script>"},
        {"seq": -1},
        {"more": 1},
    ],
)
def test_forged_requests_are_refused(widget: Any, changes: dict[str, Any]) -> None:
    (answer,) = answers(widget, ask(**changes))
    assert answer["kind"] == "error"
    assert answer["code"] in {"malformed", "refused"}


def test_too_deep_for_float64_is_said(widget: Any) -> None:
    formula = {"kind": "burning_ship", "parameters": {"c": ["0", "0"]}}
    (answer,) = answers(widget, ask(formula=formula, center=["0.1", "0"], log2_width=-80.0))
    assert answer["kind"] == "error"
    assert answer["code"] == "refused"


def test_an_older_frame_is_not_drawn(widget: Any) -> None:
    answers(widget, ask(seq=5))
    assert [answer["seq"] for answer in answers(widget, ask(seq=4))] == [5]


def test_a_slow_frame_gives_way_to_a_newer_one_and_to_the_end(widget: Any) -> None:
    endless = {"kind": "julia", "parameters": {"c": ["0.2500000001", "0"]}}
    slow = ask(formula=endless, max_iter=10**7, width=1024, height=1024)
    tell(widget, slow)
    time.sleep(0.3)
    began = time.monotonic()
    (answer,) = answers(widget, ask(seq=2))
    assert answer["seq"] == 2
    assert time.monotonic() - began < 30
    tell(widget, {**slow, "seq": 3})
    assert len(answers(widget, {"kind": "close", "vid": "v"})) == 1


def test_observers_hear_of_the_formula_of_frames_and_the_page_does_not(
    widget: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[complex] = []
    widget.observe(lambda change: heard.append(change.new), "c")
    widget.sent.clear()
    now = time.monotonic()
    monkeypatch.setattr("iterscope.fractal.widget.time.monotonic", lambda: now)
    for seq, elapsed in enumerate((0.0, 0.05, 0.15), start=1):
        now += elapsed
        tell(
            widget,
            ask(seq=seq, formula={"kind": "julia", "parameters": {"c": [str(seq), "0"]}}, width=8, height=8),
        )
    assert heard == [1, 3], "not of each"
    assert widget._worker.join(60)  # noqa: SLF001
    set_by_kernel = [message["state"] for message in widget.sent if message["method"] == "update"]
    assert not any("formula" in state for state in set_by_kernel)
