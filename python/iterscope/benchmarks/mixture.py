"""The tutorial's comparison: the EM step of a mixture of 20 Gaussians on 10 000 points, by every engine.

The tutorial's E step is `scipy.stats.multivariate_normal.pdf`, its M step einsum, then four styles of Rust.

S. Ulbrich, "Performant, scientific computation in Python and Rust", PyCon DE 2024,
https://github.com/StefanUlbrich/PyCon2024 (branch gh-pages has the slides).
"""

import argparse
import time
from collections.abc import Callable
from functools import partial

import numpy as np

from iterscope import _core
from iterscope.benchmarks.measure import Results, Samples
from iterscope.benchmarks.rounds import Jobs
from iterscope.benchmarks.table import Table, milliseconds, times
from iterscope.fit import backends
from iterscope.fit.backends import Matrix
from iterscope.fit.backends.textbook import Textbook
from iterscope.mixture import initialize, make_blobs
from iterscope.reference import einsum

N_SAMPLES, N_FEATURES, N_COMPONENTS = 10_000, 2, 20

PUBLISHED = {"einsum": 13e-3, "loops": 7.37e-3, "rust-parallel": 3.49e-3}
"""Seconds of the M step on the slides, on their author's laptop."""

NAMES = {
    "tutorial": "SciPy's pdf and einsum",
    "einsum": "NumPy, einsum",
    "loops": "NumPy, loop over components",
    "rust-indexed": "Rust, indices",
    "rust-iterators": "Rust, iterators",
    "rust-functional": "Rust, functional",
    "rust-parallel": "Rust, parallel",
    "sklearn": "scikit-learn",
    "rust": "iterscope",
}


def jobs(options: argparse.Namespace) -> Jobs:
    """Return each contender's job."""
    return {name: {"engine": name, "enough": 0.1 if options.quick else 1.0} for name in NAMES}


def run(engine: str, enough: float) -> Samples:
    """Take each step over and over, for `enough` seconds."""
    X, _ = make_blobs(n_samples=N_SAMPLES, centers=N_COMPONENTS, n_features=N_FEATURES, random_state=7)
    start = initialize(X, N_COMPONENTS, random_state=7)
    parameters = _core.Parameters(start.weights, start.means, start.covs, "full")
    textbook = Textbook(scipy_expect, einsum.maximize)
    steps = textbook if engine == "tutorial" else backends.load(engine)
    expected = steps.expect(X, parameters, None)
    expect: Callable[[], object] = partial(steps.expect, X, parameters, None)
    maximize: Callable[[], object] = partial(steps.maximize, expected, 1e-6)
    if isinstance(steps, Textbook):
        expect = partial(steps.expectation, X, parameters)
        maximize = partial(steps.maximization, X, expected.responsibilities)
    elif engine == "rust":
        # The one pass has the M step's sums in its E step; alone, each makes or takes the responsibilities.
        expect = partial(_core.responsibilities, X, parameters)
        shares, _ = _core.responsibilities(X, parameters)
        maximize = partial(_core.maximize_responsibilities, X, shares, covariance_type="full", reg_covar=1e-6)
    return {
        "E": _times(expect, enough),
        "M": _times(maximize, enough),
        "E + M": _times(lambda: steps.maximize(steps.expect(X, parameters, None), 1e-6), enough),
    }


def scipy_expect(X: Matrix, parameters: _core.Parameters) -> tuple[Matrix, Matrix]:
    """Take the E step with SciPy's density, as the tutorial does."""
    from scipy.stats import multivariate_normal  # noqa: PLC0415 - half a second, for one contender

    components = zip(parameters.weights, parameters.means, parameters.covariances, strict=True)
    joint = np.array([w * multivariate_normal.pdf(X, mean, cov) for w, mean, cov in components])
    density = joint.sum(axis=0)
    return (joint / density).T, np.log(density)


def table(results: Results, _jobs: Jobs) -> Table:
    """Return the tutorial's table."""
    rows = []
    whole, step = results["tutorial"]["E + M"].median, results["einsum"]["M"].median
    for name, found in results.items():
        both, published = found["E + M"], PUBLISHED.get(name)
        rows.append([
            NAMES[name],
            milliseconds(found["E"].median),
            milliseconds(found["M"].median),
            times(step / found["M"].median),
            milliseconds(both.median),
            f"{milliseconds(both.least)} to {milliseconds(both.most)}",
            times(whole / both.median),
            milliseconds(published),
            times(PUBLISHED["einsum"] / published if published else None),
        ])  # fmt: skip
    head = [
        "way", "E, ms", "M, ms", "x einsum", "E + M, ms", "spread", "x tutorial",
        "published M, ms", "x einsum there",
    ]  # fmt: skip
    note = "iterscope takes both steps in one pass: E + M is less than E and M, each taken alone."
    return Table(f"An EM step, {N_SAMPLES} x {N_FEATURES}, {N_COMPONENTS} components", head, rows, [note])


def chart(results: Results, _jobs: Jobs) -> tuple[str, dict[str, tuple[float, float | None]]]:
    """Return what a chart shows: its axis, and each way's time here and as published."""
    return "M step, s", {
        NAMES[name]: (found["M"].median, PUBLISHED.get(name)) for name, found in results.items()
    }


def _times(step: Callable[[], object], enough: float) -> list[float]:
    step()
    samples: list[float] = []
    end = time.perf_counter() + enough
    while len(samples) < 3 or time.perf_counter() < end:
        start = time.perf_counter()
        step()
        samples.append(time.perf_counter() - start)
    return samples
