"""The part of the data that is shown, set from Python, by a page, and by slides."""

import numpy as np
import pytest
import traitlets
from numpy.typing import NDArray

from iterscope import BernoulliMixture, GaussianMixture

from .bench import Bench, settle, tell

BOX = [-1.0, 2.0, 0.0, 4.5]


def test_it_is_in_pictures_and_goes_to_the_page(bench: Bench, X: NDArray[np.float64]) -> None:
    view = bench.show(X, GaussianMixture(2, random_state=0))
    whole = view.to_png(200, 150)
    view.box = tuple(BOX)
    assert view.get_state()["box"] == BOX
    part = view.to_png(200, 150)
    assert part != whole
    other = bench.show(X, GaussianMixture(2, random_state=0), box=BOX)
    assert other.to_png(200, 150) == part
    view.box = None
    assert view.to_png(200, 150) == whole


def test_a_page_that_moves_sets_it(bench: Bench, X: NDArray[np.float64]) -> None:
    view = bench.show(X, GaussianMixture(2, random_state=0))
    tell(view, "camera", dims=[0, 1], box=BOX)
    assert view.box == BOX
    tell(view, "camera", dims=[1, 0], box=[0.0, 1.0, 0.0, 1.0])  # of axes that are not shown any more
    assert view.box == BOX
    tell(view, "camera", dims=[0, 1], box=None)
    assert view.box is None


def test_a_page_that_sends_one_where_all_is_shown_is_refused(bench: Bench, X: NDArray[np.float64]) -> None:
    view = bench.show(X > 0, BernoulliMixture(2, random_state=0))
    tell(view, "camera", dims=view.dims, box=BOX)
    assert view.session.pictures.box is None
    assert "box must be None" in bench.messages("error")[-1]["message"]


def test_each_plane_keeps_its_own(bench: Bench, X: NDArray[np.float64]) -> None:
    view = bench.show(X, GaussianMixture(2, random_state=0), box=BOX)
    view.dims = [1]
    assert view.box is None
    view.box = [0.0, 3.0]
    view.dims = [0, 1]
    assert view.box == BOX


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        ([0, 1], "4 numbers"),
        ([1, 0, 0, 1], "left < right"),
        ([0, 1, 0, float("nan")], "numbers"),
        ([-1e308, 1e308, 0, 1], "left < right"),
        ("all", "numbers"),
    ],
)
def test_what_is_no_part_is_refused(bench: Bench, X: NDArray[np.float64], bad: object, said: str) -> None:
    view = bench.show(X, GaussianMixture(2, random_state=0), box=BOX)
    with pytest.raises(traitlets.TraitError, match=said):
        view.box = bad
    assert view.box == BOX


def test_tables_and_clouds_have_none(bench: Bench, X: NDArray[np.float64]) -> None:
    table = bench.show((X > 0).astype(float), BernoulliMixture(2, random_state=0))
    cloud = bench.show(np.c_[X, X[:, 0]], GaussianMixture(2, random_state=0), dims=[0, 1, 2])
    for view in (table, cloud):
        with pytest.raises(traitlets.TraitError, match="all of the data are shown"):
            view.box = BOX


def test_slides_lead_there_and_back(bench: Bench, X: NDArray[np.float64]) -> None:
    slides = [{"box": BOX}, {"dims": [1], "box": [0.0, 2.0]}, {}]
    view = bench.show(X, GaussianMixture(2, random_state=0), slides=slides)
    for slide, (dims, box) in enumerate([([0, 1], BOX), ([1], [0.0, 2.0]), ([0, 1], None)]):
        view.slide = slide
        settle(view)
        assert (view.dims, view.box) == (dims, box)
