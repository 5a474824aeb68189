"""What an issue needs to know of an installation."""

import os
import platform
import re
import sys
from importlib import metadata

from iterscope import _core

_NEEDED = ("numpy", "scikit-learn", "anywidget", "ipywidgets", "traitlets", "msgspec", "cmap")
_LEAST = {"anywidget": "0.11", "cmap": "0.6", "msgspec": "0.20", "numpy": "1.26", "scikit-learn": "1.6"}
"""The oldest versions that will do; an installer that was told to leave out dependencies does not look."""
_HOSTS = (
    "ipykernel",
    "ipython",
    "jupyterlab",
    "jupyterlab_widgets",
    "notebook",
    "marimo",
    "voila",
    "nbconvert",
)
"""What shows widgets, as far as it is installed beside the kernel."""
_OPTIONAL = (
    "matplotlib",
    "tqdm",
    "numba",
    "pillow",
    "av",
    "dask",
    "distributed",
    "zarr",
    "pmtiles",
    "pyarrow",
    "pandas",
)
_VARIABLES = ("RAYON_NUM_THREADS", "OMP_NUM_THREADS", "LOKY_MAX_CPU_COUNT")


def show_versions() -> None:
    """Print the versions of all that takes part, the processor, and the threads, as an issue needs them.

    Examples
    --------
    >>> import iterscope
    >>> iterscope.show_versions()  # doctest: +ELLIPSIS
    iterscope
        version             ...
    """
    sys.stdout.write("\n".join(_lines()) + "\n")


def versions() -> dict[str, dict[str, str]]:
    """Return what `show_versions` prints, by its headings.

    Returns
    -------
    dict of str to dict
        Of names to texts. What is not installed is left out, but for what iterscope needs, and
        `jupyterlab_widgets`, without which JupyterLab shows no widgets.
    """
    n_threads, simd, available = _core.runtime()
    return {
        "iterscope": {
            "version": _core.__version__,
            "instruction set": f"{simd} (of {', '.join(available)})",
            "threads": str(n_threads),
            "processors": str(os.cpu_count()),
            **{name: os.environ[name] for name in _VARIABLES if name in os.environ},
        },
        "system": {
            "python": f"{platform.python_version()} ({platform.python_implementation()})",
            "executable": sys.executable,
            "platform": platform.platform(),
            "machine": platform.machine(),
        },
        "needed": {name: _judged(name) for name in _NEEDED},
        "notebooks": _found(_HOSTS) | {"jupyterlab_widgets": _version("jupyterlab_widgets") or _NO_MANAGER},
        "optional": _found(_OPTIONAL),
    }


_NO_MANAGER = "not installed here; JupyterLab needs it beside itself to show widgets"


def _lines() -> list[str]:
    lines = []
    for heading, entries in versions().items():
        lines.append(heading)
        lines += [f"    {name:<20}{text}" for name, text in entries.items()]
    return lines


def _found(names: tuple[str, ...]) -> dict[str, str]:
    return {name: version for name in names if (version := _version(name)) is not None}


def _judged(name: str) -> str:
    """Return the version of what is needed, and what is wrong with it."""
    version, least = _version(name), _LEAST.get(name, "0")
    if version is None:
        return "not installed"
    return version if _parts(version) >= _parts(least) else f"{version}, too old: {least} or newer is needed"


def _parts(version: str) -> list[int]:
    """Return the first two numbers of a version."""
    return [int(number) for number in re.findall(r"\d+", version)[:2]]


def _version(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None
