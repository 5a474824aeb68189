"""scikit-learn's result beside ours."""

from typing import Literal, TypedDict

from iterscope.widget.messages import Request


class PeerRequest(Request, frozen=True, tag="peer"):
    """scikit-learn's own fit from the same start is wanted, beside ours."""


class Peer(TypedDict):
    """Where scikit-learn's fit has come to."""

    kind: Literal["peer"]
    vid: str
    same: bool
    """Whether it is the same optimum."""
    text: str
    """Both ends, in words."""
