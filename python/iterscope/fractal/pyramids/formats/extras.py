"""Packages that pyramids need, and nothing else."""

from importlib import import_module
from types import ModuleType


def imported(name: str, purpose: str, extra: str) -> ModuleType:
    """Import a module.

    Raises
    ------
    ImportError
        If it is not installed: what is lacking for what, and how to get it.
    """
    try:
        return import_module(name)
    except ImportError:
        package = name.partition(".")[0]
        raise ImportError(f"{purpose} need the package {package}: pip install 'iterscope[{extra}]'") from None
