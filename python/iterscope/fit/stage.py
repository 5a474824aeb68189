"""The runs of a mixture view, and all that changes them. It happens on the player's thread."""

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any

import traitlets

from iterscope import _core
from iterscope.fit import messages as frames
from iterscope.fit.cluster.kmeans import KMeans
from iterscope.fit.cluster.kmeans_step import KMeansStep
from iterscope.fit.drawing import pictures
from iterscope.fit.estimators import Estimators
from iterscope.fit.mixture.gaussian import GaussianMixture
from iterscope.fit.player import Player
from iterscope.fit.recording import Recording
from iterscope.fit.run import Run
from iterscope.fit.samples import Samples
from iterscope.fit.step import EMStep
from iterscope.fit.traits import PARAMETERS, Controls
from iterscope.widget import messages as fields

FRAME_SECONDS = 1 / 30
"""Least time between two frames that are sent while the view plays."""
LOOP_SECONDS = 1.0
"""How long a view that plays in a loop shows the last step."""


class Stage(Controls):
    """A view with data, a model, and a run that is recorded as it is played.

    Parameters
    ----------
    samples : Samples or None
    model : GaussianMixture or KMeans
    **options
        Traits.
    """

    _run: Run | None = None
    _samples: Samples | None = None
    _poster_shows: tuple[Any, ...] = ()
    _original: tuple[GaussianMixture | KMeans, dict[str, Any], Samples | None] | None = None
    """The model, its parameters and the data of the beginning."""

    def __init__(self, samples: Samples | None, model: GaussianMixture | KMeans, **options: Any) -> None:
        self._publishing = threading.RLock()
        self._hurry = False
        self._dragged: tuple[Run, int] | None = None
        """The run and the step from which a mean is being dragged."""
        self._seeds: list[int] = []
        self._samples = samples
        self._estimators = Estimators(model)
        if samples is not None:
            Recording(model, samples.X, samples.sample_weight)  # checks the model and the data
        n_features = 2 if samples is None else samples.values.shape[1]
        shown = {"dims": [0, 1][:n_features], "algorithm": self._estimators.algorithm}
        super().__init__(**{**shown, **self._estimators.read(), **options})
        self._estimators.switch(self.algorithm)
        for name in PARAMETERS:
            if name in options:
                self._estimators.write(name, options[name])
        self._original = self.model, self.model.get_params(deep=False), samples
        self._colour(None)
        if samples is not None:
            self.set_trait("feature_names", samples.feature_names)
            self._begin(Recording(self.model, samples.X, samples.sample_weight))
            self._refresh_poster(_core.Cancellation())
        self.observe(self._reconfigure, [*PARAMETERS, "algorithm", "compare"])
        self.observe(self._indexed, "index")
        self.observe(self._switched, "playing")
        if self.playing:
            self._player.start()

    @cached_property
    def _player(self) -> Player[frames.PictureRequest]:
        return Player(self._tick, self._paint, self._fail, lambda: self._refresh_poster(_core.Cancellation()))

    @property
    def model(self) -> GaussianMixture | KMeans:
        """The estimator that was given, or the other one after `algorithm` has changed."""
        return self._estimators.current

    def close(self) -> None:
        """Stop all work, free what is recorded, and take the view from the page."""
        self._player.close()
        self._player.join(1)
        self._run = self._dragged = self._samples = None
        self._original = None
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

    def _tick(self) -> float | None:
        """Show what comes next; return the seconds until the step after, None to rest."""
        run = self._run
        if run is None or not self.playing:
            self.playing = False
            return None
        began = time.monotonic()
        period: float = max(1 / self.speed, FRAME_SECONDS)
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

    def _complete(self) -> None:
        """Compute all that is missing, and stay where it is."""
        run = self._present()
        run.reach(frames.MAX_COUNT)
        self._publish(self.index)

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
        if self._original is None:
            return
        model, parameters, samples = self._original
        self._estimators = Estimators(model.set_params(**parameters))
        if samples is not None and samples is not self._samples:
            self._samples = replace(samples, revision=self._data().revision + 1)
            self.send(self._samples.message())
        self._apply({})

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

    def _paint(self, wish: frames.PictureRequest, cancellation: _core.Cancellation) -> None:
        picture = pictures.layer(self._present(), wish, self, cancellation)
        if picture is not None:
            self.send(picture)

    def _refresh_poster(self, cancellation: _core.Cancellation) -> None:
        run = self._run
        if run is None:
            return
        names = ("dims", "colours", "fade", "width", "height")
        shown = (run.number, self.index, *(repr(getattr(self, name)) for name in names))
        if shown != self._poster_shows:
            self._poster_shows = shown
            self.poster = pictures.poster(run, self, cancellation)

    def _fail(self, error: Exception, wish: frames.PictureRequest | None = None) -> None:
        if wish is None:
            self.playing = False
            self.send(fields.failure(error))
        else:
            self.send(fields.failure(error, wish.vid, wish.seq))
