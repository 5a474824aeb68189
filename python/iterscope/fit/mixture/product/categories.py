"""EM for a mixture of categorical distributions."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from iterscope import _core
from iterscope.fit.mixture.product.base import FLOOR, ProductEM, ProductStep
from iterscope.fit.step import Step, frozen
from iterscope.fit.typeset.formulas import Example, Halves, members, responsibilities, weight
from iterscope.fit.typeset.parts import Part, fraction, row, sub


@dataclass(frozen=True, eq=False, kw_only=True)
class CategoricalStep(ProductStep[_core.CategoricalParameters]):
    """The state of a categorical mixture after one step of EM."""

    @property
    def probabilities(self) -> NDArray[np.float64]:
        """Probabilities of the categories, shape (n_components, n_features, n_categories)."""
        return frozen(self.parameters.probabilities)


class CategoricalEM(ProductEM[_core.CategoricalParameters]):
    """EM for a mixture of categorical distributions.

    Parameters
    ----------
    model : CategoricalMixture
        Its parameters say how.
    data : Data
    """

    kind = "categorical_mixture"
    names = ("weights", "probabilities")
    step = CategoricalStep

    def centers(self, step: Step[Any]) -> NDArray[np.float64]:
        """Return the probability of the last category of each feature."""
        last: NDArray[np.float64] = step.parameters.probabilities[:, :, -1]
        return last

    def layers(self, step: Step[Any]) -> NDArray[np.float64]:
        """Return the probabilities of all categories."""
        layers: NDArray[np.float64] = step.parameters.probabilities
        return layers

    def moved(
        self,
        parameters: _core.CategoricalParameters,
        component: int,
        dims: list[int],
        at: NDArray[np.float64],
    ) -> _core.CategoricalParameters:
        """Set probabilities of the last category; the others share the rest as before."""
        table = parameters.probabilities
        cells, last = table[component, dims], np.clip(at, FLOOR, 1 - FLOOR)
        if table.shape[2] > 1 and not np.array_equal(cells[:, -1], last):
            cells[:, :-1] *= ((1 - last) / cells[:, :-1].sum(axis=1))[:, np.newaxis]
            cells[:, -1] = last
            table[component, dims] = cells
        return self._parameters(parameters.weights, table)

    def formulas(self, shown: Example) -> Halves:
        """Return the responsibility; weight and probability of a category."""
        x = sub("x", "nj")

        def term(i: str) -> Part:
            return row(sub("π", i), " ", sub("Π", "j"), " ", sub("p", row(f"{i}j", x)))

        chosen = row(members(), " [", x, " = c]")
        found = fraction(chosen, members())
        return responsibilities(term, "i", shown), (
            weight(shown),
            row(sub("p", f"{shown.component}jc"), " = ", found),
        )

    def _alone(self, samples: Any) -> NDArray[np.float64]:
        return np.asarray(samples[..., np.newaxis] == np.arange(self.model.n_categories), np.float64)
