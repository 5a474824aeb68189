"""The live view of a fit: a mixture by expectation maximization, or k-means."""

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, SupportsIndex

import traitlets
from numpy.typing import ArrayLike

from iterscope import _core, arguments
from iterscope.mixture import GaussianMixture, KMeans, Selection, select
from iterscope.mixture.kmeans_step import KMeansStep
from iterscope.mixture.recording import Recording
from iterscope.mixture.step import EMStep
from iterscope.streaming import fields, frames
from iterscope.streaming.player import Player
from iterscope.widgets.controls import PARAMETERS, Controls
from iterscope.widgets.estimators import Estimators
from iterscope.widgets.run import Run
from iterscope.widgets.samples import Samples
from iterscope.widgets.view import STATIC

FRAME_SECONDS = 1 / 30
"""Least time between two frames that are sent while the view plays."""
LOOP_SECONDS = 1.0
"""How long a view that plays in a loop shows the last step."""
MAX_VIEWS = 64
"""Views whose last drag is remembered."""


class MixtureWidget(Controls):
    """A fit that can be watched, half-step by half-step, stopped, scrubbed and taken by the hand.

    All steps are recorded: going back never fits again. What is shown, in the browser or not, is the step
    `index`, and the model is fitted with the parameters of that step. Steps are computed on a thread of their
    own, also while a cell is running.

    Parameters
    ----------
    X : array-like of shape (n_samples, n_features), default=None
        Without data the view is a callback: ``model.set_callbacks(MixtureWidget()).fit(X)``.
    model : GaussianMixture or KMeans, default=None
        None: three components that start from samples.
    labels : array-like of shape (n_samples,), default=None
        The true classes, if they are known.
    sample_weight : array-like of shape (n_samples,), default=None
    **options
        Traits: ``dims`` the features that are shown, one to three of them; the model's parameters
        ``n_components``, ``covariance_type``, ``init_params``, ``random_state``, ``reg_covar``, ``tol`` and
        ``max_iter``, which are set on the model; ``algorithm`` "em" or "kmeans"; ``playing``, ``speed`` in
        half-steps per second, ``loop``; ``colours`` "blend" or "argmax", ``fade``, ``sigmas``, ``trails``,
        ``density`` "none", "heat" or "contours", ``regression``, ``compare``; ``width``, ``height``,
        ``fluid``, ``lesson``.

    Raises
    ------
    TypeError, ValueError
        If the model refuses a parameter or the data, in its own words; if a keyword is none of these.
    traitlets.TraitError
        If a trait's value is of the wrong type or out of range.

    Attributes
    ----------
    index : int
        The step that is shown.
    n_steps : int
        How many have been recorded.
    complete : bool
        Whether the fit has come to its end.
    run : int
        Number of the present recording.
    """

    _esm = STATIC / "mixture.js"
    _css = STATIC / "mixture.css"

    def __init__(
        self,
        X: ArrayLike | None = None,
        model: GaussianMixture | KMeans | None = None,
        *,
        labels: ArrayLike | None = None,
        sample_weight: ArrayLike | None = None,
        **options: Any,
    ) -> None:
        self._player: Player[frames.PictureRequest] = Player(
            self._tick, self._paint, self._fail, lambda: None
        )
        self._publishing = threading.RLock()
        self._hurry = False
        self._run: Run | None = None
        self._dragged: tuple[Run, int] | None = None
        self._moves: dict[str, int] = {}
        self._seeds: list[int] = []
        self._selection: Selection | None = None
        self._samples = None if X is None else Samples.of(X, labels, sample_weight)
        if model is None:
            model = GaussianMixture(3, init_params="random_from_data", tol=1e-4, random_state=0)
        self._estimators = Estimators(model)
        if self._samples is not None:
            Recording(model, self._samples.X, self._samples.sample_weight)  # checks the model and the data
        n_features = 2 if self._samples is None else self._samples.values.shape[1]
        shown = {"dims": [0, 1][:n_features], "algorithm": self._estimators.algorithm}
        super().__init__(**{**shown, **self._estimators.read(), **options})
        self._estimators.switch(self.algorithm)
        for name in PARAMETERS:
            if name in options:
                self._estimators.write(name, options[name])
        self._original = self.model, self.model.get_params(deep=False), self._samples
        self._colour(None)
        if self._samples is not None:
            self.set_trait("feature_names", self._samples.feature_names)
            self._begin(Recording(self.model, self._samples.X, self._samples.sample_weight))
        self.observe(self._reconfigure, [*PARAMETERS, "algorithm", "compare"])
        self.observe(self._indexed, "index")
        self.observe(self._switched, "playing")
        self.on_msg(self._receive)
        if self.playing:
            self._player.start()

    @property
    def model(self) -> GaussianMixture | KMeans:
        """The estimator that was given, or the other one after `algorithm` has changed."""
        return self._estimators.current

    @property
    def history(self) -> list[EMStep | KMeansStep]:
        """All steps that have been recorded, of the present run."""
        run = self._run
        return [] if run is None else [run.recording.step(i) for i in range(len(run.recording))]

    def play(self) -> None:
        """Go on by itself, `speed` half-steps per second; at the end, from the beginning."""
        self.playing = True

    def pause(self) -> None:
        """Stop where it is."""
        self.playing = False

    def step(self, n: SupportsIndex = 1) -> None:
        """Go some half-steps on, or back if `n` is negative, as far as there are any."""
        count = arguments.integer("n", n, -frames.MAX_COUNT, frames.MAX_COUNT)
        self.playing = False
        self._do(lambda: self._seek(self.index + count))

    def seek(self, index: SupportsIndex) -> None:
        """Show a step, computed if it has not been; the last one if the fit ends before."""
        wanted = arguments.integer("index", index, 0, frames.MAX_COUNT)
        self.playing = False
        self._do(lambda: self._seek(wanted))

    def finish(self) -> None:
        """Run to the end of the fit as fast as it can; an interrupt pauses it.

        Raises
        ------
        ValueError
            If a covariance matrix collapses on the way; what was recorded until then stays.
        """
        self._hasten()
        if self._from_page:
            return
        try:
            self._player.wait()
        except KeyboardInterrupt:
            self.playing = False
            raise
        if self._run is not None:
            self._run.recording.check()

    def restart(self) -> None:
        """Fit again from a new start: with the next seed, if the seed is a number."""
        self._do(self._restart)

    def reset(self) -> None:
        """Bring back the data and the parameters of the beginning."""
        self._do(self._reset)

    def starts(self, n: SupportsIndex = 6) -> list[EMStep | KMeansStep]:
        """Run several starts to their end, with consecutive seeds, and show how they differ.

        Parameters
        ----------
        n : int, default=6

        Returns
        -------
        list of EMStep or KMeansStep
            The last step of each start; those that a collapsed covariance ended are left out.

        Raises
        ------
        ValueError
            If `n` is out of range or none of the starts comes to an end.
        """
        count = arguments.integer("n", n, 1, frames.MAX_STARTS)
        ends: list[EMStep | KMeansStep] = []
        self._do(lambda: ends.extend(self._compare_starts(count)))
        return ends

    def select(self, n_components: Any = range(1, 10), **options: Any) -> Selection:
        """Compare numbers of components and covariance types by an information criterion.

        Parameters
        ----------
        n_components : int or iterable of int, default=range(1, 10)
        **options
            ``covariance_type``, ``criterion`` and parameters of `iterscope.select`, where they are not those
            of the model.

        Returns
        -------
        Selection
            It is shown too: a click on one of its rows shows that model.

        Raises
        ------
        ValueError
            If there are no data, or an argument cannot be what it must be.
        """
        samples = self._data()
        own = self._estimators.read()
        names = ("init_params", "random_state", "reg_covar", "tol", "max_iter")
        same = {name: own[name] for name in names if name in own and self.algorithm == "em"}
        found = select(samples.X, n_components, sample_weight=samples.sample_weight, **{**same, **options})
        self._selection = found
        best = int(found.table[found.criterion].argmin())
        self.send(frames.selected(found.criterion, best, found.table))
        return found

    def close(self) -> None:
        """Stop all work, free what is recorded, and take the view from the page."""
        self._player.close()
        self._player.join(1)
        self._run = self._dragged = self._samples = self._selection = None
        self._original = self.model, {}, None
        super().close()

    def set_state(self, sync_data: Mapping[str, Any]) -> None:
        """Take what the page has changed."""
        with self._publishing:
            super().set_state(sync_data)

    def _data_shape(self) -> tuple[int, int] | None:
        if self._samples is None:
            return None
        n_samples, n_features = self._samples.values.shape
        return n_samples, n_features

    def _data(self) -> Samples:
        if self._samples is None:
            raise ValueError("there are no data to fit")
        return self._samples

    def _present(self) -> Run:
        if self._run is None:
            raise ValueError("there are no data to fit")
        return self._run

    def _reconfigure(self, change: Any) -> None:
        if self._mirroring == threading.get_ident():
            return
        try:
            self._do(lambda: self._apply({change.name: change.new}), change.name)
        except (TypeError, ValueError) as error:
            raise traitlets.TraitError(f"{change.name}: {error}") from error

    def _indexed(self, change: Any) -> None:
        if self._run is not None:
            self._run.recording.assign(change.new)

    def _switched(self, _change: Any) -> None:
        if self.playing:
            self._player.start()
        else:
            self._hurry = False
            self._player.stop()

    def _hasten(self) -> None:
        self._hurry = True
        self.playing = True
        self._player.start()

    def _do(self, command: Callable[[], object], key: object = None) -> None:
        """Do something on the player's thread, and wait for it unless it is the page's wish."""
        if self._from_page:
            self._player.submit(command, key)
        else:
            self._player.run(command)

    # Messages from the page.

    def _receive(self, _widget: Any, content: Any, _buffers: Any) -> None:
        try:
            message = frames.parse(content)
            self._obey(message)
        except fields.MessageError as error:
            self._refuse(str(error), fields.view_id(content))
        except ValueError as error:
            self._fail(error)

    def _obey(self, message: frames.Request) -> None:
        match message:
            case frames.PictureRequest():
                self._player.wish(message)
            case frames.Presence(kind="close"):
                self._player.forget(message.vid)
            case frames.Presence():
                self._soon(message, self._tell_all, "open")
            case frames.Command(kind="finish"):
                self._hasten()
            case frames.Command(kind="restart"):
                self._soon(message, self._restart)
            case frames.Command():
                self._soon(message, self._reset)
            case frames.Choice(kind="step"):
                self.playing = False
                self._soon(message, lambda: self._seek(self.index + message.n))
            case frames.Choice(kind="starts"):
                self._soon(message, lambda: self._compare_starts(message.n))
            case frames.Choice(kind="start"):
                self._soon(message, lambda: self._show_start(message.n))
            case frames.Choice():
                self._soon(message, lambda: self._choose(message.n))
            case frames.Move():
                self._soon(message, lambda: self._move(message), ("move", message.vid))
            case frames.Brush():
                self._soon(message, lambda: self._brush(message))

    def _soon(self, message: frames.Request, command: Callable[[], object], key: object = None) -> None:
        def answered() -> None:
            try:
                command()
            except Exception as error:  # noqa: BLE001  whatever it is, the view that asked shows it
                self.send(fields.failure(error, message.vid, getattr(message, "seq", None)))

        self._player.submit(answered, key)

    # What follows happens on the player's thread.

    def _tick(self) -> float | None:
        """Show what comes next; return the seconds until the step after, None to rest."""
        run = self._run
        if run is None or not self.playing:
            self.playing = False
            return None
        began = time.monotonic()
        period = max(1 / self.speed, FRAME_SECONDS)
        if run.recording.complete and self.index >= run.last and not self._hurry:
            self._publish(0, ticking=True)
            return period
        try:
            if self._hurry:
                while time.monotonic() - began < FRAME_SECONDS and run.advance():
                    pass
                index = run.last
            else:
                index = run.reach(self.index + max(1, round(self.speed * period)))
        except ValueError:
            self._publish(run.last, ticking=True)
            raise
        self._publish(index, ticking=True)
        if index < run.last or not run.recording.complete:
            return 0.0 if self._hurry else period
        if self.loop and not self._hurry:
            return max(period, LOOP_SECONDS)
        self.playing = False
        return None

    def _publish(self, index: int, *, ticking: bool = False) -> None:
        """Send what the page does not have, then show a step; of a tick only while the view plays."""
        run = self._present()
        for message in run.unsent():
            self.send(message)
        with self._publishing, self.hold_sync():
            self.set_trait("n_steps", run.last + 1)
            self.set_trait("complete", run.recording.complete)
            self.set_trait("run", run.number)
            if ticking and not self.playing:
                return
            if self.index == index:
                run.recording.assign(index)
            else:
                self.index = index

    def _seek(self, index: int) -> None:
        run = self._present()
        sent = time.monotonic()
        while run.last < index and run.advance():
            if time.monotonic() - sent > FRAME_SECONDS:
                sent = time.monotonic()
                self._publish(run.last)
        self._publish(min(max(index, 0), run.last))

    def _begin(self, recording: Recording) -> None:
        """Show another recording from its first step."""
        number = 1 if self._run is None else self._run.number + 1
        self._run = Run(number, recording, self._beside())
        self._dragged = None
        self._publish(0)

    def _beside(self) -> KMeans | None:
        return self._estimators.beside() if self.compare and self.algorithm == "em" else None

    def _apply(self, values: dict[str, Any]) -> None:
        """Set parameters, and fit anew; if that cannot be, all stays as it was."""
        estimators = self._estimators
        algorithm, before = estimators.algorithm, self.model.get_params(deep=False)
        try:
            estimators.switch(values.get("algorithm", algorithm))
            for name in PARAMETERS:
                if name in values:
                    estimators.write(name, values[name])
            if "compare" in values and self._run is not None:
                self._run = Run(self._run.number, self._run.recording, self._beside())
                self._publish(self.index)
            elif self._samples is not None:
                self._begin(Recording(self.model, self._samples.X, self._samples.sample_weight))
        except Exception:
            estimators.algorithm = algorithm
            self.model.set_params(**before)
            raise
        finally:
            self._mirror()

    def _mirror(self) -> None:
        """Let the traits follow the model."""
        with self._mirrored():
            self.algorithm = self._estimators.algorithm
            for name, value in self._estimators.read().items():
                setattr(self, name, value)

    def _restart(self) -> None:
        seed = self._estimators.read()["random_state"]
        self._apply({} if seed is None else {"random_state": (seed + 1) % 2**32})

    def _reset(self) -> None:
        model, parameters, samples = self._original
        self._estimators = Estimators(model.set_params(**parameters))
        if samples is not None and samples is not self._samples:
            self._samples = replace(samples, revision=self._data().revision + 1)
            self.send(self._samples.message())
        self._apply({})

    def _tell_all(self) -> None:
        if self._samples is not None and self._run is not None:
            self.send(self._samples.message())
            for message in self._run.everything():
                self.send(message)

    def _compare_starts(self, count: int) -> list[EMStep | KMeansStep]:
        samples, first = self._data(), self._estimators.read()["random_state"] or 0
        seeds, ends, error = [], [], None
        for seed in range(first, first + count):
            parameters = {**self.model.get_params(deep=False), "random_state": seed, "n_init": 1}
            recording = Recording(type(self.model)(**parameters), samples.X, samples.sample_weight)
            try:
                while recording.advance():
                    pass
            except ValueError as collapse:
                error = collapse
            else:
                seeds.append(seed)
                ends.append(recording.step(len(recording) - 1))
        if error is not None and not ends:
            raise error
        self._seeds = seeds
        self.send(frames.starts(seeds, ends, self.covariance_type))
        return ends

    def _show_start(self, n: int) -> None:
        if n >= len(self._seeds):
            raise ValueError(f"n must be one of the {len(self._seeds)} starts, got {n}")
        self._apply({"random_state": self._seeds[n]})
        self._hasten()

    def _choose(self, n: int) -> None:
        table = [] if self._selection is None else self._selection.table
        if n >= len(table):
            raise ValueError(f"n must be one of the {len(table)} rows of the selection, got {n}")
        row = table[n]
        kind = {"n_components": int(row["n_components"]), "covariance_type": str(row["covariance_type"])}
        self._apply({"algorithm": "em", **kind})
        self._hasten()

    def _move(self, move: frames.Move) -> None:
        run = self._present()
        if self._moves.get(move.vid, -1) >= move.seq:
            return
        base, index = (run, move.index) if self._dragged is None else self._dragged
        if not base.number <= move.run <= run.number:
            raise ValueError(f"run must be {run.number}, the present one, got {move.run}")
        recording = base.recording.moved(index, move.component, move.dims, move.at)
        self._moves = {**dict(list(self._moves.items())[-MAX_VIEWS:]), move.vid: move.seq}
        self._begin(recording)
        self._dragged = None if move.done else (base, index)

    def _brush(self, stroke: frames.Brush) -> None:
        samples = self._data().brushed(stroke)
        start = self._present().recording.start(self.index)
        recording = Recording(self.model, samples.X, samples.sample_weight, start)
        self._samples = samples
        self.send(samples.message())
        self._begin(recording)

    def _paint(self, wish: frames.PictureRequest, cancellation: _core.Cancellation) -> None:
        raise NotImplementedError

    def _fail(self, error: Exception, wish: frames.PictureRequest | None = None) -> None:
        if wish is None:
            self.playing = False
            self.send(fields.failure(error))
        else:
            self.send(fields.failure(error, wish.vid, wish.seq))
