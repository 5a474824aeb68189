"""Choice of the number of components, and of the family of a model, by an information criterion."""

import itertools
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.base import clone

from iterscope.fit import kinds
from iterscope.fit.data import Data, data_of
from iterscope.fit.data.gate import as_source
from iterscope.fit.distributed import Cluster
from iterscope.fit.estimator import IterativeEstimator
from iterscope.fit.mixture.diagnosis import VarianceFloorWarning
from iterscope.validation import arguments
from iterscope.validation.warn import collected, warn
from iterscope.widget.card import card
from iterscope.widget.progress import Progress, shown

Criterion = Literal["bic", "aic", "icl"]
MOST_COMPONENTS = 9
"""The largest mixture that is compared unless others are asked for."""
_SHOWN = 8
"""Models that a notebook shows of a selection."""
MEASURES = (
    ("log_likelihood", np.float64),
    ("bic", np.float64),
    ("aic", np.float64),
    ("icl", np.float64),
    ("n_iter", np.int64),
    ("converged", np.bool_),
    ("degenerate", np.bool_),
)


@dataclass(frozen=True, eq=False)
class Selection:
    """The models that were compared."""

    kind: str
    """Their name in the registry."""
    variants: tuple[str, ...]
    """Parameters that differ beside the number of components: ``covariance_type`` of Gaussians."""
    table: NDArray[np.void]
    """A row for each model; fields ``n_components``, those of `variants`, ``log_likelihood``, ``bic``,
    ``aic``, ``icl``, ``n_iter``, ``converged`` and ``degenerate``. Criteria of a model that could not be
    fitted are inf."""
    models: tuple[Any, ...]
    """The fitted models, in the order of the table; None where the fit failed."""
    criterion: Criterion
    """The criterion that they are compared by."""

    def __repr__(self) -> str:
        best = self._name(self.best_index_)
        return f"<Selection by {self.criterion} of {len(self.models)} models: the best has {best}>"

    def _repr_html_(self) -> str:
        """Return what a notebook shows of it: the best ones."""
        order = np.argsort(self.table[self.criterion], kind="stable")[:_SHOWN]
        rows = [(self._name(index), f"{self.table[self.criterion][index]:.6g}") for index in order.tolist()]
        return card(repr(self), rows)

    def _name(self, index: int) -> str:
        names = ("n_components", *self.variants)
        return ", ".join(f"{name}={self.table[name][index].item()!r}" for name in names)

    @property
    def best_index_(self) -> int:
        """The row with the lowest criterion, of models without a degenerate component if there are any.

        The likelihood of a component that collapses onto a few samples has no bound, nor has that of a
        feature without noise, so that criteria of such a model cannot be compared.
        """
        values = self.table[self.criterion]
        sound = np.where(self.table["degenerate"], np.inf, values)
        return int((sound if np.isfinite(sound).any() else values).argmin())

    @property
    def best_(self) -> Any:
        """The model of that row."""
        model = self.models[self.best_index_]
        if model is None:
            raise ValueError("none of the models could be fitted")
        return model


