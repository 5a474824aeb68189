"""Messages and state from a page, to both views while they work."""

import copy
import json
import threading
from random import Random
from typing import Any

import numpy as np
from tests.fuzz import hostile
from tests.fuzz.target import Target, check_refusal
from tests.python.fit.test_messages import GOOD as FIT
from tests.python.fractal.places.test_goto import GOOD as GOTO
from tests.python.fractal.test_messages import GOOD as VIEW

import iterscope
from iterscope import BernoulliMixture, FractalWidget, GaussianMixture, KMeans, MixtureWidget
from iterscope.fit import messages as fit_messages
from iterscope.fractal import messages as fractal_messages
from iterscope.widget.messages import MessageError, view_id

FRACTAL = {"view": VIEW, "goto": GOTO, "close": {"kind": "close", "vid": "q"}}


class Messages(Target):
    """Reads a message: it is taken as it is, or refused in words."""

    name = "messages"
    seconds = 2.0

    def generate(self, rng: Random) -> Any:
        """Change a good message."""
        fractal = rng.random() < 0.5
        good = rng.choice(list((FRACTAL if fractal else FIT).values()))
        return fractal, hostile.changed(rng, copy.deepcopy(good))

    def try_out(self, given: Any) -> None:
        """Parse it."""
        fractal, content = given
        vid = view_id(content)
        try:
            parsed = (fractal_messages if fractal else fit_messages).parse(content)
        except MessageError as error:
            check_refusal(error, longest=300)
            return
        assert parsed.vid == content["vid"] == vid


class Views(Target):
    """Sends messages and traits to living views, which answer in words and live on."""

    name = "views"
    seconds = 20.0

    def __init__(self, seed: int) -> None:
        super().__init__(seed)
        self._sent: list[Any] = []
        self._raised: list[Any] = []
        self._hook, threading.excepthook = threading.excepthook, self._raised.append
        rng = np.random.default_rng(seed)
        X = rng.normal(size=(60, 3))
        self._views: list[Any] = [
            FractalWidget(c=-0.8 + 0.156j, width=64, height=64),
            MixtureWidget(X, GaussianMixture(2, random_state=0)),
            MixtureWidget(X, KMeans(3, random_state=0)),
            MixtureWidget((X > 0).astype(float), BernoulliMixture(2, random_state=0)),
        ]
        for view in self._views:
            view.send = lambda content, buffers=None: self._sent.append(content)  # noqa: ARG005

    def generate(self, rng: Random) -> Any:
        """Make some messages or a state for one of the views."""
        which = rng.randrange(len(self._views))
        names = [*self._views[which].traits(), "_esm", "_css", "_anywidget_id", "layout", "comm", "x"]
        if rng.random() < 0.3:
            return which, "state", {rng.choice(names): hostile.json(rng, 2) for _ in range(rng.randint(1, 3))}
        good = [*(FRACTAL if which == 0 else FIT).values()]
        # Few tiles, so that thousands of messages can be answered.
        return which, "message", hostile.changed(rng, copy.deepcopy(rng.choice(good)))

    def try_out(self, given: Any) -> None:
        """Deliver it as a comm does, and look at what comes back."""
        which, kind, content = given
        view = self._views[which]
        code = view._esm, view._css, view.version  # noqa: SLF001
        if kind == "state":
            view.set_state(content)
        else:
            view._handle_custom_msg(content, [])  # noqa: SLF001
        assert (view._esm, view._css, view.version) == code  # noqa: SLF001
        sent, self._sent[:] = self._sent[:], []
        for message in sent:
            text = json.dumps(message, allow_nan=False)
            if message["kind"] == "error":
                assert len(message["message"]) <= 300, text[:1000]
                assert "Traceback" not in text
        json.dumps(view.get_state(), allow_nan=False, default=repr)
        assert not self._raised, self._raised[0]

    def close(self) -> None:
        """Ask each view for something that it must still be able to do."""
        try:
            for view in self._views[1:]:
                self._interrupt(view)
                view.reset()
                view.seek(3)
                assert view.index == min(3, view.n_steps - 1)
            assert self._views[0].to_png().startswith(b"\x89PNG")
            assert not self._raised, self._raised[0]
        finally:
            threading.excepthook = self._hook
            for view in self._views:
                view.close()
            assert iterscope.__version__

    @staticmethod
    def _interrupt(view: Any) -> None:
        """End what was asked for, as Ctrl-C does: starts of 10^9 iterations each are no fault."""
        worker, idle, patience = view._worker, threading.Event(), 600  # noqa: SLF001
        with worker._changed:  # noqa: SLF001
            worker._add(idle.set)  # noqa: SLF001
        while not idle.wait(0.1):
            with worker._changed:  # noqa: SLF001
                worker._cancel("command", "tick")  # noqa: SLF001
            patience -= 1
            assert patience, "what was interrupted goes on"
