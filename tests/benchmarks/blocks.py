"""Fits of samples that are not in memory: what blocks, files and workers cost beside the work itself.

``python -m tests.benchmarks.blocks`` prints ratios of one run, with the load of the machine; ``... files`` one part of
it (or ``cluster``, ``lloyd``), ``--gigabytes 16`` with files of this size, ``--folder`` where they are to lie. A pass
over a file is *cold*: its pages are dropped before. Memory is the resident one, as the kernel counts it at its
highest; seconds of the processor are those of all threads, which other work disturbs less. With dask-ml installed,
``lloyd`` compares an iteration with its.
"""

import argparse
import os
import platform
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

import iterscope
from iterscope import GaussianMixture, KMeans, distributed, source
from iterscope.fit.data import data_of

ROUNDS = 5
N_FEATURES, N_COMPONENTS = 16, 10
WHOLE = 1e9 * N_FEATURES * 8
"""Bytes of a thousand million samples."""


class Same:
    """As many samples as there may be, all blocks being one: what remains is computing."""

    def __init__(self, n_samples: int, rows: int = 65_536) -> None:
        self.shape = n_samples, N_FEATURES
        self.offsets = range(0, n_samples, rows)
        self.dtype = np.dtype(np.float64)
        self._block = np.random.default_rng(0).normal(size=(rows, N_FEATURES))

    def load(self, i: int) -> Any:
        return self._block[: self.shape[0] - self.offsets[i]]


class Drawn(Same):
    """Blocks that are drawn where they are wanted: nothing travels."""

    def load(self, i: int) -> Any:
        rows = min(self.offsets.step, self.shape[0] - self.offsets[i])
        return np.random.default_rng(i).normal(size=(rows, N_FEATURES))


def seconds(call: Callable[[], Any]) -> float:
    began = time.perf_counter()
    call()
    return time.perf_counter() - began


def start() -> GaussianMixture:
    rng = np.random.default_rng(0)
    covariances = np.repeat(np.eye(N_FEATURES)[np.newaxis], N_COMPONENTS, axis=0)
    weights = np.full(N_COMPONENTS, 1 / N_COMPONENTS)
    return GaussianMixture.from_parameters(weights, rng.normal(size=(N_COMPONENTS, N_FEATURES)), covariances)


def step(X: Any) -> Callable[[], Any]:
    """Return an E step over samples."""
    model = start()
    return partial(model.prepare(data_of(X)).expect, model.parameters_)


