"""Exercises about samples in blocks: what is known of each block alone, put together."""

import numpy as np
from numpy.typing import NDArray

from iterscope.exercises.exercise import Exercise

Array = NDArray[np.float64]


def joined_means(counts: Array, means: Array) -> Array:
    """Return the mean of each cluster, from those of its samples in each block."""
    sums = np.zeros(means.shape[1:])
    for block_counts, block_means in zip(counts, means, strict=True):
        for k, count in enumerate(block_counts):
            sums[k] += count * block_means[k]
    found: Array = sums / counts.sum(axis=0)[:, np.newaxis]
    return found


def merged(  # noqa: PLR0917  three of each block
    n: int, mean: float, squares: float, other_n: int, other_mean: float, other_squares: float
) -> tuple[int, float, float]:
    """Return number, mean and squared deviations of two blocks together."""
    count = n + other_n
    middle = mean + (other_mean - mean) * other_n / count
    apart = n * (mean - middle) ** 2 + other_n * (other_mean - middle) ** 2
    return count, middle, squares + other_squares + apart


def _blocks(seed: int, n_blocks: int, k: int, d: int) -> tuple[Array, Array]:
    rng = np.random.default_rng(seed)
    counts = rng.integers(1, 9, size=(n_blocks, k)).astype(float)
    counts[0, 0] = 0.0
    return counts, rng.normal(size=(n_blocks, k, d))


EXERCISES = (
    Exercise(
        name="joined_means",
        arguments=("counts", "means"),
        truth=joined_means,
        inputs=[
            (np.array([[1.0], [3.0]]), np.array([[[0.0]], [[4.0]]])),
            _blocks(0, 3, 2, 2),
            _blocks(1, 5, 4, 3),
        ],
        hints=(
            "A mean is a sum over a count. What of the blocks may be added up?",
            "`counts[b, k] * means[b, k]` is the sum of the samples of cluster k in block b.",
            "Add these sums up over the blocks, then divide by the sum of the counts.",
        ),
        mistakes={
            "A mean of means counts a block of one sample as much as one of a thousand.": (
                lambda counts, means: means.mean(axis=0)  # noqa: ARG005
            ),
            "Those are sums: divide by the number of samples.": (
                lambda counts, means: (counts[..., np.newaxis] * means).sum(axis=0)
            ),
        },
    ),
    Exercise(
        name="merged",
        arguments=("n", "mean", "squares", "other_n", "other_mean", "other_squares"),
        truth=merged,
        results=("n", "mean", "squares"),
        inputs=[
            (1, 0.0, 0.0, 1, 2.0, 0.0),
            (3, 1.0, 2.0, 5, -1.0, 4.0),
            (10, 0.5, 0.0, 1, 0.5, 0.0),
            (1000, 1e6, 3.0, 2000, 1e6 + 1.0, 5.0),
        ],
        hints=(
            "`squares` is the sum of the squared distances from the mean. Which mean is it to be in the end?",
            "About another middle it grows: by n times the squared distance of the block's mean from there.",
            "Find the mean of all, then add up both squares and what each one grows by.",
        ),
        mistakes={
            "The blocks lie apart: that adds to the squares, too.": (
                lambda n, mean, squares, m, other, others: (
                    *merged(n, mean, squares, m, other, others)[:2],
                    squares + others,
                )
            ),
            "Is the mean that of both means? It is nearer to the larger block's.": (
                lambda n, mean, squares, m, other, others: (
                    n + m,
                    (mean + other) / 2,
                    merged(n, mean, squares, m, other, others)[2],
                )
            ),
        },
    ),
)
