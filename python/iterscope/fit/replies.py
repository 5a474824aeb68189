"""Replies to the page, made from steps, data and tables."""

import base64
import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from iterscope.fit.algorithm import Algorithm
from iterscope.fit.data import Data, projection
from iterscope.fit.data.dims import View
from iterscope.fit.messages.points import MAX_POINTS, MAX_ROWS, MAX_VALUES, Points, Principal
from iterscope.fit.messages.selection import Selection, SelectionRow
from iterscope.fit.messages.starts import Starts
from iterscope.fit.messages.steps import Model, Step, Steps
from iterscope.fit.messages.values import Real
from iterscope.fit.mixture.selection import Selection as FitSelection
from iterscope.fit.step import Step as FitStep

MOST_WIDEST = 5
"""Features of most variance that a page knows."""


def model(algorithm: Algorithm[Any]) -> Model:
    """Return the description of the model as a page takes it."""
    description: Any = algorithm.description
    described: Model = description
    return described


def step(algorithm: Algorithm[Any], state: FitStep[Any]) -> Step:
    """Return a step as a page takes it."""
    return {
        "iteration": state.iteration,
        "init": state.init,
        "phase": state.phase,
        "parameters": {name: getattr(state, name).tolist() for name in algorithm.names},
        "log_likelihood": real(state.log_likelihood),
        "lower_bound": real(state.lower_bound),
        "change": real(state.change),
        "stop_reason": state.stop_reason,
        "degenerate": list(state.degenerate),
        "floored": [list(pair) for pair in state.floored],
        "elapsed": state.elapsed,
    }


def steps(algorithm: Algorithm[Any], run: int, first: int, states: Sequence[FitStep[Any]]) -> Steps:
    """Return consecutive steps of a recording, from index `first` on."""
    return {
        "kind": "steps",
        "run": run,
        "model": model(algorithm),
        "first": first,
        "steps": [step(algorithm, state) for state in states],
    }


def starts(seeds: Sequence[int], ends: Sequence[tuple[Algorithm[Any], FitStep[Any]]]) -> Starts:
    """Return the last steps of several starts as a page takes them."""
    bounds = [end.lower_bound for _, end in ends]
    return {
        "kind": "starts",
        "best": bounds.index(max(bounds)),
        "starts": [
            {
                "seed": seed,
                "n_iter": end.iteration,
                "model": model(algorithm),
                "step": step(algorithm, end),
            }
            for seed, (algorithm, end) in zip(seeds, ends, strict=True)
        ],
    }


def selection(found: FitSelection) -> Selection:
    """Return the mixtures that were compared as a page takes them."""
    rows: list[SelectionRow] = []
    for row in found.table:
        described: Any = {"kind": found.kind, **{name: str(row[name]) for name in found.variants}}
        rows.append({
            "n_components": int(row["n_components"]),
            "model": described,
            "degenerate": bool(row["degenerate"]),
            "bic": real(float(row["bic"])),
            "aic": real(float(row["aic"])),
            "icl": real(float(row["icl"])),
        })  # fmt: skip
    return {"kind": "selection", "criterion": found.criterion, "best": found.best_index_, "rows": rows}


def points(data: Data, view: View = "plane") -> Points:
    """Return the samples as a page takes them."""
    rows = shown_rows(data, view)
    values, (low, high) = data.values[rows], data.bounds
    labels = None if data.labels is None else base64_text(data.labels[rows].tobytes())
    weights = data.uneven_weights
    if weights is not None:
        weights = (weights[rows] / weights[rows].max()).astype("<f4")
    return {
        "kind": "points",
        "revision": data.revision,
        "n_samples": len(data),
        "n_features": data.n_features,
        "n_points": len(values),
        "data": base64_text(values.astype("<f8", copy=False).tobytes()),
        "weights": None if weights is None else base64_text(weights.tobytes()),
        "labels": labels,
        "lengths": None if data.lengths is None else data.lengths.tolist(),
        "principal": principal(data.principal),
        "low": low.tolist(),
        "high": high.tolist(),
    }


def principal(axes: projection.Principal | None) -> Principal | None:
    """Return principal axes as a page takes them."""
    return None if axes is None else {"mean": axes.mean.tolist(), "axes": axes.axes.tolist()}


def names(data: Data) -> dict[str, list[Any]]:
    """Return the traits that name features, axes and classes."""
    return {
        "feature_names": data.feature_names,
        "axis_names": data.axis_names,
        "widest": data.widest[:MOST_WIDEST],
        "class_names": list(data.classes),
    }


def shown_rows(data: Data, view: View = "plane") -> NDArray[np.int64] | slice:
    """Return the rows of the samples that a page draws: all, or always the same ones, chosen at random.

    Of a series that is too long, the first ones.
    """
    if view == "series":
        return slice(0, min(MAX_ROWS, max(1, MAX_VALUES // data.n_features)))
    n_points = min(len(data), MAX_POINTS, max(1, MAX_VALUES // data.n_features))
    if n_points == len(data):
        return slice(None)
    return np.sort(np.random.default_rng(0).choice(len(data), n_points, replace=False))


def base64_text(content: bytes) -> str:
    """Return bytes as base64."""
    return base64.b64encode(content).decode("ascii")


def real(value: float) -> Real:
    """Return a number, None where JSON has none for it."""
    return float(value) if math.isfinite(value) else None
