"""Comparisons that a session makes: of several starts, and of several mixtures."""

import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from iterscope.fit import replies
from iterscope.fit.comparisons.peer import Peer, peer
from iterscope.fit.messages import Reply
from iterscope.fit.messages.peer import Peer as PeerMessage
from iterscope.fit.messages.peer import PeerRequest
from iterscope.fit.mixture.selection import MOST_COMPONENTS, Selection, select
from iterscope.fit.recording import Recording
from iterscope.fit.session.owner import Owner
from iterscope.fit.session.playback import Playback
from iterscope.fit.step import Step
from iterscope.widget.progress import Progress

if TYPE_CHECKING:
    from iterscope.fit.messages.starts import Starts

TURN_SECONDS = 0.1
"""Time in which missing steps are computed for a comparison before other commands have their turn."""
MORE_COMPONENTS = 3
"""Components beyond those of the present mixture that a comparison from the page has, at least."""


class Comparison:
    """Runs comparisons, sends their results, and shows the fit that is chosen.

    Parameters
    ----------
    session : Owner
        Whose model and data are compared.
    playback : Playback
        What runs the fit that is chosen.
    """

    def __init__(self, session: Owner, playback: Playback) -> None:
        self._session = session
        self._playback = playback
        self.selection: Selection | None = None
        """The mixtures that were compared last."""
        self.seeds: list[int] = []
        """Of the starts that were compared last."""
        self._starts: Starts | None = None

    def starts(self, count: int, progress: Progress | None = None) -> list[Step[Any]]:
        """Run several starts to their end, with consecutive seeds, and send their last steps.

        Parameters
        ----------
        count : int
        progress : callable, optional
            ``progress(done, total)`` is called after each start.

        Returns
        -------
        list of Step
            The last step of each; those whose M step had no solution are left out.

        Raises
        ------
        ValueError
            If that are all.
        """
        data, first = self._session.present_data(), self._session.settings["random_state"] or 0
        seeds, ends, error = [], [], None
        for done, seed in enumerate(((first + n) % 2**32 for n in range(count)), 1):
            parameters = {**self._session.model.get_params(deep=False), "random_state": seed, "n_init": 1}
            model = type(self._session.model)(**parameters)
            model.drop_start()
            recording = Recording(model, data)
            try:
                while recording.advance():
                    pass
            except ValueError as collapse:
                error = collapse
            else:
                seeds.append(seed)
                ends.append((recording.algorithm, recording.step(-1)))
            if progress is not None:
                progress(done, count)
        if error is not None and not ends:
            raise error
        self.seeds = seeds
        self._starts = replies.starts(seeds, ends)
        self._session.listener.send(self._starts)
        return [end for _, end in ends]

    def show_start(self, n: int) -> None:
        """Fit from one of the starts that were compared last."""
        if n >= len(self.seeds):
            raise ValueError(f"n must be one of the {len(self.seeds)} starts, got {n}")
        self._session.start_from(self.seeds[n])
        self._playback.finish()

    def select(self, n_components: Any, **options: Any) -> Selection:
        """Compare mixtures like the present one, see `iterscope.select`, and send the table.

        Raises
        ------
        TypeError
            If the present model has no likelihood, and no other one is given.
        """
        data, own = self._session.present_data(), self._session.model
        model = type(own).alternative().set_params(**own.family)
        for name, value in own.read_settings().items():
            model.write_setting(name, value)
        found = self.selection = select(data, n_components, **{"model": model, "progress": False, **options})
        self._session.listener.send(replies.selection(found))
        return found

    def select_around(self) -> Selection:
        """Compare models of the present family, of one to nine components, or some more than there are."""
        settings, model = self._session.settings, self._session.model
        possible = model.most_components(self._session.present_data())
        most = min(max(MOST_COMPONENTS, settings["n_components"] + MORE_COMPONENTS), possible)
        family = {name: settings[name] for name in type(model).variants}
        return self.select(range(1, most + 1), **family)

    def peer(self, complete: Callable[[], object]) -> Peer:
        """Fit scikit-learn's model from the start of the present run, which is computed to its end.

        Parameters
        ----------
        complete : callable
            Computes the missing steps.

        Raises
        ------
        ImportError, TypeError, ValueError
            If there is nothing to compare, see `iterscope.fit.comparisons.peer`.
        """
        complete()
        return peer(self._session.recording)

    def send_peer(self, request: PeerRequest, number: int | None = None) -> None:
        """Answer a page that wants scikit-learn's result; missing steps are computed in turns.

        Parameters
        ----------
        request : PeerRequest
        number : int, default=None
            Of the run whose steps are being computed.

        Raises
        ------
        ImportError, TypeError, ValueError
            If there is nothing to compare, or another run has begun meanwhile.
        """
        session = self._session
        run, end = session.present(), time.monotonic() + TURN_SECONDS
        if number not in (None, run.number):
            raise ValueError("another fit has begun before scikit-learn's could be compared: ask again")
        try:
            while run.advance():
                if time.monotonic() > end:
                    session.answer(
                        request, lambda: self.send_peer(request, run.number), ("peer", request.vid)
                    )
                    return
        finally:
            session.publish(session.index, ticking=True)
        found = peer(run.recording)
        message: PeerMessage = {
            "kind": "peer",
            "vid": request.vid,
            "same": found.same,
            "text": str(found),
        }
        self._session.listener.send(message)

    def unsent(self, *, first: bool) -> Iterator[Reply]:
        """Return what a view that opens must know: the selection; the first one the starts, too."""
        if self.selection is not None:
            yield replies.selection(self.selection)
        if first and self._starts is not None:
            yield self._starts

    def forget(self) -> None:
        """Forget what was compared: the data are others now."""
        self.selection = self._starts = None
        self.seeds = []

    def choose(self, n: int) -> None:
        """Fit one of the mixtures that were compared last."""
        n_rows = 0 if self.selection is None else len(self.selection.table)
        if self.selection is None or n >= n_rows:
            raise ValueError(f"n must be one of the {n_rows} rows of the selection, got {n}")
        model = self.selection.models[n]
        if model is None:
            raise ValueError(f"n must be a row of a mixture that could be fitted, got {n}")
        self._session.apply(algorithm=self.selection.kind, **model.read_settings())
        self._playback.finish()
