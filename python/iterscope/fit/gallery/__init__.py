"""Fits that teach, each by failing in its own way, with fixed seeds: what to see, and what to do about it."""

from iterscope.fit.gallery.case import Case as Case
from iterscope.fit.gallery.factors import heywood as heywood
from iterscope.fit.gallery.misfits import hard_limit as hard_limit
from iterscope.fit.gallery.misfits import heavy_tails as heavy_tails
from iterscope.fit.gallery.misfits import runaway_tails as runaway_tails
from iterscope.fit.gallery.misfits import unequal_covariances as unequal_covariances
from iterscope.fit.gallery.misfits import unequal_sizes as unequal_sizes
from iterscope.fit.gallery.misfits import wrong_k as wrong_k
from iterscope.fit.gallery.numbers import collapse as collapse
from iterscope.fit.gallery.numbers import off_center as off_center
from iterscope.fit.gallery.numbers import slow_convergence as slow_convergence
from iterscope.fit.gallery.numbers import spurious_optimum as spurious_optimum
from iterscope.fit.gallery.series import unvisited_state as unvisited_state
from iterscope.fit.gallery.starts import folded_net as folded_net
from iterscope.fit.gallery.starts import label_switching as label_switching
from iterscope.fit.gallery.starts import local_optimum as local_optimum
from iterscope.fit.gallery.starts import singular_start as singular_start
