"""What a model checks of the values of a block, wherever it is loaded."""

from typing import Any

from sklearn.base import clone

from iterscope.fit.data.data import Data
from iterscope.validation.arrays import Samples


class BlockCheck:
    """Refuses values that a model cannot have; it can be sent to another process.

    Parameters
    ----------
    model : estimator
        Whose ``_check_data`` says which.
    """

    def __init__(self, model: Any) -> None:
        self._model = clone(model, safe=False)

    def __call__(self, values: Samples) -> None:
        """Raise ValueError if there are such values."""
        self._model._check_data(Data(values, None, None, values.dtype, values[:0]))  # noqa: SLF001  its own check
