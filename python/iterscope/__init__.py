"""Watch iterations: live zoomable Julia sets and animated clustering."""

from importlib import import_module
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from iterscope.fractal import ComplexRegion, Julia, JuliaDiv

if TYPE_CHECKING:
    from iterscope.widgets import FractalWidget

__version__ = version("iterscope")

# What needs a heavy import comes with its first use.
_LAZY = {"FractalWidget": "iterscope.widgets"}

__all__ = ["ComplexRegion", "FractalWidget", "Julia", "JuliaDiv"]


def __getattr__(name: str) -> Any:
    if name not in _LAZY:
        raise AttributeError(f"module 'iterscope' has no attribute {name!r}")
    value = getattr(import_module(_LAZY[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_LAZY})
