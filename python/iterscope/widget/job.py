"""Jobs that a page requests: of each view, or of each layer of a view, only the newest one counts."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Hashable
from typing import Any, ClassVar, Generic, TypeVar

from iterscope._core import Cancellation
from iterscope.widget.messages import failure

Piece = TypeVar("Piece")
Result = TypeVar("Result")


class Job(ABC, Generic[Piece, Result]):
    """The rest of one request, done piece by piece.

    Only `compute` takes long. The others are called under the worker's lock.

    Parameters
    ----------
    vid : str
        The view that asks.
    seq : int
        Counts up within the view: a job replaces the one of the same key whose number is lower.
    """

    gives_way: ClassVar[bool] = False
    """Whether a command ends a piece of it, which is done again when none waits, and ticks come before it."""

    pause: float = 0.0
    """Seconds without computing after the message that was delivered last, unless something new comes."""

    def __init__(self, vid: str, seq: int) -> None:
        self.vid = vid
        self.seq = seq

    @property
    def key(self) -> Hashable:
        """The key that a newer job must share to replace this one."""
        return self.vid

    @property
    @abstractmethod
    def pending(self) -> bool:
        """Whether a piece is left to be taken."""

    @abstractmethod
    def take(self) -> Piece:
        """Remove the most wanted piece."""

    @abstractmethod
    def end(self) -> None:
        """Drop what is left: an error has ended the job, or the page is gone."""

    def fail(self, error: Exception) -> object:
        """Note an error; return the message to send, or None."""
        self.end()
        return failure(error, self.vid, self.seq)

    def follow(self, older: "Job[Piece, Result]") -> None:
        """Take over what is left of the older job that this one replaces; most jobs begin anew."""

    @abstractmethod
    def wants(self, older: "Job[Piece, Result]", piece: Piece) -> bool:
        """Whether this job can use a piece that is being computed for the one that it replaces.

        A piece that it cannot use is cancelled.
        """

    @abstractmethod
    def compute(self, piece: Piece, cancellation: Cancellation) -> Result:
        """Compute a piece; what it raises ends the job, see `fail`."""

    @abstractmethod
    def deliver(self, piece: Piece, result: Result) -> object:
        """Note a result; return the message to send, or None."""


AnyJob = Job[Any, Any]
"""A job, whatever its pieces are."""


class Once(Job[None, object]):
    """A job of one piece. It runs to its end even if a newer one waits.

    If newer requests came faster than they are computed, none would ever be done otherwise.

    Parameters
    ----------
    vid, seq
        As for `Job`.
    key : hashable
        As `Job.key`.
    compute : callable
        ``compute(cancellation)`` returns the answer, or None for no answer.
    """

    def __init__(self, vid: str, seq: int, key: Hashable, compute: Callable[[Cancellation], object]) -> None:
        super().__init__(vid, seq)
        self._key = key
        self._compute = compute
        self._taken = False

    @property
    def key(self) -> Hashable:
        """The key, as given to the constructor."""
        return self._key

    @property
    def pending(self) -> bool:
        """Whether its one piece has not been taken."""
        return not self._taken

    def take(self) -> None:
        """Mark the one piece as taken."""
        self._taken = True

    def end(self) -> None:
        """Do nothing: there is no second piece."""

    def wants(self, older: Job[None, object], piece: None) -> bool:  # noqa: ARG002
        """Let the older one run to its end."""
        return True

    def compute(self, piece: None, cancellation: Cancellation) -> object:  # noqa: ARG002
        """Return the answer."""
        return self._compute(cancellation)

    def deliver(self, piece: None, result: object) -> object:  # noqa: ARG002
        """Return the answer, be it this job's or that of the one before."""
        return result
