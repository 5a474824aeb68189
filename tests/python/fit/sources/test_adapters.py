"""Arrays in files and of dask: each is found by what it can do, and gives the bits of an array."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from iterscope import GaussianMixture, KMeans, make_blobs, source
from iterscope.fit.sources import found

from .cases import assert_same

N = 5000
X = make_blobs(n_samples=N, centers=3, n_features=3, random_state=1)[0]
EXPECTED = GaussianMixture(3, random_state=0).fit(X)


def fitted(samples: Any) -> GaussianMixture:
    return GaussianMixture(3, random_state=0).fit(samples)


def test_a_memory_map_is_read_from_its_file(tmp_path: Path) -> None:
    np.save(tmp_path / "x.npy", np.vstack([np.zeros((7, 3)), X]))
    mapped = np.load(tmp_path / "x.npy", mmap_mode="r")[7:]
    assert_same(fitted(mapped), EXPECTED)
    read = source(mapped)
    assert type(read).__name__ == "Mapped"
    assert_same(fitted(read), EXPECTED)
    np.testing.assert_array_equal(read.load(0), X)
    assert type(source(mapped[::2])).__name__ == "Sliced"


def test_zarr(tmp_path: Path) -> None:
    zarr = pytest.importorskip("zarr")
    array = zarr.create_array(tmp_path / "x.zarr", shape=X.shape, chunks=(700, 2), dtype="f8")
    array[:] = X
    assert_same(fitted(array), EXPECTED)
    assert_same(fitted(zarr.open_array(tmp_path / "x.zarr", mode="r")), EXPECTED)
    with pytest.raises(ValueError, match="X must have 2 dimensions"):
        fitted(zarr.create_array(tmp_path / "y.zarr", shape=(5, 2, 2), chunks=(5, 2, 2), dtype="f8"))


def test_parquet(tmp_path: Path) -> None:
    pq, pa = pytest.importorskip("pyarrow.parquet"), pytest.importorskip("pyarrow")
    frame = pd.DataFrame(X, columns=["a", "b", "c"])
    for name, rows in (("1", slice(0, 3300)), ("2", slice(3300, None))):
        table = pa.Table.from_pandas(frame[rows], preserve_index=False)
        pq.write_table(table, tmp_path / f"{name}.parquet", row_group_size=900)
    expected = GaussianMixture(3, random_state=0).fit(frame)
    for given in (tmp_path, str(tmp_path), pq.ParquetDataset(tmp_path)):
        model = fitted(given)
        assert_same(model, expected)
        assert model.feature_names_in_.tolist() == ["a", "b", "c"]
    one = pq.ParquetFile(tmp_path / "1.parquet")
    assert_same(fitted(one), GaussianMixture(3, random_state=0).fit(frame[:3300]))
    assert_same(fitted(str(tmp_path / "1.parquet")), fitted(one))
    with pytest.raises(FileNotFoundError, match=r"none.parquet"):
        fitted(str(tmp_path / "none.parquet"))
    pq.write_table(pa.table({"a": ["x", "y", "z"], "b": [1, 2, 3]}), tmp_path / "text.parquet")
    with pytest.raises(ValueError, match="block 0 of X, from row 0, holds text"):
        fitted(tmp_path / "text.parquet")


def test_dask() -> None:
    da = pytest.importorskip("dask.array")
    dask = pytest.importorskip("dask")
    with dask.config.set(scheduler="synchronous"):
        array = da.from_array(X, chunks=(800, 3))
        assert_same(fitted(array), EXPECTED)
        assert_same(fitted([dask.delayed(part) for part in np.split(X, [1024, 1024, 2000])]), EXPECTED)
        unknown = array[da.from_array(np.ones(N, np.bool_), chunks=800)]
        assert_same(fitted(unknown), EXPECTED)
        with pytest.raises(ValueError, match="X must have all features in each chunk"):
            fitted(da.from_array(X, chunks=(800, 2)))
        with pytest.raises(ValueError, match=r"X must be of blocks .* got shape"):
            fitted([dask.delayed(X), dask.delayed(X[:, :2])])


def test_dask_frames() -> None:
    dd = pytest.importorskip("dask.dataframe")
    dask = pytest.importorskip("dask")
    frame = pd.DataFrame(X, columns=["a", "b", "c"])
    with dask.config.set(scheduler="synchronous"):
        model = fitted(dd.from_pandas(frame, npartitions=3))
        assert_same(model, GaussianMixture(3, random_state=0).fit(frame))
        np.testing.assert_array_equal(
            model.predict(dd.from_pandas(frame, npartitions=2)), model.predict(frame)
        )
        with pytest.raises(ValueError, match="block 0 of X, from row 0, holds text"):
            fitted(dd.from_pandas(frame.assign(a="text"), npartitions=2))


def test_what_is_in_memory_is_no_source() -> None:
    for value in (X, X.tolist(), pd.DataFrame(X), "text", [X, X], [[1]], None, 3):
        assert found(value) is None
    np.testing.assert_array_equal(source(pd.DataFrame(X)).load(0), X)
    with pytest.raises(ValueError, match="X must have 2 dimensions"):
        source(X[0])
    assert_same(KMeans(3, random_state=0).fit(source(X)), KMeans(3, random_state=0).fit(X))


def test_nothing_is_imported_that_is_not_used() -> None:
    code = """if True:
        import sys, numpy, iterscope
        iterscope.GaussianMixture(2).fit(iterscope.source(numpy.random.default_rng(0).normal(size=(3000, 2))))
        print([name for name in ("dask", "distributed", "zarr", "pyarrow.parquet") if name in sys.modules])
    """
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
