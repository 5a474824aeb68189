"""Opening pyramids."""

from os import PathLike
from pathlib import Path

from iterscope.fractal.pyramids.formats.dzi import Dzi, DziPyramid
from iterscope.fractal.pyramids.formats.pmtiles import PMTiles, PMTilesPyramid
from iterscope.fractal.pyramids.formats.zarr import ZarrPyramid
from iterscope.fractal.pyramids.pyramid import Pyramid


def open_pyramid(path: str | PathLike[str]) -> Pyramid:
    """Open a pyramid that `to_pmtiles`, `to_dzi` or `to_zarr` has written.

    Parameters
    ----------
    path : str or path
        The file, ``.pmtiles`` or ``.dzi``, or the folder of zarr arrays.

    Returns
    -------
    Pyramid

    Raises
    ------
    OSError
        If there is none, or it cannot be read.
    ValueError
        If it is something else, or not whole.
    ImportError
        If the package that reads it is not installed: ``pip install 'iterscope[pyramid,zarr]'``.

    Examples
    --------
    >>> view = open_pyramid("julia.pmtiles").explore()  # doctest: +SKIP
    >>> open_pyramid("nothing.pmtiles")
    Traceback (most recent call last):
    FileNotFoundError: path must be a pyramid, and nothing is there: 'nothing.pmtiles'
    """
    place = Path(path)
    if not place.exists():
        raise FileNotFoundError(f"path must be a pyramid, and nothing is there: {str(path)!r}")
    suffix = place.suffix.lower()
    if place.is_dir():
        return ZarrPyramid(place)
    if suffix == PMTiles.suffix:
        return PMTilesPyramid(place)
    if suffix == Dzi.suffix:
        return DziPyramid(place)
    raise ValueError(f"path must end in {PMTiles.suffix} or {Dzi.suffix}, or be a folder, got {str(path)!r}")
