"""What helps with data that a model refuses."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

MISSING = "missing='marginal' fits samples by the values that they have, and a view marks what is missing"


@contextmanager
def hinted(model: Any) -> Iterator[None]:
    """Add to an error about missing values that the model can have them, if it can."""
    try:
        yield
    except ValueError as error:
        if "NaN" in str(error) and getattr(model, "missing", None) == "refuse":
            error.add_note(MISSING)
        raise
