"""What a view asks the fit to do."""

from typing import Annotated

from msgspec import Meta

from iterscope.widget.messages import Count, Request

MAX_STEPS = 1000
"""Half-steps that one command may ask for."""


class OpenRequest(Request, frozen=True, tag="open"):
    """A view was opened, and wants all points and steps."""


class CloseRequest(Request, frozen=True, tag="close"):
    """A view was closed."""


class FinishRequest(Request, frozen=True, tag="finish"):
    """Run to the end of the fit."""


class RestartRequest(Request, frozen=True, tag="restart"):
    """Fit again from a new start."""


class ResetRequest(Request, frozen=True, tag="reset"):
    """Restore the data and the parameters of the beginning."""


class UndoRequest(Request, frozen=True, tag="undo"):
    """Take the last change of the fit back: a drag, a stroke of the brush, or settings."""


class RedoRequest(Request, frozen=True, tag="redo"):
    """Do again what was taken back last."""


class AheadRequest(Request, frozen=True, tag="ahead"):
    """The step after the one that is shown is wanted, which stays the one that is shown."""

    run: Count
    index: Count
    """Of the step that is shown."""


class StepRequest(Request, frozen=True, tag="step"):
    """Show the step some half-steps further on."""

    n: Annotated[int, Meta(ge=-MAX_STEPS, le=MAX_STEPS)]
    """Negative goes back."""
