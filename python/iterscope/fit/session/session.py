"""A fit that runs: it is played, scrubbed, dragged, compared and drawn, all on a thread of its own."""

import math
import threading
import time
from collections.abc import Callable, Hashable
from dataclasses import replace
from functools import partial
from typing import Any

from iterscope import _core
from iterscope._core import CancelledError
from iterscope.fit import replies
from iterscope.fit.data import Data
from iterscope.fit.data.dims import first
from iterscope.fit.drawing.palette import colors_of
from iterscope.fit.exports.history import History
from iterscope.fit.recording import Recording
from iterscope.fit.session.comparison import Comparison
from iterscope.fit.session.drags import Drags
from iterscope.fit.session.listener import Listener
from iterscope.fit.session.models import Models
from iterscope.fit.session.page import Page
from iterscope.fit.session.pictures import Pictures
from iterscope.fit.session.playback import FRAME_SECONDS, Playback
from iterscope.fit.session.quiz import Quiz
from iterscope.fit.session.run import Run
from iterscope.fit.session.strokes import Strokes
from iterscope.fit.session.undo import State, Undo
from iterscope.widget import forks
from iterscope.widget.messages import MAX_COUNT, Request
from iterscope.widget.progress import lasting
from iterscope.widget.worker import Worker

REST_SECONDS = 0.3
"""Time without work after which the poster is redrawn."""


