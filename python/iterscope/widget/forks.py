"""Objects with a lock or a thread, which a forked child has to make anew."""

import os
from typing import Protocol
from weakref import WeakSet


class Renewable(Protocol):
    """An object that a forked child can go on with after `renew`."""

    def renew(self) -> None:
        """Make locks and threads anew: those of the parent may be held for ever, and do not run."""


_watched: WeakSet[Renewable] = WeakSet()


def watch(owner: Renewable) -> None:
    """Renew an object in each child that is forked, for as long as it lives."""
    _watched.add(owner)


def _renew() -> None:
    for owner in list(_watched):
        owner.renew()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_renew)
