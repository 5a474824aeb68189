"""Run of a session: its recording, its companion's if wanted, and the number of steps that the page has."""

from collections.abc import Iterator

from iterscope.fit.messages.steps import Steps
from iterscope.fit.recording import Recording
from iterscope.fit.replies import steps

MOST_VALUES = 2**15
"""Most numbers in one message of several steps: what comes after it waits some hundredths of a second."""
OTHER_VALUES = 10
"""Numbers and words of a step beside its parameters."""


class Run:
    """A recording under a number; a newer one takes its place.

    Parameters
    ----------
    number : int
    recording : Recording
        Its first step is computed.
    compare : bool, default=False
        Whether the algorithm's companion, if it has one, runs from the same start, half-step by half-step.

    Raises
    ------
    ValueError
        If the first step fails.
    """

    def __init__(self, number: int, recording: Recording, *, compare: bool = False) -> None:
        self.number = number
        self.recording = recording
        if not len(recording):
            recording.advance()
        self._recordings = [recording]
        companion = recording.algorithm.companion(recording.step(0).parameters) if compare else None
        if companion is not None:
            model, start = companion
            self._recordings.append(Recording(model, recording.data, start=start))
        self._sent = [0] * len(self._recordings)
        self._catch_up()

    @property
    def last(self) -> int:
        """Index of the last step that is recorded."""
        return len(self.recording) - 1

    @property
    def nbytes(self) -> int:
        """Bytes of the steps that are recorded, the companion's too."""
        return sum(recording.nbytes for recording in self._recordings)

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

    @property
    def all_sent(self) -> bool:
        """Whether the page has all steps."""
        return self._sent == [len(recording) for recording in self._recordings]

    def unsent(self) -> Iterator[Steps]:
        """Return messages of the next steps that the page does not have, one of each recording."""
        for position, recording in enumerate(self._recordings):
            first = self._sent[position]
            if first < len(recording):
                message = self._message(recording, first)
                self._sent[position] += len(message["steps"])
                yield message

    def send_again(self) -> None:
        """Forget which steps the page has."""
        self._sent = [0] * len(self._recordings)

    def everything(self) -> Iterator[Steps]:
        """Return messages of all steps."""
        for recording in self._recordings:
            first = 0
            while first < len(recording):
                message = self._message(recording, first)
                first += len(message["steps"])
                yield message

    def _message(self, recording: Recording, first: int) -> Steps:
        """Return a message of some steps, as many as are sent at once."""
        most = max(1, MOST_VALUES // (recording.values_per_step + OTHER_VALUES))
        states = [recording.step(index) for index in range(first, min(first + most, len(recording)))]
        return steps(recording.algorithm, self.number, first, states)

    def _catch_up(self) -> None:
        for other in self._recordings[1:]:
            while (len(other) < len(self.recording) or self.recording.complete) and other.advance():
                pass
