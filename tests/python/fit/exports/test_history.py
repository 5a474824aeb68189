"""Recorded steps as tables: against the steps themselves, and read back by others."""

import csv
import io
import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from iterscope import BernoulliMixture, GaussianMixture, KMeans, MixtureWidget

X = np.random.default_rng(0).normal(size=(60, 2)) @ [[2.0, 0.5], [0.0, 1.0]]
MODELS = [
    GaussianMixture(2, random_state=0, max_iter=3, tol=0),
    GaussianMixture(2, covariance_type="spherical", random_state=0, max_iter=3, tol=0),
    KMeans(2, random_state=0, n_init=1),
    BernoulliMixture(2, random_state=0, max_iter=3, tol=0),
]


def finished(model: Any) -> MixtureWidget:
    data = (X > 0).astype(float) if isinstance(model, BernoulliMixture) else X
    view = MixtureWidget(data, model)
    view.finish()
    return view


@pytest.mark.parametrize("model", MODELS, ids=lambda model: type(model).__name__)
def test_a_frame_has_each_number_of_each_step(model: Any) -> None:
    view = finished(model)
    frame = view.history.to_frame()
    assert isinstance(frame, pd.DataFrame)
    assert len(frame) == view.n_steps == len(view.history)
    assert frame.index.name == "step"
    for number, step in enumerate(view.history):
        row = frame.loc[number]
        assert [row["phase"], row["iteration"]] == [step.phase, step.iteration]
        np.testing.assert_array_equal(row["log_likelihood"], step.log_likelihood)
        for name in view.session.recording.algorithm.names:
            array = getattr(step, name)
            for at in np.ndindex(array.shape):
                assert row["_".join(map(str, (name, *at)))] == array[at]
    plain = view.history.to_frame(parameters=False)
    assert list(plain.columns) == list(frame.columns)[: len(plain.columns)]
    assert "weights_0" not in plain.columns


@pytest.mark.parametrize("model", MODELS, ids=lambda model: type(model).__name__)
def test_a_csv_file_is_read_back_to_the_last_digit(tmp_path: Path, model: Any) -> None:
    view = finished(model)
    assert view.history.to_csv(tmp_path / "fit.csv") is None
    text = (tmp_path / "fit.csv").read_text()
    assert text == view.history.to_csv()
    rows = list(csv.DictReader(io.StringIO(text)))
    frame = view.history.to_frame()
    assert list(rows[0]) == ["step", *frame.columns]
    assert rows[0]["log_likelihood"] == "", "what is not finite is left empty"
    for number, row in enumerate(rows):
        assert int(row["step"]) == number
        for name in frame.columns:
            value = frame.loc[number, name]
            if row[name]:
                assert type(value)(row[name]) == value
    read = pd.read_csv(tmp_path / "fit.csv", index_col="step")
    np.testing.assert_array_equal(read["weights_0"], frame["weights_0"])


@pytest.mark.parametrize("model", MODELS, ids=lambda model: type(model).__name__)
def test_json_has_the_arrays_as_they_are(tmp_path: Path, model: Any) -> None:
    view = finished(model)
    view.history.to_json(tmp_path / "fit.json")
    records = json.loads((tmp_path / "fit.json").read_text())
    assert len(records) == view.n_steps
    for record, step in zip(records, view.history, strict=True):
        for name in view.session.recording.algorithm.names:
            np.testing.assert_array_equal(np.array(record[name]), getattr(step, name))
        assert record["log_likelihood"] == (step.log_likelihood if np.isfinite(step.log_likelihood) else None)
        assert record["stop_reason"] == step.stop_reason
    assert "means" not in json.loads(str(view.history.to_json(parameters=False)))[0]


def test_pandas_is_named_where_it_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    view = finished(MODELS[0])
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(ImportError, match="pip install pandas"):
        view.history.to_frame()
    assert str(view.history.to_csv()).startswith("step,init,iteration,phase,")


def test_a_view_without_data_has_an_empty_history() -> None:
    history = MixtureWidget().history
    assert history == []
    assert history.to_json() == "[]"
    assert str(history.to_csv()).count("\n") == 1


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        finished(MODELS[0]).history.to_csv(tmp_path / "none" / "fit.csv")
    assert list(tmp_path.iterdir()) == []
