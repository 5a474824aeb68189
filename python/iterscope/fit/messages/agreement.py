"""The agreement of the components with the true classes."""

from typing import Literal, TypedDict

from iterscope.widget.messages import Count, NumberedRequest


class AgreementRequest(NumberedRequest, frozen=True, tag="agreement"):
    """The agreement of a step with the true classes is wanted; each view's newest request is answered."""

    run: Count
    index: Count


class Agreement(TypedDict):
    """How well the components agree with the true classes; see `iterscope.fit.session.agreement`."""

    kind: Literal["agreement"]
    vid: str
    seq: int
    run: int
    index: int
    rand: float
    """The adjusted Rand index: 1 for the same partition, about 0 for one by chance."""
    table: list[list[int]]
    """A row for each class, a column for each component: samples of the class that belong to it most."""
