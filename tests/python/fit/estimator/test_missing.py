"""What is missing is named with its row and column, whatever stands in its place."""

from math import nan
from typing import Any

import numpy as np
import pandas as pd
import pytest

from iterscope import BernoulliMixture, GaussianMixture, GaussianMixtureRegressor, KMeans

MISSING: dict[str, Any] = {
    "pd.NA among integers": pd.DataFrame({"a": [1.0, 2, 3, 4], "b": pd.array([1, 2, pd.NA, 4], "Int64")}),
    "pd.NA among floats": pd.DataFrame({"a": [1.0, 2, 3, 4], "b": pd.array([1, 2, pd.NA, 4], "Float64")}),
    "pd.NA among truths": pd.DataFrame({"a": [1, 0, 1, 1], "b": pd.array([True, False, pd.NA, True])}),
    "pd.NA in a list": [[1, 2], [3, 4], [5, pd.NA], [7, 8]],
    "None": [[1, 2], [3, 4], [5, None], [7, 8]],
    "pd.NaT": np.array([[1, 2], [3, 4], [5, pd.NaT], [7, 8]], object),
    "NumPy's NaT": np.array([[1, 2], [3, 4], [5, np.datetime64("NaT")], [7, 8]], object),
}


@pytest.mark.parametrize("name", MISSING)
@pytest.mark.parametrize(
    "model", [GaussianMixture(), BernoulliMixture(), KMeans(2), GaussianMixtureRegressor()]
)
def test_what_is_missing_is_missing_at_its_place(name: str, model: Any) -> None:
    good = np.random.default_rng(0).uniform(size=(4, 2))
    for refuse in (
        lambda: model.fit(MISSING[name], np.arange(4)),
        lambda: model.fit(good, np.arange(4)).predict(np.asarray(MISSING[name])),
    ):
        with pytest.raises(ValueError, match="NaN") as caught:
            refuse()
        assert str(caught.value) == "X contains NaN (first at row 2, column 1)"
