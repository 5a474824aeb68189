"""Kohonen's algorithm: samples to their node, nodes to the mean of their neighborhood."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from iterscope.fit.algorithm import Algorithm
from iterscope.fit.cluster.moments import variance
from iterscope.fit.cluster.seeding import rows
from iterscope.fit.cluster.winners import Winners, matched, winners
from iterscope.fit.data import Blocks, Data
from iterscope.fit.data.projection import Principal
from iterscope.fit.loop import Starts
from iterscope.fit.progress.verbose import InertiaReporter, Reporter
from iterscope.fit.step import Step, StopReason, frozen
from iterscope.fit.typeset.formulas import SIGMA, Example, Halves, figures, minus, summed, vector
from iterscope.fit.typeset.parts import Part, fraction, row, sub, sup
from iterscope.validation import arrays, seed

if TYPE_CHECKING:
    from iterscope.fit.cluster.lattice import Lattice

_LEAST_SHARE = 1e-3
"""Of the first radius: what shrinks by a factor never reaches a last one of 0."""


@dataclass(frozen=True, eq=False)
class Map:
    """The parameters of a self-organizing map; the arrays are read-only."""

    weights: NDArray[np.float64]
    """Share of the samples that each node has won, shape (n_nodes,); equal shares at a start."""
    means: NDArray[np.float64]
    """Places of the nodes, shape (n_nodes, n_features)."""
    radius: float
    """Of the neighborhoods, in steps of the lattice."""

    def __post_init__(self) -> None:
        frozen(self.weights)
        frozen(self.means)


@dataclass(frozen=True, eq=False, kw_only=True)
class MapStep(Step[Map]):
    """The state of a self-organizing map after one step."""

    labels: NDArray[np.int32] | None = None
    """The winners among the nodes before this step, for each sample; None at a start, and in a recording.

    None, too, of samples that are not in memory: `SelfOrganizingMap.predict` finds them.
    """
    mark: int = 0
    """Tells labels that are not kept apart from others; 0 of those that are."""
    quantization_error: float = np.inf
    """Mean distance of the samples to the winners before this step; inf at a start."""
    topographic_error: float = np.nan
    """Share of the samples whose two best nodes are not adjacent; nan at a start."""

    @property
    def weights(self) -> NDArray[np.float64]:
        """Share of the samples that each node has won, shape (n_nodes,); equal shares at a start."""
        return self.parameters.weights

    @property
    def means(self) -> NDArray[np.float64]:
        """Places of the nodes after this step, shape (n_nodes, n_features)."""
        return self.parameters.means

    @property
    def radius(self) -> np.float64:
        """Radius of the neighborhoods in the next iteration, in steps of the lattice."""
        return np.float64(self.parameters.radius)

    @property
    def energy(self) -> float:
        """Weighted sum of squared distances to the winners; with local ones, of means over neighborhoods."""
        return -self.log_likelihood


class Kohonen(Algorithm[Map]):
    """Batch training of a self-organizing map.

    Parameters
    ----------
    model : SelfOrganizingMap
        Its parameters say how.
    data : Data

    Raises
    ------
    ValueError
        If places that the user gives are of another shape.
    """

    kind = "self_organizing_map"
    view = "net"
    names = ("weights", "means", "radius")
    halves = ("matching", "unfolding")
    weights_name = "Hits"
    step = MapStep

    def __init__(self, model: Any, data: Data) -> None:
        super().__init__(model, data)
        self.lattice: Lattice = model.lattice
        self._given: NDArray[np.float64] | None = None
        if not isinstance(model.init, str):
            self._given = self.lattice.places(model.init, data.n_features, type(model).__name__)

    @property
    def n_init(self) -> int:
        """Number of starts: one, unless they are drawn, for all others would be the same."""
        is_drawn = isinstance(self.model.init, str) and self.model.init == "random"
        return int(self.model.n_init) if is_drawn else 1

    @property
    def reporter(self) -> Reporter:
        """Writes the energy of each start."""
        return InertiaReporter() if self.model.verbose else Reporter()

    @property
    def description(self) -> dict[str, Any]:
        """The kind, the lattice and the winner."""
        lattice = self.lattice
        shape = {"rows": lattice.rows, "columns": lattice.columns, "topology": lattice.topology}
        return {"kind": self.kind, **shape, "winner": self.model.winner}

    @property
    def positions(self) -> NDArray[np.float64]:
        """Where the nodes are, to the right and down, in steps of the lattice."""
        return self.lattice.positions

    def starts(self) -> Iterator[Map]:
        """Lay out the net for each start."""
        random_state = seed.random_state(self.model.random_state)
        return Starts(self.n_init, random_state, lambda draws: self._at(self._start(draws)))

    def expect(self, parameters: Map) -> Winners:
        """Find the winner of each sample."""
        return matched(self.data, parameters.means, parameters.radius, self.model.geometry)

    def expected_fields(self, expected: Winners) -> dict[str, Any]:
        """Return the winners, both errors, and minus the energy in the place of the likelihood."""
        found = expected.sums
        return {
            "labels": expected.labels,
            "mark": expected.mark,
            "quantization_error": found.quantization_error,
            "topographic_error": found.topographic_error,
            "log_likelihood": -found.energy,
            "lower_bound": -found.energy / found.weight,
        }

    def maximize(self, expected: Winners) -> tuple[Map, list[int]]:
        """Move the nodes to the means of their neighborhoods, and let the radius shrink."""
        means, weights, radius = expected.sums.maximize(factor=self._factor, least=self._last_radius)
        return Map(weights, means, radius), []

    def change(self, before: Step[Map], bound: float, parameters: Map | None) -> float:  # noqa: ARG002
        """Return the mean squared distance that the nodes moved, of the step before till they do."""
        if parameters is None:
            return before.change
        return float(np.square(parameters.means - before.parameters.means).sum(axis=1).mean())

    def stop(self, before: Any, after: Any) -> StopReason | None:
        """Stop when the radius stays, and the winners do or the nodes move less than the tolerance."""
        settled = before.shading is not None and before.mark == after.mark
        settled = settled and (after.labels is None or np.array_equal(before.labels, after.labels))
        if after.radius == before.radius and (settled or after.change <= self._tolerance):
            return "converged"
        return "max_iter" if after.iteration >= self.model.max_iter else None

    def end(self, last: Any) -> Any:
        """Return the last nodes with the winners and the errors that belong to them."""
        return last if last.change == 0 else self._matched(last, last.parameters)

    def objective(self, step: Any) -> tuple[str, float]:
        """Return what a sample of weight 1 adds to the energy."""
        name = "energy" if self.model.winner == "local" else "mean squared distance"
        return name, -step.lower_bound

    def results(self, step: Any) -> dict[str, Any]:
        """Return the attributes of a fitted `SelfOrganizingMap`."""
        return {
            "means_": step.means.astype(self.data.dtype),
            "weights_": step.weights,
            "labels_": np.empty(0, np.int32) if step.shading is None else self._all_labels(step),
            "radius_": float(step.radius),
            "quantization_error_": step.quantization_error,
            "topographic_error_": step.topographic_error,
            "n_iter_": step.iteration,
            "stop_reason_": step.stop_reason,
        }

    def exact(self, parameters: Map) -> NDArray[np.float64]:
        """Return the places of the nodes."""
        return parameters.means

    def fields_of(self, fitted: Any) -> dict[str, Any]:
        """Return the fields of a step from a fitted `SelfOrganizingMap`."""
        means = np.array(fitted.means_, np.float64, order="C")
        parameters = Map(np.array(fitted.weights_, np.float64), means, float(fitted.radius_))
        return {"parameters": parameters, **self.expected_fields(self.expect(parameters))}

    def public(self, step: Any, responsibilities: NDArray[np.float64] | None) -> Any:
        """Return a step with winners of its own."""
        if not self.data.in_memory:
            return step
        labels = None if step.labels is None else frozen(self._all_labels(step).copy())
        return replace(step, labels=labels, responsibilities=responsibilities)

    def responsibilities(self, values: arrays.Samples, parameters: Map) -> NDArray[np.float64]:
        """Return the winners as zeros and ones, shape (n_samples, n_nodes)."""
        labels = winners(values, parameters.means, parameters.radius, self.model.geometry)
        return np.asarray(labels[:, np.newaxis] == np.arange(len(parameters.means)), np.float64)

    def kept(self, step: Any) -> Any:
        """Drop the winners."""
        return replace(step, labels=None)

    def restored(self, step: Any) -> Any:
        """Find the winners again."""
        return self._matched(step, step.parameters if step.shading is None else step.shading)

    def n_components(self, parameters: Map) -> int:
        """Return the number of nodes."""
        return len(parameters.means)

    def moved(self, parameters: Map, component: int, dims: list[int], at: NDArray[np.float64]) -> Map:
        """Move a node; the radius stays, so that the fit goes on from here."""
        means = parameters.means.copy()
        means[component, dims] = at
        return Map(parameters.weights.copy(), means, parameters.radius)

    def adjusted(self, parameters: Map, name: str, place: tuple[int, ...], value: float) -> Map:
        """Set the radius."""
        if name != "radius":
            return super().adjusted(parameters, name, place, value)
        if not 0 <= value <= self.most_radius:
            raise ValueError(f"value must be a radius from 0 to {self.most_radius:g}, got {value}")
        return replace(parameters, radius=value)

    @property
    def most_radius(self) -> float:
        """Radius at which every node pulls at every other as at itself, as far as one can see."""
        return 4.0 * max(self.lattice.rows, self.lattice.columns)

    def formulas(self, shown: Example) -> Halves:
        """Return which node wins; place of a node."""
        k, x = str(shown.component), sub("x", "n")
        pull = sub("h", "ck")
        distance = row(" |", minus(x, sub("μ", "k")), "|²")
        if self.model.winner == "local":
            distance = row(" ", summed("j"), sub("h", "kj"), " |", minus(x, sub("μ", "j")), "|²")
        winner = k if shown.share > 0 else "\N{EN DASH}"

        def bell(j: str) -> Part:
            gap = fraction(row("|", minus(sub("g", "c"), sub("g", j)), "|²"), row("2", sup(SIGMA, "2")))
            return sup("e", row("\N{MINUS SIGN} ", gap))  # else it goes on as the fraction's bar

        shared = self.model.winner == "local"
        strength = row(bell("k"), " / ", summed("j"), bell("j")) if shared else bell("k")
        mean = fraction(row(summed("n"), pull, " ", x), row(summed("n"), pull))
        return (
            row(sub("c", "n"), " = ", sub("argmin", "k"), distance),
            row(sub("c", str(shown.sample)), f" = {winner}"),
        ), (
            row(pull, " = ", strength),
            row(sub("μ", k), " = ", mean, vector(shown.center)),
            row("hits of ", k, f" = {figures(shown.weight)}"),
        )

    def coloring(self, parameters: Map | None) -> NDArray[np.float64] | None:
        """Return the nodes: a sample has the color of the nearest one; none where the local one wins."""
        return None if parameters is None or self.model.winner == "local" else parameters.means

    @cached_property
    def _tolerance(self) -> float:
        return float(self.model.tol) * variance(self.data)

    @property
    def _last_radius(self) -> float:
        """Radius that stays; in the place of 0 one at which nodes pull at themselves only."""
        return float(max(self.model.final_radius, _LEAST_SHARE * self.model.first_radius))

    @property
    def _factor(self) -> float:
        """By what the radius shrinks in each iteration."""
        first, last = self.model.first_radius, self._last_radius
        if first == last:
            return 1.0
        if not self.model.shrink_iter:
            return 0.0
        return float((last / first) ** (1 / self.model.shrink_iter))

    def _at(self, means: NDArray[np.float64]) -> Map:
        return Map(np.full(len(means), 1.0 / len(means)), means, self.model.first_radius)

    def _matched(self, step: Any, parameters: Map) -> Any:
        """Return a step with the winners and the hits of these parameters."""
        found = self.expect(parameters)
        last = replace(step.parameters, weights=found.sums.maximize()[1])
        return replace(step, parameters=last, shading=parameters, **self.expected_fields(found))

    def _all_labels(self, step: Any) -> Any:
        """Return the winners of a step, with those of samples of weight 0."""
        if self.data.whole is self.data and self.data.in_memory:
            return step.labels
        found = step.shading.means, step.shading.radius, self.model.geometry
        if isinstance(self.data, Blocks):
            return self.data.each(winners, *found, dtype=np.int32)
        return winners(self.data.whole.values, *found)

    def _start(self, random_state: np.random.RandomState) -> NDArray[np.float64]:
        if self._given is not None:
            return self._given.copy()
        n_samples, weights, count = self.data.n_samples, self.data.all_weights, self.lattice.n_nodes
        if self.model.init == "pca":
            return self._plane()
        shares = np.ones(n_samples) if weights is None else weights
        if count > n_samples:  # more nodes than samples: some begin at the same one
            chosen = random_state.choice(n_samples, count, p=shares / shares.sum())
        else:
            chosen = rows(n_samples, count, shares, random_state)
        return np.array(self.data.take(chosen), np.float64)

    def _plane(self) -> NDArray[np.float64]:
        """Lay the net out on the plane of the first two principal axes, as wide as the samples along each."""
        found = Principal.of_all(
            self.data.n_samples, self.data.n_features, self.data.take, self.data.all_weights
        )
        total = variance(self.data) * self.data.n_features
        places = self.lattice.positions - self.lattice.positions.mean(axis=0)
        spread = places.std(axis=0)
        longer = [0, 1] if spread[0] >= spread[1] else [1, 0]
        means = np.tile(found.mean, (len(places), 1))
        for side, axis, share in zip(longer, found.axes, found.shares, strict=False):
            if spread[side] > 0:
                means += np.outer(places[:, side] * np.sqrt(share * total) / spread[side], axis)
        return means
