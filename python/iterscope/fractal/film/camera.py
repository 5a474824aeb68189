"""The frames of a film, one after the other."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from iterscope import _core
from iterscope.fractal.base import Fractal
from iterscope.fractal.coloring import Coloring
from iterscope.fractal.colors.sight import Sight
from iterscope.fractal.film.shots import Shot
from iterscope.fractal.sampling import MaxIter, sampling
from iterscope.fractal.view import Shape, View
from iterscope.widget.film.formats import Pixels

_PROBES = 64
"""Frames of a film that are looked at for its colors, at most."""


@dataclass(frozen=True)
class Camera:
    """What is filmed, and how.

    Parameters
    ----------
    formulas : tuple of Fractal
        What each frame shows; one, if it is the same for all.
    views : tuple of View
        Those of the frames.
    shape : (height, width)
        Pixels of a frame.
    max_iter : int or "auto"
    coloring : Coloring
    antialias : {1, 2, 4}
        Samples along a side of a pixel of the pictures.
    """

    formulas: tuple[Fractal, ...]
    views: tuple[View, ...]
    shape: Shape
    max_iter: MaxIter
    coloring: Coloring
    antialias: int

    @property
    def is_apart(self) -> bool:
        """Whether each frame needs a picture of its own: formulas differ, or colors depend on pixels."""
        return len(self.formulas) > 1 or "distance" in {self.coloring.color_by, self.coloring.interior}

    def look(self) -> _core.Look:
        """Return the colors of all frames, which follow the smooth counts of the whole film."""
        if not self.coloring.follows:
            return self.coloring.look
        step = -(-len(self.views) // _PROBES)
        return self.coloring.among(
            Sight.joined([self._sight(frame) for frame in range(0, len(self.views), step)])
        )

    def shoot(self, film: Sequence[Shot], which: Iterable[int], look: _core.Look) -> Iterator[Pixels]:
        """Yield the frames of some of the shots, whose numbers rise.

        Three pictures are kept at a time: those next to one have more detail in its middle, as a rule.
        """
        pictures: dict[int, Pixels] = {}

        def picture(number: int) -> Pixels:
            if number not in pictures:
                pictures[number] = self._paint(film[number], look)
            return pictures[number]

        for number in which:
            shot = film[number]
            if shot.is_still:
                yield picture(number)
            else:
                finer = [
                    other
                    for other in (number - 1, number + 1)
                    if 0 <= other < len(film) and film[other].log2_pixel < shot.log2_pixel
                ]
                for frame in shot.frames:
                    layers = [
                        (picture(layer), film[layer].window(self.views[frame], self.shape))
                        for layer in (number, *finer)
                    ]
                    yield _core.warp(layers, self.shape)
            for passed in [key for key in pictures if key < number]:
                del pictures[passed]

    def _paint(self, shot: Shot, look: _core.Look) -> Pixels:
        by, formula = self.antialias, self._formula(shot.frames.start)
        samples = sampling(formula, shot.view, shot.shape, max_iter=self.max_iter, antialias=by)
        return _core.paint(formula.formula, **samples, look=look, antialias=by)

    def _formula(self, frame: int) -> Fractal:
        return self.formulas[frame if len(self.formulas) > 1 else 0]

    def _sight(self, frame: int) -> Sight:
        by, formula = self.antialias, self._formula(frame)
        samples = sampling(formula, self.views[frame], self.shape, max_iter=self.max_iter, antialias=by)
        return Sight.of(formula, samples, by)
