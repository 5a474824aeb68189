"""What goes wrong on the way: workers that are lost, blocks that cannot be, clients that are closed."""

import os
import signal
import threading
import time
from threading import Timer
from typing import Any

import numpy as np
import pytest
from sklearn.base import clone

from iterscope import GaussianMixture, _core, distributed, make_blobs, select
from iterscope.fit.distributed import cluster as fits

from ..sources.cases import FIRST_OF_KIND, Case, Parts, assert_same
from .conftest import Processes

cluster = pytest.importorskip("distributed")

pytestmark = [
    pytest.mark.xdist_group("cluster"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore:Best performing"),
]

X = make_blobs(n_samples=20_000, centers=4, n_features=3, random_state=0)[0]
MODEL = GaussianMixture(4, random_state=0, tol=0, max_iter=15)


def kill(client: Any, count: int = 1) -> None:
    """Kill workers by the ids of their processes."""
    for pid in list(client.run(os.getpid, on_error="ignore").values())[:count]:
        os.kill(pid, signal.SIGKILL)


@pytest.mark.parametrize(("last", "count"), [(0, 1), (3, 1), (2, 2)])
def test_workers_that_are_killed_change_no_bit(mortal: Any, last: int, count: int) -> None:
    expected, model = clone(MODEL).fit(X), clone(MODEL)
    with distributed(mortal):
        for step in model.iterate(Parts(X, range(0, len(X), 2500))):
            if step.iteration == last:
                kill(mortal, count)
    assert_same(model, expected)


class Slow(Parts):
    """Blocks that take their time."""

    def load(self, i: int) -> Any:
        time.sleep(0.05)
        return super().load(i)


@pytest.mark.parametrize("kind", ["kmeans", "gaussian_hmm", "kalman_smoother"])
def test_a_worker_that_is_killed_at_random_changes_no_bit(mortal: Any, kind: str) -> None:
    case: Case = next(case for case in FIRST_OF_KIND if case.name == kind)
    rng = np.random.default_rng()
    pids = list(mortal.run(os.getpid).values())
    timer = Timer(float(rng.uniform(0.05, 1.5)), os.kill, (int(rng.choice(pids)), signal.SIGKILL))
    timer.start()
    with distributed(mortal):
        found = case.fitted(Slow.drawn(case.X, rng))
    timer.join()
    assert_same(found, case.fitted())


def test_a_worker_that_is_killed_is_not_missed_by_predictions_and_candidates(mortal: Any) -> None:
    expected, source = clone(MODEL).fit(X), Slow(X, range(0, len(X), 2500))
    with distributed(mortal):
        labels = expected.predict(source)
        kill(mortal)
        np.testing.assert_array_equal(labels, expected.predict(X))
        kill(mortal)
        assert expected.score(source) == pytest.approx(expected.score(X), rel=1e-12)
    timer = Timer(0.5, kill, (mortal,))
    timer.start()
    found = select(source, [2, 4], "full", random_state=0, client=mortal)
    timer.join()
    assert_same(found.best_, select(X, [2, 4], "full", random_state=0).best_)


def test_a_cluster_that_has_lost_all_workers_says_so(
    processes: Processes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fits, "_ALONE", 3.0)
    with processes(2) as client, distributed(client):
        steps = clone(MODEL).iterate(Parts(X, [0, 10_000]))
        next(steps)
        client.cluster.scale(0)
        with pytest.raises(RuntimeError, match="the cluster has lost all of its workers"):
            list(steps)


def test_a_fit_that_is_cancelled_ends(mortal: Any) -> None:
    class Stuck(Parts):
        dtype = X.dtype

        def load(self, i: int) -> Any:
            time.sleep(60)
            return super().load(i)

    cancellation = _core.Cancellation()
    Timer(0.3, cancellation.cancel).start()
    began = time.monotonic()
    with distributed(mortal), cancellation, pytest.raises(_core.CancelledError):
        clone(MODEL).set_params(init_params="random_from_data").fit(Stuck(X, [0, 10_000]))
    assert time.monotonic() - began < 45


def test_an_interrupt_leaves_the_last_iteration_and_a_client_that_goes_on(client: Any) -> None:
    model = clone(MODEL).set_params(max_iter=100_000)
    main = threading.main_thread().ident
    assert main is not None
    timer = Timer(6, signal.pthread_kill, (main, signal.SIGINT))
    with distributed(client):
        clone(MODEL).fit(Parts(X, [0, 10_000]))  # the workers have imported what they need
        timer.start()
        with pytest.raises(KeyboardInterrupt):
            model.fit(Parts(X, [0, 10_000]))
        timer.join()
        assert_same(clone(MODEL).fit(Parts(X, [0, 5000])), clone(MODEL).fit(X))
    assert model.n_iter_ > 0


def test_a_client_that_is_closed_meanwhile_ends_the_fit(client: Any) -> None:
    other = cluster.Client(client.scheduler_info()["address"])
    with distributed(other):
        steps = clone(MODEL).iterate(Parts(X, [0, 10_000]))
        next(steps)
        other.close()
        with pytest.raises(RuntimeError, match="the client must be connected to a cluster, but it is closed"):
            list(steps)


def test_an_error_on_a_worker_is_that_of_the_block(client: Any) -> None:
    broken = X.copy()
    broken[7000, 1] = np.nan
    with (
        distributed(client),
        pytest.raises(
            ValueError, match=r"block 2 of X, from row 5000, contains NaN \(first at row 2000, column 1\)"
        ),
    ):
        clone(MODEL).fit(Parts(broken, [0, 2500, 5000]))


def test_what_is_no_client_is_refused(client: Any) -> None:
    with (
        pytest.raises(TypeError, match=r"client must be a .*Client, got str"),
        distributed("tcp://here"),
    ):
        pass
    other = cluster.Client(client.scheduler_info()["address"])
    other.close()
    with (
        pytest.raises(RuntimeError, match="the client must be connected to a cluster, but it is closed"),
        distributed(other),
    ):
        pass
