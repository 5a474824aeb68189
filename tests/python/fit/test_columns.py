"""Features by the names of their columns: in the dimensions of ellipses and views, and in conditions."""

from typing import Any

import numpy as np
import pytest
import traitlets

from iterscope import BernoulliMixture, GaussianMixture, KMeans, MixtureWidget

pandas = pytest.importorskip("pandas")

X = np.random.default_rng(0).normal(size=(90, 3)) * [1.0, 2.0, 3.0]
FRAME = pandas.DataFrame(X, columns=["length", "width", "height"])
NAMED = GaussianMixture(2, random_state=0).fit(FRAME)
PLAIN = GaussianMixture(2, random_state=0).fit(X)


class Frame:
    """A data frame of another library: it has columns, and NumPy can read it."""

    columns = ("length", "width", "height")

    def __array__(self, dtype: Any = None, **options: Any) -> np.ndarray:
        return np.array(X, dtype=dtype, **options)

    def __getitem__(self, rows: slice) -> "Frame":
        return self


@pytest.mark.parametrize(
    "dims", [["height", "length"], ("height", 0), np.array(["height", "length"]), FRAME.columns[[2, 0]]]
)
def test_ellipses_of_named_features(dims: Any) -> None:
    np.testing.assert_array_equal(NAMED.ellipses(dims=dims), PLAIN.ellipses(dims=(2, 0)))


@pytest.mark.parametrize(
    ("names", "numbers", "values"),
    [
        ("width", 1, 0.5),
        (["width"], [1], [0.5]),
        (["height", "width"], [2, 1], [0.5, -1.0]),
        (["height", 1], [2, 1], [0.5, -1.0]),
    ],
)
def test_conditions_on_named_features(names: Any, numbers: Any, values: Any) -> None:
    named, plain = NAMED.condition(names, values), PLAIN.condition(numbers, values)
    for name in ("weights", "means", "covs"):
        np.testing.assert_array_equal(getattr(named, name), getattr(plain, name))


@pytest.mark.parametrize("model", [GaussianMixture(2), KMeans(2, n_init=1), BernoulliMixture(2)])
def test_views_of_named_features(model: Any) -> None:
    frame = (FRAME > 0).astype(float) if isinstance(model, BernoulliMixture) else FRAME
    view = model.explore(frame, dims=["height", "width"])
    assert view.dims == [2, 1]
    assert view.columns == ["length", "width", "height"]
    view.dims = "length"
    assert view.dims == [0]
    view.dims = ("width", 2, "length")
    assert view.dims == [1, 2, 0]
    with pytest.raises(traitlets.TraitError, match="'length', 'width', 'height'; got 'depth'"):
        view.dims = ["depth"]
    with pytest.raises(
        traitlets.TraitError, match=r"dims must be one to three different integers from 0 to 2, got \[1, 1\]"
    ):
        view.dims = ["width", 1]
    assert view.dims == [1, 2, 0]
    view.close()


def test_frames_of_other_libraries_have_names_in_views() -> None:
    view = MixtureWidget(Frame(), dims=["height"])
    assert view.dims == [2]
    assert view.feature_names == ["length", "width", "height"]
    view.close()


def test_unknown_names_say_which_there_are() -> None:
    message = "must be features of the data, which are 'length', 'width', 'height'; got 'hight'"
    with pytest.raises(ValueError, match="dims " + message):
        NAMED.ellipses(dims=("hight", "width"))
    with pytest.raises(ValueError, match="indices " + message):
        NAMED.condition("hight", 1.0)
    many = pandas.DataFrame(np.eye(50, 40), columns=[f"a column with a long name {i}" * 9 for i in range(40)])
    with pytest.raises(ValueError, match="got 'hight'") as refused:
        GaussianMixture().fit(many).condition("hight", 1.0)
    assert len(str(refused.value)) < 1200


def test_names_are_refused_where_there_are_none() -> None:
    for call in (lambda: PLAIN.ellipses(dims=("a", "b")), lambda: PLAIN.condition("a", 1.0)):
        with pytest.raises(
            ValueError, match="must be numbers of features: their columns have no names, got 'a'"
        ):
            call()
    for view in (MixtureWidget(), MixtureWidget(X)):
        with pytest.raises(traitlets.TraitError, match=r"dims must be numbers of features: .* got 'a'"):
            view.dims = ["a"]
        view.close()


def test_only_names_and_numbers_are_features() -> None:
    for wrong in (
        1.0,
        [0.0],
        [None],
        {"width"},
        {"width": 1},
        b"width",
        [["width"]],
        np.array("width"),
        [0, [1]],
    ):
        with pytest.raises((TypeError, ValueError), match="indices"):
            NAMED.condition(wrong, [1.0])  # type: ignore[arg-type]
        with pytest.raises((TypeError, ValueError), match="dims"):
            NAMED.ellipses(dims=wrong)  # type: ignore[arg-type]
        with pytest.raises(ValueError, match="indices must differ"):
            NAMED.condition(["width", "width"], [1.0, 1.0])
