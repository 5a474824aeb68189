"""The quiz: questions from the seed, truths against NumPy, answers that are kept."""

import csv
import io
import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from iterscope import (
    PPCA,
    BernoulliMixture,
    CategoricalHMM,
    GaussianHMM,
    GaussianMixture,
    KalmanSmoother,
    KMeans,
    MixtureWidget,
    PoissonHMM,
    SelfOrganizingMap,
)
from iterscope.fit.session.quiz import Question
from iterscope.fit.session.quiz.answers import Answer
from iterscope.fit.session.quiz.quiz import said

X = np.random.default_rng(0).normal(size=(90, 2)) @ [[2.0, 0.5], [0.0, 1.0]]


def make(model: Any = None, **options: Any) -> MixtureWidget:
    if model is None:
        model = GaussianMixture(3, init_params="random_from_data", random_state=4, tol=0, max_iter=6)
    data = (X > 0).astype(float) if isinstance(model, BernoulliMixture) else X
    return MixtureWidget(data, model, quiz=True, **options)


@pytest.fixture
def view() -> Iterator[MixtureWidget]:
    view = make()
    yield view
    view.close()


def anything(question: Question) -> Any:
    return {"owner": 0, "place": (0.0,) * len(question.dims), "change": "better"}[question.asked]


def walked(view: MixtureWidget) -> list[Question]:
    """Ask and answer to the end."""
    asked = []
    while view.index < view.n_steps - 1 or not view.complete:
        asked.append(view.ask())
        view.answer(asked[-1], anything(asked[-1]))
        view.session.do(view.session.complete)
    with pytest.raises(ValueError, match="there is no question at the end of a fit"):
        view.ask()
    return asked


def test_questions_depend_on_the_seed_and_the_step_alone(view: MixtureWidget) -> None:
    first = walked(view)
    assert len(first) == view.n_steps - 1 == len(view.answers)
    again = make()
    assert walked(again) == first
    again.index = 5
    assert again.ask() == first[5]
    other = make(GaussianMixture(3, init_params="random_from_data", random_state=5, tol=0, max_iter=6))
    assert [each.component for each in walked(other)] != [each.component for each in first]
    assert {each.asked for each in first} == {"owner", "place", "change"}


@pytest.mark.parametrize("model", [KMeans(3, random_state=1), None])
def test_where_nothing_is_shared_a_sample_between_two_is_asked_for(model: Any) -> None:
    view = make(model)
    asked = view.ask()
    assert asked is not None
    assert (asked.asked, view.index) == ("owner", 0)
    squares = np.sort(((X[:, np.newaxis] - view.history[0].means) ** 2).sum(axis=2), axis=1)
    ahead = squares[:, 1] - squares[:, 0]
    assert ahead[asked.sample] <= np.sort(ahead)[11]


def test_truths_are_those_of_the_next_step(view: MixtureWidget) -> None:
    asked = walked(view)
    for question, answer in zip(asked, view.answers, strict=True):
        step, before = view.history[question.index + 1], view.history[question.index]
        if question.asked == "place":
            assert answer.truth == pytest.approx(tuple(step.means[question.component]))
            distance = np.linalg.norm(np.array(answer.truth)) / np.linalg.norm(np.ptp(X, axis=0))
            assert answer.right == (distance <= 0.05)
            assert answer.score == pytest.approx(np.clip((0.25 - distance) / 0.2, 0, 1))
        elif question.asked == "owner":
            point = X[question.sample]
            off = point - before.means
            logs = np.log(before.weights) - 0.5 * np.linalg.slogdet(before.covariances)[1]
            logs -= 0.5 * np.einsum("ki,kij,kj->k", off, np.linalg.inv(before.covariances), off)
            assert answer.truth == logs.argmax()
        else:
            assert answer.truth == ("better" if step.log_likelihood > before.log_likelihood else "same")
    assert view.answers.score == pytest.approx(sum(answer.score for answer in view.answers))


def test_an_answer_shows_the_step_that_it_is_about(view: MixtureWidget) -> None:
    for index in range(4):
        question = view.ask()
        assert (question.index, view.index) == (index, index)
        view.answer(question, anything(question))
        assert view.index == index + 1


