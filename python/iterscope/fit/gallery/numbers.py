"""Likelihoods that mislead, and numbers that need care."""

import numpy as np

from iterscope.fit.gallery.case import Case, groups
from iterscope.fit.mixture.gaussian import GaussianMixture


def collapse() -> Case:
    """Return data on one point of which a component collapses.

    Returns
    -------
    Case
    """
    X, labels = groups(2, [[0.0, 0.0], [3.0, 1.0]], [1.0, 0.9], [250, 250])
    X = np.vstack([X, np.full((5, 2), [-3.0, 3.0])])
    labels = np.append(labels, np.full(5, 2))
    start = [[0.0, 0.0], [3.0, 1.0], [-3.0, 3.0]]
    return Case(
        X,
        labels,
        GaussianMixture(3, means_init=start, random_state=0, tol=1e-6, max_iter=200),
        "Five samples are the same. A component that shrinks onto them raises the likelihood without bound; "
        "only reg_covar holds it. Raise reg_covar, or take fewer components.",
    )


def slow_convergence() -> Case:
    """Return two groups that overlap so much that EM converges slowly.

    Returns
    -------
    Case
    """
    X, labels = groups(3, [[-0.6, 0.0], [0.6, 0.0]], [1.0, 1.0], [600, 600])
    return Case(
        X,
        labels,
        GaussianMixture(
            2,
            covariance_type="spherical",
            means_init=[[-0.1, 0.8], [0.1, -0.8]],
            random_state=0,
            tol=1e-8,
            max_iter=2000,
        ),
        "The more the components share, the less each step changes. The log-likelihood looks flat long "
        "before the means have arrived: see its change on the log axis, and how early tol = 1e-3 would stop.",
        {"speed": 30.0},
    )


def off_center() -> Case:
    """Return two groups far from zero, where the textbook's shortcut loses all digits.

    Returns
    -------
    Case
    """
    X, labels = groups(7, [[0.0, 0.0], [4.0, 2.0]], [1.0, 0.7], [300, 300])
    return Case(
        X + 1e8,
        labels,
        GaussianMixture(2, random_state=0, tol=1e-6),
        "The groups are 1 wide and lie at 100 000 000. The mean of the squares minus the square of the mean, "
        "a covariance in one pass, would be off by hundreds here. Deviations from the present means, as this "
        "fit takes them, lose nothing: it goes as it does about zero.",
    )


def spurious_optimum() -> Case:
    """Return few samples of many features, where a wrong partition has the higher likelihood.

    Returns
    -------
    Case
    """
    rng = np.random.default_rng(11)
    labels = np.repeat([0, 1], 25)
    X = rng.normal(size=(50, 10))
    X[:, :4] += np.where(labels, 1.8, -1.8)[:, np.newaxis]
    model = GaussianMixture(2, init_params="random_from_data", random_state=2, tol=1e-6, max_iter=500)
    return Case(
        X,
        labels,
        model,
        "50 samples of 10 features. The end is at -651, and at the true groups, where some other starts (W) "
        "end, at -662 only: with so many parameters a component that fits noise is likelier. Spherical "
        "covariances (M) find the groups from each start.",
    )
