"""Where a fit begins decides where it ends."""

import numpy as np

from iterscope.fit.cluster.self_organizing_map import SelfOrganizingMap
from iterscope.fit.gallery.case import Case, groups
from iterscope.fit.mixture.gaussian import GaussianMixture


def local_optimum() -> Case:
    """Return a start from which EM converges to a lower maximum.

    Returns
    -------
    Case
    """
    centers = [[-4.0, 0.0], [3.5, 2.2], [3.5, -2.2]]
    X, labels = groups(1, centers, [0.8, 0.8, 0.8], [300, 300, 300])
    start = [[-4.4, 0.3], [-3.6, -0.3], [3.5, 0.0]]
    return Case(
        X,
        labels,
        GaussianMixture(3, means_init=start, random_state=0, tol=1e-6, max_iter=300),
        "Two means share one group and the third covers two: no small step leads out of a local optimum. "
        "Drag a mean over, or try other starts (W).",
    )


def label_switching() -> Case:
    """Return groups that two starts find alike, under other numbers.

    Returns
    -------
    Case
    """
    X, labels = groups(6, [[-3.0, 0.0], [3.0, 0.0], [0.0, 4.0]], [0.8, 0.8, 0.8], [200, 200, 200])
    return Case(
        X,
        labels,
        GaussianMixture(3, random_state=0, tol=1e-8, max_iter=300),
        "Go to the end, then take another start (N): the same groups and the same log-likelihood, but "
        "components 1 and 2 have changed places. The numbers of components mean nothing: never average "
        "parameters of several fits by them.",
    )


def singular_start() -> Case:
    """Return a start at which all components coincide, and from which EM never parts them.

    Returns
    -------
    Case
    """
    X, labels = groups(10, [[-2.0, 0.0], [2.0, 0.0]], [0.8, 0.8], [250, 250])
    return Case(
        X,
        labels,
        GaussianMixture(
            2,
            means_init=[[0.0, 0.0], [0.0, 0.0]],
            init_params="random_from_data",
            random_state=0,
            tol=1e-8,
            max_iter=300,
        ),
        "Both components begin at the same place. All samples then belong to both alike, and both stay the "
        "same for ever: a saddle of the likelihood, where the Fisher information is singular. Drag one mean "
        "a little.",
    )


def folded_net() -> Case:
    """Return a map that begins twisted, with a radius too small to undo that.

    Returns
    -------
    Case
    """
    X = np.random.default_rng(14).uniform(-1, 1, (800, 2)) * [1.5, 1.0]
    start = np.stack(np.meshgrid(np.linspace(-1.2, 1.2, 9), np.linspace(-0.8, 0.8, 6)), axis=-1)
    start[3:, :, 0] *= -1
    return Case(
        X,
        np.where(X[:, 0] < 0, 0, 1) + 2 * (X[:, 1] > 0),
        SelfOrganizingMap(6, 9, init=start, radius=2.0, final_radius=0.7),
        "The upper half of the net begins mirrored, and the first radius is 2: neighborhoods are too small "
        "to turn it back. The net stays twisted for ever, and one sample in twenty has its two best nodes "
        "far apart. With the radius that a map takes by itself, 4.5 here, it unfolds.",
        {"classes": False},
    )
