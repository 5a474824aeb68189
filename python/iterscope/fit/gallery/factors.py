"""Planes that go where no noise is left."""

import numpy as np

from iterscope.fit.factor.factor_analysis import FactorAnalysis
from iterscope.fit.gallery.case import Case


def heywood() -> Case:
    """Return features whose correlations no single factor can make: the noise of one of them vanishes.

    Returns
    -------
    Case
    """
    rng = np.random.default_rng(6)
    first = rng.normal(size=300)
    second, third = (0.8 * first + 0.6 * rng.normal(size=300) for _ in range(2))
    second, third = second - 0.1 * third, third - 0.1 * second
    return Case(
        np.column_stack([first, second, third]),
        np.zeros(300, np.int64),
        FactorAnalysis(1, random_state=0, tol=1e-4, max_iter=2000),
        "Both other features follow the first one more closely than each other: as if the factor were the "
        "first feature itself. Its noise runs to zero, ever more slowly, and the likelihood grows to the end "
        "(a Heywood case). That says that the model does not fit, not that there is no noise.",
    )
