"""What a page asks a mixture view for."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from iterscope.fit import messages as frames
from iterscope.fit.cluster.kmeans import KMeans
from iterscope.fit.mixture.gaussian import GaussianMixture
from iterscope.fit.recording import Recording
from iterscope.fit.samples import Samples
from iterscope.fit.stage import Stage
from iterscope.widget import messages as fields

if TYPE_CHECKING:
    from iterscope.fit.mixture.selection import Selection

MAX_VIEWS = 64
"""Views whose last drag is remembered."""


class Requests(Stage):
    """A view that takes messages from its page; each is checked, and answered once if it is refused."""

    def __init__(self, samples: Samples | None, model: GaussianMixture | KMeans, **options: Any) -> None:
        self._moves: dict[str, int] = {}
        self._selection: Selection | None = None
        super().__init__(samples, model, **options)
        self.on_msg(self._receive)

    def _receive(self, _widget: Any, content: Any, _buffers: Any) -> None:
        try:
            message = frames.parse(content)
            self._obey(message)
        except fields.MessageError as error:
            self._refuse(str(error), fields.view_id(content))
        except ValueError as error:
            self._fail(error)

    def _obey(self, message: frames.Request) -> None:
        match message:
            case frames.PictureRequest():
                self._player.wish(message)
            case frames.Move():
                self._soon(message, lambda: self._move(message), ("move", message.vid))
            case frames.Brush():
                self._soon(message, lambda: self._brush(message))
            case frames.Choice():
                self._obey_choice(message)
            case frames.Presence(kind="close"):
                self._player.forget(message.vid)
            case frames.Command(kind="finish"):
                self._hasten()
            case _:
                commands = {"open": self._tell_all, "restart": self._restart, "reset": self._reset}
                self._soon(message, commands[message.kind], message.kind)

    def _obey_choice(self, choice: frames.Choice) -> None:
        match choice.kind:
            case "step":
                self.playing = False
                self._soon(choice, lambda: self._seek(self.index + choice.n))
            case "starts":
                self._soon(choice, lambda: self._compare_starts(choice.n))
            case "start":
                self._soon(choice, lambda: self._show_start(choice.n))
            case "choose":
                self._soon(choice, lambda: self._choose(choice.n))

    def _soon(self, message: frames.Request, command: Callable[[], object], key: object = None) -> None:
        def answered() -> None:
            try:
                command()
            except Exception as error:  # noqa: BLE001  whatever it is, the view that asked shows it
                self.send(fields.failure(error, message.vid, getattr(message, "seq", None)))

        self._player.submit(answered, key)

    def _tell_all(self) -> None:
        if self._samples is not None and self._run is not None:
            self.send(self._samples.message())
            for message in self._run.everything():
                self.send(message)

    def _show_start(self, n: int) -> None:
        if n >= len(self._seeds):
            raise ValueError(f"n must be one of the {len(self._seeds)} starts, got {n}")
        self._apply({"random_state": self._seeds[n]})
        self._hasten()

    def _choose(self, n: int) -> None:
        n_rows = 0 if self._selection is None else len(self._selection.table)
        if self._selection is None or n >= n_rows:
            raise ValueError(f"n must be one of the {n_rows} rows of the selection, got {n}")
        row = self._selection.table[n]
        kind = {"n_components": int(row["n_components"]), "covariance_type": str(row["covariance_type"])}
        self._apply({"algorithm": "em", **kind})
        self._hasten()

    def _move(self, move: frames.Move) -> None:
        run = self._present()
        if self._moves.get(move.vid, -1) >= move.seq:
            return
        base, index = (run, move.index) if self._dragged is None else self._dragged
        if not base.number <= move.run <= run.number:
            raise ValueError(f"run must be {run.number}, the present one, got {move.run}")
        recording = base.recording.moved(index, move.component, move.dims, move.at)
        self._moves = {**dict(list(self._moves.items())[-MAX_VIEWS:]), move.vid: move.seq}
        self._begin(recording)
        self._dragged = None if move.done else (base, index)

    def _brush(self, stroke: frames.Brush) -> None:
        samples = self._data().brushed(stroke)
        start = self._present().recording.start(self.index)
        recording = Recording(self.model, samples.X, samples.sample_weight, start)
        self._samples = samples
        self.send(samples.message())
        self._begin(recording)
