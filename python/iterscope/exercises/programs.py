"""Exercises about programs: how fast they can be."""

from iterscope.exercises.exercise import Exercise


def amdahl(parallel: float, threads: int) -> float:
    """Say how many times faster threads make a program, a share of which can be done side by side."""
    return 1 / (1 - parallel + parallel / threads)


EXERCISES = (
    Exercise(
        name="amdahl",
        arguments=("parallel", "threads"),
        truth=amdahl,
        inputs=[(1.0, 2), (0.5, 2), (0.0, 8), (0.9, 10), (0.99, 1000)],
        hints=(
            "Say that the program took one second. How long does the part take that waits for itself?",
            "The rest is shared by all threads: divide it by their number, and add up both times.",
            "How many times faster: one second, divided by the time that it takes now.",
        ),
        mistakes={
            "That is the time that is left: how many times faster is it?": (
                lambda parallel, threads: 1 / amdahl(parallel, threads)
            ),
            "What cannot be shared stays as long as it was: times add up, speeds do not.": (
                lambda parallel, threads: 1 - parallel + parallel * threads
            ),
        },
    ),
)
