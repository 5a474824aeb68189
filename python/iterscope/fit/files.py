"""Files that the view of a fit is written to: pictures, animations, pages."""

from os import PathLike
from typing import SupportsFloat, SupportsIndex

from iterscope.fit.drawing.figure import Drawing
from iterscope.fit.drawing.pictures import MAX_PIXELS
from iterscope.fit.session import Session, agreement
from iterscope.fit.traits import FitTraits
from iterscope.validation import arguments
from iterscope.widget import export
from iterscope.widget.picture_size import picture_size


class FitFiles(FitTraits):
    """A view of a fit that can be written to files."""

    session: Session

    def to_png(
        self,
        width: SupportsIndex | None = None,
        height: SupportsIndex | None = None,
        *,
        scale: SupportsFloat | None = None,
    ) -> bytes:
        """Draw the step that is shown, with axes and numbers, and encode it as a PNG file.

        It has the part of the data that the page shows; without a page, or of three features, all of them.
        Text and lines grow with the picture: ``scale=2`` is sharp on a slide.

        Parameters
        ----------
        width, height : int, default=None
            Pixels across and down; one alone keeps the view's shape. None for both: the view's own size.
        scale : float, default=None
            Pixels for each CSS pixel of the view, instead of a width or a height.

        Returns
        -------
        bytes

        Raises
        ------
        TypeError
            If there is a scale beside a width or a height, or one of them is not a number.
        ValueError
            If there are no data, or the picture would have no pixel or more than 2**24.
        """
        size = picture_size((self.width, self.height), width, height, scale, MAX_PIXELS)
        return self._drawing(size).png(self.index)

    def to_gif(self, path: str | PathLike[str], *, fps: float | None = None) -> None:
        """Write all steps that are recorded as an animation.

        Parameters
        ----------
        path : str or path
        fps : float, default=None
            Steps per second, from 0.1 to 50; None takes `speed`, within these.

        Raises
        ------
        ImportError
            If Pillow is not installed.
        ValueError
            If there are no data, or `fps` is out of range.
        OSError
            If the file cannot be written.
        """
        rate = min(max(self.speed, 0.1), 50.0) if fps is None else arguments.real("fps", fps)
        if not 0.1 <= rate <= 50:
            raise ValueError(f"fps must be from 0.1 to 50, got {rate}")
        self._drawing((self.width, self.height)).gif(path, range(self.n_steps), rate)

    def to_html(self, path: str | PathLike[str], *, finish: bool = True, title: str = "iterscope") -> None:
        """Write the recording as one HTML file that plays, scrubs and zooms without a kernel or a network.

        It holds as many samples as a page shows.

        Parameters
        ----------
        path : str or path
        finish : bool, default=True
            Whether to compute what is missing to the end of the fit; what is shown does not change.
        title : str, default="iterscope"

        Raises
        ------
        ValueError
            If there are no data, or a covariance matrix collapses on the way.
        OSError
            If the file cannot be written.
        """
        self.session.present()
        if finish:
            self.playing = False
            self.session.do(self.session.complete)
        traits = {name: getattr(self, name) for name in FitTraits.class_own_traits(sync=True)}
        traits |= {"playing": False, "width": self.width, "height": self.height, "fluid": self.fluid}
        traits |= {"poster": None, "version": self.version}
        everything = [*self.session.page.everything(), *agreement.everything(self.session)]
        recording = {"traits": traits, "messages": everything}
        export.write(path, export.page("mixture", recording, title))

    def _drawing(self, size: tuple[int, int]) -> Drawing:
        return self.session.pictures.drawing(size, min(size[0] / self.width, size[1] / self.height))
