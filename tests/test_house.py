"""The house: no folder is a heap, and nothing that tests need is left open."""

import subprocess
import sys
from collections import Counter
from importlib.metadata import distribution
from pathlib import Path, PurePosixPath

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
SOURCES = {".css", ".js", ".mjs", ".py", ".pyi", ".rs", ".ts"}
MOST_FILES = 16


def test_no_folder_holds_more_than_a_reader_can_survey() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a checkout")
    paths = [PurePosixPath(line) for line in listed.stdout.splitlines()]
    sizes = Counter(str(path.parent) for path in paths if path.suffix in SOURCES)
    assert sizes
    assert {folder: size for folder, size in sizes.items() if size > MOST_FILES} == {}


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
