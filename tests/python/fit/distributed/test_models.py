"""Every model over the processes of a cluster: the bits of one array."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from iterscope import distributed

from ..sources.cases import FIRST_OF_KIND, Case, Parts, assert_same
from .conftest import Processes

pytest.importorskip("distributed")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.xdist_group("cluster"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore:Best performing"),
]
HERE_ONLY = "self_organizing_map"
each_model = pytest.mark.parametrize(
    "case", [case for case in FIRST_OF_KIND if case.name != HERE_ONLY], ids=lambda case: case.name
)


class Late(Parts):
    """Blocks that arrive in any order."""

    def load(self, i: int) -> Any:
        time.sleep(float(np.random.default_rng().uniform(0, 0.02)))
        return super().load(i)


@pytest.fixture(scope="module", params=[1, 2, 3, 4])
def workers(request: pytest.FixtureRequest, processes: Processes) -> Iterator[Any]:
    with processes(request.param) as client:
        yield client


@each_model
def test_any_number_of_workers_gives_the_bits_of_one_array(workers: Any, case: Case) -> None:
    source = Late.drawn(case.X, np.random.default_rng(5))
    with distributed(workers):
        found = case.fitted(source)
    assert_same(found, case.fitted())


@each_model
def test_every_kind_of_file_gives_the_bits_of_one_array(client: Any, case: Case, tmp_path: Path) -> None:
    da, zarr = pytest.importorskip("dask.array"), pytest.importorskip("zarr")
    pytest.importorskip("pyarrow")
    X, rows = case.X, 1500
    np.save(tmp_path / "x.npy", X)
    stored = zarr.create_array(tmp_path / "x.zarr", shape=X.shape, chunks=(rows, X.shape[1]), dtype="f8")
    stored[:] = X
    frame = pd.DataFrame(X, columns=[f"f{column}" for column in range(X.shape[1])])
    frame.to_parquet(tmp_path / "x.parquet", row_group_size=900)
    expected = case.fitted()
    with distributed(client):
        for given in (
            np.load(tmp_path / "x.npy", mmap_mode="r"),
            stored,
            da.from_array(X, chunks=(rows, -1)),
        ):
            assert_same(case.fitted(given), expected)
        found = case.fitted(tmp_path / "x.parquet")
    assert found.feature_names_in_.tolist() == list(frame.columns)
    del found.feature_names_in_
    assert_same(found, expected)


def test_a_map_says_that_it_is_fitted_in_one_process(client: Any) -> None:
    case = next(case for case in FIRST_OF_KIND if case.name == HERE_ONLY)
    with (
        distributed(client),
        pytest.raises(ValueError, match="a self-organizing map is fitted in one process"),
    ):
        case.fitted()
