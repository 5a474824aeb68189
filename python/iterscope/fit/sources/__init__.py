"""Samples that need not fit in memory: what is loaded a block at a time, and who computes over the blocks."""

from iterscope.fit.sources.find import found, source
from iterscope.fit.sources.partition import Block, Partition
from iterscope.fit.sources.protocol import Source

__all__ = ["Block", "Partition", "Source", "found", "source"]
