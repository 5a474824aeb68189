"""Pictures of series: what stands on them is where the numbers say."""

import io
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from iterscope import _core
from iterscope.fit.data import Data
from iterscope.fit.drawing.palette import palette, rgb
from iterscope.fit.drawing.series import arrows
from iterscope.fit.drawing.series.smoothed import SmoothedDrawing
from iterscope.fit.drawing.series.states import StatesDrawing, apart
from iterscope.fit.drawing.style import Style
from iterscope.fit.drawing.theme import PAPER
from iterscope.fit.drawing.ticks import ticks

SIZE = (600, 500)
N = 40


@dataclass
class Chain:
    """A hidden Markov model of two states, as far as a picture asks for it."""

    data: Data
    view = "series"
    halves = ("E step", "M step")
    description: Any = None

    def n_components(self, _parameters: object) -> int:
        return 2

    def responsibilities(self, _values: object, _parameters: object) -> NDArray[np.float64]:
        first = (np.arange(len(self.data)) < N // 2).astype(np.float64)
        return np.stack([first, 1 - first], axis=1)

    def path(self, parameters: object) -> NDArray[np.int64]:
        return self.responsibilities(None, parameters).argmax(axis=1)

    symbols: NDArray[np.float64] | None = None

    def layers(self, _step: object) -> NDArray[np.float64] | None:
        return self.symbols

    def counted(self, _parameters: object) -> str:
        return "k = 2"

    def centers(self, step: Any) -> NDArray[np.float64]:
        return np.asarray(step.levels)

    def objective(self, _step: object) -> tuple[str, float]:
        return "log-likelihood", -12.0

    def smoothed(self, _parameters: object) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        means = np.where(np.arange(len(self.data)) < N // 2, 0.0, 10.0)[:, np.newaxis]
        return means, np.full((len(self.data), 1, 1), 0.25)


@dataclass
class Recorded:
    """A recording of a single step."""

    algorithm: Any

    @property
    def data(self) -> Data:
        data: Data = self.algorithm.data
        return data

    def step(self, _index: int) -> Any:
        return SimpleNamespace(
            iteration=3,
            phase="expect",
            parameters=None,
            shading=object(),
            levels=[[0.0], [10.0]],
            transition=np.array([[0.8, 0.2], [0.3, 0.7]]),
            observation=np.eye(1),
            observation_covariance=np.eye(1),
            degenerate=(),
        )


def recorded(values: NDArray[np.float64], lengths: list[int] | None = None) -> Recorded:
    return Recorded(Chain(Data.of(values, missing=True, lengths=lengths)))


def pixels(png: bytes) -> NDArray[np.int64]:
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB")).astype(int)


def near(picture: NDArray[np.int64], color: tuple[int, int, int], within: float = 60) -> NDArray[np.bool_]:
    return np.abs(picture - color).max(axis=-1) < within


@pytest.fixture
def steps() -> NDArray[np.float64]:
    return np.where(np.arange(N) < N // 2, 0.0, 10.0)[:, np.newaxis]


def test_the_path_is_a_ribbon_in_the_colors_of_its_states(steps: NDArray[np.float64]) -> None:
    picture = pixels(StatesDrawing(recorded(steps), Style(dims=(0,)), size=SIZE).png(0))  # type: ignore[arg-type]
    left, right = 46, SIZE[0] - 34
    rows = np.flatnonzero(near(picture, rgb(palette(2)[0]))[:, left + 100 : left + 110].all(axis=1))
    middle = (left + right) // 2
    assert len(rows) > 25, "shares and path"
    for row in rows[2:-2]:
        assert near(picture[row], rgb(palette(2)[0]))[left + 5 : middle - 12].mean() > 0.9
        assert near(picture[row], rgb(palette(2)[1]))[middle + 12 : right - 5].mean() > 0.9


def test_the_ribbon_of_the_path_ends_where_a_sequence_does(steps: NDArray[np.float64]) -> None:
    """The dashes between sequences hide some of its rows only: the others are broken, too."""
    border, color = round(46 + 10 / N * (SIZE[0] - 80)), rgb(palette(2)[0])
    ribbons = []
    for lengths in (None, [10, 30]):
        of = recorded(steps, lengths)
        picture = pixels(StatesDrawing(of, Style(dims=(0,)), size=SIZE).png(0))  # type: ignore[arg-type]
        full = near(picture, color)[:, 60 : border - 10].all(axis=1)
        ribbons.append(near(picture, color)[np.flatnonzero(full)[-9:-1], border - 2 : border + 3])
    whole, broken = ribbons
    assert whole.all()
    assert not broken.all(axis=1).any()


def test_symbols_have_whole_numbers_and_bars_and_no_line_between_them() -> None:
    values = np.tile([0.0, 1.0, 2.0], 14)[:N, np.newaxis]
    symbols = np.array([[[0.0, 0.0, 1.0]], [[0.5, 0.5, 0.0]]])
    drawn = {}
    for name, layers in (("counts", None), ("symbols", symbols)):
        given = Recorded(Chain(Data.of(values), symbols=layers))
        drawing = StatesDrawing(given, Style(dims=(0,)), size=SIZE)  # type: ignore[arg-type]
        figure = _core.Figure((SIZE[1], SIZE[0]), PAPER.ground)
        (lane,), *_ = drawing._lanes(figure)  # noqa: SLF001
        drawn[name] = pixels(drawing.png(0))
    assert lane.whole
    assert [label for _, label in ticks(*lane.limits, 6, whole=True).marks] == ["0", "1", "2"]
    between = slice(round(float(lane.up(0.6))), round(float(lane.up(0.4))))
    grounds = [(drawn[name][between, 50 : SIZE[0] - 40] > 250).all() for name in ("counts", "symbols")]
    assert grounds == [False, True], "counts are joined by a line, symbols are not"
    beside = drawn["symbols"][:, lane.frame[1].__ceil__() + 3 :]
    long, halves = (near(beside, rgb(palette(2)[state]), 80) for state in (0, 1))
    for state, symbol, share in (
        (long, 2.0, 1.0),
        (halves, 0.0, 0.5),
        (halves, 1.0, 0.5),
        (halves, 2.0, 0.0),
    ):
        middle = round(float(lane.up(symbol)))
        bar = state[middle - 9 : middle + 9].sum(axis=1).max()
        assert bar == pytest.approx(27 * share, abs=1.5)


def test_samples_have_the_colors_of_their_states_and_gaps_have_none(steps: NDArray[np.float64]) -> None:
    values = steps.copy()
    values[5:15] = np.nan
    whole, holed = (
        pixels(StatesDrawing(recorded(given), Style(dims=(0,)), size=SIZE).png(0))  # type: ignore[arg-type]
        for given in (steps, values)
    )
    changed = np.flatnonzero(np.abs(whole - holed).max(axis=(0, 2)) > 20)
    pitch = (SIZE[0] - 80) / N
    assert 46 + 4.5 * pitch < changed.min()
    assert changed.max() < 46 + 16 * pitch


def test_sequences_are_parted_and_a_part_can_be_shown(steps: NDArray[np.float64]) -> None:
    parted = recorded(steps, [10, 30])
    drawn = [
        pixels(StatesDrawing(of, Style(dims=(0,)), size=SIZE, box=box).png(0))  # type: ignore[arg-type]
        for of, box in ((recorded(steps), None), (parted, None), (parted, (-0.5, 9.5)))
    ]
    border = 46 + 10 / N * (SIZE[0] - 80)
    changed = np.flatnonzero((np.abs(drawn[0] - drawn[1]).max(axis=2) > 20).sum(axis=0) > 40)
    assert np.abs(changed - border).max() < 3
    assert not near(drawn[2][:320], rgb(palette(2)[1]), 20)[:, 60:500].any(), "the second state is later"


def test_a_long_series_keeps_its_peak() -> None:
    values = np.zeros((30_000, 1))
    values[12_345] = 40.0
    picture = pixels(StatesDrawing(recorded(values), Style(dims=(0,)), size=SIZE).png(0))  # type: ignore[arg-type]
    column = 46 + 12_345 / 30_000 * (SIZE[0] - 80)
    inked = near(picture[60:200], rgb(palette(2)[1]), 40).sum(axis=0)
    assert abs(int(inked[: SIZE[0] - 40].argmax()) - column) <= 2


@pytest.mark.parametrize("count", [1, 2, 3, 5])
def test_arrows_begin_and_end_at_their_states(count: int) -> None:
    frame = (0.0, 300.0, 0.0, 180.0)
    places = arrows.nodes(count, frame, 1.0)
    assert (places >= 0).all()
    assert (places <= (300, 180)).all()
    for origin in range(count):
        for end in range(count):
            points, _ = arrows.curve(places, origin, end, frame, 1.0)
            first, last = arrows.along(points, np.array([0.0, 1.0]))
            assert np.hypot(*(first - places[origin])) < 16
            assert np.hypot(*(last - places[end])) < 20


def test_the_band_follows_the_smoothed_mean(steps: NDArray[np.float64]) -> None:
    drawing = SmoothedDrawing(recorded(steps), Style(dims=(0,)), size=SIZE)  # type: ignore[arg-type]
    figure = _core.Figure((SIZE[1], SIZE[0]), PAPER.ground)
    (lane,), span, _ = drawing._lanes(figure)  # noqa: SLF001
    picture = pixels(drawing.png(0))
    for row, mean in ((5.0, 0.0), (30.0, 10.0)):
        x, y = round(float(span.across(row))) + 4, round(float(lane.up(mean)))
        assert near(picture[y - 1 : y + 2, x], rgb(palette(1)[0]), 80).any()
        assert picture[y - 40, x].tolist() != picture[y, x].tolist()


def test_rings_keep_a_distance_and_their_order() -> None:
    assert apart(np.array([10.0, 100.0]), 17).tolist() == [10.0, 100.0]
    found = apart(np.array([50.0, 51.0, 20.0, 52.0]), 17)
    assert np.diff(np.sort(found)).min() > 17 - 1e-9
    assert found.argsort().tolist() == [2, 0, 1, 3]
