"""Whatever of a model lasts shows a bar that is named after what was called."""

import re
import time
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sklearn.base import clone

from iterscope import (
    FactorAnalysis,
    GaussianHMM,
    GaussianMixture,
    KalmanSmoother,
    KMeans,
    MixtureWidget,
    SelfOrganizingMap,
    make_blobs,
    threads,
)
from iterscope.fit.registry import MODELS
from iterscope.widget import export, progress

pytestmark = pytest.mark.slow


class Source:
    """Samples in a hundred blocks, each of which takes a while to come."""

    shape = (102_400, 2)
    dtype = np.dtype(np.float64)
    offsets = np.arange(0, 102_400, 1024)

    def load(self, i: int) -> Any:
        time.sleep(0.05)
        return np.random.default_rng(i).normal(size=(1024, 2))


X = np.random.default_rng(0).normal(size=(40_000, 2))
MANY = np.tile(X, (25, 1))
SLOW: Any = {"init_params": "random_from_data", "tol": 0.0, "max_iter": 10**6, "random_state": 0}


class Enough(Exception):  # noqa: N818 - no error
    """The bar would be drawn, with this name."""


@pytest.fixture
def watching(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    def draw(bar: Any, _now: float, _total: object) -> None:
        raise Enough(bar.name)

    monkeypatch.setattr(progress, "DELAY", 0.05)
    monkeypatch.setattr(progress, "is_seen", lambda: True)
    monkeypatch.setattr(progress.Bar, "draw", draw)
    with threads(1):
        yield


@pytest.fixture(scope="module")
def models() -> dict[str, Any]:
    few = {**SLOW, "max_iter": 1}
    features = np.random.default_rng(1).normal(size=(2000, 40))
    with np.errstate(all="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return {
            "mixture": GaussianMixture(900, **few).fit(X[:2000]),
            "k-means": KMeans(900, max_iter=1, init="random", random_state=0).fit(X[:2000]),
            "chain": GaussianHMM(30, **few).fit(X[:2000]),
            "map": SelfOrganizingMap(30, 30, max_iter=1).fit(X[:2000]),
            "factors": FactorAnalysis(20, max_iter=1).fit(features),
            "states": KalmanSmoother(8, max_iter=1).fit(X[:200]),
        }


FEATURES = np.zeros((600_000, 40))
"""Its pages are not there before they are read."""
CALLS: dict[str, Callable[[dict[str, Any]], object]] = {
    "fit": lambda _: GaussianMixture(20, **SLOW).fit(X),
    "fit_predict": lambda _: GaussianMixture(20, **SLOW).fit_predict(X),
    "fit, loops": lambda _: GaussianMixture(20, engine="loops", **SLOW).fit(MANY),
    "fit, sklearn": lambda _: GaussianMixture(20, engine="sklearn", **SLOW).fit(X),
    "fit, k-means": lambda _: KMeans(900, n_init=99).fit(X),
    "fit, chain": lambda _: GaussianHMM(9, **SLOW).fit(X),
    "fit, states": lambda _: KalmanSmoother(4, tol=0.0, max_iter=10**6).fit(X),
    "fit, source": lambda _: GaussianMixture(3, **SLOW).fit(Source()),
    "iterate": lambda _: list(GaussianMixture(900, engine="loops", **SLOW).iterate(MANY)),
    "partial_fit": lambda known: known["mixture"].partial_fit(MANY),
    "predict": lambda known: known["mixture"].predict(MANY),
    "predict_proba": lambda known: known["mixture"].predict_proba(MANY[:200_000]),
    "score_samples": lambda known: known["mixture"].score_samples(MANY),
    "score": lambda known: known["mixture"].score(MANY),
    "score, source": lambda known: known["mixture"].score(Source()),
    "icl": lambda known: known["mixture"].icl(MANY[:200_000]),
    "sample": lambda known: known["mixture"].sample(3 * 10**7),
    "predict, k-means": lambda known: known["k-means"].predict(np.tile(MANY, (9, 1))),
    "transform, k-means": lambda known: known["k-means"].transform(MANY[:200_000]),
    "score, k-means": lambda known: known["k-means"].score(np.tile(MANY, (9, 1))),
    "predict, map": lambda known: known["map"].predict(np.tile(MANY, (9, 1))),
    "predict, chain": lambda known: known["chain"].predict(np.tile(MANY, (9, 1))),
    "predict_proba, chain": lambda known: known["chain"].predict_proba(MANY),
    "score, chain": lambda known: known["chain"].score(np.tile(MANY, (9, 1))),
    "sample, chain": lambda known: known["chain"].sample(10**7),
    "smooth, states": lambda known: known["states"].smooth(MANY[:200_000]),
    "transform, factors": lambda known: known["factors"].transform(FEATURES),
    "make_blobs": lambda _: make_blobs(10**7),
    "MixtureWidget": lambda _: MixtureWidget(X, GaussianMixture(900)),
}


@pytest.mark.usefixtures("watching")
@pytest.mark.parametrize("name", CALLS)
def test_what_lasts_shows_a_bar_named_after_the_call(name: str, models: dict[str, Any]) -> None:
    with pytest.raises(Enough) as seen:
        CALLS[name](models)
    assert str(seen.value) == name.partition(",")[0]


@pytest.mark.usefixtures("watching")
def test_a_view_says_that_it_looks_for_a_start_draws_and_writes(tmp_path: Path) -> None:
    view = MixtureWidget(X, GaussianMixture(20, **SLOW))
    view.model.set_params(init_params="kmeans", n_components=900)
    with pytest.raises(Enough, match="restart"):
        view.restart()
    with pytest.raises(Enough, match="n_components"):
        view.n_components = 901
    view.close()
    view = MixtureWidget(X[:300], GaussianMixture(20, **SLOW))
    view.seek(4000, progress=False)
    with pytest.raises(Enough, match="to_png"):
        view.to_png(4096, 4096)
    for write in (view.history.to_json, view.history.to_csv):
        with pytest.raises(Enough, match=write.__name__):
            write(tmp_path / "steps")
    assert not list(tmp_path.iterdir())
    view.close()


@pytest.mark.usefixtures("bars_at_once")
@pytest.mark.parametrize("name", ["to_json", "to_csv"])
def test_who_holds_the_error_of_a_file_holds_no_bar(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = GaussianMixture(3, random_state=0)
    history = model.explore(X[:300]).history
    error = OSError("the disk is full")

    def write(_path: object, parts: Iterator[str]) -> None:
        next(parts)
        next(parts)
        raise error

    monkeypatch.setattr(export, "write", write)
    with pytest.raises(OSError, match="full") as held:
        getattr(history, name)(tmp_path / "steps")
    assert progress.otherwise() is not None
    assert held.value is error


@pytest.mark.usefixtures("bars_at_once")
def test_a_fit_counts_its_iterations_and_names_no_end(capsys: pytest.CaptureFixture[str]) -> None:
    blobs, _ = make_blobs(300, centers=3, random_state=0)
    capsys.readouterr()
    model = GaussianMixture(3, random_state=0, n_init=2, init_params="random").fit(blobs)
    said = capsys.readouterr()
    assert said.out == ""
    counts = [int(count) for count in re.findall(r"fit: (\d+)/\? \[", said.err)]
    assert counts == sorted(counts)
    steps = list(clone(model).iterate(blobs))
    assert counts[-1] == sum(step.iteration > 0 for step in steps)
    assert "start 2 of 2, change=" in said.err
    assert "%" not in said.err


@pytest.mark.usefixtures("bars_at_once")
@pytest.mark.parametrize("model", [GaussianMixture(3, verbose=1), KMeans(3, verbose=1)])
def test_a_verbose_fit_says_it_by_itself(model: Any, capsys: pytest.CaptureFixture[str]) -> None:
    model.fit(X[:300])
    said = capsys.readouterr()
    assert "Initialization" in said.out
    assert "fit:" not in said.err


def test_no_model_has_a_parameter_for_it() -> None:
    assert not [kind for kind in MODELS.values() if "progress" in kind().get_params()]