class Session:
    """A model, data, and a recorded run that can be stepped through.

    From the first step that is taken or shown on, the model is always fitted with the parameters of the step
    `index`; until then it is as it was. Methods that change the run are for the session's thread: give them
    to `do`. One that fails or is cancelled changes nothing, except that the steps it has recorded stay.

    Parameters
    ----------
    model : estimator
        One of the registry.
    data : Data, default=None
    listener : Listener, default=None
        Receives what happens.

    Raises
    ------
    TypeError, ValueError
        If the model cannot be watched, or refuses a parameter or the data.
    """

    def __init__(self, model: Any, data: Data | None = None, listener: Listener | None = None) -> None:
        self.models = Models(model)
        self.data = data
        self.listener = Listener() if listener is None else listener
        self.run: Run | None = None
        self.index = 0
        """The step that is shown."""
        self.compare = False
        """Whether the model's companion runs too."""
        self.dims_are_chosen = False
        """Whether somebody has said which features are shown."""
        self.playback = Playback(self)
        self.comparison = Comparison(self, self.playback)
        self.page = Page(self, self.comparison)
        self.pictures = Pictures(self)
        self.drags = Drags(self)
        self.strokes = Strokes(self)
        self.quiz = Quiz(self, self.seek)
        self.past = Undo()
        self.closed = False
        self.renew()
        forks.watch(self)
        self.worker: Worker = Worker(
            self.listener.send,
            fail=self.fail,
            tick=self.playback.tick,
            idle=self.pictures.refresh_poster,
            rest=REST_SECONDS,
        )
        self._answered_at = -math.inf
        self._original: tuple[Any, dict[str, Any], Data | None] | None = None
        """The model, its parameters and the data of the beginning."""
        self.first_dims = [0, 1] if data is None else first(data, self.model.prepare(data).view)
        """What a view shows first."""

    def renew(self) -> None:
        """Make the lock anew in a forked child."""
        self.lock = threading.RLock()
        """Held while the step that is shown changes."""

    def __repr__(self) -> str:
        steps = (
            "without data" if self.run is None else f"at step {self.index}, {len(self.recording)} recorded"
        )
        return f"<Session of {type(self.model).__name__}, {steps}>"

    @property
    def model(self) -> Any:
        """The estimator that is fitted."""
        return self.models.current

    @property
    def settings(self) -> dict[str, Any]:
        """The model's kind as ``algorithm``, and the parameters that a view shows."""
        return self.models.settings

    @property
    def recording(self) -> Recording:
        """The present recording; raises ValueError if there are no data."""
        return self.present().recording

    @property
    def history(self) -> History:
        """All steps that have been recorded, of the present run."""
        return History() if self.run is None else History.of(self.run.recording)

    def present(self) -> Run:
        """Return the present run; raises ValueError if there are no data, RuntimeError if it is closed."""
        if self.run is None:
            raise self._nothing()
        return self.run

    def present_data(self) -> Data:
        """Return the data; raises ValueError if there are none, RuntimeError if it is closed."""
        if self.data is None:
            raise self._nothing()
        return self.data

    def open(self, **settings: Any) -> None:
        """Set parameters of the model, and begin the first run if there are data.

        Parameters
        ----------
        **settings
            As in `settings`.
        """
        self.models.write_settings(**settings)
        self._original = self.model, self.model.get_params(deep=False), self.data
        if self.data is not None:
            self.run = self._run(Recording(self.model, self.data))
            self._tell(self.run, index=0)

    def close(self) -> None:
        """Stop all work and free what is recorded."""
        self.closed = True
        self.worker.close()
        self.worker.join(1)
        self.run = self.data = self._original = None
        self.past, self.drags = Undo(), Drags(self)
        self.comparison.forget()
        self.listener = Listener()

    def do(self, command: Callable[[], object], key: object = None, *, wait: bool = True) -> None:
        """Run a command on the session's thread.

        Parameters
        ----------
        command : callable
        key : hashable, optional
            Without waiting: a command that is queued under the same key is replaced.
        wait : bool, default=True
            Whether to return when it is done, and raise what it raises.
        """
        if wait:
            with lasting() as show:
                self.worker.run(command, lambda: show(0))
        else:
            self.worker.submit(command, key)

    def answer(
        self, request: Request, command: Callable[[], object], key: object = None, *, after: float = 0.0
    ) -> None:
        """Run a command that a view has asked for; the view is sent the error if it fails.

        Parameters
        ----------
        request : Request
        command : callable
        key : hashable, optional
            A command that is queued under the same key is replaced.
        after : float, default=0
            Seconds before which it does not run, unless somebody waits.
        """

        def answered() -> None:
            try:
                command()
            except Exception as error:  # noqa: BLE001  whatever it is, the view that asked shows it
                self.listener.fail(error, request.vid, getattr(request, "seq", None))
            self._answered_at = time.monotonic()

        if key is not None:  # what a newer one replaces can wait for the next frame
            after = max(after, self._answered_at + FRAME_SECONDS - time.monotonic())
        self.worker.submit(answered, key, after=after)

    def fail(self, error: Exception) -> None:
        """Pause, and send the error to all views."""
        self.playback.pause()
        self.listener.fail(error)

    def show(self, index: int) -> None:
        """Show a recorded step: the model becomes one that is fitted with its parameters."""
        self.index = index
        if self.run is not None:
            self.run.recording.fit_model(index)

    def seek(self, index: int) -> None:
        """Show a step, computed if it has not been; the last one if the fit ends before."""
        run = self.present()
        sent = time.monotonic()
        try:
            while run.last < index and run.advance():
                if time.monotonic() - sent > FRAME_SECONDS:
                    sent = time.monotonic()
                    self.publish(run.last)
        except (ValueError, CancelledError):
            self.publish(run.last)
            raise
        self.publish(min(max(index, 0), run.last))

    def complete(self, until: int = MAX_COUNT) -> None:
        """Compute all missing steps, or those up to one; the step that is shown stays."""
        run = self.present()
        try:
            run.reach(until)
        finally:
            self._tell(run)

    def begin(
        self, recording: Recording, *, before: State | None = None, gesture: Hashable | None = None
    ) -> None:
        """Show another recording, of the same data or of others, from its first step.

        What was shown before, by default what is shown now, is kept; see `Undo.keep`.
        """
        before = self._state() if before is None else before
        run = self._run(recording)
        self.past.keep(before, gesture)
        self._replace(run)

    def undo(self) -> None:
        """Take the last change back, if there is one: a drag, a stroke of the brush, or settings."""
        self.strokes.flush()
        if self.past.can_undo:
            self._come_back(self.past.undo(self._state()))

    def redo(self) -> None:
        """Do again what was taken back last, if there is something."""
        self.strokes.flush()
        if self.past.can_redo:
            self._come_back(self.past.redo(self._state()))

    def publish(self, index: int, *, ticking: bool = False) -> None:
        """Send the steps that the page does not have, then show one; a tick shows it only while playing."""
        run = self.present()
        with _core.Cancellation(), self.lock:  # of its own: what is recorded is shown, whatever was cancelled
            if not ticking or self.playback.playing:
                self.show(index)
                self._tell(run, index=index)
            else:
                self._tell(run)

    def apply(self, **settings: Any) -> None:
        """Set parameters and fit again; if that fails, nothing changes."""
        slides = settings.keys() == {"epsilon"}  # a slider, of which the end of the fit is of interest
        change = partial(self.models.write_settings, **settings)
        self._fit_again(change, self.data, "epsilon" if slides else None)
        if slides:
            self.playback.finish()

    def set_compare(self, *, compare: bool) -> None:
        """Run the model's companion from the same start, or no longer."""
        try:
            if self.run is not None:
                self.run = Run(self.run.number, self.run.recording, compare=compare)
            self.compare = compare
        finally:
            self.listener.changed(compare=self.compare)
        if self.run is not None:
            self._tell(self.run)

    def restart(self) -> None:
        """Fit again from a new start: with the next seed, if the seed is a number."""
        seed = self.settings["random_state"]
        self.start_from(None if seed is None else (seed + 1) % 2**32)

    def start_from(self, seed: int | None) -> None:
        """Fit again from the start that a seed finds, not from one that was given to the model.

        Parameters
        ----------
        seed : int or None
            None: the present one.
        """

        def change() -> None:
            self.model.drop_start()
            if seed is not None:
                self.model.write_setting("random_state", seed)

        self._fit_again(change, self.data)

    def reset(self) -> None:
        """Restore the data and the parameters of the beginning."""
        if self._original is None:
            return
        model, parameters, data = self._original
        if data is not None and data is not self.data:
            data = replace(data, revision=self.present_data().revision + 1)

        def change() -> None:
            self.models = Models(model.set_params(**parameters))

        self._fit_again(change, data)

    def adopt(self, recording: Recording) -> None:
        """Show a recording that grows elsewhere, with its model and its data."""
        self.playback.pause()
        keep = self.data is not None or self.dims_are_chosen
        self.data = data = recording.data
        self.models = Models(recording.model)
        self._original = self.model, self.model.get_params(deep=False), data
        self.listener.configured(**self.settings)
        kept = [dim for dim in self.pictures.style.dims if keep and dim < len(data.projection)]
        self.listener.changed(dims=kept or first(data, recording.algorithm.view), **replies.names(data))
        self.listener.send(replies.points(data, recording.algorithm.view))
        run = self._run(recording)
        self.past.clear()
        self._replace(run)

    def follow(self, recording: Recording) -> None:
        """Show the last step of an adopted recording, unless another run has begun meanwhile."""
        if self.run is not None and self.run.recording is recording:
            self.publish(self.run.last)

    def _state(self) -> State:
        """Return what is shown, to come back to."""
        return State.of(self.models, self.run, self.index)

    def _come_back(self, state: State) -> None:
        """Show again what was shown before, or after, a change."""
        if state.run is None:
            return
        self.playback.pause()
        run = self._run(state.run.recording)
        self.models = state.restore()
        self._replace(run, state.index)
        self.listener.configured(**self.settings)

    def _replace(self, run: Run, index: int = 0) -> None:
        """Show a step of another run."""
        if run.recording.data is not self.data:
            self.data = run.recording.data
            self.comparison.forget()
            self.listener.send(replies.points(self.data, run.recording.algorithm.view))
        self.run = run
        self.publish(index)

    def _run(self, recording: Recording) -> Run:
        """Return the run of a recording, its first step computed."""
        number = 1 if self.run is None else self.run.number + 1
        return Run(number, recording, compare=self.compare)

    def _fit_again(
        self, change: Callable[[], None], data: Data | None, gesture: Hashable | None = None
    ) -> None:
        """Change the model and fit it to some data; if that fails, nothing changes."""
        before = self._state()
        try:
            change()
            if data is not None:
                self.begin(Recording(self.model, data), before=before, gesture=gesture)
        except BaseException:
            self.models = before.restore()
            raise
        finally:
            self.listener.configured(**self.settings)

    def _tell(self, run: Run, **state: Any) -> None:
        """Send the steps that the page does not have, and what has changed."""
        self.page.send_steps(run)
        recording, past = run.recording, self.past
        told = {"n_steps": run.last + 1, "complete": recording.complete, "failure": recording.failure}
        told |= {"run": run.number, "can_undo": past.can_undo, "can_redo": past.can_redo}
        algorithm = recording.algorithm
        told["palette"] = colors_of(algorithm, algorithm.n_components(recording.step(0).parameters))
        self.listener.changed(**told, **state)

    def _nothing(self) -> Exception:
        return RuntimeError("the view is closed") if self.closed else ValueError("there are no data to fit")
