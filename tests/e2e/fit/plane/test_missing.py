"""Samples that lack values, in the plane and in the card."""

from ...support.notebook import Notebook
from ..view import show_fit

MAKE = """
from iterscope import make_blobs
X = make_blobs(n_samples=120, centers=2, n_features=2, random_state=3)[0]
X[0, 1] = X[1, 0] = np.nan
X[2] = np.nan
widget = MixtureWidget(X, GaussianMixture(2, missing="marginal", random_state=0))
"""


def test_a_sample_is_pointed_at_where_it_is_marked_at_an_axis(notebook: Notebook) -> None:
    view = show_fit(notebook, MAKE)
    notebook.execute("widget.seek(1)")
    view.rest()
    size = view.canvas.bounding_box()
    assert size is not None
    x, y = notebook.value("[float(X[0, 0]), float(X[1, 1])]")
    across = float(view.share([x, 0.0])[0])
    view.hover(across, 1 - (22 + 7) / size["height"])
    assert "missing" in view.card
    assert "Point 0" in view.card
    shares = notebook.value(
        "widget.session.recording.algorithm.responsibilities(X[:1], widget.history[0].parameters)[0].tolist()"
    )
    assert [f"{share:.3f}" for share in shares] == view.card.split("\n")[-3::2]
    down = float(view.share([0.0, y])[1])
    view.hover((44 + 7) / size["width"], down)
    assert "Point 1" in view.card
