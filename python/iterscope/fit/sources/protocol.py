"""What a fit asks of samples that are not in memory: how many there are, and a block of them."""

from typing import Any, Protocol, runtime_checkable


@runtime_checkable
class Source(Protocol):
    """Samples by features, loaded a block of consecutive rows at a time.

    Any object that has these three can be fitted. It may have more: ``dtype`` of all blocks, ``header``, a
    data frame without rows for the names of the features, and ``read(start, stop)``, which loads any rows
    without their whole blocks. Where other processes are to load blocks, it must be one that can be pickled.
    """

    @property
    def shape(self) -> tuple[int, int]:
        """Numbers of samples and of features."""

    @property
    def offsets(self) -> Any:
        """The first row of each block, in order; the last block ends with the samples."""

    def load(self, i: int) -> Any:
        """Return the samples of block `i`: an array or a data frame."""
