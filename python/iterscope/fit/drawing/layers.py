"""Pictures of a recorded step, drawn by the core: all samples, and the density."""

import numpy as np
from numpy.typing import NDArray

from iterscope import _core
from iterscope.fit.drawing.palette import palette, rgb
from iterscope.fit.mixture import covariance as shapes
from iterscope.fit.recording import Recording

Box = tuple[float, float, float, float]
"""Left, right, bottom, top in the data's units."""

NEUTRAL = (139, 145, 153)
"""Colour of samples before the first E step."""
SLATE = (118, 130, 166)
"""Colour of the density."""


def samples(
    recording: Recording,
    index: int,
    dims: tuple[int, int],
    box: Box,
    shape: tuple[int, int],
    *,
    argmax: bool = False,
    fade: bool = False,
    small: bool = False,
    cancellation: _core.Cancellation | None = None,
) -> bytes:
    """Draw all samples in the colours that they have at a step.

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
        As the view's ``colours="argmax"`` and ``fade``.
    small : bool, default=False
        Whether few bytes matter more than time and exact colours.
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
    shading = recording.shading(index)
    n_components = 0 if shading is None else shading.n_components
    return _core.draw_samples(
        recording.samples,
        shading,
        dims,
        box,
        shape,
        palette=np.array([rgb(colour) for colour in palette(n_components)], np.uint8).reshape(-1, 3),
        neutral=NEUTRAL,
        argmax=argmax,
        fade=fade,
        small=small,
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
    """Draw the density of the mixture after a step, in two dimensions.

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
    return _core.draw_density(
        marginal(recording.parameters(index), dims),
        box,
        shape,
        ramp=_ramp(contours=contours),
        contours=contours,
        cancellation=cancellation,
    )


def marginal(parameters: _core.Parameters, dims: tuple[int, ...]) -> _core.Parameters:
    """Return the mixture of some of the features; raises ValueError if there are no such."""
    n_features = parameters.n_features
    if max(dims) >= n_features:
        raise ValueError(f"dims must be from 0 to {n_features - 1}, got {dims}")
    kept = list(dims)
    dense = shapes.dense(
        parameters.covariances, parameters.covariance_type, parameters.n_components, n_features
    )
    planes = np.ascontiguousarray(dense[:, kept][:, :, kept])
    means = np.ascontiguousarray(parameters.means[:, kept])
    return _core.Parameters(parameters.weights, means, planes, "full")


def _ramp(*, contours: bool) -> NDArray[np.uint8]:
    """Return one hue, ever less transparent: it is seen on light and dark, and is no component's colour."""
    ramp = np.empty((256, 4), np.uint8)
    ramp[:, :3] = SLATE
    ramp[:, 3] = np.linspace(*((90, 220) if contours else (0, 160)), 256)
    return ramp
