"""Baum and Welch's algorithm: EM for hidden Markov models, whatever their states emit."""

from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from iterscope import _core
from iterscope.fit.data import Data
from iterscope.fit.data.sequences import Lengths
from iterscope.fit.mixture.em import EM
from iterscope.fit.sequence.hmm import chain
from iterscope.fit.sources.units import Forest, Units
from iterscope.fit.step import Step, frozen
from iterscope.fit.typeset.formulas import Example, Halves, figures, summed
from iterscope.fit.typeset.parts import Part, fraction, row, sub
from iterscope.validation.arrays import Samples

ALPHA, GAMMA = "\N{GREEK SMALL LETTER ALPHA}", "\N{GREEK SMALL LETTER GAMMA}"

P = TypeVar("P", _core.GaussianChain, _core.BernoulliChain, _core.CategoricalChain, _core.PoissonChain)


def startable(model: Any, data: Data) -> Data:
    """Return what starts look at: the rows that have a value, complete with the means of their features.

    Parameters
    ----------
    model : HiddenMarkovModel
    data : Data

    Returns
    -------
    Data

    Raises
    ------
    ValueError
        If a feature has no value at all, or there are fewer such rows than states.
    """
    data.check_features()
    model._check_size(data.filled.n_samples)  # noqa: SLF001  as of all rows
    return data.filled


@dataclass(frozen=True, eq=False, kw_only=True)
class ChainStep(Step[P]):
    """The state of a hidden Markov model after one step of EM."""

    @property
    def start(self) -> NDArray[np.float64]:
        """Probabilities of the first state after this step, shape (n_components,)."""
        return frozen(self.parameters.start)

    @property
    def transition(self) -> NDArray[np.float64]:
        """Probabilities of the state (column) after each state (row), shape (n_components, n_components)."""
        return frozen(self.parameters.transition)


