"""Samples in every form: the answer of the plain float64 array, or a refusal that it gets too."""

import warnings
from random import Random
from typing import Any

import numpy as np
import pandas as pd
from numpy.lib.stride_tricks import as_strided
from numpy.typing import NDArray
from sklearn.base import clone
from tests.fuzz.target import Target, check_refusal

from iterscope import (
    PPCA,
    BayesianGaussianMixture,
    BernoulliMixture,
    FactorAnalysis,
    GaussianHMM,
    GaussianMixture,
    KalmanSmoother,
    KMeans,
    MixtureOfRegressions,
    PoissonHMM,
    PoissonMixture,
    SelfOrganizingMap,
    StudentMixture,
)

OPTIONS: dict[str, Any] = {"max_iter": 3, "random_state": 0}
MODELS: dict[str, Any] = {
    **{
        covariance_type: GaussianMixture(2, covariance_type=covariance_type, **OPTIONS)
        for covariance_type in ("full", "tied", "diag", "spherical")
    },
    "marginal": GaussianMixture(2, missing="marginal", **OPTIONS),
    "kmeans": KMeans(2, n_init=1, **OPTIONS),
    "map": SelfOrganizingMap(2, 2, **OPTIONS),
    "bernoulli": BernoulliMixture(2, **OPTIONS),
    "poisson": PoissonMixture(2, **OPTIONS),
    "student": StudentMixture(2, **OPTIONS),
    "bayesian": BayesianGaussianMixture(2, **OPTIONS),
    "regressions": MixtureOfRegressions(2, **OPTIONS),
    "gaussian chain": GaussianHMM(2, **OPTIONS),
    "poisson chain": PoissonHMM(2, **OPTIONS),
    "smoother": KalmanSmoother(1, **OPTIONS),
    "factors": FactorAnalysis(1, **OPTIONS),
    "ppca": PPCA(1, **OPTIONS),
}
DTYPES = ("f8", "f8", ">f8", "f4", "f2", "g", "i1", "i2", "<i4", ">i8", "u1", "u8", "?", "O")


def _values(rng: Random) -> NDArray[np.float64]:
    numbers = np.random.default_rng(rng.randrange(2**32))
    shape = rng.choice(((0, 2), (1, 1), (2, 1), (7, 2), (20, 2), (30, 3), (41, 5), (9, 0), (64, 1)))
    values = numbers.normal(size=shape) * rng.choice((1, 1, 1e-150, 1e-5, 1e5, 1e150)) + rng.choice(
        (0, 0, 1e9)
    )
    if values.size and rng.random() < 0.3:
        at = tuple(rng.randrange(side) for side in shape)
        values[at] = rng.choice((np.nan, np.inf, -np.inf, 0.0, 5e-324, 1e200, 1.7e308))
    if rng.random() < 0.3:
        values = np.round(values)
    return values


def _strided(rng: Random, values: Any) -> Any:
    """Return equal values that lie elsewhere in memory."""
    rows, columns = values.shape
    forms = [values, np.asfortranarray(values), values[::-1].copy()[::-1]]
    wide = np.empty((2 * rows, 3 * columns), values.dtype)
    wide[::2, ::3] = values
    forms.append(wide[::2, ::3])
    if rows:
        forms.append(as_strided(values[:1], values.shape, (0, values.strides[1])))
    if values.dtype != object:
        record = np.empty(rows, np.dtype([("a", values.dtype, (columns,)), ("b", "i1")]))
        record["a"] = values
        unaligned = np.empty(values.nbytes + 1, np.uint8)[1:].view(values.dtype).reshape(values.shape)
        unaligned[...] = values
        forms += [record["a"], unaligned]
    return rng.choice(forms)


class Arrays(Target):
    """Fits a model to the same samples in two forms."""

    name = "arrays"
    seconds = 20.0

    def generate(self, rng: Random) -> Any:
        """Make samples in a form, and the plain array of them."""
        with warnings.catch_warnings():
            warnings.simplefilter(
                "ignore", RuntimeWarning
            )  # what does not fit a type becomes what it becomes
            form = _strided(rng, _values(rng).astype(rng.choice(DTYPES)))
        plain = np.array(form, dtype=np.float64, order="C")
        container = rng.randrange(6)
        if container == 1:
            form = form.tolist()
        elif container == 2:
            form = pd.DataFrame(form)
        elif container == 3:
            form.flags.writeable = False
        elif container == 4:
            form = np.ma.masked_array(form)
        weights = None
        if rng.random() < 0.3:
            weights = np.array([rng.choice((0.0, 1.0, 2.0, 1e-300, -1.0, np.nan)) for _ in plain])
        kind = rng.choice(list(MODELS))
        return kind, form, plain, weights

    def try_out(self, given: Any) -> None:
        """Compare both fits."""
        kind, form, plain, weights = given
        found = [self._fit(kind, X, weights) for X in (form, plain)]
        errors = [each for each in found if isinstance(each, BaseException)]
        for error in errors:
            check_refusal(error)
        single = getattr(form, "dtype", None) in {np.dtype("f4"), np.dtype("f2")} or (
            isinstance(form, pd.DataFrame)
            and form.size
            and form.dtypes.iloc[0] in {np.dtype("f4"), np.dtype("f2")}
        )
        assert len(errors) in {0, 2} or single, f"one form is refused: {found}"
        if errors:
            return
        if single:
            assert all(np.isfinite(part).all() for part in found[0])
            return
        for mine, other in zip(*found, strict=True):
            np.testing.assert_array_equal(mine, other)

    @staticmethod
    def _fit(kind: str, X: Any, weights: Any) -> Any:
        model = clone(MODELS[kind])
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                model.fit(X, sample_weight=weights)
                return _state(model)
            except Exception as error:  # noqa: BLE001 - it is compared
                return error


def _state(model: Any) -> list[NDArray[Any]]:
    fitted = (value for name, value in sorted(vars(model).items()) if name.endswith("_") and name[0] != "_")
    return [np.asarray(value) for value in fitted if isinstance(value, float | np.ndarray)]
