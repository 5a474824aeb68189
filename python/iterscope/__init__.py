"""Watch iterations: live zoomable Julia sets and animated clustering.

To begin with, in a notebook::

    iterscope.demo()                         # both halves, live, and what to try
    iterscope.explore()                      # drag c in the Mandelbrot set, and its Julia set follows
    iterscope.Julia(1j).explore()            # one live view; elsewhere its .show() and .to_png()
    iterscope.GaussianMixture(4).explore(X)  # a fit to be played, stopped and scrubbed by half-steps

Fractals are `Mandelbrot`, `Julia`, `BurningShip` and `Newton`, places in the plane `View`, colors `Coloring`;
`film` makes films, and `iterscope.dynamics` knows orbits, rays, angles and addresses. Models of data are
`GaussianMixture`, `KMeans` and others of `iterscope.mixture`, with the interface of scikit-learn; `select`
compares them. `show_versions` prints what an issue needs.
"""

from difflib import get_close_matches
from importlib import import_module
from typing import TYPE_CHECKING, Any

from iterscope._core import __version__ as __version__
from iterscope.compat.juliaset import ComplexRegion, JuliaDiv
from iterscope.fractal import BurningShip, Coloring, Julia, Mandelbrot, Newton, View
from iterscope.fractal.film import Flight, film
from iterscope.runtime import get_threads, set_threads, threads
from iterscope.versions import show_versions

if TYPE_CHECKING:
    from iterscope import dynamics as dynamics
    from iterscope import exercises as exercises
    from iterscope import mixture as mixture
    from iterscope.fit.distributed import checkpoint, distributed
    from iterscope.fit.sources import source
    from iterscope.fit.widget import MixtureWidget
    from iterscope.fractal.explorer.widget import ExplorerWidget, explore
    from iterscope.fractal.pyramids import open_pyramid
    from iterscope.fractal.widget import FractalWidget
    from iterscope.mixture import (
        PPCA,
        BayesianGaussianMixture,
        BernoulliHMM,
        BernoulliMixture,
        CategoricalHMM,
        CategoricalMixture,
        EMStep,
        FactorAnalysis,
        GaussianHMM,
        GaussianMixture,
        GaussianMixtureModel,
        GaussianMixtureRegressor,
        KalmanSmoother,
        KMeans,
        Likelihood,
        MixtureOfRegressions,
        PoissonHMM,
        PoissonMixture,
        SelfOrganizingMap,
        StudentMixture,
        SufficientStatistics,
        VarianceFloorWarning,
        expect,
        expect_statistics,
        initialize,
        make_blobs,
        maximize,
        maximize_native,
        maximize_statistics,
        select,
    )
    from iterscope.welcome import demo

__all__ = [
    "PPCA",
    "BayesianGaussianMixture",
    "BernoulliHMM",
    "BernoulliMixture",
    "BurningShip",
    "CategoricalHMM",
    "CategoricalMixture",
    "Coloring",
    "ComplexRegion",
    "EMStep",
    "ExplorerWidget",
    "FactorAnalysis",
    "Flight",
    "FractalWidget",
    "GaussianHMM",
    "GaussianMixture",
    "GaussianMixtureModel",
    "GaussianMixtureRegressor",
    "Julia",
    "JuliaDiv",
    "KMeans",
    "KalmanSmoother",
    "Likelihood",
    "Mandelbrot",
    "MixtureOfRegressions",
    "MixtureWidget",
    "Newton",
    "PoissonHMM",
    "PoissonMixture",
    "SelfOrganizingMap",
    "StudentMixture",
    "SufficientStatistics",
    "VarianceFloorWarning",
    "View",
    "checkpoint",
    "demo",
    "distributed",
    "expect",
    "expect_statistics",
    "explore",
    "film",
    "get_threads",
    "initialize",
    "make_blobs",
    "maximize",
    "maximize_native",
    "maximize_statistics",
    "open_pyramid",
    "select",
    "set_threads",
    "show_versions",
    "source",
    "threads",
]


_ROOMS = {"dynamics", "exercises", "mixture"}
_PLACES = {
    "ExplorerWidget": "iterscope.fractal.explorer.widget",
    "FractalWidget": "iterscope.fractal.widget",
    "MixtureWidget": "iterscope.fit.widget",
    "checkpoint": "iterscope.fit.distributed",
    "demo": "iterscope.welcome",
    "distributed": "iterscope.fit.distributed",
    "source": "iterscope.fit.sources",
    "explore": "iterscope.fractal.explorer.widget",
    "open_pyramid": "iterscope.fractal.pyramids",
}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used."""
    if name in _ROOMS:
        return import_module(f"iterscope.{name}")
    if name not in __all__:
        raise AttributeError(f"module 'iterscope' has no attribute {name!r}{_meant(name)}")
    value = getattr(import_module(_PLACES.get(name, "iterscope.mixture")), name)
    globals()[name] = value
    return value


def _meant(name: str) -> str:
    """Return the public name that is nearest to a wrong one, as a question; "" where none is near."""
    names = {public.lower(): public for public in (*__all__, *_ROOMS)}
    near = [] if name.startswith("_") else get_close_matches(name.lower(), names, 1)
    return "".join(f". Did you mean: {names[one]!r}?" for one in near)


def __dir__() -> list[str]:
    return sorted({"__version__", "fractal", *__all__, *_ROOMS})
