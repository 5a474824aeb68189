"""Self-organizing maps against plain NumPy, k-means, and what the literature says of them."""

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from sklearn.base import clone
from sklearn.exceptions import NotFittedError

from iterscope import KMeans, MixtureWidget, SelfOrganizingMap, _core, make_blobs
from iterscope.fit.cluster.lattice import Lattice
from iterscope.fit.drawing.palette import rgb
from iterscope.fit.recording import Recording

X = make_blobs(n_samples=700, centers=4, n_features=3, random_state=2)[0]
TOPOLOGIES = pytest.mark.parametrize("topology", ["rectangular", "hexagonal"])


def squares(a: NDArray[np.float64], b: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.square(a[:, np.newaxis] - b).sum(axis=2)


def pulls(model: SelfOrganizingMap, radius: float) -> NDArray[np.float64]:
    apart = squares(model.positions_, model.positions_)
    return np.exp(-apart / (2 * radius**2))


def test_a_last_radius_of_0_is_reached() -> None:
    model = SelfOrganizingMap(3, 4, final_radius=0, tol=0).fit(X)
    assert model.stop_reason_ == "converged"
    assert model.radius_ < 0.01
    labels = squares(X, model.means_).argmin(axis=1)
    for node in np.unique(labels):  # as k-means ends
        np.testing.assert_allclose(model.means_[node], X[labels == node].mean(axis=0), rtol=1e-9)
    assert SelfOrganizingMap(1, 1, final_radius=0).fit(X).stop_reason_ == "converged"


@TOPOLOGIES
@pytest.mark.parametrize("winner", ["nearest", "local"])
@pytest.mark.parametrize("weighted", [False, True])
def test_steps_are_those_of_plain_numpy(topology: str, winner: str, *, weighted: bool) -> None:
    weights = np.random.default_rng(0).uniform(0.1, 2, len(X)) if weighted else np.ones(len(X))
    model = SelfOrganizingMap(4, 5, topology=topology, winner=winner, shrink_iter=5, final_radius=0.8)
    steps = model.iterate(X, sample_weight=weights if weighted else None)
    means = next(steps).means
    radius = 2.5
    for step in steps:
        pull = pulls(model, radius)
        if winner == "local":
            pull /= pull.sum(axis=1, keepdims=True)
        distances = squares(X, means)
        scores = distances if winner == "nearest" else distances @ pull.T
        first, second = np.argsort(scores, axis=1, kind="stable")[:, :2].T
        np.testing.assert_array_equal(step.labels, first)
        assert step.energy == pytest.approx(weights @ scores.min(axis=1), rel=1e-11)
        own = np.sqrt(distances[np.arange(len(X)), first])
        assert step.quantization_error == pytest.approx(np.average(own, weights=weights), rel=1e-11)
        most = 1 if topology == "hexagonal" else 2
        apart = squares(model.positions_, model.positions_)[first, second] > most + 1e-9
        assert step.topographic_error == pytest.approx(np.average(apart, weights=weights), abs=1e-12)
        shares = weights[:, np.newaxis] * pull[first]
        means = shares.T @ X / shares.sum(axis=0)[:, np.newaxis]
        np.testing.assert_allclose(step.means, means, rtol=1e-9, atol=1e-9)
        np.testing.assert_allclose(step.weights, np.bincount(first, weights, 20) / weights.sum(), rtol=1e-12)
        radius = max(0.8, radius * (0.8 / 2.5) ** (1 / 5))
        assert step.radius == pytest.approx(radius)
        means = step.means


def test_a_radius_of_nothing_is_k_means() -> None:
    start = X[:12]
    ours = SelfOrganizingMap(3, 4, init=start, radius=0, final_radius=0, tol=0).fit(X)
    theirs = KMeans(12, init=start, tol=0).fit(X)
    np.testing.assert_array_equal(ours.labels_, theirs.labels_)
    np.testing.assert_allclose(ours.means_, theirs.cluster_centers_, rtol=1e-12, atol=1e-12)


@TOPOLOGIES
@pytest.mark.parametrize("radius", [0.6, 1.5, 3.0])
def test_with_local_winners_the_energy_never_rises(topology: str, radius: float) -> None:
    for seed in range(3):
        model = SelfOrganizingMap(
            5, 6, topology=topology, winner="local", init="random", radius=radius, final_radius=radius
        ).set_params(random_state=seed, tol=0)
        energies = np.array([step.energy for step in model.iterate(X) if step.iteration])
        assert len(energies) > 3
        assert (np.diff(energies) <= 1e-12 * energies[1:]).all()


def test_it_unfolds_on_a_square() -> None:
    square = np.random.default_rng(0).random((4000, 2))
    model = SelfOrganizingMap(8, 8, random_state=0).fit(square)
    assert model.stop_reason_ == "converged"
    assert model.topographic_error_ < 0.02
    assert model.quantization_error_ < 0.08  # of a perfect grid of cells 0.048
    net = model.means_.reshape(8, 8, 2)
    columns = np.diff(net, axis=1).mean(axis=(0, 1))
    rows = np.diff(net, axis=0).mean(axis=(0, 1))
    assert abs(columns @ rows) < 0.1 * np.linalg.norm(columns) * np.linalg.norm(rows)


def test_clusters_are_valleys_of_the_u_matrix() -> None:
    apart = make_blobs(n_samples=600, centers=[[-9, 0, 0], [9, 0, 0]], n_features=3, random_state=0)[0]
    model = SelfOrganizingMap(4, 12).fit(apart)
    ridge = model.u_matrix_.mean(axis=0)
    assert ridge.shape == (12,)
    assert 4 <= ridge.argmax() <= 7
    assert ridge.max() > 3 * ridge[[0, 1, -2, -1]].max()
    np.testing.assert_allclose(model.hits_.ravel() * 600, np.bincount(model.labels_, minlength=48))


@TOPOLOGIES
@pytest.mark.parametrize(("rows", "columns"), [(1, 1), (1, 7), (6, 1), (4, 5), (5, 4)])
def test_neighbors_and_u_matrix_by_all_pairs(topology: Any, rows: int, columns: int) -> None:
    lattice = Lattice(rows, columns, topology)
    apart = squares(lattice.positions, lattice.positions)
    adjacent = (apart > 0) & (apart <= (1 if topology == "hexagonal" else 2) + 1e-9)
    assert {tuple(pair) for pair in lattice.neighbors.tolist()} == set(
        zip(*np.nonzero(np.triu(adjacent)), strict=True)
    )
    linked = (apart > 0) & (apart <= 1 + 1e-9)
    assert {tuple(pair) for pair in lattice.links.tolist()} == set(
        zip(*np.nonzero(np.triu(linked)), strict=True)
    )
    means = np.random.default_rng(0).normal(size=(rows * columns, 3))
    distances = np.sqrt(squares(means, means))
    expected = np.where(adjacent, distances, 0).sum(axis=1) / np.maximum(adjacent.sum(axis=1), 1)
    np.testing.assert_allclose(lattice.u_matrix(means).ravel(), expected, rtol=1e-12)


def test_parts_have_the_bits_of_the_whole() -> None:
    data = np.random.default_rng(0).normal(size=(5000, 3))
    options: Any = {"shape": (3, 4), "topology": "hexagonal", "winner": "local", "radius": 1.2}
    means = np.ascontiguousarray(data[:12])
    labels, whole = _core.map_statistics(data, means, **options)
    edge = 2 * _core.ROW_BLOCK
    parts = [
        _core.map_statistics(data[part], means, first_row=part.start or 0, **options)
        for part in (slice(0, edge), slice(edge, None))
    ]
    total = parts[0][1] + parts[1][1]
    np.testing.assert_array_equal(np.concatenate([found for found, _ in parts]), labels)
    for one, other in zip(total.maximize(), whole.maximize(), strict=True):
        np.testing.assert_array_equal(one, other)
    assert (total.energy, total.topographic_error) == (whole.energy, whole.topographic_error)
    with pytest.raises(ValueError, match="same map"):
        total + _core.map_statistics(data, means + 1, **options)[1]


def test_it_begins_on_the_plane_of_most_variance() -> None:
    flat = np.random.default_rng(0).normal(size=(900, 3)) @ np.diag([5.0, 2.0, 0.1]) + [100.0, 0.0, 0.0]
    start = next(SelfOrganizingMap(5, 9).iterate(flat)).means
    np.testing.assert_allclose(start.mean(axis=0), flat.mean(axis=0), atol=1e-9)
    across, down = start.reshape(5, 9, 3)[2], start.reshape(5, 9, 3)[:, 4]
    assert np.abs(np.diff(across, axis=0)[:, 0]).min() > 10 * np.abs(np.diff(across, axis=0)[:, 1:]).max()
    assert np.abs(np.diff(down, axis=0)[:, 1]).min() > 10 * np.abs(np.diff(down, axis=0)[:, [0, 2]]).max()
    np.testing.assert_allclose(start.std(axis=0)[:2], flat.std(axis=0)[:2], rtol=0.05)


def test_methods_of_a_fitted_map() -> None:
    model = SelfOrganizingMap(4, 4, winner="local").fit(X)
    np.testing.assert_array_equal(model.predict(X), model.labels_)
    np.testing.assert_allclose(model.transform(X), np.sqrt(squares(X, model.means_)), rtol=1e-9)
    assert model.score(X) == pytest.approx(-model.quantization_error_, rel=1e-12)
    assert len(model.get_feature_names_out()) == 16
    with pytest.raises(ValueError, match="order of their lattice"):
        model.reordered()
    with pytest.raises(NotFittedError):
        SelfOrganizingMap().predict(X)
    with pytest.raises(NotFittedError):
        _ = SelfOrganizingMap().u_matrix_


def test_a_given_start_has_either_shape() -> None:
    start = np.random.default_rng(0).normal(size=(2, 3, 3))
    flat = SelfOrganizingMap(2, 3, init=start.reshape(6, 3), max_iter=1).fit(X)
    np.testing.assert_array_equal(SelfOrganizingMap(2, 3, init=start, max_iter=1).fit(X).means_, flat.means_)


@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        ({"rows": 0}, "'rows' parameter"),
        ({"topology": "round"}, "'topology' parameter"),
        ({"winner": "last"}, "'winner' parameter"),
        ({"init": "kmeans"}, "'init' parameter"),
        ({"init": np.zeros((3, 3))}, "init must be of shape"),
        ({"init": np.full((16, 3), np.nan)}, "init"),
        ({"radius": -1}, "'radius' parameter"),
        ({"radius": 0.5}, "radius must be at least final_radius"),
        ({"rows": 2000, "columns": 2000}, "rows and columns must make at most"),
        ({"max_iter": 0}, "'max_iter' parameter"),
    ],
)
def test_what_is_refused(parameters: dict[str, Any], message: str) -> None:
    model = SelfOrganizingMap(4, 4).set_params(**parameters)
    with pytest.raises(ValueError, match=message):
        model.fit(X)


