"""The entrance of samples, in memory or not."""

from typing import Any

from numpy.typing import ArrayLike

from iterscope.fit.data.blocks import Blocks
from iterscope.fit.data.data import Data
from iterscope.fit.data.sequences import are
from iterscope.fit.distributed import engine
from iterscope.fit.sources import found, source
from iterscope.fit.sources.here import Here
from iterscope.fit.sources.partition import Check


def data_of(
    X: Any,
    sample_weight: ArrayLike | None = None,
    labels: ArrayLike | None = None,
    *,
    min_samples: int = 1,
    user: str = "iterscope",
    missing: bool = False,
    lengths: ArrayLike | None = None,
    lists: bool = False,
    check: Check | None = None,
) -> Data:
    """Check the samples that a user gave, in memory or in a source.

    Parameters
    ----------
    X : array-like of shape (n_samples, n_features), list of such, Source or Data
    sample_weight, labels, min_samples, user, missing, lengths, lists
        As `Data.of` takes them.
    check : callable, default=None
        Raises ValueError for values that the model cannot have; called with each block of a source.

    Returns
    -------
    Data
        `Blocks` of a source.

    Raises
    ------
    TypeError, ValueError
        If an argument cannot be what it must be, or there are labels or lengths of samples that are not in
        memory.
    """
    elsewhere = engine()
    given = None if isinstance(X, Data) else found(X)
    here_only = isinstance(X, Data) or (lists and are(X))
    if given is None and elsewhere is not None and not here_only:
        given = source(X)
    if given is None:
        return Data.of(
            X,
            sample_weight,
            labels,
            min_samples=min_samples,
            user=user,
            missing=missing,
            lengths=lengths,
            lists=lists,
        )
    for name, value in (("labels", labels), ("lengths", lengths)):
        if value is not None:
            raise ValueError(f"{name} must be None for samples that are not in memory")
    here = Here() if elsewhere is None else elsewhere
    return Blocks.of_source(given, sample_weight, here, min_samples=min_samples, user=user, check=check)
