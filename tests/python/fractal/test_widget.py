"""The widget without a browser: traits, messages, what a page may and may not do."""

import base64
import io
import json
import math
import re
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import traitlets
from numpy.typing import NDArray
from PIL import Image
from tests import coloring

from iterscope import BurningShip, Coloring, FractalWidget, Julia, Mandelbrot, View, _core
from iterscope.fractal import colormaps, engines, tiles
from iterscope.fractal.messages.traits import Traits
from iterscope.fractal.picture import Picture
from iterscope.fractal.view import MAX_Z

LISTED = {
    "formula",
    "c",
    "center",
    "log2_width",
    "max_iter",
    "colormap",
    "engine",
    "width",
    "height",
    "fluid",
}


@pytest.fixture
def widget(monkeypatch: pytest.MonkeyPatch) -> Iterator[FractalWidget]:
    sent: list[Any] = []
    monkeypatch.setattr(
        FractalWidget, "_send", lambda _self, message, buffers=None: sent.append((message, buffers))
    )
    widget = FractalWidget(width=320, height=200)
    widget.sent = sent
    yield widget
    widget.close()


def answers(widget: FractalWidget) -> list[Any]:
    assert widget._worker.join(60)  # noqa: SLF001
    return [message["content"] for message, _ in widget.sent if message["method"] == "custom"]


def julia(*c: Any) -> dict[str, Any]:
    return {"kind": "julia", "parameters": {"c": list(c)}}


def counts_of(field: str, max_iter: int) -> NDArray[np.uint32]:
    """Read the counts of a tile."""
    levels = levels_of(field)
    return np.where(levels == 0, max_iter, levels - 1)


def levels_of(field: str) -> NDArray[np.uint32]:
    """Read a field of a tile as a page does."""
    image = Image.open(io.BytesIO(base64.b64decode(field)))
    assert image.mode == "L"
    assert not {"gamma", "srgb", "icc_profile"} & image.info.keys()
    planes = np.asarray(image).reshape(-1, 256, 256)
    return sum(plane.astype(np.uint32) << 8 * byte for byte, plane in enumerate(planes))  # type: ignore[return-value]


def colored(counts: NDArray[np.uint32], max_iter: int, message: Any) -> NDArray[np.uint8]:
    """Color counts as a page does."""
    colors = np.frombuffer(base64.b64decode(message["palette"]), dtype=np.uint8).reshape(-1, 3).astype(int)
    levels = np.where(counts < max_iter, counts.astype(int) + 1, 0).ravel()
    pixels = coloring.colored(
        colors,
        cyclic=message["cyclic"],
        colormap=message["colormap"],
        look=coloring.LOOK | {"color_by": "count"},
        fields={"count": levels, "angle": np.zeros_like(levels)},
        max_iter=max_iter,
    )
    return pixels.astype(np.uint8).reshape(*counts.shape, 3)


def recorded(path: Path) -> Any:
    """Read the recording in a file."""
    (text,) = re.findall(r'id="iterscope-recording">(.*?)</script>', path.read_text(), re.DOTALL)
    return json.loads(text)


def ask(seq: int = 1, **changes: Any) -> dict[str, Any]:
    content = {
        "kind": "view",
        "vid": "v",
        "seq": seq,
        "formula": julia("-0.8", "0.156"),
        "max_iter": 200,
        "engine": "rust",
        "fields": ["count"],
    }
    return {**content, "z": 3, "x": "3", "y": "4", "tiles": [[0, 0], [1, -1]], **changes}


ENGINES = [
    pytest.param(engine, marks=pytest.mark.slow) if engine == "vectorize" else engine
    for engine in engines.ENGINES
]


def receive(widget: FractalWidget, content: Any) -> None:
    widget._handle_custom_msg(content, [])  # noqa: SLF001


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


