"""Whatever form the numbers come in, the result has the bits of the plain float64 array's."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from numpy.typing import NDArray

from iterscope import GaussianMixture, KMeans
from iterscope.validation import arrays

Form = Callable[[NDArray[np.float64]], Any]


def padded(X: NDArray[np.float64], rows: int, columns: int) -> NDArray[np.float64]:
    wide = np.full((X.shape[0] * rows, X.shape[1] * columns), np.nan)
    wide[::rows, ::columns] = X
    return wide[::rows, ::columns]


def record_field(X: NDArray[np.float64]) -> NDArray[np.float64]:
    records = np.zeros(len(X), np.dtype([("x", np.float64, (X.shape[1],)), ("flag", np.int8)]))
    records["x"] = X
    return records["x"]


def unaligned(X: NDArray[np.float64]) -> NDArray[np.float64]:
    raw = np.zeros(X.nbytes + 1, np.uint8)
    view = np.frombuffer(raw.data, np.float64, X.size, offset=1)
    view = view.reshape(X.shape)
    view[...] = X
    return view


FORMS: dict[str, Form] = {
    "fortran": np.asfortranarray,
    "rows": lambda X: padded(X, 3, 1),
    "columns": lambda X: padded(X, 1, 2),
    "both": lambda X: padded(X, 2, 3),
    "reversed rows": lambda X: X[::-1].copy()[::-1],
    "reversed columns": lambda X: X[:, ::-1].copy()[:, ::-1],
    "reversed": lambda X: X[::-1, ::-1].copy()[::-1, ::-1],
    "list": lambda X: X.tolist(),
    "tuple of rows": tuple,
    "object": lambda X: X.astype(object),
    "data frame": lambda X: pd.DataFrame(X, columns=[f"x{i}" for i in range(X.shape[1])]),
    "big endian": lambda X: X.astype(">f8"),
    "record field": record_field,
    "unaligned": unaligned,
    "read-only": lambda X: np.frombuffer(X.tobytes()).reshape(X.shape),
    "masked without masks": np.ma.array,
    "long double": lambda X: X.astype(np.longdouble),
}
NARROW: dict[str, Any] = {
    "float32": np.float32,
    "float16": np.float16,
    "int64": np.int64,
    "int8": np.int8,
    "bool": np.bool_,
}


@pytest.fixture(scope="module", name="X")
def _samples() -> NDArray[np.float64]:
    rng = np.random.default_rng(1)
    return np.vstack([rng.normal(size=(150, 3)), rng.normal(size=(150, 3)) + 6])


def fitted(X: Any) -> list[NDArray[Any]]:
    mixture = GaussianMixture(3, random_state=0, reg_covar=1e-3).fit(X)
    kmeans = KMeans(3, random_state=0).fit(X)
    return [mixture.means_, mixture.covariances_, mixture.predict(X), kmeans.cluster_centers_, kmeans.labels_]


@pytest.mark.parametrize("form", FORMS)
def test_same_bits(X: NDArray[np.float64], form: str) -> None:
    for plain, other in zip(fitted(X), fitted(FORMS[form](X)), strict=True):
        assert plain.tobytes() == other.tobytes()


@pytest.mark.parametrize("name", NARROW)
@pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")
def test_same_bits_of_narrow_types(X: NDArray[np.float64], name: str) -> None:
    narrow = (X * 4).astype(NARROW[name]) if name != "bool" else X > 1
    for plain, other in zip(fitted(narrow.astype(np.float64)), fitted(narrow), strict=True):
        assert plain.astype(other.dtype).tobytes() == other.tobytes()


@pytest.mark.slow
@settings(max_examples=200)
@given(
    dtype=st.sampled_from(["<f8", ">f8", "<f4", ">f4", "<f2", "<i8", ">i4", "<u2", "|i1", "|b1", "g"]),
    shape=hnp.array_shapes(min_dims=2, max_dims=2, max_side=9),
    steps=st.tuples(st.sampled_from([-3, -2, -1, 1, 2, 3]), st.sampled_from([-2, -1, 1, 2])),
    order=st.sampled_from(["C", "F"]),
    offset=st.integers(0, 7),
    data=st.data(),
)
def test_the_gate_keeps_every_value(
    dtype: str,
    shape: tuple[int, int],
    steps: tuple[int, int],
    order: Any,
    offset: int,
    data: st.DataObject,
) -> None:
    whole = tuple(side * abs(step) for side, step in zip(shape, steps, strict=True))
    finite = {"allow_nan": False, "allow_infinity": False} if np.dtype(dtype).kind == "f" else {}
    elements = hnp.from_dtype(np.dtype(dtype), **finite).filter(lambda value: abs(float(value)) < 1e300)
    values = data.draw(hnp.arrays(dtype, whole, elements=elements))
    raw = bytearray(values.nbytes + offset)
    array = np.frombuffer(raw, dtype, values.size, offset).reshape(whole, order=order)
    array[...] = values
    view = array[:: steps[0], :: steps[1]]
    gated = arrays.matrix(view, "X")
    assert gated.dtype == np.float64
    assert gated.dtype.isnative
    assert gated.flags.c_contiguous
    assert gated.flags.aligned
    np.testing.assert_array_equal(gated, view.astype(np.float64))


def test_a_plain_array_and_a_memory_map_are_not_copied(X: NDArray[np.float64], tmp_path: Path) -> None:
    assert np.shares_memory(arrays.matrix(X, "X"), X)
    np.save(tmp_path / "x.npy", X)
    mapped = np.load(tmp_path / "x.npy", mmap_mode="r")
    assert np.shares_memory(arrays.matrix(mapped, "X"), mapped)
    for plain, other in zip(fitted(X), fitted(mapped), strict=True):
        assert plain.tobytes() == other.tobytes()


def test_input_is_never_changed(X: NDArray[np.float64]) -> None:
    before = X.copy()
    fitted(X)
    np.testing.assert_array_equal(X, before)


@pytest.mark.parametrize("dtype", ["float32", "Float32"])
def test_results_of_float32_are_float32_in_a_frame_too(X: NDArray[np.float64], dtype: str) -> None:
    frame = pd.DataFrame(X, columns=["a", "b", "c"]).astype(dtype)
    plain = GaussianMixture(2, random_state=0).fit(X.astype(np.float32))
    other = GaussianMixture(2, random_state=0).fit(frame)
    assert other.means_.dtype == np.float32
    np.testing.assert_array_equal(plain.means_, other.means_)
    assert GaussianMixture(2, random_state=0).fit(frame.assign(wide=X[:, 0])).means_.dtype == np.float64


def test_names_of_columns_are_kept(X: NDArray[np.float64]) -> None:
    frame = pd.DataFrame(X, columns=["a", "b", "c"])
    for model in (GaussianMixture(2), KMeans(2)):
        model.fit(frame)
        assert list(model.feature_names_in_) == ["a", "b", "c"]
        with pytest.raises(ValueError, match="feature names"):
            model.predict(frame[["b", "a", "c"]])


def test_parameters_may_be_series_and_frames(X: NDArray[np.float64]) -> None:
    plain = GaussianMixture(2, weights_init=[0.5, 0.5], means_init=X[[0, -1]]).fit(X)
    other = GaussianMixture(2, weights_init=pd.Series([0.5, 0.5]), means_init=pd.DataFrame(X[[0, -1]])).fit(
        X, sample_weight=pd.Series(np.ones(len(X)))
    )
    np.testing.assert_allclose(plain.means_, other.means_, rtol=1e-12)
