"""Measure how soon an interrupted call is idle: ``python -m tests.robustness.interrupt``.

Each public call that can take longer than a tenth of a second is interrupted by Ctrl-C, again and again, after a
random time. What counts runs from the signal until `KeyboardInterrupt` is there and the view, if there is one, has
answered another call. Python notices no signal within a full pass of its collection of garbage: with all that is
imported here one takes some 100 ms, and a try may have it, whatever was called.
"""

import argparse
import json
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

import numpy as np

ROOT = Path(__file__).parents[2]

VIEW = "view = MixtureWidget(X, GaussianMixture(20, engine={engine!r}, **SLOW))"
STARTS = "view.model.set_params(n_components=900, init_params='kmeans')"
FRACTAL = "view = FractalWidget(c=0.25 + 1e-9j, max_iter=10**6)"
FITTED = "model = GaussianMixture(20, max_iter=2, init_params='random_from_data', random_state=0).fit(X)"
MANY = "X = np.tile(X, ({}, 1))"
EXPLORER = "view = explore(c=0.25 + 1e-9j, max_iter=10**6)"

CALLS: Final = {
    **{
        f"GaussianMixture(20, engine={engine!r}, **SLOW).fit(X)": ""
        for engine in ("rust", "loops", "einsum", "rust-indexed", "rust-parallel", "sklearn")
    },
    "GaussianMixture(300, n_init=99).fit(X)": "",
    "GaussianMixture().fit(X)  # of many features": "X = np.random.default_rng(0).normal(size=(10, 4000))",
    "list(GaussianMixture(20, **SLOW).iterate(X))": "",
    "GaussianMixture(20, missing='marginal', **SLOW).fit(X)": "X[::3, 0] = np.nan",
    "GaussianMixtureRegressor(20, **SLOW).fit(X[:, :1], X[:, 1])": "",
    "KMeans(500, n_init=99).fit(X)": "",
    "BernoulliMixture(50, **SLOW).fit(X > 0)": "",
    "GaussianMixture(20, **SLOW).fit(source(X))": "",
    "KMeans(50, init='k-means||', tol=0, n_init=99).fit(source(X))": "",
    "StudentMixture(20, **SLOW).fit(X)": "",
    "BayesianGaussianMixture(20, **SLOW).fit(X)": "",
    "MixtureOfRegressions(20, **SLOW).fit(X)": "",
    "SelfOrganizingMap(20, 20, tol=0.0, max_iter=10**6).fit(X)": "",
    "GaussianHMM(20, **SLOW).fit(X)": "",
    "GaussianHMM(4, **SLOW).fit(X)  # with gaps": "X[::3, 0] = np.nan",
    "PoissonHMM(9, **SLOW).fit(counts)": "counts = np.random.default_rng(0).poisson(4.0, (200_000, 1))",
    "model.predict(X)  # of a chain": f"model = GaussianHMM(20, max_iter=1).fit(X[:9999]); {MANY.format(9)}",
    "model.predict_proba(X)  # of a chain": f"model = GaussianHMM(20, max_iter=1).fit(X[:9999]); {MANY.format(9)}",
    "KalmanSmoother(4, tol=0.0, max_iter=10**6).fit(X)": "",
    "KalmanSmoother(4, tol=0.0, max_iter=10**6).fit(X)  # with gaps": "X[::3, 0] = np.nan",
    "model.smooth(X)": f"model = KalmanSmoother(4, max_iter=1).fit(X[:999]); {MANY.format(9)}",
    "FactorAnalysis(2, tol=0.0, max_iter=10**9).fit(X)": "X = np.random.default_rng(0).normal(size=(10**4, 60))",
    "select(X, range(1, 99))": "",
    "model.partial_fit(X)": f"{FITTED}; {MANY.format(60)}",
    "model.predict_proba(X)": f"{FITTED}; {MANY.format(8)}",
    "model.predict(X)": f"{FITTED}; {MANY.format(60)}",
    "model.score(X)": f"{FITTED}; {MANY.format(60)}",
    "model.icl(X)": f"{FITTED}; {MANY.format(20)}",
    "model.sample(10**7)": FITTED,
    "model.predict(X[:, :1])": "model = GaussianMixtureRegressor(20, max_iter=2).fit(X[:, :1], X[:, 1]); "
    + MANY.format(20),
    "model.predict(X)  # k-means": f"model = KMeans(500, max_iter=1).fit(X[:9999]); {MANY.format(9)}",
    "model.transform(X)": f"model = KMeans(500, max_iter=1).fit(X[:9999]); {MANY.format(3)}",
    "model.predict_proba(X)  # of bits": f"model = BernoulliMixture(50, max_iter=2).fit(X > 0); {MANY.format(9)}; X = X > 0",
    "model.sample(10**7)  # of bits": "model = BernoulliMixture(50, max_iter=2).fit(X > 0)",
    **{
        f"GaussianMixture(900, init_params={init!r}).fit(X)  # starts": ""
        for init in ("random", "random_from_data", "k-means++")
    },
    "KMeans(900, init='k-means++').fit(X)  # starts": "",
    "model.impute(X)": f"{FITTED}; {MANY.format(60)}; X[::3, 0] = np.nan",
    "model.predict(X)  # of lines": "model = MixtureOfRegressions(20, max_iter=2).fit(X); " + MANY.format(60),
    "model.regress(X[:, :1])": "model = MixtureOfRegressions(20, max_iter=2).fit(X); " + MANY.format(60),
    "model.score(X)  # of lines": "model = MixtureOfRegressions(20, max_iter=2).fit(X); " + MANY.format(60),
    "model.score_samples(X)  # of tails": "model = StudentMixture(20, max_iter=2).fit(X); " + MANY.format(60),
    "model.sample(10**7)  # of tails": "model = StudentMixture(20, max_iter=2).fit(X)",
    "model.predict_proba(X)  # variational": "model = BayesianGaussianMixture(20, max_iter=2).fit(X); "
    + MANY.format(20),
    "model.score(X)  # of a chain": f"model = GaussianHMM(20, max_iter=1).fit(X[:9999]); {MANY.format(9)}",
    "model.score_samples(X)  # of a chain": f"model = GaussianHMM(20, max_iter=1).fit(X[:9999]); {MANY.format(9)}",
    "model.decode(X)": f"model = GaussianHMM(20, max_iter=1).fit(X[:9999]); {MANY.format(9)}",
    "model.sample(10**8)  # of a chain": "model = GaussianHMM(20, max_iter=1).fit(X[:9999])",
    **{
        f"{call}  # of states": f"model = KalmanSmoother(4, max_iter=1).fit(X[:999]); {MANY.format(9)}"
        for call in (
            "model.filter(X)",
            "model.score(X)",
            "model.score_samples(X)",
            "model.transform(X)",
            "model.predict(X)",
            "model.forecast(X, 10**6)",
            "model.sample(2**24)",
        )
    },
    **{
        f"{call}  # of factors": "X = np.random.default_rng(0).normal(size=(2 * 10**5, 60)); "
        "model = FactorAnalysis(9, max_iter=1).fit(X[:999]); X = np.tile(X, (6, 1)); Z = X[:, :9].repeat(4, 0)"
        for call in (
            "model.transform(X)",
            "model.inverse_transform(Z)",
            "model.score(X)",
            "model.score_samples(X)",
            "model.sample(2**24)",
        )
    },
    **{
        f"{call}  # of a map": f"model = SelfOrganizingMap(20, 20, max_iter=2).fit(X[:9999]); {MANY.format(9)}"
        for call in ("model.predict(X)", "model.transform(X)", "model.score(X)")
    },
    **{
        call: f"model = initialize(X, 50); {MANY.format(9)}; shares = np.full((len(X), 50), 0.02)"
        for call in (
            "expect(model, X)",
            "maximize(model, shares, X)",
            "maximize_native(model, shares, X)",
            "initialize(X, 50)",
        )
    },
    "expect_statistics(X, model.parameters_)": f"{FITTED}; {MANY.format(60)}",
    "make_blobs(3 * 10**7)": "",
    "make_blobs(3 * 10**7, centers=1)": "",
    "make_blobs(2**20, 40)": "",
    "GaussianMixture(2).fit(X)  # read": "X = np.empty((4 * 10**7, 2), dtype=object); X[:] = 1.0",
    "MixtureWidget(X, GaussianMixture(900))": "",
    **{
        f"view.seek(10**6)  # {engine}": VIEW.format(engine=engine)
        for engine in ("rust", "loops", "einsum", "sklearn")
    },
    "view.step(10**6)": VIEW.format(engine="rust"),
    "view.finish()": VIEW.format(engine="rust"),
    "view.starts(64)": VIEW.format(engine="rust"),
    "view.select(range(1, 99))": VIEW.format(engine="rust"),
    "view.restart()": f"{VIEW.format(engine='rust')}; {STARTS}",
    "setattr(view, 'n_components', 901)": f"{VIEW.format(engine='rust')}; {STARTS}",
    "view.to_png(4096, 4096)": "view = MixtureWidget(X); view.seek(4)",
    "view.to_png(2048, 2048)  # of a series": "view = MixtureWidget(X, GaussianHMM(4, **SLOW)); view.seek(2)",
    "view.bound_curves()": "view = MixtureWidget(X); view.seek(4)",
    "view.basins(shape=(2048, 2048))": "view = MixtureWidget(X); view.seek(4)",
    "view.scikit_learn()": VIEW.format(engine="rust"),
    "view.history.to_json(movie)": f"X = X[:300]; {VIEW.format(engine='rust')}; view.seek(30_000)",
    "view.history.to_csv(movie)": f"X = X[:300]; {VIEW.format(engine='rust')}; view.seek(30_000)",
    "view.to_html(file)": VIEW.format(engine="rust"),
    "view.to_html(file, finish=False)  # of many steps": f"X = X[:300]; {VIEW.format(engine='rust')}; view.seek(30_000)",
    "view.to_film(movie)": f"{VIEW.format(engine='rust')}; view.seek(300); view.to_png()",
    "view.to_gif(file)": f"{VIEW.format(engine='rust')}; view.seek(300); view.to_png()",
    "julia.escape_counts(DEEP, (999, 999), max_iter=10**7)": "",
    "julia.escape_counts(DEEP, (999, 999), max_iter=10**7, engine='numpy')": "",
    "julia.escape_counts(DEEP, (999, 999), max_iter=10**7, engine='vectorize')": "",
    "julia.escape_counts(TIP, (3000, 3000), max_iter=10**7)": "",
    "Mandelbrot().escape_counts(TIP, (3000, 3000))": "",
    "Mandelbrot().interior((-0.1, 0.1, -0.1, 0.1), (3000, 3000))": "",
    "BurningShip().smooth((-2, 1, -2, 1), (9000, 9000), max_iter=10**4)": "",
    "Newton([1, -1, 1j]).fields((-2, 2, -2, 2), (4000, 4000), ['root', 'smooth'], max_iter=10**3)": "",
    "julia.fields(DEEP, (6000, 6000), ['count', 'smooth', 'distance'], max_iter=10**4)": "",
    "julia.escape_counts((-1, 1, -1, 1), (1, 10**8))": "",
    "Mandelbrot().fields((-1, 1, -1, 1), (1, 10**8), ['count', 'smooth'])": "",
    "julia.render(DEEP, (999, 999), max_iter=10**7)": "",
    "julia.render(DEEP, (3000, 3000), max_iter=10**4, coloring=COLORS, antialias=4)": "",
    "julia.to_png(DEEP, (999, 999), max_iter=10**7)": "",
    "julia.to_png(DEEP, (3000, 3000), max_iter=10**4, coloring=COLORS, antialias=4)": "",
    "Mandelbrot().to_png(TIP, (2000, 2000), coloring=COLORS, antialias=4)": "",
    "view.escape_counts()": FRACTAL,
    "view.to_png()": FRACTAL,
    "view.to_png(5000)": "view = Mandelbrot().explore(light=0.5, antialias=4)",
    "view.to_html(file, depth=3)": FRACTAL,
    "view.to_png(2500)  # explorer": EXPLORER,
    "view.to_html(file, depth=3)  # explorer": EXPLORER,
    "film(movie, TRIP, seconds=60, progress=False)": "",
    **{
        f"julia.{call}": ""
        for call in (
            "to_pmtiles(movie + '.pmtiles', julia.home, (8192, 8192), progress=False)",
            "to_dzi(movie + '.dzi', julia.home, (8192, 8192), progress=False)",
            "to_zarr(movie + '.zarr', julia.home, (8192, 8192), progress=False)",
        )
    },
    "JuliaDiv(0.25 + 1e-9j, n_iterations=(0, 10**6), resolution=2000).over(ComplexRegion(-1, 1, -1, 1))": "",
    "film(file, TRIP, size=(320, 180), seconds=60, progress=False)  # GIF": "",
    **dict.fromkeys(
        (
            "dynamics.nucleus(-1.7, period=20_000)",
            "dynamics.nucleus(View(TIP.center, -3000))",
            "dynamics.misiurewicz(2000, 2000, 1j)",
            "dynamics.component(-1.9, max_iter=10**7)",
            "dynamics.cycle(-1.9, max_iter=10**7)",
            "dynamics.lamination(20)",
            "dynamics.orbit(-1.9, n=2**22)",
            "dynamics.parameter_ray(f'1/{2**4001 - 1}', '1e-2000')",
            "dynamics.landing_point(f'1/{2**4001 - 1}', digits=9999)",
            "dynamics.equipotential(0.0002, 2**20)",
            "list(dynamics.spider(f'1/{2**4001 - 1}', tol=0, max_iter=10**7))",
            "overlays.equipotentials(Mandelbrot(), Mandelbrot().home, (4000, 4000))",
            "View.of('period 500')",
        ),
        "from iterscope import dynamics; from iterscope.fractal import overlays",
    ),
}
"""Each call, and what comes before it."""

