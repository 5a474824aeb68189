"""Prepared states: each shows what it says, and all else as it was before."""

import time
from typing import Any

import numpy as np
import pytest
from traitlets import TraitError

from iterscope import GaussianMixture, MixtureWidget

SLIDES = [
    {"index": 0, "lesson": "Where is the third group?"},
    {"index": 5, "density": "heat"},
    {"n_components": 4, "index": 2},
]


@pytest.fixture
def view() -> MixtureWidget:
    X = np.random.default_rng(0).normal(size=(80, 3))
    return MixtureWidget(X, GaussianMixture(2, random_state=0, tol=0, max_iter=9), slides=SLIDES)


def shown(view: MixtureWidget) -> tuple[Any, ...]:
    return view.index, view.lesson, view.density, view.n_components, view.model.n_components


def test_each_shows_what_it_says_in_any_order(view: MixtureWidget) -> None:
    expected = [
        (0, SLIDES[0]["lesson"], "none", 2, 2),
        (5, "", "heat", 2, 2),
        (2, "", "none", 4, 4),
    ]
    for slide in (1, 2, 0, 2, 1, 0):
        view.slide = slide
        assert shown(view) == expected[slide]


def test_without_one_all_is_as_it_was_before(view: MixtureWidget) -> None:
    before = shown(view)
    for slide in (1, 2, -1):
        view.slide = slide
    assert shown(view) == before


@pytest.mark.parametrize("others", [[], [{"sigmas": [1]}]])
def test_with_them_ends_what_they_show(view: MixtureWidget, others: list[dict[str, Any]]) -> None:
    before = shown(view)
    for slide in (0, 1, 2):
        view.slide = slide
        view.slides = others
        assert view.slide == -1
        assert shown(view) == before
        view.slides = SLIDES


def test_others_take_their_place(view: MixtureWidget) -> None:
    before = shown(view)
    view.slide = 1
    view.slides = [{"sigmas": [1]}]
    view.slide = 0
    assert view.sigmas == [1]
    assert shown(view) == before


def test_a_page_walks_them(view: MixtureWidget) -> None:
    view.set_state({"slide": 1})
    end = time.monotonic() + 60
    while shown(view)[:3] != (5, "", "heat"):
        assert time.monotonic() < end
        time.sleep(0.01)
    view.set_state({"slides": []})
    assert len(view.slides) == 3, "a page prepares none"


@pytest.mark.parametrize(
    ("slides", "words"),
    [
        (3, "slides must be a list of dicts, got 3"),
        ([3], "slides must be a list of dicts, got 3 in it"),
        ([{}, {"speed": 3}], r"slides\[1\] must set some of \['algorithm', .*, got \['speed'\]"),
        ([{"dims": [0, 3]}], r"slides\[0\]: dims must be one to three different integers from 0 to 2"),
        ([{"density": "fog"}], r"slides\[0\]: .*'none', 'heat', 'contours'"),
        ([{"n_components": 81}], r"slides\[0\]: n_components must be from 1 to 80"),
        ([{"index": -1}], r"slides\[0\]: index must be from 0"),
        ([{}] * 1001, "slides must be at most 1000, got 1001"),
    ],
)
def test_what_cannot_be_shown_is_refused_before_the_lecture(
    view: MixtureWidget, slides: Any, words: str
) -> None:
    with pytest.raises(TraitError, match=words):
        view.slides = slides
    assert view.slides == SLIDES
    with pytest.raises(TraitError, match="slide must be below 3, their number, got 3"):
        view.slide = 3


def test_a_view_begins_with_a_slide(view: MixtureWidget) -> None:
    begun = MixtureWidget(view.X, GaussianMixture(2, random_state=0), slides=SLIDES, slide=2)
    assert begun.slide == 2
    assert (begun.index, begun.n_components) == (2, 4)
    with pytest.raises(TraitError, match="slide must be below 0"):
        MixtureWidget(view.X, slide=0)
