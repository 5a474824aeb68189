"""Fits that teach, each by failing in its own way: the public name of `iterscope.fit.gallery`."""

from iterscope.fit.gallery import (
    Case,
    collapse,
    folded_net,
    hard_limit,
    heavy_tails,
    label_switching,
    local_optimum,
    off_center,
    runaway_tails,
    singular_start,
    slow_convergence,
    spurious_optimum,
    unequal_covariances,
    unequal_sizes,
    unvisited_state,
    wrong_k,
)

__all__ = [
    "Case",
    "collapse",
    "folded_net",
    "hard_limit",
    "heavy_tails",
    "label_switching",
    "local_optimum",
    "off_center",
    "runaway_tails",
    "singular_start",
    "slow_convergence",
    "spurious_optimum",
    "unequal_covariances",
    "unequal_sizes",
    "unvisited_state",
    "wrong_k",
]
