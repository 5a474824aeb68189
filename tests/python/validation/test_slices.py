"""Rows of large arrays, some at a time."""

import numpy as np
import pytest

from iterscope import GaussianMixtureModel, Likelihood, _core, maximize, maximize_native
from iterscope.validation import arrays
from iterscope.validation.slices import AT_ONCE, slices


@pytest.mark.parametrize("shape", [(0, 3), (1, 3), (10**6,), (10**5, 50), (3, 10**7), (2, 3, 10**6)])
def test_slices_are_the_whole(shape: tuple[int, ...]) -> None:
    array = np.broadcast_to(0.0, shape)
    found = list(slices(array))
    assert [row for rows in found for row in range(*rows.indices(shape[0]))] == list(range(shape[0]))
    for rows in found:
        assert array[rows].size <= AT_ONCE or len(array[rows]) == 1


def test_a_number_has_no_rows() -> None:
    assert not list(slices(np.array(1.0)))


def test_a_cancellation_is_heard_between_slices() -> None:
    cancellation, parts = _core.Cancellation(), slices(np.broadcast_to(0.0, (10**6, 50)))
    with cancellation:
        assert next(parts).start == 0
        cancellation.cancel()
        with pytest.raises(_core.CancelledError):
            next(parts)


@pytest.mark.parametrize("order", ["C", "F"])
@pytest.mark.parametrize("dtype", [np.float64, np.float32, np.int8])
def test_the_gate_looks_at_one_slice_after_the_other(order: str, dtype: type) -> None:
    array = np.zeros((3 * AT_ONCE // 2, 2), dtype, order=order)
    cancellation = _core.Cancellation()
    cancellation.cancel()
    with cancellation, pytest.raises(_core.CancelledError):
        arrays.matrix(array, "X")
    np.testing.assert_array_equal(arrays.matrix(array, "X"), array)


@pytest.mark.parametrize("row", [0, AT_ONCE // 2, AT_ONCE])
def test_the_first_value_that_is_not_finite_is_found_in_any_slice(row: int) -> None:
    array = np.zeros((AT_ONCE + 1, 2))
    array[row:, 1] = np.nan
    with pytest.raises(ValueError, match=rf"X contains NaN \(first at row {row}, column 1\)"):
        arrays.matrix(array, "X")


@pytest.mark.parametrize("step", [maximize, maximize_native])
def test_a_step_of_the_tutorial_looks_at_one_slice_after_the_other(step: type(maximize)) -> None:
    data = np.random.default_rng(0).normal(size=(AT_ONCE // 2, 2))
    shares = Likelihood(np.full((len(data), 4), 0.25))
    model = GaussianMixtureModel(np.zeros(0), np.zeros(0), np.zeros(0))
    step(model, shares, data)
    np.testing.assert_allclose(model.covs, [np.cov(data.T, bias=True)] * 4, rtol=1e-12, atol=1e-12)
    shares[AT_ONCE // 4 + 1 :, 1] = 0
    shares[:, 2] = 0
    with pytest.raises(ValueError, match="component 2 without samples"):
        step(model, shares, data)
    shares[-1, 1] = -0.5
    with pytest.raises(ValueError, match=r"must not be negative, got -0\.5"):
        step(model, shares, data)
