"""The directions along which samples are seen: principal axes against NumPy's decomposition, places along them."""

from dataclasses import replace

import numpy as np
import pytest
import traitlets
from numpy.typing import NDArray

from iterscope import BernoulliMixture, GaussianMixture, KMeans, MixtureWidget
from iterscope.fit.data import Data, brush
from iterscope.fit.recording import Recording

rng = np.random.default_rng(0)
D = 12
X = rng.normal(size=(300, D)) @ rng.normal(size=(D, D)) + 100
WEIGHTS = rng.uniform(0.5, 3, len(X))


def truth(X: NDArray[np.float64], weights: NDArray[np.float64]) -> tuple[NDArray[np.float64], ...]:
    """Mean, axes and shares of the variance by the singular values of the centered samples."""
    mean = np.average(X, axis=0, weights=weights)
    _, values, axes = np.linalg.svd(np.sqrt(weights)[:, np.newaxis] * (X - mean), full_matrices=False)
    axes *= np.sign(axes[np.arange(len(axes)), np.abs(axes).argmax(axis=1)])[:, np.newaxis]
    return mean, axes, values**2 / np.sum(values**2)


@pytest.mark.parametrize("weights", [None, WEIGHTS])
@pytest.mark.parametrize("factor", [1.0, 1e200, 1e-200])
def test_principal_axes_are_those_of_a_singular_value_decomposition(
    weights: NDArray[np.float64] | None, factor: float
) -> None:
    principal = Data.of(X * factor, weights).principal
    assert principal is not None
    mean, axes, shares = truth(X, np.ones(len(X)) if weights is None else weights)
    np.testing.assert_allclose(principal.mean, factor * mean, rtol=1e-12)
    np.testing.assert_allclose(principal.axes, axes[:6], atol=1e-10)
    np.testing.assert_allclose(principal.shares, shares[:6], rtol=1e-10)


def test_names_tell_the_shares_of_the_variance() -> None:
    spread = np.array([10.0, 1.0, 0.1, 0.0])
    corners = np.array(np.meshgrid(*[[-1, 1]] * 4)).reshape(4, -1).T * spread
    assert Data.of(corners).axis_names == [
        *["x0", "x1", "x2", "x3"],
        *["PC1 (99 %)", "PC2 (0.99 %)", "PC3 (0.01 %)", "PC4 (0 %)"],
    ]
    constant = Data.of(np.ones((5, 4)))
    assert constant.axis_names[-1] == "PC4 (0 %)"


def test_coordinates_and_bounds_along_features_and_axes() -> None:
    data, (mean, axes, _) = Data.of(X), truth(X, np.ones(len(X)))
    wanted = np.column_stack([X[:, 3], (X - mean) @ axes[1]])
    np.testing.assert_allclose(data.projection.coordinates(X, (3, D + 1)), wanted, atol=1e-9)
    low, high = data.bounds
    np.testing.assert_allclose(low[[3, D + 1]], wanted.min(axis=0), atol=1e-9)
    np.testing.assert_allclose(high[[3, D + 1]], wanted.max(axis=0), atol=1e-9)
    assert len(low) == len(data.projection) == D + 6


@pytest.mark.parametrize("dims", [(D, D + 1), (D + 2,), (4, D), (0, 5)])
def test_a_place_moves_along_the_chosen_directions_only(dims: tuple[int, ...]) -> None:
    data = Data.of(X)
    at = np.arange(len(dims)) + 1.5
    moved = data.projection.moved(X[7], dims, at)
    np.testing.assert_allclose(data.projection.coordinates(moved[np.newaxis], dims)[0], at, atol=1e-9)
    vectors = data.projection.vectors(dims)
    way = moved - X[7]
    rest = way - np.linalg.lstsq(vectors.T, way, rcond=None)[0] @ vectors
    np.testing.assert_allclose(rest, 0, atol=1e-9)


@pytest.mark.parametrize("model", [GaussianMixture(3, random_state=0), KMeans(3, random_state=0)])
def test_a_mean_is_dragged_in_the_principal_plane(model: GaussianMixture | KMeans) -> None:
    recording = Recording(model, X)
    for _ in range(4):
        recording.advance()
    before = recording.step(3)
    moved = recording.moved(3, 1, (D, D + 1), (3.0, -4.0))
    moved.advance()
    mean, axes, _ = truth(X, np.ones(len(X)))
    after = moved.step(0).means
    np.testing.assert_array_equal(after[[0, 2]], before.means[[0, 2]])
    np.testing.assert_allclose(axes[:2] @ (after[1] - mean), [3, -4], atol=1e-9)
    np.testing.assert_allclose(axes[2:] @ (after[1] - before.means[1]), 0, atol=1e-9)


