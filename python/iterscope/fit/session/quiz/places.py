"""Places that a quiz asks for: means in a plane, levels of states, and where a smoother puts a row."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from iterscope.fit.recording import Recording
from iterscope.fit.replies import shown_rows
from iterscope.fit.session.quiz.question import Question

_FAR = 12
"""Rows that are moved farthest, one of which is asked for."""


def question(
    recording: Recording, run: int, index: int, draw: np.random.Generator, dims: tuple[int, ...]
) -> Question | None:
    """Return a question for a place in what is shown, None where the next half-step moves nothing there.

    Parameters
    ----------
    recording : Recording
    run : int
        Its number.
    index : int
        Of the step.
    draw : numpy.random.Generator
    dims : tuple of int
        Features that are shown, or beyond them principal axes.

    Returns
    -------
    Question or None
    """
    following, algorithm = recording.step(index + 1), recording.algorithm
    moves = following.phase == "maximize" and not algorithm.is_one
    what, component, sample = "", None, None
    if algorithm.view == "series":
        dim = int(draw.choice(dims))
        dims, name = (dim,), recording.data.feature_names[dim]
        if following.phase == "expect" and algorithm.is_one:
            sample = int(draw.choice(_moved_rows(recording, following, dim)))
            what = f"does the smoother put {name} of the marked row"
        elif moves and algorithm.layers(following) is None:
            component = _any(recording, following, draw)
            what = f"does the level of state {component} go in {name}"
    elif moves and hasattr(following, "means") and len(dims) < 3:
        component = _any(recording, following, draw)
        what = f"does mean {component} go"
    if not what:
        return None
    text = f"Where {what}? Click there."
    return Question(run, index, "place", text, sample=sample, component=component, dims=dims)


def truth(recording: Recording, asked: Question) -> tuple[float, ...]:
    """Return the place that a question asks for."""
    following, data = recording.step(asked.index + 1), recording.data
    if asked.component is None:
        smoothed = _smoothed(recording, following, asked.dims[0])
        return (float(smoothed[asked.sample or 0]),)
    centers = recording.algorithm.centers(following)[[asked.component]]
    return tuple(data.projection.coordinates(centers, asked.dims)[0].tolist())


def _any(recording: Recording, step: Any, draw: np.random.Generator) -> int:
    return int(draw.integers(recording.algorithm.n_components(step.parameters)))


def _smoothed(recording: Recording, step: Any, dim: int) -> NDArray[np.float64]:
    """Return what a smoother sees of a feature without noise."""
    found = recording.algorithm.smoothed(step.shading)
    assert found is not None  # noqa: S101  a model that is one and moves has one
    seen: NDArray[np.float64] = found[0] @ np.asarray(step.observation, np.float64)[dim]
    return seen


def _moved_rows(recording: Recording, step: Any, dim: int) -> NDArray[np.intp]:
    """Return the rows that a smoother moves farthest, of those that are drawn; gaps come first."""
    rows = shown_rows(recording.data, "series")
    off = np.abs(recording.data.values[rows, dim] - _smoothed(recording, step, dim)[rows])
    return np.argsort(-np.nan_to_num(off, nan=np.inf), kind="stable")[:_FAR]
