"""Session: a running fit without any view, its recording, its thread and its commands."""

from iterscope.fit.session.session import Session

__all__ = ["Session"]