def test_the_mandelbrot_set_has_a_home_of_its_own() -> None:
    widget = Mandelbrot().explore(width=320, height=200)
    x, y = map(float, widget.center)
    assert (x, y) == (-0.75, 0)
    half = 2.0**widget.log2_width / 2
    # All of the set: it ends at -2 and at 0.4713, and is 2.2458 high.
    assert x - half < -2
    assert x + half > 0.4713
    assert 2 * half * 200 / 320 > 2.2458
    assert widget.poster["formula"] == {"kind": "mandelbrot", "parameters": {}}
    assert widget.c is None
    counts = widget.escape_counts()
    assert (counts == counts.max()).mean() > 0.1
    widget.formula = Julia(0)
    assert widget.c == 0
    widget.close()


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


def test_a_page_sets_the_view_and_nothing_else(widget: FractalWidget) -> None:
    before = {name: getattr(widget, name) for name in widget.keys}
    widget.set_state({
        "_esm": "alert(1)", "_css": "*{}", "_anywidget_id": "x", "_model_module": "evil", "_view_name": "evil",
        "layout": "IPY_MODEL_0", "poster": {"png": "evil"}, "home": {}, "zoom_range": [0, 10**6], "tile_size": 1,
        "version": "9", "colormaps": ["<b>"], "coloring": {"palette": "evil"}, "c": ["1", "2"], "fluid": True, "tooltip": "x", "nonsense": 1,
    })  # fmt: skip
    assert {name: getattr(widget, name) for name in widget.keys} == before
    seen = []
    widget.observe(lambda change: seen.append(change.name), names=list(LISTED))
    widget.set_state(
        {"center": ["0.25", "-1e-3"], "log2_width": -7.5, "width": 500, "formula": julia("0.1", "-0.2")}
    )
    assert widget.center == ("0.25", "-1e-3")
    assert (widget.log2_width, widget.width, widget.c) == (-7.5, 500, 0.1 - 0.2j)
    assert widget.formula == Julia(0.1 - 0.2j)
    assert sorted(seen) == ["c", "center", "formula", "log2_width", "width"]


@pytest.mark.parametrize(
    "state",
    [
        {"formula": julia("nan", "0")}, {"formula": "0"}, {"formula": julia(0, None)}, {"formula": julia("1e999", "0")},
        {"formula": {"kind": "newton", "parameters": {}}}, {"formula": {"kind": "julia", "parameters": {"d": 3}}},
        {"formula": {"kind": "<b>", "parameters": {}}}, {"center": ["inf", "0"]},
        {"center": ["100", "0"]}, {"center": ["1" * 2000, "0"]}, {"center": [["0"], "0"]}, {"center": None},
        {"center": ["1e1000000", "0"]}, {"center": ["1e-99999", "0"]}, {"center": ["64." + 40 * "0" + "1", "0"]},
        {"center": [" 1", "0"]}, {"center": ["1_0", "0"]}, {"center": ["\N{ARABIC-INDIC DIGIT ONE}", "0"]},
        {"log2_width": float("nan")}, {"log2_width": 1e308}, {"log2_width": -5001}, {"log2_width": "3"},
        {"max_iter": 0}, {"max_iter": 1e9}, {"max_iter": "all"}, {"max_iter": 10**8}, {"colormap": "nope"},
        {"colormap": 7}, {"engine": "fortran"}, {"engine": None}, {"width": -1}, {"width": 10**9}, {"height": 0}, {"height": None}, {"height": [5]},
    ],
    ids=repr,
)  # fmt: skip
def test_a_page_cannot_set_nonsense(widget: FractalWidget, state: dict[str, Any]) -> None:
    before = {name: getattr(widget, name) for name in LISTED}
    widget.set_state({**state, "max_iter": 77} if "max_iter" not in state else state)
    assert {name: getattr(widget, name) for name in LISTED - {"max_iter"}} == {
        name: value for name, value in before.items() if name != "max_iter"
    }
    assert widget.max_iter == ("auto" if "max_iter" in state else 77)
    (failure,) = answers(widget)
    assert failure["kind"] == "error"
    assert failure["message"].startswith(next(iter(state)))
    # The page is told the value that holds.
    assert any(next(iter(state)) in message.get("state", {}) for message, _ in widget.sent)


