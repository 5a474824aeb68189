"""The house: no folder is a heap."""

import subprocess
from collections import Counter
from pathlib import Path, PurePosixPath

import pytest

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
