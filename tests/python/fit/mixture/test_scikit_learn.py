"""scikit-learn's own tests of its Gaussian mixtures, with ours in their place."""

import importlib.util
from types import ModuleType

import numpy as np
import pytest

from iterscope import GaussianMixture

pytestmark = pytest.mark.filterwarnings("ignore")

UNFAIR = {
    "test_gaussian_mixture_array_api_compliance": "arrays of other libraries",
    "test_gaussian_mixture_raises_where_array_api_not_implemented": "arrays of other libraries",
    "test_gaussian_mixture_precisions_init": "a start from responsibilities, `_initialize`",
    "test_gaussian_mixture_all_init_does_not_estimate_gaussian_parameters": "calls of a function of theirs",
}
"""Tests of what no user of ours sees, by their name, and what they look at."""


@pytest.fixture(name="global_random_seed")
def _global_random_seed() -> int:
    return 42


@pytest.fixture(name="global_dtype", params=[np.float32, np.float64])
def _global_dtype(request: pytest.FixtureRequest) -> type:
    dtype: type = request.param
    return dtype


def _theirs() -> ModuleType:
    """Return a copy of scikit-learn's tests in which our estimator has the name of theirs."""
    found = importlib.util.find_spec("sklearn.mixture.tests.test_gaussian_mixture")
    if found is None or found.loader is None:
        pytest.skip("scikit-learn comes without its tests", allow_module_level=True)
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    # They count parameters by a method of their own.
    counting = {"_n_parameters": lambda self: self.n_parameters_}
    module.GaussianMixture = type("GaussianMixture", (GaussianMixture,), counting)  # type: ignore[attr-defined]
    return module


_MODULE = _theirs()
globals().update({
    name: test
    for name, test in vars(_MODULE).items()
    if name.startswith("test_") and "GaussianMixture" in test.__code__.co_names and name not in UNFAIR
})  # fmt: skip
