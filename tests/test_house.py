"""The house: no folder is a heap, and nothing that tests need is left open."""

import inspect
import subprocess
import sys
from collections import Counter
from graphlib import TopologicalSorter
from importlib.metadata import distribution
from pathlib import Path, PurePosixPath

import grimp
import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from iterscope.fit.estimator import IterativeEstimator
from iterscope.fit.registry import MODELS

ROOT = Path(__file__).parent.parent
SOURCES = {".css", ".js", ".mjs", ".py", ".pyi", ".rs", ".ts"}
MOST_FILES = 16
MOST_LINES = 400
MOST_LINES_OF_A_MODEL = 200
ONE_FILE = "python/iterscope/_core.pyi"
"""Stub of the compiled module: parts of it would be modules that are not there when it runs."""


@pytest.fixture(scope="module")
def sources() -> list[PurePosixPath]:
    """Return the paths of all files of code."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a checkout")
    paths = [PurePosixPath(name) for name in listed.stdout.split("\0")]
    found = [path for path in paths if path.suffix in SOURCES]
    assert found
    return found


def test_no_folder_holds_more_than_a_reader_can_survey(sources: list[PurePosixPath]) -> None:
    sizes = Counter(str(path.parent) for path in sources)
    assert {folder: size for folder, size in sizes.items() if size > MOST_FILES} == {}


def test_no_file_is_longer_than_a_reader_can_keep_in_mind(sources: list[PurePosixPath]) -> None:
    present = [path for path in sources if (ROOT / path).exists() and str(path) != ONE_FILE]
    lengths = {str(path): len((ROOT / path).read_text("utf-8").splitlines()) for path in present}
    assert {path: length for path, length in lengths.items() if length > MOST_LINES} == {}


@pytest.mark.parametrize("model", [model for kind, model in MODELS.items() if kind != "gaussian_mixture"])
def test_a_model_is_a_short_file(model: type[IterativeEstimator]) -> None:
    """All but the one that has scikit-learn's parameters and the tutorial's ways."""
    assert len(Path(inspect.getfile(model)).read_text("utf-8").splitlines()) <= MOST_LINES_OF_A_MODEL


def test_imports_have_no_circle_not_even_those_within_functions() -> None:
    drawn = grimp.build_graph("iterscope", cache_dir=None)
    imports = {module: drawn.find_modules_directly_imported_by(module) for module in drawn.modules}
    del imports["iterscope"]  # the public names; `from iterscope import _core` looks like an import of them
    TopologicalSorter(imports).prepare()  # fails with a circle


@pytest.mark.skipif(sys.platform != "linux", reason="other systems need other packages, too")
def test_what_tests_need_is_locked() -> None:
    lines = (ROOT / "tests" / "constraints.txt").read_text().splitlines()
    locked = {canonicalize_name(line.partition("==")[0]) for line in lines if "==" in line}
    found: set[tuple[str, str]] = set()
    rest = {("iterscope", extra) for extra in ("", "lab", "test")}
    while rest:
        name, extra = node = rest.pop()
        found.add(node)
        for needed in map(Requirement, distribution(name).requires or []):
            if needed.marker is None or needed.marker.evaluate({"extra": extra}):
                rest |= {(canonicalize_name(needed.name), asked) for asked in {"", *needed.extras}} - found
    assert {name for name, _ in found} - locked == {"iterscope"}
