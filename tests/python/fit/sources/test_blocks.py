"""Samples that are not in memory: the same bits as one array gives, whatever the blocks."""

import threading
import time
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from sklearn.base import clone

from iterscope import GaussianMixture, KMeans, PoissonMixture, select
from iterscope.fit.registry import MODELS
from iterscope.fit.sources import Partition

from .cases import BLOBS, CASES, Case, N, Parts, assert_same

pytestmark = pytest.mark.filterwarnings("ignore:Best performing")

each_model = pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)


@each_model
def test_blocks_give_the_bits_of_one_array(case: Case) -> None:
    expected = case.fitted()
    X, rng, options = case.X, np.random.default_rng(0), {}
    if case.lengths is not None:
        options = {"lengths": case.lengths}
    for source in (Parts.drawn(X, rng), Parts(X, [0, 700, 700, 1400, len(X) - 1])):
        found = case.fitted(source)
        assert_same(found, expected)
        if hasattr(found, "predict"):
            np.testing.assert_allclose(
                found.predict(source, **options), expected.predict(X, **options), rtol=1e-12, atol=1e-12
            )
        assert found.score(source, **options) == pytest.approx(expected.score(X, **options), rel=1e-12)


@each_model
def test_twelve_partitions_give_one_result(case: Case) -> None:
    expected, rng = case.fitted(), np.random.default_rng(1)
    for _ in range(12):
        assert_same(case.fitted(Parts.drawn(case.X, rng)), expected)


def test_there_is_a_case_of_every_model() -> None:
    assert {case.name for case in CASES} == set(MODELS)


def test_weights_count_in_blocks_as_in_an_array() -> None:
    weights = np.random.default_rng(2).uniform(0.5, 3, N)
    for model in (
        GaussianMixture(3, random_state=0),
        KMeans(3, random_state=0),
        GaussianMixture(2, random_state=0),
    ):
        expected = clone(model).fit(BLOBS, sample_weight=weights)
        assert_same(clone(model).fit(Parts(BLOBS, [0, 1000, 3000]), sample_weight=weights), expected)
    weights[77] = 0
    with pytest.raises(ValueError, match=r"sample_weight must be above 0 .* got 0 at row 77"):
        KMeans(2).fit(Parts(BLOBS, [0]), sample_weight=weights)


def test_steps_and_criteria_are_those_of_an_array() -> None:
    source, model = Parts(BLOBS, [0, 2048]), GaussianMixture(3, random_state=0)
    ours = list(model.iterate(source, half_steps=True))
    theirs = list(GaussianMixture(3, random_state=0).iterate(BLOBS, half_steps=True))
    assert [step.lower_bound for step in ours] == [step.lower_bound for step in theirs]
    for name in ("bic", "aic", "icl"):
        assert getattr(model, name)(source) == pytest.approx(getattr(model, name)(BLOBS), rel=1e-12)
    with pytest.raises(ValueError, match="responsibilities must be False"):
        model.iterate(source, responsibilities=True)
    found = select(source, [1, 4, 5], "full", random_state=0)
    assert found.best_.n_components == select(BLOBS, [1, 4, 5], "full", random_state=0).best_.n_components


def test_values_of_samples_are_computed_when_they_are_asked_for() -> None:
    source, model = Parts(BLOBS, [0, 1024, 4096]), GaussianMixture(3, random_state=0).fit(BLOBS)
    loads = source.loads
    found = model.predict_proba(source)
    assert found.shape == (N, 3)
    assert source.loads - loads <= 1  # the type of the values is that of the first block
    np.testing.assert_array_equal(found.load(1), model.predict_proba(BLOBS[1024:4096]))
    np.testing.assert_array_equal(np.asarray(found), model.predict_proba(BLOBS))
    np.testing.assert_array_equal(model.score_samples(source), model.score_samples(BLOBS))
    clusters = KMeans(3, random_state=0).fit(source)
    np.testing.assert_array_equal(clusters.transform(source), clusters.transform(BLOBS))
    np.testing.assert_array_equal(clusters.labels_, clusters.predict(BLOBS))


