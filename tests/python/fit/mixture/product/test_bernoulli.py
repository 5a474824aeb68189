"""The Bernoulli mixture: against sums that are written out, at its edges, and as a table in a view."""

import itertools
import json
import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from sklearn.exceptions import ConvergenceWarning, NotFittedError
from sklearn.utils.estimator_checks import parametrize_with_checks

from iterscope import BernoulliMixture, MixtureWidget
from iterscope.fit.data import Data
from iterscope.mixture import BernoulliStep

STARTS = ("kmeans", "k-means++", "random", "random_from_data")


class Thresholded(BernoulliMixture):
    """Takes any numbers, so that scikit-learn's checks can feed their normal samples."""

    def _check_data(self, data: Data) -> Data:
        return super()._check_data(replace(data, values=(data.values > 0).astype(float)))


@parametrize_with_checks([Thresholded(2, max_iter=1000, random_state=0)])
@pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")
def test_check(estimator: Any, check: Any) -> None:
    check(estimator)


def table(
    n_samples: int = 500, n_features: int = 6, n_classes: int = 3, seed: int = 0
) -> NDArray[np.float64]:
    rng = np.random.default_rng(seed)
    classes = rng.uniform(0.05, 0.95, (n_classes, n_features))
    return (rng.random((n_samples, n_features)) < classes[rng.integers(0, n_classes, n_samples)]).astype(
        float
    )


def joint(X: NDArray[np.float64], step: Any) -> NDArray[np.float64]:
    """The joint log density, product by product."""
    rows = [
        [
            math.log(weight) + sum(math.log(p if x else 1 - p) for x, p in zip(row, row_of_p, strict=True))
            for weight, row_of_p in zip(step.weights, step.probabilities, strict=True)
        ]
        for row in X
    ]
    return np.array(rows)


@pytest.mark.parametrize("init_params", STARTS)
def test_a_step_is_that_of_the_formulas(init_params: str) -> None:
    X = table(200)
    weights = np.random.default_rng(1).uniform(0.5, 2, len(X))
    model = BernoulliMixture(3, init_params=init_params, random_state=0)
    steps = list(itertools.islice(model.iterate(X, sample_weight=weights, responsibilities=True), 4))
    for before, after in itertools.pairwise(steps):
        logs = joint(X, before)
        densities = np.logaddexp.reduce(logs, axis=1)
        assert after.log_likelihood == pytest.approx(weights @ densities, rel=1e-12)
        shares = np.exp(logs - densities[:, np.newaxis])
        np.testing.assert_allclose(after.responsibilities, shares, atol=1e-12)
        sums = weights @ shares
        np.testing.assert_allclose(after.weights, sums / sums.sum(), rtol=1e-10)
        np.testing.assert_allclose(
            after.probabilities, (shares * weights[:, np.newaxis]).T @ X / sums[:, np.newaxis], atol=1e-10
        )
        assert isinstance(after, BernoulliStep)
        with pytest.raises(ValueError, match="read-only"):
            after.probabilities[...] = 0


def test_densities_of_all_rows_sum_to_one() -> None:
    model = BernoulliMixture(3, random_state=0, tol=1e-2).fit(table(n_features=8))
    rows = np.array(list(itertools.product([0.0, 1.0], repeat=8)))
    assert np.exp(model.score_samples(rows)).sum() == pytest.approx(1, rel=1e-12)
    np.testing.assert_allclose(model.predict_proba(rows).sum(axis=1), 1)
    np.testing.assert_array_equal(model.predict(rows), model.predict_proba(rows).argmax(axis=1))


def test_classes_are_found_again() -> None:
    probabilities = np.array([[0.9, 0.9, 0.9, 0.1, 0.1, 0.1], [0.1, 0.1, 0.1, 0.9, 0.9, 0.9]])
    rng = np.random.default_rng(0)
    labels = (rng.random(20_000) < 0.3).astype(int)
    X = (rng.random((20_000, 6)) < probabilities[labels]).astype(float)
    model = BernoulliMixture(2, random_state=0, tol=1e-8).fit(X)
    order = np.argsort(model.weights_)[::-1]
    np.testing.assert_allclose(model.weights_[order], [0.7, 0.3], atol=0.02)
    np.testing.assert_allclose(model.probabilities_[order], probabilities, atol=0.02)
    drawn, classes = model.sample(50_000)
    assert set(np.unique(drawn)) == {0, 1}
    for k in range(2):
        np.testing.assert_allclose(drawn[classes == k].mean(axis=0), model.probabilities_[k], atol=0.02)
    assert model.bic(X) == pytest.approx(-2 * model.score(X) * len(X) + 13 * math.log(len(X)))
    assert model.n_parameters_ == 13
    assert model.aic(X) < BernoulliMixture(1).fit(X).aic(X)
    assert model.icl(X) > model.bic(X)


def test_many_features_do_not_underflow() -> None:
    X = table(300, 5000, 2)
    model = BernoulliMixture(2, random_state=0).fit(X)
    assert np.isfinite(model.score_samples(X)).all()
    assert model.score(X) < -1000
    np.testing.assert_allclose(model.predict_proba(X).sum(axis=1), 1)


