"""Files that the view of a fit is written to: pictures, animations, pages."""

from functools import partial
from itertools import chain
from os import PathLike
from typing import Any, SupportsFloat, SupportsIndex

from iterscope.fit.classroom.slides import FitSlides
from iterscope.fit.drawing.figure import Drawing
from iterscope.fit.drawing.pictures import MAX_PIXELS
from iterscope.fit.drawing.theme import CLEAR, PAPER
from iterscope.fit.exports.film import film, near
from iterscope.fit.session import agreement
from iterscope.fit.traits import FitTraits
from iterscope.widget import export
from iterscope.widget.film.formats import Format, Gif
from iterscope.widget.picture_size import picture_size
from iterscope.widget.progress import Progress, lasting


class FitFiles(FitTraits):
    """A view of a fit that can be written to files."""

    def to_png(
        self,
        width: SupportsIndex | None = None,
        height: SupportsIndex | None = None,
        *,
        scale: SupportsFloat | None = None,
        panels: bool = False,
        transparent: bool = False,
    ) -> bytes:
        """Draw the step that is shown, with axes and numbers, and encode it as a PNG file.

        It has the part of the data that the page shows; without a page, or of three features, all of them,
        and of two features the ellipses, too.
        Text and lines grow with the picture: ``scale=2`` is sharp on a slide.

        Parameters
        ----------
        width, height : int, default=None
            Pixels across and down; one alone keeps the view's shape. None for both: the view's own size.
        scale : float, default=None
            Pixels for each CSS pixel of the view, instead of a width or a height.
        panels : bool, default=False
            Whether the curve of the log-likelihood, the weights and the formulas stand beside it.
        transparent : bool, default=False
            Whether it has no ground and grey text, which is read on white pages and on dark ones.

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
        with lasting():
            return self._drawing(size, panels=panels, theme=CLEAR if transparent else PAPER).png(self.index)

    def to_gif(
        self,
        path: str | PathLike[str],
        *,
        fps: SupportsFloat | None = None,
        panels: bool = True,
        progress: Progress | bool = True,
    ) -> None:
        """Write all steps that are recorded as an animation, see `to_film`."""
        self._film(path, fps, (self.width, self.height), kind=Gif, panels=panels, progress=progress)

    def to_film(
        self,
        path: str | PathLike[str],
        *,
        fps: SupportsFloat | None = None,
        scale: SupportsFloat = 1.0,
        panels: bool = True,
        progress: Progress | bool = True,
    ) -> None:
        """Write all steps that are recorded as a film.

        Parameters
        ----------
        path : str or path
            The file, which is replaced when all is done: ``.mp4`` (H.264), ``.webm`` (VP9) or ``.gif``.
        fps : float, default=None
            Steps per second, from 0.1 to 50; None takes `speed`, within these.
        scale : float, default=1
            Pixels for each CSS pixel of the view; sides are made even for MP4 and WebM.
        panels : bool, default=True
            Whether curve, weights and formulas are in it, as in the view.
        progress : callable or bool, default=True
            ``progress(done, total)`` is called after each step. True shows a bar of tqdm after a
            second, if that is installed.

        Raises
        ------
        TypeError, ValueError
            If there are no data, or an argument is of the wrong type or out of range.
        ImportError
            If what encodes is not installed: ``pip install 'iterscope[film]'``.
        OSError
            If the disk is full or the file cannot be written. Like an interrupt this leaves `path` as it was.
        """
        size = picture_size((self.width, self.height), None, None, scale, MAX_PIXELS)
        self._film(path, fps, size, panels=panels, progress=progress)

    def to_html(
        self,
        path: str | PathLike[str],
        *,
        finish: bool = True,
        title: str = "iterscope",
        progress: Progress | bool = True,
    ) -> None:
        """Write the recording as one HTML file that plays, scrubs and zooms without a kernel or a network.

        It holds as many samples as a page shows. Its address can name a step, as `seek` takes it:
        ``fit.html#step=12`` opens there.

        Parameters
        ----------
        path : str or path
        finish : bool, default=True
            Whether to compute what is missing to the end of the fit; what is shown does not change.
        title : str, default="iterscope"
        progress : callable or bool, default=True
            As for `MixtureWidget.finish`.

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
            self._tell("to_html", progress, partial(self._do, self.session.complete, None))
        own = [*FitTraits.class_own_traits(sync=True), *FitSlides.class_own_traits(sync=True)]
        traits = {name: getattr(self, name) for name in own} | {"slide": -1, "quiz": False}
        traits |= {"playing": False, "width": self.width, "height": self.height, "fluid": self.fluid}
        traits |= {"poster": None, "version": self.version}
        everything = chain(
            self.session.page.everything(),
            agreement.everything(self.session),
            self.session.pictures.everything(),
        )
        recording = {"traits": traits, "messages": everything}
        export.write(path, export.page("mixture", recording, title))

    def _drawing(self, size: tuple[int, int], **options: Any) -> Drawing:
        scale = min(size[0] / self.width, size[1] / self.height)
        return self.session.pictures.drawing(size, scale, **options)

    def _film(
        self,
        path: str | PathLike[str],
        fps: SupportsFloat | None,
        size: tuple[int, int],
        *,
        panels: bool,
        progress: Progress | bool,
        kind: type[Format] | None = None,
    ) -> None:
        self.session.present()
        rate = near(self.speed) if fps is None else fps
        steps = range(self.n_steps)
        drawing = partial(self._drawing, panels=panels, steps=steps)
        film(path, drawing, steps, size=size, fps=rate, progress=progress, kind=kind)