def select(
    X: ArrayLike | Data,
    n_components: int | Iterable[int] | None = None,
    covariance_type: str | Iterable[str] | None = None,
    criterion: Criterion = "bic",
    *,
    model: Any = None,
    sample_weight: ArrayLike | None = None,
    lengths: ArrayLike | None = None,
    client: Any = None,
    progress: Progress | bool = True,
    **parameters: Any,
) -> Selection:
    """Fit models of several sizes and types and compare them.

    Parameters
    ----------
    X : array-like of shape (n_samples, n_features), Source or Data
    n_components : int or iterable of int, default=None
        None: from 1 to 9, or to the number of samples; of factors, to that of the features.
    covariance_type : str or iterable of str, default=None
        None: all of them, if the model has such a parameter.
    criterion : {'bic', 'aic', 'icl'}, default='bic'
        The lower the better. The ICL of factor models is their BIC: no sample is in doubt.
    model : GaussianMixture, another mixture, a hidden Markov model or a factor model, default=None
        The one whose copies are fitted; what it starts from is left out. None: `GaussianMixture`.
    sample_weight : array-like of shape (n_samples,), default=None
        How many samples each one stands for, in the fits and in the criteria.
    lengths : array-like of int, shape (n_sequences,), default=None
        Rows of each sequence, for models of sequences.
    client : distributed.Client, default=None
        Whose workers fit the models, each one of them, all samples at hand; the largest come first.
    progress : callable or bool, default=True
        ``progress(done, total)`` is called after each model; not if a client fits them. True shows a bar of
        tqdm after a second, if that is installed.
    **parameters
        Of the models, such as ``random_state``.

    Returns
    -------
    Selection

    Raises
    ------
    TypeError
        If `model` has no likelihood, or an argument is of a wrong type.
    ValueError
        If an argument cannot be what it must be.

    Warns
    -----
    RuntimeWarning
        If a model could not be fitted.
    VarianceFloorWarning
        Once, if ``reg_covar`` is most of a fitted variance in some of the models.

    Examples
    --------
    >>> from iterscope import make_blobs, select
    >>> X, _ = make_blobs(n_samples=300, centers=[[0, 0], [9, 0], [0, 9]], random_state=0)
    >>> select(X, range(1, 6), random_state=0).best_.n_components
    3
    """
    if not isinstance(criterion, str) or criterion not in {"bic", "aic", "icl"}:
        raise ValueError(f"criterion must be 'bic', 'aic' or 'icl', got {arguments.shown(criterion)}")
    prototype = kinds.usual()() if model is None else _check_model(model)
    name = type(prototype).__name__
    missing = clone(prototype).set_params(**parameters).allows_missing
    data = data_of(
        X,
        sample_weight,
        min_samples=prototype.least_samples,
        user="select",
        missing=missing,
        lengths=lengths,
        lists=prototype.sequential,
        model=prototype,
        missing_in_blocks=prototype.missing_in_blocks,
    )
    sizes = _sizes(n_components, prototype.most_components(data))
    variants: dict[str, Any] = dict(prototype.variants)
    if covariance_type is not None:
        if "covariance_type" not in variants:
            raise TypeError(
                f"covariance_type must be None: a {name} has none, got {arguments.shown(covariance_type)}"
            )
        variants["covariance_type"] = list(_each(covariance_type))
    families = [dict(zip(variants, values, strict=True)) for values in itertools.product(*variants.values())]
    candidates = []
    for family, size in itertools.product(families, sizes):
        candidates.append(_candidate(prototype, size, {**parameters, **family}))
        candidates[-1].prepare(data)  # which refuses the first that cannot be
    if not candidates:
        raise ValueError("n_components and covariance_type must not be empty")
    outcomes = (
        _compared_here(candidates, data, progress=progress)
        if client is None
        else _compared_by(Cluster(client), candidates, X, sample_weight, lengths)
    )
    rows: list[tuple[Any, ...]] = []
    for candidate, outcome in zip(candidates, outcomes, strict=True):
        key = candidate.n_components, *(getattr(candidate, variant) for variant in variants)
        if outcome.error:
            warn(f"{', '.join([f'{key[0]} components', *key[1:]])}: {outcome.error}", RuntimeWarning)
        rows.append((*key, *outcome.measures))
    floors = [text for outcome in outcomes for text in outcome.floors]
    if floors:
        warn(f"{floors[0]} So it is in {len(floors)} of the {len(candidates)} models.", VarianceFloorWarning)
    texts = [(name, f"U{max(map(len, values))}") for name, values in prototype.variants.items()]
    dtype = np.dtype([("n_components", np.int64), *texts, *MEASURES])
    models = tuple(outcome.model for outcome in outcomes)
    return Selection(prototype.kind, tuple(variants), np.array(rows, dtype), models, criterion)


