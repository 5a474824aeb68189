"""Traits of the view of a fit: the step and style that are shown, and the model's settings."""

import math
from collections.abc import Callable, Mapping
from typing import Any, ClassVar

import numpy as np
import traitlets

from iterscope.fit import kinds
from iterscope.fit.data.dims import numbered
from iterscope.fit.drawing.palette import palette
from iterscope.fit.mixture.covariance import COVARIANCE_TYPES, MOST_ADDED
from iterscope.fit.session import Session
from iterscope.validation.seed import random_state
from iterscope.widget.progress import Progress, lasting, shown
from iterscope.widget.traits import Choice, Either, Integer, Items, Real, Switch, Text
from iterscope.widget.view import View

SETTINGS = (
    "algorithm",
    "n_components",
    "covariance_type",
    "init_params",
    "random_state",
    "reg_covar",
    "tol",
    "max_iter",
    "epsilon",
)
"""The traits that say how the model is fitted."""
INIT_PARAMS = ("kmeans", "k-means++", "k-means||", "random", "random_from_data")
MAX_ITER = 2**53 - 1
"""Most iterations that a view sets, or shows: a model that has more keeps them."""
LEAST_VARIANCE, MOST_VARIANCE = 1e-100, 1e100
"""At which covariances are held."""
MAX_SPEED = 1000.0
"""Half-steps per second."""
_DIMS = (
    "a list of one to three different integers from 0 on, or names of columns or of principal axes, or "
    "'pca' or 'features'"
)
_BOX = "None or a list of numbers: left and right, of two dims bottom and top too"
_IMAGE_SHAPE = "two integers, rows and columns, or None"
_SIGMAS = "a list of up to three integers from 1 to 3"
_ADDED: Any = [Real(min=0, max=MOST_ADDED), Choice(["relative"])]
_REGULARIZATION = f"a number from 0 to {MOST_ADDED}, or 'relative'"


def _shared(trait: traitlets.TraitType[Any, Any]) -> Any:
    """Return a trait that page and kernel set. No echo: the page knows what it has sent."""
    return trait.tag(sync=True, echo_update=False)


def _switch(*, on: bool) -> Any:
    return _shared(Switch(default_value=on))


def _read_only(trait: traitlets.TraitType[Any, Any]) -> Any:
    """Return a trait that the kernel alone sets."""
    trait.read_only = True
    return trait.tag(sync=True)


class SeedTrait(Integer):
    """A seed as a number: of a generator the next one that it draws."""

    def validate(self, obj: Any, value: Any) -> Any:
        """Return the number; raises TraitError if it is none."""
        if isinstance(value, np.random.Generator | np.random.RandomState | np.random.SeedSequence):
            value = int(random_state(value).randint(self.max + 1, dtype=np.int64))
        return super().validate(obj, value)


class IterationsTrait(Integer):
    """A number of iterations; of a model that has more than a page can count, the most that it can."""

    def validate(self, obj: Any, value: Any) -> Any:
        """Return the number; raises TraitError if it is none."""
        if isinstance(value, int) and value > MAX_ITER and value == obj._own_settings()["max_iter"]:  # noqa: SLF001
            value = MAX_ITER
        return super().validate(obj, value)


class DimsTrait(Items):
    """Numbers of features and principal axes; their names are taken too, and "pca" and "features"."""

    def validate(self, obj: Any, value: Any) -> Any:
        """Return the numbers; raises TraitError if they are none."""
        try:
            numbers = numbered(value, obj.session.data)
        except ValueError as error:
            raise traitlets.TraitError(str(error)) from None
        return super().validate(obj, numbers)


