"""Checks of the places where files are written."""

import errno
import os
from pathlib import Path


def target(path: str | os.PathLike[str]) -> Path:
    """Return where a file is to be written; a link is followed.

    Raises
    ------
    TypeError
        If `path` is no path.
    FileNotFoundError
        If there is no such folder, before any work is done.
    """
    place = Path(path).resolve()
    if not place.parent.is_dir():
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path))
    return place


def regular(path: str | os.PathLike[str]) -> Path:
    """Return where a file is to be written that takes another one's place.

    Raises
    ------
    TypeError, FileNotFoundError
        As `target` raises them.
    OSError
        If a folder, a device or a pipe is there, which would be lost.
    """
    place = target(path)
    if place.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if place.exists() and not place.is_file():
        raise OSError(errno.EINVAL, "this is a device or a pipe, and a file would take its place", str(path))
    return place