SETTING: Final = """
import json, os, random, signal, sys, tempfile, threading, time, warnings
import numpy as np
from iterscope import *

warnings.simplefilter("ignore")
signal.signal(signal.SIGINT, signal.default_int_handler)
SLOW = {"init_params": "random_from_data", "tol": 0.0, "max_iter": 10**6, "random_state": 0}
DEEP = (0.24, 0.26, -0.01, 0.01)
TIP = View(("0", "1"), width="1e-60")
TRIP = [Mandelbrot().home, View(TIP.center, width="1e-20")]
COLORS = Coloring("viridis")
X = np.random.default_rng(0).normal(size=(200_000, 2))
julia = Julia(0.25 + 1e-12j)
folder = tempfile.TemporaryDirectory()
file, movie = (os.path.join(folder.name, name) for name in ("film.gif", "film.mp4"))
view = None
call, before, tries = sys.argv[1:]
exec(before)
call, random = compile(call, "call", "eval"), random.Random(0)
"""
"""Makes what calls are about."""

INTERRUPT: Final = """
delays = []
for _ in range(int(tries)):
    sent = []
    def interrupt():
        sent.append(time.perf_counter())
        os.kill(os.getpid(), signal.SIGINT)
    timer = threading.Timer(random.uniform(0.05, 0.3), interrupt)
    try:
        timer.start()
        eval(call)
        timer.cancel()
    except KeyboardInterrupt:
        if view is not None:
            view._worker.run(lambda: None)
        delays.append(time.perf_counter() - sent[0])
folder.cleanup()
print(json.dumps(delays))
"""


