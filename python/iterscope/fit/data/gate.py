"""The entrance of samples, in memory or not."""

from typing import Any

from numpy.typing import ArrayLike

from iterscope.fit.data import sequences
from iterscope.fit.data.blocks import Blocks
from iterscope.fit.data.check import BlockCheck
from iterscope.fit.data.data import Data
from iterscope.fit.distributed import engine
from iterscope.fit.sources import Source, found, source
from iterscope.fit.sources.here import Here
from iterscope.widget.progress import lasting


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
    model: Any = None,
    missing_in_blocks: bool = False,
) -> Data:
    """Check the samples that a user gave, in memory or in a source.

    Parameters
    ----------
    X : array-like of shape (n_samples, n_features), list of such, Source, list of such, or Data
    sample_weight, labels, min_samples, user, missing, lengths, lists
        As `Data.of` takes them.
    model : estimator, default=None
        Checks each block of a source: raises ValueError for values that it cannot have.
    missing_in_blocks : bool, default=False
        Whether values of a source may be missing.

    Returns
    -------
    Data
        `Blocks` of a source.

    Raises
    ------
    TypeError, ValueError
        If an argument cannot be what it must be, or there are labels of samples that are not in memory.
    """
    with lasting():
        given, known = None, None
        if not isinstance(X, Data):
            given, known = as_source(X, lists=lists, in_memory=engine() is not None)
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
        if labels is not None:
            raise ValueError("labels must be None for samples that are not in memory")
        rows = None
        if lists:
            n_samples = int(given.shape[0])
            wanted = next((one for one in (lengths, known) if one is not None), [n_samples])
            rows = sequences.check(wanted, n_samples)
            sample_weight = sequences.weights(sample_weight, rows, n_samples)
        elif lengths is not None:
            raise ValueError(
                f"lengths must be None: to {user} samples that are not in memory are no sequences"
            )
        return Blocks.of_source(
            given,
            sample_weight,
            engine() or Here(),
            min_samples=min_samples,
            user=user,
            check=None if model is None else BlockCheck(model),
            missing=missing_in_blocks,
            sequences=rows,
        )


def as_source(X: Any, *, lists: bool, in_memory: bool) -> tuple[Source | None, ArrayLike | None]:
    """Return samples as a source, and the lengths of its parts if those are sequences.

    Parameters
    ----------
    X : array-like, list of such, Source, or list of such
    lists : bool
        Whether the parts of a list are sequences.
    in_memory : bool
        Whether samples in memory are to be one, too; None is returned for them otherwise.
    """
    given = found(X)
    if given is not None:
        return given, getattr(given, "lengths", None) if lists else None
    if not in_memory:
        return None, None
    if lists and sequences.are(X):
        table, lengths = sequences.joined(X, None)
        return source(table), lengths
    return source(X), None
