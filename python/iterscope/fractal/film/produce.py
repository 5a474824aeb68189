"""Films of flights through the plane and its scales."""

import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from itertools import islice
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, SupportsFloat, SupportsIndex

from iterscope.fractal.base import Fractal
from iterscope.fractal.coloring import Coloring
from iterscope.fractal.families import Mandelbrot
from iterscope.fractal.film.ahead import ahead
from iterscope.fractal.film.camera import Camera
from iterscope.fractal.film.flight import Flight
from iterscope.fractal.film.shots import Shot, parts, shots
from iterscope.fractal.sampling import MaxIter, sampling
from iterscope.validation import arguments, files
from iterscope.widget.drafts import drafts
from iterscope.widget.film import formats
from iterscope.widget.film.formats import Pixels
from iterscope.widget.progress import Progress, shown

if TYPE_CHECKING:
    from iterscope.fractal.places import Bookmark, Found, SavedView
    from iterscope.fractal.view import View

MAX_SIDE = 8192
"""Most pixels across and down."""
MAX_SECONDS = 3600.0
"""Longest film."""
_AHEAD, _AHEAD_BYTES = 8, 1 << 26
"""Frames that wait to be encoded, and their bytes, at most."""
PACE = 1.0
"""Length of a flight in a second, unless the seconds are given: a zoom by four."""

Moving = Callable[[float], Fractal]
"""What is filmed after a share of the time, from 0 to 1."""


def film(
    path: str | PathLike[str],
    views: "Sequence[View | SavedView | Found | Bookmark | str]",
    *,
    formula: Fractal | Moving | None = None,
    coloring: Coloring | None = None,
    max_iter: MaxIter = "auto",
    seconds: SupportsFloat | None = None,
    size: tuple[SupportsIndex, SupportsIndex] = (1920, 1080),
    fps: SupportsIndex = 30,
    antialias: SupportsIndex = 1,
    progress: Progress | bool = True,
    resume: bool = False,
) -> None:
    """Film a flight, even-paced, between views of any depth, or a formula that changes.

    Few pictures are computed, one or two for a zoom by two, and the frames are cut out of them, in linear
    light. Frames at the views themselves are computed each, and all are where colors go by distances in
    pixels. Three pictures are kept at a time, 12 bytes for each pixel of a frame, and 12 more where the view
    moves sideways; eight frames wait to be encoded, or as many as 64 MB hold.

    Parameters
    ----------
    path : str or path
        The file, which is replaced: ``.mp4`` (H.264), ``.webm`` (VP9) or ``.gif``; without a suffix a folder
        of PNG files, which must be new or empty.
    views : sequence of View, or of what `FractalWidget.goto` takes
        Where it leads: places, saved views, bookmarks, addresses such as ``"1/7"``, whose place counts. A
        single one is reached from the formula's home.
    formula : Fractal or callable, optional
        What is filmed; `Mandelbrot()` unless given. A function is called for each frame with the share of the
        time that has passed, from 0 to 1, and returns the fractal of this frame: so a constant moves. Each
        frame is computed by itself then.
    coloring : Coloring, optional
        Its colors, `Coloring()` unless given. "histogram" ranks a smooth count among those of the whole film.
    max_iter : int or "auto", default="auto"
        Iterations; "auto" grows with the depth.
    seconds : float, optional
        How long it lasts, at most an hour; one second for each zoom by four unless given, and at least one.
    size : (width, height), default=(1920, 1080)
        Pixels, at most 8192 each; even ones for MP4 and WebM.
    fps : int, default=30
        Frames a second, at most 120, and 50 in a GIF.
    antialias : {1, 2, 4}, default=1
        Samples along a side of a pixel of the pictures, whose light is averaged.
    progress : callable or bool, default=True
        ``progress(done, total)`` is called after each frame. True shows a bar of tqdm after a
        second, if that is installed.
    resume : bool, default=False
        Keep what is done of a film that is interrupted, two seconds at a time, in a folder
        ``path + ".parts"``, and go on from there when the same film is made again.

    Raises
    ------
    TypeError, ValueError
        If an argument is of the wrong type or out of range, there is another film's folder of parts, or the
        family is not computed so deep.
    ImportError
        If PyAV, for GIF and PNG Pillow, is not installed: ``pip install 'iterscope[film]'``.
    OSError
        If the disk is full or the file cannot be written. Like an interrupt this leaves `path` as it was.
    MemoryError
        If there is no memory for the pictures.
    KeyboardInterrupt
        Within 100 ms of Ctrl-C, or the time of a frame if that is longer.

    Examples
    --------
    >>> from iterscope import Coloring, View, film
    >>> tip = View(("0", "1"), width="1e-50")
    >>> film("dive.mp4", [tip], coloring=Coloring("twilight_shifted"), seconds=30)  # doctest: +SKIP

    A constant that walks around the main cardioid:

    >>> import cmath
    >>> from iterscope import Julia
    >>> def walk(share):
    ...     turn = cmath.exp(2j * cmath.pi * share)
    ...     return Julia(1.02 * (turn / 2 - turn**2 / 4))
    >>> film("walk.gif", [View(0, 3.6)], formula=walk, seconds=1, size=(64, 48), fps=8)  # doctest: +SKIP
    """
    target = files.target(path)
    kind = formats.named(target)
    if kind is not formats.Frames:
        files.regular(path)
    rate = arguments.integer("fps", fps, *kind.fps)
    width, height = (
        arguments.integer("size", side, 16, MAX_SIDE)
        for side in arguments.items("size", size, 2, "(width, height)")
    )
    formula = Mandelbrot() if formula is None else formula
    if not isinstance(formula, Fractal) and not callable(formula):
        raise TypeError(f"formula must be a Fractal, got {arguments.shown(formula)}")
    coloring = Coloring() if coloring is None else coloring
    if not isinstance(coloring, Coloring):
        raise TypeError(f"coloring must be a Coloring, got {arguments.shown(coloring)}")
    flight = Flight(_places(views, formula))
    if len(flight.views) == 1 and isinstance(formula, Fractal):
        flight = Flight([formula.home, *flight.views])
    count = _frames(flight, seconds, rate)
    shares = [number / (count - 1) for number in range(count)]
    formulas = _formulas(formula, shares)
    kind.check(width, height, count)
    by = arguments.integer("antialias", antialias, 1, 4)
    for share in flight.stops:
        frame = round(share * (len(formulas) - 1))
        sampling(formulas[frame], flight.at(share), (height, width), max_iter=max_iter, antialias=by)
    if kind is formats.Frames and target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise ValueError(f"path must be a new or empty folder, got {str(path)!r}")
    encoder = kind(rate)
    camera = Camera(
        formulas=formulas,
        views=tuple(flight.at(share) for share in shares),
        shape=(height, width),
        max_iter=max_iter,
        coloring=coloring,
        antialias=by,
    )
    plan = shots(
        camera.views,
        camera.shape,
        stops=frozenset(round(stop * (count - 1)) for stop in flight.stops),
        apart=camera.is_apart,
    )
    with (
        shown(count, progress=progress) as show,
        drafts(target, (camera, rate), name="film", resume=resume) as folder,
    ):
        made = _shoot(camera, plan, encoder, folder, show)
        whole = folder / f"film{target.suffix}"
        encoder.join(made, whole)
        if target.is_dir():
            target.rmdir()
        whole.replace(target)


