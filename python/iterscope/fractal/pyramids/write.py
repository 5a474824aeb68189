"""Pictures and fields of a view in all their resolutions, written to files."""

from collections.abc import Iterable, Sequence
from os import PathLike
from pathlib import Path
from typing import Any, SupportsIndex, cast, get_args

from iterscope.fractal.base import LENGTHS, Fractal, checked
from iterscope.fractal.coloring import ColorBy, Coloring
from iterscope.fractal.pyramids.content import MAX_SIDE, Content, Side
from iterscope.fractal.pyramids.formats.dzi import Dzi, files_of
from iterscope.fractal.pyramids.formats.pmtiles import PMTiles
from iterscope.fractal.pyramids.formats.zarr import Zarr
from iterscope.fractal.pyramids.levels import Levels
from iterscope.fractal.pyramids.painter import Painter
from iterscope.fractal.pyramids.produce import produce
from iterscope.fractal.pyramids.sampler import Sampler
from iterscope.fractal.sampling import UNITS, MaxIter, Unit, pixel, sampling
from iterscope.fractal.view import View, size
from iterscope.validation import arguments, files
from iterscope.widget.progress import Progress


def to_pmtiles(
    fractal: Fractal,
    path: str | PathLike[str],
    view: View,
    shape: Sequence[SupportsIndex],
    *,
    coloring: Coloring | None = None,
    max_iter: MaxIter = "auto",
    antialias: SupportsIndex = 1,
    tile_size: SupportsIndex = 512,
    client: Any = None,
    progress: Progress | bool = True,
    resume: bool = False,
) -> None:
    """Write a square picture in all its resolutions as one PMTiles file.

    Each level is computed in its own pixels, not made from the next finer one, and each tile is what
    `Fractal.render` draws of its place. MapLibre, Leaflet and OpenLayers show the file from any host that
    serves ranges of bytes; `open_pyramid` shows it here.

    Parameters
    ----------
    fractal : Fractal
    path : str or path
        The file, ``.pmtiles``, which is replaced.
    view : View
        What the picture shows, at any depth that the family has.
    shape : (height, width)
        Pixels of the finest level, at most 2**20 a side: here `tile_size` times a power of two, twice the
        same.
    coloring : Coloring, optional
        Its colors; the family's usual ones unless given. Where they follow what a view shows, as "histogram"
        does, they follow the whole picture, in all tiles.
    max_iter : int or "auto", default="auto"
        Iterations of all levels; "auto" is that of the finest.
    antialias : {1, 2, 4}, default=1
        Samples along a side of a pixel, whose light is averaged, on all levels.
    tile_size : {128, 256, 512, 1024, 2048}, default=512
        Pixels along a side of a tile.
    client : distributed.Client, optional
        Whose workers compute; without one the threads of this process do. The bytes are the same.
    progress : callable or bool, default=True
        ``progress(done, total)`` is called after some tiles. True shows a bar of tqdm after a
        second, if that is installed.
    resume : bool, default=False
        Keep what is done of a pyramid that is interrupted in a folder ``path + ".parts"``, and go on from
        there when the same one is written again. The bytes are the same.

    Raises
    ------
    TypeError, ValueError
        If an argument is of the wrong type or out of range, the family is not computed so deep or lacks what
        colors go by, or there are another pyramid's parts.
    ImportError
        If the package ``pmtiles`` is not installed: ``pip install 'iterscope[pyramid]'``.
    OSError
        If the disk is full or the file cannot be written. Like an interrupt this leaves `path` as it was.
    RuntimeError
        If `client` is closed, or has no worker for a minute.
    KeyboardInterrupt
        Within 100 ms of Ctrl-C.

    Examples
    --------
    >>> from iterscope import Julia
    >>> julia = Julia(-0.8 + 0.156j)
    >>> to_pmtiles(julia, "julia.pmtiles", julia.home, (32768, 32768))  # doctest: +SKIP
    """
    content = _content(fractal, view, shape, max_iter, tile_size, coloring=coloring, antialias=antialias)
    levels = content.levels
    tiles = levels.width // levels.side
    if levels.height != levels.width or levels.width % levels.side or tiles & (tiles - 1):
        raise ValueError(
            f"shape must be square for PMTiles, and a power of two of tiles of {levels.side} pixels along a "
            f"side, got {(levels.height, levels.width)}"
        )
    target = _target(path, PMTiles.suffix)
    produce(PMTiles(Painter.of(content)), target, client=client, progress=progress, resume=resume)


def to_dzi(
    fractal: Fractal,
    path: str | PathLike[str],
    view: View,
    shape: Sequence[SupportsIndex],
    *,
    coloring: Coloring | None = None,
    max_iter: MaxIter = "auto",
    antialias: SupportsIndex = 1,
    tile_size: SupportsIndex = 512,
    client: Any = None,
    progress: Progress | bool = True,
    resume: bool = False,
) -> None:
    """Write a picture in all its resolutions as a Deep Zoom image, which OpenSeadragon shows.

    Parameters
    ----------
    fractal, view, coloring, max_iter, antialias, tile_size, client, progress, resume
        As for `to_pmtiles`.
    path : str or path
        The file, ``.dzi``; the tiles are in a folder beside it, ``_files`` in place of the suffix. Neither
        may be there.
    shape : (height, width)
        Pixels of the finest level, at most 2**20 a side.

    Raises
    ------
    TypeError, ValueError, OSError, RuntimeError, KeyboardInterrupt
        As `to_pmtiles`; FileExistsError also if there is such a file or folder.
    """
    content = _content(fractal, view, shape, max_iter, tile_size, coloring=coloring, antialias=antialias)
    target = _target(path, Dzi.suffix)
    for place in (target, files_of(target)):
        _check_free(place)
    produce(Dzi(Painter.of(content)), target, client=client, progress=progress, resume=resume)