@pytest.mark.parametrize(
    ("options", "kind"),
    [
        ({"c": "x"}, traitlets.TraitError), ({"c": float("nan")}, traitlets.TraitError),
        ({"center": (0, float("inf"))}, traitlets.TraitError), ({"center": "0"}, traitlets.TraitError),
        ({"center": (0, 0, 0)}, traitlets.TraitError), ({"center": 65}, traitlets.TraitError),
        ({"log2_width": 7}, traitlets.TraitError), ({"log2_width": None}, traitlets.TraitError),
        ({"max_iter": 0}, traitlets.TraitError), ({"max_iter": "many"}, traitlets.TraitError),
        ({"colormap": "no such map"}, traitlets.TraitError), ({"engine": "fortran"}, traitlets.TraitError),
        ({"engine": 1}, traitlets.TraitError), ({"width": 1}, traitlets.TraitError),
        ({"height": 1e9}, traitlets.TraitError), ({"formula": "julia"}, traitlets.TraitError), ({"formula": Julia(1j), "c": 1}, TypeError), ({"c": None}, traitlets.TraitError),
        ({"colour": "inferno"}, TypeError), ({"_esm": ""}, TypeError),
        ({"poster": {}}, TypeError), ({"cycling": 5}, traitlets.TraitError), ({"usual": {"size": 1}}, traitlets.TraitError),
        ({"usual": {"light": 3}}, traitlets.TraitError),
    ],
    ids=repr,
)  # fmt: skip
def test_bad_options_are_named(options: dict[str, Any], kind: type[Exception]) -> None:
    with pytest.raises(kind, match=next(iter(options))):
        FractalWidget(**options)


def test_a_missing_numba_is_no_choice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "find_spec", lambda _: None)
    with pytest.raises(ImportError, match=r"iterscope\[bench\]"):
        FractalWidget(engine="numba")
    widget = FractalWidget()
    assert widget.engines == ("vectorize", "numpy", "rust-scalar", "rust")
    widget.set_state({"engine": "numba"})
    assert widget.engine == "rust"
    widget.close()


def test_a_center_is_taken_in_every_form(widget: FractalWidget) -> None:
    digits = "0.1234567890123456789012345678901234567890"
    for value, expected in [
        (0.5 - 0.25j, ("0.5", "-0.25")),
        ((1, 2.5), ("1.0", "2.5")),
        (np.complex64(0.5 - 0.25j), ("0.5", "-0.25")),
        (np.int64(-2), ("-2.0", "0.0")),
        ([digits, "-1e-300"], (digits, "-1e-300")),
        ((Decimal(digits), np.float64(0.1)), (digits, "0.1")),
    ]:
        widget.center = value
        assert widget.center == expected


def decoded(png: bytes) -> NDArray[np.uint8]:
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB"))


@pytest.mark.parametrize(
    ("size", "shape"),
    [
        ({"scale": 2}, (240, 320)),
        ({"scale": 0.5}, (60, 80)),
        ({"width": 400}, (300, 400)),
        ({"height": 60}, (60, 80)),
        ({"width": 200, "height": 90}, (90, 200)),
        ({}, (120, 160)),
    ],
)
@pytest.mark.parametrize("colormap", ["inferno", "grey"])
def test_a_picture_of_the_view_has_any_size(
    size: dict[str, float], shape: tuple[int, int], colormap: str
) -> None:
    widget = FractalWidget(
        c=0.3 + 0.5j, center=0.125 - 0.25j, log2_width=1.0, width=160, height=120, colormap=colormap
    )
    height, width = shape
    half = height / width
    region = (0.125 - 1, 0.125 + 1, -0.25 - half, -0.25 + half)
    # As many iterations as those of the view's own pixels, whatever the size: greys stay as they are.
    options = {"colormap": colormap} if colormap == "grey" else {"coloring": Coloring(colormap)}
    expected = Julia(0.3 + 0.5j).render(region, shape, max_iter=576, **options)  # type: ignore[arg-type]
    picture = decoded(widget.to_png(**size, antialias=1))  # type: ignore[arg-type]
    np.testing.assert_array_equal(picture, expected)
    widget.close()


