"""The compiled core. Everything here is wrapped, validated and documented by the package."""

from typing import Literal

Simd = Literal["avx512", "avx2", "portable"]

class Cancelled(RuntimeError):
    """The computation was stopped by its `Cancellation`."""

class Cancellation:
    """Stops the computations it was given to."""

    def __new__(cls) -> Cancellation: ...
    def cancel(self) -> None:
        """Ask the computations to stop; they then raise `Cancelled`."""

    @property
    def cancelled(self) -> bool:
        """Whether `cancel` was called."""

def configure(*, n_threads: int | None = None, simd: str | None = None) -> None:
    """Set the number of threads and the instruction set of all later computations."""

def runtime() -> tuple[int, Simd, list[Simd]]:
    """Return the number of threads, the instruction set in use, and all that this processor has."""
