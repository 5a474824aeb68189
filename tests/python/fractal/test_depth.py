"""Fractals at every depth against direct iteration in arbitrary precision."""

import numpy as np
import pytest
from tests import correctness
from tests.oracle import iterate, views
from tests.oracle.compare import compare

VIEWS = views.read()
SLOW_BELOW = -900
"""Logarithm of the width of views that are left out of the inner loop."""


@pytest.mark.parametrize(
    "view",
    [
        pytest.param(view, id=view.name, marks=[pytest.mark.slow] * (view.log2_width < SLOW_BELOW))
        for view in VIEWS
    ],
)
def test_counts_and_fields_are_those_of_arbitrary_precision(view: views.View) -> None:
    found = compare(view)
    assert found.counts <= found.allowed_counts
    for name, error in found.errors.items():
        assert error <= found.allowed_errors[name], name


def test_fixtures_are_what_the_oracle_computes() -> None:
    truth = iterate.truth(VIEWS[0])
    with np.load(views.FOLDER / f"{VIEWS[0].name}.npz") as fixture:
        for name, value in vars(truth).items():
            np.testing.assert_array_equal(value, fixture[name], name)


def test_the_table_of_views(capsys: pytest.CaptureFixture[str]) -> None:
    assert correctness.main([VIEWS[0].name, VIEWS[1].name]) == 0
    printed = capsys.readouterr().out
    assert "2^-10" in printed
    assert "2^-66" in printed