class FitTraits(View):
    """A view with the traits of a fit, each checked by itself and against the data."""

    _page_sets: ClassVar[frozenset[str]] = frozenset(
        {"index", "playing", "speed", "loop", "dims", *SETTINGS, "compare", "width", "height"}
        | {"colors", "fade", "sigmas", "trails", "density", "classes", "regression", "bound", "box", "pairs"}
    )
    _kernel_sets: ClassVar[frozenset[str]] = frozenset({"fluid", "lesson", "image_shape"})

    session: Session

    index = _shared(Integer(0, min=0))
    playing = _switch(on=False)
    speed = _shared(Real(4.0, min=0.01, max=MAX_SPEED))
    loop = _switch(on=False)
    dims = _shared(DimsTrait(Integer(min=0), [0, 1], minlen=1, maxlen=3, form=_DIMS))
    box = _shared(Items(Real(), default_value=None, allow_none=True, minlen=2, maxlen=4, form=_BOX))
    algorithm = _shared(Choice(list(kinds.models()), default_value=kinds.usual().kind))
    n_components = _shared(Integer(3, min=1))
    covariance_type = _shared(Choice(COVARIANCE_TYPES, default_value="full"))
    init_params = _shared(Choice(INIT_PARAMS, default_value="random_from_data"))
    random_state = _shared(SeedTrait(0, min=0, max=2**32 - 1, allow_none=True))
    reg_covar = _shared(Either(_ADDED, default_value=1e-6, form=_REGULARIZATION))
    tol = _shared(Real(1e-3, min=0))
    max_iter = _shared(IterationsTrait(100, min=0, max=MAX_ITER))
    epsilon = _shared(Real(None, min=LEAST_VARIANCE, max=MOST_VARIANCE, allow_none=True))
    colors = _shared(Choice(["blend", "argmax"]))
    fade = _switch(on=False)
    sigmas = _shared(Items(Integer(min=1, max=3), [1, 2, 3], maxlen=3, form=_SIGMAS))
    trails = _switch(on=True)
    density = _shared(Choice(["none", "heat", "contours"]))
    classes = _switch(on=True)
    regression = _switch(on=False)
    bound = _switch(on=False)
    pairs = _switch(on=False)
    compare = _switch(on=False)

    image_shape = Items(
        Integer(min=1), default_value=None, allow_none=True, minlen=2, maxlen=2, form=_IMAGE_SHAPE
    ).tag(sync=True)
    lesson = Text().tag(sync=True)
    run = _read_only(traitlets.Int(0))
    n_steps = _read_only(traitlets.Int(0))
    complete = _read_only(traitlets.Bool(False))  # noqa: FBT003
    failure = _read_only(traitlets.Unicode(""))
    can_undo = _read_only(traitlets.Bool(False))  # noqa: FBT003
    can_redo = _read_only(traitlets.Bool(False))  # noqa: FBT003
    feature_names = _read_only(traitlets.List(traitlets.Unicode()))
    axis_names = _read_only(traitlets.List(traitlets.Unicode()))
    widest = _read_only(traitlets.List(traitlets.Int()))
    class_names = _read_only(traitlets.List(traitlets.Unicode()))
    palette = _read_only(traitlets.List(traitlets.Unicode()))

    def set_state(self, sync_data: Mapping[str, Any]) -> None:
        """Set the traits that the page sends; an index beyond a shorter, newer recording is its last."""
        index = sync_data.get("index")
        if type(index) is int and index >= 0:
            sync_data = {**sync_data, "index": min(index, max(self.n_steps - 1, 0))}
        super().set_state(sync_data)

    def _do(
        self,
        command: Callable[[], object],
        key: object = None,
        waiting: Callable[[], object] = lambda: None,
    ) -> None:
        """Run a command on the session's thread, and wait as `Worker.run` unless the page asks for it."""
        if self._from_page:
            self.session.do(command, key, wait=False)
        else:
            with lasting(name=key if isinstance(key, str) else None) as show:

                def goes_on() -> None:
                    waiting()
                    show(0)

                self.session.worker.run(command, goes_on)

    def _tell(
        self,
        name: str,
        progress: Progress | bool,  # noqa: FBT001 - as its callers have it
        run: Callable[[Callable[[], object]], object],
    ) -> None:
        """Tell how many half-steps are recorded while ``run(waiting)`` computes some, and calls `waiting`."""

        def last() -> int:
            return 0 if self.session.run is None else self.session.run.last

        with shown(None, progress=progress, unit="half-step", name=name, first=last()) as show:
            run(lambda: show(last(), None))
            show(last(), None)

    @property
    def columns(self) -> list[Any] | None:
        """Names of the data's columns, None if they have none."""
        raise NotImplementedError

    def _data_shape(self) -> tuple[int, int] | None:
        """Return the numbers of samples and of features, if there are data."""
        raise NotImplementedError

    def _most_components(self) -> int | None:
        """Return the number of components that is allowed; None if any is."""
        raise NotImplementedError

    def _n_axes(self) -> int | None:
        """Return the number of features and principal axes, if there are data."""
        raise NotImplementedError

    def _n_sides(self) -> int:
        """Return the number of sides that a part of the data has; 0 where all of them are shown always."""
        raise NotImplementedError

    def _own_settings(self) -> Mapping[str, Any]:
        """Return the settings that the model has."""
        raise NotImplementedError

    @traitlets.validate("index")
    def _check_index(self, proposal: Any) -> int:
        value = int(proposal["value"])
        if value >= max(self.n_steps, 1):
            raise traitlets.TraitError(
                f"index must be from 0 to {max(self.n_steps - 1, 0)}, the steps that are recorded; "
                f"seek({value}) computes more"
            )
        return value

    @traitlets.validate("dims")
    def _check_dims(self, proposal: Any) -> list[int]:
        dims, count = list(proposal["value"]), self._n_axes()
        if len(set(dims)) < len(dims) or (count is not None and max(dims) >= count):
            allowed = "" if count is None else f" from 0 to {count - 1}"
            raise traitlets.TraitError(f"dims must be one to three different integers{allowed}, got {dims}")
        return dims

    @traitlets.validate("box")
    def _check_box(self, proposal: Any) -> list[float] | None:
        box: list[float] | None = proposal["value"]
        if box is None:
            return None
        if len(box) != (sides := self._n_sides()):
            allowed = f"a list of {sides} numbers" if sides else "None: all of the data are shown"
            raise traitlets.TraitError(f"box must be {allowed}, got {box}")
        if not all(0 < high - low < math.inf for low, high in zip(box[::2], box[1::2], strict=True)):
            raise traitlets.TraitError(f"box must be left < right, bottom < top, got {box}")
        return box

    @traitlets.validate("image_shape")
    def _check_image_shape(self, proposal: Any) -> list[int] | None:
        value: list[int] | None = proposal["value"]
        shape = self._data_shape()
        if value is not None and shape is not None and math.prod(value) != shape[1]:
            raise traitlets.TraitError(
                f"image_shape must be rows and columns of images of {shape[1]} pixels, one for each feature; "
                f"got {tuple(value)}, which has {math.prod(value)}"
            )
        return value

    @traitlets.validate("sigmas")
    def _check_sigmas(self, proposal: Any) -> list[int]:
        return sorted(set(proposal["value"]))

    @traitlets.validate("n_components")
    def _check_n_components(self, proposal: Any) -> int:
        value, most = int(proposal["value"]), self._most_components()
        if most is not None and value > most:
            raise traitlets.TraitError(
                f"n_components must be from 1 to {most}, the number of samples, got {value}"
            )
        return value

    def _color(self) -> None:
        """Color the components until a fit has begun, which knows better."""
        self.set_trait("palette", palette(self.n_components))
