"""Sequences that are computed together, and sums over them whose bits depend on the sequences alone."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import reduce
from operator import add
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from iterscope.validation.arrays import Samples


class Node(NamedTuple):
    """Sums over 2^level units, which begin with number ``place * 2**level``."""

    level: int
    place: int
    sums: Any


@dataclass(frozen=True, eq=False)
class Units:
    """Sequences one after the other; those that are computed together are a unit."""

    lengths: NDArray[np.int64]
    """Rows of each sequence."""
    firsts: NDArray[np.int64]
    """The first sequence of each unit, and the end."""
    number: int = 0
    """Of the first unit in the whole."""

    @classmethod
    def of(cls, lengths: NDArray[np.int64], together: int) -> "Units":
        """Take short sequences together until they are so many rows, as the core does; long ones alone."""
        ends = np.cumsum(lengths)
        long = np.append(np.flatnonzero(lengths >= together), len(lengths))
        firsts = [0]
        while (at := firsts[-1]) < len(lengths):
            full = int(ends.searchsorted(ends[at] - lengths[at] + together)) + 1
            after = int(long[long.searchsorted(at, side="right")]) if lengths[at] < together else at + 1
            firsts.append(min(full, after, len(lengths)))
        return cls(lengths, np.asarray(firsts, np.int64))

    @property
    def starts(self) -> NDArray[np.int64]:
        """The first row of each unit, and the end."""
        return np.append(0, np.cumsum(self.lengths))[self.firsts]

    def some(self, first: int, end: int) -> "Units":
        """Return consecutive units."""
        begin, stop = self.firsts[first], self.firsts[end]
        return Units(self.lengths[begin:stop], self.firsts[first : end + 1] - begin, self.number + first)

    def summed(
        self, statistics: Callable[..., Any], values: Samples, weights: NDArray[np.float64] | None
    ) -> "Forest":
        """Return the sums of ``statistics(values, weights, lengths)`` of these sequences.

        They are computed at once for as many units as are a subtree: the core adds these up in this order.
        """
        rows, nodes = self.starts, []
        for level, first, end in self._subtrees():
            part = slice(rows[first], rows[end])
            lengths = self.lengths[self.firsts[first] : self.firsts[end]]
            sums = statistics(values[part], None if weights is None else weights[part], lengths)
            nodes.append(Node(level, (self.number + first) >> level, sums))
        return Forest(tuple(nodes))

    def _subtrees(self) -> Iterator[tuple[int, int, int]]:
        """Iterate over the largest subtrees that these units fill: level, first unit and end."""
        at, end = self.number, self.number + len(self.firsts) - 1
        while at < end:
            level = (end - at).bit_length() - 1
            if at:
                level = min(level, (at & -at).bit_length() - 1)
            yield level, at - self.number, at - self.number + 2**level
            at += 2**level


@dataclass(frozen=True, eq=False)
class Forest:
    """Sums over consecutive units: one for each of the largest subtrees that they fill, in order.

    The subtrees are those of one fixed binary tree over all units, so that the bits do not depend on how
    these are divided.
    """

    nodes: tuple[Node, ...]

    def __add__(self, after: "Forest") -> "Forest":
        nodes = list(self.nodes)
        for following in after.nodes:
            node = following
            while nodes and nodes[-1].level == node.level and nodes[-1].place ^ 1 == node.place:
                node = Node(node.level + 1, node.place >> 1, nodes.pop().sums + node.sums)
            nodes.append(node)
        return Forest(tuple(nodes))

    @property
    def total(self) -> Any:
        """The sums over all units."""
        return reduce(add, (node.sums for node in self.nodes))
