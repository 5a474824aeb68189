"""Fits as a process sees them: Ctrl-C, memory, imports, forks."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest


def python(code: str) -> str:
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=300, check=False
    )
    assert run.returncode == 0, run.stderr
    return run.stdout


# A process that was started in the background ignores Ctrl-C, and so do its children unless they are told to hear it.
INTERRUPTED = """
import signal, sys, threading, time
import numpy as np
signal.signal(signal.SIGINT, signal.default_int_handler)
from iterscope import GaussianMixture, KMeans, expect_statistics
X = np.random.default_rng(0).normal(size=(600_000, 16))
model = {model}
model.set_params(max_iter=2).fit(X[:3000])
model.set_params(max_iter=10**6)
print("ready", flush=True)
try:
    model.fit(X)
except KeyboardInterrupt:
    print(time.time(), flush=True)
assert model.predict(X[:100]).shape == (100,)
model.set_params(max_iter=3).fit(X[:3000])
assert model.n_iter_ == 3
print("usable")
"""
TRIES = 20
"""Number of times that a busy machine may miss what a quiet one never does."""
MODELS = {
    "full": "GaussianMixture(30, tol=0, init_params='random_from_data', reg_covar=1.0)",
    "diag": "GaussianMixture(60, tol=0, init_params='random_from_data', reg_covar=1.0, covariance_type='diag')",
    "k-means": "KMeans(200, tol=0, init='random', n_init=1)",
}


@pytest.mark.slow
@pytest.mark.alone
@pytest.mark.skipif(os.name == "nt", reason="a signal cannot be sent to one process")
@pytest.mark.parametrize("model", MODELS)
def test_an_interrupt_takes_effect_at_once_and_leaves_a_usable_model(model: str) -> None:
    # A machine that others use too may not give the process a turn in time: one try has to do.
    assert any(delay(MODELS[model]) < 0.1 for _ in range(TRIES))


def delay(model: str) -> float:
    """Seconds from a Ctrl-C during a fit to its exception."""
    code = "import warnings; warnings.simplefilter('ignore')\n" + INTERRUPTED.format(model=model)
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        time.sleep(0.8)
        sent = time.time()
        process.send_signal(signal.SIGINT)
        caught = float(process.stdout.readline())
        assert process.stdout.readline() == "usable\n"
        assert process.wait(60) == 0
    return caught - sent


MEMORY = """
import warnings; warnings.simplefilter("ignore")
import resource, sys
import numpy as np
from iterscope import GaussianMixture
n, k, d = {shape}
rng = np.random.default_rng(0)
X = {data}
small = {start}
GaussianMixture(k, **small).fit(X[: 20 * k])
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
GaussianMixture(k, **small).fit(X)
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024)
"""


EXPLICIT = """dict(tol=0, max_iter=3, means_init=X[:k], weights_init=np.full(k, 1 / k),
             precisions_init=np.array([np.eye(d)] * k))"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="memory is read as Linux tells it")
def test_a_fit_needs_hardly_more_memory_than_its_data() -> None:
    shape = (1_000_000, 20, 2)
    extra = int(python(MEMORY.format(shape=shape, data="rng.normal(size=(n, d))", start=EXPLICIT)))
    assert extra <= 5_000_000


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="memory is read as Linux tells it")
@pytest.mark.parametrize("init_params", ["kmeans", "k-means++", "random_from_data"])
def test_a_start_needs_a_few_numbers_for_each_sample(init_params: str) -> None:
    shape, start = (1_000_000, 20, 2), f"dict(tol=0, max_iter=1, random_state=0, init_params={init_params!r})"
    extra = int(python(MEMORY.format(shape=shape, data="rng.normal(size=(n, d))", start=start)))
    assert extra <= 24_000_000


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="memory is read as Linux tells it")
def test_a_memory_map_is_not_copied(tmp_path: Path) -> None:
    path = tmp_path / "x.npy"
    data = f"np.load({str(path)!r}, mmap_mode='r')"
    code = MEMORY.format(shape=(1_000_000, 5, 8), data=data, start=EXPLICIT)
    python(
        f"import numpy as np; np.save({str(path)!r}, np.random.default_rng(0).normal(size=(1_000_000, 8)))"
    )
    # Pages of the file that were read count as the process's too: once, and not a second time.
    assert int(python(code)) <= 1.1 * 64_000_000


@pytest.mark.slow
def test_the_package_itself_imports_no_scikit_learn() -> None:
    heavy = (
        "[name for name in ('sklearn', 'scipy', 'pandas', 'matplotlib', 'ipywidgets') if name in sys.modules]"
    )
    assert python(f"import sys, iterscope; print({heavy})") == "[]\n"
    assert (
        python("import sys; from iterscope import GaussianMixture; print('sklearn' in sys.modules)")
        == "True\n"
    )


@pytest.mark.slow
def test_it_works_with_a_scikit_learn_that_has_no_callbacks() -> None:
    code = """
import sys, sklearn.cluster, sklearn.datasets
sys.modules["sklearn.callback"] = None
from iterscope import GaussianMixture, KMeans
print(*(model.fit([[0.0], [1.0], [5.0], [7.0]]).n_iter_ for model in (GaussianMixture(), KMeans(1))))
"""
    assert python(code) == "2 2\n"


def test_the_references_need_nothing_but_numpy() -> None:
    assert python("import sys, iterscope.reference.einsum; print('sklearn' in sys.modules)") == "False\n"


FORKED = """
import os, numpy as np
from iterscope import GaussianMixture
X = np.random.default_rng(0).normal(size=(200_000, 3))
plain = GaussianMixture(3, random_state=0, max_iter=3, tol=10).fit(X).means_
pid = os.fork()
if pid == 0:
    same = np.array_equal(GaussianMixture(3, random_state=0, max_iter=3, tol=10).fit(X).means_, plain)
    os._exit(0 if same else 1)
print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
"""


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_a_forked_child_gets_the_same_bits() -> None:
    assert python("import warnings; warnings.simplefilter('ignore')" + FORKED) == "0\n"


THREADED = """
import threading, numpy as np
from iterscope import GaussianMixture
X = np.random.default_rng(0).normal(size=(30_000, 3))
def fit(): return GaussianMixture(4, random_state=0, tol=1e-3).fit(X).means_
plain, found = fit(), []
threads = [threading.Thread(target=lambda: found.append(fit())) for _ in range(6)]
for thread in threads: thread.start()
for thread in threads: thread.join()
print(len(found), all(np.array_equal(means, plain) for means in found))
"""


@pytest.mark.slow
def test_fits_in_several_threads_do_not_disturb_each_other() -> None:
    assert python(THREADED) == "6 True\n"


@pytest.mark.slow
@pytest.mark.alone
def test_the_interpreter_runs_while_a_fit_does() -> None:
    code = """
import threading, time, numpy as np
from iterscope import GaussianMixture
X = np.random.default_rng(0).normal(size=(400_000, 8))
ticks, done = [0], threading.Event()
def count():
    while not done.is_set():
        ticks[0] += 1
        time.sleep(0.005)
thread = threading.Thread(target=count); thread.start()
time.sleep(0.1); before, began = ticks[0], time.perf_counter()
GaussianMixture(20, init_params="random_from_data", random_state=0, max_iter=8, tol=0, reg_covar=1.0).fit(X)
rate = (ticks[0] - before) / (time.perf_counter() - began)
done.set(); thread.join()
print(rate)
"""
    assert float(python("import warnings; warnings.simplefilter('ignore')\n" + code)) > 20
