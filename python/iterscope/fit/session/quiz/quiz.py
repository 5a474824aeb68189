"""A quiz: it asks before a half-step, takes an answer, shows the step, and says how right the answer was."""

from collections.abc import Callable
from typing import Any

import numpy as np

from iterscope.fit.messages.quiz import AnswerRequest, AskRequest
from iterscope.fit.messages.quiz import Question as QuestionMessage
from iterscope.fit.messages.quiz import Verdict as VerdictMessage
from iterscope.fit.replies import shown_rows
from iterscope.fit.session.owner import Owner
from iterscope.fit.session.quiz import places, questions
from iterscope.fit.session.quiz.answers import Answer, Answers
from iterscope.fit.session.quiz.question import Question
from iterscope.fit.session.quiz.questions import CHANGES
from iterscope.validation import arguments, arrays

NEAR = 0.05
"""Distance from a mean within which a place is right, as a share of the data's diagonal."""
FAR = 0.25
"""Distance from which on it scores nothing."""


class Quiz:
    """Questions about the steps of a session.

    Parameters
    ----------
    session : Owner
    seek : callable
        Shows a step of the present run.
    """

    def __init__(self, session: Owner, seek: Callable[[int], object]) -> None:
        self._session = session
        self._seek = seek
        self._pending: Question | None = None
        self.answers = Answers()
        """All that were given."""

    def ask(self, dims: tuple[int, ...]) -> Question:
        """Return the question at the step that is shown; steps before which there is none are passed over.

        Parameters
        ----------
        dims : tuple of int
            Features that are shown.

        Returns
        -------
        Question

        Raises
        ------
        ValueError
            If the fit has come to its end, or there are no data.
        """
        session = self._session
        run, index = session.present(), session.index
        seed = session.settings["random_state"] or 0
        while run.reach(index + 1) > index:
            asked = questions.question(run.recording, run.number, index, seed, dims)
            if asked is not None:
                self._pending = asked
                return asked
            index += 1
            self._seek(index)
        raise ValueError("there is no question at the end of a fit: go back, or take another start")

    def answer(self, run: int, index: int, given: Any) -> Answer:
        """Judge an answer, keep it, and show the step that it was about.

        Parameters
        ----------
        run, index : int
            Those of the question.
        given : int, tuple of float or str
            What the question wants: a component, a place in the features that were shown, or a change.

        Returns
        -------
        Answer

        Raises
        ------
        ValueError
            If another question has been asked, or another step is shown; if it cannot be an answer.
        TypeError
            If it cannot be one by its type.
        """
        session, pending = self._session, self._pending
        present = session.present().number, session.index
        if pending is None or (pending.run, pending.index) != (run, index) or present != (run, index):
            raise ValueError(
                f"the answer is about step {index} of run {run}, which is not asked about any more: step "
                f"{present[1]} of run {present[0]} is shown"
            )
        found = self._judged(pending, given)
        self._pending = None
        self.answers.append(found)
        self._seek(index + 1)
        return found

    def take_ask(self, request: AskRequest, dims: tuple[int, ...]) -> None:
        """Answer a page that wants a question."""
        asked = self.ask(dims)
        rows = shown_rows(self._session.present_data(), self._session.present().recording.algorithm.view)
        sample = asked.sample
        if sample is not None and not isinstance(rows, slice):
            sample = int(np.searchsorted(rows, sample))
        message: QuestionMessage = {
            "kind": "question",
            "vid": request.vid,
            "run": asked.run,
            "index": asked.index,
            "asked": asked.asked,
            "text": asked.text,
            "sample": sample,
            "component": asked.component,
            "dims": list(asked.dims),
        }
        self._session.listener.send(message)

    def take_answer(self, request: AnswerRequest) -> None:
        """Answer a page that has answered a question."""
        found = self.answer(request.run, request.index, request.given)
        message: VerdictMessage = {
            "kind": "verdict",
            "vid": request.vid,
            "run": found.run,
            "index": found.index,
            "right": found.right,
            "text": said(found, questions.owner_name(self._session.present().recording)),
            "score": self.answers.score,
            "count": len(self.answers),
        }
        self._session.listener.send(message)

    def _judged(self, asked: Question, given: Any) -> Answer:
        recording = self._session.present().recording
        following = recording.step(asked.index + 1)
        truth: Any
        if asked.asked == "place":
            dims = list(asked.dims)
            given = tuple(float(value) for value in arrays.parameter(given, "answer", (len(dims),)))
            truth = places.truth(recording, asked)
            low, high = recording.data.extent(dims, 0.0)
            extent = float(np.linalg.norm(high - low)) or 1.0
            distance = float(np.linalg.norm(np.subtract(given, truth))) / extent
            right = distance <= NEAR
            score = 1.0 if right else max(0.0, (FAR - distance) / (FAR - NEAR))
        elif asked.sample is not None:
            n_components = recording.algorithm.n_components(following.parameters)
            given = arguments.integer("answer", given, 0, n_components - 1)
            truth = questions.owner(recording, following, asked.sample)
            right, score = given == truth, float(given == truth)
        else:
            if not isinstance(given, str) or given not in CHANGES:
                raise ValueError(f"answer must be one of {', '.join(CHANGES)}, got {arguments.shown(given)}")
            truth = questions.change(recording, asked.index)
            right, score = given == truth, float(given == truth)
        return Answer(asked.run, asked.index, asked.asked, asked.text, given, truth, right, score)


def said(answer: Answer, owner: str) -> str:
    """Return the verdict in words; `owner` is what it is called that samples belong to."""
    if answer.asked == "place":
        place = ", ".join(f"{value:.3g}" for value in answer.truth).replace("-", "\N{MINUS SIGN}")
        place = f"({place})" if len(answer.truth) > 1 else place
        return f"Right: it goes to {place}." if answer.right else f"It goes to {place}."
    if answer.asked == "owner":
        return f"Right: {owner} {answer.truth}." if answer.right else f"No: {owner} {answer.truth}."
    words = {"better": "it gets better", "same": "it stays as it is", "worse": "it gets worse"}
    return f"Right: {words[answer.truth]}." if answer.right else f"No: {words[answer.truth]}."
