"""The live view of a fit: a mixture by expectation maximization, or k-means."""

from os import PathLike
from typing import Any, SupportsIndex

import numpy as np
from numpy.typing import ArrayLike, NDArray

from iterscope.fit import messages as frames
from iterscope.fit.callback import Callback
from iterscope.fit.cluster.kmeans import KMeans
from iterscope.fit.cluster.kmeans_step import KMeansStep
from iterscope.fit.drawing.figure import Drawing
from iterscope.fit.mixture.gaussian import GaussianMixture
from iterscope.fit.mixture.selection import Selection, select
from iterscope.fit.samples import Samples
from iterscope.fit.step import EMStep
from iterscope.fit.traits import Controls
from iterscope.validation import arguments
from iterscope.widget import export
from iterscope.widget.view import STATIC


class MixtureWidget(Callback):
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
        samples = None if X is None else Samples.of(X, labels, sample_weight)
        if model is None:
            model = GaussianMixture(3, init_params="random_from_data", tol=1e-4, random_state=0)
        super().__init__(samples, model, **options)

    @property
    def X(self) -> NDArray[np.float64] | None:  # noqa: N802  scikit-learn's name for data
        """The samples, shape (n_samples, n_features), with all that a brush has added and erased."""
        return None if self._samples is None else self._samples.values

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

    def to_png(self) -> bytes:
        """Draw the step that is shown, `width` by `height` pixels, and encode it as a PNG file.

        Returns
        -------
        bytes

        Raises
        ------
        ImportError
            If matplotlib is not installed.
        ValueError
            If there are no data.
        """
        drawing = self._drawing()
        drawing.draw(self.index)
        return drawing.png()

    def to_gif(self, path: str | PathLike[str], *, fps: float | None = None) -> None:
        """Write all steps that are recorded as an animation.

        Parameters
        ----------
        path : str or path
        fps : float, default=None
            Steps per second, from 0.1 to 50; None takes `speed`, within these.

        Raises
        ------
        ImportError
            If matplotlib is not installed.
        ValueError
            If there are no data, or `fps` is out of range.
        OSError
            If the file cannot be written.
        """
        rate = min(max(self.speed, 0.1), 50.0) if fps is None else arguments.real("fps", fps)
        if not 0.1 <= rate <= 50:
            raise ValueError(f"fps must be from 0.1 to 50, got {rate}")
        self._drawing().gif(path, range(self.n_steps), rate)

    def to_html(self, path: str | PathLike[str], *, finish: bool = True, title: str = "iterscope") -> None:
        """Write the recording as one HTML file that plays, scrubs and zooms without a kernel or a network.

        It holds as many samples as a page shows.

        Parameters
        ----------
        path : str or path
        finish : bool, default=True
            Whether to compute what is missing to the end of the fit; what is shown does not change.
        title : str, default="iterscope"

        Raises
        ------
        ValueError
            If there are no data, or a covariance matrix collapses on the way.
        OSError
            If the file cannot be written.
        """
        run = self._present()
        if finish:
            self.playing = False
            self._do(self._complete)
        messages = [self._data().message(), *run.everything()]
        traits = {name: getattr(self, name) for name in Controls.class_own_traits(sync=True)}
        traits |= {"playing": False, "width": self.width, "height": self.height, "fluid": self.fluid}
        traits |= {"poster": None, "version": self.version}
        recording = {"traits": traits, "messages": messages}
        export.write(path, export.page("mixture", recording, title))

    def _drawing(self) -> Drawing:
        samples = self._data()
        return Drawing(
            self._present().recording,
            rows=samples.rows,
            dims=self.dims,
            size=(self.width, self.height),
            names=samples.feature_names,
            sigmas=self.sigmas,
            argmax=self.colours == "argmax",
        )
