"""Watch iterations: live zoomable Julia sets and animated clustering."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from iterscope._version import __version__ as __version__
from iterscope.compat.juliaset import ComplexRegion, JuliaDiv
from iterscope.fractal import Julia

if TYPE_CHECKING:
    from iterscope.fit.widget import MixtureWidget
    from iterscope.fractal.widget import FractalWidget
    from iterscope.mixture import (
        EMStep,
        GaussianMixture,
        GaussianMixtureModel,
        GaussianMixtureRegressor,
        KMeans,
        Likelihood,
        SufficientStatistics,
        expect,
        expect_statistics,
        initialize,
        make_blobs,
        maximize,
        maximize_native,
        maximize_statistics,
        select,
    )

# What needs a heavy import comes with its first use.
_LAZY = {
    "EMStep": "iterscope.mixture",
    "FractalWidget": "iterscope.fractal.widget",
    "GaussianMixture": "iterscope.mixture",
    "GaussianMixtureModel": "iterscope.mixture",
    "GaussianMixtureRegressor": "iterscope.mixture",
    "KMeans": "iterscope.mixture",
    "Likelihood": "iterscope.mixture",
    "MixtureWidget": "iterscope.fit.widget",
    "SufficientStatistics": "iterscope.mixture",
    "expect": "iterscope.mixture",
    "expect_statistics": "iterscope.mixture",
    "initialize": "iterscope.mixture",
    "make_blobs": "iterscope.mixture",
    "maximize": "iterscope.mixture",
    "maximize_native": "iterscope.mixture",
    "maximize_statistics": "iterscope.mixture",
    "select": "iterscope.mixture",
}

__all__ = [
    "ComplexRegion",
    "EMStep",
    "FractalWidget",
    "GaussianMixture",
    "GaussianMixtureModel",
    "GaussianMixtureRegressor",
    "Julia",
    "JuliaDiv",
    "KMeans",
    "Likelihood",
    "MixtureWidget",
    "SufficientStatistics",
    "expect",
    "expect_statistics",
    "initialize",
    "make_blobs",
    "maximize",
    "maximize_native",
    "maximize_statistics",
    "select",
]


def __getattr__(name: str) -> Any:
    if name not in _LAZY:
        raise AttributeError(f"module 'iterscope' has no attribute {name!r}")
    value = getattr(import_module(_LAZY[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_LAZY})