def test_a_size_that_no_picture_can_have_is_refused() -> None:
    widget = FractalWidget(width=160, height=120)
    for size, error, message in [
        ({"scale": 2, "width": 9}, TypeError, "a picture takes width and height, or scale, not both"),
        ({"scale": 0}, ValueError, "scale must be from"),
        ({"scale": math.nan}, ValueError, "scale must be finite"),
        ({"scale": "2"}, TypeError, "scale must be a real number"),
        ({"width": 0}, ValueError, "width must be from 1"),
        ({"height": 2.5}, TypeError, "height must be an integer"),
        ({"width": 2**15, "height": 2**15}, ValueError, "a picture has at most 268435456 pixels"),
    ]:
        with pytest.raises(error, match=message):
            widget.to_png(**size)  # type: ignore[arg-type]
    widget.log2_width = -40
    widget.center = 1.5
    with pytest.raises(ValueError, match="at most 268435456 pixels, got 24000 x 32000"):
        widget.to_png(scale=100, antialias=2)
    assert decoded(widget.to_png()).shape == (120, 160, 3)
    widget.close()


def test_counts_and_png_are_those_of_the_view(widget: FractalWidget) -> None:
    widget.set_trait("center", 0.125 - 0.25j)
    widget.log2_width = math.log2(320 / 2**10)
    widget.max_iter = 300
    half = 320 / 2**11
    region = (0.125 - half, 0.125 + half, -0.25 - half * 200 / 320, -0.25 + half * 200 / 320)
    counts = widget.escape_counts()
    np.testing.assert_array_equal(counts, Julia(widget.c).escape_counts(region, (200, 320), max_iter=300))
    widget.color_by = "count"
    picture = decoded(widget.to_png(antialias=1))
    np.testing.assert_array_equal(picture, colored(counts, 300, widget.coloring))


def test_the_poster_follows_when_the_work_is_done(widget: FractalWidget) -> None:
    first = widget.poster
    assert first is not None
    image = Image.open(io.BytesIO(base64.b64decode(first["png"])))
    assert image.size == (320, 200)
    np.testing.assert_array_equal(np.asarray(image.convert("RGB")), decoded(widget.to_png(antialias=1)))
    widget.c = -1
    receive(widget, ask())
    answers(widget)
    assert widget.poster["formula"] == julia("-1.0", "0.0")
    assert widget.poster["png"] != first["png"]


def test_the_poster_of_a_flat_view_shows_the_whole_home() -> None:
    usual, flat = Julia(-0.8 + 0.156j).explore(), Julia(-0.8 + 0.156j).explore(height=300)
    assert flat.log2_width == usual.log2_width == usual.poster["log2_width"]
    high = usual.poster["log2_width"] - math.log2(960 / 540)
    assert flat.poster["log2_width"] - math.log2(960 / 300) == pytest.approx(high)
    pixels = np.asarray(Image.open(io.BytesIO(base64.b64decode(flat.poster["png"]))).convert("L"), float)
    assert pixels[[0, -1]].max() < 30, "the set must end within the picture"
    flat.log2_width = -3
    flat._repr_mimebundle_()
    assert flat.poster["log2_width"] == -3
    for widget in (usual, flat):
        widget.close()


def test_a_poster_that_takes_too_long_is_given_up() -> None:
    start = time.monotonic()
    widget = FractalWidget(c=0.25 + 1e-9j, max_iter=10**7)
    assert time.monotonic() - start < 60  # the whole would take hours
    assert widget.poster is None
    widget.close()


def test_a_poster_of_another_place_is_none_of_this_one(widget: FractalWidget) -> None:
    assert widget.poster is not None
    widget.formula = Julia(0.25 + 1e-9j)
    widget.max_iter = 10**7
    widget._worker.run(lambda: None)  # noqa: SLF001
    assert widget._worker.join(60)  # noqa: SLF001
    assert widget.poster is None


