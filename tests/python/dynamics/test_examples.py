"""The examples of the docstrings."""

import doctest
import importlib

import pytest

MODULES = [
    "angle",
    "component",
    "cycle",
    "exterior",
    "internal_address",
    "lamination",
    "misiurewicz",
    "nucleus",
    "orbit",
    "ray",
    "spider",
]


@pytest.mark.parametrize("module", MODULES)
def test_docstrings_say_what_comes_out(module: str) -> None:
    outcome = doctest.testmod(importlib.import_module(f"iterscope.dynamics.{module}"))
    assert outcome.attempted
    assert not outcome.failed
