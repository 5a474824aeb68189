"""A view whose messages are kept."""

from collections.abc import Iterator
from typing import Any

import pytest

from iterscope import FractalWidget


@pytest.fixture
def widget(monkeypatch: pytest.MonkeyPatch) -> Iterator[FractalWidget]:
    sent: list[Any] = []
    monkeypatch.setattr(
        FractalWidget, "_send", lambda _self, message, buffers=None: sent.append((message, buffers))
    )
    widget = FractalWidget(width=320, height=200)
    widget.sent = sent
    yield widget
    widget.close()


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let posters be given up sooner than they are for people."""
    monkeypatch.setattr("iterscope.fractal.widget.POSTER_SECONDS", 0.4)