def resident(name: str) -> float:
    """Return megabytes of this process, as the kernel counts them: ``VmRSS`` now, ``VmHWM`` at the most."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(name)) / 1024


def processor(call: Callable[[], Any]) -> tuple[float, float]:
    """Return the seconds of a call, and those of the processor."""
    began = time.process_time()
    took = seconds(call)
    return took, time.process_time() - began


def measured(call: Callable[[], Any]) -> tuple[float, float, float]:
    """Return the seconds of a call, those of the processor, and the megabytes that it took at its highest."""
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # the most is what there is now
    before = resident("VmRSS")
    took, work = processor(call)
    return took, work, resident("VmHWM") - before


def drop(folder: Path) -> None:
    """Have the kernel forget the pages of files."""
    for path in folder.rglob("*"):
        if path.is_file():
            file = os.open(path, os.O_RDONLY)
            os.fsync(file)
            os.posix_fadvise(file, 0, 0, os.POSIX_FADV_DONTNEED)
            os.close(file)


def read(X: Any) -> None:
    for i in range(len(X.offsets)):
        X.load(i)


def written(folder: Path, n_samples: int) -> Iterator[tuple[str, Path, Any]]:
    """Write arrays in files, one after the other, and yield their sources."""
    import zarr

    blocks = Drawn(n_samples)
    for name in ("memory map", "zarr"):
        place = folder / name.replace(" ", "_")
        place.mkdir()
        target: Any = (
            np.lib.format.open_memmap(place / "x.npy", "w+", np.float64, blocks.shape)
            if name == "memory map"
            else zarr.create_array(
                place / "x.zarr",
                shape=blocks.shape,
                chunks=(65_536, N_FEATURES),
                dtype="f8",
                compressors=None,
            )
        )
        for i, first in enumerate(blocks.offsets):
            block = blocks.load(i)
            target[first : first + len(block)] = block
        if name == "memory map":
            target.flush()
            target = np.load(place / "x.npy", mmap_mode="r")
        yield name, place, source(target)
        for path in sorted(place.rglob("*"), reverse=True):
            path.rmdir() if path.is_dir() else path.unlink()


def files(gigabytes: float, folder: str | None) -> None:
    """Compare a pass over files with reading them, and with computing alone."""
    n_samples = int(gigabytes * 2**30 / (8 * N_FEATURES))
    step(Same(100_000))()  # what is loaded once
    kernel, work = (
        min(found) for found in zip(*(processor(step(Same(n_samples))) for _ in range(2)), strict=True)
    )
    print(f"\n{n_samples} x {N_FEATURES}, {gigabytes:g} GB, {N_COMPONENTS} components, full covariances")
    print(f"  computing alone, blocks in memory: {kernel:.2f} s ({work:.2f} s of the processor)")
    with tempfile.TemporaryDirectory(dir=folder) as there:
        for name, place, samples in written(Path(there), n_samples):
            for cold in (True, False):
                if cold:
                    drop(place)
                loads = seconds(partial(read, samples))
                if cold:
                    drop(place)
                took, used, more = measured(step(samples))
                print(
                    f"  {name}, {'cold' if cold else 'warm'}: {took:.2f} s ({used:.2f} s of the processor), "
                    f"reading alone {loads:.2f} s: {max(kernel, loads) / took:.0%} of the slower one's speed, "
                    f"{work / used:.0%} of the work is computing, {more:.0f} MB more; "
                    f"1e9 x {N_FEATURES}: {took * WHOLE / (gigabytes * 2**30):.0f} s a pass"
                )


@contextmanager
def workers(count: int) -> Iterator[Any]:
    from distributed import Client, LocalCluster

    with (
        LocalCluster(
            n_workers=count, threads_per_worker=1, processes=True, dashboard_address=":0"
        ) as cluster,
        Client(cluster) as client,
    ):
        yield client


def cluster(counts: tuple[int, ...] = (1, 2, 4)) -> None:
    """Compare iterations over workers of one thread with those of one process and thread."""
    print()
    for n_samples in (8192, 2_000_000):
        X = Drawn(n_samples, n_samples // 8)
        with iterscope.threads(1):
            values = np.concatenate([X.load(i) for i in range(len(X.offsets))])
            alone = step(values)
            one = min(seconds(alone) for _ in range(ROUNDS))
        for count in counts:
            with workers(count) as client, distributed(client):
                expect = step(X)
                expect()
                times = [seconds(expect) for _ in range(4 * ROUNDS)]
            shares = min(count, os.cpu_count() or 1)
            print(
                f"  {n_samples} x {N_FEATURES}, {count} workers: {median(times) * 1e3:.1f} ms an iteration "
                f"(least {min(times) * 1e3:.1f}), one process {one * 1e3:.1f} ms: "
                f"{(median(times) - one / shares) * 1e3:.1f} ms more than its share, "
                f"{one / shares / median(times):.0%} of its speed (at best {one / shares / min(times):.0%})"
            )


def lloyd() -> None:
    """Compare iterations of k-means with dask-ml's."""
    try:
        from dask_ml.cluster import KMeans as Theirs
    except ImportError:
        print("\n  dask-ml is not installed")
        return
    import dask.array as da

    n_samples, k, iterations = 1_000_000, 20, 10
    rng = np.random.default_rng(0)
    centers = rng.normal(size=(k, 8))
    with workers(2) as client:
        X = da.random.default_rng(0).normal(size=(n_samples, 8), chunks=(n_samples // 16, 8)).persist()
        X.sum().compute()

        def theirs(count: int) -> float:
            return seconds(lambda: Theirs(k, init=centers, max_iter=count, tol=0.0, random_state=0).fit(X))

        def ours(count: int) -> float:
            with distributed(client):
                return seconds(lambda: KMeans(k, init=centers, n_init=1, max_iter=count, tol=0.0).fit(X))

        found = []
        for fit in (ours, theirs):
            fit(1)
            pairs = [(fit(1), fit(1 + iterations)) for _ in range(3)]
            found.append(median((more - less) / iterations for less, more in pairs))
    print(
        f"\n  k-means, {n_samples} x 8, {k} clusters, 2 workers: {found[0] * 1e3:.0f} ms an iteration, dask-ml "
        f"{found[1] * 1e3:.0f} ms: {found[1] / found[0]:.1f} times"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("part", nargs="?", choices=["files", "cluster", "lloyd"])
    parser.add_argument("--gigabytes", type=float, default=1.0)
    parser.add_argument("--folder")
    given = parser.parse_args()
    print(
        f"{time.strftime('%Y-%m-%d %H:%M')}, load {os.getloadavg()[0]:.1f}, {os.cpu_count()} processors, "
        f"{platform.machine()}, Python {sys.version.split()[0]}"
    )
    if given.part in (None, "files"):
        files(given.gigabytes, given.folder)
    if given.part in (None, "cluster"):
        cluster()
    if given.part in (None, "lloyd"):
        lloyd()
    print(f"load {os.getloadavg()[0]:.1f} in the end")


if __name__ == "__main__":
    main()