@TOPOLOGIES
@pytest.mark.parametrize("init", ["pca", "random"])
def test_maps_of_one_node_and_more_nodes_than_samples(topology: str, init: str) -> None:
    one = SelfOrganizingMap(1, 1, topology=topology, init=init, random_state=0).fit(X)
    np.testing.assert_allclose(one.means_[0], X.mean(axis=0), rtol=1e-12)
    assert (one.topographic_error_, one.u_matrix_.tolist()) == (0, [[0.0]])
    for samples in (X[:1], X[:3], np.ones((5, 2)), X[:40, :1]):
        many = SelfOrganizingMap(5, 6, topology=topology, init=init, random_state=0).fit(samples)
        assert np.isfinite(many.means_).all()
        assert many.hits_.sum() == pytest.approx(1)
        assert many.means_.min() >= samples.min() - 1e-9
        assert many.means_.max() <= samples.max() + 1e-9


@pytest.mark.parametrize("scale", [1e-150, 1e-6, 1e6, 1e150])
@pytest.mark.parametrize("shift", [0.0, 1e6])
def test_the_scale_and_the_place_of_the_data_change_nothing_else(scale: float, shift: float) -> None:
    plain = SelfOrganizingMap(3, 4).fit(X)
    moved = SelfOrganizingMap(3, 4).fit((X + shift) * scale)
    assert (moved.labels_ == plain.labels_).mean() > 0.99
    np.testing.assert_allclose(moved.means_ / scale - shift, plain.means_, atol=1e-6)


