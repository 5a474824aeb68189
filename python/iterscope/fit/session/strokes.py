"""Strokes of the brush, which add samples, erase them, and change what they weigh."""

import math
import time
from collections.abc import Hashable, Sequence

from iterscope.fit.data import Data, brush
from iterscope.fit.messages.points import BrushRequest
from iterscope.fit.recording import Recording
from iterscope.fit.session.owner import Owner

MAX_STROKES = 256
"""Most strokes that may wait; more are refused."""
STROKE_SECONDS = 0.05
"""Least time between two changes of the data: each sends the samples again."""
WEIGHING = 1.2
"""How many times more, or less, a sample weighs after one touch of the brush."""


def painted(data: Data, stroke: BrushRequest) -> Data:
    """Return the data as a stroke leaves them.

    Raises
    ------
    ValueError
        If there is no such feature, or no sample would be left.
    """
    if stroke.tool == "add":
        return brush.added(data, stroke.dims, stroke.at)
    if stroke.tool == "erase":
        return brush.erased(data, stroke.dims, stroke.at, stroke.radius)
    touched = brush.near(data, stroke.dims, stroke.at, stroke.radius)
    return brush.weighed(data, touched, WEIGHING if stroke.tool == "heavier" else 1 / WEIGHING)


class Strokes:
    """The strokes that have not changed the data yet; those that wait are painted together.

    Parameters
    ----------
    session : Owner
    """

    def __init__(self, session: Owner) -> None:
        self._session = session
        self._waiting: list[BrushRequest] = []
        self._painted_at = -math.inf

    def take(self, stroke: BrushRequest) -> None:
        """Paint a stroke soon.

        Raises
        ------
        ValueError
            If too many strokes wait.
        """
        if len(self._waiting) >= MAX_STROKES:
            raise ValueError("too many strokes of the brush are waiting; this one was left out")
        self._waiting.append(stroke)
        after = self._painted_at + STROKE_SECONDS - time.monotonic()
        self._session.answer(stroke, self._paint, "brush", after=after)

    def paint(self, strokes: Sequence[BrushRequest]) -> None:
        """Change the data by some strokes, and continue from the step that is shown.

        Raises
        ------
        ValueError
            If none of the strokes can be painted.
        """
        before = data = self._session.present_data()
        refused = []
        for stroke in strokes:
            try:
                data = painted(data, stroke)
            except ValueError as error:
                refused.append((stroke, error))
        if data is not before:
            last = strokes[-1]
            self.change(data, (last.vid, last.stroke) if last.stroke else None)
        if len(refused) == len(strokes):
            raise refused[0][1]
        for stroke, refusal in refused:
            self._session.listener.fail(refusal, stroke.vid)

    def change(self, data: Data, gesture: Hashable = None) -> None:
        """Continue from the step that is shown with other data."""
        recording = self._session.recording
        start = recording.step(self._session.index).parameters
        self._session.begin(Recording(recording.model, data, start=start), gesture=gesture)

    def flush(self) -> None:
        """Paint the strokes that wait; views whose strokes are refused are told so."""
        last = self._waiting[-1] if self._waiting else None
        try:
            self._paint()
        except ValueError as error:
            self._session.listener.fail(error, None if last is None else last.vid)

    def _paint(self) -> None:
        strokes, self._waiting = self._waiting, []
        if strokes:
            self.paint(strokes)
            self._painted_at = time.monotonic()
