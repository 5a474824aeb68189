"""The first look: both halves, live, each with what to try."""

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from iterscope.fit.data.blobs import make_blobs
from iterscope.fit.mixture.gaussian import GaussianMixture
from iterscope.fractal.explorer.widget import ExplorerWidget

if TYPE_CHECKING:
    from iterscope.fit.widget import MixtureWidget

_HEIGHT = 400
_ESCAPE: Final = """<h3>Points that escape</h3>
<p>The Mandelbrot set, and beside it the Julia set of the point c in the ring. <b>Drag the ring</b>, and the
Julia set follows. <b>Click into a view and turn the wheel</b>: there is no bottom. <kbd>?</kbd> lists all
keys.</p>"""
_CONVERGE: Final = """<h3>Clusters that converge</h3>
<p>Four Gaussians look for the clusters in 2000 points. <kbd>Space</kbd> stops and plays, the arrows take
half-steps, and <b>a mean can be dragged</b>: the fit goes on from there. The line below the picture is the
half-step's formula, with its numbers.</p>"""
_ON: Final = """<p>The same by hand: <code>iterscope.explore()</code>,
<code>iterscope.Julia(1j).explore()</code>, <code>iterscope.GaussianMixture(4).explore(X)</code>. Fits that
fail, and why, are in <code>iterscope.mixture.gallery</code>.</p>"""


class Demo:
    """Both live views. As the last expression of a cell it shows them, with some words about what to try.

    Attributes
    ----------
    explorer : ExplorerWidget
        The Mandelbrot set and a Julia set.
    fit : MixtureWidget
        A mixture of four Gaussians, which plays.
    """

    def __init__(self) -> None:
        self.explorer = ExplorerWidget(c=-0.8 + 0.156j, height=_HEIGHT)
        X, _ = make_blobs(n_samples=2000, centers=4, n_features=2, cluster_std=1.6, random_state=7)
        model = GaussianMixture(4, init_params="random_from_data", tol=1e-6, random_state=8)
        self.fit: MixtureWidget = model.explore(X, height=_HEIGHT, speed=2.0)

    def close(self) -> None:
        """Close both views."""
        self.explorer.close()
        self.fit.close()

    def __repr__(self) -> str:
        return "<Demo of both live views: a notebook shows them; elsewhere .explorer and .fit have to_html>"

    def _ipython_display_(self) -> None:
        host: Any = import_module("IPython.display")  # which calls this
        for part in self._parts(host.HTML):
            host.display(part)

    def _display_(self) -> Any:
        host: Any = import_module("marimo")  # which calls this
        return host.vstack(self._parts(host.Html))

    def _parts(self, html: Any) -> list[Any]:
        """Return both views with the words between, and let the fit play."""
        self.fit.play()
        return [html(_ESCAPE), self.explorer, html(_CONVERGE), self.fit, html(_ON)]


def demo() -> Demo:
    """Show what this package is: a fractal to fall into and a fit to watch, both live.

    Returns
    -------
    Demo
        As the last expression of a cell it shows both views; its attributes `explorer` and `fit` are the
        widgets.

    Examples
    --------
    >>> import iterscope
    >>> start = iterscope.demo()
    >>> start
    <Demo of both live views: a notebook shows them; elsewhere .explorer and .fit have to_html>
    >>> start.close()
    """
    return Demo()
