"""Views that are closed at the end of each test, and samples for them."""

from collections.abc import Iterator

import numpy as np
import pytest
from numpy.typing import NDArray

from iterscope import MixtureWidget, make_blobs

from .bench import Bench


@pytest.fixture
def bench(monkeypatch: pytest.MonkeyPatch) -> Iterator[Bench]:
    bench = Bench()
    monkeypatch.setattr(MixtureWidget, "_send", lambda _self, message, **_: bench.sent.append(message))
    yield bench
    for widget in bench.widgets:
        widget.close()
        assert widget.session.worker.join(60)


@pytest.fixture(scope="module")
def X() -> NDArray[np.float64]:  # noqa: N802
    return make_blobs(n_samples=600, centers=3, n_features=2, random_state=0)[0]
