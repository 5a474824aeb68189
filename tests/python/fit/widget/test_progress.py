"""What of a fit takes long says how far it is: the half-steps that are recorded, whose end nobody knows."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from iterscope import GaussianMixture, MixtureWidget, make_blobs
from iterscope.widget import progress

X, _ = make_blobs(n_samples=300, centers=3, n_features=2, random_state=1)
SLOW: Any = {"init_params": "random_from_data", "tol": 0.0, "max_iter": 10**6, "random_state": 0}


def view(**parameters: Any) -> MixtureWidget:
    return MixtureWidget(X, GaussianMixture(3, random_state=0, **parameters))


CALLS: dict[str, Any] = {
    "finish": lambda fit, told, _: fit.finish(progress=told),
    "seek": lambda fit, told, _: fit.seek(10**6, progress=told),
    "step": lambda fit, told, _: fit.step(10**6, progress=told),
    "scikit_learn": lambda fit, told, _: fit.scikit_learn(progress=told),
    "to_html": lambda fit, told, path: fit.to_html(path / "fit.html", progress=told),
}


@pytest.mark.parametrize("name", CALLS)
def test_in_the_end_all_half_steps_are_told(name: str, tmp_path: Path) -> None:
    fit, told = view(), []
    CALLS[name](fit, lambda *at: told.append(at), tmp_path)
    assert told[-1] == (fit.n_steps - 1, None)
    assert [done for done, _ in told] == sorted(done for done, _ in told)


@pytest.mark.parametrize("name", CALLS)
def test_they_are_told_while_it_goes_on_and_an_error_ends_it(name: str, tmp_path: Path) -> None:
    rows = np.random.default_rng(0).normal(size=(20_000, 2))
    fit = MixtureWidget(rows, GaussianMixture(5, **SLOW))

    def told(done: int, total: None) -> None:
        assert total is None
        if done > 2:
            raise KeyError("enough")

    with pytest.raises(KeyError, match="enough"):
        CALLS[name](fit, told, tmp_path)
    assert not fit.playing
    assert not list(tmp_path.iterdir())
    recorded = fit.n_steps
    fit.seek(1)
    assert (fit.index, fit.n_steps >= recorded) == (1, True)
    fit.close()


def test_animations_maps_and_comparisons_tell_their_units(tmp_path: Path) -> None:
    pytest.importorskip("PIL")
    fit = view()
    fit.seek(4)
    for call, total in [
        (lambda told: fit.to_gif(tmp_path / "fit.gif", progress=told), 5),
        (lambda told: fit.basins(shape=(4, 6), progress=told), 24),
        (lambda told: fit.select(range(1, 4), covariance_type="full", progress=told), 3),
    ]:
        told: list[Any] = []
        call(lambda *at, told=told: told.append(at))
        assert told[-1] == (total, total)


def test_a_bar_counts_half_steps_and_names_no_end(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("tqdm")
    monkeypatch.setattr(progress, "DELAY", 0)
    fit = view()
    fit.finish()
    said = capsys.readouterr().err
    assert f"finish: {fit.n_steps - 1}/? [" in said
    assert "half-step/s" in said
    assert "%" not in said
    fit.finish(progress=False)
    assert capsys.readouterr().err == ""


def test_others_are_refused_before_anything_is_done() -> None:
    fit = view()
    with pytest.raises(TypeError, match="progress must be a function or a bool"):
        fit.finish(progress="yes")  # type: ignore[arg-type]
    assert (fit.playing, fit.n_steps) == (False, 1)
