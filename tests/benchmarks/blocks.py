"""Fits of samples that are not in memory: what blocks, files and workers cost beside the work itself.

``python -m tests.benchmarks.blocks`` prints ratios of one run, with the load of the machine.
"""

import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
import psutil

from iterscope import GaussianMixture, distributed, source
from iterscope.fit.data import data_of

ROUNDS = 5


class Synthetic:
    """Samples that are made when they are asked for: as many as there may be, from nowhere."""

    def __init__(self, n_samples: int, n_features: int, rows: int = 65_536) -> None:
        self.shape = n_samples, n_features
        self.offsets = range(0, n_samples, rows)
        self.dtype = np.dtype(np.float64)

    def load(self, i: int) -> Any:
        stop = min(self.offsets[i] + self.offsets.step, self.shape[0])
        return np.random.default_rng(i).normal(size=(stop - self.offsets[i], self.shape[1]))


def seconds(call: Callable[[], Any]) -> float:
    began = time.perf_counter()
    call()
    return time.perf_counter() - began


def start(n_features: int, n_components: int = 10) -> GaussianMixture:
    rng = np.random.default_rng(0)
    covariances = np.repeat(np.eye(n_features)[np.newaxis], n_components, axis=0)
    weights = np.full(n_components, 1 / n_components)
    return GaussianMixture.from_parameters(weights, rng.normal(size=(n_components, n_features)), covariances)


def a_pass(X: Any, model: GaussianMixture) -> float:
    """Return the seconds of an E step, the least of some."""
    algorithm = model.prepare(data_of(X))
    return min(seconds(lambda: algorithm.expect(model.parameters_)) for _ in range(ROUNDS))


def reading(read: Any) -> float:
    """Return the seconds of loading all blocks."""
    return seconds(lambda: [read.load(i) for i in range(len(read.offsets))])


def files(n_samples: int, n_features: int) -> None:
    """Compare passes over arrays in files with one over the same array in memory."""
    import zarr

    model, X = start(n_features), np.random.default_rng(0).normal(size=(n_samples, n_features))
    whole = a_pass(X, model)
    print(f"\n{n_samples} x {n_features}, {X.nbytes / 2**20:.0f} MB: a pass in memory {whole * 1e3:.0f} ms")
    with tempfile.TemporaryDirectory() as folder:
        np.save(Path(folder) / "x.npy", X)
        stored = zarr.create_array(
            Path(folder) / "x.zarr", shape=X.shape, chunks=(65_536, n_features), dtype="f8"
        )
        stored[:] = X
        for name, read in (
            ("memory map", source(np.load(Path(folder) / "x.npy", mmap_mode="r"))),
            ("zarr", source(stored)),
        ):
            loads = min(reading(read) for _ in range(ROUNDS))
            found = a_pass(read, model)
            share = max(whole, loads) / found
            print(
                f"  {name}: {found * 1e3:.0f} ms, reading alone {loads * 1e3:.0f} ms: {share:.0%} of the slower"
            )


def memory(n_samples: int, n_features: int) -> None:
    """Tell what a pass over more samples than there is memory takes of it."""
    process, model = psutil.Process(), start(n_features)
    before = process.memory_info().rss
    algorithm = model.prepare(data_of(Synthetic(n_samples, n_features)))
    found = seconds(lambda: algorithm.expect(model.parameters_))
    more = (process.memory_info().rss - before) / 2**20
    size = n_samples * n_features * 8 / 2**30
    print(f"\n{size:.1f} GB of synthetic samples: {found:.1f} s, {more:.0f} MB more than before")


@contextmanager
def workers(count: int) -> Iterator[Any]:
    from distributed import Client, LocalCluster

    with (
        LocalCluster(count, threads_per_worker=1, processes=True, dashboard_address=":0") as cluster,
        Client(cluster) as client,
    ):
        yield client


def cluster(n_samples: int, n_features: int) -> None:
    """Compare iterations over workers of one thread with those of one process and thread."""
    import iterscope

    model, X = start(n_features), Synthetic(n_samples, n_features, n_samples // 8)
    with iterscope.threads(1):
        values = np.concatenate([X.load(i) for i in range(len(X.offsets))])
        one = a_pass(values, model)
    for count in (1, 2):
        with workers(count) as client, distributed(client):
            algorithm = model.prepare(data_of(X))
            expect = partial(algorithm.expect, model.parameters_)
            expect()
            found = median(seconds(expect) for _ in range(3 * ROUNDS))
        over = (found - one / count) * 1e3
        print(
            f"{n_samples} x {n_features}, {count} workers: {found * 1e3:.1f} ms an iteration, one process "
            f"{one * 1e3:.1f} ms: {over:.1f} ms more than its share, {one / count / found:.0%} of its speed"
        )


if __name__ == "__main__":
    print(f"load {os.getloadavg()[0]:.1f}, {os.cpu_count()} processors")
    files(1_000_000, 16)
    memory(16_000_000, 16)
    for size in (8192, 1_000_000):
        cluster(size, 16)
