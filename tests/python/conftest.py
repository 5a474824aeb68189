"""Views that rest sooner than they do for people, and wait longer for a busy machine; bars that come at once."""

from collections.abc import Iterator

import pytest

from iterscope.fit.session import session
from iterscope.fractal import widget
from iterscope.widget import progress

REST_SECONDS = 0.02
POSTER_SECONDS = 60.0


@pytest.fixture(autouse=True, scope="session")
def other_times() -> Iterator[None]:
    """Let threads of views redraw posters and end at once, which tests would wait for, and take their time to draw them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(session, "REST_SECONDS", REST_SECONDS)
        patch.setattr(widget, "REST_SECONDS", REST_SECONDS)
        patch.setattr(widget, "POSTER_SECONDS", POSTER_SECONDS)
        yield


@pytest.fixture
def bars_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let bars be there from the beginning, as if a person saw them."""
    pytest.importorskip("tqdm")
    monkeypatch.setattr(progress, "DELAY", 0)
    monkeypatch.setattr(progress, "PERIOD", 0)
    monkeypatch.setattr(progress, "is_seen", lambda: True)
