"""Data of a fit: samples, their weights and classes, and the directions along which they are seen."""

from iterscope.fit.data.blocks import Blocks
from iterscope.fit.data.data import NO_LABEL, Data, table
from iterscope.fit.data.gate import data_of

__all__ = ["NO_LABEL", "Blocks", "Data", "data_of", "table"]
