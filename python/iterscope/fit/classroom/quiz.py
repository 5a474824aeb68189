"""A quiz in a view: it asks before each half-step."""

from typing import Any, ClassVar

from iterscope.fit.session.quiz import Answer, Answers, Question
from iterscope.fit.traits import FitTraits
from iterscope.widget.traits import Switch


class FitQuiz(FitTraits):
    """A view of a fit that asks what comes next."""

    _page_sets: ClassVar[frozenset[str]] = FitTraits._page_sets | {"quiz"}  # noqa: SLF001  it is its base

    quiz = Switch().tag(sync=True, echo_update=False)

    @property
    def answers(self) -> Answers:
        """All answers that were given, with `score`, `to_frame`, `to_csv` and `to_json`."""
        return self.session.quiz.answers

    def ask(self) -> Question:
        """Ask what the next half-step will bring; the same question for the same seed and step.

        Returns
        -------
        Question
            `asked` says what `answer` takes.

        Raises
        ------
        ValueError
            If the fit has come to its end, or there are no data.
        """
        found: list[Question] = []
        self.session.do(lambda: found.append(self.session.quiz.ask(tuple(self.dims))))
        return found[0]

    def answer(self, question: Question, given: Any) -> Answer:
        """Answer a question, and show the half-step that it is about.

        Parameters
        ----------
        question : Question
        given : int, array-like of float or str
            Of "owner" a component, of "place" coordinates in its features `dims`, of "change" one of
            "better", "same" and "worse".

        Returns
        -------
        Answer
            It is one of `answers` now.

        Raises
        ------
        TypeError, ValueError
            If another question has been asked, or another step is shown; if it cannot be an answer.
        """
        if not isinstance(question, Question):
            raise TypeError(f"question must be what ask() returned, got {type(question).__name__}")
        found: list[Answer] = []
        take = self.session.quiz.answer
        self.session.do(lambda: found.append(take(question.run, question.index, given)))
        return found[0]
