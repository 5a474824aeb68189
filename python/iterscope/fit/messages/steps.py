"""Steps of a fit."""

from typing import Any, Literal, NotRequired, TypedDict

from iterscope.fit.messages.values import Real


class Frozen(TypedDict):
    """Components whose parameters stay where they start."""

    weights: list[int]
    means: list[int]
    covariances: list[int]


class Model(TypedDict):
    """The model of some steps, and its settings that stay the same over them."""

    kind: str
    """Its name in the registry."""
    covariance_type: NotRequired[Literal["full", "tied", "diag", "spherical"]]
    frozen: NotRequired[Frozen]
    initialization: NotRequired[Literal["known", "diffuse"]]
    """Of a linear dynamical system: whether its first state is known."""
    mean_precision_prior: NotRequired[float]
    """How many samples the prior of a mean is worth, in a Bayesian mixture."""
    rows: NotRequired[int]
    """Of the lattice of a self-organizing map."""
    columns: NotRequired[int]
    topology: NotRequired[Literal["rectangular", "hexagonal"]]
    winner: NotRequired[Literal["nearest", "local"]]
    """The node that a sample goes to."""


class Step(TypedDict):
    """The state of a fit after one step; `iterscope.EMStep` tells what the fields are."""

    iteration: int
    init: int
    phase: Literal["init", "expect", "maximize", "step"]
    parameters: dict[str, Any]
    """By name, arrays as nested lists. The page colors the samples by their responsibilities."""
    log_likelihood: Real
    """Of the parameters that the last E step used; of k-means minus the inertia."""
    lower_bound: Real
    change: Real
    stop_reason: Literal["converged", "max_iter", "callback"] | None
    degenerate: list[int]
    """Components."""
    floored: list[list[int]]
    """Pairs of a component and a feature whose variance is mostly what the regularization adds."""
    elapsed: float
    """Seconds."""


class Steps(TypedDict):
    """Consecutive steps of a recording; one of a newer run replaces all of an older."""

    kind: Literal["steps"]
    run: int
    model: Model
    """Its kind is the trait `algorithm`, or that of the companion if `compare` is set."""
    first: int
    """Index of the first of the steps."""
    steps: list[Step]
