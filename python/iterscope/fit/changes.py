"""Changes of a fit by hand: starts, drags, the brush, and the way back."""

from collections.abc import Callable
from typing import Any, SupportsFloat, SupportsIndex

import numpy as np
from numpy.typing import ArrayLike, NDArray

from iterscope.fit.basins import BasinFinder, BasinMap
from iterscope.fit.data import brush
from iterscope.fit.data.dims import numbered
from iterscope.fit.messages.starts import MAX_STARTS
from iterscope.fit.recording import Recording
from iterscope.fit.step import Step
from iterscope.fit.traits import FitTraits
from iterscope.validation import arguments, arrays
from iterscope.widget.messages import MAX_COUNT
from iterscope.widget.progress import Progress, shown

MOST_SIDE = 2048
"""Points along a side of a grid of basins."""
_ROOM = 0.06
"""Room around the samples, as a share of their extent."""


class FitChanges(FitTraits):
    """A view of a fit that is changed by hand."""

    def starts(self, n: SupportsIndex = 6, *, progress: Progress | bool = True) -> list[Step[Any]]:
        """Run several starts to their end, with consecutive seeds, and show their last steps.

        Parameters
        ----------
        n : int, default=6
        progress : callable or bool, default=True
            ``progress(done, total)`` is called after each start. True shows a bar of tqdm after a second, if
            that is installed.

        Returns
        -------
        list of Step
            The last step of each start; those that a collapsed covariance ended are left out.

        Raises
        ------
        ValueError
            If `n` is out of range or none of the starts comes to an end.
        """
        count = arguments.integer("n", n, 1, MAX_STARTS)
        ends: list[Step[Any]] = []
        with shown(count, progress=progress, unit="start", name="starts") as show:
            self._do(lambda: ends.extend(self.session.comparison.starts(count, show)))
        return ends

    def restart(self) -> None:
        """Fit again from a new start: with the next seed, if the seed is a number."""
        self._do(self.session.restart)

    def reset(self) -> None:
        """Restore the data and the parameters of the beginning."""
        self._do(self.session.reset)

    def move(self, component: SupportsIndex, at: ArrayLike, dims: Any = None) -> None:
        """Move the mean of a component, as a drag does: the fit goes on from the step that is shown.

        Parameters
        ----------
        component : int
        at : array-like of shape (len(dims),)
            Where it moves to.
        dims : sequence of int or str, default=None
            The features in which it moves, or principal axes as "PC1". None: all features.

        Raises
        ------
        TypeError, ValueError
            If there is no such component or feature, or the place is not finite.
        """
        number = arguments.integer("component", component, 0, MAX_COUNT)
        self._continue(lambda recording: recording.moved(self.index, number, self._numbered(dims), at))

    def reshape(self, component: SupportsIndex, covariance: ArrayLike, dims: Any = None) -> None:
        """Change the covariance of a component, as the handles at its ellipse do.

        Parameters
        ----------
        component : int
            Of tied covariances all change.
        covariance : array-like of shape (len(dims), len(dims))
            Of types "diag" and "spherical" there are its variances.
        dims : sequence of int or str, default=None
            The features along which it changes, or principal axes as "PC1". None: all features.

        Raises
        ------
        TypeError, ValueError
            If there is no such component or feature, the model has no covariances, or this one is not
            positive definite.
        """
        number = arguments.integer("component", component, 0, MAX_COUNT)
        wanted = np.atleast_2d(arrays.real(covariance, "covariance"))
        self._continue(lambda recording: recording.reshaped(self.index, number, self._numbered(dims), wanted))

    def adjust(
        self, name: str, place: SupportsIndex | tuple[SupportsIndex, ...], value: SupportsFloat
    ) -> None:
        """Change one number of the parameters, as dragging an arrow between states does.

        Parameters
        ----------
        name : str
            Of the parameter, as steps have it, such as "transition".
        place : int or tuple of int
            Where in it the number stands.
        value : float
            The others of a row that sums to one are scaled.

        Raises
        ------
        TypeError, ValueError
            If there is no such number, it cannot have this value, or the model has none that are set so.
        """
        given: Any = place if np.iterable(place) else (place,)
        at = tuple(arguments.integer("place", index, 0, MAX_COUNT) for index in given)
        self._continue(lambda recording: recording.adjusted(self.index, name, at, value))

    def basins(
        self,
        component: SupportsIndex = 0,
        dims: Any = None,
        *,
        box: ArrayLike | None = None,
        shape: tuple[SupportsIndex, SupportsIndex] = (100, 100),
        progress: Progress | bool = True,
    ) -> BasinMap:
        """Find in which optimum the fit ends with one mean at each point of a plane.

        All fits start from the step that is shown, but for this mean, which moves in the plane only.
        Of more than 2000 samples they are made to an evenly thinned part. A page draws the same map (key G).

        Parameters
        ----------
        component : int, default=0
            Whose mean it is.
        dims : pair of int or str, default=None
            The plane: features, or principal axes as "PC1". None: what is shown.
        box : array-like of shape (4,), default=None
            Left, right, bottom and top. None: all of the data, with some room.
        shape : pair of int, default=(100, 100)
            Rows and columns of the grid, each from 1 to 2048.
        progress : callable or bool, default=True
            ``progress(done, total)`` is called after some rows, with points of the grid. True shows a bar of
            tqdm after a second, if that is installed.

        Returns
        -------
        BasinMap

        Raises
        ------
        TypeError, ValueError
            If there are no data, there is no such plane, values are missing, or parameters are frozen.
        """
        recording = self.session.recording
        chosen = self._numbered(self.dims if dims is None else dims)
        if len(set(chosen)) != 2 or max(chosen) >= len(recording.data.projection):
            raise ValueError(f"dims must be two different features or principal axes, got {list(chosen)}")
        try:
            sides = arguments.items("shape", shape, 2, "rows and columns")
        except TypeError as error:
            raise ValueError(str(error)) from None
        rows, columns = (arguments.integer("shape", side, 1, MOST_SIDE) for side in sides)
        if box is None:
            (left, bottom), (right, top) = (side.tolist() for side in recording.data.extent(chosen, _ROOM))
        else:
            left, right, bottom, top = np.asarray(arrays.parameter(box, "box", (4,))).tolist()
            if not (left < right and bottom < top):
                raise ValueError(
                    f"box must be left, right, bottom, top with left < right and bottom < top, got {box!r}"
                )
        finder = BasinFinder(
            recording,
            self.index,
            arguments.integer("component", component, 0, MAX_COUNT),
            dims=chosen,
            box=(left, right, bottom, top),
            shape=(rows, columns),
        )
        with shown(rows * columns, progress=progress, unit="fit", name="basins") as show:
            while finder.refine():
                show(round(finder.done * rows * columns), rows * columns)
            show(rows * columns, rows * columns)
        return finder.map

    def weigh(self, rows: ArrayLike, factor: SupportsFloat) -> None:
        """Make samples weigh so many times as much, as the brush does; see `sample_weight`.

        Parameters
        ----------
        rows : array-like of int, or of bool and shape (n_samples,)
            Of `X`.
        factor : float
            Above 0.

        Raises
        ------
        ValueError
            If there is no such row, or one sample would weigh more than 2**20 times as much as another.
        """
        times = arguments.real("factor", factor)
        if times <= 0:
            raise ValueError(f"factor must be above 0, got {times}")

        def change() -> None:
            data = self.session.present_data()
            self.session.strokes.change(brush.weighed(data, _rows(rows, len(data)), times))

        self._do(change)

    def undo(self) -> None:
        """Take the last change back, if there is one: a drag, a stroke of the brush, or settings."""
        self._do(self.session.undo)

    def redo(self) -> None:
        """Do again what was taken back last, if there is something."""
        self._do(self.session.redo)

    def _numbered(self, dims: Any) -> tuple[int, ...]:
        """Return the numbers of features and principal axes."""
        data = self.session.present_data()
        if dims is None:
            return tuple(range(data.n_features))
        chosen = numbered(dims, data)
        if not np.iterable(chosen):
            raise TypeError(f"dims must be features or principal axes, got {arguments.shown(dims)}")
        return tuple(arguments.integer("dims", dim, 0, MAX_COUNT) for dim in chosen)

    def _continue(self, change: Callable[[Recording], Recording]) -> None:
        """Show the fit that goes on from a changed step."""
        self._do(lambda: self.session.begin(change(self.session.recording)))


def _rows(value: ArrayLike, n_samples: int) -> NDArray[Any]:
    """Check numbers of samples, or a mask of them; raises ValueError."""
    rows = np.asarray(value if np.size(value) else np.empty(0, np.int64))
    if rows.dtype == np.bool_ and rows.shape == (n_samples,):
        return rows
    if (
        rows.ndim != 1
        or rows.dtype.kind not in "iu"
        or (rows.size and not -1 < rows.min() <= rows.max() < n_samples)
    ):
        raise ValueError(
            f"rows must be integers from 0 to {n_samples - 1} or {n_samples} truth values, got "
            f"{arguments.shown(value)}"
        )
    return rows
