"""Folders in which the parts of a file wait until it is whole."""

import hashlib
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from iterscope import _core


@contextmanager
def drafts(target: Path, key: object, *, name: str, resume: bool) -> Iterator[Path]:
    """Make a folder for parts beside a file; it goes when all is done, or was not to be kept.

    Parameters
    ----------
    target : Path
        The file.
    key : object
        All that its parts depend on, as its ``repr`` tells.
    name : str
        What is made, for an error.
    resume : bool
        Whether the folder, ``target + ".parts"``, stays when the block is left by an error, and one that has
        stayed is given again.

    Yields
    ------
    Path

    Raises
    ------
    ValueError
        If the folder that has stayed is not of this key.
    """
    if not resume:
        with tempfile.TemporaryDirectory(prefix=f".{target.name}.", dir=target.parent) as made:
            yield Path(made)
        return
    folder = target.with_name(f"{target.name}.parts")
    digest = hashlib.sha256(f"{_core.__version__} {key!r}".encode()).hexdigest()
    label = folder / "settings"
    if folder.exists() and not (label.is_file() and label.read_text() == digest):
        raise ValueError(f"path must not have parts of another {name} beside it, got {str(folder)!r}")
    folder.mkdir(exist_ok=True)
    label.write_text(digest)
    yield folder
    shutil.rmtree(folder)
