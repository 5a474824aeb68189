"""Files that zoom without a kernel."""

import math
import threading
from pathlib import Path

import pytest

from iterscope import FractalWidget, _core
from iterscope.fractal import tiles
from iterscope.fractal.messages.traits import Traits

from .bench import answers, ask, julia, receive, recorded


@pytest.mark.slow
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


@pytest.mark.slow
def test_a_file_is_written_while_a_page_asks(widget: FractalWidget, tmp_path: Path) -> None:
    receive(widget, ask(1, max_iter=5000, tiles=[[x, y] for x in range(-6, 6) for y in range(-6, 6)]))
    widget.to_html(tmp_path / "julia.html", depth=1)
    assert sum(len(message["tiles"]) for message in answers(widget)) == 144
    widget.close()
    widget.to_html(tmp_path / "closed.html")
    assert (tmp_path / "closed.html").stat().st_size > 10_000


@pytest.mark.slow
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


@pytest.mark.slow
def test_a_file_holds_what_a_page_was_sent(widget: FractalWidget, tmp_path: Path) -> None:
    receive(widget, ask(1, max_iter="auto", z=6, x="1f", y="20"))
    answers(widget)
    for change, kept in (({}, True), ({"colormap": "magma"}, True), ({"c": 0.2}, False)):
        for name, value in change.items():
            setattr(widget, name, value)
        widget.to_html(tmp_path / "julia.html")
        assert ('"6/1f/20"' in (tmp_path / "julia.html").read_text()) == kept
