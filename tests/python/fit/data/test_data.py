"""Data that are checked once: how often they are looked at, how often copied, and what is kept of them."""

import tracemalloc
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from iterscope import GaussianMixture, KMeans, MixtureWidget, select
from iterscope.fit.data import Data, brush
from iterscope.fit.recording import Recording
from iterscope.validation import arrays

N = 40_000


class Looks:
    """Counts how often an array of the samples' size is checked."""

    def __init__(self) -> None:
        self.count = 0


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> Iterator[Looks]:
    looks, finite = Looks(), arrays.finite

    def counted(array: NDArray[Any], name: str, **options: Any) -> Any:
        looks.count += np.size(array) >= 2 * N
        return finite(array, name, **options)

    monkeypatch.setattr(arrays, "finite", counted)
    return looks


def frame(values: NDArray[Any]) -> Any:
    pandas = pytest.importorskip("pandas")
    return pandas.DataFrame(values, columns=["length", "width"])


FORMS: dict[str, Callable[[NDArray[Any]], Any]] = {
    "float64": lambda X: X,
    "float32": lambda X: X.astype(np.float32),
    "frame": frame,
    "float32 frame": lambda X: frame(X.astype(np.float32)),
}
USES: dict[str, Callable[[Any], Any]] = {
    "mixture": lambda X: GaussianMixture(2, random_state=0, init_params="random_from_data", tol=9).fit(X),
    "mixture from k-means": lambda X: GaussianMixture(2, random_state=0, tol=9).fit(X),
    "fit_predict": lambda X: GaussianMixture(2, random_state=0, tol=9).fit_predict(X),
    "partial_fit": lambda X: GaussianMixture(2, random_state=0).partial_fit(X),
    "iterate": lambda X: list(GaussianMixture(2, random_state=0, tol=9).iterate(X)),
    "k-means": lambda X: KMeans(2, random_state=0, max_iter=2).fit(X),
    "k-means labels": lambda X: KMeans(2, random_state=0, max_iter=2).fit_predict(X),
    "recording": lambda X: Recording(KMeans(2, random_state=0), X).advance(),
    "select": lambda X: select(X, [1, 2], ["full", "diag"], tol=9, random_state=0),
    "view": lambda X: MixtureWidget(X, KMeans(2, random_state=0)).close(),
}  # fmt: skip


@pytest.fixture(scope="module")
def values() -> NDArray[np.float64]:
    return np.random.default_rng(0).normal(size=(N, 2)) + np.repeat([[0.0], [6.0]], N // 2, axis=0)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("use", USES)
def test_data_are_looked_at_once(looks: Looks, values: NDArray[np.float64], form: str, use: str) -> None:
    USES[use](FORMS[form](values))
    assert looks.count == 1


def test_a_view_never_looks_again(looks: Looks, values: NDArray[np.float64]) -> None:
    widget = MixtureWidget(values.astype(np.float32), tol=9.0)
    widget.finish()
    widget.n_components = 2
    widget.algorithm = "kmeans"
    widget.finish()
    widget.starts(2)
    widget.restart()
    widget.reset()
    widget.close()
    assert looks.count == 1


@pytest.mark.parametrize(("form", "copies"), [("float64", 0), ("float32", 1), ("float32 frame", 1)])
def test_data_are_copied_at_most_once(values: NDArray[np.float64], form: str, copies: int) -> None:
    X = FORMS[form](values)
    tracemalloc.start()
    data = Data.of(X)
    recordings = [Recording(model, data) for model in (GaussianMixture(2), KMeans(2))]
    recordings[0].advance()
    grown = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    assert all(recording.data.values is data.values for recording in recordings)
    assert grown < (copies + 0.6) * values.nbytes
    assert np.shares_memory(data.values, values) == (copies == 0)


def test_what_is_checked_is_taken_as_it_is(values: NDArray[np.float64]) -> None:
    data = Data.of(values)
    assert Data.of(data) is data
    weighted = Data.of(data, np.ones(N))
    assert weighted.values is data.values
    assert weighted.total_weight == N
    with pytest.raises(ValueError, match="Found array with 1 sample"):
        GaussianMixture().fit(Data.of(values[:1]))


def test_the_type_and_the_names_are_kept(values: NDArray[np.float64]) -> None:
    data = Data.of(frame(values.astype(np.float32)), labels=["a", "b"] * (N // 2))
    model = GaussianMixture(2, random_state=0, tol=9).fit(data)
    assert model.means_.dtype == np.float32
    assert list(model.feature_names_in_) == data.feature_names == ["length", "width"]
    more = brush.added(data, [0], [[9.0]])
    assert (len(more), more.labels[-1], more.feature_names) == (N + 1, 255, ["length", "width"])  # type: ignore[index]
    assert model.predict(more).shape == (N + 1,)
    less = brush.erased(more, [0], [[9.0]], [1e-9])
    np.testing.assert_array_equal(less.values, data.values)
    assert (less.revision, less.dtype) == (2, np.float32)


def test_labels_may_lack_and_are_refused_by_their_name() -> None:
    X = np.arange(8.0).reshape(4, 2)
    assert Data.of(X, labels=["a", None, "b", None]).classes == ("None", "a", "b")
    with pytest.raises(ValueError, match="labels must have shape"):
        Data.of(X, labels=[[1], [2, 3], [1], [1]])  # type: ignore[list-item]


def test_a_sample_too_far_away_for_its_square_is_refused() -> None:
    data = Data.of(np.eye(3))
    with pytest.raises(ValueError, match=r"at must be of a scale .* got 1e\+308"):
        brush.added(data, (0, 1), [[0.0, 1e308]])
