"""Fits that go on: the steps that they would have taken, and no file that is not whole."""

import errno
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sklearn.base import clone

from iterscope import GaussianMixture, KMeans, checkpoint, make_blobs, source
from iterscope.fit import loop
from iterscope.fit.distributed.checkpoints import Checkpoint

from ..sources.cases import FIRST_OF_KIND, Case, Parts, assert_same

pytestmark = pytest.mark.filterwarnings("ignore:Best performing")

X = make_blobs(n_samples=2000, centers=5, n_features=2, random_state=0)[0]


class Ended(Exception):  # noqa: N818  what ends it is no error
    """The process has ended."""


@pytest.mark.parametrize(
    "model",
    [GaussianMixture(5, n_init=2, random_state=0), KMeans(5, n_init=3, random_state=0)],
    ids=["em", "kmeans"],
)
@pytest.mark.parametrize("last", [1, 4, 7])
def test_a_fit_goes_on_with_the_same_bits(
    model: Any, last: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if isinstance(model, GaussianMixture):  # whose own start is a loop, too
        model.set_params(init_params="k-means++")
    expected, path = clone(model).fit(X), tmp_path / "fit.checkpoint"
    steps: list[Any] = []

    def ends(self: Any) -> Any:
        if len(steps) == last:
            raise Ended
        steps.append(following(self))
        return steps[-1]

    following = loop.Loop.__next__
    monkeypatch.setattr(loop.Loop, "__next__", ends)
    with checkpoint(path), pytest.raises(Ended):
        clone(model).fit(X)
    monkeypatch.undo()
    with checkpoint(path):
        found = clone(model).fit(X)
    names = [name for name in vars(expected) if name.endswith("_")]
    for name in names:
        np.testing.assert_array_equal(getattr(found, name), getattr(expected, name), err_msg=name)
    with checkpoint(path):  # that is whole is taken as it is
        again = clone(model).fit(X)
    np.testing.assert_array_equal(again.predict(X), expected.predict(X))


@pytest.mark.parametrize("case", FIRST_OF_KIND, ids=lambda case: case.name)
def test_every_model_goes_on_over_blocks(case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source, written = Parts(case.X, [0, 1024, 3000]), iter(range(2))
    write = Checkpoint.write

    def ends(self: Checkpoint, state: Any) -> None:
        write(self, state)
        if next(written, None) is None:
            raise Ended

    monkeypatch.setattr(Checkpoint, "write", ends)
    with checkpoint(tmp_path / "fit"), pytest.raises(Ended):
        case.fitted(source)
    monkeypatch.undo()
    with checkpoint(tmp_path / "fit"):
        found = case.fitted(source)
    assert_same(found, case.fitted())


def test_a_process_that_is_killed_leaves_what_another_one_goes_on_from(tmp_path: Path) -> None:
    np.save(tmp_path / "x.npy", X)
    code = f"""if True:
        import time, numpy, iterscope
        X = numpy.load({str(tmp_path / "x.npy")!r}, mmap_mode="r")
        class Slow:
            shape, offsets, dtype = X.shape, [0, 1024], X.dtype
            def load(self, i):
                time.sleep(0.02)
                return X[1024 * i : 1024 * (i + 1)]
        with iterscope.checkpoint({str(tmp_path / "fit")!r}):
            iterscope.GaussianMixture(5, random_state=0, tol=0, max_iter=60).fit(Slow())
    """
    process = subprocess.Popen([sys.executable, "-c", code])
    deadline = time.monotonic() + 300
    while not (tmp_path / "fit").exists():
        assert process.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.01)
    process.kill()
    process.wait()
    model = GaussianMixture(5, random_state=0, tol=0, max_iter=60)
    with checkpoint(tmp_path / "fit"):
        found = clone(model).fit(source(np.load(tmp_path / "x.npy", mmap_mode="r")))
    assert_same(found, model.fit(X))


def test_a_file_of_another_fit_or_half_of_one_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "fit.checkpoint"
    with checkpoint(path):
        GaussianMixture(3, random_state=0).fit(X)
    for other, samples in (
        (GaussianMixture(4, random_state=0), X),
        (GaussianMixture(3, random_state=0), X + 1),
    ):
        with checkpoint(path), pytest.raises(ValueError, match="fit with other parameters or samples"):
            other.fit(samples)
    whole = path.read_bytes()
    for half in (whole[:-1], whole[:20], b"", whole[:-1] + b"x"):
        path.write_bytes(half)
        with checkpoint(path), pytest.raises(ValueError, match="it is none, or not whole"):
            GaussianMixture(3, random_state=0).fit(X)
    assert [file.name for file in tmp_path.iterdir()] == ["fit.checkpoint"]


def test_there_must_be_a_folder(tmp_path: Path) -> None:
    with (
        pytest.raises(FileNotFoundError, match="path must be in a folder"),
        checkpoint(tmp_path / "none" / "fit"),
    ):
        pass


def test_a_full_disk_leaves_the_last_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    path = tmp_path / "fit.checkpoint"
    model = GaussianMixture(3, random_state=0)
    steps = iter(range(2))
    sync = os.fsync
    monkeypatch.setattr(os, "fsync", lambda file: sync(file) if next(steps, None) is not None else full(file))
    with checkpoint(path), pytest.raises(OSError, match=os.strerror(errno.ENOSPC)):
        clone(model).fit(X)
    monkeypatch.undo()
    assert [file.name for file in tmp_path.iterdir()] == ["fit.checkpoint"]
    with checkpoint(path):
        found = clone(model).fit(X)
    assert found.lower_bounds_ == model.fit(X).lower_bounds_
