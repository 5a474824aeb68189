"""Fits over the workers of a cluster, and fits that can go on."""

from iterscope.fit.distributed.checkpoints import checkpoint
from iterscope.fit.distributed.cluster import Cluster
from iterscope.fit.distributed.current import distributed, engine

__all__ = ["Cluster", "checkpoint", "distributed", "engine"]
