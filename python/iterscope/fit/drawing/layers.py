"""Pictures of a recorded step, drawn by the core: all samples, and the density."""

import numpy as np
from numpy.typing import NDArray

from iterscope import _core
from iterscope.fit.drawing.palette import colors_of, rgb
from iterscope.fit.recording import Recording

Box = tuple[float, float, float, float]
"""Left, right, bottom, top in the data's units."""

NEUTRAL = (139, 145, 153)
"""Color of samples before the first E step."""
SLATE = (118, 130, 166)
"""Color of the density."""
_NO_COLORS = np.empty((0, 3), np.uint8)


def samples(
    recording: Recording,
    index: int,
    dims: tuple[int, int],
    box: Box,
    shape: tuple[int, int],
    *,
    argmax: bool = False,
    fade: bool = False,
    cancellation: _core.Cancellation | None = None,
) -> bytes:
    """Draw all samples in the colors that they have at a step.

    Parameters
    ----------
    recording : Recording
    index : int
        Of the step.
    dims : pair of int
        Features along x and y.
    box : tuple of float
    shape : pair of int
        Height and width in pixels.
    argmax, fade : bool, default=False
        As the view's ``colors="argmax"`` and ``fade``.
    cancellation : _core.Cancellation, default=None

    Returns
    -------
    bytes
        A PNG of RGBA pixels.

    Raises
    ------
    ValueError
        If there are no such features, or the box or the shape is out of range.
    """
    algorithm, shading = recording.algorithm, recording.step(index).shading
    n_components = 0 if shading is None else algorithm.n_components(shading)
    return _core.draw_samples(
        recording.data.values,
        algorithm.coloring(shading),
        dims,
        box,
        shape,
        palette=np.array([rgb(color) for color in colors_of(algorithm, n_components)], np.uint8).reshape(
            -1, 3
        ),
        neutral=NEUTRAL,
        argmax=argmax,
        fade=fade,
        cancellation=cancellation,
    )


def density(
    recording: Recording,
    index: int,
    dims: tuple[int, int],
    box: Box,
    shape: tuple[int, int],
    *,
    contours: bool = False,
    cancellation: _core.Cancellation | None = None,
) -> bytes:
    """Draw the density of the mixture after a step, in two dimensions; nothing for a model without one.

    Parameters
    ----------
    recording : Recording
    index : int
        Of the step.
    dims : pair of int
        Features, or beyond them principal axes, along x and y.
    box : tuple of float
    shape : pair of int
        Height and width in pixels.
    contours : bool, default=False
        Whether to draw lines, at 1/2, 1, ..., 4 sigma of a lone Gaussian.
    cancellation : _core.Cancellation, default=None

    Returns
    -------
    bytes
        A PNG of RGBA pixels.

    Raises
    ------
    ValueError
        If there are no such features, or the box or the shape is out of range.
    """
    data = recording.data
    if max(dims) >= len(data.projection):
        raise ValueError(f"dims must be from 0 to {len(data.projection) - 1}, got {dims}")
    mixture = recording.algorithm.marginal(recording.step(index).parameters, dims)
    if mixture is None:
        return _core.draw_samples(
            data.values[:0],
            None,
            dims,
            box,
            shape,
            palette=_NO_COLORS,
            neutral=NEUTRAL,
            argmax=False,
            fade=False,
        )
    return _core.draw_density(
        mixture,
        box,
        shape,
        ramp=_ramp(contours=contours),
        contours=contours,
        cancellation=cancellation,
    )


def _ramp(*, contours: bool) -> NDArray[np.uint8]:
    """Return a ramp of one hue, ever less transparent: visible on light and dark, no component's color."""
    ramp = np.empty((256, 4), np.uint8)
    ramp[:, :3] = SLATE
    ramp[:, 3] = np.linspace(*((90, 220) if contours else (0, 160)), 256)
    return ramp
