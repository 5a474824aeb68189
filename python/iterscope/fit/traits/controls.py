"""What the traits of a view do to its session, once somebody sets them."""

from collections.abc import Callable
from typing import Any

import traitlets

from iterscope.fit.drawing.style import Style
from iterscope.fit.session import Session
from iterscope.fit.traits.mirror import TraitMirror
from iterscope.fit.traits.traits import SETTINGS, FitTraits

_STYLE = ("dims", "colors", "fade", "classes", "sigmas", "density", "image_shape", "width", "height")
"""The traits that say how pictures are drawn."""


class TraitControls:
    """Lets a session follow the traits of its view, from `observe` on.

    Parameters
    ----------
    view : FitTraits
    session : Session
    mirror : TraitMirror
        Says which changes only repeat what the session has.
    do : callable
        ``do(command, key)`` runs a command on the session's thread.
    """

    def __init__(
        self, view: FitTraits, session: Session, mirror: TraitMirror, do: Callable[..., object]
    ) -> None:
        self._view = view
        self._session = session
        self._mirror = mirror
        self._do = do
        self._boxes: dict[tuple[int, ...], list[float] | None] = {}
        """What was shown last of each choice of dims."""
        self._restyle()
        self._pace()

    def observe(self) -> None:
        """Begin to follow."""
        self._look()
        for names, follow in (
            (SETTINGS, self._configure),
            (("compare",), self._compare),
            (_STYLE, self._restyle),
            (("dims",), self._choose_dims),
            (("box",), self._look),
            (("speed", "loop"), self._pace),
            (("index",), self._show),
            (("playing",), self._play),
        ):
            self._view.observe(follow, [*names])
        if self._view.playing:
            self._session.playback.play()

    def _configure(self, change: Any) -> None:
        if self._mirror.configuring:
            return
        try:
            self._do(lambda: self._session.apply(**{change.name: change.new}), change.name)
        except (TypeError, ValueError) as error:
            raise traitlets.TraitError(f"{change.name}: {error}") from error

    def _compare(self, change: Any) -> None:
        if change.new != self._session.compare:
            self._do(lambda: self._session.set_compare(compare=change.new), "compare")

    def _restyle(self, _change: Any = None) -> None:
        style = {name: getattr(self._view, name) for name in _STYLE}
        lists = {name: tuple(style[name]) for name in ("dims", "sigmas", "image_shape") if style[name]}
        self._session.pictures.style = Style(**{**style, **lists})

    def _choose_dims(self, _change: Any) -> None:
        self._session.dims_are_chosen = True
        self._view.box = self._boxes.get(tuple(self._view.dims))

    def _look(self, _change: Any = None) -> None:
        box = self._view.box
        self._boxes[tuple(self._view.dims)] = box
        self._session.pictures.box = None if box is None else tuple(box)

    def _pace(self, _change: Any = None) -> None:
        playback = self._session.playback
        playback.speed, playback.loop = self._view.speed, self._view.loop

    def _show(self, change: Any) -> None:
        if self._session.index != change.new:
            self._session.show(change.new)

    def _play(self, change: Any) -> None:
        if change.new:
            self._session.playback.play()
        else:
            self._session.playback.pause()
