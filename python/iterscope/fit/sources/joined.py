"""Sources that follow one another, as one."""

from typing import Any

import numpy as np

from iterscope.fit.sources.delayed import Delayed
from iterscope.fit.sources.protocol import Source


class Joined:
    """Several sources, one after the other.

    Parameters
    ----------
    sources : list of Source
    """

    def __init__(self, sources: list[Source]) -> None:
        self._sources = sources
        self.lengths = [int(source.shape[0]) for source in sources]
        self.shape = sum(self.lengths), int(sources[0].shape[1])
        starts = np.cumsum([0, *self.lengths[:-1]])
        counts = [len(source.offsets) for source in sources]
        self.offsets = np.concatenate(
            [start + np.asarray(source.offsets) for start, source in zip(starts, sources, strict=True)]
        )
        self._places = [(k, i) for k, count in enumerate(counts) for i in range(count)]
        self.header = getattr(sources[0], "header", None)

    def load(self, i: int) -> Any:
        """Load block `i` of all."""
        source, block = self._places[i]
        return self._sources[source].load(block)


def joined(sources: list[Source]) -> Source:
    """Return sources that follow one another as one.

    Raises
    ------
    ValueError
        If they have not the same features, or only some of them are in dask.
    """
    first = sources[0]
    names = [_columns(source) for source in sources]
    for at, source in enumerate(sources):
        if source.shape[1] != first.shape[1] or names[at] != names[0]:
            raise ValueError(
                f"X must be a list of samples with the same features, got {names[at] or source.shape[1]} in "
                f"part {at}, after {names[0] or first.shape[1]}"
            )
    in_dask = [isinstance(source, Delayed) for source in sources]
    if not any(in_dask):
        return Joined(sources)
    if not all(in_dask):
        raise ValueError(
            f"X must be a list of which all parts are in dask, or none, got another in part "
            f"{in_dask.index(False)}"
        )
    collections: list[Any] = list(sources)
    parts = [part for source in collections for part in source.parts]
    lengths = [
        int(rows) for source in collections for rows in np.diff(source.offsets, append=source.shape[0])
    ]
    each = [int(source.shape[0]) for source in collections]
    return Delayed(parts, lengths, first.shape[1], None, collections[0].header, each=each)


def _columns(source: Source) -> list[str] | None:
    header = getattr(source, "header", None)
    return None if header is None else [str(name) for name in header.columns]