def test_dragging_goes_on_from_the_radius_that_was() -> None:
    recording = Recording(SelfOrganizingMap(3, 4), X)
    for _ in range(21):
        recording.advance()
    step = recording.step(20)
    moved = recording.moved(20, 5, (0, 2), (1.5, -2.5))
    moved.advance()
    assert moved.step(0).radius == step.radius < recording.step(0).radius
    assert moved.step(0).means[5].tolist() == [1.5, step.means[5, 1], -2.5]
    wider = recording.adjusted(20, "radius", (), 3.0)
    wider.advance()
    assert wider.step(0).radius == 3
    np.testing.assert_array_equal(wider.step(0).means, step.means)
    for name, value in (("radius", -1.0), ("radius", np.inf), ("means", 1.0)):
        with pytest.raises(ValueError, match=r"radius|place|value|name"):
            recording.adjusted(20, name, (), value)


def test_the_view_colors_nodes_by_their_place() -> None:
    widget = MixtureWidget(X, SelfOrganizingMap(3, 4))
    assert widget.n_components == 12
    assert len(set(widget.palette)) == 12
    colors = np.array([rgb(color) for color in widget.palette], float).reshape(3, 4, 3)
    beside = np.abs(np.diff(colors, axis=1)).sum(axis=2).max()
    assert beside < np.abs(colors[0, 0] - colors[-1, -1]).sum() / 2
    widget.n_components = 7
    assert (widget.model.rows, widget.model.columns) == (1, 7)
    widget.n_components = 900  # more than samples
    assert (widget.model.rows, widget.model.columns) == (30, 30)
    widget.close()


def test_cloning_keeps_the_parameters() -> None:
    model = SelfOrganizingMap(3, 4, topology="hexagonal", winner="local", radius=2.0)
    assert clone(model).get_params() == model.get_params()