def printed(program: str, call: str, before: str, tries: int = 1) -> Any:
    """Return what a program that is about a call prints as JSON."""
    done = subprocess.run(
        [sys.executable, "-c", SETTING + program, call, before, str(tries)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{call} ended with {done.returncode}: {done.stderr}")
    return json.loads(done.stdout)


def measure(call: str, before: str, tries: int) -> list[float]:
    """Return the seconds from each interrupt of a call to idleness; none of a try that ended before it."""
    delays: list[float] = printed(INTERRUPT, call, before, tries)
    return delays


def main(words: list[str], tries: int) -> None:
    """Print a line for each call."""
    print(f"milliseconds from Ctrl-C to idle, {tries} tries")
    print(f"{'median':>7} {'95 %':>7} {'most':>7}  call")
    for call, before in CALLS.items():
        if words and not any(word in call for word in words):
            continue
        delays = [1000 * delay for delay in measure(call, before, tries)]
        if not delays:
            raise RuntimeError(f"{call} ended before it could be interrupted")
        median, late = np.percentile(delays, (50, 95))
        print(f"{median:7.0f} {late:7.0f} {max(delays):7.0f}  {call}", flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("words", nargs="*", help="only the calls that contain one of them")
    parser.add_argument("--tries", type=int, default=50, help="of each call; 50")
    main(**vars(parser.parse_args()))