def test_stale_answers_are_refused_with_a_word(view: MixtureWidget) -> None:
    question = view.ask()
    view.seek(3)
    with pytest.raises(ValueError, match=r"the answer is about step 0 of run 1, .* step 3 of run 1 is shown"):
        view.answer(question, anything(question))
    view.seek(0)
    question = view.ask()
    view.restart()
    with pytest.raises(ValueError, match=r"step 0 of run 1, .* step 0 of run 2 is shown"):
        view.answer(question, anything(question))
    question = view.ask()
    view.answer(question, anything(question))
    with pytest.raises(ValueError, match="not asked about any more"):
        view.answer(question, anything(question))
    assert len(view.answers) == 1


@pytest.mark.parametrize(
    ("asked", "given", "error", "words"),
    [
        ("owner", 3, ValueError, "answer must be from 0 to 2, got 3"),
        ("owner", "a", TypeError, "answer must be an integer"),
        ("place", (1.0,), ValueError, "answer"),
        ("place", (1.0, np.nan), ValueError, "answer"),
        ("change", "up", ValueError, "answer must be one of better, same, worse, got 'up'"),
    ],
)
def test_what_is_no_answer_is_refused_and_the_question_stays(
    view: MixtureWidget, asked: str, given: Any, error: type[Exception], words: str
) -> None:
    question = view.ask()
    while question.asked != asked:
        view.answer(question, anything(question))
        question = view.ask()
    count = len(view.answers)
    with pytest.raises(error, match=words):
        view.answer(question, given)
    assert len(view.answers) == count
    view.answer(question, anything(question))


@pytest.mark.parametrize(
    "model",
    [KMeans(3, random_state=0, n_init=1), BernoulliMixture(2, random_state=0, max_iter=5)],
    ids=["kmeans", "bernoulli"],
)
@pytest.mark.parametrize("dims", [[0], [1, 0]])
def test_every_model_can_be_asked_about(model: Any, dims: list[int]) -> None:
    view = make(model, dims=dims)
    for _ in range(4):
        question = view.ask()
        given = (0.0,) * len(dims) if question.asked == "place" else anything(question)
        view.answer(question, given)
    assert len(view.answers) == 4


def test_answers_are_exported(view: MixtureWidget, tmp_path: Path) -> None:
    walked(view)
    view.answers.to_csv(tmp_path / "answers.csv")
    rows = list(csv.DictReader(io.StringIO((tmp_path / "answers.csv").read_text())))
    assert [row["asked"] for row in rows] == [answer.asked for answer in view.answers]
    assert sum(float(row["score"]) for row in rows) == pytest.approx(view.answers.score)
    records = json.loads(str(view.answers.to_json()))
    assert [record["right"] for record in records] == [answer.right for answer in view.answers]
    assert len(view.answers.to_frame()) == len(view.answers)
    assert list(make().answers.to_frame().columns) == list(rows[0])


