"""The live view of a fit: of any model in the registry."""

import weakref
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, ClassVar, SupportsIndex

import numpy as np
from numpy.typing import ArrayLike, NDArray
from traitlets import TraitError

from iterscope import _core
from iterscope.fit import kinds, replies
from iterscope.fit.changes import FitChanges
from iterscope.fit.classroom.quiz import FitQuiz
from iterscope.fit.classroom.slides import FitSlides
from iterscope.fit.comparisons.bound import FRACTIONS, BoundCurves, curves
from iterscope.fit.comparisons.peer import Peer
from iterscope.fit.data import Data, data_of, sequences, table
from iterscope.fit.data.hints import hinted
from iterscope.fit.exports.history import History
from iterscope.fit.files import FitFiles
from iterscope.fit.mixture.selection import Selection
from iterscope.fit.session import Session
from iterscope.fit.session.callback import SessionCallback
from iterscope.fit.session.requests import handle
from iterscope.fit.sources import found
from iterscope.fit.traits import SETTINGS, TraitControls, TraitMirror
from iterscope.validation import arguments
from iterscope.validation.arrays import Samples
from iterscope.widget.messages import MAX_COUNT, view_id
from iterscope.widget.progress import Progress
from iterscope.widget.view import front_end


class MixtureWidget(SessionCallback, FitChanges, FitFiles, FitQuiz, FitSlides):
    """Live view of a fit, half-step by half-step, that can be stopped, scrubbed and dragged.

    All steps are recorded: going back never fits again. What is shown, in the browser or not, is the step
    `index`, and the model is fitted with the parameters of that step. Steps are computed on a thread of their
    own, also while a cell is running.

    Parameters
    ----------
    X : array-like of shape (n_samples, n_features) or (n_samples,), default=None
        In one dimension, samples of a single feature. Without data the view is a callback:
        ``model.set_callbacks(MixtureWidget()).fit(X)``.
    model : GaussianMixture, KMeans or a mixture of another kind, default=None
        None: three Gaussians that start from samples.
    labels : array-like of shape (n_samples,), default=None
        The true classes, if they are known: samples are marked by them, and the view says how well the
        components agree with them.
    sample_weight : array-like of shape (n_samples,), default=None
    lengths : array-like of int, shape (n_sequences,), default=None
        Rows of each sequence, for models of sequences; a list of arrays as `X` has them.
    **options
        Traits: ``dims`` the features that are shown, one to three of them, by number or name, or principal
        axes as "PC1"; "features" stands for the two features of most variance, "pca" for two principal axes,
        the default of more than eight features; ``box`` the part of the data that is shown, (left, right) or
        (left, right, bottom, top), None for all of them; ``image_shape`` (rows, columns), if each sample is
        an image: means and samples are shown as such; the model's parameters ``n_components``,
        ``covariance_type``, ``init_params``, ``random_state``, ``reg_covar``, ``tol`` and ``max_iter``,
        which are set on the model; ``epsilon``, at which times the identity all covariances are held, and
        weights equal; ``algorithm`` the kind of the model; ``playing``, ``speed`` in half-steps per second,
        ``loop``; ``colors`` "blend" or "argmax", ``fade``, ``sigmas``, ``trails``, ``density`` "none", "heat"
        or "contours", ``classes``, ``regression``, ``bound``, ``pairs``, ``compare``; ``width``, ``height``,
        ``fluid``, ``lesson``; ``slides``, a list of dicts of such values and of ``index``, which Page Down
        and Page Up walk, and ``slide`` the one that is shown; ``quiz`` whether it asks before each
        half-step.

    Raises
    ------
    TypeError, ValueError
        If the model refuses a parameter or the data, in its own words; if a keyword is none of these.
    traitlets.TraitError
        If a trait's value is of the wrong type or out of range.

    Attributes
    ----------
    index : int
        The step that is shown. The model is as it was until the first step is taken or shown.
    n_steps : int
        How many have been recorded.
    complete : bool
        Whether the fit has come to its end.
    run : int
        Number of the present recording.
    failure : str
        Why the fit cannot go on; "" while it can.
    can_undo, can_redo : bool
        Whether there is a change to take back, or one that has been taken back. The last 64 changes are kept,
        as far as what they need takes no more than 32 MB.
    """

    _esm = front_end("mixture.js")
    _css = front_end("mixture.css")
    _page_sets: ClassVar[frozenset[str]] = FitQuiz._page_sets | FitSlides._page_sets  # noqa: SLF001
    _kernel_sets: ClassVar[frozenset[str]] = FitSlides._kernel_sets  # noqa: SLF001

    def __init__(
        self,
        X: ArrayLike | Data | None = None,
        model: Any = None,
        *,
        labels: ArrayLike | None = None,
        sample_weight: ArrayLike | None = None,
        lengths: ArrayLike | None = None,
        **options: Any,
    ) -> None:
        if model is None:
            model = kinds.usual()(3, init_params="random_from_data", tol=1e-4, random_state=0)
        data = None
        if X is not None:
            missing = getattr(model, "allows_missing", False)
            lists = getattr(model, "sequential", False)
            rows: Any = found(X)
            if rows is None:
                rows = X if lists and sequences.are(X) else table(X)
            try:
                with hinted(model):
                    data = data_of(
                        rows,
                        sample_weight,
                        labels,
                        user="MixtureWidget",
                        missing=missing,
                        lengths=lengths,
                        lists=lists,
                        model=model,
                        missing_in_blocks=getattr(model, "missing_in_blocks", False),
                    ).shown
            except (TypeError, ValueError) as error:
                # What was given is at fault: where this package found it out tells a class nothing.
                raise error.with_traceback(None) from error.__cause__
        here: Any = weakref.proxy(self)  # nothing of a view holds it, so that it is freed once it is closed
        mirror = TraitMirror(here)
        self.session = Session(model, data, mirror)
        self._worker = self.session.worker
        shown = {"dims": self.session.first_dims, **self.session.settings}
        slide = options.pop("slide", -1)
        try:
            super().__init__(**{**shown, **options})
        except TraitError as error:
            raise error.with_traceback(None) from error.__cause__
        self._color()
        controls = TraitControls(
            here,
            self.session,
            mirror,
            lambda command, key=None: here._do(command, key),  # noqa: SLF001 - it is this view
        )
        if data is not None:
            mirror.changed(**replies.names(data))
        self.session.compare = self.compare
        self.session.dims_are_chosen = "dims" in options
        self.session.open(**{name: getattr(self, name) for name in SETTINGS if name in options})
        mirror.configured(**self.session.settings)
        self.session.pictures.refresh_poster(_core.Cancellation())
        controls.observe()
        self.slide = slide

    def _subject(self) -> str:
        return f"{type(self.model).__name__} at step {self.index}"

    @property
    def model(self) -> Any:
        """The estimator that was given, or another one after `algorithm` has changed."""
        return self.session.model

    @property
    def X(self) -> Samples | None:  # noqa: N802  scikit-learn's name for data
        """The samples, shape (n_samples, n_features), with all that a brush has added and erased."""
        data = self.session.data
        return None if data is None else data.values

    @property
    def sample_weight(self) -> NDArray[np.float64] | None:
        """Weights of the samples with all that a brush has changed, shape (n_samples,); None without any."""
        data = self.session.data
        return None if data is None else data.weights

    @property
    def columns(self) -> list[Any] | None:
        """Names of the data's columns, None if they have none."""
        data = self.session.data
        return None if data is None else data.columns

    @property
    def history(self) -> History:
        """All steps that have been recorded, of the present run, with `to_frame`, `to_csv` and `to_json`."""
        return self.session.history

    def play(self) -> None:
        """Start playing, `speed` half-steps per second; at the end, from the beginning.

        Raises
        ------
        RuntimeError
            If the view is closed.
        """
        if self.session.closed:
            raise RuntimeError("the view is closed")
        self.playing = True

    def pause(self) -> None:
        """Stop playing at the present step."""
        self.playing = False

    def step(self, n: SupportsIndex = 1, *, progress: Progress | bool = True) -> None:
        """Go some half-steps on, or back, as far as there are any.

        Parameters
        ----------
        n : int, default=1
            How many; negative to go back.
        progress : callable or bool, default=True
            As for `finish`.
        """
        count = arguments.integer("n", n, -MAX_COUNT, MAX_COUNT)
        self._seek(lambda: self.index + count, "step", progress)

    def seek(self, index: SupportsIndex, *, progress: Progress | bool = True) -> None:
        """Show a step, computed if it has not been.

        Parameters
        ----------
        index : int
            From 0, the start. If the fit ends before, its last step is shown, and `index` is that.
        progress : callable or bool, default=True
            As for `finish`.
        """
        wanted = arguments.integer("index", index, 0, MAX_COUNT)
        self._seek(lambda: wanted, "seek", progress)

    def _seek(self, index: Callable[[], int], name: str, progress: Progress | bool) -> None:  # noqa: FBT001
        self.playing = False
        self._tell(name, progress, partial(self._do, lambda: self.session.seek(index()), None))

    def finish(self, *, progress: Progress | bool = True) -> None:
        """Run to the end of the fit as fast as it can; an interrupt pauses it.

        Parameters
        ----------
        progress : callable or bool, default=True
            ``progress(done, None)`` is called ten times a second, with the last half-step that is recorded:
            where a fit ends is not known. True shows a bar of tqdm after a second, if that is installed.

        Raises
        ------
        ValueError
            If a covariance matrix collapses on the way; what was recorded until then stays.
        """
        self.session.present()
        playback = self.session.playback

        def finish(waiting: Callable[[], object]) -> None:
            playback.finish()
            playback.wait(waiting)

        if self._from_page:
            playback.finish()
        else:
            self._tell("finish", progress, finish)

    def scikit_learn(self, *, progress: Progress | bool = True) -> Peer:
        """Fit scikit-learn's own model from the same start, beside this one, which is fitted to its end.

        Parameters
        ----------
        progress : callable or bool, default=True
            As for `finish`, for this fit.

        Returns
        -------
        Peer
            Both objectives, their relative `difference`, whether it is the `same` optimum, and iterations.

        Raises
        ------
        ImportError
            If scikit-learn is not installed.
        TypeError
            If it has no such model.
        ValueError
            If there are no data, or it cannot do what this model does, such as weights of samples.
        """
        found: list[Peer] = []
        compare = partial(self.session.comparison.peer, self.session.complete)
        self._tell("scikit_learn", progress, partial(self._do, lambda: found.append(compare()), None))
        return found[0]

    def bound_curves(self, fractions: ArrayLike = FRACTIONS) -> BoundCurves:
        """Compute the bound of the last E step, and what it bounds, along the line to the next parameters.

        A page draws the same curves where ``bound`` is true (key T).

        Parameters
        ----------
        fractions : array-like of shape (n,), default=from -0.5 to 2
            Places on the line: 0 is at the parameters of the E step, 1 at those of the M step after it.

        Returns
        -------
        BoundCurves

        Raises
        ------
        ValueError
            If no E step has been taken, or none follows; if the model has no such bound.
        """
        found: list[BoundCurves] = []

        def compute() -> None:
            session = self.session
            session.complete(session.index + 1)
            found.append(curves(session.recording, session.index, fractions))

        self._do(compute)
        return found[0]

    def select(self, n_components: Any = None, **options: Any) -> Selection:
        """Compare models like the present one by an information criterion.

        Parameters
        ----------
        n_components : int or iterable of int, default=None
            None: from 1 to 9, or to the number of samples; of factors, to that of the features.
        **options
            ``covariance_type``, ``criterion``, ``model``, ``progress`` and parameters of `iterscope.select`,
            where they are not those of the model that is shown.

        Returns
        -------
        Selection
            It is shown too: a click on one of its rows shows that model.

        Raises
        ------
        TypeError
            If the model that is shown has no likelihood, as `KMeans` has none, and no other is given.
        ValueError
            If there are no data, or an argument cannot be what it must be.
        """
        return self.session.comparison.select(n_components, **{"progress": True, **options})

    def close(self) -> None:
        """Stop all work, free what is recorded, and take the view from the page."""
        if hasattr(self, "session"):
            self.session.close()
        super().close()

    def set_state(self, sync_data: Mapping[str, Any]) -> None:
        """Set the traits that the page sends."""
        with self.session.lock:
            super().set_state(sync_data)

    def _data_shape(self) -> tuple[int, int] | None:
        data = self.session.data
        return None if data is None else (len(data), data.n_features)

    def _most_components(self) -> int | None:
        data = self.session.data
        return None if data is None or self.session.model.may_outnumber else len(data)

    def _n_axes(self) -> int | None:
        data = self.session.data
        return None if data is None else len(data.projection)

    def _own_settings(self) -> Mapping[str, Any]:
        return self.session.settings

    def _n_sides(self) -> int:
        view = "plane" if self.session.run is None else self.session.recording.algorithm.view
        if view == "series":
            return 2
        return 2 * len(self.dims) if view in {"plane", "net"} and len(self.dims) < 3 else 0

    def _refresh_poster(self, cancellation: _core.Cancellation) -> None:
        self.session.pictures.refresh_poster(cancellation)

    def _receive(self, content: Any) -> None:
        try:
            handle(self.session, content)
        except (ValueError, TraitError) as error:
            self.refuse(error, view_id(content))
