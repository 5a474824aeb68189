"""What takes long says how far it is: a bar after a second, or what is given."""

import sys

import pytest

from iterscope.widget import progress
from iterscope.widget.progress import shown


def count(to: int) -> None:
    with shown(to, progress=True, unit="model", name="many") as show:
        for done in range(1, to + 1):
            show(done, to)


def test_a_bar_of_tqdm_counts_what_is_done(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("tqdm")
    monkeypatch.setattr(progress, "DELAY", 0)
    count(7)
    said = capsys.readouterr()
    assert said.out == ""
    assert "many: 100%" in said.err
    assert "7/7" in said.err


def test_what_is_done_in_a_second_shows_none(capsys: pytest.CaptureFixture[str]) -> None:
    count(7)
    assert "".join(capsys.readouterr()) == ""


@pytest.mark.parametrize("wrong", ["yes", 1, None])
def test_it_is_a_function_or_a_bool(wrong: object) -> None:
    with pytest.raises(TypeError, match="progress must be a function or a bool"), shown(1, progress=wrong):  # type: ignore[arg-type]
        pass


def test_where_nobody_knows_the_end_a_bar_says_how_much_is_done_and_no_share(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("tqdm")
    monkeypatch.setattr(progress, "DELAY", 0)
    with shown(None, progress=True, unit="half-step", name="finish", first=2) as show:
        show(9, None)
    said = capsys.readouterr().err
    assert "finish: 9/? [" in said
    assert "%" not in said


def test_without_tqdm_there_is_none(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(progress, "DELAY", 0)
    monkeypatch.setitem(sys.modules, "tqdm.auto", None)
    count(7)
    assert "".join(capsys.readouterr()) == ""
