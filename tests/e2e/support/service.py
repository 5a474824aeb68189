"""A program that serves pages on a port of its own while the tests need it."""

import socket
import subprocess
import time
import urllib.error
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

START_SECONDS = 300


class Service:
    """A running program.

    Parameters
    ----------
    command : sequence of str
    environment : mapping
    log : Path
        Where it writes what it says.
    ask : callable
        Asks it for something; as long as it raises, the program has not started.
    """

    def __init__(
        self,
        command: Sequence[str],
        environment: Mapping[str, str],
        log: Path,
        ask: Callable[[], object],
    ) -> None:
        self._command = command
        self._environment = environment
        self._log = log
        self._ask = ask

    def __enter__(self) -> Self:
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                self._command, env=self._environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )
        self._wait()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.terminate()
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _wait(self) -> None:
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end and self._process.poll() is None:
            try:
                self._ask()
            except (urllib.error.URLError, ConnectionError):
                time.sleep(0.1)
            else:
                return
        self._process.kill()
        self._process.wait()
        log = self._log.read_text(errors="replace")[-4000:]
        raise RuntimeError(f"{' '.join(self._command)} did not start:\n{log}")


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
