"""Prepared states of a view, which a clicker walks while it is presented."""

from collections.abc import Mapping
from itertools import islice
from typing import Any, ClassVar

import traitlets

from iterscope.fit.traits import SETTINGS, FitTraits
from iterscope.validation import arguments
from iterscope.widget.traits import Integer, refusal

MOST_SLIDES = 1000
_STAYS = frozenset({"playing", "speed", "loop", "width", "height", "slide", "slides", "quiz"})
"""What the page sets and slides do not."""


class SlidesTrait(traitlets.List[dict[str, Any]]):
    """A list of states: values of traits by their names."""

    def validate(self, obj: Any, value: Any) -> list[dict[str, Any]]:
        """Check all values as their traits do; raises TraitError."""
        if isinstance(value, str | bytes | Mapping):
            raise refusal(self.name, "a list of dicts", value)
        try:
            states = list(islice(value, MOST_SLIDES + 1))
        except Exception:  # noqa: BLE001  of a number, an array of no dimension, or a stranger
            raise refusal(self.name, "a list of dicts", value) from None
        if len(states) > MOST_SLIDES:
            count = len(value) if hasattr(value, "__len__") else "more"
            raise traitlets.TraitError(f"slides must be at most {MOST_SLIDES}, got {count}")
        checked = [self._state(obj, number, state) for number, state in enumerate(states)]
        return super().validate(obj, checked) or []

    @staticmethod
    def _state(obj: Any, number: int, state: Any) -> dict[str, Any]:
        if not isinstance(state, Mapping):
            raise traitlets.TraitError(f"slides must be a list of dicts, got {arguments.shown(state)} in it")
        allowed = FitSlides.slide_names()
        if unknown := state.keys() - allowed:
            raise traitlets.TraitError(
                f"slides[{number}] must set some of {sorted(allowed)}, got {arguments.shown(list(unknown))}"
            )
        try:
            return {name: _checked(obj, name, value) for name, value in state.items()}
        except traitlets.TraitError as error:
            raise traitlets.TraitError(f"slides[{number}]: {error}") from None


def _checked(obj: Any, name: str, value: Any) -> Any:
    """Check the value of a trait, also against the data; a step need not be there yet."""
    value = obj.traits()[name].validate(obj, value)
    validators = obj._trait_validators  # noqa: SLF001  there is no other way to ask before setting
    if name in {"index", "box"} or name not in validators:
        return value
    return validators[name](obj, {"value": value})


class FitSlides(FitTraits):
    """A view of a fit with prepared states."""

    _page_sets: ClassVar[frozenset[str]] = FitTraits._page_sets | {"slide"}  # noqa: SLF001  it is its base
    _kernel_sets: ClassVar[frozenset[str]] = FitTraits._kernel_sets | {"slides"}  # noqa: SLF001

    slides = SlidesTrait(traitlets.Dict()).tag(sync=True)
    slide = Integer(-1, min=-1).tag(sync=True, echo_update=False)

    _before: Mapping[str, Any] | None = None
    """Values of the traits that any slide sets, before the first one was shown."""

    @classmethod
    def slide_names(cls) -> frozenset[str]:
        """Return the names of the traits that a slide can set."""
        return (cls._page_sets | {"lesson"}) - _STAYS

    @traitlets.validate("slide")
    def _check_slide(self, proposal: Any) -> int:
        value = int(proposal["value"])
        if value >= len(self.slides):
            raise traitlets.TraitError(f"slide must be below {len(self.slides)}, their number, got {value}")
        return value

    @traitlets.observe("slides")
    def _forget_slide(self, _change: Any) -> None:
        self.slide = -1  # all is as it was before they began
        self._before = None

    @traitlets.observe("slide")
    def _show_slide(self, change: Any) -> None:
        if hasattr(self, "session") and (change.new >= 0 or self._before is not None):
            self.session.do(lambda: self._take(change.new), "slide", wait=not self._from_page)

    def _take(self, slide: int) -> None:
        """Show a slide, on the session's thread: the settings first, since they begin another run.

        Below 0 all is as it was before the first one.
        """
        if slide >= len(self.slides):  # others have been prepared meanwhile
            return
        if self._before is None:
            names = {name for state in self.slides for name in state}
            self._before = {name: getattr(self, name) for name in names}
        state = {**self._before, **(self.slides[slide] if slide >= 0 else {})}
        index = state.pop("index", None)
        self.playing = False
        settings = {name: state.pop(name) for name in SETTINGS if name in state}
        changed = {name: value for name, value in settings.items() if getattr(self, name) != value}
        if changed:
            self.session.apply(**changed)
        with self.hold_sync():
            for name, value in sorted(state.items(), key=lambda item: item[0] == "box"):  # after dims
                setattr(self, name, value)
        if index is not None and self.session.run is not None:
            self.session.seek(index)