def test_float32_stays_float32() -> None:
    X = BLOBS.astype(np.float32)
    expected = GaussianMixture(3, random_state=0).fit(X)
    assert_same(GaussianMixture(3, random_state=0).fit(Parts(X, [0, 1500])), expected)


def test_the_next_block_loads_while_one_is_computed() -> None:
    class Slow(Parts):
        def load(self, i: int) -> NDArray[Any]:
            names.append(threading.current_thread().name)
            return super().load(i)

    names: list[str] = []
    KMeans(2, init=BLOBS[:2], max_iter=1).fit(Slow(BLOBS, [0, 1024, 2048]))
    assert any(name.startswith("iterscope-load") for name in names)
    deadline = time.monotonic() + 20
    while any(thread.name.startswith("iterscope-load") for thread in threading.enumerate()):
        assert time.monotonic() < deadline
        time.sleep(0.01)


class Broken(Parts):
    """Blocks of which one is something else."""

    def __init__(self, instead: Any) -> None:
        super().__init__(BLOBS, [0, 1000, 3000])
        self._instead = instead

    def load(self, i: int) -> Any:
        return self._instead if i == 1 else super().load(i)


NOT_A_NUMBER = BLOBS[1000:3000].copy()
NOT_A_NUMBER[5, 1] = np.nan


@pytest.mark.parametrize(
    ("instead", "said"),
    [
        (NOT_A_NUMBER, r"block 1 of X, from row 1000, contains NaN \(first at row 5, column 1\)"),
        (BLOBS[1000:3000, :2], r"block 1 of X, from row 1000, must have 3 features, got shape \(2000, 2\)"),
        (BLOBS[1000:2999], "block 1 of X must have the 2000 rows that its offsets say, got 1999"),
        (np.full((2000, 3), "a"), "block 1 of X, from row 1000, has dtype"),
    ],
    ids=["NaN", "width", "rows", "text"],
)
def test_a_block_that_cannot_be_is_named(instead: Any, said: str) -> None:
    for model in (GaussianMixture(2, random_state=0), KMeans(2, random_state=0)):
        with pytest.raises(ValueError, match=said):
            model.fit(Broken(instead))


def test_a_source_that_cannot_be_is_refused() -> None:
    for offsets in ([1, 5], [0, 9, 4], [0, N + 1], []):
        source = Parts(BLOBS, [0])
        source.offsets = offsets
        with pytest.raises(ValueError, match=r"X.offsets must be the first rows of the blocks"):
            KMeans(2).fit(source)
    flat = Parts(BLOBS, [0])
    flat.shape = (N,)
    with pytest.raises(ValueError, match="X must have 2 dimensions"):
        KMeans(2).fit(flat)
    with pytest.raises(
        ValueError, match=r"block \d of X, from row \d+, is refused: X must be made of counts"
    ):
        PoissonMixture(2).fit(Parts(BLOBS, [0, 1024]))
    for init in ("random",):
        with pytest.raises(ValueError, match="init_params must not be 'random'"):
            GaussianMixture(2, init_params=init).fit(Parts(BLOBS, [0]))
    with pytest.raises(ValueError, match="init must not be a callable"):
        KMeans(2, init=lambda X, k, **_: X[:k]).fit(Parts(BLOBS, [0]))
    with pytest.raises(ValueError, match="engine='einsum' needs all samples in memory"):
        GaussianMixture(2, engine="einsum").fit(Parts(BLOBS, [0]))
    single = Parts(BLOBS, [0, 1000])
    single._blocks[0] = BLOBS[:1000].astype(np.float32)  # noqa: SLF001  a block of another type
    with pytest.raises(ValueError, match="block 1 of X, from row 1000, must be of float32"):
        KMeans(2, random_state=0).fit(single)


def test_blocks_begin_at_multiples_of_1024_rows() -> None:
    partition = Partition.of(Parts(BLOBS, [0, 700, 1100, 1500, 4999]))
    assert partition.starts.tolist() == [0, 1024, 2048]
    rows = np.concatenate([partition.load(i).values for i in range(len(partition))])
    np.testing.assert_array_equal(rows, BLOBS)
