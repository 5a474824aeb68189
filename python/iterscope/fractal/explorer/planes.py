"""Live views of the two planes; each takes only formulas that are of its plane."""

from typing import Any, ClassVar

import traitlets

from iterscope import _core
from iterscope.fractal.base import Fractal
from iterscope.fractal.explorer.pair import parameter_plane
from iterscope.fractal.formula import FormulaTrait
from iterscope.fractal.places.saved import SavedView
from iterscope.fractal.widget import FractalWidget


class Plane(FractalWidget):
    """The view of a plane of an explorer."""

    _allowed: ClassVar[str]

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        places = [
            place for place in self.examples if self._takes(FormulaTrait.from_json(place["formula"], None))
        ]
        self.set_trait("examples", places)

    def take_width(self, width: int) -> None:
        """Be so wide until the page says how wide it shows the plane."""
        self.width = width
        self.fluid = True

    @property
    def is_moved_by_page(self) -> bool:
        """Whether the trait that changes now is set by the page."""
        return self._from_page

    @property
    def present_poster(self) -> Any:
        """The poster of what is shown now; None if it takes too long."""
        self._refresh_poster(_core.Cancellation())
        return self.poster

    @staticmethod
    def _is_of(plane: Fractal, fractal: Fractal) -> bool:
        """Whether a formula whose parameter plane is this one is of the view's plane."""
        raise NotImplementedError

    @classmethod
    def _takes(cls, fractal: Fractal) -> bool:
        try:
            return cls._is_of(parameter_plane(fractal), fractal)
        except ValueError:
            return False

    def _check_place(self, saved: SavedView) -> None:
        parameter_plane(saved.fractal)  # the page shows it in the plane that it is of
        super()._check_place(saved)

    @traitlets.validate("formula")
    def _check_formula(self, proposal: Any) -> Fractal:
        fractal: Fractal = proposal["value"]
        if not self._takes(fractal):
            raise traitlets.TraitError(f"formula must be {self._allowed}, got {fractal}")
        return fractal


class ParameterPlane(Plane):
    """The view of the plane whose pixels are constants c."""

    _home_aspect, _home_share = 5 / 4, 3 / 4  # it is less flat than a view that stands alone
    _allowed = "a set of constants such as Mandelbrot() or BurningShip()"

    @staticmethod
    def _is_of(plane: Fractal, fractal: Fractal) -> bool:
        return plane == fractal


class DynamicalPlane(Plane):
    """The view of the plane whose pixels are starts z, for one constant c."""

    _home_aspect, _home_share = 4 / 3, 7 / 8
    _allowed = "a Julia set such as Julia(c) or BurningShip(c)"

    @staticmethod
    def _is_of(plane: Fractal, fractal: Fractal) -> bool:
        return plane != fractal
