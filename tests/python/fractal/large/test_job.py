"""Large pictures that a page asks for: parts of a file, the pixels of `to_png`."""

import base64
import io
import time
from collections.abc import Iterator
from typing import Any

import msgspec
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from iterscope import FractalWidget, Mandelbrot, View


@pytest.fixture
def widget(monkeypatch: pytest.MonkeyPatch) -> Iterator[FractalWidget]:
    sent: list[Any] = []
    monkeypatch.setattr(FractalWidget, "_send", lambda _self, message, buffers=None: sent.append(message))  # noqa: ARG005
    widget = Mandelbrot().explore(width=320, height=200, colormap="twilight_shifted")
    widget.sent = sent
    yield widget
    widget.close()


def request(widget: FractalWidget, **changes: Any) -> dict[str, Any]:
    return {
        "kind": "picture",
        "vid": "large",
        "seq": 1,
        "saved": msgspec.to_builtins(widget.saved.message()),
        "antialias": 2,
        "width": 320,
        "height": 200,
        "across": 1600,
    } | changes


def answers(widget: FractalWidget, kind: str) -> list[Any]:
    assert widget._worker.join(60)  # noqa: SLF001
    contents = [message["content"] for message in widget.sent if message["method"] == "custom"]
    return [content for content in contents if content["kind"] == kind]


def picture_of(parts: list[Any]) -> NDArray[np.uint8]:
    file = b"".join(base64.b64decode(part["png"]) for part in parts)
    return np.asarray(Image.open(io.BytesIO(file)))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("view", "across"),
    [(None, 1600), (None, 777), (View(("0", "1"), width="1e-30"), 900), (View((1, 1), -24), 900)],
    ids=["home", "odd", "deep", "flat"],
)
def test_parts_make_the_picture_of_to_png(widget: FractalWidget, view: View | None, across: int) -> None:
    if view is not None:
        widget.goto(view)
    widget._receive(request(widget, across=across))  # noqa: SLF001
    parts = answers(widget, "picture")
    assert [part["part"] for part in parts] == list(range(parts[0]["parts"]))
    assert len(parts) > 1
    assert all(len(part["png"]) < 2**21 for part in parts)
    expected = np.asarray(Image.open(io.BytesIO(widget.to_png(across, antialias=2))).convert("RGB"))
    assert (picture_of(parts) == expected).all()
    assert len(answers(widget, "accepted")) == 1


@pytest.mark.slow
def test_ranks_are_those_of_the_whole_picture(widget: FractalWidget) -> None:
    widget.color_by = "histogram"
    widget._receive(request(widget))  # noqa: SLF001
    found = picture_of(answers(widget, "picture"))
    expected = np.asarray(Image.open(io.BytesIO(widget.to_png(1600, antialias=2))).convert("RGB"))
    assert (found == expected).all()


def test_asking_again_goes_on_with_the_same_file(widget: FractalWidget) -> None:
    for seq in range(1, 6):
        widget._receive(request(widget, seq=seq))  # noqa: SLF001
        time.sleep(0.01)
    parts = answers(widget, "picture")
    assert [part["part"] for part in parts] == list(range(parts[0]["parts"]))
    assert picture_of(parts).shape == (1000, 1600, 3)


def test_a_page_that_is_gone_gets_no_more(widget: FractalWidget) -> None:
    widget._receive(request(widget, across=16_000))  # noqa: SLF001
    widget._receive({"kind": "close", "vid": "large"})  # noqa: SLF001
    assert len(answers(widget, "picture")) < 5


def test_antialiasing_gives_way_to_size(widget: FractalWidget) -> None:
    from iterscope.fractal.large.job import PictureJob
    from iterscope.fractal.messages import parse
    from iterscope.fractal.messages.large import PictureRequest

    asked = parse(request(widget, across=16_000, antialias=4))
    assert isinstance(asked, PictureRequest)
    assert PictureJob(asked).strips._samples == 1  # noqa: SLF001 - 4 x 4 of them are more than there may be


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"across": 65_536, "height": 2000}, "a picture has at most 268435456 pixels, got 65536 x 409600"),
        ({"across": 0}, "across must be an integer from 1 to 65536"),
        ({"antialias": 3}, "antialias must be"),
        (
            {"saved": {"formula": {"kind": "x", "parameters": {}}, "center": ["0", "0"], "log2_width": 0}},
            "kind must be one of julia",
        ),
        ({"saved": None}, "saved"),
    ],
)
def test_what_is_no_picture_is_refused(widget: FractalWidget, changes: dict[str, Any], words: str) -> None:
    widget._receive(request(widget, **changes))  # noqa: SLF001
    (failure,) = answers(widget, "error")
    assert words in failure["message"]
    assert answers(widget, "picture") == []