def _places(views: Any, formula: Fractal | Moving) -> Any:
    """Return the views of what names places; all else is left to who refuses it."""
    if isinstance(views, str | bytes) or not isinstance(views, Iterable):
        return views
    from iterscope.fractal.places import Bookmark  # noqa: PLC0415
    from iterscope.fractal.places.address import meant  # noqa: PLC0415

    seen = formula if isinstance(formula, Fractal) else None
    found = (meant("views", each, seen) if isinstance(each, str) else each for each in views)
    return [each.saved.view if isinstance(each, Bookmark) else getattr(each, "view", each) for each in found]


def _formulas(formula: Fractal | Moving, shares: Sequence[float]) -> tuple[Fractal, ...]:
    """Return the formula of each frame, one if it is the same for all."""
    if isinstance(formula, Fractal):
        return (formula,)
    formulas = tuple(formula(share) for share in shares)
    for share, found in zip(shares, formulas, strict=True):
        if not isinstance(found, Fractal):
            raise TypeError(f"formula must return a Fractal, got {arguments.shown(found)} at {share:g}")
    return formulas


def _frames(flight: Flight, seconds: SupportsFloat | None, fps: int) -> int:
    if seconds is None:
        length = min(max(flight.length / PACE, 1.0), MAX_SECONDS)
    else:
        length = arguments.real("seconds", seconds)
    count = round(min(length, 2 * MAX_SECONDS) * fps)
    if count < 2 or length > MAX_SECONDS:
        raise ValueError(f"seconds must be from {2 / fps:g} to {MAX_SECONDS:g}, got {length:g}")
    return count


def _shoot(
    camera: Camera, plan: list[Shot], encoder: formats.Format, folder: Path, show: Progress
) -> list[Path]:
    """Write the parts that the folder lacks; return all."""
    look = camera.look()
    done, count = 0, len(camera.views)
    files = {
        folder / f"{number:06}{encoder.part}": part
        for number, part in enumerate(parts(plan, encoder.least()))
    }
    lacking = [number for file, part in files.items() if not file.exists() for number in part]

    def counted(frames: Iterator[Pixels]) -> Iterator[Pixels]:
        nonlocal done
        for frame in frames:
            yield frame
            done += 1
            show(done, count)

    with closing(ahead(camera.shoot(plan, lacking, look), _room(camera))) as frames:
        for file, part in files.items():
            length = sum(len(plan[number].frames) for number in part)
            if file.exists():
                done += length
                show(done, count)
                continue
            draft = file.with_name(f"draft{encoder.part}")
            shutil.rmtree(draft, ignore_errors=True)
            encoder.write(counted(islice(frames, length)), draft)
            draft.replace(file)
    return list(files)


def _room(camera: Camera) -> int:
    """Return how many frames wait to be encoded, at most."""
    height, width = camera.shape
    return max(1, min(_AHEAD, _AHEAD_BYTES // (3 * height * width)))
