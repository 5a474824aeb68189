"""What the parts of a session use of it."""

from collections.abc import Callable, Hashable
from typing import Any, Protocol

from iterscope.fit.data import Data
from iterscope.fit.recording import Recording
from iterscope.fit.session.listener import Listener
from iterscope.fit.session.run import Run
from iterscope.widget.messages import Request
from iterscope.widget.worker import Worker


class Owner(Protocol):
    """Protocol of a session as its parts see it, see `Session`."""

    @property
    def listener(self) -> Listener:
        """Who receives what happens."""

    @property
    def worker(self) -> Worker:
        """The session's thread."""

    @property
    def model(self) -> Any:
        """The estimator that is fitted."""

    @property
    def settings(self) -> dict[str, Any]:
        """The model's kind and the parameters that a view shows."""

    @property
    def run(self) -> Run | None:
        """The present run; None without data."""

    @property
    def index(self) -> int:
        """The step that is shown."""

    @property
    def recording(self) -> Recording:
        """The present recording; raises ValueError if there are no data."""

    def present(self) -> Run:
        """Return the present run; raises ValueError if there are no data."""

    def present_data(self) -> Data:
        """Return the data; raises ValueError if there are none."""

    def answer(
        self, request: Request, command: Callable[[], object], key: object = None, *, after: float = 0.0
    ) -> None:
        """Run a command that a view has asked for; the view is sent the error if it fails."""

    def begin(self, recording: Recording, *, gesture: Hashable | None = None) -> None:
        """Show another recording; what was shown before can be taken back."""

    def publish(self, index: int, *, ticking: bool = False) -> None:
        """Send the steps that the page does not have, then show one."""

    def apply(self, **settings: Any) -> None:
        """Set parameters and fit again."""

    def start_from(self, seed: int | None) -> None:
        """Fit again from the start that a seed finds."""