def test_finer_samples_of_a_picture_have_their_own_iterations() -> None:
    view = View(("-0.743643887037151", "0.131825904205330"), -14)
    picture = Picture(Mandelbrot(), view, 64, 40, "auto", Coloring())
    samples = replace(picture, width=256, height=160).iterations
    assert samples > picture.iterations
    expected = Mandelbrot().render(
        view, (40, 64), max_iter=samples, bailout=tiles.BAILOUT, coloring=Coloring(), antialias=4
    )
    np.testing.assert_array_equal(decoded(picture.png(antialias=4)), expected)


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


def test_a_poster_is_given_up_once(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[Picture] = []
    draw = Picture.png

    def png(picture: Picture, **options: Any) -> bytes:
        drawn.append(picture)
        return draw(picture, **options)

    monkeypatch.setattr(Picture, "png", png)
    widget = FractalWidget(c=0.25 + 1e-9j, max_iter=10**7)
    worker = widget._worker  # noqa: SLF001
    for _ in range(3):
        worker.run(lambda: None)
        assert worker.join(60)
    assert len(drawn) == 1
    widget.max_iter = 99  # another picture
    worker.run(lambda: None)
    assert worker.join(60)
    assert len(drawn) == 2
    assert widget.poster is not None
    widget.close()


def test_a_view_is_shown_where_float64_ends() -> None:
    widget = FractalWidget(formula=BurningShip(), center=-64 - 64j, log2_width=-40)
    assert widget.poster is None
    widget.log2_width = 2
    widget._repr_mimebundle_()
    assert widget.poster is not None
    widget.log2_width = -40
    widget._repr_mimebundle_()
    widget.close()


def test_the_article_is_one_keyword_away() -> None:
    widget = Julia(-0.835 - 0.2321j).explore(colormap="grey", max_iter=100, width=100, height=80)
    counts = widget.escape_counts()
    grey = np.asarray(Image.open(io.BytesIO(widget.to_png())))
    np.testing.assert_array_equal(grey, (counts / 100 * 255).astype(np.uint8))
    widget.close()


def test_setting_a_width_ends_fluidity(widget: FractalWidget) -> None:
    fluid = FractalWidget()
    assert fluid.fluid
    fluid.set_state({"width": 700})
    assert (fluid.width, fluid.fluid) == (700, True)
    fluid.width = 300
    assert not fluid.fluid
    assert not widget.fluid
    fluid.close()


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


def test_a_file_has_all_tiles_down_to_its_depth(tmp_path: Path) -> None:
    widget = FractalWidget(width=512, height=320, log2_width=1.0)
    path = tmp_path / "julia.html"
    widget.to_html(path, depth=2)
    recording = recorded(path)
    first = tiles.level(1.0, 512)
    for z in range(first, first + 3):
        side = 2.0 ** (2 - z)
        for x, y in [(-1 + 1e-9, -0.625 + 1e-9), (1 - 1e-9, 0.625 - 1e-9), (0.3, -0.2)]:
            column, row = (math.floor((part + 2) / side) for part in (x, y))
            fields = tiles.compute(
                widget.formula,
                (z, column, row),
                fields=("smooth", "distance"),
                max_iter=_core.level_max_iter(z),
            )
            found = recording["tiles"][f"{z}/{column:x}/{row:x}"]
            assert found == {"max_iter": _core.level_max_iter(z), "fields": fields}
    assert recording["traits"]["log2_width"] == 1.0
    assert recording["traits"].keys() == Traits.__annotations__.keys()
    assert recording["traits"]["formula"] == julia("-0.8", "0.156")


@pytest.mark.parametrize("depth", [-1, 9, 1.5])
def test_a_file_too_deep_is_refused(depth: float, tmp_path: Path) -> None:
    with pytest.raises((TypeError, ValueError), match="depth must"):
        FractalWidget(width=512, height=320).to_html(tmp_path / "julia.html", depth=depth)  # type: ignore[arg-type]
    assert not list(tmp_path.iterdir())


def test_the_traits_are_those_of_the_declaration(widget: FractalWidget) -> None:
    hosts = {"layout", "tabbable", "tooltip"}
    synced = {name for name in widget.keys if not name.startswith("_")} - hosts
    assert synced == Traits.__annotations__.keys()


@pytest.mark.parametrize("colormap", [*colormaps.COLORMAPS, "plasma"])
def test_a_page_colors_as_the_kernel_does(widget: FractalWidget, colormap: str) -> None:
    widget.colormap = colormap
    assert widget.coloring["colormap"] == colormap
    listed = {coloring["colormap"]: coloring for coloring in widget.colormaps}
    assert listed.get(colormap, widget.coloring) == widget.coloring
    widget.color_by = "count"
    counts = widget.escape_counts()
    picture = decoded(widget.to_png(antialias=1))
    max_iter = _core.level_max_iter(tiles.level(widget.log2_width, widget.width))
    np.testing.assert_array_equal(colored(counts, max_iter, widget.coloring), picture)


def test_a_color_is_no_part_of_a_tile(widget: FractalWidget) -> None:
    receive(widget, ask(1))
    first = answers(widget)
    widget.colormap = "viridis"
    receive(widget, ask(2))
    again = answers(widget)[len(first) :]
    assert [tile["fields"] for message in again for tile in message["tiles"]] == [
        tile["fields"] for message in first for tile in message["tiles"]
    ]


def test_c_and_the_formula_follow_each_other() -> None:
    widget = Julia(1j).explore(width=100, height=80)
    assert (widget.c, widget.formula) == (1j, Julia(1j))
    widget.c = -1
    assert widget.formula == Julia(-1)
    widget.formula = Julia(0.3)
    assert widget.c == 0.3
    with pytest.raises(traitlets.TraitError, match="c must be a complex number"):
        widget.c = None
    assert widget.c == 0.3
    widget.formula = Mandelbrot()
    assert widget.c is None
    with pytest.raises(traitlets.TraitError, match="c must be None for Mandelbrot"):
        widget.c = 1j
    assert "c" not in widget.keys
    widget.close()


@pytest.mark.parametrize("max_iter", [1, 255, 256, 70_000])
def test_a_field_has_as_many_bytes_as_it_needs(max_iter: int) -> None:
    # Orbits that leave a fixed point which repels by 1 + 1e-4 take up to a hundred thousand steps.
    field = tiles.compute(Julia(0.25 + 1e-9), (3, 4, 4), max_iter=max_iter)["count"]
    image = Image.open(io.BytesIO(base64.b64decode(field)))
    most = int(levels_of(field).max())
    assert image.size == (256, 256 * max(1, math.ceil(most.bit_length() / 8)))
    assert most <= max_iter


def test_a_file_is_written_while_a_page_asks(widget: FractalWidget, tmp_path: Path) -> None:
    receive(widget, ask(1, max_iter=5000, tiles=[[x, y] for x in range(-6, 6) for y in range(-6, 6)]))
    widget.to_html(tmp_path / "julia.html", depth=1)
    assert sum(len(message["tiles"]) for message in answers(widget)) == 144
    widget.close()
    widget.to_html(tmp_path / "closed.html")
    assert (tmp_path / "closed.html").stat().st_size > 10_000


def test_two_files_are_written_at_once(widget: FractalWidget, tmp_path: Path) -> None:
    widget.to_html(tmp_path / "alone.html", depth=1)
    paths = [tmp_path / f"{number}.html" for number in range(2)]
    threads = [threading.Thread(target=widget.to_html, args=[path], kwargs={"depth": 1}) for path in paths]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    alone = recorded(tmp_path / "alone.html")["tiles"]
    assert all(recorded(path)["tiles"] == alone for path in paths)


def test_a_file_holds_what_a_page_was_sent(widget: FractalWidget, tmp_path: Path) -> None:
    receive(widget, ask(1, max_iter="auto", z=6, x="1f", y="20"))
    answers(widget)
    for change, kept in (({}, True), ({"colormap": "magma"}, True), ({"c": 0.2}, False)):
        for name, value in change.items():
            setattr(widget, name, value)
        widget.to_html(tmp_path / "julia.html")
        assert ('"6/1f/20"' in (tmp_path / "julia.html").read_text()) == kept
