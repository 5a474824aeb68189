"""Series whose hidden states are not those that one hopes for."""

import numpy as np

from iterscope.fit.gallery.case import Case
from iterscope.fit.sequence.hmm.gaussian import GaussianHMM


def unvisited_state() -> Case:
    """Return a state that starts too far away: no row is ever in it.

    Returns
    -------
    Case
    """
    rows = [[0.95, 0.05], [0.08, 0.92]]
    truth = GaussianHMM.from_parameters([0.5, 0.5], rows, [[0.0], [4.0]], [[1.0], [1.0]])
    X, labels = truth.set_params(random_state=np.random.RandomState(4)).sample(300)
    model = GaussianHMM(3, means_init=[[0.5], [3.0], [60.0]], random_state=0)
    return Case(
        X,
        labels,
        model,
        "The third state starts at 60, where no row is: its share of every row is 0, so nothing leads to it "
        "after the first iteration, and it keeps its mean, its variance and its row of transitions. Drag its "
        "level among the rows: nothing comes of it, for a transition that has become 0 stays 0. Drag an "
        "arrow that leads to it, too: it takes a part of the rows from then on.",
    )
