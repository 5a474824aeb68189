"""EM for mixtures of t distributions: shares of the samples, and how much each one pulls."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from iterscope import _core
from iterscope.fit.backends.floor import floor
from iterscope.fit.data import Data
from iterscope.fit.mixture import covariance, diagnosis, geometry
from iterscope.fit.mixture.spatial.base import AroundGaussians
from iterscope.fit.mixture.start import user
from iterscope.fit.mixture.start.parameters import start
from iterscope.fit.step import Step, frozen
from iterscope.fit.typeset.formulas import (
    NU,
    Example,
    Halves,
    members,
    minus,
    responsibilities,
    vector,
    weight,
)
from iterscope.fit.typeset.parts import Part, fraction, row, sub, sup
from iterscope.validation import arguments, arrays
from iterscope.validation.arrays import Samples

LEAST, CAP = 0.1, 200.0
"""Degrees of freedom of a fit are between these: those of a component that is a Gaussian grow without end."""
FIRST = 10.0
"""Degrees of freedom to start from where they are estimated."""


@dataclass(frozen=True, eq=False, kw_only=True)
class StudentStep(Step[_core.StudentParameters]):
    """The state of a mixture of t distributions after one step of EM."""

    @property
    def weights(self) -> NDArray[np.float64]:
        """Mixing weights after this step, shape (n_components,)."""
        return frozen(self.parameters.gaussian.weights)

    @property
    def means(self) -> NDArray[np.float64]:
        """Means after this step, shape (n_components, n_features)."""
        return frozen(self.parameters.gaussian.means)

    @property
    def scales(self) -> NDArray[np.float64]:
        """Scale matrices after this step, in the shape of the type of covariances."""
        return frozen(self.parameters.gaussian.covariances)

    @property
    def degrees_of_freedom(self) -> NDArray[np.float64]:
        """Degrees of freedom after this step, shape (n_components,)."""
        return frozen(self.parameters.degrees_of_freedom)

    @property
    def capped(self) -> tuple[int, ...]:
        """Components whose degrees of freedom have run to the cap: Gaussians."""
        return capped(self.parameters.degrees_of_freedom)


def capped(degrees_of_freedom: NDArray[Any]) -> tuple[int, ...]:
    """Return the components whose degrees of freedom are at the cap or beyond."""
    return tuple(np.flatnonzero(degrees_of_freedom >= CAP).tolist())


class StudentEM(AroundGaussians[_core.StudentParameters]):
    """EM for a mixture of t distributions (ECM: the degrees of freedom after the rest).

    Parameters
    ----------
    model : StudentMixture
        Its parameters say how.
    data : Data
    """

    kind = "student_mixture"
    names = ("weights", "means", "scales", "degrees_of_freedom")
    step = StudentStep

    def __init__(self, model: Any, data: Data) -> None:
        super().__init__(model, data)
        given, k = model.degrees_of_freedom, model.n_components
        shape = k, data.n_features
        self._given = user.check(model.weights_init, model.means_init, None, model.covariance_type, shape)
        self._freedom: NDArray[np.float64] | None = None
        if given is not None:
            values = arrays.parameter(given, "degrees_of_freedom", () if np.ndim(given) == 0 else (k,))
            if not ((values >= LEAST) & (values <= CAP)).all():
                raise ValueError(
                    f"degrees_of_freedom must be from {LEAST} to {CAP}, got {arguments.shown(given)}"
                )
            self._freedom = np.ascontiguousarray(np.broadcast_to(values, (k,)))

    def start(self, random_state: np.random.RandomState) -> _core.StudentParameters:
        """Compute the parameters of one start."""
        given = self._freedom
        freedom = np.full(self.model.n_components, FIRST) if given is None else given
        gaussian = start(self.model, self.data, self._given, random_state)
        return _core.StudentParameters(gaussian, freedom)

    def maximize(self, expected: Any) -> tuple[_core.StudentParameters, list[int]]:
        """Take the M step; degrees of freedom that are given stay."""
        freedom = None if self._freedom is None else self._freedom.tolist()
        maximized: tuple[_core.StudentParameters, list[int]] = expected.maximize(
            **floor(self.model.reg_covar), degrees_of_freedom=freedom
        )
        return maximized

    def floored(
        self, parameters: _core.StudentParameters, degenerate: list[int]
    ) -> tuple[tuple[int, int], ...]:
        """Return each component and feature whose scale is mostly `reg_covar`."""
        return diagnosis.floored(parameters.gaussian, self.model.reg_covar, degenerate)

    def around(
        self, parameters: _core.StudentParameters, gaussian: _core.Parameters
    ) -> _core.StudentParameters:
        """Return the parameters with other Gaussians, and the same degrees of freedom."""
        return _core.StudentParameters(gaussian, parameters.degrees_of_freedom)

    def between(
        self, first: _core.StudentParameters, second: _core.StudentParameters, fraction: float
    ) -> _core.StudentParameters:
        """Return parameters on the line from the first to the second."""
        freedom = (1 - fraction) * first.degrees_of_freedom + fraction * second.degrees_of_freedom
        return _core.StudentParameters(geometry.between(first.gaussian, second.gaussian, fraction), freedom)

    def alone(self, parameters: _core.StudentParameters, component: int) -> _core.StudentParameters:
        """Return one component as a mixture of its own."""
        own = parameters.degrees_of_freedom[component : component + 1]
        return _core.StudentParameters(geometry.alone(parameters.gaussian, component), own)

    def marginal(self, parameters: _core.StudentParameters, dims: tuple[int, ...]) -> _core.StudentParameters:
        """Return the mixture of coordinates along some directions: t distributions, too."""
        return self.around(parameters, super().marginal(parameters, dims))

    def pulls(self, values: Samples, parameters: _core.StudentParameters) -> NDArray[np.float64]:
        """Return how much each sample pulls, u, of what one at the mean pulls, shape (n_samples,)."""
        shares = self.responsibilities(values, parameters)
        gaussian, nu = parameters.gaussian, parameters.degrees_of_freedom
        roots = covariance.roots(gaussian)
        pulls = np.empty_like(shares)
        for k, (mean, root) in enumerate(zip(gaussian.means, roots, strict=True)):
            distances = np.square(np.linalg.solve(root, (values - mean).T)).sum(axis=0)
            pulls[:, k] = nu[k] / (nu[k] + distances)
        return np.asarray((shares * pulls).sum(axis=1))

    def results(self, step: Step[_core.StudentParameters]) -> dict[str, Any]:
        """Return the attributes of a fitted `StudentMixture`."""
        return super().results(step) | {"capped_": capped(step.parameters.degrees_of_freedom)}

    def fitted(self, parameters: _core.StudentParameters) -> dict[str, NDArray[np.float64]]:
        """Return the attributes that hold the parameters."""
        gaussian = parameters.gaussian
        return {
            "weights_": gaussian.weights,
            "means_": gaussian.means,
            "scales_": gaussian.covariances,
            "degrees_of_freedom_": parameters.degrees_of_freedom,
        }

    def formulas(self, shown: Example) -> Halves:
        """Return the responsibility and the pull; weight, mean, scale and degrees of freedom."""
        k, x, off = str(shown.component), sub("x", "n"), minus(sub("x", "n"), sub("μ", "k"))
        pull = row(members(), " ", sub("u", "nk"))
        outer = row("(", off, ")", sup(row("(", off, ")"), "T"))

        def term(j: str) -> Part:
            return row(sub("π", j), " t(", x, " | ", sub("μ", j), ", ", sub("Σ", j), ", ", sub(NU, j), ")")

        bent = fraction(row(sub(NU, "k"), " + d"), row(sub(NU, "k"), " + ", sub("δ", "nk")))
        return (*responsibilities(term, "j", shown), row(sub("u", "nk"), " = ", bent)), (
            weight(shown),
            row(sub("μ", k), " = ", fraction(row(pull, " ", x), pull), vector(shown.center)),
            row(sub("Σ", k), " = ", fraction(row(pull, " ", outer), members()), " + εI"),
        )
