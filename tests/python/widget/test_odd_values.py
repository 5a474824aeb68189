"""Odd values of traits, options and arguments: taken with meaning, or refused in few words, and the view stays."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
import traitlets
from tests.python.strangers import Closed, Silent

from iterscope import (
    BurningShip,
    FractalWidget,
    GaussianMixture,
    GaussianMixtureRegressor,
    Julia,
    KMeans,
    Mandelbrot,
    MixtureWidget,
    Newton,
    explore,
    initialize,
    select,
)
from iterscope.fit import kinds
from iterscope.widget.view import View

X = np.random.default_rng(0).normal(size=(30, 3))


class Unread(Closed):
    """What has a length."""

    def __len__(self) -> int:
        return 30


def deep() -> list[Any]:
    found: list[Any] = []
    for _ in range(100_000):
        found = [found]
    return found


def endless() -> list[Any]:
    found: list[Any] = []
    found.append(found)
    return found


SAMPLE = np.array([[0, 1]])
LONG = "x" * 10**7
ODD: list[Any] = [
    None, True, np.bool_(1), "", "3", "auto", LONG, "\ud800", "\x00", "<b>", b"3", LONG.encode(), bytearray(3), np.str_("full"), 1j, complex("nan"), np.complex64(1), 0.5, np.float32(2.5),
    np.int8(1), np.uint64(2**64 - 1), float("nan"), float("inf"), -float("inf"), -1, 10**400, -(10**400), 10**5000, 2**31, 2**63, -(2**63), 1e308, 5e-324, Fraction(1, 3), Decimal("1e-5"), [], (),
    {}, {1: 2}, {"a": Silent()}, {3}, [[]], [[1, 2], [3]], [None], ["a", "b"], [float("nan")], [0, 0], [1, 0], [2**64], [10**400], [Silent()], Silent(), Silent, object(), deep(), endless(), Closed(), Unread(), memoryview(b"123"),
    np.zeros(0), np.full(4, np.nan), np.array("full"), np.array(2), np.array([0, 1]), SAMPLE, np.array([None, Silent()], dtype=object), np.datetime64("NaT"), np.ma.masked, slice(None), ...,
    len, range(3), ["1"] * 10**5, list(range(10**5)), [LONG], {LONG: LONG}, np.random.default_rng(0), (1, 2, 3, 4, 5),
]  # fmt: skip
VIEWS: dict[str, Callable[..., View]] = {
    "fit": lambda **options: MixtureWidget(X, GaussianMixture(2, random_state=0), **options),
    "fractal": lambda **options: FractalWidget(**{"width": 64, "height": 64, "max_iter": 9, **options}),
    "explorer": lambda **options: explore(**{"height": 64, "max_iter": 9, **options}),
}
REFUSALS = (TypeError, ValueError, traitlets.TraitError, ImportError)


@pytest.fixture(autouse=True)
def threads_end() -> Iterator[None]:
    """Wait for the threads of closed views, which other tests count."""
    before = threading.active_count()
    yield
    end = time.monotonic() + 60
    while threading.active_count() > before:
        assert time.monotonic() < end
        time.sleep(0.01)


def check(error: Exception, name: str) -> None:
    assert name in str(error)
    assert len(str(error)) <= 600
    assert "no words" not in str(error)


def state(view: View) -> dict[str, Any]:
    return {name: getattr(view, name) for name in view.keys if name != "poster" and not name.startswith("_")}


def traits(view: View) -> Iterator[str]:
    yield from sorted(name for name in view._page_sets | view._kernel_sets if view.has_trait(name))  # noqa: SLF001


@pytest.mark.slow
@pytest.mark.parametrize("kind", VIEWS)
def test_a_trait_takes_a_value_or_refuses_it_in_few_words(kind: str) -> None:
    view = VIEWS[kind]()
    if isinstance(view, MixtureWidget):
        view.seek(2)
    refused = 0
    for name in traits(view):
        for value in ODD:
            before = state(view)
            try:
                setattr(view, name, value)
            except REFUSALS as error:  # any other ends the test
                refused += 1
                check(error, name)
                assert state(view) == before
            else:
                setattr(view, name, before.get(name, -0.8))
                if isinstance(view, MixtureWidget):
                    view.seek(2)
    assert refused > 40 * len(list(traits(view)))
    view.close()


@pytest.mark.slow
@pytest.mark.parametrize("kind", VIEWS)
def test_an_option_is_taken_or_refused_in_few_words(kind: str) -> None:
    first = VIEWS[kind]()
    names = list(traits(first))
    first.close()
    for name in names:
        for value in ODD:
            try:
                view = VIEWS[kind](**{name: value})
            except REFUSALS as error:
                check(error, name)
            else:
                view.close()


@pytest.mark.parametrize("name", ["labels", "sample_weight", "lengths", "model", "X"])
def test_data_of_a_view_are_taken_or_refused_in_few_words(name: str) -> None:
    for value in ODD:
        try:
            view = MixtureWidget(**{"X": X, "model": GaussianMixture(2, random_state=0), name: value})
        except REFUSALS as error:
            check(error, name)
        else:
            view.close()
    for text in (b"0123456789", bytearray(9), "0123456789"):
        with pytest.raises(ValueError, match="X"):
            MixtureWidget(text)


def test_labels_that_cannot_be_told_apart_are_a_class() -> None:
    view = MixtureWidget(X, GaussianMixture(2), labels=np.array([Silent(), *29 * ["a"]], dtype=object))
    assert view.class_names[0] == "a"
    assert view.class_names[1].startswith("an object of <class")
    view.close()


def test_a_word_is_a_word() -> None:
    view = MixtureWidget(X, GaussianMixture(2))
    view.covariance_type = np.str_("diag")
    assert type(view.covariance_type) is str
    for value in (np.array("full"), np.array(["full", "tied"])):
        with pytest.raises(traitlets.TraitError, match="covariance_type must be one of 'full'"):
            view.covariance_type = value
    with pytest.raises(traitlets.TraitError, match="lesson must be a string of whole characters, got"):
        view.lesson = "\ud800"
    for value, taken in ((1, True), (0, False), (np.True_, True)):
        view.fade = value
        assert view.fade is taken
    view.close()


@pytest.mark.parametrize("fractal", [Mandelbrot(), Julia(1j), BurningShip(), Newton([1, -1])], ids=repr)
@pytest.mark.parametrize("name", ["z", "c"])
def test_a_step_is_of_numbers(fractal: Any, name: str) -> None:
    refused = 0
    for value in ODD:
        try:
            image = fractal.step(**{"z": 0.5, "c": 0.25, name: value})
        except TypeError as error:
            refused += 1
            check(error, f"{name} must be a complex number, got")
        else:
            assert type(image) is complex
    assert refused > 40
    assert np.isnan(Julia(0).step(complex("nan"), 0))


def test_an_array_that_is_stepped_is_refused_and_not_changed() -> None:
    points = np.array([2.0 + 0j])
    with pytest.raises(TypeError, match="z must be a complex number"):
        Mandelbrot().step(points, 0)  # type: ignore[arg-type]
    assert points == [2]


@pytest.mark.parametrize(
    "kind", [GaussianMixture, KMeans, GaussianMixtureRegressor], ids=lambda kind: kind.__name__
)
def test_a_parameter_of_an_estimator_is_taken_or_refused_in_few_words(kind: Any) -> None:
    for name in kind._parameter_constraints:  # noqa: SLF001 - those that are checked
        for value in ODD:
            many = isinstance(value, int | np.integer) and value > 1000
            if (
                (many and name in {"max_iter", "n_init"})
                or (name == "init" and callable(value))
                or name == "copy_x"
            ):
                continue  # such an amount is allowed, and would take as long
            model = kind(**{"max_iter": 2, "n_init": 1, "random_state": 0, name: value})
            with suppress(Warning):
                try:
                    model.fit(X[:, :1], X[:, 1])
                except (TypeError, ValueError) as error:
                    check(error, name)


@pytest.mark.parametrize("kind", kinds.models().values(), ids=lambda kind: kind.__name__)
def test_samples_are_taken_or_refused_in_few_words(kind: Any) -> None:
    for value in ODD:
        with suppress(Warning):
            try:
                kind().fit(value)
            except (TypeError, ValueError) as error:
                check(error, "" if value is SAMPLE else "X")
            else:
                assert value is SAMPLE, "it is a sample"
        with suppress(Warning):
            try:
                kind().fit(np.arange(60).reshape(30, 2) % 7 % 2, sample_weight=value)
            except (TypeError, ValueError) as error:
                check(error, "sample_weight")


def test_arguments_of_functions_are_taken_or_refused_in_few_words() -> None:
    options: dict[str, Any] = {"n_components": 2, "covariance_type": "full", "progress": False}
    for value in ODD:
        for name in ("criterion", "sample_weight", "lengths", "model"):
            with suppress(Warning):
                try:
                    select(X, **{**options, name: value})
                except (TypeError, ValueError) as error:
                    check(error, name)
        for name in ("n_components", "alpha", "random_state"):
            try:
                initialize(X, **{"n_components": 2, "random_state": 0, name: value})
            except (TypeError, ValueError) as error:
                check(error, name)


def test_arguments_of_a_fit_that_is_shown() -> None:
    view: Any = MixtureWidget(X, GaussianMixture(2, random_state=0))
    view.seek(3)
    model = GaussianMixture(2, random_state=0).fit(X)
    calls: dict[str, Callable[[Any], object]] = {
        "fractions": view.bound_curves,
        "shape": lambda value: view.basins(shape=value),
        "by": model.reordered,
        "indices": lambda value: model.condition(value, [0.5]),
        "values": lambda value: model.condition([0], value),
        "n_sigma": lambda value: model.ellipses(n_sigma=value),
        "dims": lambda value: model.ellipses(dims=value),
    }
    for name, call in calls.items():
        for value in [*ODD, iter([1])]:
            with suppress(Warning):
                try:
                    call(value)
                except (TypeError, ValueError) as error:
                    check(error, name)
    view.close()
