"""The names that the package gives away."""

import subprocess
import sys

import pytest

import iterscope


@pytest.mark.parametrize("name", iterscope.__all__)
def test_a_public_name_is_there(name: str) -> None:
    assert getattr(iterscope, name).__name__ == name
    assert name in dir(iterscope)


def test_other_names_are_not() -> None:
    with pytest.raises(AttributeError, match="no attribute 'Juliet'"):
        iterscope.Juliet  # noqa: B018


def test_what_is_heavy_waits_for_its_use() -> None:
    code = "import sys, iterscope; print({'sklearn', 'anywidget', 'cmap', 'msgspec', 'numba'} & sys.modules.keys())"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