@settings(max_examples=40)
@given(
    st.integers(2, 30), st.integers(1, 5), st.integers(1, 4), st.sampled_from(STARTS), st.integers(0, 2**31)
)
@pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")
def test_no_table_makes_a_nan(
    n_samples: int, n_features: int, n_components: int, init_params: str, seed: int
) -> None:
    rng = np.random.default_rng(seed)
    X = (rng.random((n_samples, n_features)) < rng.choice([0.0, 0.5, 1.0], n_features)).astype(float)
    model = BernoulliMixture(
        min(n_components, n_samples), init_params=init_params, random_state=seed % 2**31, max_iter=20
    )
    model.fit(X)
    for name in ("weights_", "probabilities_", "lower_bound_"):
        assert np.isfinite(getattr(model, name)).all()
    assert ((model.probabilities_ > 0) & (model.probabilities_ < 1)).all()
    assert np.isfinite(model.score_samples(1 - X)).all()


@pytest.mark.parametrize(
    ("X", "match"),
    [
        ([[0.0, 1.0], [2.0, 0.0]], "X must be made of zeros and ones.*2.0 at row 1, column 0"),
        ([[0.0, -0.5], [1.0, 0.0]], "at row 0, column 1"),
        ([[0.0, np.nan], [1.0, 0.0]], "X contains NaN"),
        ([[1.0]], "minimum of 2"),
    ],
)
def test_other_data_are_refused(X: Any, match: str) -> None:
    for use in (BernoulliMixture().fit, BernoulliMixture().iterate, MixtureWidget):
        if use is MixtureWidget:
            with pytest.raises(ValueError, match=match):
                MixtureWidget(X, BernoulliMixture())
        else:
            with pytest.raises(ValueError, match=match):
                use(X)
    with pytest.raises(ValueError, match="zeros and ones"):
        BernoulliMixture().fit([[0.0], [1.0]]).predict([[3.0]])


def test_parameters_are_checked() -> None:
    X = table(20)
    for parameters in ({"n_components": 0}, {"tol": -1.0}, {"init_params": "best"}, {"n_init": 0}):
        with pytest.raises(ValueError, match=next(iter(parameters))):
            BernoulliMixture(**parameters).fit(X)
    with pytest.raises(ValueError, match="n_components = 30"):
        BernoulliMixture(30).fit(X)
    with pytest.raises(NotFittedError):
        BernoulliMixture().predict(X)
    with pytest.warns(ConvergenceWarning, match="did not converge"):
        BernoulliMixture(3, max_iter=2, tol=0, init_params="random", random_state=0).fit(X)
    with pytest.raises(ValueError, match="n_samples"):
        BernoulliMixture().fit(X).sample(0)


def test_booleans_frames_and_single_precision_are_taken() -> None:
    pandas = pytest.importorskip("pandas")
    X = table(100)
    plain = BernoulliMixture(2, random_state=0).fit(X)
    frame = pandas.DataFrame(X.astype(bool), columns=list("abcdef"))
    model = BernoulliMixture(2, random_state=0).fit(frame)
    np.testing.assert_array_equal(model.probabilities_, plain.probabilities_)
    assert list(model.feature_names_in_) == list("abcdef")
    single = BernoulliMixture(2, random_state=0).fit(X.astype(np.float32))
    assert single.probabilities_.dtype == single.score_samples(X.astype(np.float32)).dtype == np.float32


def test_progress_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    BernoulliMixture(2, random_state=0, verbose=1, verbose_interval=1).fit(table(50))
    assert "Initialization converged" in capsys.readouterr().out


def test_a_cell_is_dragged_in_a_view(tmp_path: Path) -> None:
    X = table(300)
    widget = MixtureWidget(X, BernoulliMixture(3, random_state=0, init_params="random"))
    widget.seek(4)
    before = widget.history[4].probabilities
    place = {"run": 1, "index": 4, "component": 1, "dims": [2], "done": True, "vid": "v"}
    for seq, (at, expected) in enumerate([(0.25, 0.25), (7.0, 1 - 1e-10), (-1.0, 1e-10)], 1):
        content = {"kind": "move", "seq": seq, "at": [at], **place, "done": seq == 3}
        widget._handle_custom_msg(content, [])  # noqa: SLF001
        widget.session.worker.run(lambda: None)
        cells = before.copy()
        cells[1, 2] = expected
        np.testing.assert_array_equal(widget.model.probabilities_, cells)
    widget.finish()
    assert widget.model.converged_
    widget.to_html(tmp_path / "fit.html")
    page = (tmp_path / "fit.html").read_text()
    recording = json.loads(page.split('id="iterscope-recording">')[1].split("</script>")[0])
    steps = recording["messages"][1]
    assert steps["model"] == {"kind": "bernoulli_mixture"}
    assert steps["steps"][-1]["parameters"]["probabilities"] == widget.model.probabilities_.tolist()
    widget.close()


def test_data_of_another_kind_keep_their_model() -> None:
    import traitlets

    widget = MixtureWidget(np.random.default_rng(0).normal(size=(50, 2)))
    with pytest.raises(traitlets.TraitError, match="zeros and ones"):
        widget.algorithm = "bernoulli_mixture"
    assert widget.algorithm == "gaussian_mixture"
    widget.finish()
    widget.close()
