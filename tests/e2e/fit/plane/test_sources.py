"""A view of samples that are not in memory draws some of them, and fits all, here or over a cluster."""

import pytest

from ...support.notebook import Notebook
from ..view import fit_view

SAMPLES = """
import tempfile
import numpy as np
import iterscope
from iterscope import GaussianMixture

X, _ = iterscope.make_blobs(n_samples=60_000, centers=[[0, 0], [9, 1], [4, 7]], random_state=0)
np.save(path := tempfile.mkdtemp() + "/x.npy", X)
samples = iterscope.source(np.load(path, mmap_mode="r"))
model = GaussianMixture(3, init_params="random_from_data", random_state=1)
"""
CLUSTER = """
from distributed import Client, LocalCluster
cluster = LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50)
client = Client(cluster)
"""


@pytest.mark.parametrize("over_cluster", [False, True])
def test_a_view_of_a_file_draws_some_rows_and_fits_all(notebook: Notebook, *, over_cluster: bool) -> None:
    if over_cluster:
        pytest.importorskip("distributed")
        notebook.execute(CLUSTER)
        notebook.write(
            SAMPLES, "with iterscope.distributed(client):\n    widget = model.explore(samples)\nwidget"
        )
    else:
        notebook.write(SAMPLES, "widget = model.explore(samples)\nwidget")
    notebook.run(0)
    notebook.run(1)
    view = fit_view(notebook)
    view.settle()
    assert notebook.value("widget.X.shape") == [20_000, 2]
    view.root.locator("[data-action=play]").click()
    notebook.wait_until(lambda: bool(notebook.value("model.__dict__.get('converged_', False)")), "an end")
    view.rest()
    assert view.notice == ""
    assert view.colorful() > 2000
    assert view.iteration == notebook.value("model.n_iter_")
    notebook.execute(
        "same = GaussianMixture(3, init_params='random_from_data', random_state=1).fit(X)\n"
        "equal = bool((same.means_ == model.means_).all())"
    )
    assert notebook.value("equal")
    view.scrub(0.0)
    view.rest()
    assert view.index == 0
    if over_cluster:
        notebook.execute("widget.close(); client.close(); cluster.close()")
