"""The examples in docstrings."""

import doctest
import importlib

import pytest


@pytest.mark.parametrize("module", ["mixture", "fit.estimator"])
def test_examples_say_what_they_say(module: str) -> None:
    outcome = doctest.testmod(importlib.import_module(f"iterscope.{module}"))
    assert outcome.attempted > 0
    assert outcome.failed == 0


def test_classes_and_functions_with_examples_are_found() -> None:
    tests = doctest.DocTestFinder().find(importlib.import_module("iterscope.mixture"))
    found = {test.name.removeprefix("iterscope.mixture.") for test in tests if test.examples}
    assert found >= {"BernoulliMixture", "GaussianMixture", "KMeans", "expect_statistics", "select"}
