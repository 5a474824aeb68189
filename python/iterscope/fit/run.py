"""One run of a view: its recording, k-means beside it if wanted, and what the page has of both."""

from collections.abc import Iterator

from iterscope import _core
from iterscope.fit import messages as frames
from iterscope.fit.cluster.kmeans import KMeans
from iterscope.fit.recording import Recording


class Run:
    """A recording under a number; a newer one takes its place.

    Parameters
    ----------
    number : int
    recording : Recording
        Its first step is computed.
    beside : KMeans, optional
        Is run from the same start, half-step by half-step with the recording.

    Raises
    ------
    ValueError
        If the first step fails.
    """

    def __init__(self, number: int, recording: Recording, beside: KMeans | None = None) -> None:
        self.number = number
        self.recording = recording
        if not len(recording):
            recording.advance()
        self._recordings = [recording]
        start = recording.start(0)
        if beside is not None and isinstance(start, _core.Parameters):
            self._recordings.append(Recording(beside, recording.samples, recording.weights, start.means))
        self._sent = [0] * len(self._recordings)
        self._catch_up()

    @property
    def last(self) -> int:
        """Index of the last step that is recorded."""
        return len(self.recording) - 1

    def reach(self, index: int) -> int:
        """Compute up to a step; return its index, or the last one's if the fit ends before."""
        while self.last < index and self.advance():
            pass
        return min(index, self.last)

    def advance(self) -> bool:
        """Compute the next half-step of all; return whether the recording had one."""
        more = self.recording.advance()
        self._catch_up()
        return more

    def unsent(self) -> Iterator[frames.Frames]:
        """Return messages of the steps that the page does not have."""
        for position, recording in enumerate(self._recordings):
            first, last = self._sent[position], len(recording)
            if first < last:
                self._sent[position] = last
                yield frames.frames(recording, self.number, first, last)

    def everything(self) -> Iterator[frames.Frames]:
        """Return messages of all steps."""
        for recording in self._recordings:
            yield frames.frames(recording, self.number, 0, len(recording))

    def _catch_up(self) -> None:
        for other in self._recordings[1:]:
            while (len(other) < len(self.recording) or self.recording.complete) and other.advance():
                pass
