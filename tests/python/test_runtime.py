"""The number of threads: what sets it, and that no result depends on it."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

import iterscope
from iterscope import GaussianMixture, Julia, KMeans, _core

pytestmark = pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")


@pytest.fixture(autouse=True)
def restored() -> Iterator[None]:
    yield
    _core.configure()


def threads_of_a_process(**environment: str) -> int:
    known = {
        name: value for name, value in os.environ.items() if not name.endswith(("NUM_THREADS", "CPU_COUNT"))
    }
    code = "import iterscope; print(iterscope.get_threads())"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env={**known, **environment}
    )
    return int(done.stdout)


def test_a_number_is_set_until_it_is_taken_back() -> None:
    first = iterscope.get_threads()
    iterscope.set_threads(3)
    assert iterscope.get_threads() == 3
    iterscope.set_threads()
    assert iterscope.get_threads() == first


def test_a_block_restores_the_number_before() -> None:
    iterscope.set_threads(2)
    with iterscope.threads(1):
        assert iterscope.get_threads() == 1
        with iterscope.threads(4):
            assert iterscope.get_threads() == 4
        assert iterscope.get_threads() == 1
    assert iterscope.get_threads() == 2


def test_an_error_in_a_block_restores_it_too() -> None:
    iterscope.set_threads(2)
    with pytest.raises(ValueError, match="n_samples"), iterscope.threads(1):
        KMeans(3).fit([[0.0]])
    assert iterscope.get_threads() == 2


def test_the_instruction_set_stays() -> None:
    _core.configure(simd="portable")
    iterscope.set_threads(2)
    assert _core.runtime()[:2] == (2, "portable")


def test_nothing_depends_on_it() -> None:
    X = np.random.default_rng(0).normal(size=(20_000, 3))
    found = []
    for n in (1, 2, 5):
        with iterscope.threads(n):
            mixture = GaussianMixture(4, random_state=0, max_iter=5, tol=0).fit(X)
            clusters = KMeans(5, random_state=0).fit(X)
            counts = Julia(-0.8 + 0.156j).escape_counts((-1.5, 1.5, -1.5, 1.5), (90, 90), max_iter=200)
            arrays = (
                mixture.means_,
                mixture.predict(X),
                clusters.cluster_centers_,
                clusters.transform(X),
                counts,
            )
            found.append(b"".join(array.tobytes() for array in arrays))
    assert len(set(found)) == 1


@pytest.mark.parametrize(
    ("n", "error"),
    [(0, ValueError), (-1, ValueError), (10**9, ValueError), (1.5, TypeError), (True, TypeError)],
)
def test_other_numbers_are_refused(n: int, error: type[Exception]) -> None:
    for call in (iterscope.set_threads, iterscope.threads):
        with pytest.raises(error, match=r"^n must be"):
            call(n)


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"OMP_NUM_THREADS": "3"}, 3),
        ({"OMP_NUM_THREADS": "3,2"}, 3),
        ({"OMP_NUM_THREADS": "3", "RAYON_NUM_THREADS": "5"}, 5),
        ({"LOKY_MAX_CPU_COUNT": "1"}, 1),
    ],
)
def test_the_environment_is_obeyed(environment: dict[str, str], expected: int) -> None:
    assert threads_of_a_process(**environment) == expected


@pytest.mark.slow
def test_workers_of_joblib_share_the_processors() -> None:
    code = (
        "import joblib, iterscope\n"
        "with joblib.parallel_config('loky', inner_max_num_threads=1):\n"
        "    print(joblib.Parallel(2)(joblib.delayed(iterscope.get_threads)() for _ in range(2)))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[1, 1]\n"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_a_forked_child_keeps_the_number() -> None:
    code = (
        "import os, iterscope\n"
        "iterscope.set_threads(3)\n"
        "iterscope.Julia(0).escape_counts((-1, 1, -1, 1), (64, 64), max_iter=50)\n"
        "pid = os.fork()\n"
        "if pid == 0:\n"
        "    iterscope.Julia(0).escape_counts((-1, 1, -1, 1), (64, 64), max_iter=50)\n"
        "    os._exit(iterscope.get_threads())\n"
        "print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))\n"
    )
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout == "3\n"


def test_blocks_that_overlap_restore_the_number_before_them() -> None:
    before = iterscope.get_threads()
    first, second, third = (iterscope.threads(n) for n in (3, 4, 5))
    first.__enter__()  # as three threads would
    second.__enter__()
    first.__exit__(None, None, None)
    assert iterscope.get_threads() == 4
    third.__enter__()
    third.__exit__(None, None, None)
    assert iterscope.get_threads() == 4
    second.__exit__(None, None, None)
    assert iterscope.get_threads() == before


def test_threads_that_limit_threads_leave_the_number_as_it_was() -> None:
    before = iterscope.get_threads()

    def limited(n: int) -> None:
        for _ in range(50):
            with iterscope.threads(1 + n % 3):
                time.sleep(1e-4)

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(limited, range(12)))
    assert iterscope.get_threads() == before
