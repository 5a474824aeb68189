"""Basins of a fit: the plane by the optimum in which the fit ends with one mean there."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from iterscope import _core
from iterscope.fit.recording import Recording

MOST_SAMPLES = 2000
"""Samples to which the fits of a map are made; of more an evenly thinned part."""
MOST_OPTIMA = 256
"""Optima that the core tells apart, and keeps."""
MOST_BYTES = 1 << 28
"""Of the models that are held at a time: one for each column, and the optima."""


@dataclass(frozen=True, eq=False, kw_only=True)
class BasinMap:
    """The optima in which fits end that start with one mean at the points of a grid.

    All else of the start is that of one step. Maps of k-means have minus inertias as log-likelihoods.
    """

    x: NDArray[np.float64]
    """Coordinates of the columns along the first axis."""
    y: NDArray[np.float64]
    """Coordinates of the rows along the second axis, the least first."""
    optimum: NDArray[np.int16]
    """Number of the optimum, shape (len(y), len(x)); -1 where there is none."""
    component: NDArray[np.int32]
    """Component of the optimum that the moved one has become."""
    iterations: NDArray[np.uint64]
    """Iterations until the optimum was reached, or known to be."""
    log_likelihoods: NDArray[np.float64]
    """Of the optima, in the order of their numbers."""
    n_samples: int
    """Samples to which the fits are made: log-likelihoods are of these."""
    progress: float = 1.0
    """Share of the points that are known; the others stand as their neighbors."""


class BasinFinder:
    """Finds the basins of one mean, some rows at a time, from coarse to fine.

    Parameters
    ----------
    recording : Recording
    index : int
        Of the step from which all fits start, but for the mean.
    component : int
        Whose mean it is.
    dims : pair of int
        Features of the plane, or beyond them principal axes; along others the mean stays.
    box : tuple of float
        Left, right, bottom, top in the data's units.
    shape : pair of int
        Rows and columns of the grid.

    Raises
    ------
    ValueError
        If there is no such step, component or feature; if values are missing, parameters are frozen, or the
        model is drawn in no plane; if the models that are held at a time would fill the memory.
    """

    def __init__(
        self,
        recording: Recording,
        index: int,
        component: int,
        *,
        dims: Sequence[int],
        box: Sequence[float],
        shape: tuple[int, int],
    ) -> None:
        algorithm, data = recording.algorithm, recording.data
        parameters = recording.parameters(index, component, dims)
        start = algorithm.basin_start(parameters)
        if data.incomplete or getattr(algorithm.model, "frozen", None):
            raise ValueError("basins are found of complete samples and of fits that leave nothing frozen")
        rows, columns = shape
        size = sum(getattr(parameters, name).nbytes for name in algorithm.names)
        if size * (columns + MOST_OPTIMA) > MOST_BYTES:
            raise ValueError(
                f"basins of {columns} columns hold {columns + MOST_OPTIMA} models of {size} bytes at a time, "
                f"more than {MOST_BYTES} bytes: there are too many columns, features or components"
            )
        stride = -(-len(data) // MOST_SAMPLES)
        self._samples = np.ascontiguousarray(data.values[::stride], np.float64)
        self._weights = None if data.weights is None else np.ascontiguousarray(data.weights[::stride])
        self._options = algorithm.basin_options
        left, right, bottom, top = box
        self._x = left + (np.arange(columns) + 0.5) * (right - left) / columns
        self._y = bottom + (np.arange(rows) + 0.5) * (top - bottom) / rows
        projection = data.projection
        mean = np.asarray(parameters.means[component], np.float64)
        corner = projection.moved(mean, dims, (0.0, 0.0))
        across, up = projection.moved(corner, dims, np.eye(2)) - corner
        self._basins = _core.Basins(start, component, corner, np.stack([across, up]), self._x, self._y)

    def refine(self, cancellation: _core.Cancellation | None = None) -> bool:
        """Fit from the points of the next rows; return whether there are more.

        Parameters
        ----------
        cancellation : Cancellation, optional

        Returns
        -------
        bool

        Raises
        ------
        CancelledError
            If it is cancelled; nothing has changed then.
        ValueError
            If the samples or the options are none that the model can be fitted with.
        """
        return self._basins.refine(self._samples, self._weights, **self._options, cancellation=cancellation)

    @property
    def done(self) -> float:
        """The share of the points whose fit has ended."""
        return self._basins.progress

    @property
    def map(self) -> BasinMap:
        """What is known."""
        basins = self._basins
        return BasinMap(
            x=self._x,
            y=self._y,
            optimum=basins.optimum,
            component=basins.component,
            iterations=basins.iterations,
            log_likelihoods=np.array(basins.log_likelihoods),
            n_samples=len(self._samples),
            progress=basins.progress,
        )
