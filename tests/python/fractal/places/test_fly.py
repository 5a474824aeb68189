"""`FractalWidget.fly`, without a browser."""

from collections.abc import Iterator
from typing import Any

import pytest

from iterscope import BurningShip, FractalWidget, Julia, Mandelbrot, View
from iterscope.fractal.places.saved import SavedView

TIP = View(("0", "1"), width="1e-60")


@pytest.fixture
def widget(monkeypatch: pytest.MonkeyPatch) -> Iterator[FractalWidget]:
    sent: list[Any] = []
    monkeypatch.setattr(FractalWidget, "_send", lambda _self, message, buffers=None: sent.append(message))  # noqa: ARG005
    widget = Mandelbrot().explore(width=320, height=200)
    sent.clear()
    widget.sent = sent
    yield widget
    widget.close()


@pytest.mark.parametrize("seconds", [None, 0, 2.5])
def test_the_page_is_told_before_the_traits(widget: FractalWidget, seconds: float | None) -> None:
    widget.fly(TIP, seconds)
    assert widget.view == TIP
    told, moved = widget.sent
    fly = {"kind": "fly", "vid": None, "center": TIP.center, "log2_width": TIP.log2_width, "seconds": seconds}
    assert told["content"] == fly
    assert moved["method"] == "update"
    assert moved["state"]["log2_width"] == TIP.log2_width


def test_another_formula_is_gone_to_at_once(widget: FractalWidget) -> None:
    widget.fly(SavedView(Julia(1j), TIP), 3)
    assert (widget.formula, widget.view) == (Julia(1j), TIP)
    assert all(message["method"] == "update" for message in widget.sent)


def test_it_flies_to_what_an_address_means(widget: FractalWidget) -> None:
    found = widget.fly("1/7", 2)
    assert found.words.startswith("1/7 and 2/7 land")
    assert widget.view == found.view
    told, _ = widget.sent
    assert (told["content"]["kind"], told["content"]["center"]) == ("fly", found.view.center)


@pytest.mark.parametrize(
    ("to", "seconds", "error", "words"),
    [
        (7, None, TypeError, "to must be a place, got 7"),
        ("nowhere", None, ValueError, "to must be a point"),
        (TIP, -1, ValueError, "seconds must be from 0 to 3600, got -1"),
        (TIP, 1e9, ValueError, "seconds must be from 0 to 3600"),
        (TIP, "2", TypeError, "seconds must be a real number, got '2'"),
        (SavedView(BurningShip(), TIP), None, ValueError, "log2_width must be at least -40"),
    ],
)
def test_what_is_no_flight_is_named(
    widget: FractalWidget, to: Any, seconds: Any, error: type[Exception], words: str
) -> None:
    before = widget.saved
    with pytest.raises(error, match=words):
        widget.fly(to, seconds)
    assert widget.saved == before
    assert widget.sent == []
