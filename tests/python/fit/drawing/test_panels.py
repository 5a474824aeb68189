"""Panels beside a picture: their numbers against NumPy's, their curve pixel by pixel."""

import io
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from iterscope import BernoulliMixture, FactorAnalysis, GaussianMixture, KMeans, _core
from iterscope.fit.data import Data
from iterscope.fit.drawing.palette import rgb
from iterscope.fit.drawing.panels.example import example
from iterscope.fit.drawing.panels.panels import Panels, _range
from iterscope.fit.drawing.pictures import drawing
from iterscope.fit.drawing.style import Style
from iterscope.fit.drawing.theme import PAPER
from iterscope.fit.recording import Recording
from iterscope.fit.registry import MODELS
from iterscope.fit.typeset.formulas import figures
from iterscope.fit.typeset.parts import Part, Text, fraction, row, sub, sup

X = np.random.default_rng(0).normal(size=(200, 2)) @ [[2.0, 0.5], [0.0, 1.0]]


def recorded(model: Any, data: NDArray[np.float64] = X) -> Recording:
    recording = Recording(model, Data.of(data, None, None, user="test"))
    while recording.advance():
        pass
    return recording


def written(part: Part) -> str:
    """The text of a formula, without its layout."""
    if isinstance(part, Text):
        return part.text
    return "".join(
        written(getattr(part, name)) for name in ("base", "index") if hasattr(part, name)
    ) or "".join(written(each) for each in getattr(part, "parts", ()))


def test_the_example_is_the_most_doubtful_sample() -> None:
    recording = recorded(GaussianMixture(3, random_state=0, max_iter=4, tol=0))
    step = recording.step(3)
    shown = example(recording, step, (0, 1), slice(None))
    logs = np.stack([
        np.log(w) - 0.5 * np.einsum("ni,ij,nj->n", X - m, np.linalg.inv(c), X - m) - 0.5 * np.linalg.slogdet(c)[1]
        for w, m, c in zip(step.shading.weights, step.shading.means, step.shading.covariances, strict=True)
    ], axis=1)  # fmt: skip
    shares = np.exp(logs - logs.max(axis=1, keepdims=True))
    shares /= shares.sum(axis=1, keepdims=True)
    assert shown.sample == shares.max(axis=1).argmin()
    assert shown.component == shares[shown.sample].argmax()
    assert shown.share == pytest.approx(shares[shown.sample].max(), rel=1e-10)
    assert shown.center == pytest.approx(tuple(step.means[shown.component]))
    first, second = recording.algorithm.formulas(shown)
    assert f"= {figures(shown.share)}" in written(first[1])
    assert f"= {figures(shown.weight)}" in written(second[0])
    assert figures(shown.center[1]) in written(second[1])


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.5, "0.500"),
        (-1546.2961, "-1546"),
        (0.0, "0.00"),
        (1.5e-9, "1.50e-09"),
        (np.nan, "\N{EN DASH}"),
        (9.996, "10.0"),
    ],
)
def test_numbers_are_short(value: float, text: str) -> None:
    assert figures(value).replace("\N{MINUS SIGN}", "-") == text


@pytest.mark.parametrize("kind", MODELS)
def test_each_model_has_formulas(kind: str) -> None:
    model: Any = MODELS[kind](2, random_state=0)
    data = {
        "bernoulli": (X > 0).astype(float),
        "categorical": (X > 0).astype(float),
        "poisson": np.floor(np.abs(X)),
    }.get(kind.partition("_")[0], X)
    recording = recorded(model, data)
    halves = recording.algorithm.formulas(example(recording, recording.step(2), (0, 1), slice(None)))
    assert all(part.width(14) > 20 for half in halves for part in half)


def test_boxes_hold_what_is_in_them() -> None:
    letter, tall = row("x"), fraction("Σ x", "N")
    assert sub("x", "n").width(20) == pytest.approx(Text("x").width(20) + Text("n").width(14))
    assert tall.width(20) > max(Text("Σ x").width(20), Text("N").width(20))
    assert min(np.subtract(tall.reach(20), letter.reach(20))) > 0
    assert sub("x", "n").reach(20)[1] > letter.reach(20)[1]
    assert sup("x", "n").reach(20)[0] > letter.reach(20)[0]


@pytest.mark.parametrize("scale", [1, 2])
def test_weights_are_bars_of_their_length(scale: int) -> None:
    recording = recorded(GaussianMixture(2, random_state=0))
    style = Style(width=960, height=540)
    size = 960 * scale, 540 * scale
    png = drawing(recording, style, size=size, scale=scale, panels=True).png(len(recording) - 1)
    pixels = np.asarray(Image.open(io.BytesIO(png)).convert("RGB"))
    height, width = Panels(recording, (0, 1), size[::-1], scale, PAPER).scene
    column = pixels[:height, width:]
    lengths = [(column == rgb(color)).all(axis=2).sum(axis=1).max() for color in ("#e69f00", "#56b4e9")]
    weights = recording.step(-1).weights
    assert lengths[0] / sum(lengths) == pytest.approx(weights[0], abs=0.02)


