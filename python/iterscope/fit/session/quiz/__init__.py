"""Questions about the next half-step, their answers, and how right these are."""

from iterscope.fit.session.quiz.answers import Answer as Answer
from iterscope.fit.session.quiz.answers import Answers as Answers
from iterscope.fit.session.quiz.question import Question as Question
from iterscope.fit.session.quiz.quiz import Quiz as Quiz
