"""What a page computes of a series by itself is what the kernel finds."""

import json
import shutil
import subprocess
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from tests.node import JS, PATH

from iterscope import BernoulliHMM, CategoricalHMM, GaussianHMM, KalmanSmoother, PoissonHMM
from iterscope.fit import replies
from iterscope.fit.data import Data
from iterscope.fit.recording import Recording

SCRIPT = """
import { readFileSync } from "node:fs";
import { modelOf } from "./src/fit/models/registry.js";
import { decodePoints } from "./src/fit/playback/points.js";
const { points, model, parameters } = JSON.parse(readFileSync(0, "utf8"));
const [page, rows] = [modelOf(model), decodePoints(points)];
const found = page.lattice?.(parameters, rows) ?? page.smoothing(parameters, rows);
const { shares, path, scales, peaks, smoothed, variances, logLikelihood } = found;
const log = scales?.reduce((sum, scale, t) => sum + Math.log(scale) + (Number.isFinite(peaks[t]) ? peaks[t] : 0), 0);
const lists = Object.entries({ shares, path, smoothed, variances }).filter(([, values]) => values);
const arrays = Object.fromEntries(lists.map(([name, values]) => [name, Array.from(values)]));
console.log(JSON.stringify({ ...arrays, weights: page.weights(parameters), log: log ?? logLikelihood }));
"""
LENGTHS = [25, 1, 34]


def page(recording: Recording, index: int) -> dict[str, Any]:
    """Return what a page finds of a step's parameters."""
    node = shutil.which("node", path=PATH)
    assert node, "Node.js is missing"
    message = {
        "points": replies.points(recording.data, "series"),
        "model": replies.model(recording.algorithm),
        "parameters": replies.step(recording.algorithm, recording.step(index))["parameters"],
    }
    done = subprocess.run(
        [node, "--input-type=module", "-e", SCRIPT],
        input=json.dumps(message),
        cwd=JS,
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def recorded(model: Any, X: NDArray[np.float64], steps: int) -> Recording:
    recording = Recording(model, Data.of(X, missing=True, lengths=LENGTHS))
    for _ in range(steps + 1):
        recording.advance()
    return recording


def numbers(kind: str) -> NDArray[np.float64]:
    rng = np.random.default_rng(3)
    states = (np.arange(60) // 12) % 2
    X = {
        "real": rng.normal(size=(60, 2)) + 3.0 * states[:, np.newaxis],
        "counts": rng.poisson(2 + 9 * states[:, np.newaxis], (60, 2)).astype(float),
        "symbols": ((rng.integers(0, 2, (60, 2)) + states[:, np.newaxis]) % 3).astype(float),
        "bits": (rng.random((60, 2)) < 0.2 + 0.6 * states[:, np.newaxis]).astype(float),
    }[kind]
    X[10], X[40, 1] = np.nan, np.nan
    return X


@pytest.mark.slow
@pytest.mark.parametrize(
    ("model", "kind"),
    [
        *(
            (GaussianHMM(3, covariance_type=covariance_type, random_state=0), "real")
            for covariance_type in ("full", "tied", "diag", "spherical")
        ),
        (PoissonHMM(2, random_state=0), "counts"),
        (CategoricalHMM(2, n_categories=3, random_state=0, init_params="random"), "symbols"),
        (BernoulliHMM(2, random_state=0, init_params="random"), "bits"),
    ],
    ids=lambda value: f"{type(value).__name__} {getattr(value, 'covariance_type', '')}".strip(),
)
def test_states_of_a_page_are_those_of_the_kernel(model: Any, kind: str) -> None:
    recording = recorded(model, numbers(kind), 5)
    step, algorithm = recording.step(5), recording.algorithm
    assert step.phase == "expect"
    found = page(recording, 5)
    shares = algorithm.responsibilities(recording.data.values, step.parameters)
    np.testing.assert_allclose(np.reshape(found["shares"], shares.shape), shares, atol=1e-10)
    assert found["path"] == algorithm.path(step.parameters).tolist()
    assert found["log"] == pytest.approx(step.log_likelihood, rel=1e-10)
    np.testing.assert_allclose(found["weights"], algorithm.weights(step), atol=1e-8)


@pytest.mark.parametrize(("initialization", "n_states"), [("known", 2), ("known", 3), ("diffuse", 1)])
def test_the_band_of_a_page_is_that_of_the_kernel(initialization: str, n_states: int) -> None:
    X = np.cumsum(np.nan_to_num(numbers("real")), axis=0)
    X[10:14], X[40, 1] = np.nan, np.nan
    recording = recorded(KalmanSmoother(n_states, initialization=initialization, random_state=0), X, 3)
    found, step = page(recording, 3), recording.step(3)
    means, covariances = recording.algorithm.smoothed(step.parameters)  # type: ignore[misc]
    # In a page very little knowledge stands for none at all.
    close = 1e-8 if initialization == "known" else 1e-3
    np.testing.assert_allclose(np.reshape(found["smoothed"], means.shape), means, rtol=close, atol=close)
    variances = np.diagonal(covariances, axis1=1, axis2=2)
    np.testing.assert_allclose(
        np.reshape(found["variances"], variances.shape), variances, rtol=close, atol=close
    )
    if initialization == "known":
        assert found["log"] == pytest.approx(step.log_likelihood, rel=1e-9)
        np.testing.assert_allclose(found["weights"], recording.algorithm.weights(step), atol=1e-8)
