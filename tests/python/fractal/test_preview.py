"""Expensive tiles: seen at once, then coarse, then whole."""

import base64
import io
import time
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from iterscope import Julia, _core
from iterscope.fractal.messages.tiles import Tile, ViewRequest
from iterscope.fractal.messages.values import Formula
from iterscope.fractal.requests import TileJob
from iterscope.widget.worker import Worker

SLOW = 0.25 + 1e-6
"""Orbits pass between two fixed points that have nearly met: about pi / sqrt(1e-6) steps."""
MAX_ITER = 50_000
INSIDE, OUTSIDE = (1, 1), (-9, 7)
"""Tiles of level 2: from -1 to 0 on both axes, and far away."""
Z = 2


def ask(*places: tuple[int, int], max_iter: int | str = MAX_ITER, engine: str = "rust") -> list[Tile]:
    """Return the tiles of the answer to a request, in the order in which they are sent."""
    sent: list[Any] = []
    worker = Worker(sent.append)
    formula = Formula("julia", {"c": (repr(SLOW), "0")})
    request = ViewRequest("v", 1, formula, max_iter, engine, ("count",), Z, "0", "0", places)  # type: ignore[arg-type]
    worker.request(TileJob(request))
    assert worker.join(300)
    assert sent[-1]["remaining"] == 0
    return [tile for message in sent for tile in message["tiles"]]


def counts(tile: Tile) -> NDArray[np.uint32]:
    """Read the field of a tile: a count and one more, or 0."""
    image = Image.open(io.BytesIO(base64.b64decode(tile["fields"]["count"])))
    planes = np.asarray(image).reshape(-1, 256, 256).astype(np.uint32)
    levels = sum((plane << 8 * byte for byte, plane in enumerate(planes)), np.zeros((256, 256), np.uint32))
    return np.where(levels == 0, tile["max_iter"], levels - 1)


def truth(shape: tuple[int, int]) -> NDArray[np.uint32]:
    return Julia(SLOW).escape_counts((-1, 0, -1, 0), shape, max_iter=MAX_ITER, engine="rust-scalar")


@pytest.mark.slow
def test_an_expensive_tile_is_seen_after_few_steps_then_in_blocks_then_whole() -> None:
    quick, coarse, whole = ask(INSIDE)
    few, exact, blocks = _core.level_max_iter(Z), truth((256, 256)), truth((32, 32)).repeat(8, 0).repeat(8, 1)
    assert [tile["preliminary"] for tile in (quick, coarse, whole)] == [True, True, False]
    assert {tile["max_iter"] for tile in (quick, coarse, whole)} == {MAX_ITER}
    np.testing.assert_array_equal(counts(whole), exact)
    known = exact < few
    assert 0.1 < known.mean() < 0.9
    np.testing.assert_array_equal(counts(quick), np.where(known, exact, MAX_ITER))
    expected = np.where(known, exact, np.where(blocks < few, MAX_ITER, blocks))
    np.testing.assert_array_equal(counts(coarse), expected)
    # The second is nearer to the truth than the first.
    errors = [np.abs(counts(tile).astype(float) - exact).mean() for tile in (quick, coarse)]
    assert errors[1] < 0.1 * errors[0]


def test_what_is_far_away_is_whole_at_once() -> None:
    tiles = ask(INSIDE, OUTSIDE)
    assert [(tile["x"], tile["preliminary"]) for tile in tiles] == [
        ("1", True),
        ("-9", False),
        ("1", True),
        ("1", False),
    ]
    field = _core.tile_fields(
        Julia(SLOW).formula, (Z, *OUTSIDE), fields=["count"], max_iter=MAX_ITER, bailout=2.0
    )
    assert base64.b64decode(tiles[1]["fields"]["count"]) == field["count"]


@pytest.mark.parametrize("max_iter", ["auto", 2000])
def test_a_usual_tile_is_sent_once(max_iter: int | str) -> None:
    assert [tile["preliminary"] for tile in ask(INSIDE, OUTSIDE, max_iter=max_iter)] == [False, False]


@pytest.mark.slow
def test_another_engine_sends_the_same_previews() -> None:
    for one, other in zip(ask(INSIDE), ask(INSIDE, engine="rust-scalar"), strict=True):
        assert one["fields"] == other["fields"]


def test_the_first_of_a_view_that_takes_minutes_comes_in_a_moment() -> None:
    sent: list[Any] = []
    worker = Worker(sent.append)
    formula = Formula("julia", {"c": (repr(0.25 + 1e-10), "0")})
    places = tuple((x, y) for x in range(4) for y in range(4))
    start = time.process_time()
    worker.request(TileJob(ViewRequest("v", 1, formula, 10**6, "rust", ("count",), 2, "0", "0", places)))
    while sum(len(message["tiles"]) for message in sent) < len(places):
        time.sleep(0.01)
    elapsed = time.process_time() - start
    worker.close()
    assert worker.join(60)
    first = [tile for message in sent for tile in message["tiles"]][: len(places)]
    assert {(int(tile["x"], 16), int(tile["y"], 16)) for tile in first} == set(places)
    assert any(tile["preliminary"] for tile in first)
    assert elapsed < 10  # the whole takes some minutes of a processor
