"""Agreement of a step's components with the true classes of the samples, where these are known."""

from collections.abc import Iterator
from functools import partial

import numpy as np

from iterscope import _core
from iterscope.fit.data import NO_LABEL
from iterscope.fit.messages.agreement import Agreement, AgreementRequest
from iterscope.fit.messages.points import MAX_POINTS
from iterscope.fit.recording import Recording
from iterscope.fit.session.owner import Owner
from iterscope.widget.job import Once

BLOCK = 8192
"""Samples whose responsibilities are computed at once."""


def take(session: Owner, request: AgreementRequest) -> None:
    """Compare a step soon; the newest request of each view is answered."""
    key = request.vid, "agreement"
    session.worker.request(Once(request.vid, request.seq, key, partial(_answer, session, request)))


def everything(session: Owner) -> Iterator[Agreement]:
    """Compare all steps of the present run, for a page without a kernel, where samples are not too many."""
    run = session.present()
    if run.recording.data.labels is None or len(run.recording.data) > MAX_POINTS:
        return
    for index in range(run.last + 1):
        # The M step shares the samples out as the E step before has.
        if run.recording.step(index).phase != "maximize":
            request = AgreementRequest(vid="", seq=0, run=run.number, index=index)
            found = _answer(session, request)
            if found is not None:
                yield found


def agreement(recording: Recording, index: int) -> tuple[float, list[list[int]]] | None:
    """Compare the component that has most of each sample with the sample's class.

    Parameters
    ----------
    recording : Recording
    index : int
        Of the step.

    Returns
    -------
    rand : float
        The adjusted Rand index (Hubert and Arabie, "Comparing partitions", 1985), of scikit-learn.
    table : list of list of int
        A row for each class, a column for each component: how many samples of the class belong to it.
        Samples without a class are left out; weights do not count.

    None if no classes are known, or before the first E step.
    """
    from sklearn.metrics import adjusted_rand_score  # noqa: PLC0415  its import takes long

    algorithm, data = recording.algorithm, recording.data
    shading = recording.step(index).shading
    if data.labels is None or shading is None:
        return None
    table = np.zeros((max(len(data.classes), 1), algorithm.n_components(shading)), np.int64)
    found = np.empty(len(data), np.int64)
    size = len(data) if algorithm.view == "series" else BLOCK
    for first in range(0, len(data), size):
        rows = slice(first, first + size)
        _core.check_cancelled()
        found[rows] = algorithm.shares(rows, shading).argmax(axis=1)
    known = data.labels != NO_LABEL
    np.add.at(table, (data.labels[known], found[known]), 1)
    return float(adjusted_rand_score(data.labels[known], found[known])), table.tolist()


def _answer(
    session: Owner, request: AgreementRequest, _cancellation: _core.Cancellation | None = None
) -> Agreement | None:
    """Compare a step; None if it is not one of this run, or there is nothing to compare."""
    run = session.present()
    if request.run != run.number or request.index > run.last:
        return None
    compared = agreement(run.recording, request.index)
    if compared is None:
        return None
    rand, table = compared
    return {
        "kind": "agreement",
        "vid": request.vid,
        "seq": request.seq,
        "run": request.run,
        "index": request.index,
        "rand": rand,
        "table": table,
    }
