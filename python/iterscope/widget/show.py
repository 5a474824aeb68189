"""Show a view now: below the cell of a notebook that runs, else as a file in a browser."""

import sys
import tempfile
import webbrowser
from collections.abc import Callable
from importlib import import_module
from os import PathLike
from pathlib import Path
from typing import Any

from iterscope.validation import files


def has_cell() -> bool:
    """Whether a cell of a Jupyter notebook runs; plain IPython has a shell, but no kernel."""
    ipython: Any = sys.modules.get("IPython")
    return ipython is not None and hasattr(ipython.get_ipython(), "kernel")


def show_below(view: Any) -> bool:
    """Show a view below the cell that runs, of Jupyter or of marimo; return whether there is one."""
    marimo: Any = sys.modules.get("marimo")
    if has_cell():
        import_module("IPython.display").display(view)
    elif marimo is not None and marimo.running_in_notebook():
        marimo.output.append(view)
    else:
        return False
    return True


def show_file(write: Callable[[Path], None], path: str | PathLike[str] | None) -> None:
    """Write a view's file, and open it in a browser; see `View.show`."""
    place = Path(tempfile.mkdtemp(prefix="iterscope-"), "view.html") if path is None else files.target(path)
    write(place)
    if not webbrowser.open(place.as_uri()):
        raise RuntimeError(f"no browser can be started here; the view is in {place}, open it with one")
