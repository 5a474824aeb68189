"""Views that rest sooner than they do for people."""

from collections.abc import Iterator

import pytest

from iterscope.fit.session import session
from iterscope.fractal import widget

SECONDS = 0.02


@pytest.fixture(autouse=True, scope="session")
def early_rest() -> Iterator[None]:
    """Let threads of views redraw posters and end without the usual time of rest, which tests would wait for."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(session, "REST_SECONDS", SECONDS)
        patch.setattr(widget, "REST_SECONDS", SECONDS)
        yield
