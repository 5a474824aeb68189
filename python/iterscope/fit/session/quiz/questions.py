"""Questions about the next half-step: which they are depends on the seed and on the step alone."""

from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from iterscope.fit.recording import Recording
from iterscope.fit.replies import shown_rows
from iterscope.fit.session.quiz import places
from iterscope.fit.session.quiz.question import Question

Change = Literal["better", "same", "worse"]
CHANGES: tuple[Change, ...] = ("better", "same", "worse")
MOST_OWNERS = 12
"""Components among which a page lets one choose: it has a button for each."""
_DOUBTFUL = 12
"""Samples of most doubt, one of which is asked for."""
_ROUNDING = 1e-9
"""Share of an objective by which rounding changes it."""


def question(recording: Recording, run: int, index: int, seed: int, dims: tuple[int, ...]) -> Question | None:
    """Return the question at a step whose successor is recorded; None where there is nothing to ask.

    Parameters
    ----------
    recording : Recording
    run : int
        Its number.
    index : int
        Of the step.
    seed : int
    dims : tuple of int
        Features that are shown.

    Returns
    -------
    Question or None
        None before another start, and of one component or of many where only the owner of a sample could be
        asked for.
    """
    following = recording.step(index + 1)
    draw = np.random.default_rng([seed, index])
    algorithm = recording.algorithm
    place = places.question(recording, run, index, draw, dims)
    count = algorithm.n_components(following.parameters)
    few = count <= MOST_OWNERS and not algorithm.is_one
    has_improved = recording.step(index).phase in {"maximize", "step"}
    is_certain = not few and place is None
    if following.phase in {"expect", "step"} and has_improved and (is_certain or draw.random() < 0.5):
        name, _ = algorithm.objective(following)
        text = f"How does the {name} change with the next step?"
        return Question(run, index, "change", text)
    if place is not None:
        return place
    if following.phase == "init" or not few:
        return None
    sample = int(draw.choice(_doubtful(recording, following)))
    after = "" if following.phase == "expect" else " after the next M step"
    sample_name = "row" if algorithm.view == "series" else "point"
    text = f"To which {owner_name(recording)} will the ringed {sample_name} belong most{after}?"
    return Question(run, index, "owner", text, sample=sample)


def owner_name(recording: Recording) -> str:
    """Return what it is called that samples belong to."""
    return {"series": "state", "net": "node"}.get(recording.algorithm.view, "component")


def owner(recording: Recording, step: Any, sample: int) -> int:
    """Return the component to which a sample belongs most: by an E step, or by the one after an M step."""
    return int(recording.algorithm.shares(slice(sample, sample + 1), _judging(step))[0].argmax())


def change(recording: Recording, index: int) -> Change:
    """Return how the objective changes from one E step to the next, the one after a step."""
    after = _objective(recording, index + 1)
    before = _objective(recording, index)
    if after == before or abs(after - before) <= _ROUNDING * max(1.0, abs(before)):
        return "same"
    return "better" if after > before else "worse"


def _objective(recording: Recording, index: int) -> float:
    """Return what the fit makes larger, as of the last E step up to a step."""
    return float(recording.step(index).log_likelihood)


def _judging(step: Any) -> Any:
    """Return the parameters that the E step has used, or that the one after an M step will use."""
    return step.shading if step.phase == "expect" else step.parameters


def _doubtful(recording: Recording, step: Any) -> NDArray[np.int64]:
    """Return the samples of most doubt among those that a page draws."""
    algorithm, parameters = recording.algorithm, _judging(step)
    chosen = shown_rows(recording.data, algorithm.view)
    largest = algorithm.shares(chosen, parameters).max(axis=1)
    # Narrow components and cells share nothing: there counts how far the second one is behind.
    try:
        first = np.sort(algorithm.joint(recording.data.values[chosen], parameters), axis=1)
    except ValueError:
        first = np.zeros((len(largest), 2))
    with np.errstate(invalid="ignore"):
        ahead = first[:, -1] - first[:, -2]
    return np.arange(len(recording.data))[chosen][np.lexsort((ahead, largest))[:_DOUBTFUL]]
