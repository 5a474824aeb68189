"""Pyramids: pictures and fields of a view in all their resolutions, in files that are written and shown."""

from iterscope.fractal.pyramids.open import open_pyramid
from iterscope.fractal.pyramids.pyramid import Pyramid
from iterscope.fractal.pyramids.write import to_dzi, to_pmtiles, to_zarr

__all__ = ["Pyramid", "open_pyramid", "to_dzi", "to_pmtiles", "to_zarr"]
