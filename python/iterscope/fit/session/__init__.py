"""The running fit: what a view shows and what it can be told to do, without any view."""

from iterscope.fit.session.session import Session

__all__ = ["Session"]
