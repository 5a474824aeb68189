"""What the reference leaves out, and where it finds docstrings of the compiled module: in its stub."""

import ast
import re
from functools import cache
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from iterscope import _core

_FOREIGN = re.compile(r"set_\w+_request|get_metadata_routing|set_output")
"""Methods that scikit-learn gives every estimator, whose docstrings link into its own pages."""

INTERNAL = frozenset({
    *("add_traits", "alternative", "annotate", "columns", "drop_start", "family", "message"),
    *("of_message", "orbits", "possible", "ranked", "read_settings", "record", "refuse", "send", "set_state"),
    *("setup", "teardown", "whole", "write_setting"),
})  # fmt: skip
"""Methods without an underscore that only the package itself calls."""


@cache
def stub() -> dict[str, str]:
    """Return the docstrings of the compiled module's classes and of their members, by qualified names."""
    tree = ast.parse((Path(str(_core.__file__)).with_name("_core.pyi")).read_text(encoding="utf-8"))
    found = {}
    for kind in tree.body:
        if isinstance(kind, ast.ClassDef):
            found[kind.name] = ast.get_docstring(kind) or ""
            for member in kind.body:
                if isinstance(member, ast.FunctionDef) and not member.name.startswith("_"):
                    found[f"{kind.name}.{member.name}"] = ast.get_docstring(member) or ""
    return found


def skip(_app: Sphinx, _what: str, name: str, member: object, *_rest: object) -> bool | None:
    """Leave out what is another project's, and take in what the stub documents."""
    if _FOREIGN.fullmatch(name) or name in INTERNAL:
        return True
    return False if stub().get(_qualified(member)) else None


def document(
    _app: Sphinx, _what: str, _name: str, member: object, _options: object, lines: list[str]
) -> None:
    """Take the docstring from the stub where the compiled module has none."""
    known = stub().get(_qualified(member))
    if known and not any(lines):
        lines[:] = known.splitlines()


def _qualified(member: object) -> str:
    """Return the name of a class or a member of the compiled module, and "" of all else."""
    owner = getattr(member, "__objclass__", member)
    inside = getattr(owner, "__module__", None) in {"iterscope._core", "iterscope.mixture", None}
    return str(getattr(member, "__qualname__", "")) if inside else ""


def setup(app: Sphinx) -> dict[str, Any]:
    """Hear of members and of docstrings, before numpydoc does."""
    app.connect("autodoc-skip-member", skip)
    app.connect("autodoc-process-docstring", document, priority=100)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
