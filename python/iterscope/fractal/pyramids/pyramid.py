"""Pyramids that were written, to be looked at."""

from typing import TYPE_CHECKING, Any

from iterscope.fractal.pyramids.reader import PyramidReader

if TYPE_CHECKING:
    from iterscope.fractal.pyramids.live.widget import PyramidWidget


class Pyramid(PyramidReader):
    """A picture, or fields, in all resolutions, in a file.

    `open_pyramid` opens one. It can be used as a context manager, which closes it.

    Parameters
    ----------
    path : Path
    content : Content
    coarsest : int
        The number of its coarsest level.
    """

    def explore(self, **options: Any) -> "PyramidWidget":
        """Show it in a live view that goes no deeper than it does: below its finest level that is enlarged.

        Parameters
        ----------
        **options
            Traits of `iterscope.FractalWidget`, but those that say what is computed; of a picture also none
            of its colors.

        Returns
        -------
        PyramidWidget
        """
        from iterscope.fractal.pyramids.live.widget import PyramidWidget  # noqa: PLC0415

        return PyramidWidget(self, **options)
