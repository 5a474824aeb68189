"""Groups that a model is not made for, and what it makes of them."""

import numpy as np

from iterscope.fit.gallery.case import Case, groups
from iterscope.fit.mixture.gaussian import GaussianMixture
from iterscope.fit.mixture.spatial.student import StudentMixture
from iterscope.validation import arguments


def wrong_k() -> Case:
    """Return five groups for a model of three components.

    Returns
    -------
    Case
    """
    angles = 2 * np.pi * np.arange(5) / 5
    centers = 4 * np.column_stack([np.cos(angles), np.sin(angles)])
    X, labels = groups(4, centers.tolist(), [0.6] * 5, [160] * 5)
    return Case(
        X,
        labels,
        GaussianMixture(3, random_state=0, tol=1e-6, max_iter=300),
        "Five groups, three components: the fit converges, and says nothing of it. Compare numbers of "
        "components (B): the information criterion knows.",
    )


def unequal_sizes() -> Case:
    """Return a large and two small groups, which k-means divides wrongly and EM does not.

    Returns
    -------
    Case
    """
    centers = [[0.0, 0.0], [3.6, 0.0], [0.0, 3.4]]
    X, labels = groups(5, centers, [1.4, 0.25, 0.25], [900, 120, 120])
    return Case(
        X,
        labels,
        GaussianMixture(3, means_init=centers, random_state=0, tol=1e-6, max_iter=300),
        "k-means (K) knows distances only: it gives the small groups a share of the large one. EM learns "
        "how wide each group is.",
        {"compare": True},
    )


def unequal_covariances() -> Case:
    """Return a long and a high group, for which one common covariance does not do.

    Returns
    -------
    Case
    """
    rng = np.random.default_rng(9)
    long = rng.normal(size=(300, 2)) * [3.0, 0.35]
    high = rng.normal(size=(300, 2)) * [0.35, 3.0] + [5.0, 0.0]
    return Case(
        np.vstack([long, high]),
        np.repeat([0, 1], 300),
        GaussianMixture(2, covariance_type="tied", random_state=0, tol=1e-6, max_iter=500),
        "One group is long, the other high, and the components share one covariance: each takes a half of "
        "both. Let covariances be full (M): the agreement with the classes rises from 0.4 to 0.9.",
    )


def heavy_tails() -> Case:
    """Return two groups with heavy tails, for which the criterion wants more than two components.

    Returns
    -------
    Case
    """
    rng = np.random.default_rng(8)
    X = np.vstack([0.5 * rng.standard_t(3.0, (400, 2)) + center for center in ([-4.0, 0.0], [4.0, 0.0])])
    return Case(
        X,
        np.repeat([0, 1], 400),
        GaussianMixture(4, random_state=0, tol=1e-6, max_iter=500),
        "Two groups, but of Student's distribution with 3 degrees of freedom: more samples lie far out than "
        "a Gaussian has. BIC wants four components (B), a wide one behind each group for its tails: "
        "components are not always groups.",
    )


def runaway_tails() -> Case:
    """Return two groups, one with tails and one without, whose degrees of freedom run away.

    Returns
    -------
    Case
    """
    rng = np.random.default_rng(3)
    tailed = 0.6 * rng.standard_t(2.0, (300, 2)) - np.array([4.0, 0.0])
    square = rng.uniform([3.0, -2.0], [7.0, 2.0], (300, 2))
    return Case(
        np.vstack([tailed, square]),
        np.repeat([0, 1], 300),
        StudentMixture(2, random_state=0, tol=1e-9, max_iter=3000),
        "Two t distributions: the left group has heavy tails, and the fit finds about 2 degrees of freedom. "
        "The right one has none: its degrees of freedom grow without end, and are stopped at 200, where a t "
        "distribution is a Gaussian. Small points are those that pull little.",
    )


def hard_limit(epsilon: float = 1.0) -> Case:
    """Return a mixture with covariances held at epsilon times the identity, k-means in the limit.

    Parameters
    ----------
    epsilon : float, default=1.0
        Variance of all components, in all directions.

    Returns
    -------
    Case

    Raises
    ------
    TypeError, ValueError
        If it is not a positive number.
    """
    variance = arguments.real("epsilon", epsilon)
    if not variance > 0:
        raise ValueError(f"epsilon must be greater than 0, got {variance:g}")
    X, labels = groups(12, [[0.0, 0.0], [3.2, 0.0], [1.6, 2.6]], [1.2, 0.8, 0.8], [150, 150, 150])
    model = GaussianMixture(
        3,
        covariance_type="spherical",
        weights_init=[1 / 3] * 3,
        means_init=[[0.0, 1.0], [2.0, -1.0], [3.0, 2.0]],
        precisions_init=[1 / variance] * 3,
        frozen=["weights", "covariances"],
        random_state=0,
        tol=1e-12,
        max_iter=1000,
    )
    return Case(
        X,
        labels,
        model,
        f"Weights are held equal and covariances at \N{GREEK SMALL LETTER EPSILON}I, here with "
        f"\N{GREEK SMALL LETTER EPSILON} = {variance:g}. The smaller it is, the harder samples are shared "
        "out: at 1 the means are off those of k-means (K) by 0.1, at 0.01 by less than 0.0001. Draw "
        "\N{GREEK SMALL LETTER EPSILON} down in the model's panel (M).",
        {"compare": True},
    )
