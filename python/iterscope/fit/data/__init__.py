"""Data of a fit: samples, their weights and classes, and the directions along which they are seen."""

from iterscope.fit.data.data import NO_LABEL, Data, table

__all__ = ["NO_LABEL", "Data", "table"]
