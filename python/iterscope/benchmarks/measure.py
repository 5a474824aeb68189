"""Summary of measured times: their median, and how far they spread."""

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

Samples = Mapping[str, Sequence[float]]
"""Seconds by what they are the time of."""


@dataclass(frozen=True)
class Measure:
    """Samples of one time, in seconds."""

    median: float
    least: float
    most: float
    count: int

    @classmethod
    def of(cls, samples: Sequence[float]) -> Self:
        """Summarise samples."""
        return cls(statistics.median(samples), min(samples), max(samples), len(samples))


Results = Mapping[str, Mapping[str, Measure]]
"""By contender, and by what is measured."""
