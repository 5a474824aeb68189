"""What public objects say of themselves, as text and in a notebook."""

import base64
import io
import re
from html.parser import HTMLParser

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

import iterscope
from iterscope import BurningShip, Coloring, Flight, GaussianMixture, Julia, KMeans, Mandelbrot, Newton, View
from iterscope.fit.recording import Recording
from iterscope.mixture import gallery
from iterscope.widget.card import card


class Text(HTMLParser):
    """The texts of a card, and whether all that is opened is closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        assert tag in {"div", "code", "table", "tr", "td", "img"}
        if tag != "img":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def texts(html: str) -> list[str]:
    found = Text(html)
    assert found.open == []
    return found.texts


@pytest.fixture(name="X", scope="module")
def samples() -> NDArray[np.float64]:
    return iterscope.make_blobs(n_samples=200, centers=3, random_state=1)[0]


@pytest.mark.parametrize("fractal", [Julia(1j), Mandelbrot(3), BurningShip(), Newton((1, -1, 1j))], ids=repr)
def test_a_fractal_shows_its_home(fractal: Julia) -> None:
    html = fractal._repr_html_()
    assert repr(fractal) in texts(html)
    assert ".explore()" in texts(html)
    (data,) = re.findall(r'src="data:image/png;base64,([^"]+)"', html)
    picture = Image.open(io.BytesIO(base64.b64decode(data))).convert("RGB")
    assert picture.size == (240, 135)
    expected = fractal.to_png(
        fractal.home, (135, 240), max_iter=500, antialias=2, coloring=Coloring(color_by=fractal.color_by)
    )
    assert picture.tobytes() == Image.open(io.BytesIO(expected)).convert("RGB").tobytes()


def test_a_view_tells_where_it_is_in_words_of_a_person() -> None:
    assert texts(View(("-0.75", "0.1"), width="1e-300")._repr_html_()) == [
        *("View", "real part", "-0.75", "imaginary part", "0.1"),
        *("width", "1.00e-300 = 2^-996.578"),
    ]


def test_a_view_with_many_digits_stays_short() -> None:
    html = View(("0." + "1" * 1000, "0"), width="1e-900")._repr_html_()
    assert "... (1002 characters)" in html
    assert len(html) < 2000


def test_a_coloring_shows_its_colors_and_what_is_not_usual() -> None:
    html = Coloring("magma", light=0.25)._repr_html_()
    assert texts(html) == ["Coloring", "colormap", "magma", "color_by", "smooth", "light", "0.25"]
    assert html.count("rgb(") == 32
    assert "rgb(0, 0, 4)" in html  # magma's first color


def test_a_step_is_one_line_without_its_arrays(X: NDArray[np.float64]) -> None:
    *_, step = GaussianMixture(3, random_state=0).iterate(X)
    assert repr(step).startswith(f"EMStep(iteration={step.iteration}, init=0, phase='step', log_likelihood=")
    assert "stop_reason='converged'" in repr(step)
    assert "array" not in repr(step)
    assert len(repr(step)) < 250
    shown = texts(step._repr_html_())
    assert shown[shown.index("weights") + 1] == ", ".join(f"{weight:.3f}" for weight in step.weights)
    assert shown[shown.index("stopped by") + 1] == "converged"


def test_steps_without_weights_have_a_card(X: NDArray[np.float64]) -> None:
    *_, step = KMeans(3, random_state=0).iterate(X)
    assert texts(step._repr_html_())[0] == "KMeansStep"


def test_a_history_is_its_length_and_its_ends(X: NDArray[np.float64]) -> None:
    view = GaussianMixture(3, init_params="random_from_data", tol=1e-9, random_state=0).explore(X)
    view.finish()
    history = view.history
    assert f"{len(history)} half-steps of 1 start," in repr(history)
    assert f" {history[1].lower_bound:.6g} to {history[-1].lower_bound:.6g}>" in repr(history)
    shown = texts(history._repr_html_())
    assert f"{len(history) - 10} more; to_frame() has all of them" in shown
    assert shown[-1] == f"{history[-1].log_likelihood:.6f}"
    assert repr(type(history)()) == "<History without a step>"
    assert (
        repr(view.session) == f"<Session of GaussianMixture, at step {view.index}, {len(history)} recorded>"
    )
    view.close()


def test_a_recording_says_how_far_it_is(X: NDArray[np.float64]) -> None:
    recording = Recording(KMeans(3, random_state=0), X)
    recording.advance()
    assert repr(recording) == "<Recording of KMeans: 1 half-steps, not yet complete>"
    while recording.advance():
        pass
    assert repr(recording) == f"<Recording of KMeans: {len(recording)} half-steps, complete>"


def test_a_selection_names_the_best(X: NDArray[np.float64]) -> None:
    selection = iterscope.select(X, range(1, 4), "spherical", random_state=0)
    best = selection.table[selection.best_index_]
    assert repr(selection).startswith("<Selection by bic of 3 models: the best has n_components=")
    assert f"n_components={best['n_components']}" in repr(selection)
    assert f"{best['bic']:.6g}" == texts(selection._repr_html_())[2]


def test_a_case_is_its_lesson() -> None:
    case = gallery.collapse()
    assert "array" not in repr(case)
    assert case.lesson in repr(case)
    assert texts(case._repr_html_())[0] == case.lesson
    assert ".explore()" in texts(case._repr_html_())


def test_a_flight_counts_its_views() -> None:
    flight = Flight([View(0, 1), View(1j, -20)])
    assert repr(flight) == f"<Flight through 2 views, of length {flight.length:.4g}>"


def test_text_of_users_is_text() -> None:
    html = card("<script>", [("<b>", "&")], png=b"")
    assert texts(html) == ["<script>", "<b>", "&"]