def test_the_curve_ends_at_the_step_that_is_shown() -> None:
    recording = recorded(
        GaussianMixture(3, init_params="random_from_data", random_state=0, tol=1e-6, max_iter=30)
    )
    size = 960, 540

    def accented(index: int) -> NDArray[np.bool_]:
        png = drawing(recording, Style(), size=size, panels=True).png(index)
        pixels = np.asarray(Image.open(io.BytesIO(png)).convert("RGB")).astype(int)
        left = Panels(recording, (0, 1), size[::-1], 1, PAPER).scene[1]
        return np.asarray((np.abs(pixels[40:220, left:] - (0, 114, 178)).max(axis=2) < 30).any(axis=0))

    reached = [np.flatnonzero(accented(index)).max() for index in (11, 21, len(recording) - 1)]
    assert reached == sorted(set(reached)), "the further the step, the further the curve"
    lasts = np.array([11, 21, len(recording) - 1])
    slopes = np.diff(reached) / np.diff(lasts)
    assert slopes[0] == pytest.approx(slopes[1], rel=0.1)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([-8e8, -12.0, -10.0], (-12.0, -10.0)),
        ([-8e8, -12.0], (-8e8, -12.0)),
        ([-15.0, -12.0, -11.0, -10.0], (-15.0, -10.0)),
        ([-8e8, -12.0, -11.0, -10.0], (-12.0, -10.0)),
    ],
)
def test_a_first_value_that_would_flatten_the_curve_is_left_out(
    values: list[float], expected: tuple[float, float]
) -> None:
    assert _range(np.array(values)) == expected


class Writing:
    """A figure that keeps what is written."""

    text_width = staticmethod(_core.Figure.text_width)

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.curves: list[NDArray[np.float64]] = []

    def text(self, text: str, *_: object, **__: object) -> None:
        self.texts.append(text)

    def line(self, points: NDArray[np.float64], *_: object, **__: object) -> None:
        self.curves.append(points)

    def dots(self, *_: object) -> None:
        pass


@pytest.mark.parametrize(
    ("values", "name", "heights"),
    [
        ([-150.0, -120.0, -100.0], "Log-likelihood", {0.0, 0.6, 1.0}),
        ([-65.6875398565, -65.6875398564, -65.6875398563], "Log-likelihood", {0.0}),
        ([-6917.790791, -6917.789991, -6917.788791], "Log-likelihood - last", {0.0, 0.4, 1.0}),
    ],
)
def test_numbers_of_many_digits_are_differences_and_rounding_is_no_curve(
    values: list[float], name: str, heights: set[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    recording, figure = recorded(GaussianMixture(2, random_state=0)), Writing()
    panels: Any = Panels(recording, (0, 1), (540, 960), 1, PAPER)
    points = np.stack([[1.0, 3.0, 5.0], values], axis=1)
    monkeypatch.setattr(Panels, "_objectives", lambda _: points)
    panels._draw_trace(figure, 5, recording.step(-1), (0.0, 200.0, 0.0, 300.0))  # noqa: SLF001
    plain = [text.replace("\N{MINUS SIGN}", "-") for text in figure.texts]
    assert name in plain
    assert max(len(text) for text in plain if not text.startswith("Log")) <= 8
    curve = next(line for line in figure.curves if len(line) == 3)
    up = curve[0, 1] - curve[:, 1]
    shares = {abs(round(share, 1)) for share in (up / max(up[-1], 1.0)).tolist()}
    assert shares == heights


@pytest.mark.parametrize("size", [(479, 540), (960, 299), (8, 8)])
def test_a_small_picture_has_no_panels(size: tuple[int, int]) -> None:
    recording = recorded(KMeans(2, random_state=0, n_init=1))
    plain, beside = (drawing(recording, Style(), size=size, panels=panels).png(1) for panels in (False, True))
    assert plain == beside


@pytest.mark.parametrize("components", [1, 30])
def test_many_components_are_counted(components: int) -> None:
    recording = recorded(GaussianMixture(components, random_state=0, max_iter=1, tol=0))
    assert drawing(recording, Style(), size=(960, 320), panels=True).png(2)


def test_tables_have_panels_too() -> None:
    recording = recorded(BernoulliMixture(2, random_state=0), (X > 0).astype(float))
    plain, beside = (drawing(recording, Style(), panels=panels).png(2) for panels in (False, True))
    assert plain != beside


def test_factors_are_counted_with_their_share_of_the_variance() -> None:
    rng = np.random.default_rng(0)
    Z = rng.normal(size=(300, 2)) @ rng.normal(size=(2, 5)) + rng.normal(size=(300, 5))
    recording = recorded(FactorAnalysis(2, random_state=0), Z)
    step = recording.step(-1)
    share = np.trace(step.loadings @ step.loadings.T)
    found = recording.algorithm.weights(step)
    assert found == pytest.approx([share / (share + step.noise_variance.sum())])
    assert recording.algorithm.counted(step.parameters) == "2 factors"
    one = recorded(FactorAnalysis(1, random_state=0), Z)
    assert one.algorithm.counted(one.step(-1).parameters) == "1 factor"
