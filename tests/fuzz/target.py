"""Targets: what is tried, and what must be true of it."""

import re
import time
from abc import ABC, abstractmethod
from random import Random
from typing import Any, ClassVar

_RUST = re.compile(r"panicked|unwrap\(|\.rs:|PyArray|PyReadonly|called `Option|called `Result|ndarray::")


def check_refusal(
    error: BaseException, kinds: tuple[type[BaseException], ...] = (ValueError, TypeError), longest: int = 600
) -> None:
    """Fail unless an error is of the right kind and says something that a person can read."""
    assert isinstance(error, kinds), f"{type(error).__name__}: {error}"
    text = str(error)
    assert 0 < len(text) <= longest, f"{type(error).__name__} of {len(text)} characters: {text[:200]}"
    assert not _RUST.search(text), text


class Target(ABC):
    """Something that takes input from outside.

    Every input follows from the seed and its number alone, so a finding can be tried again.

    Parameters
    ----------
    seed : int
    """

    name: ClassVar[str]
    seconds: ClassVar[float] = 5.0
    """Processor time that one input may take, of all threads together."""

    def __init__(self, seed: int) -> None:
        self._seed = seed

    @abstractmethod
    def generate(self, rng: Random) -> Any:
        """Make an input."""

    @abstractmethod
    def try_out(self, given: Any) -> None:
        """Do with it what iterscope does; raise whatever is wrong."""

    def close(self) -> None:  # noqa: B027  most have nothing to end
        """End what is under way."""

    def check(self, number: int) -> None:
        """Try the input of this number.

        Raises
        ------
        AssertionError
            What is wrong, and how to try the same input again.
        """
        given = self.generate(Random(f"{self._seed} {self.name} {number}"))  # noqa: S311
        began = time.process_time()  # a busy machine gives it less
        try:
            self.try_out(given)
            spent = time.process_time() - began
            assert spent < self.seconds, f"took {spent:.1f} s of processor time"
        except BaseException as error:
            again = f"python -m tests.fuzz {self.name} --seed {self._seed} --first {number} --count 1"
            text = f"{again}\n{type(error).__name__}: {str(error)[:1000]}\n{given!r:.2000}"
            raise AssertionError(text) from error