class ChainEM(EM[P]):
    """EM for a hidden Markov model.

    Parameters
    ----------
    model : HiddenMarkovModel
        Its parameters say how.
    data : Data
    emission : EM
        Of the mixture with the same emissions, which finds where they start.

    Raises
    ------
    ValueError
        If what the user gives to start from is not what it must be.
    """

    view = "series"
    weights_name = "Time in each state, in the long run"
    remedy = "no row belongs to them. Try to decrease n_components, or other init parameters."

    def __init__(self, model: Any, data: Data, emission: EM[Any]) -> None:
        super().__init__(model, data.by_sequences(model.together))
        self.emission = emission
        k = model.n_components
        self._first = chain.check(model.startprob_init, "startprob_init", (k,))
        self._transition = chain.check(model.transmat_init, "transmat_init", (k, k))
        self.held = chain.check_frozen(
            model.frozen, {name: getattr(model, f"{name}_init") for name in model.parts}
        )

    def start(self, random_state: np.random.RandomState) -> P:
        """Compute the parameters of one start: those of a mixture, and a chain that prefers no state."""
        found = self.placed(self.emission.start(random_state))
        self.emission.data.release()
        return self.chained(self._first, self._transition, found)

    def placed(self, emission: Any) -> Any:
        """Return the emissions with what the user has given of them."""
        return emission

    def chained(self, start: NDArray[np.float64], transition: NDArray[np.float64], emission: Any) -> P:
        """Return parameters."""
        made: P = self.model.core(start, transition, emission)
        return made

    def expect(self, parameters: P) -> Any:
        """Take the E step: forward and backward over each sequence."""
        if self.data.in_memory:
            return parameters.expect(self.data.values, self.data.weights, self.data.lengths)
        return self.data.total(_expected, parameters).total

    def maximize(self, expected: Any) -> tuple[P, list[int]]:
        """Take the M step; what is frozen stays, and so do a state that is not visited and a row not left."""
        start, transition, *levels = (part in self.held for part in self.model.parts)
        names = dict(zip(("levels", "covariances"), levels, strict=False))
        maximized: tuple[P, list[int]] = expected.maximize(
            **self.model.prior, start=start, transition=transition, **names
        )
        return maximized

    def coinciding(self, parameters: P) -> list[tuple[int, int]]:  # noqa: ARG002
        """Return none: states with the same emissions differ in where they lead."""
        return []

    def fitted(self, parameters: P) -> dict[str, NDArray[np.float64]]:
        """Return the attributes that hold the parameters."""
        emission, (start, transition, *parts) = parameters.emission, self.model.parts
        fitted = {f"{start}_": parameters.start, f"{transition}_": parameters.transition}
        return fitted | {f"{name}_": getattr(emission, name) for name in parts}

    def responsibilities(self, values: Samples, parameters: P) -> NDArray[np.float64]:
        """Compute the probabilities of the states, shape (n_samples, n_components).

        Values are those of all samples or of all with a weight; others are one sequence.
        """
        shares: NDArray[np.float64] = parameters.posteriors(values, self._lengths(len(values)))[0]
        return shares

    def path(self, parameters: P) -> NDArray[np.int64]:
        """Return the most likely states of the samples."""
        states: NDArray[np.int64] = parameters.decode(self.data.values, self.data.lengths)[0]
        return states

    def weights(self, step: Step[P]) -> NDArray[np.float64]:
        """Return the share of the time in each state, in the long run."""
        return chain.long_run(step.parameters.start, step.parameters.transition)

    def centers(self, step: Step[P]) -> NDArray[np.float64]:
        """Return the levels of the states."""
        return self.emission.centers(self._mixed(step))

    def layers(self, step: Step[P]) -> NDArray[np.float64] | None:
        """Return the probabilities of the symbols, None where states emit no symbols."""
        return self.emission.layers(self._mixed(step))

    @property
    def full(self) -> NDArray[np.float64]:
        """What a full bar of each feature stands for in a table."""
        return self.emission.full

    def moved(self, parameters: P, component: int, dims: list[int], at: NDArray[np.float64]) -> P:
        """Move the level of a state."""
        emission = self.emission.moved(parameters.emission, component, dims, at)
        return self.chained(parameters.start, parameters.transition, emission)

    def reshaped(self, parameters: P, component: int, dims: list[int], wanted: NDArray[np.float64]) -> P:
        """Change the covariance of a state."""
        emission = self.emission.reshaped(parameters.emission, component, dims, wanted)
        return self.chained(parameters.start, parameters.transition, emission)

    def adjusted(self, parameters: P, name: str, place: tuple[int, ...], value: float) -> P:
        """Change a probability of the first state or of a transition; others of its row share the rest."""
        start, transition = parameters.start, parameters.transition
        if name == "transition":
            transition[place[0]] = chain.changed(transition[place[0]], place[1], value)
        elif name == "start":
            start = chain.changed(start, place[0], value)
        else:
            raise ValueError(f"name must be 'start' or 'transition' to be set by hand, got {name!r}")
        return self.chained(start, transition, parameters.emission)

    def formulas(self, shown: Example) -> Halves:
        """Return the probability of a state; that of a transition, and what the emission finds."""
        k = str(shown.component)

        def both(state: str) -> Part:
            return row(sub(ALPHA, f"t{state}"), " ", sub("β", f"t{state}"))

        expected = row(sub(GAMMA, "tk"), " = ", fraction(both("k"), row(summed("j"), both("j"))))
        share = row(sub(GAMMA, f"{shown.sample},{k}"), f" = {figures(shown.share)}")
        pairs, all_pairs = row(summed("t"), sub("ξ", "t,kj")), row(summed("t"), sub(GAMMA, "tk"))
        leads = row(sub("a", "kj"), " = ", fraction(pairs, all_pairs))
        return (expected, share), (leads, *self.emission.formulas(shown)[1][1:])

    def _mixed(self, step: Step[P]) -> Any:
        """Return the step of a mixture with the same emissions."""
        return self.emission.step(
            iteration=step.iteration, init=step.init, phase=step.phase, parameters=step.parameters.emission
        )

    def _lengths(self, n_rows: int) -> Lengths | None:
        """Return the lengths of the sequences of so many rows."""
        for data in (self.data.whole, self.data):
            if len(data) == n_rows:
                return data.lengths
        return None


def _expected(
    values: Samples,
    parameters: P,
    sample_weight: NDArray[np.float64] | None,
    *,
    first_row: int,  # noqa: ARG001
    sequences: Units,
) -> Forest:
    """Take the E step over the sequences of a block."""
    return sequences.summed(parameters.expect, values, sample_weight)
