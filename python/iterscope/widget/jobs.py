"""Queue of waiting jobs: of each key only the newest, each in its turn."""

import time
from collections import OrderedDict
from collections.abc import Hashable

from iterscope.widget.job import AnyJob

PIECE_SECONDS = 0.15
"""Before a tick of the clock no piece begins of a job that gives way: it would make the tick late."""
MAX_JOBS = 64
"""Jobs that are remembered, done ones too; a page that makes up more views forgets its oldest."""


class Jobs:
    """A queue of jobs, the one that waits longest first. It has no lock of its own."""

    def __init__(self) -> None:
        self._jobs: OrderedDict[Hashable, AnyJob] = OrderedDict()

    def __contains__(self, job: AnyJob) -> bool:
        return self._jobs.get(job.key) is job

    def __bool__(self) -> bool:
        """Whether a piece of any job is left."""
        return any(job.pending for job in self._jobs.values())

    def __len__(self) -> int:
        return len(self._jobs)

    def newest(self, key: Hashable) -> AnyJob | None:
        """Return the last job of a key, also if nothing is left of it."""
        return self._jobs.get(key)

    def add(self, job: AnyJob) -> bool:
        """Put a job in the place of the older one of its key; return whether it is newer."""
        older = self._jobs.get(job.key)
        if older is not None and older.seq >= job.seq:
            return False
        self._jobs[job.key] = job
        if older is not None:
            job.follow(older)
            if not older.pending:
                self._jobs.move_to_end(job.key)
        if len(self._jobs) > MAX_JOBS:
            del self._jobs[next((key for key, other in self._jobs.items() if not other.pending), job.key)]
        return True

    def take(self, *, waited_for: bool, due: float | None) -> tuple[AnyJob, object] | None:
        """Remove a piece of the job that waits longest, which then waits behind the others.

        None if there is no piece.

        Parameters
        ----------
        waited_for : bool
            Whether a command waits, to which some jobs give way.
        due : float or None
            When the clock ticks next, by `time.monotonic`.
        """
        soon = due is not None and due - time.monotonic() < PIECE_SECONDS
        ready = (
            job for job in self._jobs.values() if job.pending and not ((waited_for or soon) and job.gives_way)
        )
        job = next(ready, None)
        if job is None:
            return None
        self._jobs.move_to_end(job.key)
        return job, job.take()

    def drop(self, vid: str) -> None:
        """Forget the jobs of a view."""
        for key in [key for key, job in self._jobs.items() if job.vid == vid]:
            del self._jobs[key]

    def discard(self, job: AnyJob) -> None:
        """Forget a job, if it is the newest of its key."""
        if job in self:
            del self._jobs[job.key]

    def clear(self) -> None:
        """Forget all."""
        self._jobs.clear()
