"""What the parameters of a hidden Markov model say of sequences: functions that can be sent elsewhere."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from iterscope.fit.data.sequences import Lengths
from iterscope.validation.arrays import Samples


def log_likelihoods(values: Samples, parameters: Any, lengths: Lengths | None) -> NDArray[np.float64]:
    """Return the log-likelihood of each sequence."""
    found: NDArray[np.float64] = parameters.log_likelihoods(values, lengths)
    return found


def decoded(values: Samples, parameters: Any, lengths: Lengths | None) -> NDArray[np.float64]:
    """Return the log-likelihood of each sequence together with its most likely states."""
    found: NDArray[np.float64] = parameters.decode(values, lengths)[1]
    return found


def states(values: Samples, parameters: Any, lengths: Lengths | None) -> NDArray[np.int64]:
    """Return the most likely states of the rows."""
    found: NDArray[np.int64] = parameters.decode(values, lengths)[0]
    return found


def posteriors(values: Samples, parameters: Any, lengths: Lengths | None) -> NDArray[np.float64]:
    """Return the probabilities of the states of the rows, shape (n_samples, n_components)."""
    found: NDArray[np.float64] = parameters.posteriors(values, lengths)[0]
    return found
