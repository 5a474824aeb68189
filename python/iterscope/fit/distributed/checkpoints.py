"""Fits that go on where they were when they ended early: their state in a file, after each iteration."""

import hashlib
import os
import pickle
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from os import PathLike
from pathlib import Path
from typing import Any

import numpy as np

_MARK = b"iterscope checkpoint 1\n"
_PARTS = slice(len(_MARK)), slice(len(_MARK), len(_MARK) + 32), slice(len(_MARK) + 32, None)
"""Of a file: the mark, a hash of the rest, and the rest."""
_ROWS = 1024
"""First samples by which data are known again."""
_PATH: ContextVar[Path | None] = ContextVar("checkpoint", default=None)


@contextmanager
def checkpoint(path: str | PathLike[str]) -> Iterator[Path]:
    """Write the state of a fit to a file after each iteration, and go on from there if it is there already.

    A fit that goes on takes the steps that it would have taken, bit for bit. The file takes the place of the
    last one when it is whole. It is a pickle: open none that somebody else has written.

    Parameters
    ----------
    path : str or path-like
        One file a fit.

    Yields
    ------
    Path

    Raises
    ------
    FileNotFoundError
        If there is no such folder.

    Examples
    --------
    >>> import iterscope, tempfile
    >>> from pathlib import Path
    >>> X, _ = iterscope.make_blobs(n_samples=500, centers=3, random_state=0)
    >>> with iterscope.checkpoint(Path(tempfile.mkdtemp()) / "fit.checkpoint"):
    ...     model = iterscope.GaussianMixture(3, random_state=0).fit(X)
    """
    place = Path(path)
    if not place.absolute().parent.is_dir():
        raise FileNotFoundError(f"path must be in a folder that is there, got {str(place)!r:.200}")
    before = _PATH.set(place)
    try:
        yield place
    finally:
        _PATH.reset(before)


class Checkpoint:
    """The state of one fit in a file.

    Parameters
    ----------
    path : Path
    algorithm : Algorithm
        Of the fit.
    """

    def __init__(self, path: Path, algorithm: Any) -> None:
        self._path = path
        self._whose = _whose(algorithm)

    @classmethod
    def of(cls, algorithm: Any) -> "Checkpoint | None":
        """Return that of a fit that begins here; None where nobody asked for one."""
        path = _PATH.get()
        return None if path is None else cls(path, algorithm)

    def read(self) -> Any:
        """Return the state that was written last, None before the first.

        Raises
        ------
        ValueError
            If the file is that of another fit, or none.
        """
        try:
            content = self._path.read_bytes()
        except FileNotFoundError:
            return None
        mark, digest, body = (content[part] for part in _PARTS)
        if mark != _MARK or digest != hashlib.sha256(body).digest():
            raise ValueError(f"{self._path} must be a checkpoint of a fit, and it is none, or not whole")
        whose, state = pickle.loads(body)  # noqa: S301  said above
        if whose != self._whose:
            raise ValueError(
                f"{self._path} is the checkpoint of a fit with other parameters or samples: remove it, or "
                "name another file"
            )
        return state

    def write(self, state: Any) -> None:
        """Put a state in the place of the last one.

        Raises
        ------
        OSError
            If it cannot be written; the last one stays.
        """
        body = pickle.dumps((self._whose, state))
        beside = self._path.with_name(f"{self._path.name}.{os.getpid()}")
        try:
            with beside.open("wb") as file:
                file.write(_MARK + hashlib.sha256(body).digest() + body)
                file.flush()
                os.fsync(file.fileno())
            beside.replace(self._path)
        finally:
            beside.unlink(missing_ok=True)


def _whose(algorithm: Any) -> str:
    """Return a hash of what a fit depends on: the model's parameters, the data's size and first rows."""
    model, data = algorithm.model, algorithm.data
    found = hashlib.sha256(f"{model.kind} {data.n_samples} {data.n_features}".encode())
    for name, value in sorted(model.get_params(deep=False).items()):
        array = isinstance(value, np.ndarray | list | tuple)
        text = np.asarray(value).tobytes() if array else repr(value).partition(" at 0x")[0].encode()
        found.update(name.encode() + b"=" + text)
    rows = data.take(np.arange(min(_ROWS, data.n_samples)))
    found.update(np.ascontiguousarray(rows).tobytes())
    return found.hexdigest()
