"""The examples in docstrings."""

import doctest
import importlib

import pytest


@pytest.mark.parametrize(
    "module", ["mixture.bernoulli", "mixture.gaussian", "estimator", "cluster.kmeans", "mixture.statistics"]
)
def test_examples_say_what_they_say(module: str) -> None:
    outcome = doctest.testmod(importlib.import_module(f"iterscope.fit.{module}"))
    assert outcome.attempted > 0
    assert outcome.failed == 0
