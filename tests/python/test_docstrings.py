"""What an editor shows of every public name: all parameters, in numpydoc's form, by its own checks."""

import dataclasses
import inspect
import re
import runpy
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import traitlets

import iterscope

validate = pytest.importorskip("numpydoc.validate")

ROOT = Path(__file__).parents[2]
ROOMS = (
    "iterscope",
    "iterscope.dynamics",
    "iterscope.exercises",
    "iterscope.fractal",
    "iterscope.fractal.overlays",
    "iterscope.fractal.places",
    "iterscope.mixture",
    "iterscope.mixture.gallery",
)
CHECKS = {
    "GL05": "tabs",
    "GL06": "an unknown section",
    "GL08": "no docstring",
    "PR01": "a parameter that is not documented",
    "PR02": "a documented parameter that there is not",
    "PR05": "a full stop after a type",
    "PR09": "no full stop after a description",
    "RT05": "no full stop after what is returned",
    "SS01": "no summary",
    "SS03": "no full stop after the summary",
    "SS04": "space before the summary",
}
"""Those of numpydoc's checks that are held here: sections are left out where they would say nothing new."""
ELSEWHERE = ("same parameters", "see `", "Refuse")
"""Words of docstrings that leave parameters to another one, or to nobody."""


def public() -> dict[str, Any]:
    """Return public objects by the names that people import them by, each once."""
    found: dict[int, tuple[str, Any]] = {}
    for room in ROOMS:
        module = import_module(room)
        for name in module.__all__:
            found.setdefault(id(getattr(module, name)), (f"{room}.{name}", getattr(module, name)))
    return dict(found.values())


PUBLIC = public()


def methods(kind: type, internal: frozenset[str]) -> Iterator[str]:
    """Yield the names of the methods that this package gives a class."""
    for base in kind.__mro__:
        if base.__module__.startswith("iterscope"):
            for name, member in vars(base).items():
                bound = inspect.isfunction(member) or isinstance(
                    member, classmethod | staticmethod | property
                )
                if bound and not name.startswith("_") and name not in internal:
                    yield name


@pytest.fixture(scope="module")
def reference() -> dict[str, Any]:
    """The extension that makes the reference, which needs the documentation's tools."""
    pytest.importorskip("sphinx")
    return runpy.run_path(str(ROOT / "docs" / "extensions" / "reference.py"))


def faults(name: str, item: Any, known: dict[str, str]) -> list[str]:
    """Return what is wrong with the docstring of an object."""
    short = ".".join(name.split(".")[-2:]) if "." in name else name
    text = inspect.getdoc(item) or known.get(short, "") or known.get(name.rpartition(".")[2], "")
    if not inspect.getdoc(item) and text:
        return []  # a member of the compiled module: its stub is checked by stubtest
    found = []
    for code, message in validate.validate(name)["errors"]:
        waived = code in {"PR01", "PR02"} and (
            dataclasses.is_dataclass(item)
            or (inspect.isclass(item) and issubclass(item, traitlets.HasTraits))
            or any(words in text for words in ELSEWHERE)
            or item.__module__ == "iterscope._core"
        )
        if code in CHECKS and not waived:
            found.append(f"{name}: {code} {message}")
    return found


@pytest.mark.parametrize("name", PUBLIC)
@pytest.mark.filterwarnings("ignore:Widget")
def test_parameters_are_documented(name: str, reference: dict[str, Any]) -> None:
    item = PUBLIC[name]
    if name.endswith("Iterator"):
        pytest.skip("an alias of what `iterate` returns")
    wrong = faults(name, item, reference["stub"]())
    if inspect.isclass(item):
        for method in methods(item, reference["INTERNAL"]):
            member = inspect.getattr_static(item, method)
            target = member.fget if isinstance(member, property) else getattr(item, method)
            wrong += faults(f"{name}.{method}", target, reference["stub"]())
    assert wrong == []


@pytest.mark.parametrize("name", [name for name, item in PUBLIC.items() if dataclasses.is_dataclass(item)])
def test_fields_are_documented(name: str) -> None:
    pycode = pytest.importorskip("sphinx.pycode")
    item = PUBLIC[name]
    documented = set()
    for base in item.__mro__:
        if base.__module__.startswith("iterscope"):
            analyzer = pycode.ModuleAnalyzer.for_file(_source(base), base.__name__)
            documented |= {field for kind, field in analyzer.find_attr_docs() if kind == base.__name__}
            documented |= {parameter.strip() for parameter in _sections(base)}
    assert {field.name for field in dataclasses.fields(item)} <= documented


@pytest.mark.parametrize("widget", ["ExplorerWidget", "FractalWidget", "MixtureWidget"])
def test_options_of_widgets_are_documented(widget: str) -> None:
    kind = getattr(iterscope, widget)
    text = inspect.getdoc(kind) or ""
    options = (kind._page_sets | kind._kernel_sets) & {*kind.class_trait_names()}  # noqa: SLF001
    assert options
    assert [name for name in sorted(options - {"fluid"}) if name not in text] == []


def _source(kind: type) -> str:
    """Return the file of a class, whatever module it says that it belongs to."""
    start = re.compile(rf"^class {kind.__name__}\b", re.MULTILINE)
    for name, module in list(sys.modules.items()):
        path = getattr(module, "__file__", None) or ""
        ours = name.startswith("iterscope.") and path.endswith(".py")
        known = ours and getattr(module, kind.__name__, None) is kind
        if known and start.search(Path(path).read_text(encoding="utf-8")):
            return path
    raise AssertionError(f"nobody defines {kind.__name__}")


def _sections(kind: type) -> Iterator[str]:
    """Yield the names in a class's sections of parameters and attributes."""
    docscrape = pytest.importorskip("numpydoc.docscrape")
    parsed = docscrape.NumpyDocString(inspect.getdoc(kind) or "")
    for section in ("Parameters", "Attributes"):
        for entry in parsed[section]:
            yield from entry.name.split(",")
