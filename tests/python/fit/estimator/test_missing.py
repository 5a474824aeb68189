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


@pytest.mark.parametrize("missing", [pd.NA, None, pd.NaT, nan])
def test_a_missing_weight_target_or_start_is_missing_too(missing: Any) -> None:
    X = [[0.0], [1.0], [2.0]]
    with pytest.raises(ValueError, match=r"sample_weight contains NaN \(first at row 1\)"):
        KMeans(2).fit(X, sample_weight=[1, missing, 1])
    with pytest.raises(ValueError, match=r"y contains NaN \(first at row 1, column 0\)"):
        GaussianMixtureRegressor().fit(X, [1, missing, 1])
    with pytest.raises(ValueError, match=r"init contains NaN \(first at row 1, column 0\)"):
        KMeans(2, init=[[0.0], [missing]]).fit(X)


@pytest.mark.parametrize(
    "moment",
    [np.datetime64("2020-01-01"), np.timedelta64(3, "D"), pd.Timestamp("2020-01-01"), pd.Timedelta("3 days")],
)
def test_a_date_is_no_number(moment: Any) -> None:
    with pytest.raises(ValueError, match="X holds a date or a duration at row 1, column 0"):
        KMeans(2).fit(np.array([[1.0], [moment], [2.0]], object))
