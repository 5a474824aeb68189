"""Size of a picture of a view."""

from typing import SupportsFloat, SupportsIndex

from iterscope.validation import arguments

MAX_SIDE = 1 << 16
"""Most pixels across and down."""


def picture_size(
    view: tuple[int, int],
    width: SupportsIndex | None,
    height: SupportsIndex | None,
    scale: SupportsFloat | None,
    most: int,
) -> tuple[int, int]:
    """Return the pixels across and down of a picture of a view.

    Parameters
    ----------
    view : pair of int
        Width and height of the view in CSS pixels.
    width, height : int or None
        What the picture has; one alone keeps the view's shape.
    scale : float or None
        Pixels for each CSS pixel, instead of a width or a height.
    most : int
        Pixels in all that the picture may have.

    Returns
    -------
    pair of int
        Width and height.

    Raises
    ------
    TypeError
        If there is a scale beside a width or a height, or one of them is not a number.
    ValueError
        If one of them is out of range, or the picture has more pixels than it may.
    """
    if scale is not None:
        if width is not None or height is not None:
            raise TypeError("a picture takes width and height, or scale, not both")
        factor = arguments.real("scale", scale)
        low, high = 1 / min(view), MAX_SIDE / max(view)
        if not low <= factor <= high:
            raise ValueError(f"scale must be from {low:.3g} to {high:.3g} for this view, got {factor:g}")
        size = round(view[0] * factor), round(view[1] * factor)
    else:
        across = None if width is None else arguments.integer("width", width, 1, MAX_SIDE)
        down = None if height is None else arguments.integer("height", height, 1, MAX_SIDE)
        if across is None:
            across = view[0] if down is None else max(1, round(view[0] * down / view[1]))
        if down is None:
            down = max(1, round(view[1] * across / view[0]))
        size = across, down
    if size[0] * size[1] > most:
        raise ValueError(f"a picture has at most {most} pixels, got {size[0]} x {size[1]}")
    return size
