"""Exercises of the notebooks: each is checked against independent truth, and answered in words.

``exercises.check("assign", assign)`` calls a function with several inputs. Of a wrong answer it says where it
differs, and with each call gives one hint more; it never shows the solution.
"""

from collections.abc import Callable
from difflib import get_close_matches
from typing import Any, Final

from iterscope.exercises import (
    blocks,
    clustering,
    cycles,
    escape,
    mixtures,
    models,
    packages,
    perturbation,
    programs,
    series,
)
from iterscope.exercises.exercise import Exercise, Verdict

__all__ = ["check"]

EXERCISES: Final[dict[str, Exercise]] = {
    exercise.name: exercise
    for matter in (
        escape,
        mixtures,
        perturbation,
        programs,
        cycles,
        models,
        clustering,
        series,
        blocks,
        packages,
    )
    for exercise in matter.EXERCISES
}
_hints: dict[str, int] = {}
"""How many hints have been given since an exercise was right last."""


def check(name: str, function: Callable[..., Any]) -> Verdict:
    """Check the answer to an exercise; each wrong answer gets the next hint.

    Parameters
    ----------
    name : str
        Of the exercise, as its notebook has it.
    function : callable
        The answer. It is called with copies of several inputs.

    Returns
    -------
    Verdict
        True if the answer is right; a notebook shows what it says.

    Raises
    ------
    ValueError
        If there is no such exercise.
    TypeError
        If the answer is no function.

    Examples
    --------
    >>> from iterscope import exercises
    >>> exercises.check("mandelbrot_count", lambda c, max_iter: max_iter)
    Not yet. For c = 1+1j, max_iter = 100: it returned 100, and 1 is right.
    Hint 1 of 3: What is different from a Julia set? There z begins anywhere and c is fixed.
    """
    exercise = EXERCISES.get(name) if isinstance(name, str) else None
    if exercise is None:
        near = get_close_matches(str(name), EXERCISES, n=1)
        also = f"; do you mean {near[0]!r}?" if near else ""
        raise ValueError(f"name must be one of {', '.join(EXERCISES)}, got {name!r}{also}")
    if not callable(function):
        raise TypeError(f"function must be the function that answers, got {type(function).__name__}")
    fault = exercise.fault(function)
    if not fault:
        _hints.pop(name, None)
        return Verdict(right=True, text=f"Right, for all {len(exercise.inputs)} inputs.")
    given = _hints[name] = min(_hints.get(name, 0) + 1, len(exercise.hints))
    hint = f"Hint {given} of {len(exercise.hints)}: {exercise.hints[given - 1]}"
    return Verdict(right=False, text=f"Not yet. {fault}\n{hint}")
