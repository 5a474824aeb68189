"""The mixture and the k-means that one view switches between, and their parameters under one name."""

from typing import Any

import numpy as np

from iterscope.fit.cluster.kmeans import KMeans
from iterscope.fit.mixture.gaussian import GaussianMixture
from iterscope.fit.recording import Algorithm

EXPLICIT = ("weights_init", "means_init", "precisions_init")
"""Parameters of the mixture that fit one number of components, or one covariance type, only."""


class Estimators:
    """A mixture and a k-means that share their number of components, start and seed.

    Parameters
    ----------
    model : GaussianMixture or KMeans
        Stays the one that it is; the other is made when it is asked for.
    """

    def __init__(self, model: GaussianMixture | KMeans) -> None:
        self.algorithm: Algorithm = "kmeans" if isinstance(model, KMeans) else "em"
        self._models: dict[Algorithm, GaussianMixture | KMeans] = {self.algorithm: model}

    @property
    def current(self) -> GaussianMixture | KMeans:
        """The one that is fitted."""
        return self._models[self.algorithm]

    def switch(self, algorithm: Algorithm) -> None:
        """Go over to the other one, with the same number of components, seed and kind of start."""
        if algorithm == self.algorithm:
            return
        shared = {name: self.read()[name] for name in ("n_components", "init_params", "random_state")}
        self.algorithm = algorithm
        if algorithm not in self._models:
            self._models[algorithm] = KMeans(n_init=1) if algorithm == "kmeans" else GaussianMixture()
        for name, value in shared.items():
            if self.read()[name] != value:
                self.write(name, value)

    def beside(self) -> KMeans:
        """Return a k-means to be run from the start of the mixture."""
        return KMeans(self.read()["n_components"], n_init=1)

    def read(self) -> dict[str, Any]:
        """Return the parameters that a view shows, by the names that it gives them."""
        model = self.current
        seed = model.random_state
        if isinstance(model, KMeans):
            own: dict[str, Any] = {
                "n_components": int(model.n_clusters),
                "init_params": "k-means++"
                if isinstance(model.init, str) and model.init == "k-means++"
                else "random_from_data",
            }
        else:
            own = {
                "n_components": int(model.n_components),
                "init_params": model.init_params,
                "covariance_type": model.covariance_type,
                "reg_covar": model.reg_covar if isinstance(model.reg_covar, str) else float(model.reg_covar),
            }
        return own | {
            "random_state": int(seed) if isinstance(seed, int | np.integer) else None,
            "tol": float(model.tol),
            "max_iter": int(model.max_iter),
        }

    def write(self, name: str, value: Any) -> None:
        """Set a parameter; what was given for another number or type of components is dropped."""
        model = self.current
        if not isinstance(model, KMeans):
            dropped = {"n_components": EXPLICIT, "covariance_type": EXPLICIT[2:], "init_params": EXPLICIT}
            model.set_params(**{name: value}, **dict.fromkeys(dropped.get(name, ())))
        elif name == "n_components":
            given = not (isinstance(model.init, str) or callable(model.init))
            model.set_params(n_clusters=value, **({"init": "k-means++"} if given else {}))
        elif name == "init_params":
            model.set_params(init="random" if value.startswith("random") else "k-means++")
        elif name in {"random_state", "tol", "max_iter"}:
            model.set_params(**{name: value})