def test_a_page_asks_answers_and_is_told(view: MixtureWidget, monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[Any] = []
    monkeypatch.setattr(
        MixtureWidget, "_send", lambda _, message, **__: sent.append(message.get("content", {}))
    )

    def tell(**message: Any) -> Any:
        sent.clear()
        view._receive({"vid": "page0001", **message})  # noqa: SLF001
        end = time.monotonic() + 60
        while not (found := [each for each in sent if each.get("kind") in {"question", "verdict", "error"}]):
            assert time.monotonic() < end
            time.sleep(0.01)
        return found[0]

    question = tell(kind="ask")
    assert (question["asked"], question["run"], question["index"]) == ("owner", 1, 0)
    verdict = tell(kind="answer", run=1, index=0, given=0)
    assert verdict["right"] == view.answers[0].right
    assert str(view.answers[0].truth) in verdict["text"]
    refused = tell(kind="answer", run=1, index=0, given=0)
    assert "not asked about any more" in refused["message"]
    assert tell(kind="answer", run=1, index=0, given="up")["kind"] == "error"


def test_where_all_samples_are_the_same_their_place_is_right() -> None:
    view = MixtureWidget(np.ones((9, 2)))
    while (question := view.ask()).asked != "place":
        view.answer(question, anything(question))
    assert view.answer(question, (1.0, 1.0)).right


def test_what_is_no_question_is_refused() -> None:
    with pytest.raises(TypeError, match=r"question must be what ask\(\) returned, got str"):
        MixtureWidget(np.eye(4)).answer("where", 0)  # type: ignore[arg-type]


def posterior(step: Any, row: Any) -> Any:
    """Logarithms of the shares of a sample, up to a constant."""
    p = np.clip(step.probabilities, 1e-10, 1 - 1e-10)
    return np.log(step.weights) + np.log(np.where(row > 0, p, 1 - p)).sum(axis=1)


def test_before_an_m_step_without_means_the_owner_after_it_is_asked_for() -> None:
    model = BernoulliMixture(3, random_state=1, init_params="random", tol=0, max_iter=5)
    data = (np.random.default_rng(2).random((90, 6)) < 0.5).astype(float)
    view = MixtureWidget(data, model)
    asked = walked(view)
    before_m = [n for n, each in enumerate(asked) if view.history[each.index + 1].phase == "maximize"]
    assert len(before_m) == 5
    for n in before_m:
        assert asked[n].asked == "owner"
        assert asked[n].text.endswith("after the next M step?")
        shares = posterior(view.history[asked[n].index + 1], data[asked[n].sample])
        assert view.answers[n].truth == shares.argmax()
    changes = [answer.truth for answer in view.answers if answer.asked == "change"]
    assert changes, "before E steps"
    assert set(changes) == {"better"}
    three = MixtureWidget(np.random.default_rng(0).normal(size=(90, 3)), make().model, dims=[0, 1, 2])
    assert [three.answer(three.ask(), 0).asked for _ in range(2)] == ["owner", "owner"]


def test_nothing_is_asked_about_another_start() -> None:
    model = GaussianMixture(3, init_params="random_from_data", random_state=4, tol=0, max_iter=2, n_init=4)
    view = make(model)
    asked = walked(view)
    begun = [index for index, step in enumerate(view.history) if step.phase == "init"]
    assert len(begun) == 4
    assert {each.index + 1 for each in asked} == set(range(1, view.n_steps)) - set(begun)
    for answer in view.answers:
        if answer.asked == "change":
            after, before = view.history[answer.index + 1], view.history[answer.index]
            assert after.init == before.init
            assert np.isfinite(before.log_likelihood)


@pytest.mark.parametrize(
    "model", [KalmanSmoother(2, max_iter=4, tol=0), PPCA(1, max_iter=4, tol=0, random_state=0)]
)
def test_where_all_samples_belong_to_one_nobody_is_asked_to_which(model: Any) -> None:
    view = make(model)
    while view.index < 4:
        question = view.ask()
        assert question.asked != "owner"
        view.answer(question, anything(question))
    changes = [answer.score for answer in view.answers if answer.asked == "change"]
    assert changes == [1.0] * len(changes) != []


SERIES = np.cumsum(np.random.default_rng(3).normal(size=(90, 2)), axis=0)
SERIES[20:24, 1] = np.nan


def test_of_hidden_states_the_levels_are_asked_for() -> None:
    counts = np.random.default_rng(0).poisson(np.repeat([[3, 40], [12, 5]], 60, axis=0))
    poisson = PoissonHMM(2, random_state=0, max_iter=5, tol=0)
    for model, data, levels in (
        (GaussianHMM(3, random_state=0, max_iter=5, tol=0), X, "means"),
        (poisson, counts.astype(float), "rates"),
    ):
        view = MixtureWidget(data, model)
        asked = walked(view)
        places = [each for each in asked if each.asked == "place"]
        assert [view.history[each.index + 1].phase for each in places] == ["maximize"] * 5
        assert {each.dims for each in places} == {(0,), (1,)}
        for each in places:
            assert (
                each.text
                == f"Where does the level of state {each.component} go in x{each.dims[0]}? Click there."
            )
            truth = getattr(view.history[each.index + 1], levels)[each.component, each.dims[0]]
            answer = next(answer for answer in view.answers if answer.index == each.index)
            assert answer.truth == (truth,)
            assert answer.right == (abs(truth) / np.ptp(data[:, each.dims[0]]) <= 0.05)
    symbols = MixtureWidget((X > 0).astype(float), CategoricalHMM(2, random_state=0, max_iter=5, tol=0))
    assert "place" not in {each.asked for each in walked_over(symbols)}


def test_of_a_smoother_it_is_asked_where_it_puts_a_row() -> None:
    view = MixtureWidget(SERIES, KalmanSmoother(2, max_iter=6, tol=0, random_state=0))
    asked = walked_over(view)
    places = [each for each in asked if each.asked == "place"]
    assert {each.asked for each in asked} == {"place", "change"}
    assert places[0].index == 0
    for each in places:
        before = view.history[each.index]
        means, covariances, observation = before.initial_mean, before.initial_covariance, before.observation
        smoothed = plain_smoother(
            SERIES, before.transition, before.transition_covariance, observation, before.observation_covariance,
            means, covariances,
        )  # fmt: skip
        truth = smoothed[each.sample] @ observation[each.dims[0]]
        answer = next(answer for answer in view.answers if answer.index == each.index)
        assert answer.truth == pytest.approx((truth,), rel=1e-6, abs=1e-8)
        off = np.abs(SERIES[:, each.dims[0]] - smoothed @ observation[each.dims[0]])
        assert each.sample in np.argsort(-np.nan_to_num(off, nan=np.inf))[:12]
        assert each.text == f"Where does the smoother put x{each.dims[0]} of the marked row? Click there."
    assert (
        said(Answer(1, 0, "place", "", (1.0,), (-2.5,), False, 0.0), "state")
        == "It goes to \N{MINUS SIGN}2.5."
    )


def plain_smoother(
    rows: Any, transition: Any, noise: Any, observation: Any, seen_noise: Any, mean: Any, covariance: Any
) -> Any:
    """Return the smoothed means from one Gaussian over all states at once."""
    n, k = len(rows), len(transition)
    joint_mean = [mean]
    for _ in range(n - 1):
        joint_mean.append(transition @ joint_mean[-1])
    blocks = [covariance]
    for _ in range(n - 1):
        blocks.append(transition @ blocks[-1] @ transition.T + noise)
    joint = np.zeros((n * k, n * k))
    for later in range(n):
        lead = np.eye(k)
        for earlier in range(later, -1, -1):
            block = lead @ blocks[earlier]
            joint[later * k : later * k + k, earlier * k : earlier * k + k] = block
            joint[earlier * k : earlier * k + k, later * k : later * k + k] = block.T
            lead = lead @ transition
    whole = np.kron(np.eye(n), observation)
    there = ~np.isnan(rows.ravel())
    some = whole[there]
    seen = some @ joint @ some.T + np.kron(np.eye(n), seen_noise)[np.ix_(there, there)]
    flat = np.concatenate(joint_mean)
    return (flat + joint @ some.T @ np.linalg.solve(seen, rows.ravel()[there] - some @ flat)).reshape(n, k)


def test_owners_are_called_what_they_are() -> None:
    for model, words in (
        (GaussianHMM(2, random_state=0), "To which state will the ringed row belong most?"),
        (SelfOrganizingMap(2, 3), "To which node will the ringed point belong most?"),
        (GaussianMixture(2, random_state=0), "To which component will the ringed point belong most?"),
    ):
        assert make(model).ask().text == words
    assert said(Answer(1, 0, "owner", "", 1, 2, False, 0.0), "state") == "No: state 2."


def test_of_many_components_nobody_is_asked_for_the_owner() -> None:
    view = make(BernoulliMixture(13, random_state=0, tol=0, max_iter=4))
    asked = walked_over(view)
    assert {each.asked for each in asked} == {"change"}
    assert {view.history[each.index + 1].phase for each in asked} == {"expect"}
    assert "owner" in {each.asked for each in walked_over(make(BernoulliMixture(12, tol=0, max_iter=4)))}


def walked_over(view: MixtureWidget) -> list[Question]:
    """Ask and answer, to where there is nothing to ask any more."""
    asked = []
    while True:
        try:
            asked.append(view.ask())
        except ValueError:
            return asked
        view.answer(asked[-1], anything(asked[-1]))
