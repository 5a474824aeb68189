"""The running fit, without any view: its record, its thread and its commands."""

from iterscope.fit.session.session import Session

__all__ = ["Session"]