def to_zarr(
    fractal: Fractal,
    path: str | PathLike[str],
    view: View,
    shape: Sequence[SupportsIndex],
    names: Sequence[str] = ("smooth",),
    *,
    max_iter: MaxIter = "auto",
    unit: Unit = "plane",
    tile_size: SupportsIndex = 256,
    client: Any = None,
    progress: Progress | bool = True,
    resume: bool = False,
) -> None:
    """Write fields of a view in all their resolutions as zarr arrays, in a group of OME-NGFF for each field.

    Parameters
    ----------
    fractal, view, max_iter, client, progress, resume
        As for `to_pmtiles`.
    path : str or path
        The folder, which must be new or empty.
    shape : (height, width)
        Pixels of the finest level, at most 2**20 a side.
    names : sequence of str, default=("smooth",)
        The fields, as for `Fractal.fields`. ``path/smooth/0`` is the array of the finest level.
    unit : {"plane", "pixel"}, default="plane"
        In what distances are measured; a pixel is that of their own level.
    tile_size : {128, 256, 512, 1024, 2048}, default=256
        Pixels along a side of a chunk; a file holds those of 2048 pixels squared.

    Raises
    ------
    TypeError, ValueError, OSError, RuntimeError, KeyboardInterrupt
        As `to_pmtiles`; FileExistsError also if there is something in the folder.
    ImportError
        If the package ``zarr`` is not installed: ``pip install 'iterscope[zarr]'``.
    """
    if (
        isinstance(names, str)
        or not isinstance(names, Iterable)
        or not all(isinstance(name, str) for name in names)
    ):
        raise TypeError(f"names must be a sequence of strings, got {arguments.shown(names)}")
    checked("fractal", fractal)
    for name in dict.fromkeys(names):
        arguments.one_of("names", name, fractal.formula.fields)
    if not names:
        raise ValueError("names must be at least one field, got none")
    arguments.one_of("unit", unit, UNITS)
    content = _content(
        fractal, view, shape, max_iter, tile_size, fields=tuple(dict.fromkeys(names)), unit=unit
    )
    target = files.target(path)
    _check_free(target)
    produce(Zarr(Sampler.of(content)), target, client=client, progress=progress, resume=resume)


def _content(
    fractal: Fractal,
    view: View,
    shape: Sequence[SupportsIndex],
    max_iter: MaxIter,
    tile_size: SupportsIndex,
    *,
    coloring: Coloring | None = None,
    antialias: SupportsIndex = 1,
    fields: tuple[str, ...] = (),
    unit: Unit = "plane",
) -> Content:
    """Check what is to be shown; raises TypeError or ValueError."""
    checked("fractal", fractal)
    if not isinstance(view, View):
        raise TypeError(f"view must be a View, got {arguments.shown(view)}")
    height, width = size(shape)
    if max(height, width) > MAX_SIDE:
        raise ValueError(f"shape must be of at most {MAX_SIDE} pixels a side, got {(height, width)}")
    sides = get_args(Side)
    side = arguments.integer("tile_size", tile_size, sides[0], sides[-1])
    if side not in sides:
        raise ValueError(f"tile_size must be one of {', '.join(map(str, sides))}, got {side}")
    by = arguments.integer("antialias", antialias, 1, 4)
    if by not in {1, 2, 4}:
        raise ValueError(f"antialias must be 1, 2 or 4, got {by}")
    if coloring is None and not fields:
        coloring = Coloring(color_by=cast("ColorBy", fractal.color_by))
    if coloring is not None and not isinstance(coloring, Coloring):
        raise TypeError(f"coloring must be a Coloring, got {arguments.shown(coloring)}")
    samples = sampling(fractal, view, (height, width), max_iter=max_iter, antialias=by)
    if unit == "plane" and set(fields) & set(LENGTHS):
        pixel(samples)
    levels = Levels(view, height, width, side)
    return Content(fractal, levels, samples["max_iter"], coloring, by, fields, unit)


def _target(path: str | PathLike[str], suffix: str) -> Path:
    """Return where a file is to be written; raises ValueError unless its name ends so, and as `regular`."""
    target = files.regular(path)
    if target.suffix.lower() != suffix:
        raise ValueError(f"path must end in {suffix}, got {str(path)!r}")
    return target


def _check_free(target: Path) -> None:
    """Raise FileExistsError unless nothing is there, or an empty folder."""
    if target.exists() and not (target.is_dir() and not any(target.iterdir())):
        raise FileExistsError(f"path must be free: {str(target)!r} is there already")
