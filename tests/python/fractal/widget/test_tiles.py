"""The tiles that a page asks for, and other requests."""

import base64
import io
import math
import threading
import time
from typing import Any

import numpy as np
import pytest
from PIL import Image

from iterscope import Coloring, FractalWidget, Julia, Mandelbrot, _core
from iterscope.fractal import colormaps, engines, tiles
from iterscope.fractal import widget as fractal_widget
from iterscope.fractal.view import MAX_Z

from .bench import answers, ask, colored, counts_of, julia, levels_of, receive

ENGINES = [
    pytest.param(engine, marks=pytest.mark.slow) if engine == "vectorize" else engine
    for engine in engines.ENGINES
]


@pytest.mark.slow
@pytest.mark.parametrize("engine", ENGINES)
def test_tiles_are_the_pixels_of_the_plane(widget: FractalWidget, engine: str) -> None:
    receive(widget, ask(engine=engine))
    found = [sent for message in answers(widget) for sent in message["tiles"]]
    assert [(sent["x"], sent["y"]) for sent in found] == [("3", "4"), ("4", "3")]
    for sent in found:
        x, y = (-2 + int(sent[name], 16) * 0.5 for name in "xy")
        picture = Julia(-0.8 + 0.156j).render(
            (x, x + 0.5, y, y + 0.5), (256, 256), max_iter=200, coloring=Coloring(color_by="count")
        )
        counts = counts_of(sent["fields"]["count"], 200)
        np.testing.assert_array_equal(colored(counts, 200, widget.coloring), picture)
        assert sent["max_iter"] == 200
        assert sent["ms"] > 0


@pytest.mark.slow
@pytest.mark.parametrize("engine", ENGINES)
def test_the_mandelbrot_set_is_live(widget: FractalWidget, engine: str) -> None:
    receive(widget, ask(engine=engine, formula={"kind": "mandelbrot", "parameters": {}}))
    for sent in [sent for message in answers(widget) for sent in message["tiles"]]:
        x, y = (-2 + int(sent[name], 16) * 0.5 for name in "xy")
        picture = Mandelbrot().render(
            (x, x + 0.5, y, y + 0.5), (256, 256), max_iter=200, coloring=Coloring(color_by="count")
        )
        np.testing.assert_array_equal(
            colored(counts_of(sent["fields"]["count"], 200), 200, widget.coloring), picture
        )


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"z": 100, "formula": {"kind": "burning_ship", "parameters": {}}}, "refused"),
        ({"z": 5121}, "malformed"),
        ({"x": "f" * 400}, "refused"),
        ({"y": "-ffffffffff"}, "refused"),
        ({"formula": {"kind": "newton", "parameters": {}}}, "refused"),
        ({"formula": {"kind": "julia", "parameters": {"degree": 3}}}, "refused"),
        ({"formula": {"kind": "julia", "parameters": {"c": "0"}}}, "malformed"),
        ({"engine": "fortran"}, "refused"),
        ({"formula": julia("1e400", "0")}, "refused"),
        ({"max_iter": 10**8}, "refused"),
        ({"tiles": "all"}, "malformed"),
        ({"kind": "<img src=x onerror=alert(1)>"}, "malformed"),
    ],
)
def test_a_bad_request_gets_one_answer_and_the_next_is_served(
    widget: FractalWidget, changes: dict[str, Any], code: str
) -> None:
    receive(widget, ask(1, **changes))
    (failure,) = answers(widget)
    assert (failure["kind"], failure["vid"], failure["code"]) == ("error", "v", code)
    assert len(failure["message"]) <= 300
    assert "<img" not in failure["message"]
    receive(widget, ask(2))
    assert answers(widget)[-1]["kind"] == "tiles"


def test_a_flood_of_bad_messages_is_not_answered_by_another(widget: FractalWidget) -> None:
    start = time.monotonic()
    for _ in range(2000):
        receive(widget, {"kind": "?"})
    assert len(answers(widget)) <= 2 + (time.monotonic() - start) / 0.1


def test_a_flood_of_requests_is_not_answered_by_another(
    widget: FractalWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fractal_widget, "ACCEPT_PERIOD", 60.0)
    long = {
        "formula": julia("0.25", "1e-9"),
        "max_iter": 10**7,
        "z": 0,
        "x": "0",
        "y": "0",
        "tiles": [[0, 0]],
    }
    receive(widget, ask(1, **long))
    end = time.monotonic() + 60
    while widget._worker._running is None:  # noqa: SLF001
        assert time.monotonic() < end
        time.sleep(0.001)
    for seq in range(2, 100):
        receive(widget, ask(seq, **long))
    widget.close()
    told = [answer for answer in answers(widget) if answer["kind"] == "accepted"]
    assert len(told) == 1


def test_all_colormaps_are_told_once_they_are_asked_for(widget: FractalWidget) -> None:
    receive(widget, {"kind": "colormaps", "vid": "a", "seq": 3})
    (answer,) = answers(widget)
    assert (answer["vid"], answer["seq"]) == ("a", 3)
    found = {each["name"]: each for each in answer["colormaps"]}
    assert len(found) > 300
    assert found["crameri:romaO"]["category"] == "cyclic"
    assert found["bids:viridis"]["colors"].startswith("440154")
    assert len(found["bids:viridis"]["colors"]) == 6 * colormaps.STOPS
    for name in found:
        assert Coloring(name).colormap == name


@pytest.mark.parametrize("engine", engines.ENGINES)
def test_close_stops_a_long_tile(widget: FractalWidget, engine: str) -> None:
    engines.warm_up(engine)
    # The painful one for an engine that looks up once a point: each takes a while, and none escapes soon.
    long = {
        "formula": julia("0.25", "1e-9"),
        "max_iter": 10**7 if engine.startswith(("rust", "numba")) else 10**5,
    }
    receive(widget, ask(**long, engine=engine, z=0, x="0", y="0", tiles=[[0, 0]]))
    time.sleep(0.05)
    start = time.process_time()  # which other processes add nothing to
    widget.close()
    assert widget._worker.join(60)  # noqa: SLF001
    assert time.process_time() - start < 1
    assert threading.current_thread() is threading.main_thread()


def test_levels_suit_the_view() -> None:
    for z in range(_core.MIN_Z, _core.MAX_Z + 1):
        assert tiles.level(math.log2(800 / 256 * 4 / 2.0**z), 800) == z
    assert tiles.level(-6000, 800) == MAX_Z


def test_a_color_is_no_part_of_a_tile(widget: FractalWidget) -> None:
    receive(widget, ask(1))
    first = answers(widget)
    widget.colormap = "viridis"
    receive(widget, ask(2))
    again = answers(widget)[len(first) :]
    assert [tile["fields"] for message in again for tile in message["tiles"]] == [
        tile["fields"] for message in first for tile in message["tiles"]
    ]


@pytest.mark.slow
@pytest.mark.parametrize("max_iter", [1, 255, 256, 70_000])
def test_a_field_has_as_many_bytes_as_it_needs(max_iter: int) -> None:
    # Orbits that leave a fixed point which repels by 1 + 1e-4 take up to a hundred thousand steps.
    field = tiles.compute(Julia(0.25 + 1e-9), (3, 4, 4), max_iter=max_iter)["count"]
    image = Image.open(io.BytesIO(base64.b64decode(field)))
    most = int(levels_of(field).max())
    assert image.size == (256, 256 * max(1, math.ceil(most.bit_length() / 8)))
    assert most <= max_iter
