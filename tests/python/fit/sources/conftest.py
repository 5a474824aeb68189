"""Blocks of any size, as small as those of big data are beside the whole."""

import pytest

from iterscope.fit.sources import partition


@pytest.fixture(autouse=True)
def _small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(partition, "LEAST_VALUES", 1)
