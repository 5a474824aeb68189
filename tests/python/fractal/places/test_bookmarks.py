"""Bookmarks: what a kernel and a page keep, within limits."""

import base64
import io
import json
from typing import Any

import pytest
import traitlets
from PIL import Image

from iterscope import FractalWidget, Julia, Mandelbrot, View
from iterscope.fractal.places import Bookmark, SavedView

SAVED = SavedView(Julia(1j), View(0, 1))
WIRE: dict[str, Any] = {
    "version": 1,
    "name": "A place",
    "saved": {
        "formula": {"kind": "mandelbrot", "parameters": {}},
        "center": ["0", "1"],
        "log2_width": -20,
        "max_iter": "auto",
        "coloring": {"colormap": "magma"},
    },
    "thumbnail": base64.b64encode(b"\xff\xd8\xff").decode(),
}


@pytest.fixture
def widget() -> FractalWidget:
    return FractalWidget(width=160, height=100)


def test_a_view_is_kept_and_found_again(widget: FractalWidget) -> None:
    widget.goto(0.5, -3)
    made = widget.bookmark("half")
    assert widget.bookmarks == (made,)
    assert Image.open(io.BytesIO(made.thumbnail)).size == (112, 70)
    widget.formula = Mandelbrot()
    widget.colormap = "magma"
    widget.goto(made)
    assert widget.saved == made.saved
    assert widget.formula == Julia(-0.8 + 0.156j)
    widget.goto(0.25, 1)
    widget.bookmark("quarter")
    widget.bookmark("half")
    assert [each.name for each in widget.bookmarks] == ["quarter", "half"], "a name stands for one view"
    widget.bookmarks = widget.bookmarks[:1]
    with pytest.raises(TypeError, match="not both"):
        widget.goto(made, 3)


def test_bookmarks_travel_to_the_page_and_back(widget: FractalWidget) -> None:
    widget.bookmark("here")
    state = json.loads(json.dumps(widget.get_state(["bookmarks"])))
    other = FractalWidget(width=64, height=64)
    other.set_state(state)
    assert other.bookmarks == widget.bookmarks
    other.set_state({"bookmarks": [WIRE]})
    (mark,) = other.bookmarks
    assert (mark.name, mark.saved.fractal, mark.saved.view) == (
        "A place",
        Mandelbrot(),
        View(("0", "1"), -20),
    )
    assert mark.saved.coloring is not None
    assert mark.saved.coloring.colormap == "magma"


BAD: list[Any] = [
    None, 1, "x", {}, [1], [None], [{}], [[]], [{**WIRE, "version": 2}], [{**WIRE, "version": 0}], [{**WIRE, "version": "1"}],
    [{**WIRE, "name": ""}], [{**WIRE, "name": "x" * 81}], [{**WIRE, "name": None}], [{**WIRE, "extra": 1}], [WIRE] * 65,
    [{**WIRE, "thumbnail": "x" * 40_000}], [{**WIRE, "thumbnail": "###"}], [{**WIRE, "thumbnail": base64.b64encode(b"<svg/>").decode()}],
    [{**WIRE, "saved": {}}], [{**WIRE, "saved": None}], [{**WIRE, "saved": {**WIRE["saved"], "center": ["x", "0"]}}],
    [{**WIRE, "saved": {**WIRE["saved"], "log2_width": float("nan")}}], [{**WIRE, "saved": {**WIRE["saved"], "max_iter": 10**9}}],
    [{**WIRE, "saved": {**WIRE["saved"], "coloring": {"colormap": "no such"}}}],
    [{**WIRE, "saved": {**WIRE["saved"], "formula": {"kind": "nova", "parameters": {}}}}],
]  # fmt: skip


@pytest.mark.parametrize("value", BAD, ids=lambda value: repr(value)[:50])
def test_what_a_page_must_not_set_changes_nothing(
    widget: FractalWidget, value: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[Any] = []
    monkeypatch.setattr(FractalWidget, "_send", lambda _self, message, buffers=None: sent.append(message))  # noqa: ARG005
    made = widget.bookmark("kept")
    widget.set_state({"bookmarks": value})
    assert widget.bookmarks == (made,)
    (error,) = [each["content"] for each in sent if each["method"] == "custom"]
    assert error["message"].startswith("bookmarks: ")


def test_a_newer_version_is_refused_in_words() -> None:
    with pytest.raises(ValueError, match="version must be at most 1: a newer iterscope made the bookmark"):
        Bookmark.of_message({**WIRE, "version": 7, "hologram": True})


@pytest.mark.parametrize(
    ("arguments", "error", "words"),
    [
        (("", SAVED), ValueError, "name must have 1 to 80 characters, got 0"),
        ((" \t", SAVED), ValueError, "name must be text, and more than spaces"),
        (("a\ud800", SAVED), ValueError, "name must be text, and more than spaces"),
        ((3, SAVED), TypeError, "a bookmark must have a name and a saved view"),
        (("a", View(0, 1)), TypeError, "a bookmark must have a name and a saved view"),
        (("a", SAVED, "x"), TypeError, "thumbnail must be bytes"),
        (("a", SAVED, b"x" * 30_000), ValueError, "thumbnail must have at most 24576 bytes"),
        (("a", SAVED, b"GIF89a"), ValueError, "thumbnail must be a PNG or JPEG file"),
    ],
)
def test_bad_bookmarks(arguments: Any, error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words):
        Bookmark(*arguments)


def test_there_are_limits(widget: FractalWidget) -> None:
    widget.bookmarks = [Bookmark(f"{n}", SAVED) for n in range(64)]
    with pytest.raises(traitlets.TraitError, match="at most 64 bookmarks, got 65"):
        widget.bookmark("one more")
    with pytest.raises(traitlets.TraitError, match="bookmarks must be a sequence of"):
        widget.bookmarks = [SAVED]
    assert len(widget.bookmarks) == 64
    assert len(FractalWidget(bookmarks=widget.bookmarks, width=64).bookmarks) == 64
