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