@pytest.mark.parametrize("kind", ["full", "tied", "diag", "spherical"])
def test_ellipses_in_the_principal_plane_are_the_projections_of_the_covariances(kind: str) -> None:
    recording = Recording(GaussianMixture(2, covariance_type=kind, random_state=0), X)
    for _ in range(3):
        recording.advance()
    step, (mean, axes, _) = recording.step(2), truth(X, np.ones(len(X)))
    dense = {
        "full": lambda: step.covariances,
        "tied": lambda: np.stack([step.covariances] * 2),
        "diag": lambda: np.stack([np.diag(row) for row in step.covariances]),
        "spherical": lambda: np.stack([np.eye(D) * variance for variance in step.covariances]),
    }[kind]()
    plane = recording.algorithm.marginal(step.parameters, (D, D + 1))
    np.testing.assert_allclose(plane.means, (step.means - mean) @ axes[:2].T, atol=1e-9)
    np.testing.assert_allclose(plane.covariances, axes[:2] @ dense @ axes[:2].T, rtol=1e-9, atol=1e-9)


def test_a_brush_paints_in_the_plane_that_is_seen_and_leaves_its_axes() -> None:
    data, (mean, axes, _) = Data.of(X), truth(X, np.ones(len(X)))
    more = brush.added(data, (D, D + 1), [[50.0, 60.0]])
    np.testing.assert_allclose(more.values[-1], mean + [50, 60] @ axes[:2], atol=1e-9)
    assert more.principal is data.principal
    places = (X - mean) @ axes[:2].T
    fewer = brush.erased(data, (D, D + 1), [places[5].tolist()], (2.0, 3.0))
    kept = np.square((places - places[5]) / (2.0, 3.0)).sum(axis=1) > 1
    assert not kept[5]
    np.testing.assert_array_equal(fewer.values, X[kept])
    assert fewer.projection.coordinates(X, (D,)).tolist() == data.projection.coordinates(X, (D,)).tolist()
    with pytest.raises(ValueError, match=r"dims must be from 0 to 17, got \[3, 18\]"):
        brush.added(data, (3, 18), [[0.0, 0.0]])


def test_which_axes_a_view_begins_with_and_how_they_are_named() -> None:
    widget = MixtureWidget(X)
    assert widget.dims == [D, D + 1]
    widget.dims = "features"
    assert widget.dims == sorted(np.argsort(-X.var(axis=0))[:2].tolist())
    assert widget.widest == np.argsort(-X.var(axis=0))[:5].tolist()
    widget.dims = "pca"
    assert widget.dims == [D, D + 1]
    widget.dims = ["x4", "PC3"]
    assert widget.dims == [4, D + 2]
    assert (
        MixtureWidget(X[:, :8]).dims == Data.of(X[:, :8]).telling_dims == sorted(Data.of(X[:, :8]).widest[:2])
    )
    assert MixtureWidget(X > 100, BernoulliMixture(2)).dims[1] < D, "a table has features only"
    for wrong in ("PC7", ["PC0", "x1"], [0, D + 6]):
        with pytest.raises(traitlets.TraitError, match="dims must be"):
            widget.dims = wrong
    with pytest.raises(
        traitlets.TraitError, match="dims='pca' needs complete data of 4 to 1024 features, got 2"
    ):
        MixtureWidget(X[:, :2], dims="pca")


def test_a_column_has_its_name_before_all_else() -> None:
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame(X[:, :4], columns=["pca", "PC1", "features", "d"])
    assert MixtureWidget(frame, dims="pca").dims == [0]
    assert MixtureWidget(frame, dims=["PC1", "PC2"]).dims == [1, 5]


def test_incomplete_data_and_very_many_features_have_no_principal_axes() -> None:
    holes = replace(Data.of(X), incomplete=True)
    assert holes.principal is None
    wide = Data.of(rng.normal(size=(3, 1025)))
    assert wide.principal is None
    assert len(wide.projection) == 1025


@pytest.mark.parametrize("shape", [(3, 4), [2, 6], np.array([12, 1])])
def test_images_of_the_features(shape: object) -> None:
    widget = MixtureWidget(X, image_shape=shape)
    assert widget.image_shape == list(shape)  # type: ignore[call-overload]
    widget.image_shape = None
    assert widget.image_shape is None


@pytest.mark.parametrize(
    ("shape", "message"),
    [
        ((3, 5), r"image_shape must be rows and columns of images of 12 pixels.*got \(3, 5\), which has 15"),
        ((12,), "image_shape must be two integers, rows and columns, or None"),
        ((0, 12), "image_shape"),
        ("3x4", "image_shape must be two integers, rows and columns, or None"),
        ((3.0, 4.0), "image_shape"),
    ],
)
def test_images_that_do_not_fit_are_refused(shape: object, message: str) -> None:
    with pytest.raises(traitlets.TraitError, match=message):
        MixtureWidget(X, image_shape=shape)


def test_dims_are_array_likes_too() -> None:
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame(X, columns=[f"x{n}" for n in range(D)])
    assert MixtureWidget(frame, dims=frame.columns[[2, 5]]).dims == [2, 5]
    assert MixtureWidget(frame, dims=frame.columns[:1]).dims == [0]
    widget = MixtureWidget(frame, dims=np.array([0, 1]))
    assert widget.dims == [0, 1]
    widget.dims = np.array(["x3", "PC2"])
    assert widget.dims == [3, D + 1]
    widget.move(0, [1.0, 2.0], dims=np.array([4, 0]))
    np.testing.assert_array_equal(widget.history[0].means[0, [4, 0]], [1, 2])
