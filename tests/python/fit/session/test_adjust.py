"""Single numbers of the parameters are set by hand, and the fit goes on from there."""

import numpy as np
import pytest

from iterscope import GaussianMixture, MixtureWidget, PoissonHMM
from iterscope.fit.messages import parse
from iterscope.fit.messages.drags import AdjustRequest
from iterscope.widget.messages import MessageError

CHAIN = [[0.7, 0.2, 0.1], [0.3, 0.4, 0.3], [0.25, 0.25, 0.5]]
MESSAGE = {"kind": "adjust", "vid": "v", "seq": 1, "run": 1, "index": 0, "name": "transition"}


@pytest.fixture
def widget() -> MixtureWidget:
    counts = np.random.default_rng(0).poisson(np.repeat([2, 9, 30], 20)).astype(float)
    return PoissonHMM(3, transmat_init=CHAIN, random_state=0).explore(counts)


def test_the_others_of_the_row_keep_their_proportions_and_the_fit_goes_on(widget: MixtureWidget) -> None:
    widget.adjust("transition", (0, 0), 0.4)
    start = widget.history[0]
    np.testing.assert_allclose(start.transition, [[0.4, 0.4, 0.2], *CHAIN[1:]])
    widget.finish()
    assert widget.history[-1].log_likelihood > widget.history[1].log_likelihood
    widget.undo()
    np.testing.assert_allclose(widget.history[0].transition, CHAIN)


@pytest.mark.parametrize(
    ("name", "place", "value", "words"),
    [
        ("speed", (0, 0), 0.5, "name must be one of start, transition, rates, got 'speed'"),
        ("transition", (0,), 0.5, r"place must be within \(3, 3\), the shape of transition, got \(0,\)"),
        ("transition", (0, 3), 0.5, r"place must be within \(3, 3\)"),
        ("transition", (0, 0), 1.5, "1.5"),
        ("transition", (0, 0), np.nan, "value must be"),
        ("transition", (-1, 0), 0.5, "place"),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(
    widget: MixtureWidget, name: str, place: tuple[int, ...], value: float, words: str
) -> None:
    run = widget.run
    with pytest.raises(ValueError, match=words):
        widget.adjust(name, place, value)
    assert widget.run == run


def test_a_model_without_such_numbers_says_so() -> None:
    view = GaussianMixture(2, random_state=0).explore(np.random.default_rng(0).normal(size=(20, 2)))
    with pytest.raises(ValueError, match="has no number 'weights' that is set by hand"):
        view.adjust("weights", 0, 0.5)


def test_a_message_names_parameter_place_and_value() -> None:
    request = parse({**MESSAGE, "place": [0, 1], "value": 0.25, "done": True})
    assert isinstance(request, AdjustRequest)
    assert (request.name, request.place, request.value) == ("transition", (0, 1), 0.25)
    for wrong in ({"place": []}, {"place": [0, -1]}, {"value": "much"}, {"name": ""}, {"place": [0] * 4}):
        with pytest.raises(MessageError):
            parse({**MESSAGE, "place": [0, 1], "value": 0.25, "done": True, **wrong})