class _Outcome(NamedTuple):
    """What has become of a model."""

    model: Any
    """Fitted; None where it could not be."""
    measures: tuple[Any, ...]
    """Values of `MEASURES`."""
    floors: list[str]
    """What it says of variances that are mostly ``reg_covar``."""
    error: str


_FAILED = -np.inf, np.inf, np.inf, np.inf, 0, False, False


def _compared_here(candidates: list[Any], data: Data, *, progress: Progress | bool) -> list[_Outcome]:
    """Fit models one after the other, and tell how far it is."""
    outcomes: list[_Outcome] = []
    with shown(len(candidates), progress=progress, unit="model", name="select") as show:
        for candidate in candidates:
            outcomes.append(_compared(candidate, data))
            show(len(outcomes), len(candidates))
    return outcomes


def _compared(candidate: Any, data: Data) -> _Outcome:
    """Fit a model and measure it."""
    try:
        with collected(VarianceFloorWarning) as told:
            candidate.fit(data)
    except ValueError as error:
        return _Outcome(None, _FAILED, [], str(error))
    bic = candidate.bic(data)
    criteria = bic, candidate.aic(data), candidate.icl(data) if hasattr(candidate, "icl") else bic
    total = candidate.score(data) * data.total_weight
    flags = candidate.converged_, len(candidate.degenerate_) > 0
    return _Outcome(candidate, (total, *criteria, candidate.n_iter_, *flags), list(told), "")


def _compared_by(
    cluster: Cluster,
    candidates: list[Any],
    X: Any,
    sample_weight: ArrayLike | None,
    lengths: ArrayLike | None,
) -> list[_Outcome]:
    """Have the workers of a cluster fit models, told of the weights and the lengths."""
    if isinstance(X, Data):
        raise TypeError("client must be None for Data: give the samples themselves")
    given, rows = as_source(X, lists=candidates[0].sequential, in_memory=True)
    rows = rows if lengths is None else lengths
    answers: list[tuple[_Outcome, list[tuple[str, type[Warning]]]]] = cluster.apart(
        _compared_there,
        [(candidate, sample_weight, rows) for candidate in candidates],
        given,
        [candidate.n_components for candidate in candidates],
    )
    for _, told in answers:
        for text, category in told:
            warn(text, category)
    return [outcome for outcome, _ in answers]


def _compared_there(
    X: Any, candidate: Any, sample_weight: ArrayLike | None, lengths: ArrayLike | None
) -> tuple[_Outcome, list[tuple[str, type[Warning]]]]:
    """Fit a model on a worker, and return what it warns of."""
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        data = data_of(
            X,
            sample_weight,
            missing=candidate.allows_missing,
            lengths=lengths,
            lists=candidate.sequential,
            model=candidate,
            missing_in_blocks=candidate.missing_in_blocks,
        )
        outcome = _compared(candidate, data)
    return outcome, [(str(one.message), one.category) for one in told]


def _check_model(model: Any) -> Any:
    """Return a model that has a likelihood; raises TypeError."""
    if not (isinstance(model, IterativeEstimator) and getattr(model, "has_criteria", False)):
        raise TypeError(
            "model must be a GaussianMixture or a BernoulliMixture, or another mixture, a hidden Markov "
            f"model or a factor model, whose likelihoods can be compared. Got {type(model).__name__}"
        )
    return model


def _sizes(n_components: Any, most: int) -> list[int]:
    """Return the numbers of components to compare."""
    if n_components is None:
        return list(range(1, min(MOST_COMPONENTS, most) + 1))
    return [arguments.integer("n_components", size, 1, most) for size in _each(n_components)]


def _each(value: Any) -> Iterator[Any]:
    """Iterate over values, or over a single one."""
    try:
        return iter([value] if isinstance(value, str) else value)
    except TypeError:
        return iter([value])


def _candidate(model: Any, n_components: int, parameters: dict[str, Any]) -> Any:
    """Return a copy of a model with another number of components, not fitted."""
    candidate = clone(model)
    candidate.write_setting("n_components", n_components)
    return candidate.set_params(**parameters)
